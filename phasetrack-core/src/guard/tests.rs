//! The decision, case by case.

use super::*;
use crate::facts::{Facts, Ownership};
use crate::files::Files;
use crate::lower;
use crate::settings::{Settings, Unowned};
use crate::text::Sources;

const PLAN: &str = "\
# Phase 1: Shop

## Track A: API
**Files**: `a/**`, `a/named`, `both.rs`, `vendor/a`, `in-turn.rs`
**Create**: `made.rs`
**Shared files**: `shared.rs`, `led.rs` (owner: Track A), `lent.rs` (owner: Track B)
**Files NOT to touch**: `a/kept/**`, `off.rs`

### Track A.1: Part
**Files**: `part/**`

## Track B: Web
**Files**: `b/**`, `both.rs`
**Shared files**: `shared.rs`, `theirs.rs`

## Track C: Docs
**Depends on**: Track A
**Files**: `in-turn.rs`

## Integration files
- `main.rs`
";

fn rulings(track: &str, tree: &[&str], changes: &[Change], unowned: Unowned) -> Vec<Ruling> {
    excused(track, tree, changes, unowned, &[])
}

fn excused(track: &str, tree: &[&str], changes: &[Change], unowned: Unowned, exceptions: &[Exception]) -> Vec<Ruling> {
    let mut sources = Sources::default();
    sources.add("plan.md", PLAN);
    let plan = lower::plan(&sources, &Settings::default().vocabulary);
    let facts = Facts::new(&plan);
    let ownership = Ownership::new(&facts);
    let tree: Files = tree.iter().copied().collect();
    let reserved = [b"plan.md".to_vec(), b"a/phasetrack.toml".to_vec()];
    let track = facts.names.track(0, track).unwrap();
    let request = Request { track, changes, tree: &tree, reserved: &reserved, unowned, exceptions };
    let verdict = judge(&facts, &ownership, &request);
    assert_eq!(verdict.allows(), verdict.rulings.iter().all(|ruling| !ruling.denies));
    verdict.rulings
}

/// What is said of a change of one path: nothing, a denial, or `warn` and the reason.
fn say(track: &str, change: Change) -> String {
    let found = rulings(track, &["a/x.rs", "b/x.rs"], &[change], Unowned::Deny);
    found.first().map_or(String::new(), |ruling| {
        let warns = if ruling.denies { "" } else { "warn " };
        format!("{warns}{:?}", ruling.why)
    })
}

#[test]
fn every_path_by_what_is_stated_of_it() {
    for (track, path, expected) in [
        ("A", "a/x.rs", ""),
        ("A", "a/deep/er/\u{e9}.rs", ""),
        ("A", "a/x b/y", ""),
        ("A", "made.rs", ""),
        ("A", "led.rs", ""),
        ("A", "part/x.rs", ""),
        ("A", "in-turn.rs", ""),
        ("A", "b/x.rs", "Foreign"),
        ("A", "both.rs", "Contested"),
        ("A", "a/kept/x.rs", "KeptOff"),
        ("A", "off.rs", "KeptOff"),
        ("A", "shared.rs", "warn Unsettled"),
        ("A", "lent.rs", "Designated"),
        ("A", "theirs.rs", "Shared"),
        ("A", "main.rs", "Integration"),
        ("A", "nobody.rs", "Unowned"),
        ("A", "plan.md", "Plan"),
        ("A", "a/phasetrack.toml", "Plan"),
        ("B", "a/x.rs", "Foreign"),
        ("B", "lent.rs", ""),
        ("B", "made.rs", "Foreign"),
        ("A.1", "part/x.rs", ""),
        ("A.1", "a/x.rs", "Foreign"),
        ("C", "in-turn.rs", ""),
    ] {
        // Every way to change a path is judged alike.
        for change in [
            Change::modified(path, Entry::File, Entry::File),
            Change::modified(path, Entry::File, Entry::Executable),
            Change::modified(path, Entry::File, Entry::Link),
            Change::deleted(path, Entry::File),
            Change::added(path, Entry::File),
        ] {
            let is_known = change.is_new() && ["a/x.rs", "b/x.rs"].contains(&path);
            if !is_known {
                assert_eq!(say(track, change.clone()), expected, "{track} {change:?}");
            }
        }
    }
}

#[test]
fn names_that_are_no_text_are_judged_by_their_bytes() {
    assert_eq!(say("A", Change::added(b"b/caf\xe9".to_vec(), Entry::File)), "Foreign");
    assert_eq!(say("A", Change::added(b"a/caf\xe9".to_vec(), Entry::File)), "");
    assert_eq!(say("A", Change::added("b/\u{202e}x", Entry::File)), "Foreign");
}

