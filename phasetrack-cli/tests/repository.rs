//! Where a repository comes in: the list of files for `check`, the names of files for `owner`. With real repositories
//! in temporary folders, and nobody's configuration.

#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A plan that names files which the repository has, and one that it has not.
const PLAN: &str = "# Phase 1: MVP\n\n## Track A: API\n\n**Modifies**: `src/api/list.rs`, `src/api/new.rs`, `src/api/lost.rs`\n\n\
                    ## Track B: Web\n\n**Files**: `web/**`\n";

/// A temporary folder: `project` is a repository with the plan, `plain` a copy without git, `elsewhere` is neither.
struct Scene {
    folder: TempDir,
}

impl Scene {
    fn new(options: &[&str]) -> Self {
        let scene = Self { folder: tempfile::tempdir().expect("a folder for the test") };
        for name in ["home", "elsewhere/docs"] {
            fs::create_dir_all(scene.path(name)).expect("a folder for the test");
        }
        scene.git(".", &[&["init", "-q"], options, &["project"]].concat());
        for folder in ["project", "plain"] {
            for (name, text) in [("docs/phase1.md", PLAN), ("src/api/list.rs", ""), ("web/index.html", "")] {
                scene.write(&format!("{folder}/{name}"), text);
            }
        }
        scene.git("project", &["add", "-A"]);
        for folder in ["project", "plain"] {
            scene.write(&format!("{folder}/src/api/new.rs"), "");
            scene.write(&format!("{folder}/.gitignore"), "*.log\n");
            scene.write(&format!("{folder}/src/api/lost.log"), "");
        }
        scene.write("elsewhere/docs/phase1.md", PLAN);
        scene
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().canonicalize().expect("the folder is there").join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder for the test");
        fs::write(path, text).expect("a file for the test");
    }

    fn command(&self, program: &str, folder: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.path(folder)).env_clear().env("HOME", self.path("home"));
        command.env("GIT_CONFIG_NOSYSTEM", "1").envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
        command
    }

    #[track_caller]
    fn git(&self, folder: &str, arguments: &[&str]) {
        let output = self.command("git", folder).args(arguments).output().expect("git runs");
        assert!(output.status.success(), "{}", stderr(&output));
    }

    /// The program with the plan as its standard input.
    fn phasetrack<A: AsRef<OsStr>>(&self, folder: &str, arguments: &[A]) -> Command {
        let mut command = self.command(env!("CARGO_BIN_EXE_phasetrack"), folder);
        let plan = fs::File::open(self.path("elsewhere/docs/phase1.md")).expect("the plan is there");
        command.args(arguments).stdin(plan);
        command
    }

    fn run<A: AsRef<OsStr>>(&self, folder: &str, arguments: &[A]) -> Output {
        self.phasetrack(folder, arguments).output().expect("the program runs")
    }
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("the output is UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are UTF-8")
}

const CHECK: [&str; 5] = ["check", "-v", "--output-format", "concise", "--select=unmatched-path"];

#[test]
fn the_list_is_that_of_the_repository_around_the_documents() {
    let scene = Scene::new(&[]);
    let nowhere = "files: none, there is neither a repository nor a configuration\n";
    let outside = "files: none, a document lies outside of the repository\n";
    let lost = "warning[unmatched-path]: track `A` modifies `src/api/lost.rs`, which is not in the repository\n";
    for (folder, documents, expected, finding) in [
        ("project", &["docs/phase1.md"][..], "files: 5\n", lost),
        ("project/src/api", &["../../docs/phase1.md"], "files: 5\n", lost),
        ("project", &[], "files: 5\n", lost),
        ("project", &["-"], "files: 5\n", lost),
        ("project", &["../elsewhere/docs/phase1.md"], outside, ""),
        ("project", &["docs/phase1.md", "../elsewhere/docs/phase1.md"], outside, ""),
        ("elsewhere", &["../project/docs/phase1.md"], outside, ""),
        ("elsewhere", &["docs/phase1.md"], nowhere, ""),
    ] {
        let output = scene.run(folder, &[&CHECK, documents].concat());
        assert!(stderr(&output).contains(expected), "{folder} {documents:?}: {}", stderr(&output));
        let found = stdout(&output);
        assert!(found.ends_with(finding) && found.is_empty() == finding.is_empty(), "{folder} {documents:?}: {found}");
    }
    // A hook sees the index that is about to be committed.
    scene.git("project", &["rm", "-q", "--cached", "web/index.html"]);
    fs::remove_file(scene.path("project/web/index.html")).expect("the file is there");
    fs::rename(scene.path("project/.git/index"), scene.path("project/.git/next-index-1.lock")).expect("an index");
    scene.git("project", &["add", "docs"]);
    let mut hook = scene.phasetrack("project", &CHECK);
    let output = hook.env("GIT_INDEX_FILE", ".git/next-index-1.lock").output().expect("the program runs");
    assert!(stderr(&output).contains("files: 4\n"), "{}", stderr(&output));
}

