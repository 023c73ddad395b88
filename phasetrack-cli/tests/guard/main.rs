//! The guard in real repositories: every way by which a foreign change could come onto a track's branch, and the work
//! that must not be disturbed.

#![cfg(unix)]

mod agents;
mod bases;
mod cases;
mod crossing;
mod doctor;
mod exceptions;
mod faults;
mod hostile;
mod races;
mod scene;
mod servers;
mod settings;

use std::fs;

use cases::{CASES, Case, Outcome};
use scene::{PLAN, Scene, said};

/// What went wrong with a case, if anything did.
fn fault(case: &Case, options: &str) -> Option<String> {
    let scene = Scene::new(options);
    if case.outcome == Outcome::Advised {
        fs::remove_file(scene.path("repo/.git/hooks/reference-transaction")).expect("the hook is there");
    }
    // What a script did on purpose, without hooks, before its last command is not what counts.
    let before = scene.foreign("track-a");
    let output = scene.run(case.script);
    let (ok, foreign) = (output.status.success(), scene.foreign("track-a"));
    let (code, told) = scene.range("track-a");
    let right = match case.outcome {
        Outcome::Advised | Outcome::Judged => !ok && (foreign == before || code == 1),
        Outcome::Ranged => ok && !foreign.is_empty() && code == 1,
        Outcome::Allowed => ok && foreign.is_empty() && code == 0,
    };
    let (name, outcome) = (case.name, case.outcome);
    (!right).then(|| {
        format!("{name} {options}: {outcome:?}, ok {ok}, foreign {foreign:?}\n{}\nrange: {code} {told}", said(&output))
    })
}

#[test]
fn every_way_onto_a_branch() {
    let faults: Vec<String> = CASES.iter().filter_map(|case| fault(case, "")).collect();
    assert!(faults.is_empty(), "{} of {}\n\n{}", faults.len(), CASES.len(), faults.join("\n"));
}

