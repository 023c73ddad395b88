//! How good divisions into waves are, against the best that are known.
//!
//! `wave-quality DIR` divides every instance of `DIR/waves` (see `phasetrack_benches::wave_instances`) into waves, and makes
//! the schedule without waves as well. Prints for each size of instance the share with the fewest waves, the share of
//! which that is proven, the share with the least hours, the share whose schedule is as short as the best known, and
//! the slowest. Every division and every schedule is verified.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Duration;
use std::{env, process};

use phasetrack_benches::measure::time;
use phasetrack_benches::wave_instances::{self, WaveInstance};
use phasetrack_core::schedule::{Budget, never, solve, waves};

#[derive(Default)]
struct Row {
    instances: u32,
    fewest: u32,
    proven: u32,
    hours: u32,
    hours_known: u32,
    hours_proven: u32,
    makespan: u32,
    makespan_proven: u32,
    wrong: u32,
    slowest: Duration,
}

fn main() -> io::Result<()> {
    let Some(folder) = env::args_os().nth(1).map(PathBuf::from) else {
        writeln!(io::stderr(), "usage: wave-quality DIR")?;
        process::exit(2);
    };
    let mut rows: BTreeMap<usize, Row> = BTreeMap::new();
    for instance in wave_instances::all(&folder)? {
        rows.entry(instance.problem.len()).or_default().add(&instance);
    }
    let mut out = io::stdout().lock();
    writeln!(out, "tracks  count  fewest  proven  least hours  proven  makespan  proven  wrong  slowest")?;
    for (tracks, row) in &rows {
        let share = |part: u32, of: u32| format!("{:.1}%", f64::from(part) / f64::from(of.max(1)) * 100.0);
        writeln!(
            out,
            "{tracks:>6} {:>6} {:>7} {:>7} {:>12} {:>7} {:>9} {:>7} {:>6} {:>8.1?}",
            row.instances,
            share(row.fewest, row.instances),
            share(row.proven, row.instances),
            share(row.hours, row.hours_known),
            share(row.hours_proven, row.instances),
            share(row.makespan, row.instances),
            share(row.makespan_proven, row.instances),
            row.wrong,
            row.slowest
        )?;
    }
    Ok(())
}

impl Row {
    fn add(&mut self, instance: &WaveInstance) {
        let WaveInstance { problem, size, .. } = instance;
        let mut found = None;
        let mut stop = never;
        let mut budget = Budget { schedules: 5_000, nodes: 200_000, stop: &mut stop };
        let took = time(&mut || found = Some(waves(problem, Some(*size), &mut budget)));
        let found = found.expect("the run divides");
        let solution = solve(problem, &mut budget);
        self.instances += 1;
        self.slowest = self.slowest.max(took);
        let count = found.waves.len() as u64;
        self.fewest += u32::from(instance.fewest.is_none_or(|fewest| count <= fewest));
        self.proven += u32::from(found.is_proven());
        self.hours_known += u32::from(instance.hours.is_some());
        self.hours += u32::from(instance.hours.is_some_and(|hours| found.length <= hours));
        self.hours_proven += u32::from(found.length_proven);
        self.makespan += u32::from(instance.makespan.is_none_or(|makespan| solution.makespan <= makespan));
        self.makespan_proven += u32::from(solution.is_proven());
        let better = instance.fewest.is_some_and(|fewest| count < fewest || found.bound as u64 > fewest)
            || instance.hours.is_some_and(|hours| Some(count) == instance.fewest && found.length < hours)
            || instance.makespan.is_some_and(|best| solution.makespan < best || solution.bound.length > best);
        self.wrong +=
            u32::from(better || !is_feasible(instance, &found.waves) || problem.verify(&solution.starts).is_err());
    }
}

/// Whether all that wait come later, and no wave is larger than it may be or needs more than there is.
fn is_feasible(instance: &WaveInstance, waves: &[Vec<usize>]) -> bool {
    let problem = &instance.problem;
    let mut number = vec![usize::MAX; problem.len()];
    for (at, wave) in waves.iter().enumerate() {
        for &track in wave {
            number[track] = at;
        }
    }
    let in_order = problem.order().edges().all(|(before, after)| number[before] < number[after]);
    let fits = problem.resources().iter().all(|resource| {
        let mut used = vec![0; waves.len()];
        resource.demands.iter().for_each(|demand| used[number[demand.0]] += demand.1);
        used.iter().all(|used| *used <= resource.capacity)
    });
    let small = waves.iter().all(|wave| wave.len() <= instance.size as usize);
    in_order && fits && small && !number.contains(&usize::MAX)
}
