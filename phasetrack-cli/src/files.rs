//! The files that exist, for the rules that compare a plan with them.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use ignore::WalkBuilder;
use phasetrack_core::files::Files;

use crate::documents::Documents;
use crate::error::Error;
use crate::repository::{Repository, bytes};
use crate::root::Root;
use crate::session::Session;

/// Without git more files than this are not listed: the folder is hardly one of a project.
const MAX_FILES: usize = 100_000;

/// A `.gitignore` with more bytes than this is not read.
const MAX_LIST_BYTES: u64 = 1 << 20;

/// The files of the repository in which all documents lie; `None` where nothing can be said about them.
///
/// A list that cannot be read is no reason not to check a document: that rules did not run is noted.
pub(crate) fn around(root: &Root, documents: &Documents, session: &Session) -> Option<Files> {
    match list(root, documents) {
        Ok(Ok(files)) => {
            session.detail(&format!("files: {}", files.len()));
            Some(files)
        }
        Ok(Err(reason)) => {
            session.detail(&format!("files: none, {reason}"));
            None
        }
        Err(error) => {
            session.note(&format!("rules about the repository's files did not run: {}", error.with_causes()));
            None
        }
    }
}

/// The files, or why there are none to compare these documents with.
fn list(root: &Root, documents: &Documents) -> Result<Result<Files, &'static str>, Error> {
    let repository = match Repository::find(root) {
        Err(Error::Bare) => return Ok(Err("the repository is bare")),
        found => found?,
    };
    // The paths of a plan begin at the root of its own repository. One that lies elsewhere speaks of other files, and
    // each of its paths would seem to be missing here.
    let inside = |path: &Path| path.canonicalize().is_ok_and(|path| path.starts_with(repository.folder()));
    if !documents.paths.iter().flatten().all(|path| inside(path)) {
        return Ok(Err("a document lies outside of the repository"));
    }
    match &repository.tree {
        Some(tree) => tree.files().map(Ok).map_err(Error::Repository),
        // Nothing tells where a text came from that was piped in, and without a configuration nothing tells that the
        // current folder is the top of a project: it may as well be its `docs`.
        None if documents.paths.contains(&None) => Ok(Err("standard input belongs to no repository")),
        None if root.config.is_none() => Ok(Err("there is neither a repository nor a configuration")),
        None => below(repository.folder(), MAX_FILES).map(Ok),
    }
}

/// All files below a folder that no `.gitignore` excludes, if there are not too many. Links are files of their own and
/// not followed.
fn below(folder: &Path, most: usize) -> Result<Files, Error> {
    let mut walk = WalkBuilder::new(folder);
    walk.standard_filters(false).git_ignore(true).require_git(false);
    if let Some(path) = unreadable_list(folder) {
        return Err(Error::IgnoreFile { path, most: MAX_LIST_BYTES });
    }
    let unreadable = Arc::new(OnceLock::new());
    let first = Arc::clone(&unreadable);
    walk.filter_entry(move |entry| {
        // A folder that is left out here is left before its list is opened.
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        let list = if is_folder { unreadable_list(entry.path()) } else { None };
        let is_read = list.is_none();
        if let Some(list) = list {
            // All further ones wait until this one is mended.
            let _ = first.set(list);
        }
        is_read && entry.file_name() != ".git"
    });
    let mut paths = Vec::new();
    for entry in walk.build() {
        let entry = entry.map_err(|source| Error::Walk { folder: folder.to_path_buf(), source })?;
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file() || kind.is_symlink());
        if let (true, Ok(path)) = (is_file, entry.path().strip_prefix(folder)) {
            paths.push(bytes(path));
        }
        if paths.len() > most {
            return Err(Error::TooManyFiles { folder: folder.to_path_buf(), most });
        }
    }
    match unreadable.get() {
        Some(path) => Err(Error::IgnoreFile { path: path.clone(), most: MAX_LIST_BYTES }),
        None => Ok(paths.into_iter().collect()),
    }
}

/// The `.gitignore` of a folder if it must not be opened: a pipe or a device may have no end, and no person writes a
/// list that is so long.
fn unreadable_list(folder: &Path) -> Option<PathBuf> {
    let path = folder.join(".gitignore");
    let list = fs::metadata(&path).ok()?;
    (!list.is_file() || list.len() > MAX_LIST_BYTES).then_some(path)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::below;

    #[test]
    fn a_folder_is_listed_without_what_is_ignored_and_up_to_a_limit() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder for the test");
            fs::write(path, text).expect("a file for the test");
        };
        write(".gitignore", "target/\n*.log\n");
        write("src/.gitignore", "!keep.log\n");
        for name in
            ["src/lib.rs", "src/keep.log", "src/other.log", "target/x", "src/target/y", ".ci/run", ".git/config"]
        {
            write(name, "");
        }
        let expected = [".ci/run", ".gitignore", "src/.gitignore", "src/keep.log", "src/lib.rs"];
        let files = below(folder.path(), expected.len()).expect("the folder can be listed");
        assert_eq!(files, expected.into_iter().collect());
        let error = below(folder.path(), expected.len() - 1).expect_err("there is one more");
        assert!(error.to_string().starts_with("there are more than 4 files below "), "{error}");
    }
}
