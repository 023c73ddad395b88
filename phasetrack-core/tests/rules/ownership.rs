//! Who may touch what: every pair of statements about one file, and what is said of it.

use std::fmt::Write;

use expect_test::{Expect, expect};
use phasetrack_core::files::Files;
use phasetrack_core::text::Sources;

use super::{findings_in, render};

/// Documents, `=== ` lines between them.
fn documents(input: &str) -> Sources {
    let mut sources = Sources::default();
    for (index, text) in input.split("=== \n").enumerate() {
        sources.add(format!("{index}.md"), text);
    }
    sources
}

/// The names of the rules that find something in documents.
fn rules(input: &str, files: Option<&Files>) -> String {
    let sources = documents(input);
    let mut names: Vec<_> = findings_in(&sources, files).iter().map(|finding| finding.rule).collect();
    names.sort_unstable();
    names.join(" ")
}

#[track_caller]
fn check(input: &str, files: &[&str], expected: &Expect) {
    let sources = documents(input);
    let files: Option<Files> = (!files.is_empty()).then(|| files.iter().copied().collect());
    let mut all = findings_in(&sources, files.as_ref());
    all.retain(|finding| finding.rule != "ownerless-files");
    expected.assert_eq(&render(&sources, &all));
}

/// What track A says of `x/a.rs`, what track B says of it, and the rules that fire: without an order, and when B waits.
const PAIRS: &[(&str, &str, &str, &str)] = &[
    ("Files", "Files", "overlapping-ownership", "sequential-overlap"),
    ("Files", "Modify", "overlapping-ownership", "sequential-overlap"),
    ("Files", "Create", "overlapping-ownership", "sequential-overlap"),
    ("Create", "Create", "created-by-two", "created-by-two"),
    ("Create", "Modify", "overlapping-ownership", "sequential-overlap"),
    ("Files", "Shared files", "", ""),
    ("Create", "Shared files", "", ""),
    ("Shared files", "Shared files", "shared-file-without-owner", "shared-file-without-owner"),
    ("Files", "Files NOT to touch", "", ""),
    ("Shared files", "Files NOT to touch", "shared-file-without-owner", "shared-file-without-owner"),
    ("Files NOT to touch", "Files NOT to touch", BOTH_UNOWNED, BOTH_UNOWNED),
    ("Files", "Integration files", "overlapping-ownership", "overlapping-ownership"),
    ("Shared files", "Integration files", "", ""),
    ("Integration files", "Integration files", "", ""),
];

const BOTH_UNOWNED: &str = "forbidden-but-unowned forbidden-but-unowned";

#[test]
fn pairs() {
    for (a, b, at_once, in_order) in PAIRS {
        for (order, expected) in [("None", at_once), ("Track A", in_order)] {
            for (a, b) in [(a, b), (b, a)] {
                let document = format!(
                    "## Track A: One\n**Files**: `a/**`\n**{a}**: `x/a.rs`\n\n## Track B: Two\n**Depends on**: {order}\n\
                     **Files**: `b/**`\n**{b}**: `x/a.rs`\n"
                );
                assert_eq!(rules(&document, None), *expected, "{document}");
            }
        }
    }
}

