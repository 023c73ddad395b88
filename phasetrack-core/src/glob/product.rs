//! Whether two automata accept a common path, without asking which: the product, walked from its start.

use super::automaton::{Automaton, Set, StateId};
use super::look::Look;
use super::overlap::common;

/// Whether both accept some path.
///
/// Takes time and bits of memory linear in the product of their states.
pub(super) fn meet(a: &Automaton, b: &Automaton) -> bool {
    let mut walk = Walk { b, met: vec![0; (a.len() * b.len() * KINDS).div_ceil(64)], open: Vec::new() };
    walk.reach(0, 0, Look::Empty);
    while let Some((left, right, look)) = walk.open.pop() {
        let (one, two) = (a.states[usize::from(left)], b.states[usize::from(right)]);
        if usize::from(left) == a.accept() && usize::from(right) == b.accept() && look.end().is_some() {
            return true;
        }
        for to in one.free {
            if to != 0 {
                walk.reach(to, right, look);
            }
        }
        for to in two.free {
            if to != 0 {
                walk.reach(left, to, look);
            }
        }
        if let Some((symbol, _)) = common(a, one.take, b, two.take)
            && let Some((look, _)) = look.after(symbol)
        {
            walk.reach(one.to, two.to, look);
        }
    }
    false
}

/// Names of which more is known than that they are names: none yet, `.`, `..`, and all others.
const KINDS: usize = 4;

struct Walk<'a> {
    b: &'a Automaton,
    /// What was reached, as bits.
    met: Vec<u64>,
    open: Vec<(StateId, StateId, Look)>,
}

impl Walk<'_> {
    fn reach(&mut self, left: StateId, right: StateId, look: Look) {
        let kind = match look {
            Look::Empty => 0,
            Look::Dot => 1,
            Look::DotDot => 2,
            Look::Mark | Look::Plain | Look::Done => 3,
        };
        let bit = (usize::from(left) * self.b.len() + usize::from(right)) * KINDS + kind;
        if !self.met.has(bit) {
            self.met.as_mut_slice().insert(bit);
            self.open.push((left, right, look));
        }
    }
}
