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
}
