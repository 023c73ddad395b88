//! A repository to try things in, which is thrown away: it has the commits of another one, and writes nothing there.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::program::{NO_FILE, clean, run};
use crate::{Commit, Error, Repository};

/// Who makes commits in it.
const NOBODY: [(&str, &str); 4] = [
    ("GIT_AUTHOR_NAME", "phasetrack"),
    ("GIT_AUTHOR_EMAIL", "phasetrack@localhost"),
    ("GIT_COMMITTER_NAME", "phasetrack"),
    ("GIT_COMMITTER_EMAIL", "phasetrack@localhost"),
];

/// A repository beside another one.
#[derive(Debug)]
pub struct Scratch {
    folder: PathBuf,
}

/// What came of a command.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// Its exit code; none if it was killed.
    pub code: Option<i32>,
    /// What it printed on both streams, the results first.
    pub said: String,
    /// Its results alone.
    pub result: Vec<u8>,
}

impl Attempt {
    /// Whether it ended with exit code 0.
    pub fn succeeded(&self) -> bool {
        self.code == Some(0)
    }
}

impl Scratch {
    /// Makes a repository in an empty folder, with the objects of another one, an empty work tree and no hooks.
    ///
    /// # Errors
    /// The program git cannot be started, or the folder cannot be written.
    pub fn new(repository: &Repository, folder: &Path) -> Result<Self, Error> {
        let scratch = Self { folder: folder.to_path_buf() };
        let format = repository.line_if(&["rev-parse", "--show-object-format"])?;
        let format = format!("--object-format={}", format.as_deref().unwrap_or("sha1"));
        scratch.git(&["init", "-q", "--template=", &format, "."])?;
        let absolute = |path: PathBuf| path.canonicalize().map_err(|source| Error::Read { path, source });
        let objects = absolute(repository.own_path("objects")?)?;
        let written = |source| Error::Read { path: folder.to_path_buf(), source };
        let alternates = [objects.as_os_str().as_encoded_bytes(), b"\n"].concat();
        fs::write(folder.join(".git/objects/info/alternates"), alternates).map_err(written)?;
        match fs::copy(repository.own_path("shallow")?, folder.join(".git/shallow")) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(written(error)),
            _ => Ok(scratch),
        }
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Runs git in it, and gives what it prints.
    ///
    /// # Errors
    /// It fails.
    pub fn git<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Result<Vec<u8>, Error> {
        self.git_with(arguments, b"")
    }

    /// Runs git in it with something to read.
    ///
    /// # Errors
    /// It fails.
    pub fn git_with<A: AsRef<OsStr>>(&self, arguments: &[A], input: &[u8]) -> Result<Vec<u8>, Error> {
        let attempt = self.attempt("git", arguments, input)?;
        if attempt.succeeded() { Ok(attempt.result) } else { Err(Error::Refused { message: attempt.said }) }
    }

    /// Runs git in it, and gives the name of the object that it prints.
    ///
    /// # Errors
    /// It fails, or prints something else.
    pub fn object(&self, arguments: &[&str], input: &[u8]) -> Result<Commit, Error> {
        let answer = self.git_with(arguments, input)?;
        let name = str::from_utf8(&answer).ok().and_then(|name| Commit::of(name.trim_end()));
        name.ok_or(Error::Unclear { what: "for an object" })
    }

    /// Runs a program in it, which may fail. Git's own variables and the user's configuration are kept away.
    ///
    /// # Errors
    /// The program cannot be started.
    pub fn attempt<A: AsRef<OsStr>>(&self, program: &str, arguments: &[A], input: &[u8]) -> Result<Attempt, Error> {
        let mut command = clean(program, |_| false);
        command.env("GIT_CONFIG_GLOBAL", NO_FILE).env("GIT_CONFIG_NOSYSTEM", "1");
        command.env("GIT_EDITOR", "true").envs(NOBODY);
        command.args(arguments).current_dir(&self.folder);
        let output = run(&mut command, input).map_err(Error::NotStarted)?;
        let said = String::from_utf8_lossy(&[output.stdout.as_slice(), &output.stderr].concat()).into_owned();
        Ok(Attempt { code: output.status.code(), said, result: output.stdout })
    }
}
