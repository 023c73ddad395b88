//! The shortest schedule, by looking at all that could be shorter.
//!
//! Tasks start as soon as they can, in the order of time. Where those that could run at once need more than there is, the
//! search branches over every smallest set of them that has to be put off (Demeulemeester and Herroelen, 1992 and 1997).
//! Branches are cut where the critical path or the work that is left makes them too long, where a task could start
//! earlier without touching another, where a task that is like another one would overtake it, and where a better
//! partial schedule of the same tasks was searched.

use super::compact::{Compact, Set, members};
use super::cutset::Cutsets;
use super::{Budget, Problem};

/// How many partial schedules are remembered: about 100 MB.
const REMEMBERED: usize = 1 << 20;

/// What the search found out.
#[derive(Clone, Debug)]
pub(super) struct Outcome {
    /// A schedule that is shorter than the one the search began with.
    pub(super) starts: Option<Vec<u64>>,
    /// Nothing is shorter than what is known now.
    pub(super) exhausted: bool,
    /// How many partial schedules were looked at.
    pub(super) nodes: u64,
}

/// Looks for schedules shorter than `length`, until there is none or one is as short as `bound`.
pub(super) fn search(problem: &Problem, length: u64, bound: u64, budget: &mut Budget<'_>) -> Outcome {
    let Some(compact) = Compact::new(problem) else { return Outcome { starts: None, exhausted: false, nodes: 0 } };
    let mut search = Search::new(&compact, length, bound);
    let exhausted = search.run(budget);
    let starts = search.best.map(|starts| compact.starts(problem, &starts));
    Outcome { starts, exhausted, nodes: search.nodes }
}

/// A partial schedule at a time at which something ends.
#[derive(Clone)]
struct Node {
    time: u32,
    started: Set,
    /// Those of them that still run.
    running: Set,
    starts: Vec<u32>,
    /// No schedule that begins like this is shorter.
    bound: u32,
    /// Where the search remembers this very partial schedule at an earlier time, if it does. That entry says nothing
    /// about it: waiting is one of the ways to go on from there.
    own: Option<u32>,
}

struct Search<'c> {
    compact: &'c Compact,
    limit: u32,
    enough: u32,
    best: Option<Vec<u32>>,
    stack: Vec<Node>,
    cutsets: Cutsets,
    nodes: u64,
    /// Work by resource of each task.
    energy: Vec<u64>,
    delayed: Vec<Set>,
}

impl<'c> Search<'c> {
    fn new(compact: &'c Compact, length: u64, bound: u64) -> Self {
        let resources = compact.capacities.len();
        let energy = (0..compact.len() * resources)
            .map(|at| u64::from(compact.demands[at]) * u64::from(compact.durations[at / resources]))
            .collect();
        let units = |time: u64| u32::try_from(time.div_ceil(compact.unit)).unwrap_or(u32::MAX);
        let root = Node { time: 0, started: 0, running: 0, starts: vec![0; compact.len()], bound: 0, own: None };
        Self {
            compact,
            limit: units(length),
            enough: units(bound),
            best: None,
            stack: vec![root],
            cutsets: Cutsets::new(REMEMBERED),
            nodes: 0,
            energy,
            delayed: Vec::new(),
        }
    }

    /// Whether everything was looked at.
    fn run(&mut self, budget: &mut Budget<'_>) -> bool {
        while let Some(node) = self.stack.pop() {
            if self.limit <= self.enough {
                return true;
            }
            if self.nodes >= budget.nodes || (self.nodes.is_multiple_of(256) && (budget.stop)()) {
                return false;
            }
            if node.bound < self.limit && !self.go_on(node, budget.nodes) {
                return false;
            }
        }
        true
    }