#[test]
fn new_names_that_not_every_system_can_hold() {
    for (name, expected) in [
        ("a/x.rs", ""),
        ("a/b\\f", "Unportable(Character)"),
        ("a/b:f", "Unportable(Character)"),
        ("a/\u{1b}[2J", "Unportable(Character)"),
        ("a/\u{7f}", "Unportable(Character)"),
        ("a/f::$DATA", "Unportable(Character)"),
        ("a/b /f", "Unportable(End)"),
        ("a/b./f", "Unportable(End)"),
        ("a/CON", "Unportable(Device)"),
        ("a/nul.txt", "Unportable(Device)"),
        ("a/com1", "Unportable(Device)"),
        ("a/LPT9 .txt", "Unportable(Device)"),
        ("a/com0", ""),
        ("a/lpt10", ""),
        ("a/console.rs", ""),
        ("a/B~1/f", "Unportable(ShortForm)"),
        ("a/x~", ""),
        ("a/version~12345678", ""),
        ("A/y.rs", "SameElsewhere([97])"),
        ("B/x.rs", "SameElsewhere([98])"),
        ("a/X.rs", "SameElsewhere([97, 47, 120, 46, 114, 115])"),
    ] {
        assert_eq!(say("A", Change::added(name, Entry::File)), expected, "{name}");
    }
    for (length, expected) in [(255, ""), (256, "Unportable(Length)")] {
        assert_eq!(say("A", Change::added("a/".to_owned() + &"x".repeat(length), Entry::File)), expected, "{length}");
    }
    // What is there already, or goes, is not held against anybody.
    assert_eq!(say("A", Change::deleted("a/b:f", Entry::File)), "");
    assert_eq!(say("A", Change::modified("a/b:f", Entry::File, Entry::File)), "");
}

#[test]
fn a_name_may_change_its_case() {
    let moved = [Change::deleted("a/x.rs", Entry::File), Change::added("a/X.rs", Entry::File)];
    assert_eq!(rulings("A", &["a/x.rs"], &moved, Unowned::Deny), []);
    let both = [Change::added("a/y.rs", Entry::File), Change::added("a/Y.rs", Entry::File)];
    assert_eq!(rulings("A", &[], &both, Unowned::Deny).len(), 1);
}

#[test]
fn a_move_is_judged_on_both_sides() {
    let moved = [Change::deleted("b/f.rs", Entry::File), Change::added("a/stolen.rs", Entry::File)];
    let found = rulings("A", &["b/f.rs"], &moved, Unowned::Deny);
    assert_eq!(found.iter().map(|ruling| ruling.path.as_slice()).collect::<Vec<_>>(), [b"b/f.rs"]);
}

#[test]
fn another_repository_has_to_be_named() {
    // `a/named` is named beside the pattern that matches it.
    for (track, path, expected) in [
        ("A", "a/nest", "Submodule"),
        ("A", "a/named", ""),
        ("A", "vendor/a", ""),
        ("A", "b/nest", "Foreign"),
        // Named by others, and in a list of shared files, before the track's own claim.
        ("B", "both.rs", "Contested"),
        ("A", "led.rs", ""),
    ] {
        for change in [
            Change::added(path, Entry::Submodule),
            Change::modified(path, Entry::Submodule, Entry::Submodule),
            Change::deleted(path, Entry::Submodule),
        ] {
            assert_eq!(say(track, change), expected, "{path}");
        }
    }
}

#[test]
fn what_nobody_owns_follows_the_settings() {
    let change = [Change::added("nobody.rs", Entry::File)];
    let counts = [Unowned::Deny, Unowned::Warn, Unowned::Allow].map(|unowned| {
        let found = rulings("A", &[], &change, unowned);
        (found.len(), found.iter().filter(|ruling| ruling.denies).count())
    });
    assert_eq!(counts, [(1, 1), (1, 0), (0, 0)]);
}

#[test]
fn an_exception_is_for_its_path_only_and_never_for_the_plan() {
    let exception = |path: &str| Exception {
        path: path.into(),
        by: "Ann".to_owned(),
        commit: None,
        reason: "it cannot wait".to_owned(),
    };
    for (path, excepted, expected) in [
        ("b/x.rs", "b/x.rs", "Foreign, excused"),
        ("b/x.rs", "b/y.rs", "Foreign"),
        ("b/x.rs", "b", "Foreign"),
        ("b/x.rs", "b/**", "Foreign"),
        ("b/x.rs", "B/x.rs", "Foreign"),
        ("both.rs", "both.rs", "Contested, excused"),
        ("a/kept/x.rs", "a/kept/x.rs", "KeptOff, excused"),
        ("main.rs", "main.rs", "Integration, excused"),
        ("nobody.rs", "nobody.rs", "Unowned, excused"),
        ("plan.md", "plan.md", "Plan"),
        ("a/phasetrack.toml", "a/phasetrack.toml", "Plan"),
        ("shared.rs", "shared.rs", "warn Unsettled"),
        ("a/x.rs", "a/x.rs", ""),
    ] {
        let change = [Change::modified(path, Entry::File, Entry::File)];
        // The first of two is named.
        let later = Exception { reason: "later".to_owned(), ..exception(excepted) };
        let found = excused("A", &[], &change, Unowned::Deny, &[exception("c"), exception(excepted), later]);
        let said = found.first().map_or(String::new(), |ruling| {
            let excused = ruling.exception.as_ref().map_or("", |exception| {
                assert_eq!((exception.path.as_slice(), exception.reason.as_str()), (path.as_bytes(), "it cannot wait"));
                ", excused"
            });
            // What is excused is not denied, and says why it would be.
            let warns = if ruling.denies || !excused.is_empty() { "" } else { "warn " };
            assert!(!ruling.denies || excused.is_empty());
            format!("{warns}{:?}{excused}", ruling.why)
        });
        assert_eq!(said, expected, "{path} {excepted}");
    }
}
