//! How short no schedule can be, and why.

use std::fmt;

use super::Problem;
use crate::graph::Dag;

/// A number of units of time below which there is no schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The number.
    pub length: u64,
    /// Why.
    pub argument: Argument,
}

/// Why no schedule is shorter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Argument {
    /// The longest chain of tasks that wait for each other, and each takes its time.
    CriticalPath,
    /// All that occupies a resource, divided by how much of it there is. With it stand the time before which none of these
    /// tasks can start, and the time that always follows them.
    Work {
        /// The resource.
        resource: usize,
        /// Time that passes before, because of tasks that come first.
        before: u64,
        /// Time that passes after, because of tasks that wait.
        after: u64,
    },
    /// Tasks of which no two can run at once: because one comes first, or because they need more of a resource than
    /// there is.
    OneAtATime {
        /// How many tasks.
        tasks: usize,
    },
    /// All shorter schedules were looked for, and there is none.
    Search,
}

impl fmt::Display for Argument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::CriticalPath => "critical path",
            Self::Work { before: 0, after: 0, .. } => "work / capacity",
            Self::Work { .. } => "work / capacity between what comes first and what waits",
            Self::OneAtATime { .. } => "tasks that exclude each other",
            Self::Search => "exhaustive search",
        })
    }
}

/// Above this many tasks only the bounds that take linear time are worked out.
const MAX_QUADRATIC: usize = 500;

/// The best of all bounds that need no search; of equal ones the simplest.
///
/// - *Critical path*: each task of a chain starts after the one before has ended.
/// - *Work*: let a set of tasks start no sooner than `before` and be followed by at least `after`. They fit into what
///   lies between, where a resource gives no more than capacity × time. Taken for all sets that are given by a least
///   time before and a least time after; the set of all tasks is the plain division.
/// - *One at a time*: tasks of which no two can overlap take the sum of their times, plus the least time before any and
///   after any of them.
///
/// Takes O(r·n² + n³ / 64) time for n tasks and r resources up to 500 tasks, and linear time beyond.
pub fn lower_bound(problem: &Problem) -> Bound {
    let dag = problem.dag();
    let durations = problem.durations();
    let path = dag.longest_path(durations);
    let heads: Vec<u64> = path.ends().iter().zip(durations).map(|(end, duration)| end - duration).collect();
    let tails: Vec<u64> = dag.tails(durations).iter().zip(durations).map(|(tail, duration)| tail - duration).collect();
    let mut best = Bound { length: path.length(), argument: Argument::CriticalPath };
    let mut offer = |bound: Bound| {
        if bound.length > best.length {
            best = bound;
        }
    };
    for resource in 0..problem.resources().len() {
        work(problem, resource, &heads, &tails, &mut offer);
    }
    if problem.len() <= MAX_QUADRATIC && !problem.resources().is_empty() {
        one_at_a_time(problem, &dag, &heads, &tails, &mut offer);
    }
    best
}

fn work(problem: &Problem, resource: usize, heads: &[u64], tails: &[u64], offer: &mut impl FnMut(Bound)) {
    let Resources { capacity, tasks } = tasks_of(problem, resource);
    let energy = |&(task, units): &(usize, u32)| u128::from(problem.durations()[task]) * u128::from(units);
    let bound = |energy: u128, before, after| {
        let between = u64::try_from(energy.div_ceil(u128::from(capacity))).unwrap_or(u64::MAX);
        Bound { length: before + between + after, argument: Argument::Work { resource, before, after } }
    };
    let Some(first) = tasks.iter().map(|(task, _)| heads[*task]).min() else { return };
    let last = tasks.iter().map(|(task, _)| tails[*task]).min().unwrap_or(0);
    offer(bound(tasks.iter().map(energy).sum(), first, last));
    if tasks.len() > MAX_QUADRATIC {
        return;
    }
    let mut by_tail = tasks.clone();
    by_tail.sort_by_key(|(task, _)| std::cmp::Reverse(tails[*task]));
    let mut befores: Vec<u64> = tasks.iter().map(|(task, _)| heads[*task]).collect();
    befores.sort_unstable();
    befores.dedup();
    for before in befores {
        let mut sum = 0;
        for item in by_tail.iter().filter(|(task, _)| heads[*task] >= before) {
            sum += energy(item);
            offer(bound(sum, before, tails[item.0]));
        }
    }
}

struct Resources {
    capacity: u32,
    tasks: Vec<(usize, u32)>,
}

