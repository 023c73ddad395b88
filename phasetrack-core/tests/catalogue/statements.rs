//! One statement means the same wherever it stands.

use phasetrack_core::Report;
use phasetrack_core::settings::Settings;
use phasetrack_core::text::Sources;

use super::outcome;

fn report(text: &str) -> Report {
    let mut sources = Sources::default();
    sources.add_bytes("plan.md", text.as_bytes().to_vec());
    phasetrack_core::check(&sources, &Settings::default())
}

#[test]
fn the_same_in_every_place() {
    for (place, text) in [
        (
            "labels",
            "## Track B: Two\n**Owner**: Ann\n**Status**: in progress 40%\n**Estimate**: 3 days\n**Branch**: `feat/two`\n\
             **Priority**: P1\n**Depends on**: Track A\n**Files**: `b/**`\n",
        ),
        (
            "a table",
            "| Track | Title | Owner | Status | Estimate | Branch | Priority | Depends on | Files |\n|---|---|---|---|---|---|---|---|---|\n\
             | B | Two | Ann | in progress 40% | 3 days | `feat/two` | P1 | Track A | `b/**` |\n",
        ),
        (
            "a fence",
            "## Track B: Two\n\n```\nOwner: Ann\nStatus: in progress 40%\nEstimate: 3 days\nBranch: feat/two\nPriority: P1\n\
             Depends on: Track A\nFiles:\n- b/**\n```\n",
        ),
        (
            "front matter",
            "---\ntrack: B\ntitle: Two\nowner: Ann\nstatus: in progress 40%\nestimate: 3 days\nbranch: feat/two\npriority: P1\n\
             depends_on: [Track A]\nfiles:\n  - \"b/**\"\n---\n\n# Two\n",
        ),
        (
            "an item",
            "- **Track B: Two** — owner: Ann; status: in progress 40%; estimate: 3 days; branch: feat/two; priority: P1; \
             depends on Track A; owns `b/**`\n- **Track C: Three** — owns `c/**`\n",
        ),
        (
            "a column",
            "| Track B: Two | Track C: Three |\n|---|---|\n| Owner: Ann | Owner: Bob |\n| Status: in progress 40% | Status: todo |\n\
             | Estimate: 3 days | |\n| Branch: feat/two | |\n| Priority: P1 | |\n| Depends on: Track A | |\n| Files: `b/**` | Files: `c/**` |\n",
        ),
    ] {
        let plan = report(text).plan;
        let track = plan.tracks().next().unwrap();
        let said = |text: &Option<phasetrack_core::text::Spanned<String>>| text.as_ref().map(|text| text.value.clone());
        assert_eq!(track.id.as_str(), "B", "{place}");
        assert_eq!(track.owners.iter().map(|owner| owner.value.as_str()).collect::<Vec<_>>(), ["Ann"], "{place}");
        assert_eq!(said(&track.status).as_deref(), Some("in progress 40%"), "{place}");
        assert_eq!(track.percent.as_ref().map(|percent| percent.value), Some(40), "{place}");
        assert_eq!(said(&track.effort_text).as_deref(), Some("3 days"), "{place}");
        assert_eq!(said(&track.branch).as_deref(), Some("feat/two"), "{place}");
        assert_eq!(said(&track.priority).as_deref(), Some("P1"), "{place}");
        assert_eq!(track.dependencies.len(), 1, "{place}");
        assert_eq!(
            track.claims.iter().map(|claim| claim.pattern.value.as_str()).collect::<Vec<_>>(),
            ["b/**"],
            "{place}"
        );
    }
}

#[test]
fn what_is_not_decided_is_told() {
    for (text, expected) in [
        ("## Track A: x\n**Owner**: TBD\n**Files**: `a/**`\n", "nothing could be read from `Owner`"),
        ("## Track A: x\n**Owner** TBD\n**Files**: `a/**`\n", "nothing could be read from `Owner`"),
        ("## Track A: x\n**Files**: TBD\n- A1: x\n", "nothing could be read from `Files`"),
        ("## Track A: x\n**Files** TBD\n- A1: x\n", "nothing could be read from `Files`"),
        (
            "| Track | Owns | Depends on |\n|---|---|---|\n| A | TBD | – |\n| B | `b/**` | A |\n",
            "nothing could be read from `Owns`",
        ),
    ] {
        let outcome = outcome(text);
        assert!(outcome.contains(expected), "{text}{outcome}");
    }
}

