//! A plan's schedule as people ask for it: who does what when, how many workers are worth while, what is saved.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use super::serial::as_early_as_can_be;
use super::waves::waves_among;
use super::work::Work;
use super::{Bound, Budget, Problem, Solution, Wait, Waves, never, solve, waits};

/// Up to this many workers every number is tried.
const SHOWN: u32 = 8;

/// What is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Number of workers; without it the recommended number, and no limit for waves.
    pub workers: Option<u32>,
    /// The most tracks in one wave.
    pub wave_size: Option<u32>,
    /// How many schedules are tried for each number of workers; without it fewer for large plans.
    pub evaluations: Option<u64>,
}

/// A plan's schedule.
#[derive(Clone, Debug)]
pub struct Timetable {
    /// The most pieces of which none waits for another.
    pub width: Vec<usize>,
    /// The longest chain.
    pub critical_path: Vec<usize>,
    /// Its length.
    pub critical_length: u64,
    /// How long each piece may be put off without making the longest chain longer.
    pub slack: Vec<u64>,
    /// The pieces in waves.
    pub waves: Waves,
    /// The most tracks in one wave, where that was asked for, and the waves that there would be without.
    pub wave_limit: Option<(u32, Waves)>,
    /// How many workers the schedule is for.
    pub workers: u32,
    /// The schedule.
    pub solution: Solution,
    /// Who does each piece; none for points in time.
    pub assigned: Vec<Option<u32>>,
    /// Why each piece starts no earlier.
    pub waits: Vec<Vec<Wait>>,
    /// How long it takes with more and more workers; never growing.
    pub curve: Vec<Point>,
    /// The fewest workers with whom more would not make it shorter, as far as is known.
    pub recommended: u32,
    /// How long one worker takes.
    pub sequential: u64,
}

/// How long it takes with some number of workers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The number.
    pub workers: u32,
    /// The shortest schedule found.
    pub length: u64,
    /// No schedule is shorter.
    pub bound: Bound,
}

impl Timetable {
    /// Schedules the pieces of a plan.
    ///
    /// Takes time in proportion to the pieces, times the number of schedules that its budget allows: fewer for large
    /// plans, so that a thousand tracks take some hundredths of a second.
    pub fn new(work: &Work, options: Options) -> Self {
        let problem = &work.problem;
        let dag = problem.dag();
        let path = dag.longest_path(problem.durations());
        let mut curve = Curve::new(work, options.evaluations);
        let recommended = curve.recommended();
        let workers = options.workers.unwrap_or(recommended).max(1);
        let shown = SHOWN.min(curve.most);
        for workers in (1..=shown).chain([workers]) {
            curve.at(workers);
        }
        let solution = curve.at(workers).clone();
        let limited = limited(problem, workers);
        // A number that nobody asked for limits no wave.
        let divided = if options.workers.is_some() { &limited } else { problem };
        let in_waves = |size| {
            waves_among(divided, &work.pieces, size, &mut budget(problem.len(), options.evaluations, &mut never))
        };
        Self {
            width: work.widest(),
            critical_path: path.nodes().iter().copied().filter(|&task| work.pieces[task]).collect(),
            critical_length: path.length(),
            slack: dag.slack(problem.durations()),
            waves: in_waves(options.wave_size),
            wave_limit: options.wave_size.map(|size| (size, in_waves(None))),
            workers,
            assigned: assign(&limited, &solution.starts),
            waits: waits(&limited, &solution.starts),
            curve: curve.points(),
            recommended,
            sequential: problem.total(),
            solution,
        }
    }

    /// What is saved against one worker who does everything.
    pub fn saved(&self) -> u64 {
        self.sequential - self.solution.makespan.min(self.sequential)
    }

    /// The schedule in sprints of one length, but for what is lost in whole units: where each ends, and what each worker
    /// finishes in it, in the order in which it is done.
    pub fn sprints(&self, problem: &Problem, count: NonZeroU32) -> Vec<(u64, BTreeMap<u32, Vec<usize>>)> {
        let count = u64::from(count.get());
        let length = |sprints: u64| {
            let time = u128::from(self.solution.makespan) * u128::from(sprints) / u128::from(count);
            u64::try_from(time).unwrap_or(u64::MAX)
        };
        let mut sprints: Vec<_> =
            (1..=count).map(|sprint| (length(sprint), BTreeMap::<u32, Vec<usize>>::new())).collect();
        let end = |task: usize| self.solution.starts[task] + problem.durations()[task];
        for (task, worker) in self.assigned.iter().enumerate() {
            let at = sprints.partition_point(|(until, _)| *until < end(task));
            if let (Some(worker), Some((_, workers))) = (worker, sprints.get_mut(at)) {
                workers.entry(*worker).or_default().push(task);
            }
        }
        for tasks in sprints.iter_mut().flat_map(|(_, workers)| workers.values_mut()) {
            tasks.sort_by_key(|&task| (end(task), task));
        }
        sprints
    }

