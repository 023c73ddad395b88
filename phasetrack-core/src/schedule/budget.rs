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

/// Up to this many tasks an exhaustive search is worth a part of the budget.
const MAX_SEARCHED: usize = 64;

impl<'s> Budget<'s> {
    /// A budget of so many evaluations for a problem of so many tasks. An evaluation is a schedule, or as many partial
    /// schedules as there are tasks, which cost about the same. A quarter goes to the search if there are few tasks.
    pub fn evaluations(count: u64, tasks: usize, stop: &'s mut dyn FnMut() -> bool) -> Self {
        let search = if tasks <= MAX_SEARCHED { count / 4 } else { 0 };
        Self { schedules: count - search, nodes: search * tasks as u64, stop }
    }

    pub(super) fn is_used_up(&mut self, made: u64) -> bool {
        made >= self.schedules || (made.is_multiple_of(16) && (self.stop)())
    }
}

/// Never stops early.
pub fn never() -> bool {
    false
}
