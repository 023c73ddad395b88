//! Schedules in the order of time: whenever something is free, the most urgent task that fits starts.
//!
//! This is the parallel schedule generation scheme (Graham, *Bounds on multiprocessing timing anomalies*, 1969; Kolisch,
//! 1996). It looks at each task a few times only, whatever the number of tasks that are ready: one that lacks a resource
//! waits with that resource until some of it is given back. A million tasks take about a second.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Problem;

/// Makes a schedule: the start of every task. Of the tasks that fit, the one of the greatest urgency starts first; of
/// equally urgent ones the one that stands first.
///
/// Takes O((n + d) log n + m) time for n tasks, d demands and m edges, unless tasks often wait for several resources.
///
/// # Panics
/// If there is not one urgency for each task.
pub fn list_schedule(problem: &Problem, urgency: &[u64]) -> Vec<u64> {
    assert_eq!(urgency.len(), problem.len(), "one urgency for each task");
    let mut by_urgency: Vec<u32> = (0..).take(problem.len()).collect();
    by_urgency.sort_by_key(|&task| Reverse(urgency[task as usize]));
    let mut ranks = vec![0; problem.len()];
    for (rank, &task) in (0..).zip(&by_urgency) {
        ranks[task as usize] = rank;
    }
    let mut state = State {
        problem,
        by_urgency,
        ranks,
        starts: vec![0; problem.len()],
        left: (0..problem.len()).map(|task| problem.order().predecessors(task).len()).collect(),
        free: problem.resources().iter().map(|resource| resource.capacity).collect(),
        ready: BinaryHeap::new(),
        waiting: problem.resources().iter().map(|_| BinaryHeap::new()).collect(),
        running: BinaryHeap::new(),
    };
    for task in 0..problem.len() {
        if state.left[task] == 0 {
            state.ready.push(Reverse(state.ranks[task]));
        }
    }
    state.run();
    state.starts
}

/// Tasks are named by their ranks in the heaps, so that the least is the most urgent.
struct State<'p> {
    problem: &'p Problem,
    by_urgency: Vec<u32>,
    ranks: Vec<u32>,
    starts: Vec<u64>,
    /// How many tasks each one still waits for.
    left: Vec<usize>,
    free: Vec<u32>,
    /// Tasks that may start as far as is known.
    ready: BinaryHeap<Reverse<u32>>,
    /// Tasks that lacked a resource when they were looked at last.
    waiting: Vec<BinaryHeap<Reverse<u32>>>,
    running: BinaryHeap<Reverse<(u64, u32)>>,
}

impl State<'_> {
    fn run(&mut self) {
        let mut now = 0;
        loop {
            self.start_what_fits(now);
            let Some(&Reverse((next, _))) = self.running.peek() else { break };
            now = next;
            while let Some(&Reverse((end, task))) = self.running.peek() {
                if end != now {
                    break;
                }
                self.running.pop();
                self.finish(task as usize);
            }
        }
    }

    fn start_what_fits(&mut self, now: u64) {
        while let Some(Reverse(rank)) = self.ready.pop() {
            let task = self.by_urgency[rank as usize];
            let demands = self.problem.demands(task as usize);
            let lacking = demands.iter().find(|&&(resource, units)| self.free[resource as usize] < units);
            if let Some(&(lacking, _)) = lacking {
                self.waiting[lacking as usize].push(Reverse(rank));
                // It may have been woken in place of another one that would fit.
                for &(resource, _) in demands.iter().filter(|(resource, _)| *resource != lacking) {
                    self.wake(resource as usize);
                }
                continue;
            }
            for &(resource, units) in demands {
                self.free[resource as usize] -= units;
            }
            self.starts[task as usize] = now;
            let duration = self.problem.durations()[task as usize];
            if duration == 0 {
                self.release_successors(task as usize);
            } else {
                self.running.push(Reverse((now + duration, task)));
            }
        }
    }

    fn finish(&mut self, task: usize) {
        for &(resource, units) in self.problem.demands(task) {
            self.free[resource as usize] += units;
        }
        for &(resource, _) in self.problem.demands(task) {
            self.wake(resource as usize);
        }
        self.release_successors(task);
    }

    fn release_successors(&mut self, task: usize) {
        for next in self.problem.order().successors(task) {
            self.left[next] -= 1;
            if self.left[next] == 0 {
                self.ready.push(Reverse(self.ranks[next]));
            }
        }
    }

    /// Lets the most urgent tasks that wait for a resource be looked at again, as many as it has room for.
    fn wake(&mut self, resource: usize) {
        let mut room = self.free[resource];
        while let Some(&Reverse(rank)) = self.waiting[resource].peek() {
            let demands = self.problem.demands(self.by_urgency[rank as usize] as usize);
            let units = demands.iter().find(|demand| demand.0 as usize == resource).map_or(0, |demand| demand.1);
            if units > room {
                break;
            }
            room -= units;
            self.waiting[resource].pop();
            self.ready.push(Reverse(rank));
        }
    }
}
