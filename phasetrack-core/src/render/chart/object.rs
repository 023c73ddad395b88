//! `schedule --output-format json`. Scripts rely on these names: adding is free, renaming is not.

use serde::Serialize;

use super::Chart;

#[derive(Serialize)]
struct Document {
    version: u32,
    unit: &'static str,
    width: Width,
    critical_path: Path,
    waves: Vec<Wave>,
    waves_proven: bool,
    wave_bound: usize,
    agents: u32,
    makespan: Makespan,
    curve: Vec<Point>,
    recommended_agents: u32,
    sequential: Length,
    saved: Saved,
    idle: Vec<Idle>,
    conflicts: Vec<Conflict>,
    assignments: Vec<Assignment>,
}

#[derive(Serialize)]
struct Width {
    value: usize,
    witness: Vec<String>,
}

#[derive(Serialize)]
struct Path {
    minutes: u64,
    ids: Vec<String>,
}

#[derive(Serialize)]
struct Wave {
    number: usize,
    tracks: Vec<String>,
    minutes: u64,
}

#[derive(Serialize)]
struct Makespan {
    minutes: u64,
    lower_bound: u64,
    proven: bool,
    reason: String,
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
struct Conflict {
    path: String,
    tracks: Vec<String>,
}

#[derive(Serialize)]
struct Assignment {
    id: String,
    worker: Option<String>,
    start: u64,
    end: u64,
    slack: u64,
    waits: Vec<Wait>,
}

#[derive(Serialize)]
struct Wait {
    reason: &'static str,
    on: String,
    minutes: u64,
}

/// The schedule as one object. Without effort in the plan `unit` is `steps`, and what is called minutes counts steps.
///
/// # Panics
/// Never: names and numbers are always JSON.
pub fn schedule_json(chart: &Chart<'_>) -> String {
    let (table, problem) = (chart.table, &chart.work.problem);
    let name = |task: usize| chart.work.name(chart.facts, task);
    let names =
        |tasks: &[usize]| tasks.iter().copied().filter(|&task| chart.duration(task) > 0).map(name).collect::<Vec<_>>();
    let tenths = (table.saved() * 1000 + table.sequential / 2) / table.sequential.max(1);
    let waits = |task: usize| {
        let wait = |wait: &crate::schedule::Wait| {
            let (reason, on) = chart.reason(wait);
            Wait { reason, on, minutes: wait.price }
        };
        table.waits[task].iter().map(wait).collect()
    };
    let waves = table.waves.waves.iter().zip(table.waves.lengths(problem)).zip(1..);
    let document = Document {
        version: 1,
        unit: if chart.work.in_minutes { "minutes" } else { "steps" },
        width: Width { value: table.width.len(), witness: names(&table.width) },
        critical_path: Path { minutes: table.critical_length, ids: names(&table.critical_path) },
        waves: waves.map(|((wave, minutes), number)| Wave { number, tracks: names(wave), minutes }).collect(),
        waves_proven: table.waves.is_proven(),
        wave_bound: table.waves.bound,
        agents: table.workers,
        makespan: Makespan {
            minutes: table.solution.makespan,
            lower_bound: table.solution.bound.length,
            proven: table.solution.is_proven(),
            reason: chart.argument(table.solution.bound.argument),
        },
        curve: table
            .curve
            .iter()
            .map(|point| Point { agents: point.workers, minutes: point.length, lower_bound: point.bound.length })
            .collect(),
        recommended_agents: table.recommended,
        sequential: Length { minutes: table.sequential },
        saved: Saved { minutes: table.saved(), percent: f64::from(u32::try_from(tenths).unwrap_or(0)) / 10.0 },
        idle: (0..)
            .zip(table.idle(problem))
            .map(|(worker, minutes)| Idle { worker: Chart::worker(worker), minutes })
            .collect(),
        conflicts: chart
            .conflicts
            .iter()
            .map(|conflict| Conflict {
                path: conflict.path.clone(),
                tracks: conflict.tracks.iter().map(|&track| chart.facts.track(track).id.to_string()).collect(),
            })
            .collect(),
        assignments: chart
            .pieces()
            .map(|task| Assignment {
                id: name(task),
                worker: table.assigned[task].map(Chart::worker),
                start: chart.start(task),
                end: chart.end(task),
                slack: table.slack[task],
                waits: waits(task),
            })
            .collect(),
    };
    let mut text = serde_json::to_string_pretty(&document).expect("names and numbers are always JSON");
    text.push('\n');
    text
}
