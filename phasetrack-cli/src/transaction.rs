//! The hook that sees every change of a reference before it counts: whatever a track's branch is to hold is judged,
//! however it was made.

use std::env;
use std::io::{self, Read};

use phasetrack_core::render;
use phasetrack_git::{Commit, Head, Repository};

use crate::answer::Form;
use crate::error::Error;
use crate::exceptions;
use crate::session::Session;
use crate::trial::{self, Asker, Outcome, Question};

/// Judges the references on standard input: `<old> <new> <name>`, one a line. Tells whether all may be as they shall be.
///
/// Most transactions touch no branch, and then nothing but the lines is looked at. Names need not be UTF-8: a branch is
/// known by what can be read of its name.
pub(crate) fn judge(session: &Session) -> Result<bool, Error> {
    let mut lines = Vec::new();
    io::stdin().read_to_end(&mut lines).map_err(|source| Error::Read { path: "-".into(), source })?;
    let mut counting = Vec::new();
    for line in lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        if counts(line).ok_or(Error::NoTransaction)? {
            counting.push(String::from_utf8_lossy(line));
        }
    }
    let updates: Vec<Update<'_>> = counting.iter().filter_map(|line| Update::of(line)).collect();
    if updates.is_empty() {
        return Ok(true);
    }
    let repository = trial::repository()?;
    let (mut allows, base) = (true, trial::default_branch(&repository)?);
    for update in updates {
        let Some(branch) = update.name.strip_prefix("refs/heads/") else {
            allows &= on_head(&repository, &update, session)?;
            continue;
        };
        if base.as_deref() == Some(branch) {
            continue;
        }
        if update.is_link() {
            allows &= as_link(&repository, branch, session)?;
            continue;
        }
        let tip = repository.require_commit(update.new).map_err(Error::Git)?;
        if repository.commit(update.name).map_err(Error::Git)?.as_ref() == Some(&tip) {
            // It is there already, and going back to it is the way out of much.
            continue;
        }
        allows &= on_branch(&repository, branch, tip, session)?;
    }
    Ok(allows)
}

/// A reference that changes.
struct Update<'l> {
    old: &'l str,
    new: &'l str,
    name: &'l str,
}

impl<'l> Update<'l> {
    fn of(line: &'l str) -> Option<Self> {
        let [old, new, name] = line.split(' ').collect::<Vec<_>>()[..] else { return None };
        Some(Self { old, new, name })
    }

    /// Whether it is to stand for another reference.
    fn is_link(&self) -> bool {
        self.new.starts_with(LINK)
    }
}

/// What a reference that stands for another begins with.
const LINK: &str = "ref:";

/// Whether a line gives something to a branch, or a commit to HEAD. A reference that is taken away holds nothing, and a
/// HEAD that names a branch holds what that holds. None for what is no such line.
fn counts(line: &[u8]) -> Option<bool> {
    let [_, new, name] = line.split(|byte| *byte == b' ').collect::<Vec<_>>()[..] else { return None };
    let (is_gone, is_link) = (new.iter().all(|byte| *byte == b'0'), new.starts_with(LINK.as_bytes()));
    Some(!is_gone && (name.starts_with(b"refs/heads/") || (name == b"HEAD" && !is_link)))
}

/// Judges what a branch shall hold.
fn on_branch(repository: &Repository, branch: &str, tip: Commit, session: &Session) -> Result<bool, Error> {
    let asker = Asker { branch: Some(branch.to_owned()), ..Asker::default() };
    let shall = tip.clone();
    let outcome = trial::judge(repository, &Question::Tip(tip), &asker, Form::Full, session)?;
    let Outcome::Judged { allows, excepted, text } = outcome else { return Ok(true) };
    if excepted || !allows {
        session.refuse(&text);
    }
    if !allows {
        let branch = render::escape(branch);
        session.refuse(&format!("branch {branch} stays as it was\n"));
        if matches!(repository.head().map_err(Error::Git)?, Head::Rebasing(_)) {
            session.refuse("a rebase is left in the middle: `git rebase --abort` goes back to before it\n");
        }
        if let Some(forgotten) = exceptions::forgotten(repository, &shall)? {
            session.refuse(&forgotten);
        }
    }
    Ok(allows)
}

/// Judges a branch that shall stand for another: a track's may not, for it would get what is judged under another name.
fn as_link(repository: &Repository, branch: &str, session: &Session) -> Result<bool, Error> {
    let asker = Asker { branch: Some(branch.to_owned()), ..Asker::default() };
    let is_track = matches!(
        trial::judge(repository, &Question::Paths(Vec::new()), &asker, Form::Full, session)?,
        Outcome::Judged { .. }
    );
    if is_track {
        let branch = render::escape(branch);
        session.refuse(&format!(
            "error: branch {branch} is a track's and cannot stand for another branch\n  \
             next: let it have commits of its own: `git branch {branch} COMMIT`\n"
        ));
    }
    Ok(!is_track)
}

/// Judges a commit that HEAD shall hold by itself. On a branch, the branch is judged instead.
fn on_head(repository: &Repository, update: &Update<'_>, session: &Session) -> Result<bool, Error> {
    let tip = || repository.require_commit(update.new).map_err(Error::Git);
    match repository.head().map_err(Error::Git)? {
        Head::Branch(_) => Ok(true),
        Head::Rebasing(branch) => on_branch(repository, &branch, tip()?, session),
        Head::Detached if !is_made_here(repository, update.old, &tip()?)? => Ok(true),
        // No branch, no track. Where no plan is, nobody minds.
        Head::Detached => {
            let outcome = trial::judge(repository, &Question::Tip(tip()?), &Asker::default(), Form::Full, session)?;
            Ok(!matches!(outcome, Outcome::Judged { allows: false, .. }))
        }
    }
}

/// Whether a commit was made on another one, or in its place, and not only looked at.
fn is_made_here(repository: &Repository, old: &str, new: &Commit) -> Result<bool, Error> {
    let Some(old) = repository.commit(old).map_err(Error::Git)? else { return Ok(false) };
    let parents = repository.parents(new).map_err(Error::Git)?;
    let follows = parents.contains(&old) || (&old != new && parents == repository.parents(&old).map_err(Error::Git)?);
    Ok(follows && !repository.is_reachable(new).map_err(Error::Git)?)
}

/// The parents of a merge that is about to be recorded: before the hook has run, git keeps them in names of variables
/// only. That choice is good for advice; the commit itself is judged by its own parents.
pub(crate) fn merged(repository: &Repository) -> Result<Vec<Commit>, Error> {
    let names = env::vars_os().filter_map(|(name, _)| name.to_str()?.strip_prefix("GITHEAD_").map(str::to_owned));
    let commits = names.map(|name| repository.commit(&name).map_err(Error::Git));
    Ok(commits.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}
