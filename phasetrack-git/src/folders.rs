//! The trees that git has noted in its index: of a folder in which nothing was staged since it was last committed, it
//! keeps the name of the tree and the number of entries. So a folder whose tree is the one in a commit has not changed,
//! and neither its entries nor the tree need a look.
//!
//! ```text
//! TREE  the root: name NUL entries SPACE folders LF object, then its folders in the same way
//! ```
//! A folder in which something was staged has -1 entries and no object.

use std::ops::Range;

use crate::error::Unsure;
use crate::index::OBJECT;

/// A folder of the index.
#[derive(Clone, Debug)]
pub(crate) struct Folder {
    /// Where its name stands.
    name: Range<usize>,
    /// How many entries lie below it, and where the name of its tree stands; none if the tree is not known.
    tree: Option<(usize, usize)>,
    /// How many folders lie in it.
    inside: usize,
    /// The number of the first folder that is not below it.
    end: usize,
}

impl Folder {
    /// The name, without the folders above.
    pub(crate) fn name<'i>(&self, bytes: &'i [u8]) -> &'i [u8] {
        &bytes[self.name.clone()]
    }

    /// How many entries are noted for it, and the name of its tree.
    pub(crate) fn noted<'i>(&self, bytes: &'i [u8]) -> Option<(usize, &'i [u8])> {
        self.tree.map(|(entries, at)| (entries, &bytes[at..at + OBJECT]))
    }

    /// How many entries lie below it, if its tree is this one.
    pub(crate) fn entries_of(&self, bytes: &[u8], tree: &[u8]) -> Option<usize> {
        // Git too passes over a note of no entries.
        self.noted(bytes).filter(|(entries, noted)| *entries > 0 && *noted == tree).map(|(entries, _)| entries)
    }
}

/// The folders in a folder, by name and in the order of the names, with their numbers. O(n log n) for n of them.
pub(crate) fn inside<'i>(
    folders: &[Folder],
    bytes: &'i [u8],
    at: Option<usize>,
) -> Result<Vec<(&'i [u8], usize)>, Unsure> {
    let mut found = Vec::new();
    let Some((at, folder)) = at.and_then(|at| Some((at, folders.get(at)?))) else { return Ok(found) };
    let mut next = at + 1;
    while let Some(other) = folders[..folder.end].get(next) {
        found.push((other.name(bytes), next));
        next = other.end;
    }
    found.sort_unstable();
    // Git stops at a name that is there twice.
    if found.windows(2).all(|pair| pair[0].0 != pair[1].0) { Ok(found) } else { Err(Unsure) }
}

/// Whether entries are noted for a folder, or for one below it. Linear in the folders below.
pub(crate) fn has_entries(folders: &[Folder], at: usize) -> bool {
    folders[at..folders[at].end].iter().any(|folder| folder.tree.is_some_and(|(entries, _)| entries > 0))
}

/// Reads the notes; the first folder is the root. Linear in the bytes.
pub(crate) fn read(bytes: &[u8], body: Range<usize>) -> Result<Vec<Folder>, Unsure> {
    let (mut folders, mut at) = (Vec::new(), body.start);
    // The folders around the next one, with the number of those that are still to come in each.
    let mut around: Vec<(usize, usize)> = Vec::new();
    while at < body.end {
        let (folder, after) = folder(bytes, at..body.end)?;
        let (is_root, named) = (folders.is_empty(), !folder.name.is_empty());
        match around.last_mut() {
            Some((_, left)) if named => *left -= 1,
            None if is_root && !named => {}
            _ => return Err(Unsure),
        }
        around.push((folders.len(), folder.inside));
        folders.push(folder);
        while let Some((done, _)) = around.pop_if(|(_, left)| *left == 0) {
            folders[done].end = folders.len();
        }
        at = after;
    }
    if around.is_empty() { Ok(folders) } else { Err(Unsure) }
}

/// One folder, and where the next one begins.
fn folder(bytes: &[u8], body: Range<usize>) -> Result<(Folder, usize), Unsure> {
    let find = |from: usize, wanted: u8| {
        let found = bytes[from..body.end].iter().position(|byte| *byte == wanted);
        found.map(|at| from + at).ok_or(Unsure)
    };
    let name = body.start..find(body.start, 0)?;
    let space = find(name.end + 1, b' ')?;
    let line = find(space + 1, b'\n')?;
    let (entries, inside) = (&bytes[name.end + 1..space], number(&bytes[space + 1..line])?);
    if entries == b"-1" {
        return Ok((Folder { name, tree: None, inside, end: 0 }, line + 1));
    }
    let (entries, after) = (number(entries)?, line + 1 + OBJECT);
    if after > body.end {
        return Err(Unsure);
    }
    Ok((Folder { name, tree: Some((entries, line + 1)), inside, end: 0 }, after))
}

/// A number as git writes it.
fn number(text: &[u8]) -> Result<usize, Unsure> {
    let is_plain = text == b"0" || text.first().is_some_and(|first| *first != b'0');
    let text = str::from_utf8(text).ok().filter(|text| is_plain && text.bytes().all(|byte| byte.is_ascii_digit()));
    text.and_then(|text| text.parse().ok()).ok_or(Unsure)
}
