//! `doctor`: every fault that was put into a healthy repository is named.

use std::fs;

use crate::scene::{Scene, said};

/// What must come of a fault: the exit code, and what is said.
struct Fault {
    name: &'static str,
    script: &'static str,
    code: i32,
    words: &'static [&'static str],
}

const fn fault(name: &'static str, script: &'static str, code: i32, words: &'static [&'static str]) -> Fault {
    Fault { name, script, code, words }
}

/// The last command of each script is the doctor, so that a fault may be in the environment of this very call.
const FAULTS: &[Fault] = &[
    fault(
        "no hooks",
        "phasetrack hook uninstall -q; phasetrack doctor",
        1,
        &[
            "off: pre-commit: $T/repo/.git/hooks/pre-commit is not there\n  next: `phasetrack hook install`\n",
            "off: pre-merge-commit: ",
            "off: reference-transaction: ",
            "3 layers of 8 are off",
        ],
    ),
    fault(
        "core.hooksPath of the repository",
        "git config core.hooksPath /dev/null; phasetrack doctor",
        1,
        &[
            "off: pre-commit: /dev/null/pre-commit is not there",
            "next: `git config --local --unset-all core.hooksPath`, then `phasetrack hook install`",
            "note: core.hooksPath: `/dev/null`, of the local configuration (file:",
        ],
    ),
    fault(
        "an agent whose hooks are switched off",
        "phasetrack init -q --agents claude; sed -i '1s/{/{\\n\"disableAllHooks\": true,/' .claude/settings.json; phasetrack doctor",
        1,
        &["`disableAllHooks` switches all of its hooks off"],
    ),
    fault(
        "core.hooksPath of the user",
        "git config --global core.hooksPath $T/nowhere; phasetrack doctor",
        1,
        &["`git config --global --unset-all core.hooksPath`", "of the global configuration (file:$T/home/.gitconfig)"],
    ),
    fault(
        "core.hooksPath of the machine",
        "unset GIT_CONFIG_NOSYSTEM; git config -f $T/system core.hooksPath $T/nowhere; GIT_CONFIG_SYSTEM=$T/system phasetrack doctor",
        1,
        &["`git config --system --unset-all core.hooksPath`", "of the system configuration (file:$T/system)"],
    ),
    fault(
        "core.hooksPath of the work tree",
        "git config extensions.worktreeConfig true; git config --worktree core.hooksPath $T/nowhere; phasetrack doctor",
        1,
        &["`git config --worktree --unset-all core.hooksPath`", "of the worktree configuration"],
    ),
    fault(
        "core.hooksPath of the environment",
        "GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=core.hooksPath GIT_CONFIG_VALUE_0=/dev/null phasetrack doctor",
        1,
        &["next: take core.hooksPath out of the environment", "of the command configuration"],
    ),
    fault(
        "a hook that may not be run",
        "chmod -x .git/hooks/reference-transaction; phasetrack doctor",
        1,
        &[
            "on: pre-commit: it refused a change of `b/f` by track 1/A",
            "off: reference-transaction: $T/repo/.git/hooks/reference-transaction may not be run, so git passes it over\n  \
             next: `chmod +x $T/repo/.git/hooks/reference-transaction`",
            "1 layer of 8 is off",
        ],
    ),
    fault(
        "a program that is gone",
        "sed -i \"s,^program=.*,program='/nowhere/phasetrack',\" .git/hooks/pre-commit; p=$(command -v phasetrack); PATH=/usr/bin:/bin $p doctor",
        1,
        &["off: pre-commit: $T/repo/.git/hooks/pre-commit starts a program that is gone, so it refuses everything"],
    ),
    fault(
        "a program that was moved",
        "sed -i \"s,^program=.*,program='/nowhere/phasetrack',\" .git/hooks/pre-commit; phasetrack doctor",
        0,
        &[
            "on: pre-commit: ",
            "note: pre-commit: the program that it was installed with is gone, so it asks the one in PATH",
        ],
    ),
    fault(
        "somebody else's hook",
        "printf '#!/bin/sh\\nexit 0\\n' > .git/hooks/pre-commit; phasetrack doctor",
        1,
        &[
            "off: pre-commit: $T/repo/.git/hooks/pre-commit is another hook, which did not ask the guard in a copy of this repository\n",
            "keeps it, and runs it first",
        ],
    ),
    fault(
        "somebody else's hook that refuses everything",
        "printf '#!/bin/sh\\necho no; exit 1\\n' > .git/hooks/pre-commit; phasetrack doctor",
        1,
        &["is another hook, which did not ask the guard: no\n"],
    ),
    fault(
        "an earlier hook that stops the try",
        "phasetrack hook uninstall -q; printf '#!/bin/sh\\necho lint failed; exit 1\\n' > .git/hooks/pre-commit; chmod +x .git/hooks/pre-commit; \
         phasetrack hook install -q; phasetrack doctor",
        1,
        &["off: pre-commit: another hook stopped the try before the guard was asked: lint failed\n"],
    ),
    fault(
        "a hook that lets everything pass",
        "sed -i 's/^exec .*/exit 0/' .git/hooks/pre-merge-commit; phasetrack doctor",
        1,
        &["off: pre-merge-commit: $T/repo/.git/hooks/pre-merge-commit let the change pass, whatever the guard says"],
    ),
    fault(
        "work trees with hooks of their own",
        "phasetrack hook uninstall -q; git config core.hooksPath hooks; phasetrack hook install -q; git worktree add -q ../linked -b track-b main; phasetrack doctor",
        1,
        &[
            "on: pre-commit in $T/repo: it refused",
            "off: pre-commit in $T/linked: $T/linked/hooks/pre-commit is not there",
            "note: work trees: not all have the same hooks",
        ],
    ),
    fault(
        "foreign files that git does not look at",
        "git update-index --skip-worktree b/f; phasetrack doctor",
        1,
        &[
            "off: guard --worktree: by the bit skip-worktree nobody sees when these are changed: `b/f`\n  next: `git update-index --no-skip-worktree FILE`",
        ],
    ),
    fault(
        "foreign files that git takes for unchanged",
        "git update-index --assume-unchanged b/f a/f; phasetrack doctor",
        1,
        &["by the bit assume-unchanged nobody sees when these are changed: `b/f`\n"],
    ),
    fault(
        "an agent's settings without the hook",
        "echo '{\"hooks\": {\"PreToolUse\": []}}' > .claude/settings.json; phasetrack doctor",
        1,
        &[
            "off: Claude Code (.claude/settings.json): it names no hook that asks the guard before a file is written\n  next: `phasetrack init --agents claude`",
        ],
    ),
    fault(
        "an agent's hook for another tool",
        "sed -i s/apply_patch/Bash/ .codex/hooks.json; phasetrack doctor",
        1,
        &["off: Codex (.codex/hooks.json): it names no hook that asks"],
    ),
    fault(
        "an agent's hook that cannot be started",
        "sed -i 's,phasetrack agent-hook,/nowhere/phasetrack agent-hook,' .gemini/settings.json; phasetrack doctor",
        1,
        &[
            "off: Gemini CLI (.gemini/settings.json): `/nowhere/phasetrack agent-hook` ended with 127 where only 2 keeps the agent from writing",
        ],
    ),
    fault(
        "an agent's hook that is more than the guard",
        "sed -i \"s,phasetrack agent-hook,touch $T/ran; phasetrack agent-hook,\" .gemini/settings.json; phasetrack doctor; code=$?; test ! -e $T/ran && exit $code",
        1,
        &[
            "off: Gemini CLI (.gemini/settings.json): `touch $T//ran; phasetrack agent-hook` is not tried: a file of the repository could have anything run here\n",
        ],
    ),
    fault(
        "an agent's hook that starts a program of the repository",
        "sed -i 's,phasetrack agent-hook,./phasetrack agent-hook,' .codex/hooks.json; phasetrack doctor",
        1,
        &["off: Codex (.codex/hooks.json): `./phasetrack agent-hook` is not tried: "],
    ),
    fault(
        "an agent's settings that are damaged",
        "echo '{' > .cursor/hooks.json; phasetrack doctor",
        1,
        &["off: Cursor (.cursor/hooks.json): line 2, column 1: it is no JSON: EOF"],
    ),
    fault(
        "an agent's settings that are not committed, and miss an event",
        "git rm -q --cached .claude/settings.json; sed -i 's/\"Stop\"/\"Notification\"/' .claude/settings.json; phasetrack doctor",
        0,
        &[
            "on: Claude Code (.claude/settings.json): its hook denied",
            "note: Claude Code (.claude/settings.json): it does not ask at every event",
            "note: Claude Code (.claude/settings.json): the file is not committed",
        ],
    ),
    fault(
        "a submodule without hooks",
        "git init -q ../sub; git -C ../sub commit -q --allow-empty -m n; \
         git -c protocol.file.allow=always submodule add -q ../sub a/sub 2> /dev/null; phasetrack doctor",
        0,
        &["note: submodule a/sub: commits in it are not judged, only which of them is recorded here"],
    ),
    fault(
        "objects that stand for others",
        "git commit -q --allow-empty -m x; git replace HEAD main; phasetrack doctor",
        0,
        &["note: replaced objects: git shows others in place of "],
    ),
    fault(
        "managers that are switched off",
        "LEFTHOOK=0 HUSKY=0 SKIP=phasetrack-guard phasetrack doctor",
        0,
        &[
            "note: LEFTHOOK: it is set to `0`",
            "note: HUSKY: it is set to `0`",
            "note: SKIP: it is set to `phasetrack-guard`",
        ],
    ),
    fault(
        "no build server",
        "rm -r .github; phasetrack doctor",
        0,
        &["note: build server: no file here tells one to run `phasetrack guard --range`"],
    ),
    fault(
        "a build server by way of another file",
        "mkdir ci; mv .github/workflows/guard.yml ci; rm -r .github; echo 'include: { local: \"/ci/guard.yml\" }' > .gitlab-ci.yml; phasetrack doctor",
        0,
        &["note: build server: .gitlab-ci.yml runs `guard --range`"],
    ),
    fault(
        "a build server by way of another repository",
        "echo 'uses: shop/phasetrack/.github/workflows/guard.yml@v1' > .github/workflows/guard.yml; phasetrack doctor",
        0,
        &["note: build server: .github/workflows/guard.yml runs `guard --range`"],
    ),
    fault(
        "a build server that has it in a comment only",
        "echo '# uses: shop/phasetrack/.github/workflows/guard.yml@v1' > .github/workflows/guard.yml; phasetrack doctor",
        0,
        &["note: build server: no file here tells one to run"],
    ),
    fault(
        "no agents",
        "rm -r .codex .cursor; phasetrack doctor",
        0,
        &["note: coding agents: there are no settings for Codex, Cursor"],
    ),
    fault(
        "a manager that asks",
        "printf '#!/bin/sh\\nexec phasetrack guard --staged\\n' > .git/hooks/pre-commit; phasetrack doctor",
        0,
        &[],
    ),
    fault(
        "a manager that reads its settings at the root",
        "free switch -q main; echo 'phasetrack guard --staged' > manager.conf; git add -A; git commit -qm conf; git switch -q track-a; \
         printf '#!/bin/sh\\nsh ./manager.conf\\n' > .git/hooks/pre-commit; phasetrack doctor",
        0,
        &["on: pre-commit: "],
    ),
    fault(
        "a base that is the current branch",
        "git switch -qc work; git config phasetrack.base work; phasetrack doctor",
        0,
        &[
            "note: base: `work`, by git's setting phasetrack.base; it is the current branch, and nothing on it is judged\n  \
             next: if this is a track's branch: `git config phasetrack.base BRANCH`\n",
        ],
    ),
    fault(
        "a base that a reference names",
        "git branch work; git update-ref refs/remotes/origin/work work; git symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/work; phasetrack doctor",
        0,
        &["note: base: `work`, by refs/remotes/origin/HEAD, the default branch of `origin`\n"],
    ),
    fault(
        "a base that the configuration names",
        "free switch -q main; git branch work; printf '[guard]\nbase = \"work\"\n' > phasetrack.toml; git add -A; git commit -qm c; phasetrack doctor",
        0,
        &["note: base: `work`, by `[guard] base` of phasetrack.toml on `main`\n"],
    ),
    fault(
        "no plan",
        "git switch -q main; git rm -q docs/phase1.md; git commit -qm x; phasetrack doctor",
        2,
        &["cannot judge: there is no plan"],
    ),
    fault("no repository", "cd $T/home; phasetrack doctor", 2, &["there is no git repository here"]),
    fault(
        "a bare repository",
        "git init -q --bare ../bare; cd ../bare; phasetrack doctor",
        2,
        &["the repository is bare"],
    ),
];

