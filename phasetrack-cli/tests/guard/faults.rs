//! What goes wrong while the guard is asked: whatever fails, git is refused.

use std::fs;
use std::time::Instant;

use crate::scene::{Scene, said};

/// Has every hook start another program, which is this script. It may start the real one as `$real`.
fn replace_program(scene: &Scene, script: &str) {
    let real = env!("CARGO_BIN_EXE_phasetrack");
    let program = scene.path("program");
    fs::write(&program, format!("#!/bin/sh\nreal='{real}'\n{script}\n")).expect("a program for the test");
    scene.done(
        "chmod +x ../program; cd .git/hooks; \
         sed -i \"s,^program=.*,program='$T/program',\" pre-commit pre-merge-commit reference-transaction",
    );
}

#[test]
fn a_guard_that_dies_refuses() {
    for script in [
        "kill -KILL $$",
        "ulimit -v 20000; exec \"$real\" \"$@\"",
        "exec \"$real\" \"$@\" --no-such-option",
        "PATH=/nowhere exec \"$real\" \"$@\"",
        // Git dies below it, or it dies itself when it has asked git.
        "mkdir -p $T/bin; printf '#!/bin/sh\\nkill -KILL $$\\n' > $T/bin/git; chmod +x $T/bin/git; PATH=$T/bin:$PATH exec \"$real\" \"$@\"",
        "mkdir -p $T/bin; printf '#!/bin/sh\\nkill -KILL $PPID\\n' > $T/bin/git; chmod +x $T/bin/git; PATH=$T/bin:$PATH exec \"$real\" \"$@\"",
        "exit 101",
    ] {
        let scene = Scene::new("");
        replace_program(&scene, script);
        // Its own file, so that only the failure can be the reason; with and without the hook before the commit.
        for options in ["-qam", "-qnam"] {
            let output = scene.run(&format!("more a/f; git commit {options} x"));
            assert!(!output.status.success(), "{script}, {options}: {}", said(&output));
        }
        let landed = scene.done("git rev-parse main track-a | uniq | wc -l");
        assert_eq!(landed.trim(), "1", "{script}: something landed");
    }
}

#[test]
fn what_is_missing_or_broken_refuses() {
    for (what, script) in [
        ("a tree", "rm .git/objects/$(git rev-parse HEAD^{tree} | sed 's,..,&/,')"),
        ("the plan", "rm .git/objects/$(git rev-parse main:docs/phase1.md | sed 's,..,&/,')"),
        (
            "the commit of the base",
            "git update-ref refs/heads/main $(git commit-tree -p main -m x main^{tree}); rm .git/objects/$(git rev-parse main | sed 's,..,&/,')",
        ),
        ("an index that is cut off", "git add a; head -c 100 .git/index > ../index; cp ../index .git/index"),
        ("an index of the future", "printf 'DIRC\\0\\0\\0\\011\\0\\0\\0\\0' > .git/index"),
        (
            "an extension that nobody knows",
            "git config core.repositoryFormatVersion 1; git config extensions.tomorrow true",
        ),
        ("a configuration that cannot be read", "echo '[' >> .git/config"),
        ("a merge of nothing", "echo nonsense > .git/MERGE_HEAD"),
    ] {
        let scene = Scene::new("");
        scene.done(&format!("more b/f; git add b/f; {script}"));
        for question in ["guard --staged", "hook run pre-commit", "guard --worktree"] {
            let output = scene.run(&format!("phasetrack {question}"));
            assert_eq!(output.status.code(), Some(2), "{what}, {question}: {}", said(&output));
        }
    }
    // A repository that has nothing yet: the branch has the name of a track's, and nobody knows its base.
    let scene = Scene::new("");
    scene.done("rm -rf .git; git init -q -b track-a; phasetrack hook install -q; git add b");
    assert!(!scene.run("git commit -qm x").status.success());
    assert!(!scene.run("git commit -qnm x").status.success());
    scene.done("git symbolic-ref HEAD refs/heads/main; git add .; git commit -qm first; git switch -qc track-a; more a/f; git commit -qam x");
    assert!(!scene.run("more b/f; git commit -qnam x").status.success());
}

