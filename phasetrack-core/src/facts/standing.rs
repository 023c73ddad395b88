//! Who edits a path, from everything that is stated about it.

use super::{Ownership, Right};

/// Who edits a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// A track, or several one after the other.
    Owned,
    /// Tracks that can be at work at once; or a track, and it is kept for the integration.
    Contested,
    /// Nobody before the tracks are merged.
    Integration,
    /// It is shared, and nobody is named.
    Shared,
    /// Nobody.
    Unowned,
}

impl Standing {
    /// Whether somebody is responsible for the path.
    pub fn is_owned(self) -> bool {
        matches!(self, Self::Owned | Self::Contested | Self::Integration)
    }
}

impl Ownership<'_> {
    /// What the stakes in a path, as [`Ownership::of`] gives them, come to. Takes O(k² log n) time for k stakes and n
    /// clashes.
    pub fn standing(&self, stakes: &[usize]) -> Standing {
        let has = |wanted: fn(Right) -> bool| stakes.iter().any(|at| wanted(self.stakes[*at].right));
        let mut pairs =
            stakes.iter().enumerate().flat_map(|(at, one)| stakes[..at].iter().map(move |other| (one, other)));
        if pairs.any(|(one, other)| self.at_once(*one, *other)) {
            Standing::Contested
        } else if has(Right::edits) {
            Standing::Owned
        } else if has(|right| right == Right::Integrate) {
            Standing::Integration
        } else if has(|right| right == Right::Share) {
            Standing::Shared
        } else {
            Standing::Unowned
        }
    }
}
