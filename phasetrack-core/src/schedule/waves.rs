//! Waves: groups that are begun together and merged together before the next one begins.

use super::layers::Layers;
use super::{Budget, Problem, Resource, Role, Solution, lower_bound, solve};

/// Up to this many tasks all ways to fill waves are looked at; beyond, the best ones at each step.
const MAX_EXACT: usize = 20;

/// The most ways to fill the first waves that are kept at each step beyond that.
const BEAM: usize = 300;

/// Tasks in waves: who waits for whom is in a later wave, and no wave occupies more of a resource than there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waves {
    /// The tasks of each wave, ascending.
    pub waves: Vec<Vec<usize>>,
    /// How long all of it takes: the sum of the longest task of each wave.
    pub length: u64,
    /// There are no fewer waves than this.
    pub bound: usize,
    /// Whether no other division into so few waves takes less time.
    pub length_proven: bool,
}

impl Waves {
    /// Whether there cannot be fewer waves.
    pub fn is_proven(&self) -> bool {
        self.waves.len() == self.bound
    }

    /// How long each wave takes: its longest task.
    pub fn lengths(&self, problem: &Problem) -> Vec<u64> {
        let longest = |wave: &Vec<usize>| wave.iter().map(|&task| problem.durations()[task]).max().unwrap_or(0);
        self.waves.iter().map(longest).collect()
    }
}

/// Divides tasks into the fewest waves of at most `size` tasks each, and among these divisions looks for the one that
/// takes the least time.
///
/// Up to 20 tasks both are exact. Beyond, the number of waves is the length of a schedule in which every task takes one
/// step, so it comes with the same kinds of proof; the time is what a bounded search finds.
///
/// # Panics
/// If `size` is zero and there are tasks.
pub fn waves(problem: &Problem, size: Option<u32>, budget: &mut Budget<'_>) -> Waves {
    waves_among(problem, &vec![true; problem.len()], size, budget)
}

/// As [`waves`], where only some tasks are pieces of work. The others are points in time: they are in no wave and take
/// none, but what waits for them still waits for all that comes before them.
pub(super) fn waves_among(problem: &Problem, pieces: &[bool], size: Option<u32>, budget: &mut Budget<'_>) -> Waves {
    if !pieces.contains(&false) {
        return divide(problem, size, budget);
    }
    let Solution { starts, bound, .. } = solve(&in_steps(problem, pieces, size), budget);
    let numbers: Vec<(usize, u64)> = numbered(&starts).into_iter().filter(|(task, _)| pieces[*task]).collect();
    collect(problem, &numbers, usize::try_from(bound.length).unwrap_or(usize::MAX))
}

/// Divides tasks that are all pieces of work.
fn divide(problem: &Problem, size: Option<u32>, budget: &mut Budget<'_>) -> Waves {
    if problem.is_empty() {
        return Waves { waves: Vec::new(), length: 0, bound: 0, length_proven: true };
    }
    let steps = in_steps(problem, &vec![true; problem.len()], size);
    let exact = problem.len() <= MAX_EXACT;
    let mut layers = Layers::new(problem, &steps);
    let (fewest, first) = if exact {
        (lower_bound(&steps).length, layers.as_ref().map(Layers::fill_greedily))
    } else {
        let Solution { starts, bound, .. } = solve(&steps, budget);
        (bound.length, Some(starts))
    };
    let fewest = usize::try_from(fewest).unwrap_or(usize::MAX);
    let first = first.unwrap_or_else(|| solve(&steps, budget).starts);
    let mut best = collect(problem, &numbered(&first), fewest);
    if let Some(layers) = &mut layers
        && !(best.is_proven() && best.length == layers.least_length())
    {
        let beam = if exact { usize::MAX } else { BEAM };
        let found = layers.search((best.waves.len(), best.length), beam);
        if let Some(found) = found.waves {
            best = collect(problem, &numbered(&found), fewest);
        }
        if found.complete {
            (best.bound, best.length_proven) = (best.waves.len(), true);
        }
    } else if layers.is_some() {
        best.length_proven = true;
    }
    best
}

/// The same tasks, one step for each piece of work, and the size of a wave as one more resource.
fn in_steps(problem: &Problem, pieces: &[bool], size: Option<u32>) -> Problem {
    let mut resources = problem.resources().to_vec();
    if let Some(size) = size {
        let all = (0..problem.len()).map(|task| (task, 1)).collect();
        resources.push(Resource { role: Role::Other, capacity: size, demands: all });
    }
    Problem::new(pieces.iter().copied().map(u64::from).collect(), problem.order().edges(), resources)
        .expect("a wave has room for a task and the order has no circle")
}

fn numbered(numbers: &[u64]) -> Vec<(usize, u64)> {
    numbers.iter().copied().enumerate().collect()
}

