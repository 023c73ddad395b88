//! Build servers and servers: the documents for them are carried out as they stand.

use std::fs;
use std::path::Path;

use crate::scene::{Scene, said};

/// The lines of a document behind a word, each without it.
fn lines(name: &str, word: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(name);
    let text = fs::read_to_string(&path).expect("the document is there");
    let lines = text.lines().filter_map(|line| line.trim_start().strip_prefix(word).map(str::to_owned));
    // The program that is tried is the one of this test.
    lines.filter(|line| !line.starts_with("cargo install ")).collect()
}

/// The server has the base, which has moved on, an honest track's branch and one with a foreign change.
fn scene() -> Scene {
    let scene = Scene::new("");
    scene.done(
        "more a/f; git commit -qam own; git branch track-a-bad; git switch -q track-a-bad; more b/f; free commit -qam foreign; \
         git switch -q main; more b/f; git commit -qam base; git init -q --bare -b main ../server.git; free push -q --all ../server.git",
    );
    scene
}

/// The exit codes for the branch that is honest and the one that is not.
#[track_caller]
fn check(scene: &Scene, script: &str) {
    for (branch, code) in [("track-a", 0), ("track-a-bad", 1)] {
        let output = scene.run(&format!("BRANCH={branch}; rm -rf ../ci\n{script}"));
        assert_eq!(output.status.code(), Some(code), "{branch}: {}", said(&output));
    }
}

#[test]
fn the_workflow_of_github() {
    let run = lines("ci/github.yml", "run: ");
    assert_eq!(run.len(), 1);
    let checkout = "git clone -q ../server.git ../ci; cd ../ci; git checkout -q --detach origin/$BRANCH; BASE=main";
    check(&scene(), &format!("{checkout}\n{}", run[0]));
    let values = [lines("ci/github.yml", "BASE: "), lines("ci/github.yml", "BRANCH: ")].concat();
    assert_eq!(values, ["${{ github.base_ref }}", "${{ github.head_ref }}"]);
    assert_eq!(lines("ci/github.yml", "fetch-depth: "), ["0"]);
}

#[test]
fn the_job_of_gitlab() {
    let script: Vec<String> =
        lines("ci/gitlab.yml", "- ").into_iter().filter(|line| !line.starts_with("if: ")).collect();
    assert_eq!(script.len(), 2);
    // Such a server fetches the branch alone.
    let checkout = "git init -q ../ci; cd ../ci; git remote add origin ../server.git; \
                    git fetch -q origin +refs/heads/$BRANCH:refs/remotes/origin/$BRANCH; git checkout -q --detach origin/$BRANCH; \
                    BASE=main";
    for variables in
        ["CI_COMMIT_SHA=$(git rev-parse HEAD)", "TIP=$(git rev-parse HEAD); CI_COMMIT_SHA=$(git rev-parse HEAD~)"]
    {
        check(&scene(), &format!("{checkout}; {variables}\n{}", script.join("\n")));
    }
    let values =
        [lines("ci/gitlab.yml", "BASE: "), lines("ci/gitlab.yml", "BRANCH: "), lines("ci/gitlab.yml", "TIP: ")];
    assert_eq!(
        values.concat(),
        [
            "$CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
            "$CI_MERGE_REQUEST_SOURCE_BRANCH_NAME",
            "$CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"
        ]
    );
    assert_eq!(lines("ci/gitlab.yml", "GIT_DEPTH: "), ["0"]);
}

#[test]
fn the_hook_of_a_server() {
    let text =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/guard.md")).expect("the document");
    let (_, hook) = text.split_once("as its hook pre-receive:\n\n```sh\n").expect("the recipe");
    let (hook, _) = hook.split_once("```").expect("its end");
    let scene = scene();
    let path = scene.path("server.git/hooks/pre-receive");
    fs::write(&path, hook).expect("a hook for the test");
    scene.done("chmod +x ../server.git/hooks/pre-receive");
    // New branches, with objects that are not there for good yet; the base itself, and branches that go.
    for (push, works) in [
        ("track-a:track-a-new", true),
        ("track-a-bad:track-a-new", false),
        ("track-a-bad:track-a-third", false),
        ("main", true),
        ("main:feature", true),
        (":track-a-new", true),
        ("track-a-bad:feature-two", true),
        // What anybody may write there stands for no base.
        ("track-a-bad:refs/remotes/main", true),
        ("track-a-bad:refs/remotes/origin/main", true),
        ("track-a-bad:refs/remotes/refs/heads/main", true),
        ("track-a-bad:refs/refs/heads/main", true),
        ("track-a-bad:track-a-new", false),
    ] {
        let script =
            format!("git switch -q main; free commit -q --allow-empty -m more; git push -q ../server.git {push}");
        let output = scene.run(&script);
        assert_eq!(output.status.success(), works, "{push}: {}", said(&output));
    }
}
