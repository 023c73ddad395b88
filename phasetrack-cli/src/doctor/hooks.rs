//! Git's hooks, tried one by one, and the command for build servers.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use phasetrack_git::{Attempt, Error as Git, Repository, Scratch};

use super::Report;
use super::Subject;
use super::subject::BRANCH;
use crate::error::Error;
use crate::hooks::{self, HOOKS, State};

/// By what only the hook that sees references says can one tell which of two hooks refused a commit.
const BRANCH_STAYS: &str = "stays as it was";

/// What a hook did with the change.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    /// It refused it, by the guard's verdict.
    Refused,
    /// It let it pass.
    Passed,
    /// Something else went wrong; this was said.
    Stopped(String),
}

/// Tries the hooks of every folder in which git looks for some: one, unless work trees have hooks of their own.
pub(crate) fn hooks(repository: &Repository, subject: &Subject, report: &mut Report) -> Result<(), Error> {
    let folders = hooks::folders(repository)?;
    let several = folders.len() > 1;
    for (folder, tree) in &folders {
        let attempts = try_all(&subject.scratch, subject, folder).map_err(Error::Git)?;
        for (name, attempt) in HOOKS.into_iter().zip(attempts) {
            let layer = if several { format!("{name} in {}", tree.display()) } else { name.to_owned() };
            let outcome = outcome(subject, name, &attempt);
            if outcome == Outcome::Refused {
                report.on(&layer, &format!("it refused {}", subject.shown()));
                if hooks::state(folder, name)? == State::NoProgram {
                    let said = "the program that it was installed with is gone, so it asks the one in PATH";
                    report.note(&layer, said, Some("`phasetrack hook install`"));
                }
            } else {
                let (said, next) = cause(repository, folder, name, &outcome)?;
                report.off(&layer, &said, &next);
            }
        }
    }
    if several {
        let places: Vec<String> = folders.iter().map(|(folder, _)| folder.display().to_string()).collect();
        let said = format!("not all have the same hooks: git looks in {}", places.join(", "));
        report.note("work trees", &said, Some("an absolute core.hooksPath, or none, is one place for all"));
    }
    Ok(())
}

/// Tries what a build server asks, by this very program.
pub(crate) fn range(subject: &Subject, report: &mut Report) -> Result<(), Error> {
    let program = std::env::current_exe().map_err(|source| Error::Read { path: "phasetrack".into(), source })?;
    let range = format!("{}..{}", subject.base, subject.foreign.as_str());
    let arguments = ["guard", "--range", &range, "--branch", BRANCH];
    let attempt = subject.scratch.attempt(&program.to_string_lossy(), &arguments, b"").map_err(Error::Git)?;
    let layer = "guard --range";
    if attempt.code == Some(1) && subject.is_verdict(&attempt.said) {
        report.on(layer, &format!("it denied {}", subject.shown()));
    } else {
        let said = format!("it did not deny {}{}", subject.shown(), told(&attempt));
        report.off(layer, &said, "`phasetrack check` says whether the plan is in order");
    }
    Ok(())
}

fn outcome(subject: &Subject, name: &str, attempt: &Attempt) -> Outcome {
    let by_references = attempt.said.contains(BRANCH_STAYS) && name != "reference-transaction";
    if attempt.succeeded() || by_references {
        Outcome::Passed
    } else if subject.is_verdict(&attempt.said) {
        Outcome::Refused
    } else {
        Outcome::Stopped(told(attempt))
    }
}

/// A commit, a merge, and a branch that is moved, each with the hooks of a folder.
fn try_all(scratch: &Scratch, subject: &Subject, folder: &Path) -> Result<[Attempt; 3], Git> {
    let (tip, foreign) = (subject.tip.as_str(), subject.foreign.as_str());
    let branch = format!("refs/heads/{BRANCH}");
    let reset = |tree: &str| {
        scratch.git(&["config", "core.hooksPath", "/dev/null"])?;
        scratch.git(&["update-ref", &branch, tip])?;
        scratch.git(&["read-tree", tree])?;
        let place = [OsStr::new("config"), "core.hooksPath".as_ref(), folder.as_os_str()];
        scratch.git(&place)
    };
    reset(foreign)?;
    let commit = scratch.attempt("git", &["commit", "-q", "-m", "doctor"], b"")?;
    reset(tip)?;
    let moved = scratch.attempt("git", &["update-ref", &branch, foreign], b"")?;
    reset(tip)?;
    let merge = scratch.attempt("git", &["merge", "-q", "--no-ff", "-m", "doctor", foreign], b"")?;
    // Nothing is left of the merge for the next folder; what it has not written cannot be removed.
    let _ = fs::remove_file(scratch.folder().join(".git/MERGE_HEAD")).and(fs::remove_file(subject.file()));
    Ok([commit, merge, moved])
}

/// Why a hook does not refuse, and what to do.
fn cause(repository: &Repository, folder: &Path, name: &str, outcome: &Outcome) -> Result<(String, String), Error> {
    let state = hooks::state(folder, name)?;
    let (path, next) = (folder.join(name).display().to_string(), state.next(repository, folder, name)?);
    Ok(match (state, outcome) {
        (State::On, Outcome::Stopped(told)) => (
            format!("another hook stopped the try before the guard was asked{told}"),
            "see to that hook, then try again".to_owned(),
        ),
        (State::Other, Outcome::Stopped(told)) => {
            (format!("{path} is another hook, which did not ask the guard{told}"), next)
        }
        (State::Other, _) => {
            (format!("{path} is another hook, which did not ask the guard in a copy of this repository"), next)
        }
        _ => (format!("{path} {}", state.fault().unwrap_or("let the change pass, whatever the guard says")), next),
    })
}

/// What a command said, on one line.
fn told(attempt: &Attempt) -> String {
    let said = attempt.said.lines().map(str::trim).find(|line| !line.is_empty());
    said.map_or_else(String::new, |line| format!(": {line}"))
}
