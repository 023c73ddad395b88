//! Repositories in a temporary folder, and the two who are asked about them: git, and this crate.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

use tempfile::TempDir;

/// The variable that says from where an answer is wanted.
pub(crate) const START: &str = "PHASETRACK_TEST_START";

/// The variable that says into which file it shall be written.
pub(crate) const ANSWER: &str = "PHASETRACK_TEST_ANSWER";

/// A temporary folder with the repository `main`, and how it is looked at.
pub(crate) struct Scene {
    folder: TempDir,
    /// Where the search starts, relative to the folder.
    pub(crate) start: PathBuf,
    variables: Vec<(&'static str, OsString)>,
    for_answer: Vec<(&'static str, &'static str)>,
}

impl Scene {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (variables, for_answer) = (Vec::new(), Vec::new());
        let scene = Self { folder, start: "main".into(), variables, for_answer };
        fs::create_dir(scene.path("home")).expect("a home for the test");
        scene.init("main", &[]);
        scene.fill("main");
        scene
    }

    /// A path in the folder, without symbolic links on the way to it.
    pub(crate) fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.path().canonicalize().expect("the folder is there").join(name)
    }

    /// Sets a variable for git and for this crate.
    pub(crate) fn set(&mut self, name: &'static str, value: impl Into<OsString>) {
        self.variables.push((name, value.into()));
    }

    /// Sets a variable for this crate only.
    pub(crate) fn set_for_answer(&mut self, name: &'static str, value: &'static str) {
        self.for_answer.push((name, value));
    }

    pub(crate) fn has_variables(&self) -> bool {
        !self.variables.is_empty()
    }

    /// Writes a file and the folders around it.
    pub(crate) fn write(&self, name: impl AsRef<Path>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder for the test");
        fs::write(path, "text\n").expect("a file for the test");
    }

    pub(crate) fn init(&self, name: &str, options: &[&str]) {
        self.git(".", &[&["init", "-q", "-b", "main"], options, &[name]].concat());
    }

    /// Gives a repository files in all states: committed, staged, changed, deleted, new, ignored in three ways.
    pub(crate) fn fill(&self, name: &str) {
        let path = |file: &str| Path::new(name).join(file);
        for file in ["README.md", "docs/plan.md", "src/api/list.rs", "src/gone.rs", "src-a", "src0/x", "src.rs"] {
            self.write(path(file));
        }
        std::os::unix::fs::symlink("../docs", self.path(path("src/link"))).expect("a link for the test");
        fs::write(self.path(path(".gitignore")), "target/\n*.log\n!keep.log\n").expect("a file for the test");
        self.git(name, &["add", "-A"]);
        self.git(name, &["commit", "-qm", "first"]);
        fs::remove_file(self.path(path("src/gone.rs"))).expect("the file is there");
        fs::write(self.path(path("src/api/list.rs")), "changed\n").expect("a file for the test");
        self.write(path("staged.txt"));
        self.git(name, &["add", "staged.txt"]);
        let new = ["new.txt", "folder/new/a", "folder/new/b", "folder/keep.log", "src/api/.hidden"];
        let ignored =
            ["target/debug/x", "deep/er/x.log", "folder/target/x", "private/x", "docs/draft.md", "src/tmp.txt"];
        for file in new.into_iter().chain(ignored) {
            self.write(path(file));
        }
        fs::write(self.path(path("src/.gitignore")), "*.txt\n").expect("a file for the test");
        std::os::unix::fs::symlink("docs", self.path(path("new-link"))).expect("a link for the test");
        fs::create_dir(self.path(path("empty"))).expect("a folder for the test");
        fs::write(self.path(path(".git/info/exclude")), "/private\n/docs/d*.md\n").expect("a file for the test");
    }

    /// A second index of `main`, as `git commit FILE` makes one.
    pub(crate) fn other_index(&self, name: &str) {
        let file = self.path(name);
        fs::copy(self.path("main/.git/index"), &file).expect("the index is there");
        self.write("main/only-in-the-other.log");
        let mut git = self.command("main", &["add", "-f", "only-in-the-other.log"]);
        let output = git.env("GIT_INDEX_FILE", &file).output().expect("git runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        fs::remove_file(self.path("main/only-in-the-other.log")).expect("the file is there");
    }

    /// Runs git, which must succeed; gives what it prints.
    #[track_caller]
    pub(crate) fn git(&self, folder: &str, arguments: &[&str]) -> Vec<u8> {
        self.git_os(folder, arguments)
    }

    /// As [`Self::git`], with names that need not be text.
    #[track_caller]
    pub(crate) fn git_os<A: AsRef<OsStr>>(&self, folder: &str, arguments: impl AsRef<[A]>) -> Vec<u8> {
        let output = self.command(folder, arguments.as_ref()).output().expect("git runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    }

    /// Runs git; tells whether it succeeded.
    pub(crate) fn try_git(&self, folder: &str, arguments: &[&str]) -> bool {
        self.command(folder, arguments).output().expect("git runs").status.success()
    }

    /// What git says: the root, the index, and what is neither in it nor ignored.
    pub(crate) fn listed_by_git(&self) -> String {
        let ask = |folder: &Path, extra: &[(&str, &Path)], arguments: &[&str]| {
            let mut command = self.command("", arguments);
            command.current_dir(folder).envs(self.variables.iter().cloned()).envs(extra.iter().copied());
            let output = command.output().expect("git runs");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            output.stdout
        };
        let place = |option| {
            let answer = String::from_utf8(ask(&self.path(&self.start), &[], &["rev-parse", option]));
            PathBuf::from(answer.expect("the folder of the test is text").trim_end())
        };
        let (root, store) = (place("--show-toplevel"), place("--absolute-git-dir"));
        let root = root.as_path();
        let places = [("GIT_DIR", store.as_path()), ("GIT_WORK_TREE", root)];
        let index = ask(root, &places, &["ls-files", "-z"]);
        let new = ask(root, &places, &["ls-files", "-z", "--others", "--exclude-standard"]);
        let mut paths: Vec<&[u8]> = index.split(|byte| *byte == 0).chain(new.split(|byte| *byte == 0)).collect();
        paths.retain(|path| !path.is_empty());
        for path in &mut paths {
            *path = path.strip_suffix(b"/").unwrap_or(path);
        }
        paths.sort_unstable();
        paths.dedup();
        shown(root, paths.into_iter())
    }

    /// What this crate says, from a process of its own: either inside of the start or from elsewhere, with the program
    /// git or without.
    pub(crate) fn answer(&self, inside: bool, with_git: bool) -> String {
        let file = self.path("answer");
        let start = self.path(&self.start);
        let (folder, start) = if inside { (start, PathBuf::new()) } else { (self.path("home"), start) };
        let mut command = Command::new(env::current_exe().expect("this program is a file"));
        command.args(["--exact", "answer"]).current_dir(folder);
        self.close(&mut command);
        if !with_git {
            command.env("PATH", self.path("home"));
        }
        command.envs(self.variables.iter().cloned()).envs(self.for_answer.iter().copied());
        let output = command.env(START, start).env(ANSWER, &file).output().expect("this program runs again");
        assert!(output.status.success(), "{}", shown_output(&output));
        let answer = fs::read_to_string(&file).expect("an answer was written");
        fs::remove_file(&file).expect("the answer is there");
        answer
    }

    fn command<A: AsRef<OsStr>>(&self, folder: &str, arguments: &[A]) -> Command {
        let mut command = Command::new("git");
        command.current_dir(self.path(folder)).args(arguments);
        self.close(&mut command);
        command
    }

    /// Closes the environment: nobody's configuration, a fixed identity.
    fn close(&self, command: &mut Command) {
        command.env_clear().envs(env::var_os("PATH").map(|path| ("PATH", path)));
        command.env("HOME", self.path("home")).env("GIT_CONFIG_NOSYSTEM", "1");
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), "Ann").env(format!("GIT_{who}_EMAIL"), "ann@example.com");
        }
    }
}

/// A list as text that can be compared and read.
pub(crate) fn shown<'a>(root: &Path, paths: impl Iterator<Item = &'a [u8]>) -> String {
    let lines = paths.map(|path| path.escape_ascii().to_string());
    std::iter::once(format!("root {}", root.display())).chain(lines).collect::<Vec<_>>().join("\n")
}

fn shown_output(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.as_slice(), &output.stderr].concat()).into_owned()
}
