//! The `phasetrack` binary; see the library of this package.

use std::process::ExitCode;

fn main() -> ExitCode {
    phasetrack_cli::main()
}
