//! `phasetrack doctor`: does every layer of the guard work?

use clap::Args;

use crate::args::TextOrJson;
use crate::doctor::{Report, Subject, agents, hooks, range, surroundings};
use crate::error::Error;
use crate::session::Session;
use crate::{exit, trial};

/// Try every layer of the guard with a change that the plan forbids, and name those that are off.
///
/// The tries take place in a temporary repository with the commits of this one, by the hooks that git would run here;
/// nothing is written to this one. Hooks of others that are installed run too.
/// The exit code is 0 when every layer works, 1 when one is off, 2 when nothing can be tried.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// How the findings are printed.
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
    output_format: TextOrJson,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<u8, Error> {
    let repository = trial::repository()?;
    let root = repository.root().ok_or(Error::Bare)?;
    let folder = tempfile::tempdir().map_err(|source| Error::Write { path: std::env::temp_dir(), source })?;
    let subject = Subject::new(&repository, folder.path(), session)?;
    let mut report = Report::new();
    hooks(&repository, &subject, &mut report)?;
    range(&subject, &mut report)?;
    agents(&repository, root, &subject, &mut report)?;
    surroundings(&repository, root, &subject, &mut report)?;
    session.print(&match arguments.output_format {
        TextOrJson::Text => report.text(),
        TextOrJson::Json => report.json()?,
    })?;
    Ok(if report.works() { exit::CLEAN } else { exit::FINDINGS })
}
