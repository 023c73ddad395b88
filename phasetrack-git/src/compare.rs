//! What differs between two trees, or between a tree and the index, found without the program.
//!
//! Both sides lie in one order, so one walk over both is enough. Folders that are one object on both sides are passed
//! over, and only the objects of the others are read: a walk takes the time of the rows in folders that differ, and of
//! the entries of the index in those.
//!
//! Of the index there are two walks, for git has two answers. What differs is told by its entries; but when a commit is
//! made, a folder whose tree is noted becomes that tree, whatever its entries are.

use std::cmp::Ordering;

use phasetrack_core::guard::{Change, Entry};

use crate::error::Unsure;
use crate::index::{Index, Staged};
use crate::library::Library;
use crate::tree::{self, DEPTH, Key, Row};
use crate::{Commit, folders};

/// What a commit holds where it differs from another; from nothing if there is none. In the order of the walk.
pub(crate) fn commits(library: &Library, old: Option<&Commit>, new: &Commit) -> Result<Vec<Change>, Unsure> {
    let mut walk = Walk { libgit2: library, changes: Vec::new() };
    let old = old.map(|commit| library.tree_of(commit)).transpose()?.unwrap_or_default();
    walk.trees(b"", &old, &library.tree_of(new)?, DEPTH)?;
    Ok(walk.changes)
}

/// What the index holds where it differs from a commit; from nothing if there is none. In the order of the walk.
pub(crate) fn staged(library: &Library, old: Option<&Commit>, index: &Index) -> Result<Vec<Change>, Unsure> {
    let mut walk = IndexWalk { walk: Walk { libgit2: library, changes: Vec::new() }, index, at: 0 };
    let old = old.map(|commit| library.tree_of(commit)).transpose()?.unwrap_or_default();
    walk.folder(b"", &old, Some(0), DEPTH)?;
    if walk.at == index.len() { Ok(walk.walk.changes) } else { Err(Unsure) }
}

/// What a commit of the index would hold by its notes where it differs from a commit, or from nothing; `None` where notes
/// and entries cannot both be true. Looks at noted folders from above down to the first that git would take.
pub(crate) fn noted(library: &Library, old: Option<&Commit>, index: &Index) -> Result<Option<Vec<Change>>, Unsure> {
    let mut walk = Walk { libgit2: library, changes: Vec::new() };
    if index.folders().is_empty() {
        return Ok(Some(walk.changes));
    }
    let old = old.map(|commit| library.tree_of(commit)).transpose()?.unwrap_or_default();
    let fits = walk.notes(index, 0, b"", &old, DEPTH)?;
    Ok(fits.then_some(walk.changes))
}

struct Walk<'w> {
    libgit2: &'w Library,
    changes: Vec<Change>,
}

impl Walk<'_> {
    /// Two trees of one folder, whose path ends in `/`.
    fn trees(&mut self, prefix: &[u8], old: &[u8], new: &[u8], depth: usize) -> Result<(), Unsure> {
        let depth = depth.checked_sub(1).ok_or(Unsure)?;
        let (old, new) = (tree::rows(old)?, tree::rows(new)?);
        let (mut olds, mut news) = (old.iter().peekable(), new.iter().peekable());
        loop {
            let order = match (olds.peek(), news.peek()) {
                (None, None) => return Ok(()),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(old), Some(new)) => old.key().cmp(&new.key()),
            };
            let old = if order.is_le() { olds.next() } else { None };
            let new = if order.is_ge() { news.next() } else { None };
            self.rows(prefix, old, new, depth)?;
        }
    }

    /// Two rows with one key, or one of them.
    fn rows(
        &mut self,
        prefix: &[u8],
        old: Option<&Row<'_>>,
        new: Option<&Row<'_>>,
        depth: usize,
    ) -> Result<(), Unsure> {
        let Some(either) = old.or(new) else { return Ok(()) };
        if let (Some(old), Some(new)) = (old, new)
            && (old.entry, old.object) == (new.entry, new.object)
        {
            return Ok(());
        }
        let path = either.path(prefix);
        if either.entry.is_none() {
            let tree = |row: Option<&Row<'_>>| row.map_or(Ok(Vec::new()), |row| self.libgit2.tree(row.object));
            let (old, new) = (tree(old)?, tree(new)?);
            return self.trees(&path, &old, &new, depth);
        }
        let entry = |row: Option<&Row<'_>>| row.and_then(|row| row.entry);
        self.changes.push(Change { path, old: entry(old), new: entry(new) });
        Ok(())
    }
}