/// Waves from tasks, ascending, with the number of the wave of each.
fn collect(problem: &Problem, numbers: &[(usize, u64)], bound: usize) -> Waves {
    let count = numbers.iter().map(|(_, number)| number + 1).max().unwrap_or(0);
    let mut waves = vec![Vec::new(); usize::try_from(count).unwrap_or(0)];
    for &(task, number) in numbers {
        waves[usize::try_from(number).unwrap_or(0)].push(task);
    }
    let mut found = Waves { waves, length: 0, bound, length_proven: false };
    found.length = found.lengths(problem).iter().sum();
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::schedule::{never, tests::problems};

    fn waves_of(problem: &Problem, size: Option<u32>) -> Waves {
        waves(problem, size, &mut Budget { schedules: 500, nodes: 10_000, stop: &mut never })
    }

    #[test]
    fn fewest_then_shortest() {
        // The first comes before all others; at most three at once: three waves, whatever the levels say.
        let order = (1..7).map(|task| (0, task));
        let problem = Problem::new(vec![24; 7], order, Vec::new()).unwrap();
        let found = waves_of(&problem, Some(3));
        assert_eq!((found.waves.len(), found.length, found.is_proven()), (3, 72, true));
        assert_eq!(found.waves[0], [0]);
        assert_eq!(waves_of(&problem, None).waves.len(), 2);
        // Long tasks belong together.
        let problem = Problem::new(vec![8, 1, 8, 1], [], Vec::new()).unwrap();
        let found = waves_of(&problem, Some(2));
        assert_eq!((found.waves, found.length, found.length_proven), (vec![vec![0, 2], vec![1, 3]], 9, true));
        // A file that three tracks share keeps all three apart.
        let shared = Resource::exclusive(Role::File, [0, 1, 2]);
        let problem = Problem::new(vec![1; 4], [], vec![shared]).unwrap();
        assert_eq!(waves_of(&problem, None).waves.len(), 3);
        assert_eq!(waves_of(&Problem::new(Vec::new(), [], Vec::new()).unwrap(), Some(0)).waves.len(), 0);
    }

    /// Two tracks of three tasks each, one after the other, with points where they begin and end: two waves, not six.
    #[test]
    fn points_take_no_wave() {
        for copies in [1, 40] {
            let one = [(0, 1), (0, 2), (0, 3), (1, 4), (2, 4), (3, 4), (4, 5), (5, 6), (5, 7), (5, 8)];
            let order = (0..copies).flat_map(|copy| one.map(|(from, to)| (from + 9 * copy, to + 9 * copy)));
            let durations: Vec<u64> = [0, 1, 2, 3, 0, 0, 4, 5, 6].repeat(copies);
            let pieces: Vec<bool> = durations.iter().map(|duration| *duration > 0).collect();
            let problem = Problem::new(durations, order, Vec::new()).unwrap();
            let mut budget = Budget { schedules: 10, nodes: 0, stop: &mut never };
            let found = waves_among(&problem, &pieces, None, &mut budget);
            assert_eq!((found.waves.len(), found.bound, found.length), (2, 2, 9));
            assert_eq!(found.waves[0][..3], [1, 2, 3]);
            assert_eq!(found.waves.concat().len(), 6 * copies);
        }
    }

    #[test]
    fn many_tasks_are_divided_too() {
        for tasks in [60, 300] {
            let order = (10..tasks).map(|task| (task - 10 + task % 3, task));
            let problem = Problem::new((0..tasks as u64).map(|t| t % 9).collect(), order, Vec::new()).unwrap();
            let found = waves_of(&problem, Some(7));
            assert_eq!(found.waves.iter().map(Vec::len).sum::<usize>(), tasks);
            assert!(found.waves.iter().all(|wave| wave.len() <= 7));
            assert!(found.is_proven(), "{} of {}", found.waves.len(), found.bound);
        }
    }

    /// All ways to give tasks to waves, by the number of waves and then by time.
    fn best(problem: &Problem, steps: &Problem) -> (usize, u64) {
        let tasks = problem.len();
        let mut best = (usize::MAX, u64::MAX);
        let mut numbers = vec![0_u64; tasks];
        loop {
            if steps.verify(&numbers).is_ok() {
                let found = collect(problem, &numbered(&numbers), 0);
                if found.waves.iter().all(|wave| !wave.is_empty()) {
                    best = best.min((found.waves.len(), found.length));
                }
            }
            let Some(at) = numbers.iter().position(|&number| number + 1 < tasks as u64) else { return best };
            numbers[..at].fill(0);
            numbers[at] += 1;
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn agrees_with_exhaustive_search(problem in problems(), size in 1..4_u32) {
            prop_assume!(problem.len() <= 6);
            let found = waves_of(&problem, Some(size));
            let steps = in_steps(&problem, &vec![true; problem.len()], Some(size));
            prop_assert!(found.is_proven() && found.length_proven);
            prop_assert_eq!((found.waves.len(), found.length), best(&problem, &steps));
        }
    }
}
