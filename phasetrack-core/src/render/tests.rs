//! Every format on one small plan, made by hand so that no reader and no rule stands between.

use expect_test::{Expect, expect, expect_file};

use super::{Places, concise, diff, fixed, full, github, json, json_lines, show, summary};
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Level};
use crate::id::{PhaseNumber, TaskId, TrackId};
use crate::model::{
    Claim, ClaimKind, Dependency, Phase, Plan, Strength, Target, Task, Track, TrackForm, Unread, UnreadKind,
};
use crate::text::{Sources, Span, Spanned};

const TEXT: &str = "# Phase 1: MVP

## Track A: API
**Files**: `src/api/**`, `src/main.rs` (routes only)
**Depends on**: Track B, a signed contract
- [x] A1: Draft
- [ ] Say hello

## Track B: Database
**Fils**: `src/api/db.rs`
";

/// The document, its plan, and two findings.
fn example() -> (Sources, Plan, Vec<Diagnostic>) {
    let mut sources = Sources::default();
    let id = sources.add("docs/phase1.md", TEXT);
    let at = |text: &str| sources.find(id, text).expect("the text holds it");
    let claim = |pattern: &str| Claim::new(Spanned::new(pattern.to_owned(), at(pattern)), ClaimKind::Owns);

    let mut a = Track::new(TrackId::new("A"), "API".to_owned(), TrackForm::Heading, at("Track A: API"));
    let mut partial = claim("src/main.rs");
    partial.remark = Some("routes only".to_owned());
    partial.partial = true;
    a.claims = vec![claim("src/api/**"), partial];
    let b = Target::Track(TrackId::new("B"));
    let contract = Target::External("a signed contract".to_owned());
    a.dependencies = vec![
        Dependency { target: b, strength: Strength::Hard, span: at("Track B") },
        Dependency { target: contract, strength: Strength::Soft, span: at("a signed contract") },
    ];
    let mut draft = Task::new(Some(TaskId::new("A1")), "Draft".to_owned(), at("A1"));
    draft.done = Some(true);
    draft.effort = Some(Spanned::new("2-3 hours".parse().expect("an amount"), at("Draft")));
    let mut hello = Task::new(None, "Say hello".to_owned(), at("Say hello"));
    hello.done = Some(false);
    a.tasks = vec![draft, hello];
    let b = Track::new(TrackId::new("B"), "Database".to_owned(), TrackForm::Heading, at("Track B: Database"));

    let mut phase = Phase::new(id, at("Phase 1: MVP"));
    phase.number = Some(PhaseNumber::new("1"));
    phase.title = Some("MVP".to_owned());
    phase.tracks = vec![a, b];
    let kind = UnreadKind::MisspeltLabel { label: "Fils".to_owned(), known: "Files".to_owned() };
    let plan = Plan { phases: vec![phase], unread: vec![Unread { span: at("Fils"), kind }] };

    let mut overlap = Diagnostic::new("overlapping-ownership", at("src/api/db.rs"), "tracks A and B own one file");
    overlap.related(at("src/api/**"), "track A: owns everything below").help("give the file to one track");
    let mut label = Diagnostic::new("misspelt-label", at("Fils"), "`Fils` is no known label");
    label.level = Level::Warning;
    let edits = vec![Edit { span: at("Fils"), text: "Files".to_owned() }];
    label.fix(Fix { message: "write `Files`".to_owned(), applicability: Applicability::Safe, edits });
    (sources, plan, vec![overlap, label])
}

#[track_caller]
fn check(actual: &str, expected: &Expect) {
    expected.assert_eq(actual);
}

