//! What is to be scheduled, as inert numbers: how long tasks take, what comes before what, and what they occupy.

use crate::graph::{Dag, Graph};

/// Tasks, numbered from zero, with their durations in whole units of time, their order, and the resources that they occupy
/// from their start to their end.
///
/// Workers, files that must not be edited at once, databases, ports and licences are all resources; a file is one with
/// a capacity of one, however many tasks want it. A task without duration is a milestone and occupies nothing.
#[derive(Clone, Debug)]
pub struct Problem {
    durations: Vec<u64>,
    order: Graph,
    resources: Vec<Resource>,
    /// Demands of task `t`: `demands[demand_starts[t]..demand_starts[t + 1]]`.
    demand_starts: Vec<u32>,
    demands: Vec<(u32, u32)>,
}

/// What a resource stands for; only explanations ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// All workers.
    Workers,
    /// Workers of one kind, or one worker by name.
    Kind,
    /// A file, which one task may edit at a time.
    File,
    /// Anything else, such as a port or a database.
    Other,
}

/// Something that there is a limited number of at any time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// What it stands for.
    pub role: Role,
    /// How many units there are.
    pub capacity: u32,
    /// The tasks that occupy it and how many units each; a task is named once at most.
    pub demands: Vec<(usize, u32)>,
}

impl Resource {
    /// Workers of whom each task of `tasks` needs one.
    pub fn workers(capacity: u32, tasks: impl IntoIterator<Item = usize>) -> Self {
        Self { role: Role::Workers, capacity, demands: tasks.into_iter().map(|task| (task, 1)).collect() }
    }

    /// A thing that only one of `tasks` may have at a time.
    pub fn exclusive(role: Role, tasks: impl IntoIterator<Item = usize>) -> Self {
        Self { role, capacity: 1, demands: tasks.into_iter().map(|task| (task, 1)).collect() }
    }
}

/// Why there is no schedule at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProblemError {
    /// Tasks wait for each other in a circle.
    #[error("tasks wait for each other in a circle")]
    Cycle(Vec<usize>),
    /// A task needs more of a resource than there is.
    #[error("task {task} needs more of resource {resource} than there is")]
    TooMuch {
        /// The task.
        task: usize,
        /// The resource.
        resource: usize,
    },
    /// The durations add up to more than can be counted.
    #[error("the durations add up to too much")]
    TooLong,
}

/// The most that all durations may add up to; far from where sums would overflow.
const MAX_TOTAL: u64 = 1 << 56;

impl Problem {
    /// Puts a problem together; `order` has an edge from each task to those that wait for it.
    ///
    /// Takes O(n + m + d) time for n tasks, m edges and d demands.
    ///
    /// # Errors
    /// If no schedule exists: the order has a circle (the shortest is given), or a task needs more than there is.
    ///
    /// # Panics
    /// If an edge or a demand names a task that does not exist, or a resource names a task twice.
    pub fn new(
        durations: Vec<u64>,
        order: impl IntoIterator<Item = (usize, usize)>,
        resources: Vec<Resource>,
    ) -> Result<Self, ProblemError> {
        let order = Graph::new(durations.len(), order);
        if Dag::new(&order).is_none() {
            let components = order.cyclic_components();
            return Err(ProblemError::Cycle(order.shortest_cycle(&components[0])));
        }
        let total = durations.iter().try_fold(0_u64, |sum, duration| sum.checked_add(*duration));
        if total.is_none_or(|total| total > MAX_TOTAL) {
            return Err(ProblemError::TooLong);
        }
        let mut problem = Self { durations, order, resources, demand_starts: Vec::new(), demands: Vec::new() };
        problem.collect_demands();
        problem.check_capacities()?;
        Ok(problem)
    }

    /// The same problem with another number of workers; resources of other roles stay.
    ///
    /// # Errors
    /// If a task needs more workers than that.
    pub fn with_workers(&self, workers: u32) -> Result<Self, ProblemError> {
        let mut other = self.clone();
        for resource in other.resources.iter_mut().filter(|resource| resource.role == Role::Workers) {
            resource.capacity = workers;
        }
        other.check_capacities()?;
        Ok(other)
    }