    /// Follows a partial schedule to where it ends, is cut, or branches. False if that takes too long.
    fn go_on(&mut self, mut node: Node, limit: u64) -> bool {
        let compact = self.compact;
        loop {
            self.nodes += 1;
            if node.started == compact.all() {
                let end = members(node.running).map(|task| node.starts[task] + compact.durations[task]).max();
                let length = end.unwrap_or(0).max(node.time);
                if length < self.limit {
                    self.limit = length;
                    self.best = Some(node.starts);
                }
                return true;
            }
            let done = node.started & !node.running;
            let eligible = members(compact.all() & !node.started)
                .filter(|&task| compact.before[task] & !done == 0)
                .fold(0, |set: Set, task| set | 1 << task);
            if eligible != 0 {
                if self.is_too_long(&node, eligible) || self.is_known(&mut node) {
                    return true;
                }
                let together = node.running | eligible;
                for task in members(eligible) {
                    node.starts[task] = node.time;
                }
                let excess = self.excess(together);
                if excess.iter().any(|&excess| excess > 0) {
                    return self.branch(&node, eligible, together, &excess, limit);
                }
                node.started |= eligible;
                node.running = together;
                node.own = None;
            }
            node.advance(compact);
        }
    }

    /// Whether what is left cannot be done below the limit: the longest tail, and the work left of each resource.
    fn is_too_long(&self, node: &Node, eligible: Set) -> bool {
        let compact = self.compact;
        if members(eligible).any(|task| node.time + compact.tails[task] >= self.limit) {
            return true;
        }
        let resources = compact.capacities.len();
        (0..resources).any(|resource| {
            let mut left: u64 = 0;
            for task in members(compact.all() & !node.started) {
                left += self.energy[task * resources + resource];
            }
            for task in members(node.running) {
                let end = node.starts[task] + compact.durations[task];
                left += u64::from(end - node.time) * u64::from(compact.demands[task * resources + resource]);
            }
            u64::from(node.time) + left.div_ceil(u64::from(compact.capacities[resource])) >= u64::from(self.limit)
        })
    }

    fn is_known(&mut self, node: &mut Node) -> bool {
        let compact = self.compact;
        let end = |task: usize| (u8::try_from(task).unwrap_or(u8::MAX), node.starts[task] + compact.durations[task]);
        let ends = members(node.running).map(end);
        if self.cutsets.is_known(node.started, node.time, &ends, node.own) {
            return true;
        }
        node.own = node.own.or_else(|| self.cutsets.remember(node.started, node.time, ends));
        false
    }

    /// By how much the tasks need more than there is, by resource.
    fn excess(&self, together: Set) -> Vec<i64> {
        let mut excess: Vec<i64> = self.compact.capacities.iter().map(|&capacity| -i64::from(capacity)).collect();
        for task in members(together) {
            for (excess, &demand) in excess.iter_mut().zip(self.compact.demand(task)) {
                *excess += i64::from(demand);
            }
        }
        excess
    }

    /// One branch for each smallest set of tasks that has to be put off. False if there are too many.
    fn branch(&mut self, node: &Node, eligible: Set, together: Set, excess: &[i64], limit: u64) -> bool {
        let compact = self.compact;
        self.delayed.clear();
        let tasks: Vec<usize> = members(together).collect();
        let mut delays = Delays { search: self, eligible, tasks: &tasks, limit };
        let mut excess = excess.to_vec();
        if !delays.find(0, 0, &mut excess) {
            return false;
        }
        let first = self.stack.len();
        for at in 0..self.delayed.len() {
            let delayed = self.delayed[at];
            let kept = together & !delayed;
            let end = |task: usize| node.starts[task] + compact.durations[task];
            let Some(next) = members(kept).map(end).min() else { continue };
            let bound = members(delayed).map(|task| next + compact.tails[task]).max().unwrap_or(0).max(node.bound);
            if bound >= self.limit || self.shifts_left(node, eligible, delayed) {
                continue;
            }
            let mut child = Node {
                time: node.time,
                started: (node.started | eligible) & !delayed,
                running: kept,
                starts: node.starts.clone(),
                bound,
                own: node.own.filter(|_| delayed == eligible),
            };
            child.advance(compact);
            self.stack.push(child);
        }
        // The most promising branch is taken first, which is the last on the stack.
        let starts = |node: &Node| members(node.running).map(|task| node.starts[task]).max();
        self.stack[first..].sort_by_key(|node| (std::cmp::Reverse(node.bound), starts(node)));
        true
    }

