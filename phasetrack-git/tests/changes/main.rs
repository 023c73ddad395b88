//! What changes, compared with what the trees hold: in generated histories, in merges, in the index and the work tree.
//!
//! There are two oracles: one lists whole trees and compares them itself, the other is git's own `diff-tree`.
//! `PHASETRACK_COMMITS=10000` generates that many commits.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "these tests make repositories and may panic")]

mod history;
mod index;
mod without_program;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use phasetrack_core::guard::{Change, Entry};
use phasetrack_git::{Commit, Error, Head, Repository};

/// Every path with its mode and object.
type Tree = BTreeMap<Vec<u8>, (Vec<u8>, Vec<u8>)>;

/// A repository in a temporary folder.
struct Scene {
    folder: tempfile::TempDir,
}

impl Scene {
    fn new() -> Self {
        let scene = Self { folder: tempfile::tempdir().unwrap() };
        scene.git(&["init", "-q", "-b", "main"]);
        scene
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        command
            .current_dir(self.path())
            .args(arguments)
            .env_clear()
            .envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
        command.env("HOME", self.path()).env("GIT_CONFIG_NOSYSTEM", "1");
        for who in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{who}_NAME"), "Ann").env(format!("GIT_{who}_EMAIL"), "ann@example.com");
        }
        command
    }

    #[track_caller]
    fn git(&self, arguments: &[&str]) -> Vec<u8> {
        let output = self.command(arguments).output().unwrap();
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn commit(&self, files: &[(&str, &str)]) {
        for (name, text) in files {
            self.write(name, text);
        }
        self.git(&["add", "-A"]);
        self.git(&["commit", "-qm", "step", "--allow-empty"]);
    }

    fn repository(&self) -> Repository {
        Repository::find(self.path()).unwrap().unwrap()
    }

    /// The differences of two trees as git tells them.
    fn told(&self, old: &str, new: &str) -> Vec<Change> {
        let answer = self.git(&["--no-replace-objects", "diff-tree", "-r", "-z", "--no-renames", "--raw", old, new]);
        let parts: Vec<&[u8]> = answer.split(|byte| *byte == 0).filter(|part| !part.is_empty()).collect();
        let changes = parts.chunks(2).map(|pair| Change {
            path: pair[1].to_vec(),
            old: entry(&pair[0][1..7]),
            new: entry(&pair[0][8..14]),
        });
        changes.collect()
    }

    /// Every path of a commit with its mode and object.
    fn tree(&self, commit: &str) -> Tree {
        let listed = self.git(&["ls-tree", "-r", "-z", "--full-tree", commit]);
        let parts = listed.split(|byte| *byte == 0).filter(|part| !part.is_empty());
        let rows = parts.map(|part| {
            let tab = part.iter().position(|byte| *byte == b'\t').unwrap();
            let head: Vec<&[u8]> = part[..tab].split(|byte| *byte == b' ').collect();
            (part[tab + 1..].to_vec(), (head[0].to_vec(), head[2].to_vec()))
        });
        rows.collect()
    }
}

/// What a mode stands for.
fn entry(mode: &[u8]) -> Option<Entry> {
    match mode {
        b"000000" => None,
        b"100644" => Some(Entry::File),
        b"100755" => Some(Entry::Executable),
        b"120000" => Some(Entry::Link),
        b"160000" => Some(Entry::Submodule),
        mode => panic!("{mode:?}"),
    }
}

/// The differences of two trees, found by comparing them.
fn compared(old: &Tree, new: &Tree) -> Vec<Change> {
    let entry = |row: Option<&(Vec<u8>, Vec<u8>)>| row.and_then(|(mode, _)| entry(mode));
    let paths: std::collections::BTreeSet<&Vec<u8>> = old.keys().chain(new.keys()).collect();
    let differs = paths.into_iter().filter(|path| old.get(*path) != new.get(*path));
    differs.map(|path| Change { path: path.clone(), old: entry(old.get(path)), new: entry(new.get(path)) }).collect()
}