#[test]
fn without_a_terminal_or_any_input_there_is_a_verdict() {
    let scene = Scene::new("");
    for (file, works) in [("a/f", true), ("b/f", false)] {
        let script = format!("more {file}; setsid -w git commit -qam x < /dev/null > ../said 2>&1");
        assert_eq!(scene.run(&script).status.success(), works, "{file}");
        // Nor does anything wait for an answer where nobody reads or writes.
        let script = format!("more {file}; timeout 60 git commit -qam x <&- > /dev/null 2>&1");
        assert_eq!(scene.run(&script).status.success(), works, "{file}");
    }
}

#[test]
#[expect(clippy::print_stdout, reason = "the time is a result")]
fn very_many_long_paths() {
    let scene = Scene::new("");
    for (foreign, code) in [(0, 0), (1, 1)] {
        scene.done(&format!(
            "o=$(git hash-object -w --stdin < /dev/null); {{ seq -f \"100644 $o 0\ta/$(printf '%080d' 0)/%g\" 30000; \
             seq -f \"100644 $o 0\tb/$(printf '%080d' 0)/%g\" {foreign}; }} | git update-index --index-info"
        ));
        let before = Instant::now();
        let output = scene.run("phasetrack guard --staged");
        println!("30,000 staged paths, {foreign} of them foreign: {} ms", before.elapsed().as_millis());
        assert_eq!(output.status.code(), Some(code), "{}", said(&output));
        assert!(said(&output).len() < 2000, "only what is denied is told");
    }
}

#[test]
fn the_end_of_a_rebase_that_is_refused_says_how_to_get_back() {
    let scene = Scene::new("");
    scene.done("more b/f; free commit -qam x; git switch -q main; more a/f; git commit -qam y; free switch -q track-a");
    let before = scene.done("git rev-parse track-a");
    let output = scene.run("git rebase -q main");
    assert!(!output.status.success() && said(&output).contains("git rebase --abort"), "{}", said(&output));
    scene.done("git rebase --abort; test $(git symbolic-ref HEAD) = refs/heads/track-a; git diff --quiet HEAD");
    assert_eq!(scene.done("git rev-parse track-a"), before);
}

#[test]
fn every_refusal_has_a_next_step() {
    for (script, told) in [
        (
            "phasetrack guard --range nothing..track-a",
            "error: cannot judge: there is no commit `nothing`\n\
             hint: `git branch --all` lists branches; fetch it if it is not here\n",
        ),
        (
            "printf garbage > .git/index; phasetrack guard --staged 2>&1 | grep hint",
            "hint: `git status` in the same folder tells more, and `git fsck` whether something is damaged\n",
        ),
        (
            "git config core.hooksPath /dev/null; phasetrack hook install",
            "error: git looks for hooks in /dev/null, which is no folder\n\
             hint: `git config --show-scope --get-all core.hooksPath` says where that is set; unset it there, and run the \
             command again\n",
        ),
        (
            "git config core.hooksPath /dev/null; phasetrack hook status",
            "/dev/null/pre-commit: off: it is not there\n/dev/null/pre-merge-commit: off: it is not there\n\
             /dev/null/reference-transaction: off: it is not there\n\
             next: `git config --local --unset-all core.hooksPath`, then `phasetrack hook install`\n",
        ),
        (
            "cd .git/hooks; echo one > pre-commit; echo two > pre-commit.before-phasetrack; phasetrack hook install",
            "error: $T/repo/.git/hooks/pre-commit cannot be kept as $T/repo/.git/hooks/pre-commit.before-phasetrack, which is \
             there already\nhint: bring both together in $T/repo/.git/hooks/pre-commit, remove \
             $T/repo/.git/hooks/pre-commit.before-phasetrack, and run the command again\n",
        ),
        (
            "rm .git/hooks/*; phasetrack hook status",
            "$T/repo/.git/hooks/pre-commit: off: it is not there\n$T/repo/.git/hooks/pre-merge-commit: off: it is not there\n\
             $T/repo/.git/hooks/reference-transaction: off: it is not there\nnext: `phasetrack hook install`\n",
        ),
        (
            "ln -s $T/home .cursor; phasetrack init --agents cursor",
            "error: $T/repo/.cursor/hooks.json lies behind a symbolic link\n\
             hint: put a file or folder in place of the link, or write this where it leads:\n{\n  \"version\": 1,",
        ),
    ] {
        let scene = Scene::new("");
        let place = scene.path("").display().to_string();
        let told = told.replace("$T", place.trim_end_matches('/'));
        let found = said(&scene.run(script));
        // What begins with an object goes on with it.
        assert!(found == told || (told.ends_with(',') && found.starts_with(&told)), "{script}: {found}\n{told}");
    }
}
