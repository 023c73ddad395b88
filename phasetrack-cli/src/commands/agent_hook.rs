//! `phasetrack agent-hook`: may a coding agent write these files?

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::Args;
use phasetrack_core::render;
use phasetrack_git::Repository;

use crate::error::Error;
use crate::exit;
use crate::payload::{self, Payload};
use crate::repository::{bytes, real};
use crate::session::Session;
use crate::trial::{self, Asker, Form, Outcome, Question};

/// Answer the edit hook of a coding agent, whose JSON is on standard input.
///
/// Claude Code, Codex, Gemini CLI and Cursor are told apart by the shape of what they say. Before a tool writes, its
/// files are judged; after a tool, and before the agent stops, what is in the work tree.
/// The exit code is 0 to allow and 2 to deny, also when anything fails: nothing else keeps an agent from going on.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// Ignored: what a host adds of its own.
    #[arg(value_name = "ANYTHING", trailing_var_arg = true, allow_hyphen_values = true, hide = true)]
    rest: Vec<String>,
}

/// Runs the command. Whatever cannot be judged is denied.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> u8 {
    if !arguments.rest.is_empty() {
        session.detail("the arguments of the host are not read");
    }
    match answer(session) {
        Ok(true) => exit::CLEAN,
        Ok(false) => exit::FAILED,
        Err(error) => {
            session.complain(&error);
            exit::FAILED
        }
    }
}

/// Whether the agent may go on.
fn answer(session: &Session) -> Result<bool, Error> {
    let mut input = Vec::new();
    io::stdin().read_to_end(&mut input).map_err(|source| Error::Read { path: "-".into(), source })?;
    let payload = payload::read(&input).map_err(|reason| Error::Payload { reason })?;
    let (folder, files) = match payload {
        Payload::Nothing => return Ok(true),
        Payload::After { folder } => (folder, None),
        Payload::Edit { folder, files } => (folder, Some(files)),
    };
    let folder = folder.map_or_else(std::env::current_dir, Ok).map_err(Error::CurrentFolder)?;
    // Where no repository is, nothing is managed.
    let Some(repository) = Repository::find(&folder).map_err(Error::Git)? else { return Ok(true) };
    let Some(root) = repository.root() else { return Ok(true) };
    let (mut paths, mut outside) = (Vec::new(), Vec::new());
    for file in files.iter().flatten() {
        match inside(root, &folder.join(file)) {
            Some(path) => paths.push(path),
            None => outside.push(file),
        }
    }
    let question = if files.is_some() { Question::Paths(paths) } else { Question::WorkTree };
    match trial::judge(&repository, &question, &Asker::default(), Form::Full, session)? {
        Outcome::NoTrack | Outcome::NoPlan => Ok(true),
        Outcome::Judged { allows, text, .. } => {
            if !allows {
                session.refuse(&text);
            }
            for file in &outside {
                let (file, root) = (file.to_string_lossy(), root.to_string_lossy());
                let (file, root) = (render::escape(&file), render::escape(&root));
                session.refuse(&format!(
                    "error: {file}: it is not in this track's work tree\n  next: write below {root}, to files of this track"
                ));
            }
            Ok(allows && outside.is_empty())
        }
    }
}

/// A path as plans write it, with every link followed; none where it is of another work tree, or git's own.
fn inside(root: &Path, file: &Path) -> Option<Vec<u8>> {
    let file = real(&plain(file));
    // A link that leads to nothing yet would be followed by whoever writes.
    if file.is_symlink() {
        return None;
    }
    let path = file.strip_prefix(root).ok().filter(|path| !path.as_os_str().is_empty())?;
    let is_own = |folder: &Path| folder == root || fs::symlink_metadata(folder.join(".git")).is_err();
    let own = file.ancestors().skip(1).take_while(|folder| folder.starts_with(root)).all(is_own);
    let is_git = path.components().any(|part| part.as_os_str().eq_ignore_ascii_case(".git"));
    (own && !is_git).then(|| bytes(path))
}

/// A path without `.` and `..`. Behind a link `..` leads to where the link does.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir => {
                plain = real(&plain);
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}