    /// The time that each worker has nothing to do.
    pub fn idle(&self, problem: &Problem) -> Vec<u64> {
        let mut idle = vec![self.solution.makespan; self.workers as usize];
        for (task, worker) in self.assigned.iter().enumerate() {
            if let Some(worker) = worker {
                idle[*worker as usize] -= problem.durations()[task];
            }
        }
        idle
    }
}

/// The problem with so many workers.
fn limited(problem: &Problem, workers: u32) -> Problem {
    problem.with_workers(workers).expect("a piece needs one worker")
}

/// Schedules per problem and partial schedules for small ones: about the same time for every size.
fn budget(pieces: usize, asked: Option<u64>, stop: &mut dyn FnMut() -> bool) -> Budget<'_> {
    let schedules = asked.unwrap_or((20_000 / pieces.max(1) as u64).clamp(4, 2_000));
    let nodes = if pieces <= 128 { schedules.saturating_mul(15) } else { 0 };
    Budget { schedules, nodes, stop }
}

/// Who does each piece: whoever did one that it waits for, if free, else the first who is.
fn assign(problem: &Problem, starts: &[u64]) -> Vec<Option<u32>> {
    let workers = problem.workers().map_or(0, |workers| workers.capacity);
    let mut free_from = vec![0_u64; workers as usize];
    let mut assigned: Vec<Option<u32>> = vec![None; problem.len()];
    let mut by_start: Vec<usize> = (0..problem.len()).filter(|&task| problem.durations()[task] > 0).collect();
    by_start.sort_by_key(|&task| (starts[task], task));
    for task in by_start {
        let is_free = |worker: u32| free_from[worker as usize] <= starts[task];
        let before = problem.order().predecessors(task).filter_map(|before| assigned[before]);
        let worker = before.filter(|&worker| is_free(worker)).min().or_else(|| (0..workers).find(|&w| is_free(w)));
        if let Some(worker) = worker {
            free_from[worker as usize] = starts[task] + problem.durations()[task];
            assigned[task] = Some(worker);
        }
    }
    assigned
}

/// Schedules by number of workers. A schedule for few workers is one for more, so that none ever gets longer.
struct Curve<'p> {
    problem: &'p Problem,
    /// More workers than this have nothing to do.
    most: u32,
    evaluations: Option<u64>,
    known: BTreeMap<u32, Solution>,
}

impl<'p> Curve<'p> {
    fn new(work: &'p Work, evaluations: Option<u64>) -> Self {
        let most = u32::try_from(work.widest().len()).unwrap_or(u32::MAX).max(1);
        Self { problem: &work.problem, most, evaluations, known: BTreeMap::new() }
    }

    fn at(&mut self, workers: u32) -> &Solution {
        let shortest_before =
            self.known.range(..=workers).map(|(_, solution)| solution).min_by_key(|s| s.makespan).cloned();
        let entry = self.known.entry(workers);
        entry.or_insert_with(|| {
            let limited = limited(self.problem, workers);
            let found = solve(&limited, &mut budget(self.problem.len(), self.evaluations, &mut never));
            match shortest_before {
                Some(before) if before.makespan <= found.makespan => {
                    // With more workers some pieces can start earlier.
                    let starts = as_early_as_can_be(&limited, &before.starts);
                    let ends = starts.iter().zip(limited.durations()).map(|(start, duration)| start + duration);
                    Solution { makespan: ends.max().unwrap_or(0), starts, ..found }
                }
                _ => found,
            }
        })
    }

    /// The fewest workers with whom it takes no longer than with as many as could ever be at work.
    fn recommended(&mut self) -> u32 {
        let shortest = self.at(self.most).makespan;
        let (mut too_few, mut enough) = (0, 1);
        while enough < self.most && self.at(enough).makespan > shortest {
            (too_few, enough) = (enough, enough.saturating_mul(2).min(self.most));
        }
        while enough - too_few > 1 {
            let middle = too_few + (enough - too_few) / 2;
            if self.at(middle).makespan > shortest {
                too_few = middle;
            } else {
                enough = middle;
            }
        }
        enough
    }

