//! What changes: by a commit that is about to be made, between two commits, in the work tree.
//!
//! What `compare` finds is what git's plumbing finds, by which git itself makes commits, and where it finds nothing the
//! plumbing is asked: no renames, no user's configuration, no attributes, names as bytes. What a merge changes is what
//! differs from each of its parents; what a branch changes is what `crossing` finds beyond the commits where it left
//! its base.

use std::collections::BTreeMap;

use phasetrack_core::guard::{Change, Entry};

use crate::crossing::Crossing;
use crate::error::Unsure;
use crate::index::Index;
use crate::program::NO_FILE;
use crate::tree::hexadecimal;
use crate::{Commit, Error, Repository, compare, mode};

/// What both commands are told, so that neither a configuration nor `.gitattributes` changes what they say.
const RAW: [&str; 7] =
    ["-r", "--raw", "-z", "--no-renames", "--no-abbrev", "--ignore-submodules=none", "--no-relative"];

/// What the next commit will hold.
#[derive(Debug)]
pub struct Staging<'r> {
    pub(crate) repository: &'r Repository,
    /// The index, where it is read without the program.
    pub(crate) index: Result<Index, Unsure>,
}

impl Staging<'_> {
    /// Where what git would commit now differs from every one of these commits; from nothing if there are none. In the
    /// order of the paths; what a path was is what it was in the first commit.
    ///
    /// # Errors
    /// The index cannot be read, or a merge in it is not finished.
    pub fn changes(&self, than: &[Commit]) -> Result<Vec<Change>, Error> {
        differing(than, |start| self.from(start))
    }

    /// What git would commit now beyond the commits where a branch left its base, as [`Repository::beyond`] says it.
    ///
    /// # Errors
    /// As for [`Staging::changes`].
    pub fn beyond(&self, meets: &[Commit]) -> Result<Vec<Change>, Error> {
        Crossing::new(self.repository).beyond(meets, |start| self.from(start))
    }

    /// Where it differs from one commit, or from nothing.
    fn from(&self, start: Option<&Commit>) -> Result<Vec<Change>, Error> {
        let asked = self.repository;
        let program = || {
            let raw = [&["diff-index", "--cached", "--ita-invisible-in-index"], &RAW[..]].concat();
            asked.changes(&[&raw[..], &[&asked.name(start)?, "--"]].concat())
        };
        let (Ok(index), Ok(library)) = (&self.index, asked.libgit2()) else { return program() };
        let told = compare::staged(library, start, index).or_else(|Unsure| program())?;
        let noted = match (compare::noted(library, start, index), index.root()) {
            (Ok(noted), _) => noted.ok_or(Error::Notes)?,
            (Err(Unsure), Some(tree)) => {
                let (name, tree) = (asked.name(start)?, hexadecimal(tree));
                asked.changes(&[&["diff-tree"], &RAW[..], &[&name, &tree, "--"]].concat())?
            }
            (Err(Unsure), None) => return Err(Error::Notes),
        };
        if noted.is_empty() {
            return Ok(told);
        }
        let both: BTreeMap<_, _> = told.into_iter().chain(noted).map(|change| (change.path.clone(), change)).collect();
        Ok(both.into_values().collect())
    }
}

