//! A path that two patterns match and some others do not: the search behind differences and containment.
//!
//! The two automata that must accept are run state by state, as in [`overlap`](super::overlap); those that must not
//! are run together as one set of states. Of two sets at one place only the smaller can lead to a path the other
//! cannot, so what is dearer and has the larger set is not looked at. The number of sets is bounded.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::automaton::{Automaton, Set, StateId, Symbol, Take};
use super::look::{BROKEN, DEMANDED, Look, MADE_UP, plain_chars};
use super::{MAX_STEPS, Overlap, Pattern};

/// The most readable path that both of `must` match and none of `never`.
pub(super) fn find(must: [&Pattern; 2], never: &[&Pattern]) -> Overlap {
    let [a, b] = must.map(Pattern::automaton);
    let compiled: Vec<_> = never.iter().map(|pattern| pattern.automaton()).collect();
    let never: Vec<&Automaton> = compiled.iter().map(AsRef::as_ref).collect();
    let mut search = Search::new([&a, &b], &never);
    while let Some(Reverse((cost, id))) = search.queue.pop() {
        if search.steps_left == 0 {
            return Overlap::Undecided;
        }
        let spot = search.steps[id].spot;
        if spot.look == Look::Done {
            return Overlap::At(search.path(id));
        }
        if search.settle(id) {
            search.expand(cost, id);
        }
    }
    Overlap::Disjoint
}

/// Where the search is: a state of each automaton that must accept, and what the current name looks like.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Spot {
    states: [StateId; 2],
    look: Look,
}

/// How a spot was reached.
struct Step {
    from: usize,
    symbol: Option<Symbol>,
    spot: Spot,
    /// The states of the automata that must not accept, one set after the other, closed.
    sets: Box<[u64]>,
}

struct Search<'p> {
    must: [&'p Automaton; 2],
    never: &'p [&'p Automaton],
    /// One symbol of each kind that the automata tell apart, the plainest first.
    symbols: Vec<Symbol>,
    steps: Vec<Step>,
    /// The steps that were gone on from, by spot.
    settled: BTreeMap<Spot, Vec<usize>>,
    /// Cost and step, cheapest and earliest first.
    queue: BinaryHeap<Reverse<(u32, usize)>>,
    steps_left: usize,
}

