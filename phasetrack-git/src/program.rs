//! Reading with the `git` program, which can read every repository, and alone knows what a commit changes.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::{env, thread};

use phasetrack_core::files::Files;

use crate::Error;
use crate::library::Failure;

/// The variables by which git is told where things are. All others that begin with `GIT_` change how it works: how
/// patterns are read, what is traced, which programs are started.
const PLACES: [&str; 9] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_QUARANTINE_PATH",
    "GIT_CEILING_DIRECTORIES",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
];

/// And those by which it is told its configuration. (`GIT_CONFIG` alone names a file to `git config` and to nothing else.)
const CONFIGURATION: &str = "GIT_CONFIG_";

/// A file that holds nothing.
pub(crate) const NO_FILE: &str = if cfg!(windows) { "NUL" } else { "/dev/null" };

/// Why the program gives no answer.
#[derive(Debug)]
pub(crate) enum Unanswered {
    /// It cannot be started.
    NotStarted(io::Error),
    /// It failed.
    Refused {
        /// Its exit code; none if it was killed.
        code: Option<i32>,
        /// What it says, on one line.
        message: String,
    },
}

impl Unanswered {
    /// The error when libgit2 has failed too.
    pub(crate) fn after(self, failure: &Failure) -> Error {
        match self {
            Self::NotStarted(source) => Error::NoProgram { libgit2: failure.message().to_owned(), source },
            Self::Refused { message, .. } => Error::Refused { message },
        }
    }
}

/// Asks the program in a folder, and gives it `input` to read. Nothing but places and configuration is left of git's
/// environment, and nothing that the answer depends on: no replaced objects, no grafts, no graph of commits, no download, no message in
/// another language, no index written, no program started that the repository's configuration names.
pub(crate) fn ask<A: AsRef<OsStr>>(folder: &Path, arguments: &[A], input: &[u8]) -> Result<Vec<u8>, Unanswered> {
    let is_kept = |name: &str| PLACES.contains(&name) || name.starts_with(CONFIGURATION);
    let mut command = clean("git", is_kept);
    command.env("GIT_OPTIONAL_LOCKS", "0").env("GIT_NO_LAZY_FETCH", "1");
    command.env("GIT_NO_REPLACE_OBJECTS", "1").env("GIT_GRAFT_FILE", NO_FILE);
    // A graph of commits beside them may say anything; messages are read as they were written.
    command.args(["-c", "core.fsmonitor=false", "-c", "core.commitGraph=false", "-c", "i18n.logOutputEncoding=UTF-8"]);
    command.current_dir(start(folder));
    let output = run(command.args(arguments), input).map_err(Unanswered::NotStarted)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let message = String::from_utf8_lossy(&output.stderr);
    // Advice is for those who have called git themselves.
    let lines = message.lines().filter(|line| !line.starts_with("hint:"));
    let message = lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ");
    Err(Unanswered::Refused { code: output.status.code(), message: message.trim_start_matches("fatal: ").to_owned() })
}

/// A program without git's variables, but for some, that talks in one language and asks nobody.
pub(crate) fn clean(program: &str, is_kept: impl Fn(&str) -> bool) -> Command {
    let mut command = Command::new(program);
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(|name| name.starts_with("GIT_") && !is_kept(name)) {
            command.env_remove(name);
        }
    }
    command.env("LC_ALL", "C").env("GIT_TERMINAL_PROMPT", "0");
    command
}

/// Where the program is asked. To a relative `GIT_DIR` the current folder is the start.
pub(crate) fn start(folder: &Path) -> &Path {
    if env::var_os("GIT_DIR").is_some() || folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

/// Runs a command to its end. What it reads is written beside, or both would wait for the other.
pub(crate) fn run(command: &mut Command, input: &[u8]) -> io::Result<Output> {
    if input.is_empty() {
        return command.stdin(Stdio::null()).output();
    }
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let mut stream = child.stdin.take();
    thread::scope(|scope| {
        // A program that ends before it has read everything says why by itself.
        scope.spawn(move || stream.as_mut().map(|stream| stream.write_all(input)));
        child.wait_with_output()
    })
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
        ask(self.folder, arguments, b"")
    }
}

#[cfg(unix)]
pub(crate) fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;

    OsStr::from_bytes(bytes).into()
}

/// Elsewhere git writes names as UTF-8.
#[cfg(not(unix))]
pub(crate) fn path(bytes: &[u8]) -> PathBuf {
    String::from_utf8_lossy(bytes).into_owned().into()
}
