//! The object of a folder: its rows, as git writes them.
//!
//! ```text
//! mode SPACE name NUL object (20), one after the other, in the order of the names; a folder counts as `name/`
//! ```

use std::cmp::Ordering;

use phasetrack_core::guard::Entry;

use crate::error::Unsure;
use crate::index::OBJECT;
use crate::mode;

/// Folders in folders that are followed. Git has a limit too, and nobody reaches either.
pub(crate) const DEPTH: usize = 500;

/// A row of a tree.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'t> {
    pub(crate) name: &'t [u8],
    /// What it is; none for a folder.
    pub(crate) entry: Option<Entry>,
    /// The name of its object.
    pub(crate) object: &'t [u8],
}

impl Row<'_> {
    /// By what it is put in order, as in a tree and in an index: a folder as `name/`.
    pub(crate) fn key(&self) -> Key<'_> {
        Key { name: self.name, is_folder: self.entry.is_none() }
    }

    /// The path in a folder, which is empty or ends in `/`, as that of a folder does.
    pub(crate) fn path(&self, prefix: &[u8]) -> Vec<u8> {
        let end: &[u8] = if self.entry.is_none() { b"/" } else { b"" };
        [prefix, self.name, end].concat()
    }
}

/// A name at its place in the order of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Key<'t> {
    pub(crate) name: &'t [u8],
    pub(crate) is_folder: bool,
}

impl Ord for Key<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let common = self.name.len().min(other.name.len());
        let next = |key: &Self| key.name.get(common).copied().or(key.is_folder.then_some(b'/'));
        // No name holds a `/`, so keys that are alike are equal.
        self.name[..common].cmp(&other.name[..common]).then_with(|| next(self).cmp(&next(other)))
    }
}

impl PartialOrd for Key<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The rows of a tree. What git would not write is not read: another mode, another order, a name twice or with a `/`.
pub(crate) fn rows(mut bytes: &[u8]) -> Result<Vec<Row<'_>>, Unsure> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    while !bytes.is_empty() {
        let space = bytes.iter().position(|byte| *byte == b' ').ok_or(Unsure)?;
        let nul = bytes.iter().position(|byte| *byte == 0).filter(|nul| *nul > space + 1).ok_or(Unsure)?;
        let entry = match &bytes[..space] {
            b"40000" => None,
            digits => Some(mode::of_digits(digits).ok_or(Unsure)?),
        };
        let object = bytes.get(nul + 1..nul + 1 + OBJECT).ok_or(Unsure)?;
        let row = Row { name: &bytes[space + 1..nul], entry, object };
        if row.name.contains(&b'/') || rows.last().is_some_and(|before| before.key() >= row.key()) {
            return Err(Unsure);
        }
        rows.push(row);
        bytes = &bytes[nul + 1 + OBJECT..];
    }
    Ok(rows)
}

/// The name of an object in hexadecimal digits.
pub(crate) fn hexadecimal(object: &[u8]) -> String {
    use std::fmt::Write as _;

    object.iter().fold(String::with_capacity(2 * object.len()), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
