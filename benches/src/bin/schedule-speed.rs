//! How long many tasks take.
//!
//! `schedule-speed` makes orders of a hundred thousand tasks with four hundred thousand edges and of ten times as many,
//! and prints the processor time for putting the problem together, for the longest paths, and for a list schedule by
//! them, the excess of that schedule over the lower bound, and the memory that all of it needs at its peak. The goals
//! for a million tasks are 1.2 s for the schedule with its paths, and 400 MB. Last comes the whole schedule of a document
//! of a thousand tracks; its goal is 50 ms.

use std::hint::black_box;
use std::io::{self, Write};
use std::time::Duration;

use phasetrack_benches::measure::{least, peak_of, time};
use phasetrack_benches::plan;
use phasetrack_benches::random::Random;
use phasetrack_core::facts::{Facts, Ownership};
use phasetrack_core::schedule::{
    Options, Pieces, Problem, Resource, Role, Timetable, Work, conflicts, list_schedule, lower_bound,
};
use phasetrack_core::settings::{Schedule, Settings};
use phasetrack_core::text::Sources;

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for (tasks, workers, files) in [(100_000, 8, 0), (1_000_000, 16, 0), (1_000_000, 16, 50_000)] {
        let peak = peak_of(|| {
            measure(&mut out, tasks, workers, files).expect("standard output takes text");
        });
        let peak = peak.map_or("unknown".to_owned(), |bytes| format!("{} MB", bytes / 1_000_000));
        writeln!(out, "  peak memory with the input    {peak}")?;
    }
    document(&mut out)
}

/// A whole schedule of a document of a thousand tracks, from its facts on.
fn document(out: &mut impl Write) -> io::Result<()> {
    let mut sources = Sources::default();
    sources.add("plan.md", plan::of_size(1_440_000));
    let plan = phasetrack_core::read(&sources, &Settings::default());
    writeln!(out, "a document of {} tracks", plan.tracks().count())?;
    let facts = Facts::new(&plan);
    let least = least(|| {
        let conflicts = conflicts(&facts, &Ownership::new(&facts), &Schedule::default());
        let work = Work::new(&facts, Pieces::default(), &conflicts).expect("the plan has no circle");
        black_box(Timetable::new(&work, Options { wave_size: Some(5), ..Options::default() }));
    });
    print(out, "conflicts and schedule", least)
}

fn measure(out: &mut impl Write, tasks: usize, workers: u32, files: usize) -> io::Result<()> {
    let mut random = Random::new(7);
    let reach = tasks / 10;
    let edges: Vec<(usize, usize)> =
        (0..tasks * 4).map(|at| (at / 4, at / 4 + 1 + random.below(reach))).filter(|&(_, to)| to < tasks).collect();
    let durations: Vec<u64> = (0..tasks).map(|_| 1 + random.below(480) as u64).collect();
    let mut resources = vec![Resource::workers(workers, 0..tasks)];
    resources.extend((0..files).map(|file| Resource::exclusive(Role::File, (file..tasks).step_by(files))));
    writeln!(out, "{tasks} tasks, {} edges, {workers} workers, {files} files", edges.len())?;
    let mut problem = None;
    let build = time(&mut || {
        let edges = edges.iter().copied();
        problem =
            Some(Problem::new(durations.clone(), edges, std::mem::take(&mut resources)).expect("edges lead forward"));
    });
    drop(edges);
    let problem = problem.expect("the run builds");
    let (mut tails, mut starts) = (Vec::new(), Vec::new());
    let paths = time(&mut || tails = problem.dag().tails(problem.durations()));
    let list = time(&mut || starts = list_schedule(&problem, &tails));
    let bound = lower_bound(&problem).length;
    let length = problem.makespan(black_box(&starts));
    let feasible = if problem.verify(&starts).is_ok() { "feasible" } else { "NOT FEASIBLE" };
    print(out, "put together", build)?;
    print(out, "longest paths", paths)?;
    print(out, "list schedule", list)?;
    writeln!(out, "  {length} to bound {bound}, {feasible}")
}

fn print(out: &mut impl Write, what: &str, took: Duration) -> io::Result<()> {
    writeln!(out, "  {what:<29} {took:.1?}")
}
