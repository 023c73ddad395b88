//! All ways to fill waves, wave after wave: which sets of tasks can be done after so many waves, and in what time.
//!
//! A set that is done after some waves is all that the rest depends on, so of all ways to do it in as many waves only the
//! shortest counts: dynamic programming over the sets that the order closes. A wave takes as long as its longest task,
//! so a shorter one that fits beside it may as well be in it: only waves that have no room for another task that is no
//! longer than their longest are looked at.

use super::Problem;
use super::compact::{MAX_TASKS, Set, members};

/// Up to this many tasks every set has a slot of its own.
const MAX_DENSE: usize = 20;

/// The tasks of a problem, numbered by falling time, with what decides whether they share a wave.
pub(super) struct Layers {
    tasks: Vec<usize>,
    times: Vec<u64>,
    before: Vec<Set>,
    /// Number of tasks of the longest chain that begins with each task.
    chains: Vec<usize>,
    capacities: Vec<u32>,
    demands: Vec<Vec<u32>>,
}

/// Steps that one state may take to find its next waves where not all ways are looked at.
const MAX_STEPS: u32 = 2_000;

/// What a search found.
pub(super) struct Found {
    /// The wave of each task of the problem, if better than what was known.
    pub(super) waves: Option<Vec<u64>>,
    /// Nothing was left out: no division is better than this, or than what was known.
    pub(super) complete: bool,
}

/// A set that can be done, how long that takes, and where in the layer before it comes from.
#[derive(Clone, Copy)]
struct State {
    set: Set,
    length: u64,
    from: u32,
}

impl Layers {
    /// `None` if there are too many tasks. `steps` is the problem with one step for each task.
    pub(super) fn new(problem: &Problem, steps: &Problem) -> Option<Self> {
        if problem.len() > MAX_TASKS {
            return None;
        }
        let mut tasks: Vec<usize> = (0..problem.len()).collect();
        tasks.sort_by_key(|&task| (std::cmp::Reverse(problem.durations()[task]), task));
        let mut numbers = vec![0; tasks.len()];
        for (number, &task) in tasks.iter().enumerate() {
            numbers[task] = number;
        }
        let chains = steps.dag().tails(steps.durations());
        let before = |&task: &usize| steps.order().predecessors(task).fold(0, |set, prior| set | 1 << numbers[prior]);
        let units = |task: usize, resource: usize| {
            steps.demands(task).iter().find(|demand| demand.0 as usize == resource).map_or(0, |demand| demand.1)
        };
        Some(Self {
            times: tasks.iter().map(|&task| problem.durations()[task]).collect(),
            before: tasks.iter().map(before).collect(),
            chains: tasks.iter().map(|&task| usize::try_from(chains[task]).unwrap_or(usize::MAX)).collect(),
            capacities: steps.resources().iter().map(|resource| resource.capacity).collect(),
            demands: tasks
                .iter()
                .map(|&task| (0..steps.resources().len()).map(|resource| units(task, resource)).collect())
                .collect(),
            tasks,
        })
    }

    /// The longest tasks first, each wave as full as it gets.
    pub(super) fn fill_greedily(&self) -> Vec<u64> {
        let mut waves = vec![0; self.tasks.len()];
        let (mut done, mut number) = (0, 0);
        while done != self.all() {
            let mut free = self.capacities.clone();
            let mut wave: Set = 0;
            let mut ready: Vec<usize> = self.ready(done).collect();
            ready.sort_by_key(|&task| std::cmp::Reverse(self.chains[task]));
            for task in ready {
                if take(&mut free, &self.demands[task]) {
                    wave |= 1 << task;
                    waves[self.tasks[task]] = number;
                }
            }
            done |= wave;
            number += 1;
        }
        waves
    }

    /// No division takes less time.
    pub(super) fn least_length(&self) -> u64 {
        self.least(0).1
    }