#[test]
fn repositories_that_only_git_can_read() {
    let names =
        ["commit -a", "a file moved in", "commit --no-verify", "rebase", "an own file", "a clean merge of main"];
    for options in ["--ref-format=reftable", "--object-format=sha256"] {
        let cases = CASES.iter().filter(|case| names.contains(&case.name));
        let faults: Vec<String> = cases.filter_map(|case| fault(case, options)).collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

#[test]
fn the_branch_itself_is_never_moved_by_what_is_refused() {
    for case in CASES.iter().filter(|case| case.outcome == Outcome::Judged && !case.script.contains("free ")) {
        let scene = Scene::new("");
        scene.run(case.script);
        assert_eq!(scene.foreign("track-a"), Vec::<String>::new(), "{}", case.name);
    }
}

#[test]
fn names_that_not_every_system_can_hold() {
    let scene = Scene::new("");
    for (name, denied) in [
        ("a/b\\\\f", true),
        ("a/x.", true),
        ("a/x ", true),
        ("a/X~1", true),
        ("a/f::$DATA", true),
        ("a/x:y", true),
        ("a/CON", true),
        ("a/nul.txt", true),
        ("a/\u{1b}[2J", true),
        ("a/-rf", false),
        ("a/\u{202e}gpj.rs", false),
    ] {
        scene.done(&format!(
            "o=$(git hash-object -w --stdin < /dev/null); printf '100644 %s 0\\t{name}\\0' $o | git update-index -z --index-info"
        ));
        let output = scene.run("phasetrack guard --staged --output-format concise");
        let told = said(&output);
        assert_eq!(output.status.code(), Some(i32::from(denied)), "{name:?}: {told}");
        assert!(!told.contains(['\u{1b}', '\u{202e}']), "{told:?}");
        scene.done("git reset -q");
    }
}

#[test]
fn what_is_said_names_the_owner_the_line_and_a_next_step() {
    let scene = Scene::new("");
    scene.done("more b/f a/f; git add -A");
    let output = scene.run("phasetrack guard --staged");
    let expected = "error: b/f: track B (Web) owns it: `b/**`, docs/phase1.md:9:13\n  \
                    next: leave it as it is; ask track B (Web) for the change, or have a task for it added to that track on `main`\n\
                    track A (API) may not change 1 path of 2; it may change `a/**`\n";
    assert_eq!((output.status.code(), said(&output).as_str()), (Some(1), expected));
    let json = scene.run("phasetrack guard --staged --output-format json");
    assert!(
        said(&json).contains("\"verdict\": \"deny\"") && said(&json).contains("\"owner\": \"B\""),
        "{}",
        said(&json)
    );
    // The same answer for the same change, whoever asks.
    for (arguments, code) in [
        ("--staged --track A", 1),
        ("--staged --track B", 1),
        ("--worktree", 1),
        ("--staged --branch track-b", 1),
        ("--staged --branch feature", 0),
        ("--staged --branch track-z", 2),
        ("--staged --track Z", 2),
        ("--staged --plan-from main", 1),
        ("--staged --plan-from nothing", 2),
        ("--range main..track-a", 0),
        ("--range main...", 0),
        ("--range nothing..track-a", 2),
        ("--range main", 2),
        ("", 2),
    ] {
        let output = scene.run(&format!("phasetrack guard {arguments}"));
        assert_eq!(output.status.code(), Some(code), "{arguments}: {}", said(&output));
    }
    for (input, track, code) in [("a/x\\n", "A", 0), ("a/x\\0b/x\\0", "A", 1), ("b/x\\nb/y\\n", "B", 0), ("", "A", 0)] {
        let output = scene.run(&format!("printf '{input}' | phasetrack guard --stdin --track {track}"));
        assert_eq!(output.status.code(), Some(code), "{input}: {}", said(&output));
    }
}

#[test]
fn which_track_it_is() {
    let scene = Scene::new("");
    for (prepare, code) in [
        ("git switch -qc web", 0),
        ("git config branch.web.phasetrack-track A", 1),
        ("git config branch.web.phasetrack-track B", 0),
        ("git config branch.web.phasetrack-track Z", 2),
        ("git config --unset branch.web.phasetrack-track; git switch -qc phase1/track-b-pages", 0),
        ("git switch -qc phase2/track-b", 2),
    ] {
        scene.done(&format!("{prepare}; more b/f; git add b/f"));
        let output = scene.run("phasetrack guard --staged");
        assert_eq!(output.status.code(), Some(code), "{prepare}: {}", said(&output));
    }
    // No hook sees a branch get another name; the next commit on it is judged with all that it holds.
    scene.done(
        "git reset -q --hard; git switch -qc side main; more b/f; git commit -qam x; git branch -m side track-a-more",
    );
    assert_eq!(scene.range("track-a-more").0, 1);
    assert!(!scene.run("more a/f; git commit -qnam y").status.success());
    // A configuration counts when it is on the base.
    scene.done("git reset -q --hard; git switch -q main; printf '[branches]\\n\"pages/*\" = \"A\"\\n' > phasetrack.toml; git add -A; git commit -qm c");
    scene.done("git switch -qc pages/web; more b/f; git add b/f");
    assert_eq!(scene.run("phasetrack guard --staged").status.code(), Some(1));
}

#[test]
fn what_cannot_be_judged_is_refused_and_what_was_never_managed_is_not() {
    let scene = Scene::new("");
    let judge = |what: &str, code: i32, words: &str| {
        let output = scene.run("phasetrack guard --staged");
        assert_eq!(
            (output.status.code(), said(&output).contains(words)),
            (Some(code), true),
            "{what}: {}",
            said(&output)
        );
    };
    scene.done("git switch -qc s main; echo 1 > b/f; git commit -qam s; git switch -q track-a; echo 2 > b/f; free commit -qam t; git merge s > /dev/null 2>&1 || :");
    judge("a conflict", 2, "error: cannot judge: `b/f` is not merged yet");
    scene.done("git merge --abort; git switch -q --detach; more a/f; git add a/f");
    judge("no branch", 2, "HEAD is on no branch");
    scene.done("git reset -q --hard; git switch -q main; echo 'gard = 1' > phasetrack.toml; git add -A; git commit -qm c; free switch -qc track-a-two; touch a/x; git add a");
    judge("an invalid configuration", 2, "unknown key `gard`");
    judge(
        "and what to do",
        2,
        "phasetrack.toml of the base is invalid\nhint: correct it on the base, then merge the base\n",
    );
    scene.done("git reset -q --hard; git switch -q main; git rm -q phasetrack.toml; git commit -qm mended; git merge -q --ff-only track-a-two || :");
    scene.done("git switch -q track-a-two; printf garbage > .git/index");
    judge("a broken index", 2, "error: ");

    let plain = Scene::new("");
    plain.done(
        "rm -rf .git; git init -q -b main .; git commit -q --allow-empty -m x; git switch -qc track-a; git add .",
    );
    plain.done("phasetrack hook install -q; git rm -rfq --cached docs; git commit -qm unmanaged");
    let output = plain.run("phasetrack guard --staged");
    assert_eq!((output.status.code(), said(&output).as_str()), (Some(0), "there is no plan: nothing to judge\n"));
    let output = plain.run("git switch -qc feature; phasetrack guard --staged");
    assert_eq!((output.status.code(), said(&output).as_str()), (Some(0), ""));
    assert_eq!(plain.run("phasetrack guard --staged --track A").status.code(), Some(2));
}

#[test]
fn build_servers_and_servers() {
    let scene = Scene::new("");
    // A history that is cut off.
    scene.done("more b/f; free commit -qam x; git clone -q --depth 1 -b track-a \"file://$T/repo\" $T/ci 2> /dev/null");
    let output = scene.run("cd $T/ci; git fetch -q --depth 1 origin main:refs/remotes/origin/main; phasetrack guard --range origin/main..HEAD");
    assert!(output.status.code() == Some(2) && said(&output).contains("fetch more history"), "{}", said(&output));
    let output = scene.run("cd $T/ci; git fetch -q --unshallow origin; git checkout -q --detach; phasetrack guard --range origin/main..HEAD --branch track-a");
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    // Objects that are not there for good yet.
    scene.done("git init -q --bare ../server.git; free push -q ../server.git main");
    let hook = "#!/bin/sh\nwhile read old new ref; do phasetrack guard --range main..$new --branch ${ref#refs/heads/} || exit 1; done\n";
    fs::write(scene.path("server.git/hooks/pre-receive"), hook).expect("a hook for the test");
    let push = "chmod +x ../server.git/hooks/pre-receive; git push -q ../server.git track-a";
    assert!(!scene.run(push).status.success());
    scene.done("git checkout -q main -- b/f; git commit -qm undone; git push -q ../server.git track-a");
    // All together nothing foreign is left, but one commit had it.
    for (arguments, code) in [("", 0), ("--per-commit", 1)] {
        let output = scene.run(&format!("phasetrack guard --range main..track-a {arguments}"));
        assert_eq!(output.status.code(), Some(code), "{arguments}: {}", said(&output));
    }
}

#[test]
fn a_name_on_a_server_stands_for_nothing_else() {
    let scene = Scene::new("");
    scene.done(
        "more b/f; free commit -qam x; git init -q --bare -b main ../server.git; git push -q ../server.git main track-a",
    );
    // What a worker could push to have the range end, or begin, elsewhere.
    for name in [
        "refs/tags/origin/main",
        "refs/heads/origin/main",
        "refs/heads/refs/remotes/origin/main",
        "refs/tags/main",
        "refs/tags/track-a",
        "refs/remotes/main",
        "refs/remotes/origin/main",
        "refs/remotes/refs/heads/main",
    ] {
        let commit = if name.ends_with("track-a") { "main" } else { "track-a" };
        scene.done(&format!("git push -q ../server.git {commit}:{name}"));
    }
    scene.done("git clone -q -b track-a ../server.git ../ci 2> /dev/null; git -C ../ci branch -q main refs/remotes/origin/main");
    for range in ["main..track-a", "refs/heads/main..track-a", "main..refs/heads/track-a"] {
        let output = scene.run(&format!("cd ../server.git; phasetrack guard --range {range}"));
        assert_eq!(output.status.code(), Some(1), "{range}: {}", said(&output));
    }
    for range in [
        "origin/main..HEAD --branch track-a",
        "origin/main..origin/track-a",
        "origin/main..track-a",
        "main..track-a",
        "refs/remotes/origin/main..refs/heads/track-a",
        "main..HEAD --track A",
        "main..@ --track A",
    ] {
        let output = scene.run(&format!("cd ../ci; phasetrack guard --range {range}"));
        assert_eq!(output.status.code(), Some(1), "{range}: {}", said(&output));
    }
}

#[test]
fn hooks_come_and_go_without_a_trace() {
    let scene = Scene::new("");
    assert_eq!(scene.run("phasetrack hook status").status.code(), Some(0));
    scene.done("phasetrack hook install -q; phasetrack hook install -q; phasetrack hook uninstall -q; test -z \"$(ls .git/hooks | grep -v sample)\"");
    assert_eq!(scene.run("phasetrack hook status").status.code(), Some(1));
    // What was there runs first, with everything git gives it, and comes back.
    let old = "#!/bin/sh\ncat >> $T/log; echo \"$0 $1\" >> $T/log; test ! -e $T/refuse\n";
    for name in ["pre-commit", "reference-transaction"] {
        fs::write(scene.path("repo/.git/hooks").join(name), old).expect("a hook for the test");
    }
    scene.done(
        "chmod +x .git/hooks/*; git worktree add -q ../linked -b track-a-two; cd ../linked; phasetrack hook install -q",
    );
    scene.done("more a/f; git commit -qam x; grep -q refs/heads/track-a ../log; grep -q pre-commit ../log");
    assert!(!scene.run("cd ../linked; more b/f; git commit -qam x").status.success());
    assert!(
        !scene.run("cd ../linked; git reset -q --hard; touch $T/refuse; more a/f; git commit -qam x").status.success()
    );
    scene.done("rm $T/refuse; phasetrack hook uninstall -q; grep -q 'cat >>' .git/hooks/pre-commit; test ! -e .git/hooks/pre-merge-commit");
    // A folder of hooks that is configured.
    scene.done("git config core.hooksPath \"$T/shared hooks\"; phasetrack hook install -q; test -x \"$T/shared hooks/pre-commit\"");
    assert!(!scene.run("more b/f; git commit -qnam x").status.success());
    // A program that is gone refuses, but does not keep anyone from other references.
    let hook = scene.path("shared hooks/reference-transaction");
    let text = fs::read_to_string(&hook).expect("the hook is there");
    let gone = text.lines().map(|line| if line.starts_with("program=") { "program='/nowhere'" } else { line });
    fs::write(&hook, gone.collect::<Vec<_>>().join("\n") + "\n").expect("a hook for the test");
    let output = scene
        .run("git reset -q --hard 2> /dev/null; more a/f; export PATH=/usr/bin:/bin; git tag v1; git commit -qnam x");
    assert!(!output.status.success() && said(&output).contains("phasetrack is gone"), "{}", said(&output));
    let status = scene.run("phasetrack hook status");
    assert!(said(&status).contains("off: it starts a program that is gone"), "{}", said(&status));
}

#[test]
fn many_paths_and_the_plan_that_was_there() {
    let scene = Scene::new("");
    scene.done(
        "o=$(git hash-object -w --stdin < /dev/null); seq -f \"100644 $o 0\ta/$(printf '%080d' 0)/%g\" 30000 | git update-index --index-info",
    );
    assert_eq!(scene.run("phasetrack guard --staged").status.code(), Some(0));
    // What the base says later does not count before it is merged.
    scene.done("git reset -q --hard; git switch -q main; sed -i 's,`a/..`,`a/**`; `c/**`,' docs/phase1.md; git commit -qam plan; git switch -q track-a; mkdir c; touch c/x; git add c");
    assert_eq!(scene.run("phasetrack guard --staged").status.code(), Some(1));
    assert!(PLAN.contains("`a/**`"));
    scene.done("git merge -q main 2> /dev/null");
    assert_eq!(
        scene.run("phasetrack guard --staged").status.code(),
        Some(0),
        "{}",
        said(&scene.run("phasetrack guard --staged"))
    );
}

/// Own work of every kind, mixed with what comes from the base: `PHASETRACK_COMMITS=1000` makes that many steps.
#[test]
fn honest_work_is_never_refused() {
    let count = std::env::var("PHASETRACK_COMMITS").ok().and_then(|text| text.parse().ok()).unwrap_or(22_u32);
    let scene = Scene::new("");
    let script = "
        i=0
        while [ $i -lt $COUNT ]; do
            i=$((i + 1))
            case $((i * 7919 % 11)) in
            0) echo $i > \"a/new $i\"; git add -A; git commit -qm add ;;
            1) git rm -q \"$(git ls-files a | head -n 1)\"; echo $i > a/f; git add -A; git commit -qm remove ;;
            2) git mv \"$(git ls-files a | tail -n 1)\" a/moved-$i; git commit -qm move ;;
            3) echo $i > a/run-$i; chmod +x a/run-$i; git add -A; git commit -qm run ;;
            4) ln -s f a/link-$i; git add -A; git commit -qm link ;;
            5) git switch -q main; echo $i >> b/f; git commit -qam base; git switch -q track-a; git merge -q main ;;
            6) git switch -q main; echo $i > b/new-$i; git add b; git commit -qm base; git switch -q track-a; git rebase -q main ;;
            7) echo $i >> a/f; git add a/f; git commit -q --amend -m amended ;;
            8) echo $i >> a/f; git add a/f; git commit -qm more; git revert --no-edit HEAD > /dev/null ;;
            9) git switch -qc phase1/track-a-$i; echo $i > a/side-$i; git add a; git commit -qm side; git switch -q track-a; git merge -q --no-ff --no-edit phase1/track-a-$i ;;
            *) echo $i >> a/f; git add a/f; git stash -q; git stash pop -q; git commit -qam more
               git switch -q main; git merge -q --no-edit track-a; git switch -q track-a; git merge -q --ff-only main ;;
            esac
        done";
    scene.done(&format!("COUNT={count}\n{script}"));
    assert_eq!((scene.foreign("track-a"), scene.range("track-a").0), (Vec::new(), 0));
}
