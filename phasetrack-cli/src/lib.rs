//! The command line of phasetrack: arguments, files, streams, colours, exit codes.
//!
//! All knowledge of plans is in `phasetrack-core`. A command is one file under `commands/`: a struct of arguments,
//! whose comments are the help text, and a function that runs it. Results go to standard output, everything said
//! about the run itself to standard error. [`exit`] lists the exit codes.

mod agents;
mod answer;
mod args;
mod changing;
mod commands;
mod configuration;
mod doctor;
mod documents;
mod error;
mod exceptions;
pub mod exit;
mod files;
mod fix;
mod format;
mod hint;
mod hooks;
mod json_text;
mod payload;
mod pinned;
mod planning;
mod range;
mod repository;
mod root;
mod selection;
mod session;
mod transaction;
mod trial;
mod watch;

use std::panic::AssertUnwindSafe;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::Cli;

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version arrive here too. When they cannot be printed there is nobody to tell.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { exit::FAILED } else { exit::CLEAN });
        }
    };
    let session = cli.session();
    let run = || {
        cli.command.run(&session).unwrap_or_else(|error| {
            session.complain(&error);
            error.exit_code()
        })
    };
    // A panic says what happened by itself. Its own exit code would let an agent go on.
    let code = std::panic::catch_unwind(AssertUnwindSafe(run)).unwrap_or(exit::FAILED);
    ExitCode::from(code)
}

/// The tree of commands and options, from which the manual is made.
pub fn command() -> clap::Command {
    Cli::command()
}
