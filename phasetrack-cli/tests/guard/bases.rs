//! What the base cannot be, and what cannot be read of it: then nothing is allowed.

use crate::scene::{Scene, said};

/// Each after something was done to the base; a foreign file is changed, and everyone asks.
#[test]
fn a_base_that_says_nothing_certain_allows_nothing() {
    let claim = "sed -i 's,b/[*][*],b/[x,' docs/phase1.md";
    let unowned = |what: &str| format!("printf '[guard]\\nunowned = \"{what}\"\\n' > phasetrack.toml");
    for (what, prepare, code, words) in [
        (
            "a plan that is a link",
            "mv docs/phase1.md plan; ln -s ../plan docs/phase1.md".to_owned(),
            2,
            "docs/phase1.md of the base is no file",
        ),
        (
            "one plan of two that is a link",
            "ln -s phase1.md docs/phase2.md".to_owned(),
            2,
            "docs/phase2.md of the base is no file",
        ),
        (
            "a configuration that is a link",
            "ln -s docs/x phasetrack.toml".to_owned(),
            2,
            "phasetrack.toml of the base is no file",
        ),
        ("an unread claim", claim.to_owned(), 1, "b/f"),
        (
            "an unread claim where all is allowed",
            format!("{claim}; {}", unowned("allow")),
            2,
            "claims that cannot be read",
        ),
        ("an unread claim where it is told", format!("{claim}; {}", unowned("warn")), 2, "docs/phase1.md:9:"),
        (
            "an unread claim that is not to be told",
            format!(
                "{claim}; {}; printf '[rules]\\ninvalid-pattern = \"off\"\\n' >> phasetrack.toml",
                unowned("allow")
            ),
            2,
            "claims that cannot be read",
        ),
        ("nothing unread", unowned("allow"), 1, "b/f"),
    ] {
        let scene = Scene::new("");
        scene.done(&format!(
            "git switch -q main; {prepare}; git add -A; git commit -qm base; git switch -q track-a; free merge -q --ff-only main; \
             more b/f; git add b/f"
        ));
        for ask in ["guard --staged", "guard --worktree", "hook run pre-commit"] {
            let output = scene.run(&format!("phasetrack {ask}"));
            let told = said(&output);
            assert_eq!((output.status.code(), told.contains(words)), (Some(code), true), "{what}, {ask}: {told}");
            assert_eq!(code == 2, told.contains("hint: "), "{what}, {ask}: {told}");
        }
        scene.done("free commit -qm x");
        assert_eq!(scene.range("track-a").0, code, "{what}");
        // Whoever mends it is not kept from that.
        scene.done("git switch -q main; more b/f; git commit -qam mended");
    }
}

#[test]
fn a_track_is_nobody_s_base() {
    for (what, prepare) in [
        ("a setting", "git config phasetrack.base track-a"),
        ("another track", "git branch phase1/track-b main; git config phasetrack.base phase1/track-b"),
        (
            "what origin says",
            "git update-ref refs/remotes/origin/track-a main; \
             git symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/track-a",
        ),
    ] {
        let scene = Scene::new("");
        scene.done(&format!("{prepare}; more b/f; git add b/f"));
        for ask in ["phasetrack guard --staged", "git commit -qm x", "git commit -qnm x", "git branch track-a-two"] {
            let output = scene.run(ask);
            let told = said(&output);
            assert!(!output.status.success() && told.contains("a track's branch itself"), "{what}, {ask}: {told}");
        }
        // Where the base is named, nothing is asked.
        assert_eq!(scene.range("track-a").0, 0, "{what}");
        scene.done("git config phasetrack.base main; git reset -q --hard; more a/f; git commit -qam x");
    }
}

#[test]
fn names_of_references_that_are_no_text() {
    let scene = Scene::new("");
    // Old servers and other systems have them.
    scene.done("name=$(printf 'caf\\351'); git update-ref refs/tags/$name main; git update-ref refs/heads/$name main");
    scene.done("more a/f; git commit -qam x; git pack-refs --all; git update-ref -d refs/heads/$(printf 'caf\\351')");
    let output = scene.run(
        "more b/f; free commit -qam x; c=$(git rev-parse HEAD); free reset -q --hard HEAD^; \
                            git update-ref refs/heads/track-a-$(printf 'caf\\351') $c",
    );
    assert!(!output.status.success() && said(&output).contains("b/f"), "{}", said(&output));
}

#[test]
fn what_is_staged_is_new_whatever_the_work_tree_makes_of_it() {
    for later in [":", "echo more >> a/CON", "rm a/CON"] {
        let scene = Scene::new("");
        scene.done(&format!("touch a/CON; git add a/CON; {later}"));
        for ask in ["--staged", "--worktree"] {
            let output = scene.run(&format!("phasetrack guard {ask}"));
            assert_eq!(output.status.code(), Some(1), "{later}, {ask}: {}", said(&output));
        }
    }
    let scene = Scene::new("");
    scene.done("more a/f; git add a/f; git mv a/f a/g; git mv a/g a/F; echo more >> a/F");
    assert_eq!(scene.run("phasetrack guard --worktree").status.code(), Some(0));
}
