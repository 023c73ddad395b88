//! `phasetrack agent-hook`: may a coding agent write these files?

use std::collections::BTreeMap;
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
    let folder = std::env::current_dir().map_err(Error::CurrentFolder)?.join(folder.unwrap_or_default());
    let own = work_tree(&folder)?;
    let Some(files) = files else {
        return own.map_or(Ok(true), |(_, repository)| allows(&repository, &Question::WorkTree, &[], session));
    };
    let files: Vec<PathBuf> = files.iter().map(|file| real(&plain(&folder.join(file)))).collect();
    let mut trees: BTreeMap<PathBuf, (Repository, Vec<&Path>)> = BTreeMap::new();
    for file in &files {
        if let Some((root, repository)) = work_tree(around(file))? {
            trees.entry(root).or_insert((repository, Vec::new())).1.push(file);
        }
    }
    // Who works in a track's work tree writes nowhere else.
    if let Some((root, repository)) = own {
        trees.insert(root, (repository, files.iter().map(PathBuf::as_path).collect()));
    }
    let mut all = true;
    for (root, (repository, files)) in &trees {
        let (mut paths, mut outside) = (Vec::new(), Vec::new());
        for file in files {
            match inside(root, file) {
                Some(path) => paths.push(path),
                None => outside.push(*file),
            }
        }
        all &= allows(repository, &Question::Paths(paths), &outside, session)?;
    }
    Ok(all)
}

/// The work tree around a folder and its root. Where none is, nothing is managed.
fn work_tree(folder: &Path) -> Result<Option<(PathBuf, Repository)>, Error> {
    let found = Repository::find(folder).map_err(Error::Git)?;
    Ok(found.and_then(|repository| Some((repository.root()?.to_path_buf(), repository))))
}

/// The nearest folder around a file that is there, and is not git's own.
fn around(file: &Path) -> &Path {
    file.ancestors().skip(1).find(|folder| folder.is_dir() && !is_git(folder)).unwrap_or(file)
}

/// Judges what is asked of a work tree. What is outside of its root is denied where it is a track's.
fn allows(repository: &Repository, question: &Question, outside: &[&Path], session: &Session) -> Result<bool, Error> {
    match trial::judge(repository, question, &Asker::default(), Form::Full, session)? {
        Outcome::NoTrack | Outcome::NoPlan => Ok(true),
        Outcome::Judged { allows, text, .. } => {
            if !allows {
                session.refuse(&text);
            }
            let root = repository.root().unwrap_or(Path::new("")).to_string_lossy();
            for file in outside {
                let file = file.to_string_lossy();
                let (file, root) = (render::escape(&file), render::escape(&root));
                session.refuse(&format!(
                    "error: {file}: it is not in this track's work tree\n  next: write below {root}, to files of this track"
                ));
            }
            Ok(allows && outside.is_empty())
        }
    }
}

/// A path as plans write it, of a file with every link followed; none where it is of another work tree, or git's own.
fn inside(root: &Path, file: &Path) -> Option<Vec<u8>> {
    // A link that leads to nothing yet would be followed by whoever writes.
    if file.is_symlink() {
        return None;
    }
    let path = file.strip_prefix(root).ok().filter(|path| !path.as_os_str().is_empty())?;
    let is_own = |folder: &Path| folder == root || fs::symlink_metadata(folder.join(".git")).is_err();
    let own = file.ancestors().skip(1).take_while(|folder| folder.starts_with(root)).all(is_own);
    (own && !is_git(path)).then(|| bytes(path))
}

fn is_git(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str().eq_ignore_ascii_case(".git"))
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