/// A repository in which nothing is wrong.
fn healthy() -> Scene {
    let scene = Scene::new("");
    scene.done(
        "free switch -q main; phasetrack init --agents -q; mkdir -p .github/workflows; \
         echo 'run: phasetrack guard --range main..HEAD' > .github/workflows/guard.yml; git add -A; git commit -qm tools; \
         git switch -q track-a; git merge -q --ff-only main",
    );
    scene
}

#[test]
fn every_fault_is_named() {
    let mut wrong = Vec::new();
    for Fault { name, script, code, words } in FAULTS {
        let scene = healthy();
        let output = scene.run(script);
        let told = said(&output);
        let place = scene.path("").display().to_string();
        let place = place.trim_end_matches('/');
        let missing: Vec<_> = words.iter().filter(|words| !told.contains(&words.replace("$T", place))).collect();
        if output.status.code() != Some(*code) || !missing.is_empty() {
            wrong.push(format!("{name}: {:?} {missing:?}\n{told}", output.status.code()));
        }
    }
    assert!(wrong.is_empty(), "{} of {}\n\n{}", wrong.len(), FAULTS.len(), wrong.join("\n"));
}

#[test]
fn a_healthy_repository_is_left_as_it_is() {
    let scene = healthy();
    let state = "find . ../home | sort; find . -type f | sort | xargs cksum";
    let before = scene.done(state);
    let output = scene.run("phasetrack doctor");
    let expected = "\
on: pre-commit: it refused a change of `b/f` by track 1/A
on: pre-merge-commit: it refused a change of `b/f` by track 1/A
on: reference-transaction: it refused a change of `b/f` by track 1/A
on: guard --range: it denied a change of `b/f` by track 1/A
on: Claude Code (.claude/settings.json): its hook denied a change of `b/f` by track 1/A
on: Codex (.codex/hooks.json): its hook denied a change of `b/f` by track 1/A
on: Gemini CLI (.gemini/settings.json): its hook denied a change of `b/f` by track 1/A
on: Cursor (.cursor/hooks.json): its hook denied a change of `b/f` by track 1/A
note: base: `main`, by its name
note: build server: .github/workflows/guard.yml runs `guard --range`; that it must succeed is for the server to say
all 8 layers work
";
    assert_eq!((output.status.code(), said(&output).as_str()), (Some(0), expected));
    assert_eq!(scene.done(state), before);
    // In another work tree, in a folder of it, and from the hook of another command.
    scene.done("git worktree add -q ../linked -b feature main; mkdir ../linked/a/deep");
    for (script, code) in [
        ("cd ../linked/a/deep; phasetrack doctor", 0),
        ("GIT_DIR=.git GIT_INDEX_FILE=.git/index phasetrack doctor", 0),
        ("git switch -q --detach; phasetrack doctor", 0),
    ] {
        let output = scene.run(script);
        assert_eq!(output.status.code(), Some(code), "{script}: {}", said(&output));
    }
    for options in ["--ref-format=reftable", "--object-format=sha256"] {
        let output = Scene::new(options).run("phasetrack doctor");
        assert_eq!(output.status.code(), Some(0), "{options}: {}", said(&output));
    }
}

#[test]
fn the_answer_for_programs() {
    let scene = healthy();
    fs::remove_file(scene.path("repo/.git/hooks/pre-commit")).expect("the hook is there");
    let output = scene.run("phasetrack doctor --output-format json");
    let told = said(&output);
    assert_eq!(output.status.code(), Some(1), "{told}");
    let value: serde_json::Value = serde_json::from_str(&told).expect("one object");
    assert_eq!((&value["version"], &value["works"]), (&1.into(), &false.into()));
    assert_eq!((&value["layers"][0]["subject"], &value["layers"][0]["state"]), (&"pre-commit".into(), &"off".into()));
    assert_eq!(value["layers"][0]["next"], "`phasetrack hook install`");
    assert_eq!((&value["layers"][1]["state"], &value["layers"][1]["next"]), (&"on".into(), &().into()));
    assert_eq!(
        (&value["notes"][0]["subject"], &value["notes"][1]["subject"]),
        (&"base".into(), &"build server".into())
    );
}
