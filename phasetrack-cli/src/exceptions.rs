//! Exceptions for paths that a track may not change: those that commits record, and the one that is noted in a work
//! tree until its commit is made.
//!
//! A note is good for the hooks before a commit only, which know no message yet. What a branch is to hold is judged by
//! the messages of its commits, here and on the build server, so an exception that nobody can see lets nothing pass.

use std::fs;
use std::path::PathBuf;

use phasetrack_core::guard::{Exception, Verdict, Why};
use phasetrack_git::{Allowance, Commit, Contents, Repository};

use crate::changing::At;
use crate::error::Error;
use crate::trial::Question;

/// The file of a note, in git's own folder of the work tree.
const NOTE: &str = "phasetrack-allow";

/// The exceptions that hold for what is asked. Whoever is about to write has none: what is written can be judged when
/// it is staged.
pub(crate) fn known(
    repository: &Repository,
    question: &Question,
    [heads, meets]: [&[Commit]; 2],
    at: &At<'_>,
) -> Result<Vec<Exception>, Error> {
    let (noted, recorded) = match (question, at) {
        (Question::Paths(_) | Question::WorkTree, _) => return Ok(Vec::new()),
        // What is merged into the commit brings its exceptions along.
        (_, At::Index(_)) => (noted(repository)?, repository.recorded(meets, heads)),
        (_, At::Commit(commit)) => {
            let parents = repository.parents(commit).map_err(Error::Git)?;
            (Vec::new(), repository.recorded(&parents, std::slice::from_ref(commit)))
        }
        (_, At::Tip(_)) => (Vec::new(), repository.recorded(meets, heads)),
    };
    let recorded = recorded.map_err(Error::Git)?;
    if noted.is_empty() && recorded.is_empty() {
        return Ok(Vec::new());
    }
    let held = match at {
        At::Index(staging) => staging.held(),
        At::Commit(commit) | At::Tip(commit) => repository.held(commit),
    };
    let held = held.map_err(Error::Git)?;
    let holds = |allowance: &Allowance| held.of(&allowance.path) == allowance.content;
    let recorded = recorded.into_iter().filter(|recorded| holds(&recorded.allowance)).map(|recorded| Exception {
        path: recorded.allowance.path,
        by: recorded.by,
        commit: Some(recorded.commit.as_str().to_owned()),
        reason: recorded.allowance.reason,
    });
    let by = author(repository)?;
    let noted = noted.into_iter().filter(holds).map(|allowance| uncommitted(allowance, &by));
    Ok(recorded.chain(noted).collect())
}

/// Notes what is denied, as it was staged when it was judged, in place of an earlier note. Where something is denied
/// that has no exceptions nothing is noted.
pub(crate) fn note(
    repository: &Repository,
    held: &Contents,
    verdict: &Verdict,
    reason: &str,
) -> Result<Vec<Exception>, Error> {
    if verdict.denied().any(|ruling| ruling.why == Why::Plan) {
        return Ok(Vec::new());
    }
    let allowances: Vec<Allowance> = verdict
        .denied()
        .map(|ruling| Allowance {
            path: ruling.path.clone(),
            content: held.of(&ruling.path).to_owned(),
            reason: reason.to_owned(),
        })
        .collect();
    let lines: Vec<String> = allowances.iter().map(ToString::to_string).collect();
    let path = path(repository)?;
    fs::write(&path, lines.join("\n")).map_err(|source| Error::Write { path, source })?;
    let by = author(repository)?;
    Ok(allowances.into_iter().map(|allowance| uncommitted(allowance, &by)).collect())
}

/// How what is noted becomes a commit.
pub(crate) fn instructions(repository: &Repository) -> Result<String, Error> {
    let quoted = |allowance: &Allowance| format!(" \\\n  --trailer '{}'", allowance.to_string().replace('\'', r"'\''"));
    let trailers: String = noted(repository)?.iter().map(quoted).collect();
    Ok(format!("commit it with these lines in its message; without them it is refused:\n  git commit{trailers}"))
}

/// What to do when a commit is refused because its message lacks what is noted for its files.
pub(crate) fn forgotten(repository: &Repository, tip: &Commit) -> Result<Option<String>, Error> {
    let noted = noted(repository)?;
    if noted.is_empty() {
        return Ok(None);
    }
    let held = repository.held(tip).map_err(Error::Git)?;
    let is_meant = noted.iter().any(|allowance| held.of(&allowance.path) == allowance.content);
    is_meant.then(|| instructions(repository)).transpose()
}

/// What is noted in this work tree.
fn noted(repository: &Repository) -> Result<Vec<Allowance>, Error> {
    let path = path(repository)?;
    match fs::read_to_string(&path) {
        Ok(text) => Ok(text.lines().filter_map(Allowance::parse).collect()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(source) => Err(Error::Read { path, source }),
    }
}

fn path(repository: &Repository) -> Result<PathBuf, Error> {
    repository.own_path(NOTE).map_err(Error::Git)
}

fn uncommitted(allowance: Allowance, by: &str) -> Exception {
    Exception { path: allowance.path, by: by.to_owned(), commit: None, reason: allowance.reason }
}

/// Who commits here.
fn author(repository: &Repository) -> Result<String, Error> {
    let name = repository.configured("user.name").map_err(Error::Git)?;
    Ok(name.unwrap_or_else(|| "somebody".to_owned()))
}
