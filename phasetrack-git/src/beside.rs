//! What lies beside new paths: all that one of them could be confused with on a system that does not tell names apart.
//!
//! Two paths are one only where two names in one folder are one. So of a folder on the way to a new path every name is
//! wanted, and of any other folder nothing: one path below it stands for its name.

use std::collections::BTreeSet;

use phasetrack_core::files::Files;
use phasetrack_core::guard::Change;

use crate::error::Unsure;
use crate::index::Index;
use crate::library::Library;
use crate::{Commit, Error, Repository, Staging, tree};

impl Staging<'_> {
    /// What lies in the index beside the new paths among changes: for each name in each folder on the way to a new path
    /// at least one path, but none that is itself new or deleted.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn beside(&self, changes: &[Change]) -> Result<Files, Error> {
        let wanted = Wanted::new(changes);
        match &self.index {
            Ok(index) => Ok(wanted.of_index(index)),
            Err(Unsure) => Ok(wanted.of(&self.files()?)),
        }
    }
}

impl Repository {
    /// What lies in a commit beside the new paths among changes, as [`Staging::beside`] says it of the index.
    ///
    /// # Errors
    /// The commit cannot be read.
    pub fn beside(&self, changes: &[Change], commit: &Commit) -> Result<Files, Error> {
        let wanted = Wanted::new(changes);
        if let Ok(found) = self.libgit2().and_then(|library| wanted.of_commit(library, commit)) {
            return Ok(found);
        }
        Ok(wanted.of(&self.listed(commit, &[])?.into_iter().map(|listed| listed.path).collect()))
    }
}

struct Wanted<'c> {
    /// The folders on the way to new paths: empty, or ending in `/`.
    folders: BTreeSet<&'c [u8]>,
    /// New and deleted paths.
    changed: BTreeSet<&'c [u8]>,
}

impl<'c> Wanted<'c> {
    fn new(changes: &'c [Change]) -> Self {
        let passing = changes.iter().filter(|change| change.old.is_none() || change.new.is_none());
        let new = changes.iter().filter(|change| change.is_new()).map(|change| change.path.as_slice());
        let folders = new.flat_map(|path| {
            let slashes = path.iter().enumerate().filter(|(_, byte)| **byte == b'/');
            slashes.map(|(at, _)| &path[..=at]).chain([&path[..0]])
        });
        Self { folders: folders.collect(), changed: passing.map(|change| change.path.as_slice()).collect() }
    }

    fn is_kept(&self, path: &[u8]) -> bool {
        !self.changed.contains(path)
    }

    fn of(&self, all: &Files) -> Files {
        all.iter().filter(|path| self.is_kept(path)).collect()
    }

    fn of_index(&self, index: &Index) -> Files {
        let mut found = Vec::new();
        for folder in &self.folders {
            let mut at = index.first_from(folder);
            while let Some(entry) = index.get(at).filter(|entry| entry.path.starts_with(folder)) {
                let slash = entry.path[folder.len()..].iter().position(|byte| *byte == b'/');
                let Some(slash) = slash else {
                    found.extend(Some(entry.path).filter(|path| self.is_kept(path)));
                    at += 1;
                    continue;
                };
                let inner = &entry.path[..=folder.len() + slash];
                let end = index.below(inner).end;
                if !self.folders.contains(inner) {
                    let paths = (at..end).filter_map(|at| index.get(at)).map(|entry| entry.path);
                    found.extend(paths.into_iter().find(|path| self.is_kept(path)));
                }
                at = end;
            }
        }
        found.into_iter().collect()
    }

    fn of_commit(&self, library: &Library, commit: &Commit) -> Result<Files, Unsure> {
        let mut found = Vec::new();
        // The folders that are to be read: paths and trees.
        let mut next = vec![(Vec::new(), library.tree_of(commit)?)];
        while let Some((folder, tree)) = next.pop() {
            for row in tree::rows(&tree)? {
                let path = [folder.as_slice(), row.name].concat();
                if row.entry.is_some() {
                    found.extend(Some(path).filter(|path| self.is_kept(path)));
                    continue;
                }
                let inner = [path.as_slice(), b"/"].concat();
                if self.folders.contains(inner.as_slice()) {
                    next.push((inner, library.tree(row.object)?));
                } else {
                    found.push(path);
                }
            }
        }
        Ok(found.into_iter().collect())
    }
}
