//! Whether two patterns have a path in common, and the most readable one if they do.
//!
//! The cheapest way through the product of the two automata, by the prices in [`look`](super::look). The search ends
//! when a path is found or the product is exhausted, so the answer is exact.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::automaton::{Automaton, StateId, Take};
use super::look::{DEMANDED, LOOKS, Look, MADE_UP, plain_chars};
use super::{Pattern, product};

/// A path that both patterns match, or `None` if there is none.
///
/// The path is chosen to be read by people: short, made of the characters that the patterns demand and else of plain
/// letters, with no name that is only an extension where another will do. It is the same for equal patterns on every
/// machine.
///
/// # Complexity
/// With `n` and `m` states (a little more than the patterns have bytes): `O(n·m·log(n·m))` time, `O(n·m)` memory.
/// Patterns that start or end with different fixed text are told apart by that alone. The limits on patterns bound
/// the worst case to ten million spots.
///
/// ```
/// use phasetrack_core::glob::{Pattern, overlap};
///
/// let pattern = |text| Pattern::parse(text).unwrap();
/// let path = overlap(&pattern("src/**"), &pattern("**/*_test.rs"));
/// assert_eq!(path.as_deref(), Some(&b"src/x_test.rs"[..]));
/// assert_eq!(overlap(&pattern("src/auth/**"), &pattern("src/authz/**")), None);
/// ```
pub fn overlap(a: &Pattern, b: &Pattern) -> Option<Vec<u8>> {
    if a.meets(b) == Some(false) {
        return None;
    }
    let (a, b) = (a.automaton(), b.automaton());
    let mut search = Search::new(&a, &b);
    while let Some(Reverse((cost, step))) = search.queue.pop() {
        let spot = search.steps[step].spot;
        if cost > search.best[spot.index(search.b)] {
            continue;
        }
        if spot.look == Look::Done {
            return Some(search.path(step).into_bytes());
        }
        search.expand(spot, cost, step);
    }
    None
}

/// Where the search is: a state of each automaton, and what the current name looks like.
#[derive(Clone, Copy)]
struct Spot {
    a: StateId,
    b: StateId,
    look: Look,
}

impl Spot {
    fn index(self, b: &Automaton) -> usize {
        (usize::from(self.a) * b.len() + usize::from(self.b)) * LOOKS + self.look as usize
    }
}

/// How a spot was reached.
struct Step {
    from: usize,
    symbol: Option<char>,
    spot: Spot,
}

struct Search<'p> {
    a: &'p Automaton,
    b: &'p Automaton,
    /// The least cost known of each spot.
    best: Vec<u32>,
    steps: Vec<Step>,
    /// Cost and step, cheapest and earliest first.
    queue: BinaryHeap<Reverse<(u32, usize)>>,
}

impl<'p> Search<'p> {
    fn new(a: &'p Automaton, b: &'p Automaton) -> Self {
        let best = vec![u32::MAX; a.len() * b.len() * LOOKS];
        let mut search = Self { a, b, best, steps: Vec::new(), queue: BinaryHeap::new() };
        search.reach(Spot { a: 0, b: 0, look: Look::Empty }, 0, 0, None);
        search
    }

    fn reach(&mut self, spot: Spot, cost: u32, from: usize, symbol: Option<char>) {
        let best = &mut self.best[spot.index(self.b)];
        if cost < *best {
            *best = cost;
            self.queue.push(Reverse((cost, self.steps.len())));
            self.steps.push(Step { from, symbol, spot });
        }
    }

    /// Goes on from a spot in every way.
    fn expand(&mut self, spot: Spot, cost: u32, step: usize) {
        if usize::from(spot.a) == self.a.accept()
            && usize::from(spot.b) == self.b.accept()
            && let Some(more) = spot.look.end()
        {
            self.reach(Spot { look: Look::Done, ..spot }, cost + more, step, None);
        }
        let (left, right) = (self.a.states[usize::from(spot.a)], self.b.states[usize::from(spot.b)]);
        for target in left.free {
            if target != 0 {
                self.reach(Spot { a: target, ..spot }, cost, step, None);
            }
        }
        for target in right.free {
            if target != 0 {
                self.reach(Spot { b: target, ..spot }, cost, step, None);
            }
        }
        let Some((symbol, price)) = common(self.a, left.take, self.b, right.take) else { return };
        if let Some((look, more)) = spot.look.after(symbol) {
            let spot = Spot { a: left.to, b: right.to, look };
            self.reach(spot, cost + price + more, step, Some(symbol));
        }
    }

    /// The symbols that lead to a step.
    fn path(&self, mut step: usize) -> String {
        let mut symbols = Vec::new();
        while step != 0 {
            symbols.extend(self.steps[step].symbol);
            step = self.steps[step].from;
        }
        symbols.iter().rev().collect()
    }
}

/// The plainest character that both take, and its cost. A `.` only when nothing else will do: it is the one character
/// after which more is forbidden than after others.
pub(super) fn common(a: &Automaton, left: Take, b: &Automaton, right: Take) -> Option<(char, u32)> {
    let both = |c: char| a.takes(left, Some(c)) && b.takes(right, Some(c));
    match (left, right) {
        (Take::Nothing, _) | (_, Take::Nothing) => None,
        (Take::Char(c), _) | (_, Take::Char(c)) => both(c).then_some((c, DEMANDED)),
        (Take::Name, Take::Name) => Some(('x', MADE_UP)),
        _ => {
            let edges = a.edges(left).chain(b.edges(right));
            let mut found = plain_chars().chain(edges).chain(['\u{1}']).filter(|&c| c != '.' && both(c));
            found.next().or_else(|| both('.').then_some('.')).map(|c| (c, MADE_UP))
        }
    }
}

impl Pattern {
    /// Whether the two patterns have a path in common: whether [`overlap`] finds one, which takes longer.
    ///
    /// # Complexity
    /// Patterns of fixed text, `*` and `**` are compared name by name, without memory on the heap: in time linear in
    /// their bytes unless a `**` has names on both sides, and then in at most the product. Braces multiply that by the
    /// number of their expansions, up to 16. For all others it is linear in the product of the patterns' lengths, without
    /// the order by which [`overlap`] finds the most readable path.
    ///
    /// ```
    /// use phasetrack_core::glob::Pattern;
    ///
    /// let pattern = |text| Pattern::parse(text).unwrap();
    /// assert!(pattern("src/*.rs").overlaps(&pattern("src/lib*")));
    /// assert!(!pattern("src/*.rs").overlaps(&pattern("src/api/*.rs")));
    /// ```
    pub fn overlaps(&self, other: &Self) -> bool {
        self.meets(other).unwrap_or_else(|| product::meet(&self.automaton(), &other.automaton()))
    }
}
