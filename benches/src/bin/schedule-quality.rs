//! How good schedules are, against the best that are known.
//!
//! `schedule-quality DIR [--evaluations N | --seconds S] [--set NAME] [--verbose]` solves every instance of a folder (see
//! `phasetrack_benches::instances`) on one thread, with N evaluations each (5,000 if nothing is said; see
//! `Budget::evaluations`), or until S seconds are over. Each schedule is verified by the independent test. Prints for every set: the mean and
//! the worst excess over the best known length, the share that is as good, the share that is proven to be best, and the
//! time.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use std::{env, process};

use phasetrack_benches::instances::{self, Instance};
use phasetrack_benches::measure::time;
use phasetrack_core::schedule::{Budget, Solution, lower_bound, never, solve};

/// How much may be spent on an instance.
#[derive(Clone, Copy)]
enum Limit {
    Evaluations(u64),
    Seconds(f64),
}

struct Arguments {
    folder: PathBuf,
    limit: Limit,
    set: Option<String>,
    verbose: bool,
}

/// Sums over a set.
#[derive(Default)]
struct Row {
    instances: u32,
    excess: f64,
    worst: f64,
    at_best: u32,
    proven: u32,
    over_path: f64,
    time: Duration,
    slowest: Duration,
    infeasible: u32,
    wrong_bounds: u32,
}

fn main() -> io::Result<()> {
    let Some(arguments) = arguments(env::args().skip(1)) else {
        writeln!(io::stderr(), "usage: schedule-quality DIR [--evaluations N | --seconds S] [--set NAME] [--verbose]")?;
        process::exit(2);
    };
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    let mut out = io::stdout().lock();
    for instance in instances::all(&arguments.folder)? {
        if arguments.set.as_ref().is_some_and(|set| !instance.set.starts_with(set)) {
            continue;
        }
        let (solution, took) = run(&instance, arguments.limit);
        if arguments.verbose {
            let Instance { name, least, best, .. } = &instance;
            let Solution { makespan, bound, schedules, nodes, .. } = &solution;
            writeln!(
                out,
                "{name}: {makespan} of {best}, bound {} of {least} ({}), {schedules} schedules, {nodes} nodes, {took:.1?}",
                bound.length, bound.argument
            )?;
        }
        let row = rows.entry(instance.set.clone()).or_default();
        row.add(&instance, &solution, took);
        let row = rows.entry(" all".to_owned()).or_default();
        row.add(&instance, &solution, took);
    }
    writeln!(
        out,
        "set          count  mean gap   worst  at best  proven  over path  mean time  slowest  infeasible  bounds wrong"
    )?;
    for (set, row) in &rows {
        row.print(&mut out, set)?;
    }
    Ok(())
}

fn arguments(mut given: impl Iterator<Item = String>) -> Option<Arguments> {
    let mut arguments =
        Arguments { folder: given.next()?.into(), limit: Limit::Evaluations(5_000), set: None, verbose: false };
    while let Some(argument) = given.next() {
        match argument.as_str() {
            "--evaluations" => arguments.limit = Limit::Evaluations(given.next()?.parse().ok()?),
            "--seconds" => arguments.limit = Limit::Seconds(given.next()?.parse().ok()?),
            "--set" => arguments.set = Some(given.next()?),
            "--verbose" => arguments.verbose = true,
            _ => return None,
        }
    }
    Some(arguments)
}

fn run(instance: &Instance, limit: Limit) -> (Solution, Duration) {
    let mut solution = None;
    let took = time(&mut || {
        solution = Some(match limit {
            Limit::Evaluations(count) => {
                let tasks = instance.problem.len();
                solve(&instance.problem, &mut Budget::evaluations(count, tasks, &mut never))
            }
            Limit::Seconds(seconds) => {
                let begin = Instant::now();
                let mut stop = || begin.elapsed().as_secs_f64() > seconds;
                solve(&instance.problem, &mut Budget { schedules: u64::MAX, nodes: u64::MAX, stop: &mut stop })
            }
        });
    });
    (solution.expect("the run solves"), took)
}

impl Row {
    #[expect(clippy::cast_precision_loss, reason = "lengths are small numbers")]
    fn add(&mut self, instance: &Instance, solution: &Solution, took: Duration) {
        let excess = (solution.makespan as f64 - instance.best as f64) / instance.best.max(1) as f64 * 100.0;
        let path = instance.problem.dag().longest_path(instance.problem.durations()).length();
        self.instances += 1;
        self.excess += excess;
        self.worst = self.worst.max(excess);
        self.at_best += u32::from(solution.makespan <= instance.best);
        self.proven += u32::from(solution.is_proven());
        self.over_path += (solution.makespan as f64 - path as f64) / path.max(1) as f64 * 100.0;
        self.time += took;
        self.slowest = self.slowest.max(took);
        let verified = instance.problem.verify(&solution.starts).is_ok();
        let said = instance.problem.makespan(&solution.starts) == solution.makespan;
        self.infeasible += u32::from(!verified || !said || solution.makespan < instance.least);
        let above = |bound: u64| bound > instance.best || bound > solution.makespan;
        self.wrong_bounds += u32::from(above(solution.bound.length) || above(lower_bound(&instance.problem).length));
    }

    fn print(&self, out: &mut impl Write, set: &str) -> io::Result<()> {
        let count = f64::from(self.instances);
        writeln!(
            out,
            "{set:<12} {:>5} {:>8.3}% {:>6.2}% {:>7.1}% {:>6.1}% {:>9.2}% {:>8.1}ms {:>6.0}ms {:>11} {:>13}",
            self.instances,
            self.excess / count,
            self.worst,
            f64::from(self.at_best) / count * 100.0,
            f64::from(self.proven) / count * 100.0,
            self.over_path / count,
            self.time.as_secs_f64() * 1000.0 / count,
            self.slowest.as_secs_f64() * 1000.0,
            self.infeasible,
            self.wrong_bounds,
        )
    }
}
