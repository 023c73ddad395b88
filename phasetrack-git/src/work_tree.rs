//! The work tree around a folder, and its files.

use std::path::{Path, PathBuf};

use phasetrack_core::files::Files;

use crate::program::{Program, Unanswered};
use crate::{Error, library};

/// What [`WorkTree::find`] finds around a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A work tree.
    WorkTree(WorkTree),
    /// A repository without a work tree: it has no files that could be edited.
    Bare,
    /// No repository.
    Nothing,
}

/// A folder whose files git keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkTree {
    root: PathBuf,
    /// Where the search began, and begins again for the list: git's variables mean the same only from there.
    start: PathBuf,
}

impl WorkTree {
    /// Finds the work tree that git would use in the folder `start`.
    ///
    /// When `GIT_DIR` is set, git and this function use it from the current folder and do not look at `start`.
    ///
    /// # Errors
    /// There is a repository that neither libgit2 nor the program can read.
    pub fn find(start: &Path) -> Result<Found, Error> {
        let root = match library::root(start) {
            Ok(root) => root,
            Err(failure) if failure.is_absence() => return Ok(Found::Nothing),
            Err(failure) => Program::new(start).root().map_err(|unanswered| unanswered.after(&failure))?,
        };
        Ok(root.map_or(Found::Bare, |root| Found::WorkTree(Self { root, start: start.to_path_buf() })))
    }

    /// The folder in which paths of the repository begin: absolute, without symbolic links.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The files of the work tree: all that git's index holds, also when they were deleted since, and all that exist
    /// and are not ignored, for a file that was just written is as real as one that was added.
    ///
    /// A submodule, or another repository within this one, is one path. Takes one look at every folder of the work
    /// tree; the index is read, never refreshed or written.
    ///
    /// On a machine without the program git, a file that was never added may be taken for ignored where patterns of
    /// ignored files have exceptions, such as `*/` before `!docs/`: libgit2 reads those otherwise.
    ///
    /// # Errors
    /// Neither libgit2 nor the program can read the index or the work tree.
    pub fn files(&self) -> Result<Files, Error> {
        match Program::new(&self.start).files() {
            Ok(files) => Ok(files),
            Err(Unanswered::Refused { message, .. }) => Err(Error::Refused { message }),
            Err(unanswered) => library::files(&self.start).map_err(|failure| unanswered.after(&failure)),
        }
    }
}
