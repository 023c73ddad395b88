//! Properties of schedules, against an exhaustive search of its own.

use proptest::prelude::*;

use super::*;

/// A problem of up to eight tasks with two resources besides workers.
pub(super) fn problems() -> impl Strategy<Value = Problem> {
    let task = (0..5_u64, 0..3_u32, 0..3_u32);
    let tasks = prop::collection::vec(task, 1..8);
    (tasks, prop::collection::vec((0..8_usize, 0..8_usize), 0..8), 1..4_u32).prop_map(|(tasks, pairs, workers)| {
        let count = tasks.len();
        let order = pairs.into_iter().map(move |(a, b)| (a % count, b % count)).filter(|(a, b)| a < b);
        let demands = |of: fn(&(u64, u32, u32)) -> u32| tasks.iter().map(of).enumerate().collect::<Vec<_>>();
        let resources = vec![
            Resource::workers(workers, 0..count),
            Resource { role: Role::Other, capacity: 2, demands: demands(|task| task.1) },
            Resource { role: Role::Other, capacity: 3, demands: demands(|task| task.2) },
        ];
        Problem::new(tasks.iter().map(|task| task.0).collect(), order, resources).unwrap()
    })
}

/// The shortest length: every list of tasks that respects the order, each task as early as it fits.
fn shortest(problem: &Problem) -> u64 {
    fn go_on(problem: &Problem, starts: &mut Vec<Option<u64>>, best: &mut u64) {
        if starts.iter().all(Option::is_some) {
            let starts: Vec<u64> = starts.iter().map(|start| start.unwrap()).collect();
            *best = (*best).min(problem.makespan(&starts));
            return;
        }
        for task in 0..problem.len() {
            let end = |before: usize| starts[before].map(|start| start + problem.durations()[before]);
            let ready: Option<Vec<u64>> = problem.order().predecessors(task).map(end).collect();
            let (None, Some(ready)) = (starts[task], ready) else { continue };
            let from = ready.into_iter().max().unwrap_or(0);
            let start = (from..=problem.total()).find(|&start| fits(problem, starts, task, start)).unwrap();
            starts[task] = Some(start);
            go_on(problem, starts, best);
            starts[task] = None;
        }
    }
    let mut best = u64::MAX;
    go_on(problem, &mut vec![None; problem.len()], &mut best);
    best
}

fn fits(problem: &Problem, starts: &[Option<u64>], task: usize, start: u64) -> bool {
    (start..start + problem.durations()[task]).all(|time| {
        let runs = |other: usize| starts[other].is_some_and(|s| s <= time && time < s + problem.durations()[other]);
        problem.demands(task).iter().all(|&(resource, units)| {
            let used = (0..problem.len()).filter(|&other| runs(other)).flat_map(|other| problem.demands(other));
            let used: u32 = used.filter(|demand| demand.0 == resource).map(|demand| demand.1).sum();
            used + units <= problem.resources()[resource as usize].capacity
        })
    })
}

fn solved(problem: &Problem, schedules: u64, nodes: u64) -> Solution {
    solve(problem, &mut Budget { schedules, nodes, stop: &mut never })
}

