//! What the program refuses to read, to write or to overwrite, and how it says so.

#![cfg(unix)]

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A plan with damaged characters, which have a safe fix.
const DAMAGED: &str = "# Phase 1: Caf\u{c3}\u{a9}\n\n## Track A: API\n\n**Files**: `src/api.rs`, `src/lost.rs`\n";

/// A folder with `docs/phase1.md`, which is damaged, and the file of which it speaks.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for (name, text) in [("docs/phase1.md", DAMAGED), ("src/api.rs", "")] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder for the test");
        fs::write(path, text).expect("a file for the test");
    }
    folder
}

/// The exit code, and what is printed on standard error.
fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_phasetrack"));
    command.current_dir(folder).args(arguments).env_clear().stdin(Stdio::null());
    let output = command.output().expect("the program runs");
    (output.status.code(), String::from_utf8(output.stderr).expect("messages are UTF-8"))
}

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("a pipe for the test").success());
}

/// What makes a document one that a new file cannot replace, and what is said of it.
type Case<'c> = (&'c dyn Fn(&Path) -> bool, &'static str);

#[test]
fn a_document_that_cannot_be_replaced_without_loss_is_not_fixed() {
    let read_only = |path: &Path| fs::set_permissions(path, Permissions::from_mode(0o444)).is_ok();
    let linked = |path: &Path| fs::hard_link(path, path.with_extension("copy")).is_ok();
    // Only the system's administrator can give a file away; for others there is nothing to see here.
    let given_away = |path: &Path| chown(path, Some(1), None).is_ok();
    let cases: [Case<'_>; 3] = [
        (
            &read_only,
            "is read-only: left as it is\n\
             hint: allow writing to it and run the command again; `--diff` shows what would change\n",
        ),
        (
            &linked,
            "is one file with several names (hard links): left as it is\n\
             hint: edit it in place: `--diff` shows what would change\n",
        ),
        (
            &given_away,
            "belongs to another user: left as it is\n\
             hint: run the command as that user; `--diff` shows what would change\n",
        ),
    ];
    for (prepare, expected) in cases {
        let folder = folder();
        let path = folder.path().join("docs/phase1.md");
        if !prepare(&path) {
            continue;
        }
        let before = fs::read_dir(folder.path().join("docs")).expect("the folder is there").count();
        let (code, messages) = run(folder.path(), &["check", "--fix", "--quiet"]);
        assert_eq!((code, messages), (Some(2), format!("error: docs/phase1.md {expected}")));
        assert_eq!(fs::read_to_string(&path).expect("the file is there"), DAMAGED);
        assert_eq!(fs::read_dir(folder.path().join("docs")).expect("the folder is there").count(), before);
    }
}

#[test]
fn a_new_plan_holds_only_what_can_be_seen() {
    for (arguments, shown) in [
        (&["1", "Ti\u{1b}[31m"][..], r"Ti\u{1b}[31m"),
        (&["1", "MVP\u{202e}"], r"MVP\u{202e}"),
        (&["1", "MVP", "--track", "A\nB"], r"A\u{a}B"),
        (&["1\t2", "MVP"], r"1\u{9}2"),
    ] {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (code, messages) = run(folder.path(), &[&["new", "phase"], arguments].concat());
        let expected = format!("error: `{shown}` holds a character that cannot be seen\nhint: ");
        assert!(code == Some(2) && messages.starts_with(&expected), "{messages}");
        assert_eq!(fs::read_dir(folder.path()).expect("the folder is there").count(), 0);
    }
}

#[test]
fn a_new_plan_is_not_written_through_a_link_that_nobody_named() {
    let (folder, outside) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    symlink(outside.path(), folder.path().join("docs")).expect("a link for the test");
    let (code, messages) = run(folder.path(), &["new", "phase", "1", "MVP"]);
    let expected = "error: docs/phase1.md lies behind a symbolic link\n\
                    hint: name the file that is meant with `--output`\n";
    assert_eq!((code, messages.as_str()), (Some(2), expected));
    assert_eq!(fs::read_dir(outside.path()).expect("the folder is there").count(), 0);
    let (code, messages) = run(folder.path(), &["new", "phase", "1", "MVP", "--output", "docs/phase1.md"]);
    assert_eq!(code, Some(0), "that was somebody's will: {messages}");
}

/// What is put in the configuration's place, and what is said of it.
type Place = (fn(&Path), &'static str);

#[test]
fn a_configuration_that_is_no_file_is_not_passed_over() {
    let prepare: [Place; 4] = [
        (|path| fs::create_dir(path).expect("a folder"), "phasetrack.toml is a folder\nhint: put a file in its place"),
        (pipe, "phasetrack.toml is not a regular file\nhint: "),
        (|path| symlink("/dev/zero", path).expect("a link"), "phasetrack.toml is not a regular file\nhint: "),
        (|path| symlink("none", path).expect("a link"), "there is no file phasetrack.toml\nhint: "),
    ];
    for (prepare, expected) in prepare {
        let folder = folder();
        prepare(&folder.path().join("phasetrack.toml"));
        let (code, messages) = run(folder.path(), &["check", "--exit-zero"]);
        assert!(code == Some(2) && messages.starts_with(&format!("error: {expected}")), "{messages}");
        assert_eq!(run(folder.path(), &["check", "--exit-zero", "--isolated"]).0, Some(0));
    }
}

#[test]
fn a_list_of_ignored_files_without_an_end_is_not_opened() {
    let large = |path: &Path| fs::File::create(path).and_then(|file| file.set_len((1 << 20) + 1)).expect("a file");
    let prepare: [fn(&Path); 3] = [pipe, |path| symlink("/dev/zero", path).expect("a link"), large];
    for (prepare, place) in prepare.iter().flat_map(|prepare| ["", "src/"].map(|place| (prepare, place))) {
        let folder = folder();
        fs::write(folder.path().join("phasetrack.toml"), "").expect("a file for the test");
        let list = folder.path().canonicalize().expect("the folder is there").join(format!("{place}.gitignore"));
        prepare(&list);
        let (code, messages) = run(folder.path(), &["check", "--exit-zero", "--ignore=mojibake"]);
        let expected = format!(
            "rules about the repository's files did not run: {} is not a regular file of at most 1048576 bytes\n",
            list.display()
        );
        assert!(code == Some(0) && messages.starts_with(&expected), "{messages}");
    }
}