#[test]
fn a_statement_in_a_task_is_about_the_task() {
    let text = "## Track A: x\n**Estimate**: 5 days\n\n### Task A1: one\n**Status**: done\n**Estimate**: 2 hours\n\
                **Depends on**: A2\n\n### Task A2: two\n- x\n";
    let plan = report(text).plan;
    let track = plan.tracks().next().unwrap();
    assert_eq!(track.effort_text.as_ref().unwrap().value, "5 days");
    assert_eq!(track.status, None);
    assert_eq!(track.tasks[0].done, Some(true));
    assert_eq!(track.tasks[0].effort.as_ref().unwrap().value.to_string(), "2 hours");
    assert_eq!(track.tasks[0].dependencies.len(), 1);
}

#[test]
fn lost_sections_are_told_and_others_are_not() {
    for (section, told) in [
        ("## Serch engine\n**Files**: `src/search/**`\n", true),
        ("## Serch engine\n**Depends on**: Track A\n", true),
        ("## Backend lane\n**Owner**: Ann\n**Files**:\n- `src/search/**`\n", true),
        ("## Team Rocket\n**Files**:\n\n- `src/search/**`\n", true),
        ("## Serch engine\n**File**: `src/search.rs`\n**Owner**: Ann\n", true),
        ("## Wave 2 (two agents)\n**Files**: `src/search/**`\n", false),
        ("## Template\n**File**: `docs/session.md`\n", false),
        ("## Testing\n**API key required**: `TEST_KEY`\n", false),
        ("## Tips\n1. **Communicate dependencies**: talk to each other\n", false),
        ("## Hot spots\n1. **#302 zones**\n   - Files: `src/zone.rs`\n", false),
    ] {
        let outcome = outcome(&format!("## Track A: x\n**Files**: `a/**`\n\n{section}"));
        assert_eq!(outcome.contains("heading-not-a-track"), told, "{section}{outcome}");
    }
}

#[test]
fn things_that_one_track_has_alone() {
    let ports = |from: u32, to: u32| (from..=to).map(|port| format!("port {port}")).collect::<Vec<_>>().join(", ");
    for (label, things, unread) in [
        ("Port: 3000 (API)", ports(3000, 3000), 0),
        ("Ports: 3000 and 3001", ports(3000, 3001), 0),
        ("Ports: 3000, 3001; 3000 / 3002 & 3003", ports(3000, 3003), 0),
        ("Ports: API 3000: 3000, web: 3001", ports(3001, 3001), 1),
        ("Ports: 3000-3010", ports(3000, 3010), 0),
        ("Ports: 3000 – 3010 (all)", ports(3000, 3010), 0),
        ("Ports: 3000-9000, 80", ports(80, 80), 1),
        ("Ports: 8080:80", String::new(), 1),
        ("Port: the usual one", String::new(), 1),
        ("Ports: none", String::new(), 0),
        ("Port: TBD", String::new(), 0),
        ("Exclusive resources: test server, port 3000-3001", format!("test server, {}", ports(3000, 3001)), 0),
        ("Exclusive resources: Portal, port of the ship", "Portal, port of the ship".to_owned(), 0),
    ] {
        let report = report(&format!("## Track B: Two\n**Files**: `b/**`\n- {label}\n"));
        let track = report.plan.tracks().next().unwrap();
        let found: Vec<&str> = track.resources.iter().map(|thing| thing.value.as_str()).collect();
        assert_eq!(found.join(", "), things, "{label}");
        let told = report.diagnostics.iter().filter(|finding| finding.rule == "unread-label").count();
        assert_eq!(told, unread, "{label}: {:?}", report.diagnostics);
    }
}
