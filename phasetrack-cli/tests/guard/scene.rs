//! A repository with a plan, tracks and hooks, in a temporary folder, with nobody's configuration.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::{env, fs};

use tempfile::TempDir;

/// Track A owns `a/**`, track B owns `b/**`.
pub(crate) const PLAN: &str =
    "# Phase 1: Shop\n\n## Track A: API\n\n**Files**: `a/**`\n\n## Track B: Web\n\n**Files**: `b/**`\n";

/// What every script can use: files that grow, and git without hooks.
const WORDS: &str = "set -e\nmore() { for file; do echo more >> \"$file\"; done; }\n\
                     free() { git -c core.hooksPath=/dev/null \"$@\"; }\n";

/// The folder: `home` is empty, `repo` has the plan on `main` and is on the branch `track-a`.
pub(crate) struct Scene {
    folder: TempDir,
}

impl Scene {
    /// A repository with all hooks, made with these options of `git init`.
    pub(crate) fn new(options: &str) -> Self {
        let scene = Self { folder: tempfile::tempdir().expect("a folder for the test") };
        fs::create_dir(scene.path("home")).expect("a folder for the test");
        fs::create_dir_all(scene.path("repo/docs")).expect("a folder for the test");
        fs::write(scene.path("repo/docs/phase1.md"), PLAN).expect("a file for the test");
        scene.done(&format!(
            "git init -q -b main {options} .; mkdir a b; seq 40 > a/f; seq 60 99 > b/f; git add .; git commit -qm base; \
             git switch -qc track-a; phasetrack hook install -q"
        ));
        scene
    }

    pub(crate) fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.path().canonicalize().expect("the folder is there").join(name)
    }

    /// Runs a script in the repository.
    pub(crate) fn run(&self, script: &str) -> Output {
        let mut command = self.command("sh");
        command.arg("-c").arg(format!("{WORDS}{script}"));
        command.output().expect("sh runs")
    }

    /// A program in the repository, in a closed environment.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        let program = Path::new(env!("CARGO_BIN_EXE_phasetrack"));
        let mut path = vec![program.parent().expect("the program is in a folder").to_path_buf()];
        path.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
        command.current_dir(self.path("repo")).stdin(Stdio::null()).env_clear();
        command.env("PATH", env::join_paths(path).expect("names of folders")).env("HOME", self.path("home"));
        command.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_EDITOR", "true").env("GIT_MERGE_AUTOEDIT", "no");
        command.env("T", self.path(""));
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), "Ann").env(format!("GIT_{who}_EMAIL"), "ann@example.com");
        }
        command
    }

    /// Runs a script that must succeed; gives what it prints.
    #[track_caller]
    pub(crate) fn done(&self, script: &str) -> String {
        let output = self.run(script);
        assert!(output.status.success(), "{script}: {}", said(&output));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// The paths beyond `a/` that a branch changes since it left `main`.
    pub(crate) fn foreign(&self, branch: &str) -> Vec<String> {
        let changed = self.done(&format!(
            "start=$(git merge-base main {branch}) || start=$(git hash-object -t tree /dev/null); \
             GIT_NO_REPLACE_OBJECTS=1 git -c core.quotePath=true diff-tree -r --no-renames --name-only \
             --ignore-submodules=none $start {branch}"
        ));
        let foreign = changed.lines().filter(|path| !path.starts_with("a/") && !path.starts_with("\"a/"));
        foreign.map(str::to_owned).collect()
    }

    /// The exit code of `guard --range` for a branch, and what it says.
    pub(crate) fn range(&self, branch: &str) -> (i32, String) {
        let output = self.run(&format!("phasetrack guard --range main..{branch}"));
        (output.status.code().unwrap_or(-1), said(&output))
    }
}

/// Everything that was printed.
pub(crate) fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.as_slice(), &output.stderr].concat()).into_owned()
}
