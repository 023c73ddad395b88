//! Figures for several tracks or tasks, and turns of workers: which lines are read as one, and which only look like it.

use phasetrack_core::facts::{Facts, Node};
use phasetrack_core::settings::Settings;
use phasetrack_core::text::Sources;

/// Every figure that a document gives to several, as `members = text`, and then every amount that was not read.
fn figures(input: &str) -> String {
    let mut sources = Sources::default();
    sources.add("plan.md", input);
    let report = phasetrack_core::check(&sources, &Settings::default());
    let facts = Facts::new(&report.plan);
    let name = |node| match node {
        Node::Track(ix) => facts.track(ix).id.to_string(),
        Node::Task(ix) => format!("{}/{}", facts.track(facts.tasks[ix.0].track).id, facts.task(ix).id.clone().unwrap()),
    };
    let mut out = Vec::new();
    for (number, phase) in report.plan.phases.iter().enumerate() {
        for estimate in &phase.estimates {
            let members =
                estimate.members.iter().map(|member| facts.named(number, &member.target).map_or("?".into(), name));
            out.push(format!("{} = {}", members.collect::<Vec<_>>().join(" "), estimate.effort.value));
        }
        for track in &phase.tracks {
            out.extend(track.effort.as_ref().map(|effort| format!("{} = {}", track.id, effort.value)));
        }
    }
    let unread = report.diagnostics.iter().filter(|finding| finding.rule == "unread-label");
    out.extend(unread.map(|finding| format!("! {}", finding.message)));
    out.join("; ")
}

const TRACKS: &str = "# Plan\n\n## Track A: One\n\n## Track B: Two\n\n## Track C: Three\n\n";

#[test]
fn lines_that_name_their_members() {
    for (line, expected) in [
        ("Chain 1: A → B → C (10 days)", "A B C = 10 days"),
        ("**Chain 1 (parallel with 2)**: A -> B (10 days)", "A B = 10 days"),
        ("- Dependency chain 2: A → B (2 tracks, 10 days)", "A B = 10 days"),
        ("Independent: A, B, C (4 hours)", "A B C = 4 hours"),
        ("Total effort: Track A + Track B (4 hours)", "A B = 4 hours"),
        ("A → B (3-4 hours)", "A B = 3-4 hours"),
        ("3 tracks × 2 days each", "A = 2 days; B = 2 days; C = 2 days"),
        ("**Scope:** 3 tracks at 2 days each", "A = 2 days; B = 2 days; C = 2 days"),
        ("3 tracks * 2 days each", "A = 2 days; B = 2 days; C = 2 days"),
        // Time that passes, that something else takes, that was measured.
        ("**Wave 1**: Track A, Track B, Track C (2 days)", ""),
        ("- Wave 1: Track A, Track B, Track C (2 days)", ""),
        ("| Wave | Tracks |\n|---|---|\n| 1 | A, B, C (2 days) |", ""),
        ("| Chain | Tracks |\n|---|---|\n| 1 | Chain 1: A → B (2 days) |", ""),
        ("In parallel: A + B + C (2 days)", ""),
        ("Critical path: A → B, C (10 days)", ""),
        ("Chain 1: A → B, C (10 days)", ""),
        ("A → B, C (10 days)", ""),
        ("A, B, C (10 days)", ""),
        ("Merge order: A → B → C (30 minutes)", ""),
        ("Merge order\n\n- A → B → C (30 minutes)", ""),
        ("### Review\n\nA → B (30 minutes)", ""),
        ("Review: A, B, C (1 hour)", ""),
        ("Sync: A + B + C (15 min)", ""),
        ("CI: A, B, C (12 min)", ""),
        ("Saved: A, B, C (4 days)", ""),
        ("Actual: A, B, C (3 hours)", ""),
        ("Total (elapsed): A, B, C (3 hours)", ""),
        ("Depends on: A, B (3 days)", ""),
        ("Track C: A, B (3 days)", ""),
        // The number or the amount is not what it seems to be.
        ("Chain 1: A → B (3 tracks, 10 days)", ""),
        ("Chain 1: A → B (3 hours, 2 days)", ""),
        ("Chain 1: A → B (2 hours/track)", ""),
        ("Chain 1: A → B (3 hours 30 minutes)", ""),
        ("4 tracks × 2 days each", ""),
        ("3 tasks × 2 days each", ""),
    ] {
        assert_eq!(figures(&format!("{TRACKS}## Notes\n\n{line}\n")), expected, "{line}");
    }
}

