//! `phasetrack new`: a plan to start from.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use phasetrack_core::render::{self, plan_template};

use crate::error::Error;
use crate::session::Session;
use crate::{exit, fix};

/// Write a plan to start from.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

/// What to write.
#[derive(Debug, Subcommand)]
enum What {
    Phase(PhaseArguments),
}

/// Write the plan of a phase: tracks with files, tasks and criteria.
#[derive(Args, Debug)]
struct PhaseArguments {
    /// The phase's number, for example 1 or 2.5.
    number: String,
    /// The phase's title.
    title: String,
    /// The name of a track; once for each track.
    #[arg(long = "track", value_name = "NAME")]
    names: Vec<String>,
    /// How many tracks there are; those without a name get a letter only. Without names the default is 2.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=26))]
    tracks: Option<u16>,
    /// Write here instead of docs/phaseNUMBER.md; `-` is standard output.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Runs the command. A file that exists is left alone.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<u8, Error> {
    let What::Phase(phase) = &arguments.what;
    let number = printable(&phase.number)?;
    let title = printable(&phase.title)?;
    let mut names = phase.names.iter().map(|name| printable(name)).collect::<Result<Vec<_>, _>>()?;
    let tracks = phase.tracks.map_or(if names.is_empty() { 2 } else { 0 }, usize::from);
    names.resize(names.len().max(tracks), String::new());
    let plan = plan_template(&number, &title, &names);
    let path = match &phase.output {
        Some(path) => path.clone(),
        None => usual_place(&number)?,
    };
    if path.as_os_str() == "-" {
        session.print(&plan)?;
        return Ok(exit::CLEAN);
    }
    create(path.clone(), &plan)?;
    session.note(&format!("wrote {}: check it with `phasetrack check {0}`", path.display()));
    Ok(exit::CLEAN)
}

/// Creates a file and the folders around it, never over one that exists.
pub(crate) fn create(path: PathBuf, text: &str) -> Result<(), Error> {
    let written = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => std::fs::create_dir_all(folder),
        _ => Ok(()),
    };
    written.and_then(|()| fix::write_new(&path, text)).map_err(|source| match source.kind() {
        io::ErrorKind::AlreadyExists => Error::Exists { path },
        _ => Error::Write { path, source },
    })
}

/// A text that everybody sees as it is, with single spaces.
pub(crate) fn printable(text: &str) -> Result<String, Error> {
    match render::escape(text) {
        Cow::Borrowed(text) => Ok(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        Cow::Owned(_) => Err(Error::Unprintable { text: text.to_owned() }),
    }
}

/// Where `check` finds the plan. It follows no links, and what nobody named is not written through one.
fn usual_place(number: &str) -> Result<PathBuf, Error> {
    let path = PathBuf::from(format!("docs/phase{}.md", file_name(number)));
    if path.parent().is_some_and(Path::is_symlink) { Err(Error::BehindLink { path, agent: None }) } else { Ok(path) }
}

/// What of a number may stand in a file's name.
fn file_name(number: &str) -> String {
    number.chars().map(|c| if c.is_alphanumeric() || c == '.' || c == '-' { c } else { '-' }).collect()
}
