//! Hostile and unlucky documents, each with what must come of it: the exact meaning, or a finding that says where.
//! Nothing may be lost in silence, for a path that is not read is a path that nobody guards.
//!
//! A case shows what was read, a line a track, and what was found, a line a finding:
//!
//! ```text
//! A "API": owns src/**, creates db/x.sql; after B, B.1; tasks A1
//! 2:12 error placeholder: …
//! ```

#![expect(clippy::unwrap_used, reason = "these tests may panic")]
#![expect(clippy::disallowed_methods, reason = "these tests measure time and run on small stacks")]
#![expect(clippy::format_collect, reason = "documents of thousands of lines are made here, not in the crate")]

mod claims;
mod configuration;
mod dependencies;
mod figures;
mod hostile;
mod identity;
mod order;
mod paths;
mod patterns;
mod statements;
mod structure;

use std::fmt::Write;

use expect_test::Expect;
use phasetrack_core::Report;
use phasetrack_core::model::{Dependency, Strength, Target, Task, Track};
use phasetrack_core::settings::Settings;
use phasetrack_core::text::Sources;

/// Reads a document and compares what was read and found.
#[track_caller]
fn check(input: &str, expected: &Expect) {
    expected.assert_eq(&outcome(input));
}

/// Reads `**Files**: …` of a track, one value after the other, and compares the claims and findings.
#[track_caller]
fn check_files(values: &[&str], expected: &Expect) {
    let mut out = String::new();
    for value in values {
        writeln!(out, "{}", visible(value)).unwrap();
        for line in outcome(&format!("## Track A: x\n**Files**: {value}\n")).lines() {
            writeln!(out, "    {}", line.trim_start_matches("A \"x\": ")).unwrap();
        }
    }
    expected.assert_eq(&out);
}

/// A text without characters that cannot be seen.
fn visible(text: &str) -> String {
    text.replace(char::is_control, "\u{fffd}")
}

fn outcome(input: &str) -> String {
    let mut sources = Sources::default();
    sources.add_bytes("plan.md", input.as_bytes().to_vec());
    let report = phasetrack_core::check(&sources, &Settings::default());
    show(&sources, &report)
}

/// What was read and found, as short as can be.
fn show(sources: &Sources, report: &Report) -> String {
    let mut out = String::new();
    for track in report.plan.tracks() {
        writeln!(out, "{}", show_track(track)).unwrap();
    }
    for finding in &report.diagnostics {
        let at = sources.position(finding.span.source, finding.span.start);
        writeln!(out, "{}:{} {} {}: {}", at.line, at.column, finding.level, finding.rule, finding.message).unwrap();
        for related in &finding.related {
            let at = sources.position(related.span.source, related.span.start);
            writeln!(out, "  {}:{} {}", at.line, at.column, related.message).unwrap();
        }
    }
    out
}

fn show_track(track: &Track) -> String {
    let claims = track.claims.iter().map(|claim| format!("{} {}", claim.kind, claim.pattern.value));
    let mut facts = vec![claims.collect::<Vec<_>>().join(", ")];
    facts.push(after(&track.dependencies));
    let tasks: Vec<_> = track.tasks.iter().map(show_task).collect();
    facts.extend((!tasks.is_empty()).then(|| format!("tasks {}", tasks.join(", "))));
    facts.extend(track.branch.as_ref().map(|branch| format!("branch {}", branch.value)));
    facts.extend(track.effort.as_ref().map(|effort| {
        let effort = &effort.value;
        format!("{} to {} minutes", effort.min_minutes(), effort.max_minutes())
    }));
    facts.retain(|fact| !fact.is_empty());
    if facts.is_empty() {
        facts.push("nothing".to_owned());
    }
    visible(&format!("{} {:?}: {}", track.id, track.title, facts.join("; ")))
}

fn show_task(task: &Task) -> String {
    let name = task.id.as_ref().map_or_else(|| format!("{:?}", task.title), ToString::to_string);
    let after = after(&task.dependencies);
    if after.is_empty() { name } else { format!("{name} ({after})") }
}

fn after(dependencies: &[Dependency]) -> String {
    let names = dependencies.iter().map(|dependency| {
        let soft = if dependency.strength == Strength::Soft { "perhaps " } else { "" };
        let name = match &dependency.target {
            Target::Track(id) => id.to_string(),
            Target::Task(id) => format!("task {id}"),
            Target::External(text) => format!("{text:?}"),
        };
        format!("{soft}{name}")
    });
    let names: Vec<_> = names.collect();
    if names.is_empty() { String::new() } else { format!("after {}", names.join(", ")) }
}