    /// The same problem without edges that follow from others, so that they change no schedule.
    pub(super) fn reduced(&self) -> Self {
        Self { order: self.dag().transitive_reduction(), ..self.clone() }
    }

    /// Number of tasks.
    pub fn len(&self) -> usize {
        self.durations.len()
    }

    /// Whether there is no task.
    pub fn is_empty(&self) -> bool {
        self.durations.is_empty()
    }

    /// How long each task takes.
    pub fn durations(&self) -> &[u64] {
        &self.durations
    }

    /// What comes before what.
    pub fn order(&self) -> &Graph {
        &self.order
    }

    /// The order as a graph without circles. Takes O(n + m) time.
    ///
    /// # Panics
    /// Never: a problem with a circle is refused.
    pub fn dag(&self) -> Dag<'_> {
        Dag::new(&self.order).expect("a problem with a circle was refused")
    }

    /// The resources.
    pub fn resources(&self) -> &[Resource] {
        &self.resources
    }

    /// The workers, if the problem limits them.
    pub fn workers(&self) -> Option<&Resource> {
        self.resources.iter().find(|resource| resource.role == Role::Workers)
    }

    /// What a task occupies: resources and units, none of them zero. Empty for a milestone.
    pub fn demands(&self, task: usize) -> &[(u32, u32)] {
        &self.demands[self.demand_starts[task] as usize..self.demand_starts[task + 1] as usize]
    }

    /// The sum of all durations: how long one worker takes.
    pub fn total(&self) -> u64 {
        self.durations.iter().sum()
    }

    fn collect_demands(&mut self) {
        let tasks = self.durations.len();
        let counted = |(task, units): &&(usize, u32)| self.durations[*task] > 0 && *units > 0;
        let mut starts = vec![0_u32; tasks + 2];
        for (task, _) in self.resources.iter().flat_map(|resource| resource.demands.iter().filter(counted)) {
            starts[task + 2] += 1;
        }
        for at in 2..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut demands = vec![(0, 0); starts[tasks + 1] as usize];
        for (number, resource) in (0..).zip(&self.resources) {
            for &(task, units) in resource.demands.iter().filter(counted) {
                let next = &mut starts[task + 1];
                demands[*next as usize] = (number, units);
                *next += 1;
            }
        }
        starts.pop();
        (self.demand_starts, self.demands) = (starts, demands);
        let once = |task| self.demands(task).windows(2).all(|pair| pair[0].0 < pair[1].0);
        assert!((0..tasks).all(once), "a resource names each task once");
    }

    fn check_capacities(&self) -> Result<(), ProblemError> {
        for task in 0..self.len() {
            for &(resource, units) in self.demands(task) {
                let resource = resource as usize;
                if units > self.resources[resource].capacity {
                    return Err(ProblemError::TooMuch { task, resource });
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn demands_by_task() {
        let resources = vec![
            Resource::workers(2, [0, 1, 2]),
            Resource { role: Role::Other, capacity: 4, demands: vec![(2, 3), (0, 4), (1, 0)] },
        ];
        let problem = Problem::new(vec![5, 1, 0], [(0, 1)], resources).unwrap();
        assert_eq!(problem.demands(0), [(0, 1), (1, 4)]);
        assert_eq!(problem.demands(1), [(0, 1)]);
        assert_eq!(problem.demands(2), [], "a milestone occupies nothing");
        assert_eq!(problem.with_workers(0).unwrap_err(), ProblemError::TooMuch { task: 0, resource: 0 });
        assert_eq!(problem.with_workers(7).unwrap().workers().unwrap().capacity, 7);
    }

    #[test]
    fn what_cannot_be_scheduled() {
        let circle = Problem::new(vec![1; 3], [(0, 1), (1, 0)], Vec::new());
        assert_eq!(circle.unwrap_err(), ProblemError::Cycle(vec![0, 1]));
        assert_eq!(Problem::new(vec![u64::MAX, 1], [], Vec::new()).unwrap_err(), ProblemError::TooLong);
        assert!(Problem::new(Vec::new(), [], Vec::new()).unwrap().is_empty());
    }
}
