//! Plans of any size, made up by rule: equal arguments, equal text. They look like the plans that teams write
//! (headings, labels, lists, tables, fences, drawings, prose), and are free of mistakes, so that a check of them is
//! the everyday case.

use std::fmt::Write;

/// Tracks in one phase.
const TRACKS: usize = 7;

const DOMAINS: [&str; TRACKS] = ["Catalogue", "Warehouse", "Checkout", "Accounts", "Search", "Mailing", "Reports"];
const WORKERS: [&str; 3] = ["Backend Agent", "Frontend Agent", "Platform team"];
const VERBS: [&str; 6] = ["Sketch", "Build", "Wire up", "Measure", "Document", "Harden"];
const THINGS: [&str; 7] = [
    "the data types",
    "the read path",
    "the write path",
    "error pages",
    "the nightly job",
    "its tests",
    "the dashboard",
];
const PROSE: [&str; 5] = [
    "The part is small enough for one worker and large enough to matter; nothing else in this phase waits on its inside.",
    "Keep the public types stable once the first day is over, because the neighbours compile against them.",
    "Numbers come from last quarter's traffic: about *forty* requests a second on a quiet day, **nine hundred** at noon.",
    "Where the old code and this plan disagree the plan wins, and the old code is deleted in the same change.",
    "See the [decision record](https://example.invalid/records) for the two designs that were tried and dropped.",
];

/// One phase of seven tracks, about 10 KB.
pub fn phase() -> String {
    of_phases(1)
}

/// A document of as many phases as it takes to have at least `bytes` bytes.
pub fn of_size(bytes: usize) -> String {
    let one = of_phases(1).len();
    let mut phases = bytes.div_ceil(one).max(1);
    loop {
        let text = of_phases(phases);
        if text.len() >= bytes {
            return text;
        }
        phases += 1;
    }
}

/// A document of so many phases.
fn of_phases(phases: usize) -> String {
    let mut text = String::from("# Delivery plan\n\nEach phase is merged before the next one starts.\n\n");
    for number in 1..=phases {
        one_phase(&mut text, number).expect("writing to a string cannot fail");
    }
    text
}

fn one_phase(text: &mut String, number: usize) -> std::fmt::Result {
    writeln!(text, "## Phase {number}: {} and friends\n", DOMAINS[number % TRACKS])?;
    writeln!(text, "### Overview\n\n{}\n{}\n", PROSE[number % 5], PROSE[(number + 1) % 5])?;
    drawing(text)?;
    for track in 0..TRACKS {
        one_track(text, number, track)?;
    }
    writeln!(
        text,
        "### Implementation Order\n\n| Step | Track | Deliverable | Dependencies |\n|------|:-----:|---|---|"
    )?;
    for (track, domain) in DOMAINS.iter().enumerate().take(TRACKS) {
        let after = if track == 0 { "None".to_owned() } else { format!("Track {}", letter(track - 1)) };
        writeln!(text, "| {} | {} | {} runs | {after} |", track + 1, letter(track), domain)?;
    }
    writeln!(
        text,
        "\n### Success Criteria\n\n- [ ] Every `GET` answers within 80 ms\n- [ ] The nightly job ends before six"
    )?;
    writeln!(text, "- [ ] Nobody edits a file of another track\n\n---\n")
}

fn drawing(text: &mut String) -> std::fmt::Result {
    writeln!(text, "```\n┌───────────┐      ┌───────────┐\n│ Track A   │─────▶│ Track B   │")?;
    writeln!(text, "└─────┬─────┘      └─────┬─────┘\n      ▼                  ▼\n   release            release\n```\n")
}

fn one_track(text: &mut String, phase: usize, track: usize) -> std::fmt::Result {
    let (id, domain) = (letter(track), DOMAINS[track]);
    let folder = format!("services/p{phase}/{}", domain.to_lowercase());
    writeln!(text, "### Track {id}: {domain}\n")?;
    writeln!(text, "**Owner**: {}  \n**Effort**: {}-{} days  ", WORKERS[track % 3], 1 + track % 3, 3 + track % 4)?;
    writeln!(text, "**Branch**: `phase{phase}/track-{}-{}`  ", id.to_ascii_lowercase(), domain.to_lowercase())?;
    match track {
        0 => writeln!(text, "**Depends on**: None\n")?,
        _ => writeln!(text, "**Depends on**: Track {}\n", letter(track - 1))?,
    }
    writeln!(text, "{}\n", PROSE[(phase + track) % 5])?;
    writeln!(text, "**Files**:\n- `{folder}/src/**`\n- `{folder}/tests/*_test.rs`\n- `{folder}/README.md` (new)\n")?;
    writeln!(text, "**Tasks**:")?;
    for task in 0..6 {
        let tick = if task < phase % 3 { 'x' } else { ' ' };
        writeln!(text, "- [{tick}] {id}{}: {} {}", task + 1, VERBS[task], THINGS[(task + track) % 7])?;
    }
    writeln!(text, "\n#### Notes\n\n{}\n", PROSE[(phase + track + 2) % 5])?;
    writeln!(
        text,
        "1. Start from the types in `types.rs`.\n2. Add one test a day:\n   - the happy path,\n   - the empty case.\n"
    )?;
    writeln!(
        text,
        "```rust\n/// One {} line.\npub struct Line {{\n    pub id: u64,\n    pub note: String,\n}}\n```\n",
        domain.to_lowercase()
    )
}

fn letter(track: usize) -> char {
    char::from(b'A' + u8::try_from(track).expect("a phase has few tracks"))
}

#[cfg(test)]
mod tests {
    use phasetrack_core::settings::Settings;
    use phasetrack_core::text::Sources;

    use super::*;

    #[test]
    fn the_made_up_plan_is_read_in_full_and_has_no_mistakes() {
        let mut sources = Sources::default();
        sources.add("plan.md", of_phases(3));
        let report = phasetrack_core::check(&sources, &Settings::default());
        assert_eq!(report.diagnostics, []);
        assert_eq!(report.plan.phases.len(), 3);
        for track in report.plan.tracks() {
            assert_eq!((track.claims.len(), track.tasks.len()), (3, 6), "track {}", track.id.as_str());
        }
        assert_eq!(report.plan.tracks().count(), 3 * TRACKS);
    }
}
