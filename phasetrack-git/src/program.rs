//! Reading with the `git` program, which can read every repository.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, io};

use phasetrack_core::files::Files;

use crate::Error;
use crate::library::Failure;

/// The variables by which git is told where things are. All others that begin with `GIT_` change how it works: how
/// patterns are read, what is traced, which programs are started.
const PLACES: [&str; 8] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_CEILING_DIRECTORIES",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
];

/// And those by which it is told its configuration.
const CONFIGURATION: &str = "GIT_CONFIG";

/// Why the program gives no answer.
#[derive(Debug)]
pub(crate) enum Unanswered {
    /// It cannot be started.
    NotStarted(io::Error),
    /// It fails, and says this.
    Refused(String),
}

impl Unanswered {
    /// The error when libgit2 has failed too.
    pub(crate) fn after(self, failure: &Failure) -> Error {
        match self {
            Self::NotStarted(source) => Error::NoProgram { libgit2: failure.message().to_owned(), source },
            Self::Refused(message) => Error::Refused { message },
        }
    }
}

/// The program in one folder.
pub(crate) struct Program<'a> {
    folder: &'a Path,
}

impl<'a> Program<'a> {
    pub(crate) fn new(folder: &'a Path) -> Self {
        Self { folder }
    }

    /// The root of the work tree; `None` for a bare repository.
    pub(crate) fn root(&self) -> Result<Option<PathBuf>, Unanswered> {
        if self.ask(&["rev-parse", "--is-bare-repository"])?.starts_with(b"true") {
            return Ok(None);
        }
        let answer = self.ask(&["rev-parse", "--show-toplevel"])?;
        Ok(Some(path(answer.strip_suffix(b"\n").unwrap_or(&answer))))
    }

    /// The files of the index and those that are not ignored.
    pub(crate) fn files(&self) -> Result<Files, Unanswered> {
        // `:/` is the root, from whichever folder below it.
        let listed =
            self.ask(&["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--full-name", "--", ":/"])?;
        let paths = listed.split(|byte| *byte == 0).filter(|path| !path.is_empty());
        // Another repository is listed with a `/` at its end, for it is a folder.
        Ok(paths.map(|path| path.strip_suffix(b"/").unwrap_or(path)).collect())
    }

    fn ask(&self, arguments: &[&str]) -> Result<Vec<u8>, Unanswered> {
        let mut command = Command::new("git");
        let is_kept = |name: &str| PLACES.contains(&name) || name.starts_with(CONFIGURATION);
        for (name, _) in env::vars_os() {
            if name.to_str().is_some_and(|name| name.starts_with("GIT_") && !is_kept(name)) {
                command.env_remove(name);
            }
        }
        // Messages in one language, no index written, no program started that the repository's configuration names.
        command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0").args(["-c", "core.fsmonitor=false"]);
        // To a relative GIT_DIR the current folder is the start.
        if env::var_os("GIT_DIR").is_none() && !self.folder.as_os_str().is_empty() {
            command.current_dir(self.folder);
        }
        let output = command.args(arguments).stdin(Stdio::null()).output().map_err(Unanswered::NotStarted)?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let message = String::from_utf8_lossy(&output.stderr);
        let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
        Err(Unanswered::Refused(message.trim_start_matches("fatal: ").to_owned()))
    }
}

#[cfg(unix)]
fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;

    std::ffi::OsStr::from_bytes(bytes).into()
}

/// Elsewhere git writes names as UTF-8.
#[cfg(not(unix))]
fn path(bytes: &[u8]) -> PathBuf {
    String::from_utf8_lossy(bytes).into_owned().into()
}