#[test]
#[expect(clippy::print_stdout, reason = "the counts of a long run are its result")]
fn generated_commits_change_what_their_trees_say() {
    let count = std::env::var("PHASETRACK_COMMITS").ok().and_then(|text| text.parse().ok()).unwrap_or(150);
    let scene = Scene::new();
    history::import(&scene, count);
    let repository = scene.repository();
    let tip = repository.require_commit("main").unwrap();
    let steps = repository.steps(&[], &tip).unwrap();
    let merges = steps.iter().filter(|step| step.parents.len() > 1).count();
    assert!(steps.len() == count + merges && merges > count / 12, "{} commits, {merges} of them merges", steps.len());
    let nothing = String::from_utf8(scene.git(&["hash-object", "-t", "tree", "-w", "/dev/null"])).unwrap();
    let mut seen = 0;
    for step in &steps {
        let commit = step.commit.as_str();
        let mut parents: Vec<&str> = step.parents.iter().map(Commit::as_str).collect();
        if parents.is_empty() {
            parents.push(nothing.trim());
        }
        let tree = scene.tree(commit);
        // A merge changes what is as in none of its parents; what a path was is what it was in the first.
        let mut expected = scene.told(parents[0], commit);
        assert_eq!(expected, compared(&scene.tree(parents[0]), &tree), "git says what the trees say of {commit}");
        for parent in &parents[1..] {
            let other = scene.told(parent, commit);
            expected.retain(|change| other.iter().any(|other| other.path == change.path));
        }
        assert_eq!(repository.between(&step.parents, &step.commit).unwrap(), expected, "{commit}");
        seen += expected.len();
    }
    assert!(seen > count, "the commits change something");
    println!("{} commits, {merges} of them merges, {seen} changes: all as git tells them", steps.len());
    // Nothing of a user's configuration, of attributes or of replaced objects has a say.
    scene.write(".gitattributes", "* -diff binary\n");
    for (key, value) in [
        ("diff.renames", "copies"),
        ("diff.relative", "true"),
        ("diff.ignoreSubmodules", "all"),
        ("diff.orderFile", "order"),
        ("diff.external", "false"),
        ("core.quotePath", "true"),
    ] {
        scene.git(&["config", key, value]);
    }
    let (first, last) = (&steps[0].commit, &steps[steps.len() - 1].commit);
    let expected = compared(&scene.tree(first.as_str()), &scene.tree(last.as_str()));
    scene.git(&["replace", "-f", last.as_str(), first.as_str()]);
    assert_eq!(repository.between(std::slice::from_ref(first), last).unwrap(), expected);
}

#[test]
fn what_is_staged_is_compared_with_every_commit_it_comes_from() {
    let scene = Scene::new();
    scene.write("first.txt", "");
    scene.git(&["add", "first.txt"]);
    let repository = scene.repository();
    assert_eq!(repository.head().unwrap(), Head::Branch("main".to_owned()));
    assert_eq!(repository.commit("HEAD").unwrap(), None, "nothing is committed");
    assert_eq!(repository.staged(&[]).unwrap(), [Change::added("first.txt", Entry::File)]);

    scene.commit(&[("a/f", "1"), ("b/f", "1")]);
    scene.git(&["switch", "-qc", "side"]);
    scene.commit(&[("a/f", "side")]);
    scene.git(&["switch", "-q", "main"]);
    scene.commit(&[("a/f", "main"), ("b/f", "main"), ("b/new", "")]);
    scene.git(&["switch", "-q", "side"]);
    assert!(!scene.command(&["merge", "-q", "main"]).output().unwrap().status.success(), "there is a conflict");
    let [side, main] = ["side", "main"].map(|name| repository.require_commit(name).unwrap());
    assert_eq!(repository.merging().unwrap(), std::slice::from_ref(&main));
    let both = [side.clone(), main.clone()];
    assert!(matches!(repository.staged(&both), Err(Error::Unmerged { path }) if path == b"a/f"));
    assert!(matches!(repository.unstaged(), Err(Error::Unmerged { path }) if path == b"a/f"));
    scene.write("a/f", "both");
    scene.git(&["add", "a/f"]);
    let expected = [Change::modified("a/f", Entry::File, Entry::File)];
    assert_eq!(repository.staged(&both).unwrap(), expected, "only what is of neither side");
    assert_eq!(repository.staged(&both[..1]).unwrap().len(), 3);
    scene.git(&["commit", "-qm", "merged"]);
    let tip = repository.require_commit("side").unwrap();
    assert_eq!(repository.between(&both, &tip).unwrap(), expected);
    assert_eq!(repository.parents(&tip).unwrap(), both);
    assert_eq!(repository.merge_bases(std::slice::from_ref(&main), &[tip]).unwrap(), std::slice::from_ref(&main));
    assert_eq!(repository.merge_bases(std::slice::from_ref(&main), &both).unwrap(), [main]);
}

