//! The shape of the JSON output. Scripts rely on these names: adding is free, renaming is not.
//!
//! The model itself is not serialisable, so that the format is a decision and not a leak. Absent facts are `null` or
//! `[]`, never left out; lines and columns count from 1, columns count characters.

use serde::Serialize;

/// The whole of `show --output-format json` and `check --output-format json`.
#[derive(Serialize)]
pub(super) struct Document {
    pub(super) version: u32,
    pub(super) phases: Vec<Phase>,
    pub(super) unread: Vec<Unread>,
    pub(super) diagnostics: Vec<Finding>,
}

/// The whole of `overlap --output-format json`.
#[derive(Serialize)]
pub(super) struct Overlap<'a> {
    pub(super) version: u32,
    pub(super) patterns: [&'a str; 2],
    pub(super) disjoint: bool,
    /// A path that both patterns match.
    pub(super) witness: Option<&'a str>,
}

/// The whole of `owner --output-format json`.
#[derive(Serialize)]
pub(super) struct Owners {
    pub(super) version: u32,
    pub(super) files: Vec<Owned>,
}

/// A file with all who may do something with it.
#[derive(Serialize)]
pub(super) struct Owned {
    pub(super) path: String,
    pub(super) state: &'static str,
    pub(super) holders: Vec<Holder>,
}

/// A track, or the plan as a whole, and what a claim lets it do.
#[derive(Serialize)]
pub(super) struct Holder {
    pub(super) track: Option<String>,
    pub(super) title: Option<String>,
    pub(super) owners: Vec<String>,
    pub(super) right: &'static str,
    pub(super) claim: Claim,
    pub(super) source: String,
}

#[derive(Serialize)]
pub(super) struct Phase {
    pub(super) source: String,
    pub(super) number: Option<String>,
    pub(super) title: Option<String>,
    pub(super) tracks: Vec<Track>,
    pub(super) groups: Vec<Group>,
    pub(super) turns: Vec<Queue>,
    pub(super) estimates: Vec<Estimate>,
    pub(super) shared: Vec<Shared>,
    pub(super) sync_points: Vec<String>,
    pub(super) criteria: Vec<String>,
    pub(super) line: usize,
}

#[derive(Serialize)]
pub(super) struct Track {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) parent: Option<String>,
    pub(super) owners: Vec<String>,
    pub(super) status: Option<String>,
    pub(super) percent: Option<u8>,
    pub(super) priority: Option<String>,
    pub(super) effort: Option<Effort>,
    pub(super) branch: Option<String>,
    pub(super) claims: Vec<Claim>,
    pub(super) depends_on: Vec<String>,
    /// The ids of `depends_on` without which work can start.
    pub(super) optional: Vec<String>,
    /// What the track waits for outside the plan.
    pub(super) prerequisites: Vec<String>,
    /// Tasks with an id.
    pub(super) tasks: Vec<Task>,
    /// Tasks without an id.
    pub(super) checklist: Vec<Item>,
    pub(super) deliverables: Vec<String>,
    pub(super) criteria: Vec<String>,
    pub(super) interfaces: Vec<Interface>,
    pub(super) line: usize,
}

/// An estimate; minutes are `null` when it is no amount of time.
#[derive(Serialize)]
pub(super) struct Effort {
    pub(super) text: String,
    pub(super) min_minutes: Option<u32>,
    pub(super) max_minutes: Option<u32>,
}

#[derive(Serialize)]
pub(super) struct Claim {
    pub(super) pattern: String,
    pub(super) kind: String,
    pub(super) remark: Option<String>,
    pub(super) partial: bool,
    pub(super) except: Vec<String>,
    pub(super) line: usize,
    pub(super) column: usize,
}

#[derive(Serialize)]
pub(super) struct Task {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) done: Option<bool>,
    pub(super) depends_on: Vec<String>,
    pub(super) effort: Option<Effort>,
    pub(super) line: usize,
}