/// What follows `## Track A: One` and `## Track B: Two`, and the rules that fire.
const CASES: &[(&str, &str, &str)] = &[
    ("**Files**: `src/**` except `src/b/**`", "**Files**: `src/b/**`", ""),
    ("**Files**: `src/**`\n**Files NOT to touch**: `src/b/**`", "**Files**: `src/b/**`", ""),
    ("**Files**: `src/**` except `src/b/x.rs`", "**Files**: `src/b/**`", "overlapping-ownership"),
    ("**Files**: `src/[id]/**`", "**Files**: `src/i/a.rs`", "overlapping-ownership"),
    ("**Files**: `src/api`", "**Files**: `src/api/v1.rs`", "overlapping-ownership"),
    ("**Files**: `src/api/`", "**Files**: `src/api.rs`", ""),
    ("**Files**: `src/a?.rs`", "**Files**: `src/{ab,c}.rs`", "overlapping-ownership"),
    // Two parts of one file: a warning of the same rule.
    ("**Files**: `src/a.rs` (lines 1-50)", "**Files**: `src/a.rs` (lines 51-99)", "overlapping-ownership"),
    // Who is finished is not at work, but only if the plan says just that.
    ("**Status**: ✅ Complete\n**Files**: `src/**`", "**Files**: `src/b/**`", "sequential-overlap"),
    ("**Files**: `src/**`\n- [x] A1: one\n- [x] A2: two", "**Files**: `src/b/**`", "sequential-overlap"),
    ("**Status**: Complete by Friday\n**Files**: `src/**`", "**Files**: `src/b/**`", "overlapping-ownership"),
    ("**Status**: In progress, 100% coverage\n**Files**: `src/**`", "**Files**: `src/b/**`", "overlapping-ownership"),
    ("**Progress**: 100% of design\n**Files**: `src/**`", "**Files**: `src/b/**`", "overlapping-ownership"),
    ("**Status**: Done\n**Files**: `src/**`\n- [ ] A1: one", "**Files**: `src/b/**`", "overlapping-ownership"),
    ("**Files**: `src/**`\n- [x] A1: one\n- [ ] A2: two", "**Files**: `src/b/**`", "overlapping-ownership"),
    // One track follows another if all of its tasks do, not if one does.
    (
        "**Files**: `src/**`\n- [ ] A1: one",
        "**Files**: `src/b/**`\n- [ ] B1: two (depends on A1)",
        "sequential-overlap",
    ),
    (
        "**Files**: `src/**`\n- [ ] A1: one\n- [ ] A2: two (depends on B2)",
        "**Files**: `src/b/**`\n- [ ] B1: one\n- [ ] B2: two",
        "overlapping-ownership",
    ),
    (
        "**Files**: `src/**`\n- [ ] A1: one\n- [ ] A2: two",
        "**Files**: `src/b/**`\n- [ ] B1: one (depends on A1, A2)\n- [ ] B2: two (depends on B1)",
        "sequential-overlap",
    ),
    // Owners of shared files.
    ("**Files**: `a/**`\n**Shared files**: `x.rs` (owner: Track A)", "**Files**: `b/**`\n**Shared files**: `x.rs`", ""),
    ("**Files**: `a/**`\n**Shared files**: `x.rs` (owner: Track B)", "**Files**: `b/**`", ""),
    ("**Files**: `x.rs`", "**Files**: `b/**`\n**Shared files**: `x.rs` (owner: Track B)", "two-designated-owners"),
    ("**Files**: `a/**`", "**Files**: `b/**`\n\n## Shared files\n- `x.rs`", "shared-file-without-owner"),
    ("**Files**: `a/**`", "**Files**: `b/**`\n\n## Shared files\n- `x.rs` (owner: Track A)", ""),
    ("**Files**: `a/**`", "**Files**: `b/**`\n\n## Shared files\n- `x.rs` (integration only)", ""),
    ("**Files**: `x.rs`", "**Files**: `b/**`\n\n## Shared files\n- `x.rs` (integration only)", "overlapping-ownership"),
    // Names on other systems.
    ("**Files**: `src/Über.rs`", "**Files**: `src/über.rs`", "case-collision"),
    ("**Files**: `src/u\u{308}ber.rs`", "**Files**: `src/\u{fc}ber.rs`", "case-collision"),
    ("**Files**: `Docs/*.md`", "**Files**: `docs/{a,b}.md`", "case-collision"),
    ("**Files**: `src/a.rs`", "**Files**: `src/b.rs`", ""),
    // Denials.
    (
        "**Files**: `src/**`",
        "**Files**: `src/b/**`\n**Conflicts**: None",
        "no-conflict-claim-contradicted overlapping-ownership",
    ),
    ("**Files**: `src/**`", "**Files**: `src/b/**`\n**Conflicts**: `src/b/**` with Track A", "overlapping-ownership"),
    // Mentions.
    ("**Files**: `src/a/**`\n- [ ] A1: Write `src/a/x.rs` and `a/y.rs`", "**Files**: `src/b/**`", "unowned-mention"),
    ("**Files**: `src/a/**`, `src/c/a/y.rs`\n- [ ] A1: Write `a/y.rs`", "**Files**: `src/b/**`", ""),
];

#[test]
fn cases() {
    for (a, b, expected) in CASES {
        let document = format!("## Track A: One\n{a}\n\n## Track B: Two\n{b}\n");
        assert_eq!(rules(&document, None), *expected, "{document}");
    }
}