#[test]
fn an_index_that_was_read_stays_what_it_was() {
    let scene = Scene::new();
    scene.commit(&[("a", "1"), ("run", "1")]);
    scene.git(&["update-index", "--chmod=+x", "run"]);
    let repository = scene.repository();
    let staging = repository.staging();
    let object = String::from_utf8(scene.git(&["rev-parse", ":a"])).unwrap();
    scene.write("a", "2");
    scene.git(&["add", "a"]);
    let held = staging.held().unwrap();
    assert_eq!(held.of(b"a"), format!("100644:{}", object.trim()));
    assert_eq!(held.of(b"run"), format!("100755:{}", object.trim()));
    assert_eq!(held.of(b"gone"), "deleted");
    assert_ne!(repository.staging().held().unwrap().of(b"a"), held.of(b"a"));
}

#[test]
fn the_work_tree_and_its_states() {
    let scene = Scene::new();
    scene.commit(&[("kept", ""), ("changed", ""), ("gone", ""), ("sub/x", ""), (".gitignore", "*.log\n")]);
    scene.write("changed", "2");
    scene.write("x.log", "");
    scene.write("sub/new \u{e9}", "");
    fs::remove_file(scene.path().join("gone")).unwrap();
    let repository = Repository::find(&scene.path().join("sub")).unwrap().unwrap();
    let expected = [
        Change::modified("changed", Entry::File, Entry::File),
        Change::deleted("gone", Entry::File),
        Change::added("sub/new \u{e9}", Entry::File),
    ];
    assert_eq!(repository.unstaged().unwrap(), expected);
    let tip = repository.require_commit("HEAD").unwrap();
    let listed = repository.listed(&tip, &["kept", "sub/"]).unwrap();
    assert_eq!(listed.iter().map(|file| file.path.as_slice()).collect::<Vec<_>>(), [b"kept".as_slice(), b"sub/x"]);
    let all = repository.listed(&tip, &[]).unwrap();
    let ignored = all.iter().find(|file| file.path == b".gitignore").unwrap();
    assert_eq!(repository.contents(&[ignored, &listed[0]]).unwrap(), [b"*.log\n".to_vec(), Vec::new()]);
    assert_eq!(repository.staged_files().unwrap().len(), 5);

    scene.git(&["config", "branch.main.phasetrack-track", "A"]);
    assert_eq!(repository.setting("branch.main.phasetrack-track").unwrap(), Some("A"));
    assert_eq!(repository.setting("branch.other.phasetrack-track").unwrap(), None);
    assert_eq!(repository.configured("branch.main.phasetrack-track").unwrap().as_deref(), Some("A"));
    assert_eq!(repository.default_branch().unwrap().as_deref(), Some("main"));
    scene.git(&["checkout", "-q", "--detach"]);
    assert_eq!(repository.head().unwrap(), Head::Detached);
    for name in ["", "nothing", "--all", "HEAD..HEAD", "@{-1}x"] {
        assert_eq!(repository.commit(name).unwrap(), None, "{name}");
    }
}

