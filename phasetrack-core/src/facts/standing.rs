//! Who edits a path, from everything that is stated about it.

use super::{Ownership, Right, Timing};

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
    /// What the stakes in a path, as [`Ownership::of`] gives them, come to. Takes time linear in all clashes.
    pub fn standing(&self, stakes: &[usize]) -> Standing {
        let has = |wanted: &[Right]| stakes.iter().any(|at| wanted.contains(&self.stakes[*at].right));
        let at_once = self.clashes.iter().filter(|clash| clash.timing == Timing::AtOnce);
        if at_once.into_iter().any(|clash| stakes.contains(&clash.at) && stakes.contains(&clash.with)) {
            Standing::Contested
        } else if has(&[Right::Write, Right::Create, Right::Designated]) {
            Standing::Owned
        } else if has(&[Right::Integrate]) {
            Standing::Integration
        } else if has(&[Right::Share]) {
            Standing::Shared
        } else {
            Standing::Unowned
        }
    }
}
