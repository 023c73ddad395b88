//! Who waits for whom, in every form in which plans say so.

use std::fmt::Write;

use expect_test::{Expect, expect};

use super::outcome;

/// Reads each text below a plan of four tracks and shows who waits for whom.
#[track_caller]
fn waits(texts: &[&str], expected: &Expect) {
    let mut out = String::new();
    for text in texts {
        let tracks: String = ["A: Schema", "B: Service", "C: Client", "D: Report"]
            .iter()
            .map(|name| format!("## Track {name}\n**Files**: `{}/**`\n\n", name[..1].to_lowercase()))
            .collect();
        write(&mut out, text, &outcome(&format!("# Plan\n\n{tracks}## Notes\n\n{text}\n")));
    }
    expected.assert_eq(&out);
}

/// Reads each text in the section of track C, after tracks A and B.
#[track_caller]
fn waits_in_c(texts: &[&str], expected: &Expect) {
    let mut out = String::new();
    for text in texts {
        let tracks = "## Track A: Schema\n**Files**: `a/**`\n\n## Track B: Service\n**Files**: `b/**`\n\n";
        write(&mut out, text, &outcome(&format!("{tracks}## Track C: Client\n**Files**: `c/**`\n\n{text}\n")));
    }
    expected.assert_eq(&out);
}

fn write(out: &mut String, text: &str, outcome: &str) {
    writeln!(out, "{}", text.replace('\n', " / ")).unwrap();
    for line in outcome.lines() {
        let id = line.split(' ').next().unwrap_or_default();
        if let Some((_, facts)) = line.split_once("/**; ") {
            writeln!(out, "    {id} {facts}").unwrap();
        } else if !line.contains("owns ") {
            writeln!(out, "    {line}").unwrap();
        }
    }
}