#[test]
fn without_git_the_folder_of_the_configuration_is_listed() {
    let scene = Scene::new(&[]);
    let lost = "warning[unmatched-path]: track `A` modifies `src/api/lost.rs`, which is not in the repository\n";
    let output = scene.run("plain", &CHECK);
    assert!(stderr(&output).contains("files: none, there is neither a repository nor a configuration\n"));
    scene.write("plain/phasetrack.toml", "");
    let output = scene.run("plain", &CHECK);
    assert!(stderr(&output).contains("files: 6\n"), "{}", stderr(&output));
    assert!(stdout(&output).ends_with(lost), "{}", stdout(&output));
    let output = scene.run("plain", &[&CHECK[..], &["-"]].concat());
    assert!(stderr(&output).contains("files: none, standard input belongs to no repository\n"), "{}", stderr(&output));
    scene.git(".", &["clone", "-q", "--bare", "project", "bare"]);
    scene.write("bare/docs/phase1.md", PLAN);
    let output = scene.run("bare", &CHECK);
    assert!(stderr(&output).contains("files: none, the repository is bare\n"), "{}", stderr(&output));
}

#[test]
fn a_repository_that_cannot_be_read_never_keeps_a_document_from_being_checked() {
    let scene = Scene::new(&["--object-format=sha256"]);
    let output = scene.run("project", &["check", "--output-format=concise", "--select=unmatched-path"]);
    assert!(stdout(&output).contains("`src/api/lost.rs`"), "{}", stdout(&output));
    let without_git = |arguments: &[&str]| {
        let mut command = scene.phasetrack("project", arguments);
        command.env("PATH", scene.path("home")).output().expect("the program runs")
    };
    let output = without_git(&["check", "docs/phase1.md"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let note = "rules about the repository's files did not run: the program `git` cannot be started, and libgit2 cannot \
                read this repository (unknown object format 'sha256'): ";
    assert!(stderr(&output).starts_with(note), "{}", stderr(&output));
    let output = without_git(&["owner", "src/api/list.rs"]);
    assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()));
    assert!(stderr(&output).starts_with("error: the program `git` cannot be started"), "{}", stderr(&output));
}

#[test]
fn a_file_is_named_from_the_current_folder() {
    let scene = Scene::new(&[]);
    symlink("src", scene.path("project/linked")).expect("a link for the test");
    symlink("../web", scene.path("project/src/web")).expect("a link for the test");
    symlink(scene.path("elsewhere"), scene.path("project/out")).expect("a link for the test");
    scene.git(".", &["init", "-q", "project/web/library"]);
    let absolute = scene.path("project/src/api/list.rs");
    let absolute = absolute.to_str().expect("the folder of the test is text");
    let outside = |name: &str, folder: &str| format!("error: {name} is not below {}\n", scene.path(folder).display());
    for (folder, name, expected) in [
        ("project", "src/api/list.rs", "src/api/list.rs: track A (API) modifies it by"),
        ("project", "./src/../src//api/list.rs", "src/api/list.rs: track A (API) modifies it by"),
        ("project", absolute, "src/api/list.rs: track A (API) modifies it by"),
        ("project/src/api", "list.rs", "src/api/list.rs: track A (API) modifies it by"),
        ("project/src/api", "../../web/not/yet/there.ts", "web/not/yet/there.ts: track B (Web) owns it by"),
        ("elsewhere", "../project/x", &outside("../project/x", "elsewhere")),
        ("project", "linked/api/list.rs", "src/api/list.rs: track A (API) modifies it by"),
        ("project", "src/web/../src/api/list.rs", "src/api/list.rs: track A (API) modifies it by"),
        ("project", "linked", "linked: nobody owns it"),
        ("project", "web/library", "web/library: track B (Web) owns it by"),
        ("project", "../elsewhere/x", &outside("../elsewhere/x", "project")),
        ("project", "out/x", &outside("out/x", "project")),
        ("project", "/", "error: / is a folder"),
        ("project", "src/api/", "error: src/api/ is a folder"),
        ("project", "web/\u{1b}[2J", "web/\\u{1b}[2J: track B (Web) owns it by"),
    ] {
        let output = scene.run(folder, &["owner", name]);
        let answer = stdout(&output) + &stderr(&output);
        assert!(answer.starts_with(expected), "{folder} {name}: {answer}");
        let code = match expected {
            _ if expected.starts_with("error: ") => 2,
            _ if expected.ends_with("nobody owns it") => 1,
            _ => 0,
        };
        assert_eq!(output.status.code(), Some(code), "{folder} {name}: {answer}");
    }
    let output = scene.run("project", &[OsStr::new("owner"), OsStr::from_bytes(b"web/caf\xe9.ts")]);
    assert!(stdout(&output).starts_with("web/caf\u{fffd}.ts: track B (Web) owns it by"), "{}", stdout(&output));
}