#[test]
fn what_cannot_be_known_is_an_error() {
    let scene = Scene::new();
    scene.commit(&[("a", "1")]);
    scene.git(&["switch", "-qc", "side"]);
    scene.commit(&[("a", "2")]);
    scene.git(&["switch", "-q", "main"]);
    scene.commit(&[("b", "1")]);
    let shallow = tempfile::tempdir().unwrap();
    let from = format!("file://{}", scene.path().display());
    let to = shallow.path().to_str().unwrap();
    scene.git(&["clone", "-q", "--depth=1", "--no-single-branch", &from, to]);
    let repository = Repository::find(shallow.path()).unwrap().unwrap();
    let [main, side] = ["origin/main", "origin/side"].map(|name| repository.require_commit(name).unwrap());
    assert!(matches!(repository.merge_bases(&[main], &[side]), Err(Error::Shallow)));

    // A tree that is gone is no empty tree.
    let repository = scene.repository();
    let [main, side] = ["main", "side"].map(|name| repository.require_commit(name).unwrap());
    let tree = String::from_utf8(scene.git(&["rev-parse", "side^{tree}"])).unwrap();
    let (folder, file) = tree.trim().split_at(2);
    fs::remove_file(scene.path().join(".git/objects").join(folder).join(file)).unwrap();
    assert!(matches!(repository.between(&[main], &side), Err(Error::Refused { .. })));
    assert!(Repository::find(tempfile::tempdir().unwrap().path()).unwrap().is_none());
}

/// A base that is found beside a cut may be an older one than there is.
#[test]
fn what_is_found_beside_a_cut_does_not_count() {
    let scene = Scene::new();
    scene.commit(&[("a", "1")]);
    scene.git(&["tag", "old"]);
    scene.commit(&[("a", "2")]);
    scene.git(&["tag", "met"]);
    scene.git(&["switch", "-qc", "side"]);
    scene.commit(&[("side", "1")]);
    scene.commit(&[("side", "2")]);
    scene.git(&["switch", "-q", "main"]);
    scene.commit(&[("b", "1")]);
    let parents = |name: &str| String::from_utf8(scene.git(&["rev-parse", name])).unwrap();
    for (what, cut, found) in [
        ("nothing", String::new(), Ok("met")),
        ("below where they meet", parents("old"), Ok("met")),
        ("where they meet", parents("met"), Ok("met")),
        ("on the way of one", parents("side~1"), Err(())),
        ("on the way of the other", parents("main"), Err(())),
    ] {
        let path = scene.path().join(".git/shallow");
        let written = if cut.is_empty() { Ok(()) } else { fs::write(&path, &cut) };
        written.unwrap();
        let repository = scene.repository();
        let [main, side] = ["main", "side"].map(|name| repository.require_commit(name).unwrap());
        match (repository.merge_bases(&[main], &[side]), found) {
            (Ok(bases), Ok(name)) => assert_eq!(bases, [repository.require_commit(name).unwrap()], "{what}"),
            (Err(Error::Shallow), Err(())) => {}
            (answer, _) => panic!("{what}: {answer:?}"),
        }
        let _ = fs::remove_file(&path);
    }
    // One way from `far` leads to an old commit, and the other one, which is cut off, to where they really met.
    scene.git(&["switch", "-qc", "far", "met"]);
    scene.commit(&[("far", "1")]);
    let cut = parents("far");
    scene.commit(&[("far", "2")]);
    scene.git(&["switch", "-qc", "near", "old"]);
    scene.commit(&[("near", "1")]);
    scene.git(&["merge", "-q", "--no-edit", "far"]);
    fs::write(scene.path().join(".git/shallow"), cut).unwrap();
    assert_eq!(scene.git(&["merge-base", "--all", "main", "near"]), scene.git(&["rev-parse", "old"]));
    let repository = scene.repository();
    let [main, near] = ["main", "near"].map(|name| repository.require_commit(name).unwrap());
    assert!(matches!(repository.merge_bases(&[main], &[near]), Err(Error::Shallow)));
}