#[test]
fn figures_above_tasks() {
    let one = "## Track A: One\n- [ ] T1: a\n- [ ] T2: b\n\n## Track B: Two\n- [ ] T3: c\n- [ ] T4: d\n\n";
    // Both tracks have a task `T1`.
    let two = "## Track A: One\n- [ ] T1: a\n- [ ] T2: b\n\n## Track B: Two\n\n";
    let again = "- [ ] T1: c\n- [ ] T2: d\n";
    for (document, expected) in [
        (format!("{one}### Sprint 1 (2 tasks, 10 hours)\n- [ ] T5: e\n- [ ] T6: f\n"), "B/T5 B/T6 = 10 hours"),
        (format!("{one}Track A: T1, T2 (10 hours)\n"), "A/T1 A/T2 = 10 hours"),
        (format!("{one}Track A: T1, T3 (10 hours)\n"), ""),
        (format!("{two}### Sprint 1 (2 tasks, 10 hours)\n{again}"), "B/T1 B/T2 = 10 hours"),
        (format!("{two}{again}\nChain 1: T1 → T2 (10 hours)\n"), "B/T1 B/T2 = 10 hours"),
        (format!("# Plan\n\nTrack B: T1 → T2 (10 hours)\n\n{two}{again}"), "B/T1 B/T2 = 10 hours"),
        // Which `T1` is meant?
        (format!("# Plan\n\nChain 1: T1 → T2 (10 hours)\n\n{two}{again}"), "! nothing could be read from `10 hours`"),
        (
            "## Track A: One\n\n### Sprint 1 (2 tasks, 10 hours)\n- [ ] Write\n- [ ] Draw\n".to_owned(),
            "! nothing could be read from `10 hours`",
        ),
        // What goes on at once in a wave takes no longer.
        (format!("{one}### Wave 1 (2 tasks, 2 days)\n- [ ] T5: e\n- [ ] T6: f\n"), ""),
        (format!("{one}### Week 1 (2 tasks, 5 days)\n- [ ] T5: e\n- [ ] T6: f\n"), ""),
        // Two tracks are not two tasks.
        ("## Track A: One\n\n### Part (2 tracks, 5 days)\n- [ ] T1: a\n- [ ] T2: b\n".to_owned(), ""),
        ("## Track A: One\n\n### Part (2 tasks, 5 days, 3 hours)\n- [ ] T1: a\n- [ ] T2: b\n".to_owned(), ""),
    ] {
        assert_eq!(figures(&document), expected, "{document}");
    }
}

/// What stands below the heading of a phase that has no tracks is about those of another one.
#[test]
fn phases_without_tracks() {
    let tracks = "### Track A: One\n\n### Track B: Two\n**Depends on**: Track A\n\n";
    for (document, expected) in [
        (
            format!("# Plan\n\n## Phase 1: Overview\n\nA → B (10 hours)\n\n## Phase 2: Work\n\n{tracks}"),
            "A B = 10 hours",
        ),
        (format!("# Plan\n\n## Phase 1: Work\n\n{tracks}## Milestone 2\n\nA → B (10 hours)\n"), "A B = 10 hours"),
        (format!("# Plan\n\nA → B (10 hours)\n\n## Phase 1: Work\n\n{tracks}"), "A B = 10 hours"),
        ("# Plan\n\n## Phase 1: Overview\n\nA → B (10 hours)\n".to_owned(), ""),
    ] {
        assert_eq!(figures(&document), expected, "{document}");
    }
    let turns = |lines: &str| super::outcome(lines).lines().filter(|line| line.contains("order-violates")).count();
    assert_eq!(turns(&format!("# Plan\n\n## Phase 1: Work\n\n{tracks}## Milestone 2\n\n- Dev 1: B → A\n")), 1);
    assert_eq!(turns(&format!("# Plan\n\n## Phase 1: Overview\n\n- Dev 1: B → A\n\n## Phase 2: Work\n\n{tracks}")), 1);
}

/// A chain in the order of a worker says what comes first; one of several, or of anything else, does not.
#[test]
fn turns() {
    let plan = "# Plan\n\n## Track A: One\n\n## Track B: Two\n**Depends on**: Track A\n\n";
    for (lines, is_turn) in [
        ("## Notes\n\n- **Dev 1**: B → A", true),
        ("## Notes\n\n- Backend agent: Track B -> Track A", true),
        ("## Notes\n\n- Developer 2 (half time)：B → A", true),
        ("## If Single Developer\n\nOne after the other:\nB → A (in this order)", true),
        ("## If Single Developer\n\nB → A", true),
        ("## Agent 1: Backend\n\n- B → A", true),
        ("## Notes\n\n- **Dev 1**: A → B", false),
        ("## Notes\n\n- **Dev 1**: B, A", false),
        ("## Notes\n\nB → A", false),
        ("## Notes\n\nAgent dependencies: Track B → Track A", false),
        ("## Notes\n\nAgent 1 dependencies: Track B → Track A", false),
        ("## Notes\n\nQuestions between teams: Track B -> Track A", false),
        ("## Notes\n\nWhat every developer has to know: Track B -> Track A", false),
        ("## Team conventions\n\nTrack B → Track A", false),
        ("## If Several Developers\n\nTrack B → Track A", false),
        ("## Dev 1\n\nRead: Track B → Track A", false),
    ] {
        let found = super::outcome(&format!("{plan}{lines}\n")).contains("order-violates-dependencies");
        assert_eq!(found, is_turn, "{lines}");
    }
}
