//! What a commit holds: names, and the bytes of files.

use phasetrack_core::files::Files;
use phasetrack_core::guard::Entry;

use crate::changes::entry;
use crate::error::Unsure;
use crate::library::Library;
use crate::tree::{self, DEPTH, hexadecimal};
use crate::{Commit, Error, Repository, Staging};

/// A path of a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The path.
    pub path: Vec<u8>,
    /// What it is.
    pub entry: Entry,
    object: String,
}

impl Repository {
    /// The paths of a commit that are one of these or lie below one; all paths if none is given.
    pub fn listed(&self, commit: &Commit, below: &[&str]) -> Result<Vec<Listed>, Error> {
        if let Ok(found) = self.listed_here(commit, below) {
            return Ok(found);
        }
        let arguments = ["--literal-pathspecs", "ls-tree", "-r", "-z", "--full-tree", commit.as_str(), "--"];
        let answer = self.ask(&[&arguments[..], below].concat())?;
        let parts = answer.split(|byte| *byte == 0).filter(|part| !part.is_empty());
        parts.map(|part| listed(part).ok_or(Error::Unclear { what: "for the files of a commit" })?).collect()
    }

    fn listed_here(&self, commit: &Commit, below: &[&str]) -> Result<Vec<Listed>, Unsure> {
        let library = self.libgit2()?;
        // The program cleans paths up before it compares them.
        let is_clean = |path: &&str| path.trim_end_matches('/').split('/').all(|name| !matches!(name, "" | "." | ".."));
        if !below.iter().all(is_clean) || below.iter().any(|path| path.ends_with("//")) {
            return Err(Unsure);
        }
        let mut listing = Listing { libgit2: library, below, found: Vec::new() };
        listing.folder(b"", &library.tree_of(commit)?, DEPTH)?;
        Ok(listing.found)
    }

    /// The bytes of files, in their order.
    ///
    /// # Errors
    /// One of them is no file, or not in the repository.
    pub fn contents(&self, files: &[&Listed]) -> Result<Vec<Vec<u8>>, Error> {
        let here = |file: &&Listed| self.libgit2().and_then(|library| library.blob(&file.object));
        if let Ok(contents) = files.iter().map(here).collect() {
            return Ok(contents);
        }
        let names: String = files.iter().flat_map(|file| [file.object.as_str(), "\n"]).collect();
        let answer =
            if names.is_empty() { Vec::new() } else { self.ask_with(&["cat-file", "--batch"], names.as_bytes())? };
        let mut rest = answer.as_slice();
        files.iter().map(|file| content(&mut rest, file)).collect()
    }

    /// The paths of the index, as [`Staging::files`] says them.
    pub fn staged_files(&self) -> Result<Files, Error> {
        self.staging().files()
    }
}

impl Staging<'_> {
    /// The paths of the index.
    ///
    /// # Errors
    /// The index can be read by the program only, and it fails.
    pub fn files(&self) -> Result<Files, Error> {
        if let Ok(index) = &self.index {
            return Ok(index.iter().map(|entry| entry.path).collect());
        }
        let answer = self.repository.ask(&["ls-files", "-z", "--cached", "--full-name", "--", ":/"])?;
        Ok(answer.split(|byte| *byte == 0).filter(|path| !path.is_empty()).collect())
    }
}

/// The paths of a commit that are wanted.
struct Listing<'l> {
    libgit2: &'l Library,
    /// Those that are one of these or lie below one; all if there is none.
    below: &'l [&'l str],
    found: Vec<Listed>,
}

impl Listing<'_> {
    fn folder(&mut self, prefix: &[u8], tree: &[u8], depth: usize) -> Result<(), Unsure> {
        let depth = depth.checked_sub(1).ok_or(Unsure)?;
        for row in tree::rows(tree)? {
            let path = row.path(prefix);
            match row.entry {
                _ if !self.wants(&path) => {}
                Some(entry) => self.found.push(Listed { path, entry, object: hexadecimal(row.object) }),
                None => self.folder(&path, &self.libgit2.tree(row.object)?, depth)?,
            }
        }
        Ok(())
    }

    /// Whether a path is wanted, or may be on the way to one that is: that of a folder ends in `/`.
    fn wants(&self, path: &[u8]) -> bool {
        let lies = |wanted: &&str| {
            let wanted = wanted.as_bytes();
            let inside = path.strip_prefix(wanted);
            let is_inside = inside.is_some_and(|rest| wanted.ends_with(b"/") || matches!(rest, [] | [b'/', ..]));
            is_inside || (path.ends_with(b"/") && wanted.starts_with(path))
        };
        self.below.is_empty() || self.below.iter().any(lies)
    }
}

/// `100644 blob <object>`, a tab and the path.
fn listed(part: &[u8]) -> Option<Result<Listed, Error>> {
    let tab = part.iter().position(|byte| *byte == b'\t')?;
    let (head, path) = (str::from_utf8(&part[..tab]).ok()?, &part[tab + 1..]);
    let [mode, _, object] = head.split(' ').collect::<Vec<_>>()[..] else { return None };
    let entry = entry(mode.as_bytes()).map(|entry| {
        let entry = entry.unwrap_or(Entry::File);
        Listed { path: path.to_vec(), entry, object: object.to_owned() }
    });
    Some(entry)
}

/// The first of `<object> blob <size>`, a line end, the bytes, a line end.
fn content(rest: &mut &[u8], file: &Listed) -> Result<Vec<u8>, Error> {
    let missing = || Error::NoObject { object: file.object.clone() };
    let end = rest.iter().position(|byte| *byte == b'\n').ok_or_else(missing)?;
    let head = String::from_utf8_lossy(&rest[..end]).into_owned();
    let [_, "blob", size] = head.split(' ').collect::<Vec<_>>()[..] else { return Err(missing()) };
    let size: usize = size.parse().map_err(|_| missing())?;
    let bytes = rest.get(end + 1..end + 1 + size).ok_or_else(missing)?.to_vec();
    *rest = rest.get(end + 2 + size..).unwrap_or_default();
    Ok(bytes)
}
