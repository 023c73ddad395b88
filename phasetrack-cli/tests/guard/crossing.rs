//! Branches that were merged in both directions, so that they meet more than once: what is as it was, and by which plan.

use crate::scene::{Scene, said};

/// Main changes `b/f` (`$m1`) and takes the track's work over; the track takes `$m1` over, not what main made of it.
const CROSSED: &str = "cross() {
    more a/f; git commit -qam t1; t1=$(git rev-parse HEAD)
    git switch -q main; eval \"$1\"; git commit -qam m1; m1=$(git rev-parse HEAD); git merge -q --no-edit track-a
    git switch -q track-a; git merge -q --no-edit $m1
}\n";

#[test]
fn where_bases_disagree_the_newer_version_counts() {
    for (what, script, staged, range) in [
        ("honest work", "cross 'more b/f'; more a/f; git add a", 0, 0),
        ("honest work for long", "for i in $(seq 6); do cross 'more b/f'; done; more a/f; git add a", 0, 0),
        ("the base's work taken back", "cross 'more b/f'; git checkout -q $t1 -- b/f", 1, 1),
        (
            "the base's work taken back after long",
            "for i in $(seq 6); do cross 'more b/f'; done; git checkout -q $t1 -- b/f",
            1,
            1,
        ),
        ("a file of the base taken away", "cross 'touch b/new; git add b'; git rm -q b/new", 1, 1),
        ("a file that the base took away", "cross 'git rm -q b/f'; git checkout -q $t1 -- b/f", 1, 1),
        ("a mode of the base taken back", "cross 'chmod +x b/f'; git checkout -q $t1 -- b/f", 1, 1),
        (
            "a merge that keeps its own side",
            "cross 'more b/f'; free reset -q --hard $t1; free merge -q -s ours $m1; more a/f; git add a",
            0,
            1,
        ),
        (
            "a merge without a base in common",
            "cross 'more b/f'; git switch -q --orphan lone; touch a-lone; git add .; git commit -qm lone; git switch -q main; \
             git merge -q --allow-unrelated-histories --no-edit lone; git switch -q track-a; \
             free merge -q --allow-unrelated-histories --no-edit lone; more a/f; git add a",
            0,
            0,
        ),
    ] {
        let scene = Scene::new("");
        scene.done(&format!("{CROSSED}{script}"));
        let output = scene.run("phasetrack guard --staged");
        assert_eq!(output.status.code(), Some(staged), "{what}: {}", said(&output));
        scene.done("free commit -qm x");
        for options in ["", " --per-commit"] {
            let (code, told) = scene.range(&format!("track-a{options}"));
            assert_eq!(code, range, "{what}{options}: {told}");
        }
    }
}

#[test]
fn the_plan_is_that_of_the_base_itself() {
    // The names of the commits are others each time, and so is the order of those names.
    for round in 0..6 {
        let scene = Scene::new("");
        let narrow = "sed -i s,a/[*][*],a/f, docs/phase1.md";
        scene.done(&format!("{CROSSED}echo {round} >> a/f; cross '{narrow}'; touch a/new; git add a"));
        let output = scene.run("phasetrack guard --staged");
        assert_eq!(output.status.code(), Some(1), "round {round}: {}", said(&output));
    }
}

#[test]
fn a_merge_that_throws_the_base_away_is_seen_before_it_is_recorded() {
    let before = "git switch -q main; more b/f; git commit -qam m; git switch -q track-a; more a/f; git commit -qam y; \
                  rm .git/hooks/reference-transaction";
    for (merge, works) in [
        ("git merge -q --no-edit main", true),
        ("git merge -q --no-edit -s ours main", false),
        ("git merge -q -s ours --no-commit main; git commit -qm merged", false),
        ("git merge -q --no-commit main; git commit -qm merged", true),
    ] {
        let scene = Scene::new("");
        scene.done(before);
        let output = scene.run(merge);
        assert_eq!(output.status.success(), works, "{merge}: {}", said(&output));
    }
}
