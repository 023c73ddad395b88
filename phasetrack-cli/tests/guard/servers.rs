//! Build servers and servers: the documents for them are carried out as they stand.

use std::fs;
use std::path::Path;

use crate::scene::{Scene, said};

fn document(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(name);
    fs::read_to_string(&path).expect("the document is there")
}

/// The lines of a document behind a word, each without it.
fn lines(name: &str, word: &str) -> Vec<String> {
    let text = document(name);
    let lines = text.lines().filter_map(|line| line.trim_start().strip_prefix(word).map(str::to_owned));
    // The program that is tried is the one of this test.
    lines.filter(|line| !line.contains("cargo install ")).collect()
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
fn the_branch_under_judgement_says_nothing_about_the_job() {
    // The program is installed where no file of the branch is found, by `cargo` or by what starts it.
    let github = document("ci/github.yml");
    let at = |words: &str| github.find(words).unwrap_or_else(|| panic!("{words} is there"));
    assert!(at("working-directory: ${{ runner.temp }}") < at("run: cargo install "));
    assert!(at("run: cargo install ") < at("uses: actions/checkout@"));
    let gitlab = document("ci/gitlab.yml");
    let install = gitlab.lines().find_map(|line| line.trim().strip_prefix("- ").filter(|line| line.contains("cargo")));
    let scene = Scene::new("");
    let cargo =
        "mkdir ../bin; printf '#!/bin/sh\\npwd > $T/at\\n' > ../bin/cargo; chmod +x ../bin/cargo; PATH=$T/bin:$PATH";
    scene.done(&format!("{cargo}; {}; pwd >> ../at", install.expect("it installs")));
    let places = fs::read_to_string(scene.path("at")).expect("it has run");
    let [cargo, job] = places.lines().collect::<Vec<_>>()[..] else { panic!("{places}") };
    assert!(!cargo.starts_with(job) && Path::new(job).ends_with("repo"), "{places}");
    // And neither is called from there.
    for text in [github, gitlab] {
        assert!(!text.contains("uses: ./") && !text.contains("include: { local"), "{text}");
    }
    assert!(lines("ci/github.yml", "#     ").contains(&"on: pull_request_target".to_owned()));
}

#[test]
fn the_hook_of_a_server() {
    let text = document("guard.md");
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
    // A server begins with nothing.
    scene.done(
        "git init -q --bare -b main ../new.git; cp ../server.git/hooks/pre-receive ../new.git/hooks; git push -q ../new.git main",
    );
}

#[test]
fn whose_branch_the_end_of_a_range_is() {
    let scene = Scene::new("");
    // Branches that have no usual name, here, at a server and at another; and names that lead to their commits.
    scene.done(
        "free switch -q main; printf '[branches]\n\"api-*\" = \"A\"\n' > phasetrack.toml; git add -A; git commit -qm c; \
         git switch -qc api-x; more b/f; free commit -qam foreign; git tag v1; git update-ref refs/pull/5/head api-x; \
         for name in origin/api-x origin/api-y up/api-x; do git update-ref refs/remotes/$name api-x; done; \
         git update-ref refs/heads/api/x api-x; git update-ref refs/remotes/api/x api-x; \
         git symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/api-x; git config phasetrack.base main",
    );
    for at in ["main", "api-x"] {
        scene.done(&format!("free switch -q {at}"));
        for (tip, code) in [
            ("api-x", 1),
            ("refs/heads/api-x", 1),
            ("origin/api-x", 1),
            ("refs/remotes/origin/api-x", 1),
            ("up/api-x", 1),
            ("refs/remotes/up/api-x", 1),
            // It is at the server only.
            ("api-y", 1),
            ("HEAD", i32::from(at == "api-x")),
            ("@", i32::from(at == "api-x")),
            ("", i32::from(at == "api-x")),
            ("main", 0),
            ("$(git rev-parse api-x)", 2),
            ("$(git rev-parse --short api-x)", 2),
            ("api-x~0", 2),
            ("refs/heads/api-x^0", 2),
            ("api-x@{0}", 2),
            ("HEAD~0", 2),
            ("v1", 2),
            ("refs/tags/v1", 2),
            ("refs/pull/5/head", 2),
            ("heads/api-x", 2),
            ("origin", 2),
            ("origin/HEAD", 2),
            // A branch here, and one of another name at a server that is called `api`.
            ("api/x", 2),
        ] {
            let output = scene.run(&format!("phasetrack guard --range \"main..{tip}\""));
            assert_eq!(output.status.code(), Some(code), "{tip} on {at}: {}", said(&output));
            // Whoever says whose it is gets an answer.
            for who in ["--branch api-x", "--branch refs/heads/api-x", "--track A"] {
                let output = scene.run(&format!("phasetrack guard --range \"main..{tip}\" {who}"));
                assert_ne!(output.status.code(), Some(2), "{tip} {who} on {at}: {}", said(&output));
                assert!(code != 1 || output.status.code() == Some(1), "{tip} {who} on {at}: {}", said(&output));
            }
        }
    }
    // A variable that is not set is no answer.
    for arguments in ["--branch ''", "--track ''", "--plan-from ''"] {
        let output = scene.run(&format!("phasetrack guard --range main..api-x {arguments}"));
        assert_eq!(output.status.code(), Some(2), "{arguments}: {}", said(&output));
    }
    let told = said(&scene.run("phasetrack guard --range main..v1"));
    let expected = "error: cannot judge: `v1` is the name of no branch, so nobody knows which track this is\n\
                    hint: name the branch with `--branch`, or the track with `--track`\n";
    assert_eq!(told, expected);
}

#[test]
fn a_program_is_told_one_object() {
    let scene = Scene::new("");
    scene.done(
        "more a/f; git commit -qam own; more b/f; free commit -qam foreign; git checkout -q main b/f; git commit -qam undone; \
         git branch feature; git switch -q --orphan bare; git commit -q --allow-empty -m none",
    );
    let commits = scene.done("git rev-list --reverse main..track-a");
    let commits: Vec<&str> = commits.lines().collect();
    for (arguments, verdict, unjudged, told) in [
        ("--range main..track-a", "allow", "", None),
        ("--range main..track-a --per-commit", "deny", "", Some(["allow", "deny", "deny"])),
        ("--range main..feature", "allow", "no-track", None),
        ("--range main..feature --per-commit", "allow", "no-track", None),
        ("--range bare..bare --branch track-a", "allow", "no-plan", None),
    ] {
        let output = scene.run(&format!("phasetrack guard -q --output-format json {arguments}"));
        let value: serde_json::Value = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| panic!("{arguments}: {error}, {}", said(&output)));
        assert_eq!(output.status.code(), Some(i32::from(verdict == "deny")), "{arguments}: {value}");
        let found = (value["verdict"].as_str(), value["unjudged"].as_str().unwrap_or_default());
        assert_eq!(found, (Some(verdict), unjudged), "{arguments}: {value}");
        assert_eq!(
            (value["track"].is_null(), &value["version"]),
            (!unjudged.is_empty(), &1.into()),
            "{arguments}: {value}"
        );
        let found = value["commits"].as_array().map(|found| {
            let names: Vec<_> = found.iter().filter_map(|one| one["commit"].as_str()).collect();
            assert_eq!(names, commits, "{arguments}");
            found.iter().filter_map(|one| one["verdict"].as_str()).collect::<Vec<_>>()
        });
        assert_eq!(found, told.map(|told| told.to_vec()), "{arguments}: {value}");
    }
}
