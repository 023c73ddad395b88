//! The file in which git keeps what the next commit will hold, read without the program.
//!
//! Versions 2, 3 and 4 of the format, with names of objects of 20 bytes. Git does not look at the checksum at the end,
//! so neither does this; everything else is looked at, and what git would not have written, or what needs another file
//! (a split index) or other objects (a sparse one), is not read at all: then the program is asked.
//!
//! ```text
//! DIRC version count │ entry … │ extension … │ checksum
//! entry     stat (24) mode (4) stat (12) object (20) flags (2) [more flags (2)] path, NULs up to a multiple of 8
//!           in version 4: … how much of the path before to leave out, what follows instead, NUL
//! extension name (4) length (4) bytes; TREE is read by `folders`
//! ```

use std::ops::Range;

use phasetrack_core::guard::Entry;

use crate::error::Unsure;
use crate::folders::{self, Folder};
use crate::mode;

/// Bytes of an entry before its path, without further flags.
const FIXED: usize = 62;

/// Bytes of the name of an object.
pub(crate) const OBJECT: usize = 20;

/// Flags of an entry: more flags follow; the stage of an unfinished merge; the length of the path, or that it is longer.
const EXTENDED: u16 = 0x4000;
const STAGE: u16 = 0x3000;
const LENGTH: u16 = 0x0fff;

/// Of the flags that follow: the path is only meant to be added; its file is not wanted in the work tree.
const INTENT: u16 = 0x2000;
const SKIP_WORKTREE: u16 = 0x4000;

/// Extensions that do not change what the entries say: how a conflict was settled, which files are new, what a monitor
/// saw. Those for several threads are not among them: where they say so, git finds entries elsewhere.
const HARMLESS: [&[u8]; 3] = [b"REUC", b"UNTR", b"FSMN"];

/// In version 4 few bytes can stand for long paths. Paths that take so many times the bytes of the file are nobody's.
const EXPANSION: usize = 64;

/// What the next commit will hold.
#[derive(Clone, Debug)]
pub struct Index {
    bytes: Vec<u8>,
    /// In version 4, all paths in full.
    names: Option<Vec<u8>>,
    rows: Vec<Row>,
    folders: Vec<Folder>,
}

/// An entry: few bytes, for there are many of them.
#[derive(Clone, Copy, Debug)]
struct Row {
    /// Where it begins.
    at: u32,
    /// Where its path begins, and where it ends.
    name: (u32, u32),
    entry: Entry,
    is_intent: bool,
}

impl Row {
    fn name(self) -> Range<usize> {
        self.name.0 as usize..self.name.1 as usize
    }
}

/// What an entry says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Staged<'i> {
    /// The path.
    pub path: &'i [u8],
    /// What it is.
    pub entry: Entry,
    /// The name of its object.
    pub object: &'i [u8],
    /// Whether it is only meant to be added, so that no commit would hold it.
    pub is_intent: bool,
}

impl Index {
    /// Reads the bytes of an index file; `None` for what is not understood to the last byte. Linear in the bytes, and in
    /// those of the paths in full, which are at most 64 times as many.
    pub fn read(bytes: Vec<u8>) -> Option<Self> {
        read(bytes).ok()
    }

    /// The number of entries.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// An entry by its number; `None` beyond the last. Entries are in the order of their paths, each path once.
    pub fn get(&self, at: usize) -> Option<Staged<'_>> {
        let row = self.rows.get(at)?;
        let object = row.at as usize + FIXED - 2 - OBJECT;
        Some(Staged {
            path: &self.names.as_ref().unwrap_or(&self.bytes)[row.name()],
            entry: row.entry,
            object: &self.bytes[object..object + OBJECT],
            is_intent: row.is_intent,
        })
    }

    /// The number of the first entry whose path is not before this one. Takes O(log n) comparisons.
    pub(crate) fn first_from(&self, path: &[u8]) -> usize {
        let names = self.names.as_ref().unwrap_or(&self.bytes);
        self.rows.partition_point(|row| &names[row.name()] < path)
    }

    /// The numbers of the entries whose path begins with that of a folder, which is empty or ends in `/`. Takes
    /// O(log n) comparisons.
    pub(crate) fn below(&self, folder: &[u8]) -> Range<usize> {
        // `0` comes after `/`.
        let end = folder.split_last().map(|(_, name)| self.first_from(&[name, b"0"].concat()));
        self.first_from(folder)..end.unwrap_or(self.len())
    }

    /// All entries in order.
    pub fn iter(&self) -> impl Iterator<Item = Staged<'_>> {
        (0..self.len()).filter_map(|at| self.get(at))
    }

    /// The folders of which git has noted the tree. The first is the root; without a note there is none.
    pub(crate) fn folders(&self) -> &[Folder] {
        &self.folders
    }

    /// The name of the tree that is noted for all of it.
    pub(crate) fn root(&self) -> Option<&[u8]> {
        self.folders.first()?.noted(&self.bytes).map(|(_, tree)| tree)
    }

    /// The bytes of the file, in which folders have their names.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