#[test]
fn tracks_inside_of_tracks_are_no_others() {
    let parts = "## Track A: All\n**Files**: `src/**`\n\n### Track A.1: Part\n**Files**: `src/a/**`\n";
    assert_eq!(rules(parts, None), "");
    let siblings = format!("{parts}\n### Track A.2: Part\n**Files**: `src/a/x.rs`\n");
    assert_eq!(rules(&siblings, None), "overlapping-ownership");
}

#[test]
fn phases_of_one_document_follow_one_another_and_documents_do_not() {
    let phase = |number| format!("# Phase {number}: P\n\n## Track A: One\n**Files**: `src/**`\n\n");
    assert_eq!(rules(&(phase(1) + &phase(2)), None), "sequential-overlap");
    assert_eq!(rules(&(phase(1) + "=== \n" + &phase(2)), None), "overlapping-ownership");
}

#[test]
fn repairs() {
    let plan = |a: &str, b: &str| format!("## Track A: One\n**Files**: {a}\n\n## Track B: Two\n**Files**: {b}\n");
    check(
        &plan("`src/**`", "`src/api/**`"),
        &[],
        &expect![[r#"
        5:13 error overlapping-ownership: `src/api/**` of track `B` and `src/**` of track `A` both match `src/api/x`
          2:13 `src/**` of track `A`
          help: narrow track `A` to `src/**` except `src/api/**`, or let one of the two wait for the other
    "#]],
    );
    check(
        &plan("`src/api/**`", "`src/**/*_test.rs`"),
        &[],
        &expect![[r#"
        5:13 error overlapping-ownership: `src/**/*_test.rs` of track `B` and `src/api/**` of track `A` both match `src/api/x_test.rs`
          2:13 `src/api/**` of track `A`
          help: give what both match to one of them: `src/**/*_test.rs` except `src/api/**` for track `B`, or the other way round
    "#]],
    );
    check(
        &plan("`src/a.rs`", "`./src/a.rs`"),
        &[],
        &expect![[r#"
            5:13 error overlapping-ownership: `./src/a.rs` of track `B` and `src/a.rs` of track `A` both match `src/a.rs`
              2:13 `src/a.rs` of track `A`
              help: leave it to one of the two; if both must edit it, let track `B` wait for track `A`, or take it out of the files of track `B` and write there: **Shared files**: `./src/a.rs` (owner: Track A)
        "#]],
    );
    let other = plan("`src/**`", "`web/**`");
    check(
        &format!("{other}=== \n{other}"),
        &[],
        &expect![[r#"
            2:13 error overlapping-ownership: track `A` of `0.md` and track `A` of `1.md` both claim `src/**`
              2:13 `src/**` of track `A`
              help: leave it to one of the two
            5:13 error overlapping-ownership: track `B` of `0.md` and track `B` of `1.md` both claim `web/**`
              5:13 `web/**` of track `B`
              help: leave it to one of the two
        "#]],
    );
    let twins = "## Track A: One\n**Files**: `x.rs`\n\n## Track A: Two\n**Files**: `x.rs`\n";
    check(
        twins,
        &[],
        &expect![[r#"
        4:4 error duplicate-track: track `A` is defined a second time
          1:4 first defined here
          help: give the second track an id of its own, or move what it says under the first heading
        5:13 error overlapping-ownership: track `A` “One” and track `A` “Two” both claim `x.rs`
          2:13 `x.rs` of track `A`
          help: leave it to one of the two
    "#]],
    );
}

/// What two tracks say, words of the help, and what they say when these are carried out to the letter.
const REPAIRS: &[([&str; 2], &str, [&str; 2])] = &[
    (
        ["Files**: `src/**`", "Files**: `src/api/**`"],
        "narrow track `A` to `src/**` except `src/api/**`",
        ["Files**: `src/**` except `src/api/**`", "Files**: `src/api/**`"],
    ),
    (
        ["Files**: `src/api/**`", "Files**: `src/**`"],
        "narrow track `B` to `src/**` except `src/api/**`",
        ["Files**: `src/api/**`", "Files**: `src/**` except `src/api/**`"],
    ),
    (
        ["Files**: `src/api/**`", "Files**: `src/**/*.sql`"],
        "`src/**/*.sql` except `src/api/**` for track `B`",
        ["Files**: `src/api/**`", "Files**: `src/**/*.sql` except `src/api/**`"],
    ),
    (
        ["Files**: `a/**`, `package.json`", "Files**: `b/**`, `package.json`"],
        "**Shared files**: `package.json` (owner: Track A)",
        ["Files**: `a/**`, `package.json`", "Files**: `b/**`\n**Shared files**: `package.json` (owner: Track A)"],
    ),
    (
        ["Files**: `src/lib.rs`", "Files**: `src/lib.rs`"],
        "let track `B` wait for track `A`",
        ["Files**: `src/lib.rs`", "Depends on**: Track A\n**Files**: `src/lib.rs`"],
    ),
    (
        ["Files**: `a/**`\n**Shared files**: `x.rs`", "Files**: `b/**`"],
        "list it among the files of track `A`",
        ["Files**: `a/**`, `x.rs`", "Files**: `b/**`"],
    ),
    (
        ["Files**: `a/**`\n**Shared files**: `x.rs`", "Files**: `b/**`"],
        "`x.rs` (owner: Track A)",
        ["Files**: `a/**`\n**Shared files**: `x.rs` (owner: Track A)", "Files**: `b/**`"],
    ),
    (
        ["Files**: `x.rs`", "Files**: `b/**`\n**Shared files**: `x.rs` (owner: Track B)"],
        "the other lists it among its shared files",
        ["Shared files**: `x.rs`", "Files**: `b/**`\n**Shared files**: `x.rs` (owner: Track B)"],
    ),
    (
        ["Files**: `a/**`, `x.rs`", "Files**: `b/**`\n**Integration files**: `x.rs`"],
        "take it out of the track",
        ["Files**: `a/**`", "Files**: `b/**`\n**Integration files**: `x.rs`"],
    ),
];

#[test]
fn what_a_help_says_ends_the_finding() {
    for words in ["Track", "Workstream", "Developer", "Stream", "Equipo", "Team", "Agent"] {
        let plan = |[a, b]: [&str; 2]| format!("## {words} A: One\n**{a}\n\n## {words} B: Two\n**{b}\n");
        for (before, help, after) in REPAIRS {
            let mut sources = Sources::default();
            sources.add("0.md", plan(*before));
            let found = findings_in(&sources, None);
            assert_eq!(found.len(), 1, "{}", render(&sources, &found));
            let (rule, said) = (found[0].rule, found[0].help.as_deref().unwrap_or_default());
            assert!(said.contains(help), "{}: {said}", plan(*before));
            assert!(!rules(&plan(*after), None).contains(rule), "{}", plan(*after));
        }
    }
    // Tracks without a letter are named by their titles.
    let plan = "| Track | Files | Shared files |\n|---|---|---|\n| Order pages | `x.rs` | |\n\
                | Web | `b/**` | `x.rs` (owner: Track Order pages) |\n";
    assert_eq!(rules(plan, None), "");
}

#[test]
fn an_owner_who_is_named_and_claims_is_told_once() {
    let others = [
        "**Files**: `package.json`",
        "**Shared files**: `package.json` (owner: Track A)",
        "**Create**: `package.json`",
    ];
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let section = |at: usize| format!("## Track {}: T\n{}\n\n", ["A", "B", "C"][at], others[at]);
        assert_eq!(rules(&order.map(section).concat(), None), "overlapping-ownership", "{order:?}");
    }
    // Who claims only another file is named beside another one all the same.
    let apart = "## Track A: T\n**Files**: `a/**`\n**Shared files**: `x.rs` (owner: Track A)\n\n## Track B: T\n**Files**: `x.rs`\n";
    assert_eq!(rules(apart, None), "two-designated-owners");
}

#[test]
fn a_claim_that_meets_many_is_told_once() {
    let mut text = String::new();
    for number in 0..12 {
        write!(text, "## Track T{number}: T\n**Files**: `src/t{number}/**`\n\n").unwrap();
    }
    text += "## Track X: X\n**Files**: `**/*_test.rs`\n";
    check(
        &text,
        &[],
        &expect![[r#"
        38:13 error overlapping-ownership: `**/*_test.rs` of track `X` and `src/t0/**` of track `T0` both match `src/t0/x_test.rs`; 4 further claims meet it too
          2:13 `src/t0/**` of track `T0`
          5:13 `src/t1/**` of track `T1`
          8:13 `src/t2/**` of track `T2`
          11:13 `src/t3/**` of track `T3`
          14:13 `src/t4/**` of track `T4`
          17:13 `src/t5/**` of track `T5`
          20:13 `src/t6/**` of track `T6`
          23:13 `src/t7/**` of track `T7`
          help: give what both match to one of them: `**/*_test.rs` except `src/t0/**` for track `X`, or the other way round
    "#]],
    );
}

#[test]
fn files_of_the_repository() {
    let files = ["src/users.rs", "src/orders.rs", "docs/Guide.md", "web/app.ts"];
    check(
        "## Track A: One\n**Modify**: `src/uesrs.rs`, `src/orders.rs`\n**Create**: `web/app.ts`\n**Files**: `lib/orders.rs`, \
         `src/quite-new.rs`, `src/`\n",
        &files,
        &expect![[r#"
            2:14 warning unmatched-path: track `A` modifies `src/uesrs.rs`, which is not in the repository
              help: did you mean `src/users.rs`?
            3:14 warning created-file-exists: track `A` creates `web/app.ts`, which is in the repository already
              help: list it among the files to modify, or choose another name
            4:13 warning unmatched-path: track `A` claims `lib/orders.rs`, which is not in the repository
              help: did you mean `src/orders.rs`?
            4:30 note redundant-claim: `src/` of the same track includes `src/quite-new.rs`
              4:50 included in this
              help: leave it out, or say what is particular about it: “(new)”, “(the price section)”
            4:30 note unmatched-path: track `A` claims `src/quite-new.rs`, which is not in the repository
              help: if it is new, list it among the files to create: `src/quite-new.rs` (new)
        "#]],
    );
    // A folder whose name is like a file's, even if nothing else of the plan is there.
    check(
        "## Track A: One\n**Files**: `./packages/socket.io`\n**Files NOT to touch**: `packages/engine.io`\n",
        &["packages/socket.io/index.js", "packages/engine.io/a.js"],
        &expect![[r#"
            2:13 warning unmatched-path: track `A` names `packages/socket.io`, which is a folder of the repository
              help: write `packages/socket.io/`, which means all files in it
            3:26 note forbidden-but-unowned: track `A` must not touch `packages/engine.io`, and nobody else owns it
              help: give it to the track that may change it; nothing to do if nobody may
            3:26 warning unmatched-path: track `A` names `packages/engine.io`, which is a folder of the repository
              help: write `packages/engine.io/`, which means all files in it
        "#]],
    );
    // A plan that comes before its code, a file that a track makes, and patterns are left alone.
    check("## Track A: One\n**Modify**: `lib/uesrs.rs`\n", &files, &expect![[""]]);
    check(
        "## Track A: One\n**Create**: `lib/new.rs`\n\n## Track B: Two\n**Depends on**: Track A\n**Modify**: `lib/new.rs`, \
         `src/users.rs`\n",
        &files,
        &expect![[r#"
            6:14 note sequential-overlap: track `A` and track `B` both claim `lib/new.rs`, one after the other
              2:14 `lib/new.rs` of track `A`
              help: the one that waits must start from the merged work of the other; nothing to do if it does
        "#]],
    );
    check("## Track A: One\n**Files**: `src/**`, `lib/**`, `test/*.rs`\n", &files, &expect![[""]]);
}

#[test]
fn what_cannot_be_decided_is_no_proof_and_shows_no_path() {
    let document = "## Track A: One\n**Files**: `s/*[ab]*????????????????????` except `s/*a????????????????????` except \
                    `s/*b????????????????????` except `s/*a*b*`\n\n## Track B: Two\n**Files**: `s/*` except `s/*[!ab]*` except \
                    `s/*b*a*` except `s/aa*` except `s/bb*`\n";
    check(
        document,
        &[],
        &expect![[r#"
        5:13 error overlapping-ownership: `s/*` of track `B` and `s/*[ab]*????????????????????` of track `A` are too intricate to be proven apart
          2:13 `s/*[ab]*????????????????????` of track `A`
          help: narrow track `B` to `s/*` except `s/*[ab]*????????????????????`, or let one of the two wait for the other
    "#]],
    );
}
