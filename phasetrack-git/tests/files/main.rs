//! Every kind of repository, with `git ls-files` as the oracle: whichever reader answers, it answers as git does.
//!
//! Repositories are made in temporary folders, with nobody's configuration. Variables of the environment cannot be set
//! in a process with threads, so each answer is taken from this test program, started again for the one test
//! [`answer`].

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "these tests make files and may panic")]

mod cases;
mod scene;

use std::{env, fs};

use cases::{CASES, Reader};
use phasetrack_core::files::Files;
use phasetrack_git::{Found, WorkTree};
use scene::{ANSWER, START, Scene};

#[test]
fn every_kind_of_repository_is_listed_as_git_does() {
    let mut faults = Vec::new();
    for case in CASES {
        let mut scene = Scene::new();
        (case.make)(&mut scene);
        let expected = scene.listed_by_git();
        // With git's variables the current folder has a meaning of its own.
        let places: &[bool] = if scene.has_variables() { &[true] } else { &[true, false] };
        for inside in places {
            let mut answers = vec![("git is there", scene.answer(*inside, true))];
            let alone = scene.answer(*inside, false);
            if case.reader == Reader::Library {
                answers.push(("git is not there", alone));
            } else if !alone.starts_with("error: the program `git` cannot be started, and libgit2 cannot read") {
                faults.push(format!("{}: expected to need git, got\n{alone}", case.name));
            }
            for (when, answer) in answers {
                if answer != expected {
                    let name = case.name;
                    faults.push(format!("{name} (inside: {inside}, {when}): expected\n{expected}\ngot\n{answer}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn what_is_no_work_tree_is_told_apart() {
    let mut scene = Scene::new();
    scene.git("main", &["clone", "-q", "--bare", ".", "../bare.git"]);
    scene.init("modern.git", &["--bare", "--object-format=sha256"]);
    scene.write("nowhere/file.txt");
    scene.write("broken/file.txt");
    fs::write(scene.path("broken/.git"), "gitdir: ../main/.git/worktrees/gone\n").unwrap();
    fs::create_dir_all(scene.path("main/.git/worktrees/half")).unwrap();
    fs::create_dir_all(scene.path("empty/.git")).unwrap();
    for (start, expected) in [
        ("bare.git", "bare"),
        ("modern.git", "bare"),
        ("nowhere", "nothing"),
        ("empty", "nothing"),
        ("does/not/exist", "nothing"),
        ("broken", "error: git cannot read this repository: not a git repository"),
    ] {
        scene.start = start.into();
        let answer = scene.answer(false, true);
        assert!(answer.starts_with(expected), "{start}: {answer}");
    }
    scene.start = "main/src/api".into();
    scene.set("GIT_CEILING_DIRECTORIES", scene.path("main/src"));
    assert_eq!(scene.answer(true, true), "nothing", "the search stops where it is told to");
}

#[test]
fn a_damaged_index_is_no_short_list() {
    let short = b"DIRC\0\0\0\x09\0\0\0\0".as_slice();
    for (bytes, expected) in [(short, "index file smaller"), (b"", "index file smaller"), (&[7; 99], "bad signature")] {
        let scene = Scene::new();
        fs::write(scene.path("main/.git/index"), bytes).unwrap();
        let answer = scene.answer(true, true);
        let told = answer.strip_prefix("error: git cannot read this repository: ");
        assert!(told.is_some_and(|told| told.contains(expected)), "{answer}");
    }
}

/// The one test that runs in a process of its own; with the others it has nothing to do.
#[test]
fn answer() {
    let (Some(start), Some(file)) = (env::var_os(START), env::var_os(ANSWER)) else { return };
    let shown = |tree: &WorkTree, files: &Files| scene::shown(tree.root(), files.iter());
    let answer = match WorkTree::find(start.as_ref()) {
        Ok(Found::WorkTree(tree)) => tree.files().map(|files| shown(&tree, &files)),
        Ok(Found::Bare) => Ok("bare".to_owned()),
        Ok(Found::Nothing) => Ok("nothing".to_owned()),
        Err(error) => Err(error),
    };
    fs::write(file, answer.unwrap_or_else(|error| format!("error: {error}"))).unwrap();
}
