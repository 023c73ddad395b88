//! Exceptions: what a commit with its trailer may hold, and all that an exception is no good for.

use crate::scene::{Scene, said};

/// `allow REASON…` notes an exception for what is staged; `lines` prints its trailers, one a line; `carry` commits with
/// them.
const WORDS: &str = "
    allow() { phasetrack guard --staged --allow-once \"$*\" > $T/said 2>&1; }
    lines() { cat \"$(git rev-parse --git-path phasetrack-allow)\"; }
    carry() { { echo subject; echo; lines; } | git commit -q -F - \"$@\"; }
";

fn script(text: &str) -> String {
    format!("{WORDS}{text}")
}

/// A branch that holds an exception for `b/f`.
const CARRIED: &str = "more b/f; git add b/f; allow it cannot wait; carry";

#[test]
fn a_commit_with_its_trailer_is_let_through_and_nothing_else() {
    for (name, text, allowed) in [
        ("with the trailer", "more b/f a/f; git add -A; allow it cannot wait; carry", true),
        (
            "as the command tells",
            "more b/f; git add b/f; allow it can\\'t; sed -n '/git commit/,$p' $T/said | sed '$s/$/ -qm x/' > $T/go; . $T/go",
            true,
        ),
        ("without the trailer", "more b/f; git add b/f; allow x; git commit -qm x", false),
        ("without anything", "more b/f; git add b/f; git commit -qm x", false),
        ("not even without the hooks before", "more b/f; git add b/f; allow x; git commit -qnm x", false),
        (
            "a trailer alone",
            "more b/f; git add b/f; allow x; lines > $T/l; rm $(git rev-parse --git-path phasetrack-allow); git commit -qF $T/l",
            false,
        ),
        (
            "the trailer of another path",
            "more b/f; git add b/f; allow x; sed -i s,b/f,b/g, $(git rev-parse --git-path phasetrack-allow); carry -n",
            false,
        ),
        ("the trailer of another content", "more b/f; git add b/f; allow x; more b/f; git add b/f; carry -n", false),
        ("another path beside it", "more b/f; git add b/f; allow x; touch b/new; git add b/new; carry -n", false),
        ("another mode", "more b/f; git add b/f; allow x; chmod +x b/f; git add b/f; carry -n", false),
        ("a note of another staged set", "more b/f; git add b/f; allow x; more b/f; git add b/f; carry", false),
        ("a damaged trailer", "more b/f; git add b/f; git commit -qnm 'Phasetrack-Allow: b/f'", false),
        ("everything at once", "more b/f; git add b/f; git commit -qnm 'Phasetrack-Allow: b/** deleted x'", false),
        (
            "a file deleted, one moved and odd names",
            "git mv b/f 'b/x y'; mkdir -p b; touch \"$(printf 'b/caf\\351')\" b/100%; git add -A; allow x; carry",
            true,
        ),
        ("the plan", "more docs/phase1.md; git add -A; allow x || :; git commit -qm x", false),
        (
            "the plan with a trailer by hand",
            "more docs/phase1.md b/f; git add b/f; allow x; git add -A; o=$(git rev-parse :docs/phase1.md); \
             { echo s; echo; lines; echo \"Phasetrack-Allow: docs/phase1.md 100644:$o x\"; } > $T/m; git commit -qnF $T/m",
            false,
        ),
        (
            "a configuration with a trailer by hand",
            "echo '[guard]' > phasetrack.toml; git add -A; o=$(git rev-parse :phasetrack.toml); \
             git commit -qnm \"Phasetrack-Allow: phasetrack.toml 100644:$o x\"",
            false,
        ),
    ] {
        let scene = Scene::new("");
        let output = scene.run(&script(text));
        let (code, told) = scene.range("track-a");
        assert_eq!(output.status.success(), allowed, "{name}: {}", said(&output));
        assert_eq!((code, scene.foreign("track-a").is_empty()), (0, !allowed), "{name}: {told}");
    }
}

#[test]
fn what_comes_later_carries_an_exception_or_needs_its_own() {
    for (name, text, allowed) in [
        ("own work on top", "more a/f; git commit -qam y", true),
        ("the same file again", "more b/f; git commit -qnam y", false),
        ("the same file again, with the old trailer", "more b/f; git add b/f; carry -n", false),
        ("the same file with its own exception", "more b/f; git add b/f; allow again; carry", true),
        ("amended in its own files", "more a/f; git add a/f; git commit -q --amend --no-edit", true),
        ("amended in the file", "more b/f; git add b/f; git commit -qn --amend --no-edit", false),
        ("amended without the trailer", "git commit -qn --amend -m x", false),
        ("reverted", "git revert --no-edit HEAD", true),
        (
            "rebased",
            "free switch -q main; touch b/new; git add b; git commit -qm m; git switch -q track-a; git rebase -q main",
            true,
        ),
        (
            "rebased onto another content",
            "free switch -q main; sed -i 1d b/f; git commit -qam m; git switch -q track-a; git rebase -q main",
            false,
        ),
        (
            "merged with main",
            "free switch -q main; touch b/new; git add b; git commit -qm m; git switch -q track-a; git merge -q --no-edit main",
            true,
        ),
        (
            "merged with main, where the file changed too",
            "free switch -q main; sed -i 1d b/f; git commit -qam m; git switch -q track-a; git merge -q --no-edit main",
            false,
        ),
        (
            "that merge with an exception of its own",
            "free switch -q main; sed -i 1d b/f; git commit -qam m; git switch -q track-a; \
             git merge -q --no-commit main; allow both; carry",
            true,
        ),
        (
            "merged from a branch of the track",
            "git reset -q --hard main; git switch -qc track-a-two track-a@{1}; git switch -q track-a; more a/f; \
             git commit -qam y; git merge -q --no-edit track-a-two",
            true,
        ),
        (
            "picked",
            "c=$(git rev-parse HEAD); git reset -q --hard main; more a/f; git commit -qam y; git cherry-pick $c",
            true,
        ),
        (
            "squashed with other work",
            "more a/f; git commit -qam y; git log --format=%B main.. > $T/m; git reset -q --soft main; git commit -qF $T/m --no-verify",
            true,
        ),
    ] {
        let scene = Scene::new("");
        scene.done(&script(CARRIED));
        let output = scene.run(&script(text));
        assert_eq!(output.status.success(), allowed, "{name}: {}", said(&output));
        // What is refused leaves the branch with the exception that it had.
        assert_eq!(scene.range("track-a").0, 0, "{name}");
    }
}

#[test]
fn an_exception_is_seen_by_everyone_who_asks() {
    let scene = Scene::new("");
    let commit = scene.run(&script(CARRIED));
    let name = scene.done("git rev-parse HEAD");
    let expected = format!(
        "allowed: b/f: track B (Web) owns it: `b/**`, docs/phase1.md:9:13\n  \
         allowed once by Ann <ann@example.com>, commit {}: it cannot wait\n",
        &name[..12]
    );
    assert!(said(&commit).contains(&expected), "the hook says it too: {}", said(&commit));
    assert_eq!(scene.range("track-a"), (0, expected));
    let json = scene.done("phasetrack guard --range main..track-a --output-format json");
    for part in
        ["\"verdict\": \"allow\"", "\"denied\": false", "\"next\": null", "\"reason\": \"it cannot wait\"", name.trim()]
    {
        assert!(json.contains(part), "{part}: {json}");
    }
    // By itself the commit is as good as all together; a later commit is not.
    assert_eq!(scene.run("phasetrack guard --range main..track-a --per-commit").status.code(), Some(0));
    scene.done("more b/f; free commit -qam again");
    for arguments in ["", "--per-commit"] {
        let output = scene.run(&format!("phasetrack guard --range main..track-a {arguments}"));
        assert_eq!(output.status.code(), Some(1), "{arguments}: {}", said(&output));
    }
}

#[test]
fn what_is_said_when_an_exception_is_noted() {
    let scene = Scene::new("");
    let ask = |arguments: &str| {
        let output = scene.run(&format!("git config user.name Ann; phasetrack guard {arguments}"));
        (output.status.code().unwrap_or(-1), said(&output))
    };
    assert_eq!(ask("--staged --allow-once x"), (0, String::new()), "nothing is denied");
    scene.done("more b/f; git add b/f");
    let object = scene.done("git rev-parse :b/f");
    let expected = format!(
        "allowed: b/f: track B (Web) owns it: `b/**`, docs/phase1.md:9:13\n  \
         allowed once by Ann, not committed yet: it can't wait\n\
         commit it with these lines in its message; without them it is refused:\n  git commit \\\n  \
         --trailer 'Phasetrack-Allow: b/f 100644:{} it can'\\''t wait'\n",
        object.trim()
    );
    assert_eq!(ask("--staged --allow-once \"it  can't wait \""), (0, expected));
    // Who looks at the work tree, and who is about to write, has no exceptions.
    assert_eq!((ask("--staged").0, ask("--worktree").0), (0, 1));
    assert_eq!(scene.run("echo b/f | phasetrack guard --stdin").status.code(), Some(1));
    for payload in ["\"tool_name\":\"Write\",\"tool_input\":{\"file_path\":\"b/f\"}", "\"hook_event_name\":\"Stop\""] {
        let output = scene.run(&format!("echo '{{{payload}}}' | phasetrack agent-hook"));
        assert_eq!(output.status.code(), Some(2), "{payload}: {}", said(&output));
    }
    for (arguments, code, words) in [
        ("--staged --allow-once ''", 2, "it must say why"),
        ("--staged --allow-once", 2, "a value is required"),
        ("--staged --allow-once '  '", 2, "it must say why"),
        ("--worktree --allow-once x", 2, "cannot be used with"),
        ("--range main..HEAD --allow-once x", 2, "cannot be used with"),
        ("--staged --allow-once \"$(printf 'a\\033b')\"", 2, "holds a character that cannot be seen"),
    ] {
        let (found, told) = ask(arguments);
        assert!(found == code && told.contains(words), "{arguments}: {found} {told}");
    }
    // Whoever forgets the line is told again, by the hook that misses it.
    let forgotten = scene.run("git commit -qm x");
    let told = said(&forgotten);
    assert!(
        !forgotten.status.success() && told.contains("branch track-a stays as it was\ncommit it with these lines"),
        "{told}"
    );
    scene.done("more docs/phase1.md; git add docs");
    let (code, told) = ask("--staged --allow-once x");
    assert!(code == 1 && told.contains("error: docs/phase1.md: it states the plan"), "{told}");
}

#[test]
fn a_configuration_on_the_base_switches_exceptions_off() {
    let scene = Scene::new("");
    scene.done(&script(CARRIED));
    // What the branch was made from counts, so a later change of the base counts when it is merged.
    scene.done("free switch -q main; printf '[guard]\\nallow-once = false\\n' > phasetrack.toml; git add -A; git commit -qm off; git switch -q track-a");
    assert_eq!(scene.range("track-a").0, 0);
    let output = scene.run("git merge -q --no-edit main");
    assert!(
        !output.status.success() && said(&output).contains("error: b/f: track B (Web) owns it"),
        "{}",
        said(&output)
    );
    scene.done("git merge --abort || :; git reset -q --hard main; more b/f; git add b/f");
    let output = scene.run("phasetrack guard --staged --allow-once x");
    let expected = "error: there are no exceptions: `allow-once` is off in phasetrack.toml on `main`\n\
                    hint: leave these files as they are, or have the plan on `main` give them to this track\n";
    assert_eq!((output.status.code(), said(&output).as_str()), (Some(1), expected));
    let by_hand = "o=$(git rev-parse :b/f); git commit -qnm \"Phasetrack-Allow: b/f 100644:$o x\"";
    assert!(!scene.run(by_hand).status.success());
}

#[test]
fn whoever_asks_does_not_choose_the_configuration() {
    let scene = Scene::new("");
    scene.done(
        "git switch -q main; printf '[guard]\nallow-once = false\n[branches]\n\"api-*\" = \"A\"\n' > phasetrack.toml; git add -A; \
         git commit -qm off; echo '[guard]' > ../other.toml; free switch -qc api-x; more b/f; git add b/f",
    );
    for question in [
        "guard --staged",
        "guard --staged --allow-once x",
        "guard --worktree",
        "guard --range main..HEAD",
        "guard --stdin --track A",
        "hook run pre-commit",
        "hook run reference-transaction prepared",
        "hook install",
        "hook status",
        "agent-hook",
        "doctor",
    ] {
        for option in ["--isolated", "--config ../other.toml"] {
            let output = scene.run(&format!("phasetrack {option} {question}"));
            let expected = "error: the guard judges by phasetrack.toml of the base, and by no other\n\
                            hint: leave out `--config` and `--isolated`; `--plan-from REV` judges by another commit\n";
            assert_eq!((output.status.code(), said(&output).as_str()), (Some(2), expected), "{option} {question}");
        }
    }
    assert_eq!(scene.run("phasetrack guard --staged").status.code(), Some(1));
}
