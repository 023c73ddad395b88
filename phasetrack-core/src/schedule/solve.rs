//! From a problem to a schedule with a bound: lists, breeding, exhaustive search, in this order and as far as the budget
//! goes.

use super::bound::{Argument, Bound, lower_bound};
use super::list::list_schedule;
use super::population::{Best, breed};
use super::serial::{Direction, Generator, Made};
use super::{Budget, Problem, exact};

/// Up to this many tasks a schedule is improved; beyond, the best list schedule is taken.
const MAX_IMPROVED: usize = 5_000;

/// How many schedules the first round of breeding makes.
const FIRST_ROUND: u64 = 5_000;

/// A schedule with the proof of how good it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// When each task starts.
    pub starts: Vec<u64>,
    /// When the last one ends.
    pub makespan: u64,
    /// Below this no schedule exists. If it equals the makespan, the schedule is a shortest one.
    pub bound: Bound,
    /// How many schedules were made.
    pub schedules: u64,
    /// How many partial schedules the exhaustive search looked at.
    pub nodes: u64,
}

impl Solution {
    /// Whether no schedule is shorter.
    pub fn is_proven(&self) -> bool {
        self.makespan == self.bound.length
    }

    /// How much longer than the bound the schedule is, in per cent of the bound.
    pub fn gap(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a ratio of times needs no more than 53 bits")]
        let ratio = (self.makespan - self.bound.length) as f64 / self.bound.length.max(1) as f64;
        ratio * 100.0
    }
}

/// Makes a schedule, as short as the budget allows. Equal problems and budgets give equal schedules.
///
/// Dependencies that follow from others change nothing, up to 5,000 tasks.
pub fn solve(problem: &Problem, budget: &mut Budget<'_>) -> Solution {
    if problem.len() <= MAX_IMPROVED { improve(&problem.reduced(), budget) } else { improve(problem, budget) }
}

fn improve(problem: &Problem, budget: &mut Budget<'_>) -> Solution {
    let bound = lower_bound(problem);
    let mut best = Best { starts: Vec::new(), length: u64::MAX };
    let mut made = list_schedules(problem, bound.length, &mut best);
    let mut nodes = 0;
    let mut bound = bound;
    if best.length > bound.length && problem.len() <= MAX_IMPROVED {
        let mut generator = Generator::new(problem);
        justify(&mut generator, bound.length, &mut best);
        // The first round of breeding makes the limit that the search cuts with. Each later one is larger.
        let all = budget.schedules;
        let mut round = FIRST_ROUND;
        for seed in 1.. {
            budget.schedules = all.min(generator.made().saturating_add(round));
            breed(&mut generator, bound.length, &mut best, budget, seed);
            if seed == 1 && best.length > bound.length && budget.nodes > 0 {
                let outcome = exact::search(problem, best.length, bound.length, budget);
                nodes = outcome.nodes;
                if let Some(starts) = outcome.starts {
                    best = Best { length: problem.makespan(&starts), starts };
                }
                if outcome.exhausted {
                    bound = proven(bound, best.length);
                }
            }
            budget.schedules = all;
            if best.length == bound.length || budget.is_used_up(generator.made()) {
                break;
            }
            round = round.saturating_mul(2);
        }
        made += generator.made();
    }
    Solution { makespan: best.length, starts: best.starts, bound, schedules: made, nodes }
}

/// The bound that an exhausted search gives, unless a simpler argument gives the same.
fn proven(bound: Bound, length: u64) -> Bound {
    if bound.length == length { bound } else { Bound { length, argument: Argument::Search } }
}

/// List schedules by several urgencies; how many were made.
fn list_schedules(problem: &Problem, bound: u64, best: &mut Best) -> u64 {
    let dag = problem.dag();
    let durations = problem.durations();
    let tails = dag.tails(durations);
    // All that waits for a task, not only the longest chain of it.
    let mut following = durations.to_vec();
    for task in dag.order().rev() {
        let sum = problem.order().successors(task).fold(0_u64, |sum, next| sum.saturating_add(following[next]));
        following[task] = following[task].saturating_add(sum);
    }
    let mut made = 0;
    for urgency in [&tails, &following] {
        if best.length > bound {
            let starts = list_schedule(problem, urgency);
            made += 1;
            let length = problem.makespan(&starts);
            best.offer(&Made { starts, length }, Direction::Forward, durations);
        }
    }
    made
}

/// Pushes the best schedule to the right and back to the left until that gains nothing.
fn justify(generator: &mut Generator<'_>, bound: u64, best: &mut Best) {
    let durations = generator.problem().durations();
    let mut list = Vec::new();
    let mut left = Made { starts: best.starts.clone(), length: best.length };
    let mut right = Made { starts: Vec::new(), length: 0 };
    loop {
        generator.turn(&left, Direction::Forward, &mut list, &mut right);
        let on_the_way = best.offer(&right, Direction::Backward, durations);
        generator.turn(&right, Direction::Backward, &mut list, &mut left);
        let at_the_end = best.offer(&left, Direction::Forward, durations);
        if best.length <= bound || !(on_the_way || at_the_end) {
            break;
        }
    }
}
