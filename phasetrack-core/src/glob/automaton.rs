//! The compiled form: a nondeterministic automaton over the characters of a path.
//!
//! A path is read as characters: each well-formed UTF-8 sequence is one, and so is each byte outside of them
//! (a [`Symbol`] of `None`). Every state has at most one edge that takes a symbol and two that take none. The latter
//! always lead to a state with a larger index, so one ascending pass over a set of states closes it: there is no
//! stack, no recursion, and nothing to precompute.

use super::MAX_STATES;

/// One character of a path; `None` is a byte that is no UTF-8.
pub(super) type Symbol = Option<char>;

/// Names a state.
pub(super) type StateId = u16;

/// What a state takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Take {
    /// Nothing: the state has only free edges.
    Nothing,
    /// This character.
    Char(char),
    /// Any symbol of a name: all but `/`.
    Name,
    /// A symbol of the class with this index.
    Class(u16),
}

/// A state with its edges.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    /// What leads to `to`.
    pub(super) take: Take,
    /// Where that leads; no meaning when `take` is nothing.
    pub(super) to: StateId,
    /// Where the state leads for free; 0 is none, because these edges lead upwards.
    pub(super) free: [StateId; 2],
}

/// A set of characters as written between brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Class {
    pub(super) negated: bool,
    /// First and last character of each range.
    pub(super) ranges: Vec<(char, char)>,
}

impl Class {
    /// The only character of the class, if there is but one.
    pub(super) fn only(&self) -> Option<char> {
        let &(only, _) = self.ranges.first()?;
        (!self.negated && self.ranges.iter().all(|&range| range == (only, only))).then_some(only)
    }

    fn has(&self, symbol: Symbol) -> bool {
        let listed = symbol.is_some_and(|c| self.ranges.iter().any(|&(first, last)| first <= c && c <= last));
        symbol != Some('/') && listed != self.negated
    }
}

/// A compiled pattern. State 0 is the start, the last state accepts.
#[derive(Clone, Debug)]
pub(super) struct Automaton {
    pub(super) states: Vec<State>,
    pub(super) classes: Vec<Class>,
    /// Characters that every accepted path ends with.
    pub(super) suffix: String,
}

impl Automaton {
    /// The number of states.
    pub(super) fn len(&self) -> usize {
        self.states.len()
    }

    /// The state that accepts.
    pub(super) fn accept(&self) -> usize {
        self.states.len() - 1
    }

    /// Whether `take` takes the symbol.
    pub(super) fn takes(&self, take: Take, symbol: Symbol) -> bool {
        match take {
            Take::Nothing => false,
            Take::Char(c) => symbol == Some(c),
            Take::Name => symbol != Some('/'),
            Take::Class(index) => self.classes[usize::from(index)].has(symbol),
        }
    }

    /// Where the set of characters that `take` takes begins and ends: the first character of each range and the one
    /// after it. Between two neighbours of these nothing changes.
    pub(super) fn edges(&self, take: Take) -> impl Iterator<Item = char> + '_ {
        let (single, ranges) = match take {
            Take::Char(c) => (Some((c, c)), &[][..]),
            Take::Class(index) => (None, self.classes[usize::from(index)].ranges.as_slice()),
            Take::Nothing | Take::Name => (None, &[][..]),
        };
        let ends = single.into_iter().chain(ranges.iter().copied());
        ends.flat_map(|(first, last)| [Some(first), (last..=char::MAX).nth(1)]).flatten()
    }

    /// The characters that every accepted path starts with, and the state after them.
    pub(super) fn prefix(&self) -> (String, usize) {
        let mut text = String::with_capacity(self.len());
        let mut at = 0;
        while let State { take: Take::Char(c), to, free: [0, 0] } = self.states[at] {
            text.push(c);
            at = usize::from(to);
        }
        (text, at)
    }

    /// Whether the first character can be any.
    pub(super) fn starts_wild(&self) -> bool {
        let mut set = [0; WORDS];
        set.insert(0);
        self.close(&mut set);
        self.states.iter().enumerate().any(|(id, state)| set.has(id) && state.take == Take::Name)
    }

    /// Whether the automaton, from state `from`, accepts the bytes.
    /// Takes time linear in the product of states and bytes, and no memory on the heap.
    pub(super) fn accepts(&self, from: usize, bytes: &[u8]) -> bool {
        if self.len() <= 64 { self.run::<1>(from, bytes) } else { self.run::<WORDS>(from, bytes) }
    }

    /// The same, with sets of `W` words.
    pub(super) fn run<const W: usize>(&self, from: usize, bytes: &[u8]) -> bool {
        let mut now = [0; W];
        now.insert(from);
        for chunk in bytes.utf8_chunks() {
            let broken = chunk.invalid().iter().map(|_| None);
            for symbol in chunk.valid().chars().map(Some).chain(broken) {
                self.close(&mut now);
                let mut after = [0; W];
                self.step(&now, symbol, &mut after);
                if after == [0; W] {
                    return false;
                }
                now = after;
            }
        }
        self.close(&mut now);
        now.has(self.accept())
    }

    /// Adds every state that the set leads to for free.
    pub(super) fn close(&self, set: &mut [u64]) {
        let mut at = 0;
        while let Some(id) = set.next(at) {
            for target in self.states[id].free {
                if target != 0 {
                    set.insert(usize::from(target));
                }
            }
            at = id + 1;
        }
    }

    /// Adds to `after` where the symbol leads from a closed set.
    pub(super) fn step(&self, set: &[u64], symbol: Symbol, after: &mut [u64]) {
        let mut at = 0;
        while let Some(id) = set.next(at) {
            let state = &self.states[id];
            if self.takes(state.take, symbol) {
                after.insert(usize::from(state.to));
            }
            at = id + 1;
        }
    }

    /// How many words a set of the states has.
    pub(super) fn words(&self) -> usize {
        self.len().div_ceil(64)
    }
}

/// How many words a set of the states of any automaton has.
pub(super) const WORDS: usize = MAX_STATES / 64;

/// A set of states: the bits of words.
pub(super) trait Set {
    fn has(&self, id: usize) -> bool;
    fn insert(&mut self, id: usize);
    fn is_subset(&self, other: &Self) -> bool;
    /// The first member that is not below `from`.
    fn next(&self, from: usize) -> Option<usize>;
}

impl Set for [u64] {
    fn has(&self, id: usize) -> bool {
        self[id / 64] >> (id % 64) & 1 == 1
    }

    fn insert(&mut self, id: usize) {
        self[id / 64] |= 1 << (id % 64);
    }

    fn is_subset(&self, other: &Self) -> bool {
        self.iter().zip(other).all(|(mine, its)| mine & !its == 0)
    }

    fn next(&self, from: usize) -> Option<usize> {
        let mut word = from / 64;
        let mut bits = self.get(word)? >> (from % 64) << (from % 64);
        while bits == 0 {
            word += 1;
            bits = *self.get(word)?;
        }
        Some(word * 64 + bits.trailing_zeros() as usize)
    }
}
