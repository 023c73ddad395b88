//! How much may be tried.

/// How much may be tried before the best schedule so far is taken.
///
/// Counted in work, not in time, so that equal input gives equal schedules on every machine. A program that wants to
/// stop by the clock says so in `stop`, and accepts that its schedules differ from run to run.
pub struct Budget<'s> {
    /// How many schedules may be made by the heuristics.
    pub schedules: u64,
    /// How many partial schedules the exhaustive search may look at.
    pub nodes: u64,
    /// Asked now and then; the search ends when it says so.
    pub stop: &'s mut dyn FnMut() -> bool,
}

impl Budget<'_> {
    pub(super) fn is_used_up(&mut self, made: u64) -> bool {
        made >= self.schedules || (made.is_multiple_of(16) && (self.stop)())
    }
}

/// Never stops early.
pub fn never() -> bool {
    false
}