#[test]
fn sentences_outside_of_tracks() {
    waits(
        &[
            "Track C depends on Tracks A and B.",
            "After Tracks A and B are done, Track C begins.",
            "Once Track A is merged, B and C can start.",
            "Track A blocks Track C.",
            "Track A must be merged before Track B.",
            "- **Track D** (the figures) - waits for C",
            "Updated: D builds on B and needs A.",
            "Track D can run in parallel with Track C (depends on A).",
            "Track B requires Track A, and Track C requires Track B.",
            "- Service: depends on Schema",
        ],
        &expect![[r#"
            Track C depends on Tracks A and B.
                C after A, B
            After Tracks A and B are done, Track C begins.
                C after A, B
            Once Track A is merged, B and C can start.
                B after A
                C after A
            Track A blocks Track C.
                C after A
            Track A must be merged before Track B.
                B after A
            - **Track D** (the figures) - waits for C
                D after C
            Updated: D builds on B and needs A.
                D after B, A
            Track D can run in parallel with Track C (depends on A).
                D after A
            Track B requires Track A, and Track C requires Track B.
                B after A
                C after B
            - Service: depends on Schema
                B after A
        "#]],
    );
}

#[test]
fn sentences_that_say_nothing() {
    waits(
        &[
            "Track C does not depend on Track A.",
            "There is no dependency of Track C on Track B.",
            "Track B is independent of Track A.",
            "The release depends on Track A.",
            "Write `Track B depends on Track A` into the commit.",
            "After Track A + B: validate the whole.",
            "Agent 1 → Track A → Track B",
            "Merge order: A → B → C",
        ],
        &expect![[r#"
            Track C does not depend on Track A.
            There is no dependency of Track C on Track B.
            Track B is independent of Track A.
            The release depends on Track A.
            Write `Track B depends on Track A` into the commit.
            After Track A + B: validate the whole.
            Agent 1 → Track A → Track B
            Merge order: A → B → C
        "#]],
    );
}

#[test]
fn sentences_in_a_section() {
    waits_in_c(
        &[
            "Needs Track A first.",
            "Can start once B is merged.",
            "This track is blocked by Track A; Track B is not required.",
            "It waits for Tracks A and B.",
            "Track B must wait for this track.",
            "Everyone else depends on this one.",
            "- C1: Wire it (after Track B)\n- C2: Polish, needs C1",
            "- [ ] C-1 draw the form\n- [ ] C-2 send it (depends on C-1)",
            "| Task | Needs |\n|---|---|\n| C1 | – |\n| C2 | C1 |",
        ],
        &expect![[r#"
            Needs Track A first.
                C after A
            Can start once B is merged.
                C after B
            This track is blocked by Track A; Track B is not required.
                C after A
            It waits for Tracks A and B.
                C after A, B
            Track B must wait for this track.
                B after C
            Everyone else depends on this one.
                A after C
                B after C
            - C1: Wire it (after Track B) / - C2: Polish, needs C1
                C tasks C1 (after B), C2 (after task C1)
            - [ ] C-1 draw the form / - [ ] C-2 send it (depends on C-1)
                C tasks C-1, C-2 (after task C-1)
            | Task | Needs | / |---|---| / | C1 | – | / | C2 | C1 |
                C tasks C1, C2 (after task C1)
        "#]],
    );
}

#[test]
fn values_of_labels() {
    waits_in_c(
        &[
            "**Depends on**: Track A, not Track B",
            "**Depends on**: Track A is NOT required",
            "**Depends on**: B for the types",
            "**Depends on**: Service module, Schema's tables",
            "**Dependencies**:\n\n| Track | Why |\n|---|---|\n| Track A | tables |\n| Track B | types |",
            "**Can start**: after A",
            "**Soft dependency**: Track A",
            "**Status**: blocked by Track B",
            "**Successors**: Track A",
            "**Depends on** Track B",
        ],
        &expect![[r#"
            **Depends on**: Track A, not Track B
                C after A
            **Depends on**: Track A is NOT required
            **Depends on**: B for the types
                C after B
            **Depends on**: Service module, Schema's tables
                C after B, A
            **Dependencies**: /  / | Track | Why | / |---|---| / | Track A | tables | / | Track B | types |
                C after A, B
            **Can start**: after A
                C after A
            **Soft dependency**: Track A
                C after perhaps A
            **Status**: blocked by Track B
                C after B
            **Successors**: Track A
                A after C
            **Depends on** Track B
                C after B
        "#]],
    );
}

#[test]
fn lists_and_matrices() {
    waits(
        &[
            "## Dependencies\n\n- **Track A**: none\n- **Track B**: Track A\n- Track C: A, B",
            "## Dependency matrix\n\n| | A | B | C |\n|---|---|---|---|\n| A | – | | |\n| B | ✓ | – | ❌ |\n| C | | x | – |",
            "## Execution plan\n\nPhase 1: A, B (parallel); then C",
            "| Track | Notes |\n|---|---|\n| B | starts after Track A |\n| D | depends on B and C |",
        ],
        &expect![[r#"
            ## Dependencies /  / - **Track A**: none / - **Track B**: Track A / - Track C: A, B
                B after A
                C after A, B
                21:12 note redundant-dependency: that track `C` waits for track `A` follows from other dependencies: track `C` waits for track `B`
            ## Dependency matrix /  / | | A | B | C | / |---|---|---|---| / | A | – | | | / | B | ✓ | – | ❌ | / | C | | x | – |
                B after A
                C after B
            ## Execution plan /  / Phase 1: A, B (parallel); then C
                C after A, B
            | Track | Notes | / |---|---| / | B | starts after Track A | / | D | depends on B and C |
                B after A
                D after B, C
        "#]],
    );
}

#[test]
fn drawings() {
    waits(
        &[
            "**Critical path**: A → B → D",
            "## Dependencies\n\nA -> (B, C) -> D",
            "## Dependency graph\n\n```\nTrack A ──┬──► Track B\n          └──► Track C\n```",
            "## Dependency graph\n\n```\nTrack A\n  │\n  ▼\nTrack B      Track C\n  │            │\n  └─────┬──────┘\n        ▼\n     Track D\n```",
            "```\n┌─────────┐     ┌─────────┐\n│ Track A │────►│ Track B │\n│ schema  │     └────┬────┘\n└─────────┘          │\n                ┌────▼────┐\n                │ Track C │\n                └─────────┘\n```",
            "## Dependency graph\n\n```\nTrack A\n  └→ Track B\n       ├→ Track C\n       └→ Track D\n```",
            "## Dependencies\n\n```\nTrack B → needs Track A's tables\nTrack C → independent\n```",
            "```mermaid\ngraph TD\n  A[Track A: Schema] --> B & C\n  B[Track B] --> D\n  C[Track C] -.-> D[Track D]\n```",
            "```mermaid\nflowchart LR\n  x[Track B] -->|depends on| y[Track A]\n```",
            "```mermaid\ngraph LR\n  A[Browser] --> B[Server]\n```",
            "```\nDependency analysis:\n  Chain 1 (Backend): A → C (42 hours)\n  Chain 2 (Web): B â†’ D (20 hours)\n```",
            "## Architecture\n\n```\nTrack A ──► cache ──► Track B\n```",
        ],
        &expect![[r#"
            **Critical path**: A → B → D
                B after A
                D after B
            ## Dependencies /  / A -> (B, C) -> D
                B after A
                C after A
                D after B, C
            ## Dependency graph /  / ``` / Track A ──┬──► Track B /           └──► Track C / ```
                B after A
                C after A
            ## Dependency graph /  / ``` / Track A /   │ /   ▼ / Track B      Track C /   │            │ /   └─────┬──────┘ /         ▼ /      Track D / ```
                B after A
                D after B, C
            ``` / ┌─────────┐     ┌─────────┐ / │ Track A │────►│ Track B │ / │ schema  │     └────┬────┘ / └─────────┘          │ /                 ┌────▼────┐ /                 │ Track C │ /                 └─────────┘ / ```
                B after A
                C after B
            ## Dependency graph /  / ``` / Track A /   └→ Track B /        ├→ Track C /        └→ Track D / ```
                B after A
                C after B
                D after B
            ## Dependencies /  / ``` / Track B → needs Track A's tables / Track C → independent / ```
                B after A
            ```mermaid / graph TD /   A[Track A: Schema] --> B & C /   B[Track B] --> D /   C[Track C] -.-> D[Track D] / ```
                B after A
                C after A
                D after B, perhaps C
            ```mermaid / flowchart LR /   x[Track B] -->|depends on| y[Track A] / ```
                B after A
            ```mermaid / graph LR /   A[Browser] --> B[Server] / ```
            ``` / Dependency analysis: /   Chain 1 (Backend): A → C (42 hours) /   Chain 2 (Web): B â†’ D (20 hours) / ```
                C after A
                D after B
                20:20 warning mojibake: damaged characters in 1 place of this document: `â†’` was `→`
            ## Architecture /  / ``` / Track A ──► cache ──► Track B / ```
        "#]],
    );
}

#[test]
fn places_of_work_have_numbers_of_their_own() {
    let outcome = outcome(
        "## Track 1: x\n**Files**: `a/**`\n\n## Track 2: y\n**Files**: `b/**`\n\n## Notes\n\n\
         Worktree 2 depends on worktree 1. Agent 2 waits for Agent 1.\n",
    );
    expect![[r#"
        1 "x": owns a/**
        2 "y": owns b/**
    "#]]
    .assert_eq(&outcome);
}
