//! What changes beyond the commits where two branches met, when they met more than once.
//!
//! Branches that were merged crosswise have several newest commits in common, and these may hold a path in different
//! versions. Only one of them is then as it was: the one that took the path further, for the other would take that
//! work back. A path that both took further is as it was in neither.
//!
//! ```text
//! base ──── M1 ──── MM   main: M1 changes b/f, MM merges T1
//!    └───── T1 ──── AM   track: AM merges M1. They meet in M1 and T1; b/f is as it was where it is as in M1.
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::slice;

use phasetrack_core::guard::Change;

use crate::{Commit, Error, Repository};

/// So many merges crosswise in a row are looked through. Beyond them a path on which they disagree is a change.
const DEPTH: usize = 200;

/// What a commit with several starts has, worked out once for each.
pub(crate) struct Crossing<'r> {
    repository: &'r Repository,
    /// The paths in which a commit differs from where it met another.
    known: BTreeMap<(Commit, Commit), BTreeSet<Vec<u8>>>,
}

impl<'r> Crossing<'r> {
    pub(crate) fn new(repository: &'r Repository) -> Self {
        Self { repository, known: BTreeMap::new() }
    }

    /// What something changes beyond commits where its branch met another, in the order of the paths; `changes` says
    /// what it changes beyond one of them, or beyond nothing.
    ///
    /// With one commit that is one answer. With several, each pair is compared where they disagree, and so are the
    /// commits where that pair met: a walk over their trees for each, and each once.
    pub(crate) fn beyond(
        &mut self,
        meets: &[Commit],
        changes: impl Fn(Option<&Commit>) -> Result<Vec<Change>, Error>,
    ) -> Result<Vec<Change>, Error> {
        self.beyond_at(meets, changes, DEPTH)
    }

    fn beyond_at(
        &mut self,
        meets: &[Commit],
        changes: impl Fn(Option<&Commit>) -> Result<Vec<Change>, Error>,
        depth: usize,
    ) -> Result<Vec<Change>, Error> {
        // By path: from which commits it differs, and how from the first of them.
        let mut differs: BTreeMap<Vec<u8>, (Vec<&Commit>, Change)> = BTreeMap::new();
        let starts: Vec<Option<&Commit>> = if meets.is_empty() { vec![None] } else { meets.iter().map(Some).collect() };
        for start in starts {
            for change in changes(start)? {
                differs.entry(change.path.clone()).or_insert_with(|| (Vec::new(), change)).0.extend(start);
            }
        }
        let mut found = Vec::new();
        for (path, (from, change)) in differs {
            if !self.is_as_it_was(&path, &from, meets, depth)? {
                found.push(change);
            }
        }
        Ok(found)
    }

    /// Whether a path that differs from some of the commits is as in one that took it further than all of those.
    fn is_as_it_was(&mut self, path: &[u8], from: &[&Commit], meets: &[Commit], depth: usize) -> Result<bool, Error> {
        if from.len() == meets.len() || depth == 0 {
            return Ok(false);
        }
        for like in meets.iter().filter(|meet| !from.contains(meet)) {
            for other in from {
                if self.took_further(other, like, depth - 1)?.contains(path) {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// The paths that a commit changes beyond where it met another.
    fn took_further(&mut self, one: &Commit, other: &Commit, depth: usize) -> Result<&BTreeSet<Vec<u8>>, Error> {
        let pair = (one.clone(), other.clone());
        if !self.known.contains_key(&pair) {
            let repository = self.repository;
            let meets = repository.meets(slice::from_ref(other), slice::from_ref(one))?;
            let changes = self.beyond_at(&meets, |start| repository.from(start, one), depth)?;
            self.known.insert(pair.clone(), changes.into_iter().map(|change| change.path).collect());
        }
        Ok(self.known.entry(pair).or_default())
    }
}
