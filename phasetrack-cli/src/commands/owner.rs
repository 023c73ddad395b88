//! `phasetrack owner`: who owns files.

use std::path::{Path, PathBuf};

use clap::Args;
use phasetrack_core::facts::{ClaimFact, Facts, Ownership};
use phasetrack_core::render::{self, Places};
use phasetrack_core::settings::Settings;

use crate::args::TextOrJson;
use crate::documents::{self, Documents};
use crate::error::Error;
use crate::repository::Repository;
use crate::root::Root;
use crate::session::Session;
use crate::{configuration, exit};

/// Say who owns files: which track, by which claim, at which line of which document.
///
/// A file need not exist. What several tracks share, or nobody owns, is said as plainly.
/// The exit code is 0 when every file is owned, 1 when one is not, 2 when one is no file of the repository; the others
/// are answered all the same.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// Files, from the current folder.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// A plan to ask; several by repeating the option, `-` is standard input. Without one: as for `check`.
    #[arg(long = "plan", value_name = "PATH")]
    plans: Vec<PathBuf>,
    /// Text for people, or a JSON object.
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
    output_format: TextOrJson,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<u8, Error> {
    let root = Root::find(session)?;
    let settings = configuration::settings(&root, session)?;
    let repository = Repository::find(&root)?;
    let (mut paths, mut refused) = (Vec::new(), Vec::new());
    for file in &arguments.files {
        match path(file, &repository) {
            Ok(path) => paths.push(path),
            Err(error) => refused.push(error),
        }
    }
    let code = if paths.is_empty() { exit::CLEAN } else { answer(arguments, session, &root, &settings, &paths)? };
    // One that is no file keeps nobody from an answer about the others.
    for error in &refused {
        session.complain(error);
    }
    Ok(if refused.is_empty() { code } else { exit::FAILED })
}

/// Says who owns each path; gives the exit code for these.
fn answer(
    arguments: &Arguments,
    session: &Session,
    root: &Root,
    settings: &Settings,
    paths: &[Vec<u8>],
) -> Result<u8, Error> {
    let plans = documents::find(&arguments.plans, &settings.plans, root)?;
    let documents = Documents::read(&plans, "<stdin>", session)?;
    let plan = phasetrack_core::read(&documents.sources, settings);
    let facts = Facts::new(&plan);
    let ownership = Ownership::new(&facts);
    let places = Places::new(&documents.sources);
    session.print(&match arguments.output_format {
        TextOrJson::Text => render::owners(&places, &facts, &ownership, paths),
        TextOrJson::Json => render::owners_json(&places, &facts, &ownership, paths),
    })?;
    // They are of no file, though they were meant for some: nobody shall take the answer for complete.
    for pattern in facts.claims.iter().flat_map(ClaimFact::errors).map(|(pattern, _)| pattern) {
        let (text, place) = (render::escape(&pattern.value), places.name_line_column(pattern.span));
        session.note(&format!("not counted: `{text}` at {place} is no pattern; `phasetrack check` says why"));
    }
    let is_owned = |path: &Vec<u8>| ownership.standing(&ownership.of(path)).is_owned();
    Ok(if paths.iter().all(is_owned) { exit::CLEAN } else { exit::FINDINGS })
}

/// A file as plans name it.
fn path(file: &Path, repository: &Repository) -> Result<Vec<u8>, Error> {
    // A submodule is one path to the repository around it, and so is a link.
    if file.is_dir() && !file.is_symlink() && !file.join(".git").exists() {
        return Err(Error::Unownable { path: file.to_path_buf() });
    }
    let path = repository.path(file).map_err(Error::CurrentFolder)?;
    path.ok_or_else(|| Error::Outside { path: file.to_path_buf(), folder: repository.folder().to_path_buf() })
}
