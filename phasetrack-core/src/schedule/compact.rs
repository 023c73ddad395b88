//! A small problem in the form in which it is searched: at most 128 tasks, sets of them as bits, milestones dissolved.

use super::Problem;

/// The most tasks that an exhaustive search takes on.
pub(super) const MAX_TASKS: usize = 128;

/// A set of tasks.
pub(super) type Set = u128;

/// The members of a set, ascending.
pub(super) fn members(mut set: Set) -> impl Iterator<Item = usize> + Clone {
    std::iter::from_fn(move || {
        let task = set.trailing_zeros() as usize;
        (set != 0).then(|| {
            set &= set - 1;
            task
        })
    })
}

/// A problem without milestones. Times are counted in the greatest unit that divides all durations.
pub(super) struct Compact {
    /// The tasks' numbers in the problem.
    pub(super) tasks: Vec<usize>,
    pub(super) unit: u64,
    pub(super) durations: Vec<u32>,
    /// All that comes before each task, directly or not.
    pub(super) before: Vec<Set>,
    /// Everything that waits for each task, directly or not.
    pub(super) after: Vec<Set>,
    /// The longest path from the start of each task to the end, that task included.
    pub(super) tails: Vec<u32>,
    pub(super) capacities: Vec<u32>,
    /// Units of every resource for every task: `demands[task * resources + resource]`.
    pub(super) demands: Vec<u32>,
    /// Tasks that can stand for each other have the same class.
    pub(super) classes: Vec<usize>,
}

impl Compact {
    /// `None` if there are too many tasks or too much time.
    pub(super) fn new(problem: &Problem) -> Option<Self> {
        let all = problem.durations();
        let tasks: Vec<usize> = (0..problem.len()).filter(|&task| all[task] > 0).collect();
        if tasks.len() > MAX_TASKS {
            return None;
        }
        let unit = tasks.iter().fold(0, |unit, &task| common_divisor(unit, all[task])).max(1);
        if problem.total() / unit > u64::from(u32::MAX / 4) {
            return None;
        }
        let durations: Option<Vec<u32>> = tasks.iter().map(|&task| u32::try_from(all[task] / unit).ok()).collect();
        let durations = durations?;
        let mut numbers = vec![None; problem.len()];
        for (number, &task) in tasks.iter().enumerate() {
            numbers[task] = Some(number);
        }
        let dag = problem.dag();
        let bit = |task: usize| numbers[task].map_or(0, |number: usize| 1 << number);
        let mut before: Vec<Set> = vec![0; problem.len()];
        for task in dag.order() {
            before[task] = problem.order().predecessors(task).fold(0, |set, prior| set | before[prior] | bit(prior));
        }
        let mut after: Vec<Set> = vec![0; problem.len()];
        for task in dag.order().rev() {
            after[task] = problem.order().successors(task).fold(0, |set, next| set | after[next] | bit(next));
        }
        let tails = dag.tails(all);
        // Only resources that all who want them could ever exhaust.
        let scarce: Vec<usize> = (0..problem.resources().len())
            .filter(|&resource| {
                let resource = &problem.resources()[resource];
                let wanted: u64 =
                    resource.demands.iter().filter(|(task, _)| all[*task] > 0).map(|d| u64::from(d.1)).sum();
                wanted > u64::from(resource.capacity)
            })
            .collect();
        let units = |task: usize, resource: usize| {
            problem.demands(task).iter().find(|demand| demand.0 as usize == resource).map_or(0, |demand| demand.1)
        };
        let mut compact = Self {
            unit,
            durations,
            before: tasks.iter().map(|&task| before[task]).collect(),
            after: tasks.iter().map(|&task| after[task]).collect(),
            tails: tasks.iter().map(|&task| u32::try_from(tails[task] / unit).unwrap_or(u32::MAX)).collect(),
            capacities: scarce.iter().map(|&resource| problem.resources()[resource].capacity).collect(),
            demands: tasks.iter().flat_map(|&task| scarce.iter().map(move |&resource| units(task, resource))).collect(),
            classes: Vec::new(),
            tasks,
        };
        compact.classes = (0..compact.len()).map(|task| compact.class(task)).collect();
        Some(compact)
    }

    pub(super) fn len(&self) -> usize {
        self.durations.len()
    }

    pub(super) fn demand(&self, task: usize) -> &[u32] {
        let resources = self.capacities.len();
        &self.demands[task * resources..][..resources]
    }

    /// The set of all tasks.
    pub(super) fn all(&self) -> Set {
        if self.len() == MAX_TASKS { Set::MAX } else { (1 << self.len()) - 1 }
    }

    /// The starts of all tasks of the problem, milestones as early as what they wait for allows.
    pub(super) fn starts(&self, problem: &Problem, compact: &[u32]) -> Vec<u64> {
        let mut starts = vec![0; problem.len()];
        for (&task, &start) in self.tasks.iter().zip(compact) {
            starts[task] = u64::from(start) * self.unit;
        }
        for task in problem.dag().order().filter(|&task| problem.durations()[task] == 0) {
            let ends = problem.order().predecessors(task).map(|before| starts[before] + problem.durations()[before]);
            starts[task] = ends.max().unwrap_or(0);
        }
        starts
    }

    /// The first task that is like this one in every respect.
    fn class(&self, task: usize) -> usize {
        let like = |other: usize| {
            self.durations[other] == self.durations[task]
                && self.before[other] == self.before[task]
                && self.after[other] == self.after[task]
                && self.demand(other) == self.demand(task)
        };
        (0..task).find(|&other| like(other)).unwrap_or(task)
    }
}

fn common_divisor(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
