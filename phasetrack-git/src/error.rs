//! Why a repository cannot be read.

use std::io;

/// Neither libgit2 nor the `git` program could read a repository.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The program is needed, because libgit2 cannot do it, and cannot be started.
    #[error("the program `git` cannot be started, and libgit2 cannot read this repository ({libgit2})")]
    NoProgram {
        /// Why libgit2 cannot.
        libgit2: String,
        /// Why the program cannot be started.
        source: io::Error,
    },
    /// The program was started and failed.
    #[error("git cannot read this repository: {message}")]
    Refused {
        /// What it says, on one line.
        message: String,
    },
    /// What changes is asked of the program only, and it cannot be started.
    #[error("the program `git` cannot be started, and without it nobody knows what changes")]
    NotStarted(#[source] io::Error),
    /// The program says something that this crate does not understand.
    #[error("git answers {what} in a way that is not understood")]
    Unclear {
        /// What it was asked.
        what: &'static str,
    },
    /// A name that is that of no commit.
    #[error("there is no commit `{name}`")]
    NoCommit {
        /// The name as given.
        name: String,
    },
    /// Where a branch left its base is not known, for the history is cut off.
    #[error("the history is cut off before the commit where the branch left its base")]
    Shallow,
    /// A path of the index has several versions: a merge is not finished.
    #[error("`{}` is not merged yet", path.escape_ascii())]
    Unmerged {
        /// The path.
        path: Vec<u8>,
    },
    /// The index notes trees for folders whose entries are others.
    #[error("the index says two things: what it lists, and what a commit of it would hold")]
    Notes,
    /// An object that is needed is not in the repository.
    #[error("the object {object} is not in the repository")]
    NoObject {
        /// Its name.
        object: String,
    },
    /// A file of git's own cannot be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file.
        path: std::path::PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// What is read without the program is not understood to the last bit, so the program is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unsure;