impl<'p> Search<'p> {
    fn new(must: [&'p Automaton; 2], never: &'p [&'p Automaton]) -> Self {
        let mut search = Self {
            must,
            never,
            symbols: symbols(must.iter().chain(never).copied()),
            steps: Vec::new(),
            settled: BTreeMap::new(),
            queue: BinaryHeap::new(),
            steps_left: MAX_STEPS,
        };
        let mut sets = vec![0; never.iter().map(|automaton| automaton.words()).sum()];
        let mut rest = sets.as_mut_slice();
        for automaton in never {
            let (mine, others) = rest.split_at_mut(automaton.words());
            mine.insert(0);
            automaton.close(mine);
            rest = others;
        }
        let spot = Spot { states: [0, 0], look: Look::Empty };
        search.reach(Step { from: 0, symbol: None, spot, sets: sets.into() }, 0);
        search
    }

    fn reach(&mut self, step: Step, cost: u32) {
        self.queue.push(Reverse((cost, self.steps.len())));
        self.steps.push(step);
    }

    /// Whether to go on from this step: not if one as cheap with a set as small is at the same spot.
    fn settle(&mut self, id: usize) -> bool {
        let Step { spot, sets, .. } = &self.steps[id];
        let met = self.settled.entry(*spot).or_default();
        let is_new = !met.iter().any(|&other| self.steps[other].sets.is_subset(sets));
        if is_new {
            met.push(id);
        }
        is_new
    }

    /// Goes on from a step in every way.
    fn expand(&mut self, cost: u32, id: usize) {
        let spot = self.steps[id].spot;
        let [left, right] = [0, 1].map(|side| self.must[side].states[usize::from(spot.states[side])]);
        let [left_done, right_done] = [0, 1].map(|side| usize::from(spot.states[side]) == self.must[side].accept());
        if left_done
            && right_done
            && let Some(more) = spot.look.end()
            && !self.excluded(id)
        {
            self.walk(id, Spot { look: Look::Done, ..spot }, cost + more);
        }
        for target in left.free {
            if target != 0 {
                self.walk(id, Spot { states: [target, spot.states[1]], ..spot }, cost);
            }
        }
        for target in right.free {
            if target != 0 {
                self.walk(id, Spot { states: [spot.states[0], target], ..spot }, cost);
            }
        }
        let demanded = matches!(left.take, Take::Char(_)) || matches!(right.take, Take::Char(_));
        let first = self.steps.len();
        for index in 0..self.symbols.len() {
            let symbol = self.symbols[index];
            if !self.must[0].takes(left.take, symbol) || !self.must[1].takes(right.take, symbol) {
                continue;
            }
            // A byte that is no UTF-8 looks like no mark.
            let Some((look, more)) = spot.look.after(symbol.unwrap_or('x')) else { continue };
            let price = match symbol {
                _ if demanded => DEMANDED,
                Some(_) => MADE_UP,
                None => BROKEN,
            };
            let sets = self.step(id, symbol);
            let states = [left.to, right.to];
            let known = |other: &Step| other.spot.look == look && other.sets == sets;
            if !self.steps[first..].iter().any(known) {
                let step = Step { from: id, symbol: Some(symbol), spot: Spot { states, look }, sets };
                self.reach(step, cost + price + more);
            }
        }
    }

    /// Goes on without a symbol.
    fn walk(&mut self, id: usize, spot: Spot, cost: u32) {
        let sets = self.steps[id].sets.clone();
        self.reach(Step { from: id, symbol: None, spot, sets }, cost);
    }

    /// Where a symbol leads the automata that must not accept.
    fn step(&mut self, id: usize, symbol: Symbol) -> Box<[u64]> {
        self.steps_left = self.steps_left.saturating_sub(1);
        let mut now: &[u64] = &self.steps[id].sets;
        let mut sets = vec![0; now.len()];
        let mut after = sets.as_mut_slice();
        for automaton in self.never {
            let (mine, others) = now.split_at(automaton.words());
            let (to, rest) = after.split_at_mut(automaton.words());
            automaton.step(mine, symbol, to);
            automaton.close(to);
            (now, after) = (others, rest);
        }
        sets.into()
    }

    /// Whether one of the automata that must not accept does.
    fn excluded(&self, id: usize) -> bool {
        let mut rest: &[u64] = &self.steps[id].sets;
        self.never.iter().any(|automaton| {
            let (mine, others) = rest.split_at(automaton.words());
            rest = others;
            mine.has(automaton.accept())
        })
    }

    /// The symbols that lead to a step.
    fn path(&self, mut id: usize) -> Vec<u8> {
        let mut symbols = Vec::new();
        while id != 0 {
            symbols.extend(self.steps[id].symbol);
            id = self.steps[id].from;
        }
        let mut path = Vec::new();
        for symbol in symbols.iter().rev() {
            match symbol {
                Some(c) => path.extend(c.encode_utf8(&mut [0; 4]).bytes()),
                None => path.push(0xff),
            }
        }
        path
    }
}

/// One symbol of each kind that the automata tell apart, the plainest first.
fn symbols<'p>(automata: impl Iterator<Item = &'p Automaton>) -> Vec<Symbol> {
    // `.` and `/` are told apart from all others by what names may be. NUL is in no path.
    let mut edges = vec!['\u{1}', '.', '/', '0'];
    for automaton in automata {
        edges.extend(automaton.states.iter().flat_map(|state| automaton.edges(state.take)));
    }
    edges.sort_unstable();
    edges.dedup();
    let kind = |c: char| edges.partition_point(|&edge| edge <= c);
    let mut met = vec![false; edges.len() + 1];
    let candidates = plain_chars().chain(edges.iter().copied().filter(|&c| c != '.')).chain(['.']);
    let mut found: Vec<_> = candidates.filter(|&c| !std::mem::replace(&mut met[kind(c)], true)).map(Some).collect();
    found.push(None);
    found
}
