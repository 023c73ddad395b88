//! Schedules from lists: each task in turn as early as it fits, and schedules pushed to the right and back to the left.
//!
//! The serial schedule generation scheme makes a schedule from any list of tasks that respects the order, and for some
//! list it makes a best one (Kolisch, *Serial and parallel resource-constrained project scheduling methods revisited*,
//! 1996). Run on the reversed order it makes a schedule that is as late as possible. Running the one on the list that
//! the other gives never makes a schedule longer and often makes it shorter: forward-backward improvement (Valls,
//! Ballestín and Quintanilla, *Justification and RCPSP*, 2005).

use super::{Problem, profile::Profile};

/// The same schedule with every task in turn as early as it fits, so that none could start earlier by itself.
pub(super) fn as_early_as_can_be(problem: &Problem, starts: &[u64]) -> Vec<u64> {
    let mut generator = Generator::new(problem);
    let (mut list, mut made) = (Vec::new(), Made { starts: Vec::new(), length: 0 });
    generator.sort_by(&mut list, Direction::Forward, |task| starts[task]);
    generator.make(&list, Direction::Forward, &mut made);
    made.starts
}

/// Which way time runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Forward,
    /// Starts count back from the end.
    Backward,
}

impl Direction {
    pub(super) fn turned(self) -> Self {
        match self {
            Self::Forward => Self::Backward,
            Self::Backward => Self::Forward,
        }
    }
}

/// A schedule while it is being improved: starts count in the direction in which it was made.
#[derive(Clone, Debug)]
pub(super) struct Made {
    pub(super) starts: Vec<u64>,
    pub(super) length: u64,
}

/// Makes schedules and counts them.
pub(super) struct Generator<'p> {
    problem: &'p Problem,
    profiles: Vec<Profile>,
    /// A task's place in an order that respects the order of tasks; breaks ties between tasks of no duration.
    places: Vec<u32>,
    made: u64,
}

impl<'p> Generator<'p> {
    pub(super) fn new(problem: &'p Problem) -> Self {
        let mut places = vec![0; problem.len()];
        for (place, task) in (0..).zip(problem.dag().order()) {
            places[task] = place;
        }
        let profiles = problem.resources().iter().map(|resource| Profile::new(resource.capacity)).collect();
        Self { problem, profiles, places, made: 0 }
    }

    pub(super) fn problem(&self) -> &'p Problem {
        self.problem
    }

    /// How many schedules were made.
    pub(super) fn made(&self) -> u64 {
        self.made
    }

    /// A task's place in an order that respects the order of tasks in a direction.
    pub(super) fn place(&self, task: usize, direction: Direction) -> u32 {
        match direction {
            Direction::Forward => self.places[task],
            Direction::Backward => u32::MAX - self.places[task],
        }
    }

    /// Makes a schedule from a list in which each task stands after those that come before it in that direction.
    pub(super) fn make(&mut self, list: &[u32], direction: Direction, into: &mut Made) {
        self.made += 1;
        for (profile, resource) in self.profiles.iter_mut().zip(self.problem.resources()) {
            profile.clear(resource.capacity);
        }
        let (durations, order) = (self.problem.durations(), self.problem.order());
        into.length = 0;
        into.starts.resize(durations.len(), 0);
        for &task in list {
            let task = task as usize;
            let ready = |before: usize| into.starts[before] + durations[before];
            let from = match direction {
                Direction::Forward => order.predecessors(task).map(ready).max(),
                Direction::Backward => order.successors(task).map(ready).max(),
            };
            let start = self.place_task(task, from.unwrap_or(0), durations[task]);
            into.starts[task] = start;
            into.length = into.length.max(start + durations[task]);
        }
    }

    /// Turns a schedule of one direction into one of the other, never longer.
    pub(super) fn turn(&mut self, made: &Made, direction: Direction, list: &mut Vec<u32>, into: &mut Made) {
        let durations = self.problem.durations();
        self.sort_by(list, direction.turned(), |task| made.length - made.starts[task] - durations[task]);
        self.make(list, direction.turned(), into);
    }

    /// All tasks by a key; equal keys in an order that the direction allows.
    pub(super) fn sort_by(&self, list: &mut Vec<u32>, direction: Direction, key: impl Fn(usize) -> u64) {
        list.clear();
        list.extend((0..).take(self.problem.len()));
        list.sort_unstable_by_key(|&task| (key(task as usize), self.place(task as usize, direction)));
    }

    fn place_task(&mut self, task: usize, from: u64, duration: u64) -> u64 {
        let demands = self.problem.demands(task);
        let mut start = from;
        // Each resource may put the start off; done when all agree.
        let mut agreed = 0;
        for &(resource, units) in demands.iter().cycle() {
            if agreed == demands.len() {
                break;
            }
            let earliest = self.profiles[resource as usize].earliest(start, duration, units);
            agreed = if earliest == start { agreed + 1 } else { 1 };
            start = earliest;
        }
        for &(resource, units) in demands {
            self.profiles[resource as usize].take(start, start + duration, units);
        }
        start
    }
}