impl Repository {
    /// The index as it is now (`GIT_INDEX_FILE` is obeyed), to be asked more than once.
    pub fn staging(&self) -> Staging<'_> {
        Staging { repository: self, index: self.index() }
    }

    /// What is staged, as [`Staging::changes`] says it.
    pub fn staged(&self, than: &[Commit]) -> Result<Vec<Change>, Error> {
        self.staging().changes(than)
    }

    /// What a commit holds where it differs from every one of others; from nothing if there are none. As for
    /// [`Staging::changes`].
    pub fn between(&self, starts: &[Commit], tip: &Commit) -> Result<Vec<Change>, Error> {
        differing(starts, |start| self.from(start, tip))
    }

    /// What a commit holds beyond the commits where its branch left its base; all that it holds if there are none. In
    /// the order of the paths.
    ///
    /// Several such commits, after merges in both directions, may disagree on a path: then it is as it was only where
    /// it is as in the one that has changed it since those commits met. One that both have changed is always a change.
    pub fn beyond(&self, meets: &[Commit], tip: &Commit) -> Result<Vec<Change>, Error> {
        Crossing::new(self).beyond(meets, |start| self.from(start, tip))
    }

    /// What a commit holds where it differs from another, or from nothing.
    pub(crate) fn from(&self, start: Option<&Commit>, tip: &Commit) -> Result<Vec<Change>, Error> {
        if let Ok(changes) = self.libgit2().and_then(|library| compare::commits(library, start, tip)) {
            return Ok(changes);
        }
        let raw = [&["diff-tree"], &RAW[..]].concat();
        self.changes(&[&raw[..], &[&self.name(start)?, tip.as_str(), "--"]].concat())
    }

    /// The index, where it is read without the program.
    pub(crate) fn index(&self) -> Result<Index, Unsure> {
        Index::read(self.libgit2()?.index()?).ok_or(Unsure)
    }

    /// What the work tree holds where it differs from the index: changed, deleted, and new files that the repository does
    /// not ignore. What a user ignores everywhere counts.
    pub fn unstaged(&self) -> Result<Vec<Change>, Error> {
        let nobody = format!("core.excludesFile={NO_FILE}");
        let answer = self.ask(&[
            "-c",
            &nobody,
            "status",
            "--porcelain=v2",
            "-z",
            "--untracked-files=all",
            "--no-renames",
            "--ignore-submodules=none",
            "--no-ahead-behind",
        ])?;
        answer.split(|byte| *byte == 0).filter(|line| !line.is_empty()).filter_map(unstaged).collect()
    }

    /// The name by which the program knows a commit, or nothing at all.
    fn name(&self, start: Option<&Commit>) -> Result<String, Error> {
        if let Some(start) = start {
            return Ok(start.as_str().to_owned());
        }
        let nothing = self.line_if(&["hash-object", "-t", "tree", "--stdin"])?;
        nothing.ok_or(Error::Unclear { what: "for the empty tree" })
    }

    fn changes(&self, arguments: &[&str]) -> Result<Vec<Change>, Error> {
        let answer = self.ask(arguments)?;
        let mut parts = answer.split(|byte| *byte == 0);
        let mut changes = Vec::new();
        while let (Some(head), Some(path)) = (parts.next(), parts.next()) {
            changes.push(change(head, path)?);
        }
        Ok(changes)
    }
}

/// What changes from every one of these starts, or from nothing if there are none.
fn differing(
    starts: &[Commit],
    changes: impl Fn(Option<&Commit>) -> Result<Vec<Change>, Error>,
) -> Result<Vec<Change>, Error> {
    let (first, others) = starts.split_first().map_or((None, starts), |(first, others)| (Some(first), others));
    let mut found: BTreeMap<Vec<u8>, Change> =
        changes(first)?.into_iter().map(|change| (change.path.clone(), change)).collect();
    // A branch that has nothing of its own yet stands where it left its base.
    for other in others.iter().filter(|other| Some(*other) != first) {
        let also = changes(Some(other))?;
        let kept = also.iter().filter_map(|change| found.remove_entry(&change.path));
        found = kept.collect();
    }
    Ok(found.into_values().collect())
}

/// `:100644 100755 <object> <object> M` and a path.
fn change(head: &[u8], path: &[u8]) -> Result<Change, Error> {
    const UNCLEAR: Error = Error::Unclear { what: "for changes" };
    let head = head.strip_prefix(b":").ok_or(UNCLEAR)?;
    let parts: Vec<&[u8]> = head.split(|byte| *byte == b' ').collect();
    let [old, new, _, _, status] = parts[..] else { return Err(UNCLEAR) };
    if status == b"U" {
        return Err(Error::Unmerged { path: path.to_vec() });
    }
    let (old, new) = (entry(old)?, entry(new)?);
    if path.is_empty() || (old.is_none() && new.is_none()) {
        return Err(UNCLEAR);
    }
    Ok(Change { path: path.to_vec(), old, new })
}

/// `? path`, or `1 XY <submodule> <mode of HEAD> <of the index> <of the work tree> <object> <object> path`.
fn unstaged(line: &[u8]) -> Option<Result<Change, Error>> {
    const UNCLEAR: Error = Error::Unclear { what: "for the state of the work tree" };
    if let Some(path) = line.strip_prefix(b"? ") {
        // Another repository has a `/` at its end, for it is a folder.
        let (path, new) = path.strip_suffix(b"/").map_or((path, Entry::File), |path| (path, Entry::Submodule));
        return Some(Ok(Change::added(path, new)));
    }
    let parts: Vec<&[u8]> = line.splitn(9, |byte| *byte == b' ').collect();
    match parts[..] {
        [b"1", [_, b'.'], ..] => None,
        [b"1", _, _, _, old, new, _, _, path] => Some(entry(old).and_then(|old| {
            let new = entry(new)?;
            Ok(Change { path: path.to_vec(), old, new })
        })),
        [b"u", ..] => {
            let path = line.splitn(11, |byte| *byte == b' ').last().unwrap_or_default();
            Some(Err(Error::Unmerged { path: path.to_vec() }))
        }
        _ => Some(Err(UNCLEAR)),
    }
}

/// What a mode stands for; none for a path that is not there.
pub(crate) fn entry(digits: &[u8]) -> Result<Option<Entry>, Error> {
    if digits == b"000000" {
        return Ok(None);
    }
    mode::of_program(digits).map(Some).ok_or(Error::Unclear { what: "for the mode of a file" })
}
