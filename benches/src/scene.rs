//! A repository as large as one in which hooks are waited for.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// Files of the repository, but for the plan.
pub const FILES: usize = 50_000;

/// Folders in which they lie.
pub const FOLDERS: usize = 500;

/// What every file of the first commit holds, and what is staged.
const CONTENTS: [&str; 2] = ["before", "after!"];

/// A repository in a temporary folder: a plan with tracks on `main`, and `track-a`, which owns all the files, checked
/// out. The work tree is empty; none of the hooks looks at it.
pub struct Scene {
    folder: TempDir,
    blob: String,
}

impl Scene {
    /// Makes one with so many tracks, at least one.
    ///
    /// # Errors
    /// The folder cannot be written, or git fails.
    pub fn new(tracks: usize) -> io::Result<Self> {
        let mut scene = Self { folder: tempfile::tempdir()?, blob: String::new() };
        scene.git(&["init", "-q", "-b", "main"], b"")?;
        let mut text = String::from("blob\nmark :1\ndata 6\nbefore\n");
        let _ = writeln!(text, "commit refs/heads/main\ncommitter A <a@example.com> 1 +0000\ndata 1\nx");
        let plan = plan(tracks);
        let _ = writeln!(text, "M 100644 inline docs/phase1.md\ndata {}\n{plan}", plan.len());
        for file in 0..FILES {
            let _ = writeln!(text, "M 100644 :1 {}", path(file, false));
        }
        scene.git(&["fast-import", "--quiet"], text.as_bytes())?;
        scene.git(&["branch", "feature/x", "main"], b"")?;
        scene.git(&["branch", "track-a", "main"], b"")?;
        scene.git(&["symbolic-ref", "HEAD", "refs/heads/track-a"], b"")?;
        scene.blob = scene.git(&["hash-object", "-w", "--stdin"], CONTENTS[1].as_bytes())?;
        Ok(scene)
    }

    /// A path in the repository.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Stages so many paths, spread over the folders, and nothing else.
    ///
    /// # Errors
    /// Git fails.
    pub fn stage(&self, count: usize, new: bool) -> io::Result<()> {
        self.git(&["read-tree", "HEAD"], b"")?;
        let mut lines = String::new();
        for file in 0..count {
            // A number that shares no factor with the number of folders reaches all of them.
            let _ = writeln!(lines, "100644 {}\t{}", self.blob, path(file * 499 % FILES, new));
        }
        self.git(&["update-index", "--index-info"], lines.as_bytes()).map(|_| ())
    }

    /// Writes what git says of a transaction that moves a reference to a commit without changes; gives its file.
    ///
    /// # Errors
    /// Git fails.
    pub fn transaction(&self, reference: &str) -> io::Result<PathBuf> {
        let commit = self.git(&["commit-tree", "-p", "main", "-m", "next", "main^{tree}"], b"")?;
        let file = self.path(".git/transaction");
        fs::write(&file, format!("{:040} {commit} {reference}\n", 0))?;
        Ok(file)
    }

    /// Configures the pre-commit framework with a hook that does nothing, without a look at any file. It would put aside
    /// what differs from the index, so all files are written.
    ///
    /// # Errors
    /// The files cannot be written.
    pub fn empty_hook(&self) -> io::Result<()> {
        self.git(&["checkout-index", "--all", "--force", "--index", "--quiet"], b"")?;
        let hook = "{id: nothing, name: nothing, language: system, entry: 'true', pass_filenames: false}";
        fs::write(self.path(".pre-commit-config.yaml"), format!("repos: [{{repo: local, hooks: [{hook}]}}]\n"))
    }

    /// A program that will run in the repository, with nothing to read.
    pub fn command(&self, program: impl AsRef<OsStr>, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.folder.path()).stdin(Stdio::null());
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), "Ann").env(format!("GIT_{who}_EMAIL"), "ann@example.com");
        }
        command
    }

    /// Runs a program in the repository to its end.
    ///
    /// # Errors
    /// It cannot be started, or fails.
    pub fn run(&self, program: &Path, arguments: &[&str]) -> io::Result<()> {
        let status = self.command(program, arguments).status()?;
        if status.success() { Ok(()) } else { Err(io::Error::other(format!("{}: {status}", program.display()))) }
    }

    /// The first line that git prints.
    fn git(&self, arguments: &[&str], input: &[u8]) -> io::Result<String> {
        let mut command = self.command("git", arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        child.stdin.take().map_or(Ok(()), |mut stream| stream.write_all(input))?;
        let output = child.wait_with_output()?;
        if !output.status.success() {
            return Err(io::Error::other(format!("git {arguments:?}: {}", output.status)));
        }
        Ok(String::from_utf8_lossy(&output.stdout).lines().next().unwrap_or_default().to_owned())
    }
}

fn path(file: usize, new: bool) -> String {
    let (folder, file) = (file % FOLDERS, file / FOLDERS);
    format!("src/d{folder:03}/{}_{file:03}.rs", if new { "new" } else { "file" })
}

fn plan(tracks: usize) -> String {
    let mut text = String::from("# Phase 1: Shop\n\n## Track A: All\n\n**Files**: `src/**`\n");
    for track in 1..tracks {
        let _ = write!(
            text,
            "\n## Track T{track}: Part {track}\n\n**Files**: `part/d{track}/**`, `tests/part_{track}/*.rs`\n\n\
             - [ ] **T{track}.1** Build it (4 hours)\n- [ ] **T{track}.2** Test it (2 hours)\n"
        );
    }
    text
}
