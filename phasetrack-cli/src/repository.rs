//! The folder in which the paths of a plan begin.

use std::io;
use std::path::{Component, Path, PathBuf};

use phasetrack_git::{Found, WorkTree};

use crate::error::Error;
use crate::root::Root;

/// A work tree of git, or a folder without one.
pub(crate) struct Repository {
    /// Absolute, without symbolic links.
    folder: PathBuf,
    /// What git knows of it.
    pub(crate) tree: Option<WorkTree>,
}

impl Repository {
    /// The work tree around the root; where there is none, the root itself: a configuration lies at the top, and
    /// without one the current folder is as good as any.
    pub(crate) fn find(root: &Root) -> Result<Self, Error> {
        let start = if root.folder.as_os_str().is_empty() { Path::new(".") } else { &root.folder };
        match WorkTree::find(start).map_err(Error::Repository)? {
            Found::WorkTree(tree) => Ok(Self { folder: tree.root().to_path_buf(), tree: Some(tree) }),
            Found::Bare => Err(Error::Bare),
            Found::Nothing => {
                let folder = start.canonicalize();
                let folder = folder.map_err(|source| Error::Read { path: start.to_path_buf(), source })?;
                Ok(Self { folder, tree: None })
            }
        }
    }

    /// Where it lies.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// A path as a plan writes it, from one that starts in the current folder: the file need not exist. `None` when it
    /// lies outside.
    ///
    /// A symbolic link on the way is followed, as git would; one at the end is a file of its own.
    pub(crate) fn path(&self, given: &Path) -> io::Result<Option<Vec<u8>>> {
        let mut path = std::env::current_dir()?;
        for part in given.components() {
            match part {
                Component::CurDir => {}
                Component::ParentDir => {
                    // Behind a link `..` leads to where the link does.
                    path = real(&path);
                    path.pop();
                }
                part => path.push(part),
            }
        }
        let path = match (path.parent(), path.file_name()) {
            (Some(parent), Some(name)) => real(parent).join(name),
            _ => path,
        };
        Ok(path.strip_prefix(&self.folder).ok().map(bytes))
    }
}

/// A path below the folder as git writes it.
pub(crate) fn bytes(path: &Path) -> Vec<u8> {
    let names: Vec<&[u8]> = path.components().map(|name| name.as_os_str().as_encoded_bytes()).collect();
    names.join(b"/".as_slice())
}

/// A path without links, as far as it exists.
pub(crate) fn real(path: &Path) -> PathBuf {
    for there in path.ancestors() {
        if let Ok(found) = there.canonicalize() {
            // What is left does not exist.
            return path.strip_prefix(there).into_iter().flatten().fold(found, |path, name| path.join(name));
        }
    }
    path.to_path_buf()
}
