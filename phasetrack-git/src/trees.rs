//! What a commit holds: names, and the bytes of files.

use phasetrack_core::files::Files;
use phasetrack_core::guard::Entry;

use crate::changes::entry;
use crate::{Commit, Error, Repository};

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
        let arguments = ["--literal-pathspecs", "ls-tree", "-r", "-z", "--full-tree", commit.as_str(), "--"];
        let answer = self.ask(&[&arguments[..], below].concat())?;
        let parts = answer.split(|byte| *byte == 0).filter(|part| !part.is_empty());
        parts.map(|part| listed(part).ok_or(Error::Unclear { what: "for the files of a commit" })?).collect()
    }

    /// The bytes of files, in their order.
    ///
    /// # Errors
    /// One of them is no file, or not in the repository.
    pub fn contents(&self, files: &[&Listed]) -> Result<Vec<Vec<u8>>, Error> {
        let names: String = files.iter().flat_map(|file| [file.object.as_str(), "\n"]).collect();
        let answer =
            if names.is_empty() { Vec::new() } else { self.ask_with(&["cat-file", "--batch"], names.as_bytes())? };
        let mut rest = answer.as_slice();
        files.iter().map(|file| content(&mut rest, file)).collect()
    }

    /// The paths of the index.
    pub fn staged_files(&self) -> Result<Files, Error> {
        let answer = self.ask(&["ls-files", "-z", "--cached", "--full-name", "--", ":/"])?;
        Ok(answer.split(|byte| *byte == 0).filter(|path| !path.is_empty()).collect())
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