impl Walk<'_> {
    /// A noted folder, whose path ends in `/`, and its tree as it was. Tells whether the notes fit the entries.
    fn notes(&mut self, index: &Index, at: usize, prefix: &[u8], old: &[u8], depth: usize) -> Result<bool, Unsure> {
        let depth = depth.checked_sub(1).ok_or(Unsure)?;
        let folder = &index.folders()[at];
        // A tree that is not there is made anew.
        let taken = folder.noted(index.bytes()).and_then(|(count, tree)| Some((count, self.libgit2.tree(tree).ok()?)));
        if let Some((count, tree)) = taken {
            // Git passes over as many entries as are noted.
            let fits = index.below(prefix).len() == count;
            self.trees(prefix, old, &tree, depth)?;
            return Ok(fits);
        }
        let rows = tree::rows(old)?;
        for (name, at) in folders::inside(index.folders(), index.bytes(), Some(at))? {
            let path = [prefix, name, b"/"].concat();
            let (count, key) = (index.below(&path).len(), Key { name, is_folder: true });
            let row = rows.binary_search_by(|row| row.key().cmp(&key)).ok().map(|at| &rows[at]);
            match (row, index.folders()[at].noted(index.bytes())) {
                // Without entries nobody asks for it.
                _ if count == 0 => {}
                (Some(row), Some((noted, tree))) if row.object == tree => {
                    if noted != count {
                        return Ok(false);
                    }
                }
                _ => {
                    let old = row.map_or(Ok(Vec::new()), |row| self.libgit2.tree(row.object))?;
                    if !self.notes(index, at, &path, &old, depth)? {
                        return Ok(false);
                    }
                }
            }
        }
        Ok(true)
    }
}

struct IndexWalk<'w> {
    walk: Walk<'w>,
    index: &'w Index,
    /// The number of the next entry.
    at: usize,
}

impl<'w> IndexWalk<'w> {
    /// A folder of the index, whose path ends in `/`, and its tree. Leaves the walk behind the folder.
    ///
    /// `noted` is its number among those of which git has noted the tree.
    fn folder(&mut self, prefix: &[u8], tree: &[u8], noted: Option<usize>, depth: usize) -> Result<(), Unsure> {
        let depth = depth.checked_sub(1).ok_or(Unsure)?;
        let rows = tree::rows(tree)?;
        let inside = folders::inside(self.index.folders(), self.index.bytes(), noted)?;
        let (mut olds, mut files) = (rows.iter().peekable(), Vec::new());
        loop {
            let new = self.next(prefix);
            let key = new.map(|new| key(new.path, prefix)).transpose()?;
            let order = match (olds.peek(), key) {
                (None, None) => return Ok(()),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(old), Some(key)) => old.key().cmp(&key),
            };
            let old = if order.is_le() { olds.next() } else { None };
            let folder = old.filter(|old| old.entry.is_none());
            let noted = folder.and_then(|old| inside.binary_search_by(|(name, _)| name.cmp(&old.name)).ok());
            let noted = noted.map(|at| inside[at].1);
            let (Some(new), Some(key)) = (new.filter(|_| order.is_ge()), key) else {
                // Git would take its note for a folder of which there are no entries.
                if noted.is_some_and(|at| folders::has_entries(self.index.folders(), at)) {
                    return Err(Unsure);
                }
                self.walk.rows(prefix, old, None, depth)?;
                continue;
            };
            if !key.is_folder {
                files.push(key.name);
                self.at += 1;
                let was = old.map(|old| (old.entry, old.object));
                if was != Some((Some(new.entry), new.object)) {
                    self.add(new, old.and_then(|old| old.entry))?;
                }
                continue;
            }
            // A name cannot be that of a file and of a folder.
            if files.binary_search(&key.name).is_ok() {
                return Err(Unsure);
            }
            match old {
                None => {
                    self.at += 1;
                    self.add(new, None)?;
                }
                Some(old) => {
                    let path = old.path(prefix);
                    if !self.pass(&path, old.object, noted)? {
                        let tree = self.walk.libgit2.tree(old.object)?;
                        self.folder(&path, &tree, noted, depth)?;
                    }
                }
            }
        }
    }

    /// The next entry that a commit would hold, if it lies in a folder.
    fn next(&mut self, prefix: &[u8]) -> Option<Staged<'w>> {
        loop {
            let entry = self.index.get(self.at).filter(|entry| entry.path.starts_with(prefix))?;
            if !entry.is_intent {
                return Some(entry);
            }
            self.at += 1;
        }
    }

    /// Passes over a folder of which git has noted that it is this tree; tells whether it is.
    fn pass(&mut self, path: &[u8], tree: &[u8], noted: Option<usize>) -> Result<bool, Unsure> {
        let noted = noted.and_then(|at| self.index.folders()[at].entries_of(self.index.bytes(), tree));
        let Some(count) = noted else { return Ok(false) };
        let end = self.at.checked_add(count).ok_or(Unsure)?;
        let is_below = |at: usize| self.index.get(at).is_some_and(|entry| entry.path.starts_with(path));
        if !is_below(end - 1) || is_below(end) {
            return Err(Unsure);
        }
        self.at = end;
        Ok(true)
    }

    /// Notes that an entry of the index is not what it was.
    fn add(&mut self, new: Staged<'_>, old: Option<Entry>) -> Result<(), Unsure> {
        if new.path.split(|byte| *byte == b'/').any(<[u8]>::is_empty) {
            return Err(Unsure);
        }
        self.walk.changes.push(Change { path: new.path.to_vec(), old, new: Some(new.entry) });
        Ok(())
    }
}

/// The name of a path in a folder: a file, or a folder with more below it.
fn key<'p>(path: &'p [u8], prefix: &[u8]) -> Result<Key<'p>, Unsure> {
    let rest = &path[prefix.len()..];
    let slash = rest.iter().position(|byte| *byte == b'/');
    let name = &rest[..slash.unwrap_or(rest.len())];
    if name.is_empty() { Err(Unsure) } else { Ok(Key { name, is_folder: slash.is_some() }) }
}
