//! Numbers in running text that promise how much goes on at once: which ones are contradicted, and which are true, or
//! say something else.

use phasetrack_core::text::Sources;

use super::findings;

/// Two tracks with tasks of their own, that do not wait for each other.
const OWN: &str = "## Track A: One\n- [ ] A1: a\n- [ ] A2: b (depends on A1)\n- [ ] A3: c\n\n\
## Track B: Two\n- [ ] B1: d\n- [ ] B2: e\n- [ ] B3: f (depends on B2)\n";

/// Three tracks, one of which waits.
const ORDERED: &str = "## Track A: One\n\n## Track B: Two\n\n## Track C: Three\n**Depends on**: Track A\n";

/// What a planner printed: chains of tasks first, then tracks that are made of them.
const REPORT: &str = "```\nDependency analysis:\n  Chain 1: T1 → T2 (4 hours)\n  Chain 2: T3 → T4 (4 hours)\n  Loose: T5, T6 (2 hours)\n```\n\n\
## Track 1: One\n- [ ] T1: a\n- [ ] T2: b\n- [ ] T5: c\n\n## Track 2: Two\n- [ ] T3: d\n- [ ] T4: e\n- [ ] T6: f\n";

/// The messages about a line above a plan.
fn messages(line: &str, others: &[&str]) -> Vec<String> {
    let mut sources = Sources::default();
    for (number, text) in others.iter().enumerate() {
        let text = if number == 0 { format!("# Plan\n\n{line}\n\n{text}") } else { (*text).to_owned() };
        sources.add(format!("{number}.md"), text);
    }
    let found = findings(&sources).into_iter().filter(|finding| finding.rule == "parallelism-overstated");
    found.map(|finding| finding.message).collect()
}

#[test]
fn highest_numbers() {
    let cases: &[(&str, &[&str], &str)] = &[
        // Tracks that say nothing of each other are no tasks.
        ("Maximum parallel tracks: 2", &[OWN], ""),
        ("Maximum parallel tracks: 2", &[ORDERED], ""),
        ("Maximum parallel tracks: 1", &[ORDERED], "not 1, but 2 tracks can be at work at once: `A` and `B`"),
        ("Maximum Parallel Work Tracks: 2", &[REPORT], "not 2, but 4 tasks can be at work at once: "),
        ("Max parallel tracks: 4", &[REPORT], ""),
        ("At peak, 2 tasks run in parallel.", &[OWN], "not 2, but 4 tasks can be at work at once: "),
        ("Maximum parallel tasks: 2", &[OWN], "not 2, but 4 tasks can be at work at once: "),
        // A part of them, and a rule of the team.
        ("Most of the 3 tasks run in parallel.", &[OWN], ""),
        ("Run at most 2 tasks in parallel to save build minutes.", &[OWN], ""),
        ("We have a max of 2 tasks in parallel.", &[OWN], ""),
        // The order of tasks in another document says nothing of these.
        ("At peak, 1 tasks run in parallel.", &["## Track X: x\n- [ ] X1: a\n- [ ] X2: b\n", OWN], ""),
        // Too many tracks.
        (
            "All 3 tracks run in parallel.",
            &[ORDERED],
            "not 3, but at most 2 tracks can be at work at once: `A` and `B`",
        ),
    ];
    for (line, documents, expected) in cases {
        let found = messages(line, documents);
        let is_told = match found.as_slice() {
            [] => expected.is_empty(),
            [message] => !expected.is_empty() && message.starts_with(expected),
            _ => false,
        };
        assert!(is_told, "{line}\n{}{found:?}", documents[0]);
    }
}
