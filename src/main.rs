//! The `phasetrack` binary for `cargo install --path .` and for hook managers that build a repository's root package.

use std::process::ExitCode;

fn main() -> ExitCode {
    phasetrack_cli::main()
}