    /// Looks for a division with fewer waves than `known`, or as many and less time. Keeps at most `beam` sets after each
    /// wave.
    pub(super) fn search(&mut self, known: (usize, u64), beam: usize) -> Found {
        let mut layers = vec![vec![State { set: 0, length: 0, from: 0 }]];
        let mut table = Table::new(self.tasks.len());
        let mut complete = true;
        for number in 1..=known.0 {
            let mut next: Vec<State> = Vec::new();
            for (from, state) in (0..).zip(&layers[number - 1]) {
                let limit = if beam == usize::MAX { u32::MAX } else { MAX_STEPS };
                let state = *state;
                let mut filling = Filling::new(self, known, number, (from, state), limit);
                filling.begin(&mut next, &mut table);
                complete &= filling.steps > 0;
            }
            table.clear(&next);
            if let Some(state) = next.iter().find(|state| state.set == self.all()) {
                let waves = self.trace(&layers, *state, number);
                return Found { waves: Some(waves), complete };
            }
            if next.len() > beam {
                complete = false;
                next.sort_by_key(|state| (self.least(state.set), state.length, state.set));
                next.truncate(beam);
            }
            layers.push(next);
        }
        Found { waves: None, complete }
    }

    fn all(&self) -> Set {
        if self.tasks.len() == MAX_TASKS { Set::MAX } else { (1 << self.tasks.len()) - 1 }
    }

    /// The tasks that wait for nothing outside a set and are not in it, by falling time.
    fn ready(&self, done: Set) -> impl Iterator<Item = usize> + '_ {
        members(self.all() & !done).filter(move |&task| self.before[task] & !done == 0)
    }

    /// The least number of waves and the least time that what is not in a set still takes: by its longest chain, by
    /// every resource, and by the longest task of each wave if all waves were full.
    fn least(&self, done: Set) -> (usize, u64) {
        let rest = self.all() & !done;
        let mut count = members(rest).map(|task| self.chains[task]).max().unwrap_or(0);
        let mut fullest = usize::MAX;
        for (resource, &capacity) in self.capacities.iter().enumerate() {
            let demand = members(rest).map(|task| u64::from(self.demands[task][resource]));
            let (sum, least) = demand.fold((0, u64::MAX), |(sum, least), units| (sum + units, least.min(units)));
            if sum > 0 {
                count = count.max(usize::try_from(sum.div_ceil(u64::from(capacity))).unwrap_or(usize::MAX));
            }
            if least > 0 && least != u64::MAX {
                fullest = fullest.min(usize::try_from(u64::from(capacity) / least).unwrap_or(usize::MAX));
            }
        }
        // Numbers grow as times fall: every so many members one begins a wave of its own.
        let length = members(rest).step_by(fullest.max(1)).map(|task| self.times[task]).sum();
        (count, length)
    }

    /// The wave of each task, from the states that lead to one.
    fn trace(&self, layers: &[Vec<State>], last: State, waves: usize) -> Vec<u64> {
        let mut numbers = vec![0; self.tasks.len()];
        let mut state = last;
        for number in (0..waves).rev() {
            let before = layers[number][state.from as usize];
            for task in members(state.set & !before.set) {
                numbers[self.tasks[task]] = number as u64;
            }
            state = before;
        }
        numbers
    }
}

/// Takes demands from what is free, if they fit.
fn take(free: &mut [u32], demand: &[u32]) -> bool {
    let fits = free.iter().zip(demand).all(|(free, demand)| demand <= free);
    if fits {
        free.iter_mut().zip(demand).for_each(|(free, demand)| *free -= demand);
    }
    fits
}

/// All ways to fill the next wave of one state.
struct Filling<'l> {
    layers: &'l Layers,
    known: (usize, u64),
    number: usize,
    from: u32,
    state: State,
    ready: Vec<usize>,
    /// What the ready tasks from each one on need together, by resource.
    needs: Vec<u32>,
    /// Steps that are left; zero if some ways were left out.
    steps: u32,
}

/// A wave that is being filled.
struct Wave {
    tasks: Set,
    length: u64,
    free: Vec<u32>,
    /// Tasks that were left out although they had room.
    skipped: Set,
}

impl<'l> Filling<'l> {
    fn new(layers: &'l Layers, known: (usize, u64), number: usize, state: (u32, State), steps: u32) -> Self {
        let (from, state) = state;
        let ready: Vec<usize> = layers.ready(state.set).collect();
        let resources = layers.capacities.len();
        let mut needs = vec![0; (ready.len() + 1) * resources];
        for (at, &task) in ready.iter().enumerate().rev() {
            for resource in 0..resources {
                needs[at * resources + resource] =
                    needs[(at + 1) * resources + resource] + layers.demands[task][resource];
            }
        }
        Self { layers, known, number, from, state, ready, needs, steps }
    }