    /// Whether putting off tasks that run already leaves room for one that starts now to have started before.
    fn shifts_left(&self, node: &Node, eligible: Set, delayed: Set) -> bool {
        let compact = self.compact;
        if delayed & !eligible == 0 || node.time == 0 {
            return false;
        }
        let kept = node.started & !delayed;
        let end = |task: usize| node.starts[task] + compact.durations[task];
        let just_before: Set =
            members(kept).filter(|&task| end(task) >= node.time).fold(0, |set, task| set | 1 << task);
        let used = self.excess(just_before);
        members(eligible & !delayed).any(|task| {
            let ready = members(compact.before[task]).all(|before| end(before) < node.time);
            ready && used.iter().zip(compact.demand(task)).all(|(used, &demand)| used + i64::from(demand) <= 0)
        })
    }
}

impl Node {
    /// Moves on to when the next running task ends.
    fn advance(&mut self, compact: &Compact) {
        let end = |starts: &[u32], task: usize| starts[task] + compact.durations[task];
        let next = members(self.running).map(|task| end(&self.starts, task)).min().unwrap_or(self.time);
        self.time = next;
        for task in members(self.running) {
            if end(&self.starts, task) <= next {
                self.running &= !(1 << task);
            }
        }
    }
}

/// Enumerates the smallest sets of tasks that relieve every resource.
struct Delays<'s, 'c> {
    search: &'s mut Search<'c>,
    eligible: Set,
    tasks: &'s [usize],
    limit: u64,
}

impl Delays<'_, '_> {
    /// Decides about the tasks from `at` on. False if there are too many sets.
    fn find(&mut self, at: usize, delayed: Set, excess: &mut [i64]) -> bool {
        self.search.nodes += 1;
        if self.search.nodes > self.limit {
            return false;
        }
        if excess.iter().all(|&excess| excess <= 0) {
            if self.is_smallest(delayed, excess) {
                self.search.delayed.push(delayed);
            }
            return true;
        }
        if at == self.tasks.len() || !self.can_relieve(at, excess) {
            return true;
        }
        let compact = self.search.compact;
        let task = self.tasks[at];
        let demand = compact.demand(task);
        let helps = demand.iter().zip(excess.iter()).any(|(&demand, &excess)| demand > 0 && excess > 0);
        if helps {
            for (excess, &demand) in excess.iter_mut().zip(demand) {
                *excess -= i64::from(demand);
            }
            let go_on = self.find(at + 1, delayed | 1 << task, excess);
            for (excess, &demand) in excess.iter_mut().zip(demand) {
                *excess += i64::from(demand);
            }
            if !go_on {
                return false;
            }
        }
        // Of tasks that are alike the first starts first.
        let overtakes = self.eligible >> task & 1 == 1
            && members(delayed & self.eligible).any(|other| compact.classes[other] == compact.classes[task]);
        overtakes || self.find(at + 1, delayed, excess)
    }

    /// Whether all the tasks that are left would be enough.
    fn can_relieve(&self, at: usize, excess: &[i64]) -> bool {
        let compact = self.search.compact;
        excess.iter().enumerate().all(|(resource, &excess)| {
            let rest = || self.tasks[at..].iter().map(|&task| i64::from(compact.demand(task)[resource]));
            excess <= 0 || rest().sum::<i64>() >= excess
        })
    }

    /// Whether no task of the set could be left out.
    fn is_smallest(&self, delayed: Set, excess: &[i64]) -> bool {
        members(delayed).all(|task| {
            let demand = self.search.compact.demand(task);
            excess.iter().zip(demand).any(|(&excess, &demand)| excess + i64::from(demand) > 0)
        })
    }
}
