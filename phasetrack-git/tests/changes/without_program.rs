//! What is answered where no program `git` is: the answers that a hook needs most. And where branches meet, in
//! histories with merges and with clocks that go wrong.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use phasetrack_git::Repository;

use crate::Scene;
use crate::history::{self, Random};

/// The variable that says of which repository the answers are wanted.
const START: &str = "PHASETRACK_TEST_REPOSITORY";

#[test]
fn a_hook_s_questions_need_no_program() {
    let scene = Scene::new();
    scene.commit(&[("a/f", "1"), ("b/f", "1"), ("docs/plan.md", "plan")]);
    scene.git(&["switch", "-qc", "side"]);
    scene.commit(&[("a/f", "2"), ("a/x", "2")]);
    scene.git(&["update-ref", "refs/remotes/origin/main", "main"]);
    scene.git(&["symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main"]);
    scene.git(&["gc", "-q"]);
    scene.git(&["rm", "-q", "b/f"]);
    let linked = tempfile::tempdir().unwrap();
    let tree = linked.path().join("tree");
    scene.git(&["worktree", "add", "-q", "-b", "other", tree.to_str().unwrap(), "side"]);
    for place in [scene.path(), &tree] {
        let file = scene.path().join(".git/answer");
        let mut command = Command::new(env::current_exe().unwrap());
        command.args(["--exact", "without_program::answer"]).current_dir(place).env("PATH", "");
        assert!(command.env(START, place).output().unwrap().status.success(), "{}", place.display());
        let told = fs::read_to_string(place.join("answer")).unwrap();
        assert_eq!(told, answers(place), "with and without the program");
        assert!(!file.exists() && told.contains("a/x"), "{told}");
        assert_eq!(told.contains("Some(File), new: None"), place == scene.path(), "{told}");
        fs::remove_file(place.join("answer")).unwrap();
    }
}

/// The one test that runs in a process of its own; with the others it has nothing to do.
#[test]
fn answer() {
    let Some(start) = env::var_os(START) else { return };
    fs::write(Path::new(&start).join("answer"), answers(Path::new(&start))).unwrap();
}

fn answers(start: &Path) -> String {
    let repository = Repository::find(start).unwrap().unwrap();
    let commit = |name: &str| repository.require_commit(name).unwrap();
    let (head, base, origin) = (commit("HEAD"), commit("refs/heads/main"), commit("refs/remotes/origin/HEAD"));
    let again = repository.commit(head.as_str()).unwrap();
    let meets = repository.merge_bases(std::slice::from_ref(&base), std::slice::from_ref(&head)).unwrap();
    let listed = repository.listed(&base, &["phasetrack.toml", "docs/"]).unwrap();
    let contents = repository.contents(&listed.iter().collect::<Vec<_>>()).unwrap();
    let staged = repository.staged(&[head.clone(), base.clone()]).unwrap();
    let between = repository.between(&meets, &head).unwrap();
    let (tips, merging) = (repository.branch_tips("main").unwrap(), repository.merging().unwrap());
    let (where_, files) = (repository.head().unwrap(), repository.staged_files().unwrap().len());
    let lost = repository.commit("refs/heads/none").unwrap();
    let parents = repository.parents(&head).unwrap();
    format!(
        "{where_:?} {head:?} {base:?} {origin:?} {again:?} {lost:?} {parents:?} {meets:?} {tips:?} {merging:?} \
         {listed:?} {contents:?} {staged:?} {between:?} {files}"
    )
    .replace(&format!("{:?}", b"a/x"), "a/x")
}

#[test]
fn branches_meet_where_git_says() {
    let rounds = env::var("PHASETRACK_HISTORIES").ok().and_then(|text| text.parse().ok()).unwrap_or(3);
    for round in 0..rounds {
        let (scene, count) = (Scene::new(), 40);
        let mut random = Random(round + 5);
        history::import_merges(&scene, count, &mut random);
        let repository = scene.repository();
        for _ in 0..40 {
            let names: Vec<String> = (0..2 + random.below(2)).map(|_| format!("b{}", random.below(count))).collect();
            let commits: Vec<_> = names.iter().map(|name| repository.require_commit(name).unwrap()).collect();
            let asked = ["merge-base", "--all"].into_iter().chain(names.iter().map(String::as_str));
            let output = scene.command(&asked.collect::<Vec<_>>()).output().unwrap();
            let text = String::from_utf8(output.stdout).unwrap();
            let mut expected: Vec<&str> = text.lines().collect();
            expected.sort_unstable();
            let found = repository.merge_bases(&commits[..1], &commits[1..]).unwrap();
            let mut found: Vec<&str> = found.iter().map(phasetrack_git::Commit::as_str).collect();
            found.sort_unstable();
            assert_eq!(found, expected, "round {round}: {names:?}");
        }
    }
}
