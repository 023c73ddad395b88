//! Judges plans with settings of the program's own, and picks out what an editor or a bot would show.
//!
//! ```sh
//! cargo run -p phasetrack-core --example check_plan -- docs/phase1.md
//! ```
//!
//! It ends with 1 when a finding is an error.

#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a program has arguments, files and an output")]

use std::process::ExitCode;
use std::{env, fs, io};

use phasetrack_core::diagnostic::Level;
use phasetrack_core::render::{self, Places};
use phasetrack_core::settings::Settings;
use phasetrack_core::text::Sources;

fn main() -> io::Result<ExitCode> {
    let mut sources = Sources::default();
    for path in env::args().skip(1) {
        let bytes = fs::read(&path)?;
        sources.add_bytes(path, bytes);
    }

    // Levels are named by rule; what is off does not run.
    let mut settings = Settings::default();
    settings.levels.insert("heading-not-a-track", Level::Off);

    let report = phasetrack_core::check(&sources, &settings);
    print!("{}", render::concise(&Places::new(&sources), &report.diagnostics));

    // Findings are values: a program can look at them instead of printing them.
    let errors = report.diagnostics.iter().filter(|finding| finding.level == Level::Error).count();
    let fixes = report.diagnostics.iter().filter(|finding| finding.fix.is_some()).count();
    println!("{} tracks, {errors} errors, {fixes} findings with a fix", report.plan.tracks().count());
    Ok(if errors > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
