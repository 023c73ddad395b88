//! Better schedules by breeding: two populations, one of schedules pushed to the left and one pushed to the right.
//!
//! Each population breeds the other (Debels and Vanhoucke, *A bi-population based genetic algorithm for the
//! resource-constrained project scheduling problem*, 2005). A child takes the order of its tasks from its father,
//! except inside a window of time, where it takes the order that its mother has for the same tasks; then it is made in
//! the other direction, so that every child is a justification of its parents as well.

use super::Budget;
use super::random::Random;
use super::serial::{Direction, Generator, Made};

/// The best schedule found so far, forward.
#[derive(Clone, Debug)]
pub(super) struct Best {
    pub(super) starts: Vec<u64>,
    pub(super) length: u64,
}

impl Best {
    /// Keeps a schedule of either direction if it is shorter.
    pub(super) fn offer(&mut self, made: &Made, direction: Direction, durations: &[u64]) -> bool {
        if made.length >= self.length {
            return false;
        }
        self.length = made.length;
        self.starts.clear();
        self.starts.extend(made.starts.iter().zip(durations).map(|(start, duration)| match direction {
            Direction::Forward => *start,
            Direction::Backward => made.length - start - duration,
        }));
        true
    }
}

/// Breeds until the budget is used up or the best schedule is as short as `bound`.
pub(super) fn breed(generator: &mut Generator<'_>, bound: u64, best: &mut Best, budget: &mut Budget<'_>, seed: u64) {
    let mut breeder = Breeder::new(generator, seed);
    let size =
        population_size(breeder.generator.problem().len(), budget.schedules.saturating_sub(breeder.generator.made()));
    breeder.found(size, bound, best, budget);
    let mut direction = Direction::Forward;
    while best.length > bound && !budget.is_used_up(breeder.generator.made()) {
        breeder.next_generation(direction, bound, best, budget);
        direction = direction.turned();
    }
}

/// A larger budget pays for more members; larger problems need their budget for generations.
fn population_size(tasks: usize, schedules: u64) -> usize {
    let schedules = usize::try_from(schedules.min(1_000_000)).unwrap_or(1_000_000);
    let generations = 40 + tasks / 4;
    (schedules / generations).clamp(10, 500)
}

struct Breeder<'g, 'p> {
    generator: &'g mut Generator<'p>,
    random: Random,
    left: Vec<Made>,
    right: Vec<Made>,
    list: Vec<u32>,
    keys: Vec<u64>,
}

impl<'g, 'p> Breeder<'g, 'p> {
    fn new(generator: &'g mut Generator<'p>, seed: u64) -> Self {
        let random = Random::new(seed);
        Self { generator, random, left: Vec::new(), right: Vec::new(), list: Vec::new(), keys: Vec::new() }
    }

    /// The first members: lists by latest start, each task put off by anything up to the longest path. Members that
    /// differ matter more than members that are good.
    fn found(&mut self, size: usize, bound: u64, best: &mut Best, budget: &mut Budget<'_>) {
        let problem = self.generator.problem();
        let tails = problem.dag().tails(problem.durations());
        let longest = tails.iter().copied().max().unwrap_or(0);
        for _ in 0..size {
            if best.length <= bound || (self.left.len() > 1 && budget.is_used_up(self.generator.made())) {
                break;
            }
            let noise = usize::try_from(longest.clamp(1, 1 << 31)).unwrap_or(1);
            self.keys.clear();
            for tail in &tails {
                self.keys.push(longest - tail + self.random.below(noise) as u64);
            }
            self.respect_order(Direction::Forward);
            let keys = std::mem::take(&mut self.keys);
            self.generator.sort_by(&mut self.list, Direction::Forward, |task| keys[task]);
            self.keys = keys;
            let mut made = Made { starts: Vec::new(), length: 0 };
            self.generator.make(&self.list, Direction::Forward, &mut made);
            best.offer(&made, Direction::Forward, problem.durations());
            self.left.push(made);
        }
        // Nobody lives on the right yet; whatever is born first is better.
        self.right = vec![Made { starts: Vec::new(), length: u64::MAX }; self.left.len()];
    }

    /// Raises keys so that no task has a lesser one than a task that comes before it.
    fn respect_order(&mut self, direction: Direction) {
        let problem = self.generator.problem();
        let dag = problem.dag();
        match direction {
            Direction::Forward => {
                for task in dag.order() {
                    let least = problem.order().predecessors(task).map(|before| self.keys[before]).max();
                    self.keys[task] = self.keys[task].max(least.unwrap_or(0));
                }
            }
            Direction::Backward => {
                for task in dag.order().rev() {
                    let least = problem.order().successors(task).map(|before| self.keys[before]).max();
                    self.keys[task] = self.keys[task].max(least.unwrap_or(0));
                }
            }
        }
    }

    /// Every member of the population of a direction fathers a member of the other population.
    fn next_generation(&mut self, direction: Direction, bound: u64, best: &mut Best, budget: &mut Budget<'_>) {
        let problem = self.generator.problem();
        let size = self.left.len();
        let (parents, children) = match direction {
            Direction::Forward => (std::mem::take(&mut self.left), std::mem::take(&mut self.right)),
            Direction::Backward => (std::mem::take(&mut self.right), std::mem::take(&mut self.left)),
        };
        let mut children = children;
        let champion = (0..size).min_by_key(|&at| children[at].length).unwrap_or(0);
        let mut child = Made { starts: Vec::new(), length: 0 };
        for (father, place) in children.iter_mut().enumerate() {
            if best.length <= bound || budget.is_used_up(self.generator.made()) {
                break;
            }
            let mother = self.tournament(&parents, father);
            let (father_member, mother_member) =
                if self.random.below(2) == 0 { (father, mother) } else { (mother, father) };
            self.combine(&parents[father_member], &parents[mother_member], direction);
            self.generator.make(&self.list, direction.turned(), &mut child);
            best.offer(&child, direction.turned(), problem.durations());
            // The best of a population stays until something as good takes its place.
            if father != champion || child.length <= place.length {
                std::mem::swap(place, &mut child);
            }
        }
        match direction {
            Direction::Forward => (self.left, self.right) = (parents, children),
            Direction::Backward => (self.right, self.left) = (parents, children),
        }
    }

    /// The better of two random members that are not `other`.
    fn tournament(&mut self, members: &[Made], other: usize) -> usize {
        let mut pick = || (other + 1 + self.random.below(members.len().max(2) - 1)) % members.len();
        let (a, b) = (pick(), pick());
        if members[b].length < members[a].length { b } else { a }
    }

    /// The list of a child in the other direction: the father's order, but the mother's within a window of time.
    fn combine(&mut self, father: &Made, mother: &Made, direction: Direction) {
        let durations = self.generator.problem().durations();
        let turned = |made: &Made, task: usize| made.length - made.starts[task] - durations[task];
        let below = |random: &mut Random, limit: u64| {
            random.below(usize::try_from(limit.clamp(1, 1 << 31)).unwrap_or(1)) as u64
        };
        let width = father.length / 4 + below(&mut self.random, father.length / 2);
        let from = below(&mut self.random, father.length + width).saturating_sub(width);
        let until = from + width;
        let shift = father.length.max(mother.length) + 1;
        self.keys.clear();
        for task in 0..durations.len() {
            let key = turned(father, task);
            self.keys.push(if key < from {
                key
            } else if key <= until {
                shift + turned(mother, task)
            } else {
                2 * shift + key
            });
        }
        let keys = std::mem::take(&mut self.keys);
        self.generator.sort_by(&mut self.list, direction.turned(), |task| keys[task]);
        self.keys = keys;
    }
}