    /// What is known, by number of workers: lengths never grow, and bounds are those of fewer workers at most.
    fn points(&self) -> Vec<Point> {
        let mut points: Vec<Point> = Vec::new();
        for (&workers, solution) in &self.known {
            let before = points.last().map_or(u64::MAX, |point| point.length);
            points.push(Point { workers, length: solution.makespan.min(before), bound: solution.bound });
        }
        points
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::facts::{Step, TrackIx};
    use crate::schedule::{Resource, tests::problems};

    fn work(durations: &[u64], order: &[(usize, usize)]) -> Work {
        let tasks = durations.len();
        let workers = Resource::workers(u32::try_from(tasks).unwrap(), 0..tasks);
        Work {
            steps: (0..tasks).map(|task| vec![Step::End(TrackIx(task))]).collect(),
            problem: Problem::new(durations.to_vec(), order.iter().copied(), vec![workers]).unwrap(),
            pieces: vec![true; tasks],
            in_minutes: true,
            resources: vec!["workers".to_owned()],
            without: Vec::new(),
            shared: Vec::new(),
        }
    }

    /// Three chains of 42, 38 and 28 hours and four tasks of 20 hours together. Three workers would finish after 43
    /// hours if the four were cut well; the widest moment is neither the three chains nor what is worth while.
    #[test]
    fn chains_and_loose_tasks() {
        let hours = [10, 8, 8, 8, 8, 8, 8, 7, 7, 8, 7, 7, 7, 7, 5, 5, 5, 5];
        let chains = [0..5, 5..10, 10..14];
        let order: Vec<_> = chains.into_iter().flat_map(|chain| chain.clone().zip(chain.skip(1))).collect();
        let table = Timetable::new(&work(&hours, &order), Options { workers: Some(3), ..Options::default() });
        assert_eq!((table.width.len(), table.critical_length, table.sequential), (7, 42, 128));
        let lengths: Vec<_> = table.curve.iter().map(|point| (point.workers, point.length)).collect();
        assert_eq!(lengths[..4], [(1, 128), (2, 64), (3, 43), (4, 42)]);
        assert!(table.curve[..4].iter().all(|point| point.length == point.bound.length));
        assert_eq!((table.recommended, table.workers, table.saved()), (4, 3, 85));
        assert_eq!(table.idle(&work(&hours, &order).problem).iter().sum::<u64>(), 3 * 43 - 128);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn more_workers_never_take_longer(problem in problems()) {
            let work = Work {
                steps: Vec::new(),
                pieces: vec![true; problem.len()],
                resources: Vec::new(),
                without: Vec::new(),
            shared: Vec::new(),
                in_minutes: true,
                problem: problem.clone(),
            };
            let table = Timetable::new(&work, Options::default());
            prop_assert!(table.curve.windows(2).all(|two| two[1].length <= two[0].length));
            prop_assert!(table.curve.iter().all(|point| point.bound.length <= point.length));
            let limited = problem.with_workers(table.workers).unwrap();
            prop_assert_eq!(limited.verify(&table.solution.starts), Ok(()));
            // Nobody does two things at once.
            for (a, worker) in table.assigned.iter().enumerate().filter(|(_, worker)| worker.is_some()) {
                for (b, _) in table.assigned.iter().enumerate().filter(|(b, other)| *b != a && *other == worker) {
                    let [(s, e), (t, f)] = [a, b].map(|task| {
                        let start = table.solution.starts[task];
                        (start, start + problem.durations()[task])
                    });
                    prop_assert!(e <= t || f <= s);
                }
            }
            let pieces = problem.durations().iter().filter(|duration| **duration > 0).count();
            prop_assert_eq!(table.assigned.iter().flatten().count(), pieces);
        }
    }

    #[test]
    fn one_before_all_in_waves_of_three() {
        let order: Vec<_> = (1..7).map(|track| (0, track)).collect();
        let table = Timetable::new(&work(&[3; 7], &order), Options { wave_size: Some(3), ..Options::default() });
        assert_eq!((table.waves.waves.len(), table.waves.length, table.waves.is_proven()), (3, 9, true));
        assert_eq!((table.critical_length, table.recommended, table.width.len()), (6, 6, 6));
    }
}