#[test]
fn full_shows_both_places_help_and_patch() {
    let (sources, _, findings) = example();
    check(
        &full(&Places::new(&sources), &findings, false),
        &expect![[r"
        error[overlapping-ownership]: tracks A and B own one file
          --> docs/phase1.md:10:12
           |
         4 | **Files**: `src/api/**`, `src/main.rs` (routes only)
           |             ---------- track A: owns everything below
        ...
        10 | **Fils**: `src/api/db.rs`
           |            ^^^^^^^^^^^^^
           |
           = help: give the file to one track

        warning[misspelt-label]: `Fils` is no known label
          --> docs/phase1.md:10:3
           |
        10 | **Fils**: `src/api/db.rs`
           |   ^^^^
           |
        help: write `Files`
           |
        10 | **Files**: `src/api/db.rs`
           |      +

    "]],
    );
    assert!(full(&Places::new(&sources), &findings, true).contains("\u{1b}["));
}

#[test]
fn one_line_formats() {
    let (sources, plan, findings) = example();
    let places = Places::new(&sources);
    check(
        &concise(&places, &findings),
        &expect![[r"
        docs/phase1.md:10:12: error[overlapping-ownership]: tracks A and B own one file
        docs/phase1.md:10:3: warning[misspelt-label]: `Fils` is no known label
    "]],
    );
    check(
        &github(&places, &findings),
        &expect![[r"
        ::error file=docs/phase1.md,line=10,col=12,endLine=10,endColumn=25,title=phasetrack (overlapping-ownership)::tracks A and B own one file%0Adocs/phase1.md:4:13: track A: owns everything below%0Ahelp: give the file to one track
        ::warning file=docs/phase1.md,line=10,col=3,endLine=10,endColumn=7,title=phasetrack (misspelt-label)::`Fils` is no known label
    "]],
    );
    check(
        &json_lines(&places, &findings),
        &expect![[r#"
        {"rule":"overlapping-ownership","level":"error","message":"tracks A and B own one file","source":"docs/phase1.md","line":10,"column":12,"end_line":10,"end_column":25,"related":[{"message":"track A: owns everything below","source":"docs/phase1.md","line":4,"column":13}],"help":"give the file to one track","fix":null}
        {"rule":"misspelt-label","level":"warning","message":"`Fils` is no known label","source":"docs/phase1.md","line":10,"column":3,"end_line":10,"end_column":7,"related":[],"help":null,"fix":{"message":"write `Files`","applicability":"safe","edits":[{"source":"docs/phase1.md","line":10,"column":3,"end_line":10,"end_column":7,"text":"Files"}]}}
    "#]],
    );
    check(
        &summary(&sources, &plan, &findings),
        &expect!["Found 1 error, 1 warning in docs/phase1.md (2 tracks, 2 claims, 2 tasks)"],
    );
}

#[test]
fn show_is_read_at_a_glance() {
    let (sources, plan, _) = example();
    check(
        &show(&Places::new(&sources), &plan),
        &expect![[r#"
        docs/phase1.md: 2 tracks, 2 claims, 2 tasks

        Phase 1: MVP                                                                          line 1

        Track A: API                                                                          line 3
          depends on    B, "a signed contract" (outside the plan) (can start without)
          owns          src/api/**
                        src/main.rs (routes only) [only a part of the file]
          tasks         [x] A1 Draft (2-3 hours)
                        [ ] Say hello

        Track B: Database                                                                     line 9
          files         (none stated)

        Not understood: 1 place
          line 10       "Fils" is no known label: did it mean "Files"?
    "#]],
    );
}

#[test]
fn json_names_every_fact() {
    let (sources, plan, findings) = example();
    let expected = expect_file!["expected.json"];
    expected.assert_eq(&json(&Places::new(&sources), &plan, &findings[1..]));
}

#[test]
fn safe_fixes_change_the_text_once() {
    let (sources, _, mut findings) = example();
    findings.push(findings[1].clone());
    let fixed = fixed(&sources, &findings);
    assert_eq!(fixed.len(), 1);
    check(
        &diff("docs/phase1.md", TEXT, &fixed[0].1).replace(" \n", "·\n"),
        &expect![[r#"
            --- docs/phase1.md
            +++ docs/phase1.md
            @@ -7,4 +7,4 @@
             - [ ] Say hello
            ·
             ## Track B: Database
            -**Fils**: `src/api/db.rs`
            +**Files**: `src/api/db.rs`
        "#]],
    );
}

#[test]
fn diffs() {
    let numbers = (1..=20).map(|n| n.to_string()).collect::<Vec<_>>().join("\n") + "\n";
    assert_eq!(diff("x", "a\n", "a\n"), "");
    check(
        &diff("x", "", "a\n"),
        &expect![[r"
        --- x
        +++ x
        @@ -0,0 +1 @@
        +a
    "]],
    );
    check(
        &diff("x", "a\nb", "b"),
        &expect![[r"
        --- x
        +++ x
        @@ -1,2 +1 @@
        -a
         b
        \ No newline at end of file
    "]],
    );
    let changed = numbers.replace("2\n3\n", "zwei\n3\n").replace("17\n", "17\n17a\n");
    check(
        &diff("x", &numbers, &changed),
        &expect![[r"
        --- x
        +++ x
        @@ -1,5 +1,5 @@
         1
        -2
        +zwei
         3
         4
         5
        @@ -15,6 +15,7 @@
         15
         16
         17
        +17a
         18
         19
         20
    "]],
    );
}

#[test]
fn names_and_texts_cannot_fool_the_terminal() {
    let mut sources = Sources::default();
    let id = sources.add("docs/\u{1b}[2J.md", "## Track \u{202e}A\n");
    let finding = Diagnostic::new("x", sources.find(id, "Track").expect("there"), "a\u{202e}b\nc::error::d,e%");
    let places = Places::new(&sources);
    check(
        &full(&places, std::slice::from_ref(&finding), false),
        &expect![[r"
        error[x]: a\u{202e}b\u{a}c::error::d,e%
         --> docs/\u{1b}[2J.md:1:4
          |
        1 | ## Track \u{202e}A
          |    ^^^^^

    "]],
    );
    check(
        &concise(&places, std::slice::from_ref(&finding)),
        &expect![[r"
        docs/\u{1b}[2J.md:1:4: error[x]: a\u{202e}b\u{a}c::error::d,e%
    "]],
    );
    check(
        &github(&places, std::slice::from_ref(&finding)),
        &expect![[r"
        ::error file=docs/\u{1b}[2J.md,line=1,col=4,endLine=1,endColumn=9,title=phasetrack (x)::a\u{202e}b\u{a}c::error::d,e%25
    "]],
    );
}

#[test]
fn excerpts_of_odd_places() {
    let mut sources = Sources::default();
    let empty = sources.add("empty.md", "");
    let long = sources.add("long.md", "x".repeat(10_000));
    let mark = sources.add("mark.md", "\u{feff}# Phase\r\n\r\nend");
    let span = |source, start, end| Span { source, start, end };
    let mut far = Diagnostic::new("x", span(long, 5000, 5001), "far out");
    far.related(span(mark, 3, 4), "near");
    let findings = [
        Diagnostic::new("x", Span { source: empty, ..Span::default() }, "nothing there"),
        far,
        Diagnostic::new("x", span(mark, 3, 17), "several lines"),
        Diagnostic::new("x", span(mark, 17, 17), "the end"),
    ];
    check(
        &full(&Places::new(&sources), &findings, false),
        &expect![[r"
        error[x]: nothing there
        --> empty.md:1:1

        error[x]: far out
         --> long.md:1:5001
          |
         ::: mark.md:1:1
          |
        1 | # Phase
          | - near

        error[x]: several lines
         --> mark.md:1:1
          |
        1 | # Phase
          | ^^^^^^^

        error[x]: the end
         --> mark.md:3:4
          |
        3 | end
          |    ^

    "]],
    );
}