/// The tasks that occupy a resource for some time.
fn tasks_of(problem: &Problem, resource: usize) -> Resources {
    let resource = &problem.resources()[resource];
    let occupies = |(task, units): &(usize, u32)| *units > 0 && problem.durations()[*task] > 0;
    Resources { capacity: resource.capacity, tasks: resource.demands.iter().copied().filter(occupies).collect() }
}

/// Grows sets of tasks that exclude each other, one set from each task, always by the longest task that fits.
fn one_at_a_time(problem: &Problem, dag: &Dag<'_>, heads: &[u64], tails: &[u64], offer: &mut impl FnMut(Bound)) {
    let excluded = exclusions(problem, dag);
    let words = problem.len().div_ceil(64);
    let mut longest: Vec<usize> = (0..problem.len()).filter(|&task| problem.durations()[task] > 0).collect();
    longest.sort_by_key(|&task| std::cmp::Reverse(problem.durations()[task]));
    let mut allowed = vec![0_u64; words];
    for &seed in &longest {
        allowed.copy_from_slice(&excluded[seed * words..][..words]);
        let (mut tasks, mut sum) = (1, problem.durations()[seed]);
        let (mut before, mut after) = (heads[seed], tails[seed]);
        for &task in longest.iter().filter(|&&task| task != seed) {
            if allowed[task / 64] >> (task % 64) & 1 == 1 {
                tasks += 1;
                sum += problem.durations()[task];
                (before, after) = (before.min(heads[task]), after.min(tails[task]));
                for (allowed, theirs) in allowed.iter_mut().zip(&excluded[task * words..]) {
                    *allowed &= theirs;
                }
            }
        }
        offer(Bound { length: before + sum + after, argument: Argument::OneAtATime { tasks } });
    }
}

/// For every task the tasks that cannot run at the same time, as bits.
pub(super) fn exclusions(problem: &Problem, dag: &Dag<'_>) -> Vec<u64> {
    let tasks = problem.len();
    let words = tasks.div_ceil(64);
    let mut excluded = vec![0_u64; tasks * words];
    let order: Vec<usize> = dag.order().collect();
    for &task in order.iter().rev() {
        for next in problem.order().successors(task) {
            excluded[task * words + next / 64] |= 1 << (next % 64);
            for word in 0..words {
                excluded[task * words + word] |= excluded[next * words + word];
            }
        }
    }
    for resource in 0..problem.resources().len() {
        let Resources { capacity, tasks: mut users } = tasks_of(problem, resource);
        users.sort_by_key(|(_, units)| std::cmp::Reverse(*units));
        for (at, &(one, units)) in users.iter().enumerate() {
            for &(other, more) in users[at + 1..].iter().take_while(|(_, more)| more + units > capacity) {
                debug_assert!(more <= units);
                excluded[one * words + other / 64] |= 1 << (other % 64);
            }
        }
    }
    for one in 0..tasks {
        for other in 0..tasks {
            if excluded[one * words + other / 64] >> (other % 64) & 1 == 1 {
                excluded[other * words + one / 64] |= 1 << (one % 64);
            }
        }
    }
    excluded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::{Resource, Role};

    #[test]
    fn bounds_and_their_arguments() {
        let check = |durations: &[u64], order: &[(usize, usize)], resources: Vec<Resource>, length, argument| {
            let problem = Problem::new(durations.to_vec(), order.iter().copied(), resources).unwrap();
            assert_eq!(lower_bound(&problem), Bound { length, argument });
        };
        let work = |before, after| Argument::Work { resource: 0, before, after };
        check(&[], &[], vec![], 0, Argument::CriticalPath);
        check(&[4, 2, 3], &[(0, 1)], vec![Resource::workers(3, 0..3)], 6, Argument::CriticalPath);
        check(&[4, 2, 3], &[], vec![Resource::workers(2, 0..3)], 5, work(0, 0));
        check(
            &[1, 4, 4, 4, 4, 1],
            &[(0, 1), (0, 2), (0, 3), (0, 4), (1, 5)],
            vec![Resource::workers(2, 0..6)],
            10,
            work(1, 0),
        );
        check(&[2, 4, 4, 4], &[(0, 1), (0, 2), (0, 3)], vec![Resource::workers(2, 0..4)], 8, work(2, 0));
        let pairs = Resource { role: Role::Other, capacity: 5, demands: vec![(0, 3), (1, 3), (2, 3), (3, 1)] };
        check(&[2, 3, 4, 1], &[], vec![pairs], 9, Argument::OneAtATime { tasks: 3 });
    }
}
