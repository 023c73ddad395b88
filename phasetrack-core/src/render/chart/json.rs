//! `schedule --output-format json`. Scripts rely on these names: adding is free, renaming is not.

use serde::Serialize;

use super::parts::{self, Bounded, Kind, Why};
use super::scale::Scale;
use super::view::Chart;
use crate::render::json::{VERSION, text};

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    unit: &'static str,
    missing_estimates: Vec<&'a str>,
    shared_estimates: Vec<&'a str>,
    width: Width<'a>,
    critical_path: Path<'a>,
    waves: Vec<Wave<'a>>,
    waves_proven: bool,
    wave_limit: Option<WaveLimit>,
    wave_bound: usize,
    agents: u32,
    makespan: Makespan<'a>,
    curve: Vec<Point>,
    recommended_agents: u32,
    sequential: Length,
    saved: Saved,
    idle: Vec<Idle>,
    conflicts: Vec<Conflict<'a>>,
    sprints: Vec<Sprint<'a>>,
    assignments: Vec<Assignment<'a>>,
}

#[derive(Serialize)]
struct Width<'a> {
    value: usize,
    witness: Vec<&'a str>,
}

#[derive(Serialize)]
struct Path<'a> {
    minutes: u64,
    ids: Vec<&'a str>,
}

#[derive(Serialize)]
struct Wave<'a> {
    number: usize,
    tracks: Vec<&'a str>,
    minutes: u64,
}

/// The most pieces in one wave, and what there would be without that limit.
#[derive(Serialize)]
struct WaveLimit {
    size: u32,
    waves_without: usize,
    minutes_without: u64,
}

#[derive(Serialize)]
struct Makespan<'a> {
    minutes: u64,
    lower_bound: u64,
    proven: bool,
    reason: &'a str,
}

#[derive(Serialize)]
struct Point {
    agents: u32,
    minutes: u64,
    lower_bound: u64,
}

#[derive(Serialize)]
struct Length {
    minutes: u64,
}

#[derive(Serialize)]
struct Saved {
    minutes: u64,
    percent: f64,
}

#[derive(Serialize)]
struct Idle {
    worker: String,
    minutes: u64,
}

#[derive(Serialize)]
struct Conflict<'a> {
    kind: &'static str,
    /// The path of a file, or the name of a thing.
    name: &'a str,
    ids: Vec<&'a str>,
}

#[derive(Serialize)]
struct Sprint<'a> {
    number: usize,
    end: u64,
    workers: Vec<Share<'a>>,
}

/// What one worker finishes in one sprint.
#[derive(Serialize)]
struct Share<'a> {
    worker: String,
    ids: Vec<&'a str>,
}

#[derive(Serialize)]
struct Assignment<'a> {
    id: &'a str,
    members: &'a [String],
    title: &'a str,
    owner: Option<&'a str>,
    worker: Option<String>,
    wave: usize,
    start: u64,
    end: u64,
    slack: u64,
    waits: Vec<Wait<'a>>,
}

#[derive(Serialize)]
struct Wait<'a> {
    reason: &'static str,
    /// The file, the owner or what else is contended for.
    resource: Option<&'a str>,
    on: String,
    minutes: u64,
}

/// The schedule as one object. Without effort in the plan `unit` is `steps`, and what is called minutes counts steps.
pub fn schedule_json(chart: &Chart) -> String {
    let names = |pieces: &[usize]| pieces.iter().map(|&piece| &*chart.pieces[piece].name).collect::<Vec<_>>();
    let Bounded { length: lower_bound, argument: reason } = &chart.bound;
    let waves = chart.waves.iter().zip(1..);
    let curve = chart.curve.iter();
    let wait = |why: &'_ Why| (why.reason, names(&why.on).join(", "), why.price);
    let assignments = chart.pieces.iter().map(|piece| Assignment {
        id: &piece.name,
        members: &piece.members,
        title: &piece.title,
        owner: piece.owner.as_deref(),
        worker: piece.worker.map(Chart::worker),
        wave: piece.wave + 1,
        start: piece.start,
        end: piece.end(),
        slack: piece.slack,
        waits: piece
            .waits
            .iter()
            .map(|why| {
                let (reason, on, minutes) = wait(why);
                Wait { reason: word(reason), resource: why.thing.as_deref(), on, minutes }
            })
            .collect(),
    });
    let share = |share: &'_ parts::Share| Share { worker: Chart::worker(share.worker), ids: names(&share.pieces) };
    let sprints = (1..).zip(&chart.sprints).map(|(number, sprint)| Sprint {
        number,
        end: sprint.end,
        workers: sprint.shares.iter().map(share).collect(),
    });
    text(serde_json::to_string_pretty(&Document {
        version: VERSION,
        unit: if chart.scale == Scale::Steps { "steps" } else { "minutes" },
        missing_estimates: names(&chart.without),
        shared_estimates: names(&chart.shared),
        width: Width { value: chart.width.len(), witness: names(&chart.width) },
        critical_path: Path { minutes: chart.critical_length, ids: names(&chart.critical_path) },
        waves: waves.map(|((wave, minutes), number)| Wave { number, tracks: names(wave), minutes: *minutes }).collect(),
        waves_proven: chart.waves.len() == chart.wave_bound,
        wave_limit: chart.wave_limit.map(|(size, waves_without, minutes_without)| WaveLimit {
            size,
            waves_without,
            minutes_without,
        }),
        wave_bound: chart.wave_bound,
        agents: chart.workers,
        makespan: Makespan { minutes: chart.makespan, lower_bound: *lower_bound, proven: chart.is_proven(), reason },
        curve: curve
            .map(|point| Point { agents: point.workers, minutes: point.length, lower_bound: point.bound.length })
            .collect(),
        recommended_agents: chart.recommended,
        sequential: Length { minutes: chart.sequential },
        saved: Saved { minutes: chart.saved, percent: percent(chart.saved_per_mille()) },
        idle: (0..).zip(&chart.idle).map(|(w, &minutes)| Idle { worker: Chart::worker(w), minutes }).collect(),
        conflicts: chart
            .clashes
            .iter()
            .map(|c| Conflict { kind: word(c.kind), name: &c.thing, ids: names(&c.pieces) })
            .collect(),
        sprints: sprints.collect(),
        assignments: assignments.collect(),
    }))
}

fn percent(per_mille: u64) -> f64 {
    f64::from(u16::try_from(per_mille).unwrap_or(0)) / 10.0
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Dependency => "dependency",
        Kind::Worker => "worker",
        Kind::Owner => "owner",
        Kind::File => "file",
        Kind::Resource => "resource",
    }
}
