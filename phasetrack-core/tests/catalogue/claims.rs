//! Claims in the words that people use: what is read must be what they mean.

use phasetrack_core::settings::Settings;
use phasetrack_core::text::Sources;

use super::outcome;

/// What is read of the text below the heading of a track.
fn read(body: &str) -> String {
    let outcome = outcome(&format!("## Track A: x\n{body}\n"));
    outcome.lines().next().unwrap_or_default().trim_start_matches("A \"x\": ").to_owned()
}

#[test]
fn a_label_ends_the_list_above_it() {
    let files = "**Files**:\n- `a/**`\n";
    for (label, expected) in [
        ("**Forbidden**:", "owns a/**, forbidden b/**"),
        ("Do not touch:", "owns a/**, forbidden b/**"),
        ("**Files NOT to touch**:", "owns a/**, forbidden b/**"),
        ("🚫 **Do not edit:**", "owns a/**, forbidden b/**"),
        ("**New files**:", "owns a/**, creates b/**"),
        ("**Shared files** (owner: Track A):", "owns a/**, shared b/**"),
        ("**文件**：", "owns a/**, owns b/**"),
    ] {
        for gap in ["", "\n", "  - note\n"] {
            let text = format!("{files}{gap}{label}\n- `b/**`");
            assert_eq!(read(&text), expected, "{text}");
        }
    }
    for (text, expected) in [
        ("**文件**：\n- a/**\n**依赖**：无\n**任务**：\n- [ ] A1: x", "owns a/**; tasks A1"),
        (
            "**Owner**: Ann\n\n**Files**:\n- `a/**`\n**New files**:\n- `b.rs`\n**Forbidden**:\n- `c/**`",
            "owns a/**, creates b.rs, forbidden c/**",
        ),
        ("> **Files**:\n> - `a/**`\n> **Do not touch**: `b/**`", "forbidden b/**"),
        ("**Tasks**:\n- [ ] A1: a long title\nthat goes on: here\n- [ ] A2: y", "tasks A1, A2"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

/// The claims of `**Files**: …` with their exceptions and whether they are of a part of a file.
fn claims(value: &str) -> String {
    let mut sources = Sources::default();
    sources.add_bytes("plan.md", format!("## Track A: x\n**Files**: {value}\n").into_bytes());
    let report = phasetrack_core::check(&sources, &Settings::default());
    let list = report.plan.tracks().flat_map(|track| &track.claims).map(|claim| {
        let mut text = format!("{} {}", claim.kind, claim.pattern.value);
        for except in &claim.except {
            text.push_str(" -");
            text.push_str(&except.value);
        }
        text + if claim.partial { " in part" } else { "" }
    });
    list.collect::<Vec<_>>().join(", ")
}

#[test]
fn only_closed_phrases_take_a_file_away() {
    for (value, expected) in [
        ("`src/a.rs` (not yet written)", "owns src/a.rs"),
        ("`src/a.rs` (leave as little code here as possible)", "owns src/a.rs"),
        ("`src/a.rs` - do not forget the tests", "owns src/a.rs"),
        ("`src/a.rs` - avoid duplicate queries", "owns src/a.rs"),
        ("`src/a.rs`: never panics", "owns src/a.rs"),
        ("\n- Not started: `src/b.rs`", "owns src/b.rs"),
        ("`src/a.rs` ❌ not done, `src/b.rs`", "owns src/a.rs, owns src/b.rs"),
        ("not only `src/a.rs` but also `src/b.rs`", "owns src/a.rs, owns src/b.rs"),
        ("\n```\nsrc/\n├── a.rs # not yet there\n└── b.rs # do not touch\n```", "owns src/a.rs, forbidden src/b.rs"),
        ("`src/a.rs` (shared state lives here)", "owns src/a.rs"),
        ("`src/a.rs` (shared), `src/b.rs` (shared with Track B)", "shared src/a.rs, shared src/b.rs"),
        ("`src/a.rs` (do not touch), `src/b.rs`", "forbidden src/a.rs, owns src/b.rs"),
        (
            "do not edit `src/a.rs`, `src/b.rs` or `src/c.rs`",
            "forbidden src/a.rs, forbidden src/b.rs, forbidden src/c.rs",
        ),
        ("`src/a.rs`, but leave alone `src/b.rs`", "owns src/a.rs, forbidden src/b.rs"),
        ("❌ `src/a.rs`", "forbidden src/a.rs"),
        ("src/shared/new.ts (new), src/auth/login.ts", "creates src/shared/new.ts, owns src/auth/login.ts"),
        ("`src/a.ts` (only this track), `src/b.ts` (routes only)", "owns src/a.ts, owns src/b.ts in part"),
        ("`src/a.ts:10-40`, `src/b.ts#L5-L9`", "owns src/a.ts in part, owns src/b.ts in part"),
        ("`src/a.rs` (and its test `src/b.rs`)", "owns src/a.rs, owns src/b.rs"),
    ] {
        assert_eq!(claims(value), expected, "{value}");
    }
}

#[test]
fn exceptions_belong_to_the_pattern_before_them() {
    for (value, expected) in [
        ("`src/**` except `src/a.rs`", "owns src/** -src/a.rs"),
        ("`src/**` (not src/a.rs)", "owns src/** -src/a.rs"),
        ("src/api/** (except src/api/routes.ts)", "owns src/api/** -src/api/routes.ts"),
        (
            "`src/**` (except `src/a.rs`, `src/b.rs`), `src/c.rs` (new)",
            "owns src/** -src/a.rs -src/b.rs, creates src/c.rs",
        ),
        ("`src/**` except `src/a.rs` and `src/b.rs`", "owns src/** -src/a.rs -src/b.rs"),
        ("`src/**` except `src/a.rs`, `src/b.rs`, `lib/**`", "owns src/** -src/a.rs -src/b.rs, owns lib/**"),
        ("`src/**` apart from `src/a.rs`", "owns src/** -src/a.rs"),
        ("`src/**`, minus `src/a.rs`", "owns src/** -src/a.rs"),
        ("`src/auth/**`, except token.ts", "owns src/auth/** -src/auth/token.ts"),
        ("\n- `src/**`\n  - except `src/a.rs`\n- `lib/**`", "owns src/** -src/a.rs, owns lib/**"),
        ("Exception types: `src/errors.rs`", "owns src/errors.rs"),
        ("`src/**` and exceptions in `lib/errors.rs`", "owns src/**, owns lib/errors.rs"),
        ("`src/**`, including but not limited to `lib/api.rs`", "owns src/**, owns lib/api.rs"),
        ("everything except `src/a.rs`", ""),
        ("`src/**`, `lib/**`\n**Excluding**: `src/a.rs`", "owns src/** -src/a.rs, owns lib/**"),
        ("`a/**`, `b/**`, `a/**` except `b/x.rs`", "owns a/**, owns b/**"),
        ("`a/**` except `a/x`, `a/**`", "owns a/**"),
        ("`a/**` except `a/x`, `a/**` except `a/x` and `a/y`", "owns a/** -a/x"),
        ("`a.rs` (lines 1-9), `a.rs`", "owns a.rs"),
        ("\n\n**Do not touch**: `src/api/**` except `src/api/x.rs`", "forbidden src/api/** -src/api/x.rs"),
    ] {
        assert_eq!(claims(value), expected, "{value}");
    }
}

#[test]
fn labels_of_files() {
    for (label, expected) in [
        ("Hands off", "forbidden src/a.rs"),
        ("Never edit", "forbidden src/a.rs"),
        ("Out of scope", "forbidden src/a.rs"),
        ("Read-only", "forbidden src/a.rs"),
        ("May also modify", "modifies src/a.rs"),
        ("Deletes", "modifies src/a.rs"),
        ("Files to delete", "modifies src/a.rs"),
    ] {
        assert_eq!(read(&format!("**{label}**: `src/a.rs`")), expected, "{label}");
    }
}

#[test]
fn tasks_below_a_value_and_their_numbers() {
    for (body, expected) in [
        ("**Depends on**: B1\n- [ ] A1: do\n- [ ] A2: do more", "after \"B1\"; tasks A1, A2"),
        ("- [ ] 2.1 Tax (depends on 3.1)\n- [ ] 3.1 Rates", "tasks 2.1 (after task 3.1), 3.1"),
        ("- [ ] 2.1 Tax (depends on task 3.1)\n- [ ] 3.1 Rates", "tasks 2.1 (after task 3.1), 3.1"),
        ("- [ ] 2.1 Tax (blocked by Task 3.1)\n- [ ] 3.1 Rates", "tasks 2.1 (after task 3.1), 3.1"),
        ("- [ ] 2.1 Tax (depends on 3.9)\n- [ ] 3.1 Rates", "tasks 2.1 (after task 3.9), 3.1"),
        ("- [ ] T3.1 Tax (depends on T3.2)\n- [ ] T3.2 Routes", "tasks T3.1 (after task T3.2), T3.2"),
    ] {
        assert_eq!(read(body), expected, "{body}");
    }
}

#[test]
fn what_waits_for_a_track_is_not_waited_for() {
    let plan = |value: &str| outcome(&format!("## Track A: x\n**Depends on**: {value}\n\n## Track C: y\n"));
    for (value, expected) in [
        ("\n- nothing\n- but we unblock Track C", ["A \"x\": nothing", "C \"y\": after A"]),
        ("Optional: Track C's mocks", ["A \"x\": after perhaps C", "C \"y\": nothing"]),
    ] {
        let read = plan(value);
        assert_eq!(read.lines().take(2).collect::<Vec<_>>(), expected, "{value}");
    }
}