    fn begin(&mut self, next: &mut Vec<State>, table: &mut Table) {
        // Once nobody waits for anybody the waves may change places: the one with the longest task is as well the next.
        let rest = (self.layers.all() & !self.state.set).count_ones() as usize;
        let first = if self.ready.len() == rest { 1 } else { self.ready.len() };
        for at in 0..first {
            let longest = self.ready[at];
            let mut free = self.layers.capacities.clone();
            if take(&mut free, &self.layers.demands[longest]) {
                let length = self.state.length + self.layers.times[longest];
                let mut wave = Wave { tasks: 1 << longest, length, free, skipped: 0 };
                self.go_on(at + 1, &mut wave, next, table);
            }
        }
    }

    /// Decides about the ready tasks from `at` on in turn.
    fn go_on(&mut self, at: usize, wave: &mut Wave, next: &mut Vec<State>, table: &mut Table) {
        self.steps = self.steps.saturating_sub(1);
        if self.steps == 0 {
            return;
        }
        let demands = &self.layers.demands;
        let fits = |free: &[u32], task: usize| free.iter().zip(&demands[task]).all(|(free, demand)| demand <= free);
        let Some(at) = (at..self.ready.len()).find(|&at| fits(&wave.free, self.ready[at])) else {
            if !members(wave.skipped).any(|task| fits(&wave.free, task)) {
                self.offer(wave, next, table);
            }
            return;
        };
        let task = self.ready[at];
        take(&mut wave.free, &demands[task]);
        wave.tasks |= 1 << task;
        self.go_on(at + 1, wave, next, table);
        wave.tasks &= !(1 << task);
        for (free, demand) in wave.free.iter_mut().zip(&demands[task]) {
            *free += demand;
        }
        // Left out, it must be for want of room in the end: if all that may follow leaves it room, it is not.
        let needs = &self.needs[(at + 1) * wave.free.len()..][..wave.free.len()];
        let scarce = (0..needs.len()).any(|r| demands[task][r] > 0 && wave.free[r] < demands[task][r] + needs[r]);
        if scarce {
            wave.skipped |= 1 << task;
            self.go_on(at + 1, wave, next, table);
            wave.skipped &= !(1 << task);
        }
    }

    fn offer(&self, wave: &Wave, next: &mut Vec<State>, table: &mut Table) {
        let (set, length) = (self.state.set | wave.tasks, wave.length);
        let slot = table.slot(set, next);
        if let Some(known) = next.get_mut(table.slots[slot] as usize) {
            if length < known.length {
                (known.length, known.from) = (length, self.from);
            }
            return;
        }
        let (count, rest) = self.layers.least(set);
        if (self.number + count, length + rest) < self.known {
            table.slots[slot] = u32::try_from(next.len()).unwrap_or(EMPTY);
            next.push(State { set, length, from: self.from });
        }
    }
}

const EMPTY: u32 = u32::MAX;

/// Where in the layer a set is.
struct Table {
    slots: Vec<u32>,
    dense: bool,
}

impl Table {
    fn new(tasks: usize) -> Self {
        Self { slots: vec![EMPTY; 1 << tasks.min(MAX_DENSE)], dense: tasks <= MAX_DENSE }
    }

    /// The slot of a set: the one that names it, or the empty one where it belongs.
    fn slot(&mut self, set: Set, states: &[State]) -> usize {
        if self.dense {
            return usize::try_from(set).unwrap_or(0);
        }
        if states.len() * 2 > self.slots.len() {
            self.slots = vec![EMPTY; self.slots.len() * 2];
            for (at, state) in (0..).zip(states) {
                let slot = self.probe(state.set, states);
                self.slots[slot] = at;
            }
        }
        self.probe(set, states)
    }

    fn probe(&self, set: Set, states: &[State]) -> usize {
        let [low, high] = [set & u128::from(u64::MAX), set >> 64].map(|half| u64::try_from(half).unwrap_or(0));
        let mixed = (low ^ high.rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33;
        let mask = self.slots.len() - 1;
        let mut slot = usize::try_from(mixed).unwrap_or(0) & mask;
        while states.get(self.slots[slot] as usize).is_some_and(|state| state.set != set) {
            slot = (slot + 1) & mask;
        }
        slot
    }

    /// Forgets the states of a layer.
    fn clear(&mut self, states: &[State]) {
        if self.dense {
            for state in states {
                self.slots[usize::try_from(state.set).unwrap_or(0)] = EMPTY;
            }
        } else {
            self.slots.fill(EMPTY);
        }
    }
}
