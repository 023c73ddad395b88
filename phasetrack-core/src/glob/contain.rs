//! Whether one pattern matches every path that another matches.

use std::collections::VecDeque;

use super::Pattern;
use super::automaton::{Automaton, StateSet, Symbol, WORDS};

/// How many sets of states are looked at before the question is given up.
const MAX_SETS: usize = 4096;

impl Pattern {
    /// Whether every path that `other` matches is matched by this pattern too; `None` when that could not be found
    /// out within the bound, which ordinary patterns never come near.
    ///
    /// # Complexity
    /// Exact containment can take exponential time. At most 4096 sets of states are looked at, each in time linear
    /// in the pattern times the number of different characters in both.
    ///
    /// ```
    /// use phasetrack_core::glob::Pattern;
    ///
    /// let pattern = |text| Pattern::parse(text).unwrap();
    /// assert_eq!(pattern("src/**").contains(&pattern("src/{api,ui}/*.rs")), Some(true));
    /// assert_eq!(pattern("src/*.rs").contains(&pattern("src/**")), Some(false));
    /// ```
    pub fn contains(&self, other: &Self) -> Option<bool> {
        if self.is_apart(other) {
            // No pattern is empty, so there is a path that only `other` matches.
            return Some(false);
        }
        let (outer, inner) = (self.automaton(), other.automaton());
        if outer.len() <= 64 { Search::<1>::new(outer, inner).run() } else { Search::<WORDS>::new(outer, inner).run() }
    }
}

/// What a name is so far; `.` and `..` are no names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Name {
    Empty,
    Dot,
    DotDot,
    Real,
}

impl Name {
    fn after(self, symbol: Symbol) -> Option<Self> {
        match (self, symbol) {
            (Self::Real, Some('/')) => Some(Self::Empty),
            (_, Some('/')) => None,
            (Self::Empty, Some('.')) => Some(Self::Dot),
            (Self::Dot, Some('.')) => Some(Self::DotDot),
            _ => Some(Self::Real),
        }
    }
}

/// Looks for a path of the inner pattern that the outer one does not match: runs the inner automaton state by state
/// and the outer one as sets of states. Of two sets at one place only the smaller can lead to a path the other
/// cannot, so the larger is not looked at.
struct Search<'p, const W: usize> {
    outer: &'p Automaton,
    inner: &'p Automaton,
    symbols: Vec<Symbol>,
    /// By state of the inner automaton: the smallest sets met so far.
    met: Vec<Vec<(Name, StateSet<W>)>>,
    queue: VecDeque<(usize, Name, StateSet<W>)>,
    sets: usize,
}

impl<'p, const W: usize> Search<'p, W> {
    fn new(outer: &'p Automaton, inner: &'p Automaton) -> Self {
        Self {
            outer,
            inner,
            symbols: symbols(outer, inner),
            met: vec![Vec::new(); inner.len()],
            queue: VecDeque::new(),
            sets: 0,
        }
    }

    fn run(mut self) -> Option<bool> {
        self.reach(0, Name::Empty, StateSet::of(0));
        while let Some((at, name, mut set)) = self.queue.pop_front() {
            if self.sets > MAX_SETS {
                return None;
            }
            if at == self.inner.accept() && name == Name::Real && !set.has(self.outer.accept()) {
                return Some(false);
            }
            let state = self.inner.states[at];
            for target in state.free {
                if target != 0 {
                    self.reach(usize::from(target), name, set.clone());
                }
            }
            for index in 0..self.symbols.len() {
                let symbol = self.symbols[index];
                if self.inner.takes(state.take, symbol)
                    && let Some(name) = name.after(symbol)
                {
                    let after = self.outer.step(&mut set, symbol);
                    self.reach(usize::from(state.to), name, after);
                }
            }
        }
        Some(true)
    }

    fn reach(&mut self, at: usize, name: Name, mut set: StateSet<W>) {
        self.outer.close(&mut set);
        let met = &mut self.met[at];
        if met.iter().any(|(its, smaller)| *its == name && smaller.is_subset(&set)) {
            return;
        }
        met.retain(|(its, larger)| *its != name || !set.is_subset(larger));
        met.push((name, set.clone()));
        self.sets += 1;
        self.queue.push_back((at, name, set));
    }
}

/// One symbol of each kind that the two automata tell apart.
fn symbols(a: &Automaton, b: &Automaton) -> Vec<Symbol> {
    let of = |automaton: &Automaton| -> Vec<char> {
        automaton.states.iter().flat_map(|state| automaton.edges(state.take)).collect()
    };
    let mut found = vec!['\u{1}', '.', '/', '0'];
    found.extend(of(a));
    found.extend(of(b));
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(Some).chain([None]).collect()
}