fn read(bytes: Vec<u8>) -> Result<Index, Unsure> {
    let end = bytes.len().checked_sub(OBJECT).ok_or(Unsure)?;
    let (version, count) = (number(&bytes, 4)?, number(&bytes, 8)?);
    let count = usize::try_from(count).map_err(|_| Unsure)?;
    if !bytes.starts_with(b"DIRC") || !(2..=4).contains(&version) || count > end / FIXED {
        return Err(Unsure);
    }
    let mut reader = Reader { bytes: &bytes[..end], at: 12, names: (version == 4).then(Vec::new), version };
    let mut rows: Vec<Row> = Vec::with_capacity(count);
    for _ in 0..count {
        let row = reader.row(rows.last())?;
        rows.push(row);
    }
    let (mut at, names) = (reader.at, reader.names);
    let mut folders = Vec::new();
    while at < end {
        let length = usize::try_from(number(&bytes[..end], at + 4)?).map_err(|_| Unsure)?;
        let body = at + 8..at.checked_add(8 + length).filter(|after| *after <= end).ok_or(Unsure)?;
        match &bytes[at..at + 4] {
            b"TREE" if folders.is_empty() => folders = folders::read(&bytes, body.clone())?,
            name if HARMLESS.contains(&name) => {}
            _ => return Err(Unsure),
        }
        at = body.end;
    }
    Ok(Index { bytes, names, rows, folders })
}

/// Reads entries one by one.
struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
    names: Option<Vec<u8>>,
    version: u32,
}

impl Reader<'_> {
    fn row(&mut self, before: Option<&Row>) -> Result<Row, Unsure> {
        let at = self.at;
        let fixed = self.bytes.get(at..at + FIXED).ok_or(Unsure)?;
        let entry = mode::of_number(number(fixed, 24)?).ok_or(Unsure)?;
        let flags = u16::from_be_bytes([fixed[60], fixed[61]]);
        let (mut start, mut more) = (at + FIXED, 0);
        if flags & EXTENDED != 0 {
            let [high, low] = self.bytes.get(start..start + 2).ok_or(Unsure)? else { return Err(Unsure) };
            more = u16::from_be_bytes([*high, *low]);
            start += 2;
        }
        let unknown = more & !(INTENT | SKIP_WORKTREE) != 0 || (self.version == 2 && flags & EXTENDED != 0);
        if unknown || flags & STAGE != 0 {
            return Err(Unsure);
        }
        let length = usize::from(flags & LENGTH);
        let name = if self.version == 4 { self.following(start, before)? } else { self.padded(at, start, length)? };
        let names = self.names.as_deref().unwrap_or(self.bytes);
        let path = &names[name.clone()];
        let in_order = before.is_none_or(|before| names[before.name()] < *path);
        let is_length = path.len() == length || (length == usize::from(LENGTH) && path.len() > length);
        if path.is_empty() || path.contains(&0) || !in_order || !is_length {
            return Err(Unsure);
        }
        let short = |at: usize| u32::try_from(at).map_err(|_| Unsure);
        let name = (short(name.start)?, short(name.end)?);
        Ok(Row { at: short(at)?, name, entry, is_intent: more & INTENT != 0 })
    }

    /// A path in full, with NULs behind it so that the entry takes a multiple of eight bytes.
    fn padded(&mut self, at: usize, start: usize, length: usize) -> Result<Range<usize>, Unsure> {
        let rest = self.bytes.get(start..).ok_or(Unsure)?;
        let is_long = length == usize::from(LENGTH);
        let length = if is_long { rest.iter().position(|byte| *byte == 0).ok_or(Unsure)? } else { length };
        self.at = at + (start - at + length + 8) / 8 * 8;
        if self.at > self.bytes.len() { Err(Unsure) } else { Ok(start..start + length) }
    }

    /// A path as the one before it with another end.
    fn following(&mut self, mut start: usize, before: Option<&Row>) -> Result<Range<usize>, Unsure> {
        let mut dropped = 0_usize;
        for round in 0.. {
            let byte = *self.bytes.get(start).ok_or(Unsure)?;
            start += 1;
            // Each round but the first has one added, so that no number can be written in two ways.
            dropped = dropped.checked_mul(128).ok_or(Unsure)? + usize::from(byte & 0x7f);
            if byte & 0x80 == 0 {
                break;
            }
            dropped += 1;
            if round == 4 {
                return Err(Unsure);
            }
        }
        let rest = &self.bytes[start..];
        let suffix = &rest[..rest.iter().position(|byte| *byte == 0).ok_or(Unsure)?];
        let kept = before.map_or(0..0, |before| before.name());
        let kept = kept.start..kept.end.checked_sub(dropped).filter(|end| *end >= kept.start).ok_or(Unsure)?;
        let names = self.names.get_or_insert_default();
        let from = names.len();
        if from + kept.len() + suffix.len() > EXPANSION * self.bytes.len() {
            return Err(Unsure);
        }
        names.extend_from_within(kept);
        names.extend_from_slice(suffix);
        self.at = start + suffix.len() + 1;
        Ok(from..names.len())
    }
}

/// Four bytes as a number.
fn number(bytes: &[u8], at: usize) -> Result<u32, Unsure> {
    let part = bytes.get(at..at + 4).ok_or(Unsure)?;
    part.try_into().map(u32::from_be_bytes).map_err(|_| Unsure)
}
