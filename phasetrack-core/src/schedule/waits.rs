//! Why a task does not start earlier, and what that costs.

use super::Problem;
use super::profile::Profile;

/// Something that a task waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    /// What.
    pub reason: Reason,
    /// The tasks after which it starts.
    pub on: Vec<usize>,
    /// How much earlier it could start if this reason were gone and everything else stayed as it is: if it did not wait for
    /// these tasks, but still for what they wait for; if of the resource there were enough. Zero if another reason keeps
    /// it as long.
    pub price: u64,
}

/// What a task waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Tasks that come first.
    Dependency,
    /// Something that other tasks occupy: a resource of the problem.
    Resource(usize),
}

/// The reasons why each task of a schedule starts no earlier, with their prices; empty for what starts at once.
///
/// Takes O(d·(log n + k)) time for d dependencies and demands, where k is the number of steps looked at in the use of a
/// resource.
pub fn waits(problem: &Problem, starts: &[u64]) -> Vec<Vec<Wait>> {
    let durations = problem.durations();
    let mut profiles: Vec<Profile> =
        problem.resources().iter().map(|resource| Profile::new(resource.capacity)).collect();
    for task in 0..problem.len() {
        for &(resource, units) in problem.demands(task) {
            profiles[resource as usize].take(starts[task], starts[task] + durations[task], units);
        }
    }
    let mut ending: Vec<Vec<usize>> = problem.resources().iter().map(|_| Vec::new()).collect();
    for (resource, ending) in problem.resources().iter().zip(&mut ending) {
        ending.extend(resource.demands.iter().map(|demand| demand.0).filter(|&task| durations[task] > 0));
        ending.sort_by_key(|&task| (starts[task] + durations[task], task));
    }
    let end = |task: usize| starts[task] + durations[task];
    let mut all = Vec::with_capacity(problem.len());
    for task in 0..problem.len() {
        let mut waits = Vec::new();
        if starts[task] > 0 {
            for &(resource, units) in problem.demands(task) {
                profiles[resource as usize].give(starts[task], end(task), units);
            }
            let before = |task: usize| problem.order().predecessors(task);
            let ready = before(task).map(end).max().unwrap_or(0);
            let earliest = |from: u64, without: Option<u32>| earliest(problem, &profiles, task, from, without);
            if ready == starts[task] {
                let last: Vec<usize> = before(task).filter(|&before| end(before) == ready).collect();
                // What those wait for is still waited for.
                let behind = last.iter().flat_map(|&last| before(last)).map(end);
                let without = before(task).map(end).filter(|&end| end < ready).chain(behind).max().unwrap_or(0);
                let price = starts[task] - earliest(without, None).min(starts[task]);
                waits.push(Wait { reason: Reason::Dependency, on: last, price });
            }
            for &(resource, _) in problem.demands(task) {
                let alone =
                    profiles[resource as usize].earliest(ready, durations[task], demand(problem, task, resource));
                if alone > ready && (alone == starts[task] || earliest(ready, Some(resource)) < starts[task]) {
                    let price = starts[task] - earliest(ready, Some(resource)).min(starts[task]);
                    let users = &ending[resource as usize];
                    let first = users.partition_point(|&user| end(user) < starts[task]);
                    let on = users[first..].iter().copied().take_while(|&user| end(user) == starts[task]).collect();
                    waits.push(Wait { reason: Reason::Resource(resource as usize), on, price });
                }
            }
            for &(resource, units) in problem.demands(task) {
                profiles[resource as usize].take(starts[task], end(task), units);
            }
        }
        all.push(waits);
    }
    all
}

fn demand(problem: &Problem, task: usize, resource: u32) -> u32 {
    problem.demands(task).iter().find(|demand| demand.0 == resource).map_or(0, |demand| demand.1)
}

/// The earliest start of a task from a time on, beside all others, if one resource had no limit.
fn earliest(problem: &Problem, profiles: &[Profile], task: usize, from: u64, without: Option<u32>) -> u64 {
    let demands = || problem.demands(task).iter().filter(|demand| Some(demand.0) != without);
    let mut start = from;
    loop {
        let next = demands().fold(start, |start, &(resource, units)| {
            profiles[resource as usize].earliest(start, problem.durations()[task], units)
        });
        if next == start {
            return start;
        }
        start = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::{Resource, Role};

    #[test]
    fn reasons_and_prices() {
        let file = Resource::exclusive(Role::File, [2, 3]);
        let problem =
            Problem::new(vec![4, 2, 3, 1, 1], [(0, 1), (2, 1)], vec![Resource::workers(2, 0..5), file]).unwrap();
        // 0 and 2 begin; 3 waits for the file of 2; 1 for 0; 4 for a worker, and 3 has the one that 2 leaves.
        let found = waits(&problem, &[0, 4, 0, 3, 4]);
        assert_eq!(found[0], []);
        assert_eq!(found[1], [Wait { reason: Reason::Dependency, on: vec![0], price: 0 }]);
        let on_file = Wait { reason: Reason::Resource(1), on: vec![2], price: 0 };
        assert_eq!(found[3], [Wait { reason: Reason::Resource(0), on: vec![2], price: 0 }, on_file]);
        assert_eq!(found[4], [Wait { reason: Reason::Resource(0), on: vec![0, 3], price: 4 }]);
        // With a third worker the file alone holds 3 back, for as long as 2 takes.
        let found = waits(&problem.with_workers(3).unwrap(), &[0, 4, 0, 3, 0]);
        assert_eq!(found[3], [Wait { reason: Reason::Resource(1), on: vec![2], price: 2 }]);
        assert_eq!(found[1], [Wait { reason: Reason::Dependency, on: vec![0], price: 1 }]);
    }
}