proptest! {
    #[test]
    fn schedules_are_feasible_proven_and_shortest(problem in problems()) {
        let shortest = shortest(&problem);
        prop_assert!(lower_bound(&problem).length <= shortest);
        let solution = solved(&problem, 20, 100_000);
        prop_assert_eq!(problem.verify(&solution.starts), Ok(()));
        prop_assert_eq!(problem.makespan(&solution.starts), solution.makespan);
        prop_assert_eq!((solution.makespan, solution.bound.length), (shortest, shortest));
        // A poor schedule to begin with leaves everything to the search.
        let outcome = exact::search(&problem, problem.total() + 1, 0, &mut Budget { schedules: 0, nodes: 100_000, stop: &mut never });
        prop_assert!(outcome.exhausted);
        prop_assert_eq!(problem.makespan(&outcome.starts.unwrap()), shortest);
    }

    #[test]
    fn redundant_dependencies_change_nothing(problem in problems()) {
        let mut reach = vec![0_u32; problem.len()];
        for from in (0..problem.len()).rev() {
            reach[from] = problem.order().successors(from).fold(0, |set, to| set | reach[to] | 1 << to);
        }
        let pairs = (0..problem.len()).flat_map(|from| (0..problem.len()).map(move |to| (from, to)));
        let closed = pairs.filter(|&(from, to)| reach[from] >> to & 1 == 1);
        let closed = Problem::new(problem.durations().to_vec(), closed, problem.resources().to_vec()).unwrap();
        prop_assert_eq!(solved(&closed, 40, 100), solved(&problem, 40, 100));
        let waves_of = |problem| waves(problem, Some(2), &mut Budget { schedules: 40, nodes: 100, stop: &mut never });
        prop_assert_eq!(waves_of(&closed), waves_of(&problem));
    }

    #[test]
    fn numbers_of_tasks_do_not_matter(problem in problems(), turn in 0..8_usize) {
        let count = problem.len();
        let moved = |task: usize| (task + turn) % count;
        let mut durations = vec![0; count];
        for task in 0..count {
            durations[moved(task)] = problem.durations()[task];
        }
        let resources = problem.resources().iter().map(|resource| Resource {
            demands: resource.demands.iter().map(|&(task, units)| (moved(task), units)).collect(),
            ..resource.clone()
        });
        let order = problem.order().edges().map(|(from, to)| (moved(from), moved(to)));
        let other = Problem::new(durations, order, resources.collect()).unwrap();
        prop_assert_eq!(solved(&other, 40, 100_000).makespan, solved(&problem, 40, 100_000).makespan);
    }

    #[test]
    fn heuristics_are_feasible_and_repeat(problem in problems()) {
        let tails = problem.dag().tails(problem.durations());
        let listed = list_schedule(&problem, &tails);
        prop_assert_eq!(problem.verify(&listed), Ok(()));
        let solution = solved(&problem, 60, 0);
        prop_assert_eq!(problem.verify(&solution.starts), Ok(()));
        prop_assert!(solution.bound.length <= solution.makespan && solution.makespan <= problem.makespan(&listed));
        prop_assert_eq!(solved(&problem, 60, 0), solution);
    }
}

#[test]
fn nothing_to_do() {
    let problem = Problem::new(Vec::new(), [], vec![Resource::workers(1, [])]).unwrap();
    let solution = solved(&problem, 100, 100);
    assert_eq!((solution.makespan, solution.is_proven(), solution.schedules), (0, true, 1));
    let milestones = Problem::new(vec![0; 3], [(0, 1), (1, 2)], vec![Resource::workers(0, 0..3)]).unwrap();
    assert_eq!(solved(&milestones, 100, 100).starts, [0, 0, 0]);
}

/// Tasks that wait for several resources in turn wake each other, and all of them start.
#[test]
fn lists_with_many_resources() {
    let tasks = 2_000;
    let resources = (0..7_usize)
        .map(|resource| {
            let demands = (0..tasks).filter(|task| (task + resource) % 3 != 0);
            let demands = demands.map(|task| (task, 1 + u32::try_from(task * 7 % (resource + 1)).unwrap())).collect();
            Resource { role: Role::Other, capacity: 8, demands }
        })
        .collect();
    let durations: Vec<u64> = (0..tasks as u64).map(|task| task * 13 % 11).collect();
    let order = (30..tasks).map(|task| (task - 30 + task % 7, task));
    let problem = Problem::new(durations, order, resources).unwrap();
    let starts = list_schedule(&problem, &problem.dag().tails(problem.durations()));
    assert_eq!(problem.verify(&starts), Ok(()));
    assert!(problem.makespan(&starts) < 2 * lower_bound(&problem).length);
}