#[derive(Serialize)]
pub(super) struct Item {
    pub(super) title: String,
    pub(super) done: Option<bool>,
    pub(super) line: usize,
}

#[derive(Serialize)]
pub(super) struct Interface {
    pub(super) name: String,
    pub(super) role: &'static str,
    pub(super) line: usize,
}

/// Tracks named together: a wave, a week, a step.
#[derive(Serialize)]
pub(super) struct Group {
    pub(super) kind: &'static str,
    pub(super) label: String,
    pub(super) members: Vec<String>,
    pub(super) line: usize,
}

/// What one worker does one after the other.
#[derive(Serialize)]
pub(super) struct Queue {
    pub(super) worker: String,
    pub(super) order: Vec<Vec<String>>,
    pub(super) line: usize,
}

/// The effort of several tracks or tasks in one figure.
#[derive(Serialize)]
pub(super) struct Estimate {
    pub(super) label: String,
    pub(super) effort: Option<Effort>,
    pub(super) members: Vec<String>,
    pub(super) line: usize,
}

/// A file shared outside any track.
#[derive(Serialize)]
pub(super) struct Shared {
    pub(super) pattern: String,
    pub(super) kind: String,
    pub(super) owner: Option<String>,
    pub(super) line: usize,
    pub(super) column: usize,
}

#[derive(Serialize)]
pub(super) struct Unread {
    pub(super) message: String,
    pub(super) source: String,
    pub(super) line: usize,
    pub(super) column: usize,
}

#[derive(Serialize)]
pub(super) struct Finding {
    pub(super) rule: &'static str,
    pub(super) level: String,
    pub(super) message: String,
    pub(super) source: String,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
    pub(super) related: Vec<Related>,
    pub(super) help: Option<String>,
    pub(super) fix: Option<Fix>,
}

#[derive(Serialize)]
pub(super) struct Related {
    pub(super) message: String,
    pub(super) source: String,
    pub(super) line: usize,
    pub(super) column: usize,
}

#[derive(Serialize)]
pub(super) struct Fix {
    pub(super) message: String,
    pub(super) applicability: &'static str,
    pub(super) edits: Vec<Edit>,
}

#[derive(Serialize)]
pub(super) struct Edit {
    pub(super) source: String,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) end_line: usize,
    pub(super) end_column: usize,
    pub(super) text: String,
}

/// What the guard says of a request.
#[derive(Serialize)]
pub(super) struct Judgement {
    pub(super) version: u32,
    #[serde(rename = "verdict")]
    pub(super) says: &'static str,
    pub(super) unjudged: Option<&'static str>,
    pub(super) track: Option<String>,
    pub(super) title: Option<String>,
    pub(super) phase: Option<String>,
    pub(super) base: Option<String>,
    pub(super) changes: usize,
    pub(super) rulings: Vec<Ruling>,
    pub(super) commits: Option<Vec<Commit>>,
}

/// A commit of a range, judged by itself.
#[derive(Serialize)]
pub(super) struct Commit {
    #[serde(rename = "commit")]
    pub(super) name: String,
    #[serde(rename = "verdict")]
    pub(super) says: &'static str,
    pub(super) changes: usize,
    pub(super) rulings: Vec<Ruling>,
}

/// What the guard says of a path.
#[derive(Serialize)]
pub(super) struct Ruling {
    pub(super) path: String,
    pub(super) denied: bool,
    pub(super) reason: &'static str,
    pub(super) message: String,
    pub(super) owner: Option<String>,
    pub(super) source: Option<String>,
    pub(super) line: Option<usize>,
    pub(super) column: Option<usize>,
    pub(super) next: Option<String>,
    pub(super) allowed_once: Option<Exception>,
}

/// By whose word a path is allowed.
#[derive(Serialize)]
pub(super) struct Exception {
    pub(super) by: String,
    pub(super) commit: Option<String>,
    pub(super) reason: String,
}
