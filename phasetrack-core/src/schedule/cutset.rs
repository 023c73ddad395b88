//! What an exhaustive search remembers: partial schedules by the set of tasks in them.

use super::compact::Set;

/// Partial schedules that were searched, so that a worse one of the same tasks is not searched again.
///
/// Of two partial schedules of the same tasks the one is no better where its time is not earlier and every task that
/// still runs in the other ends there no later (Demeulemeester and Herroelen, *A branch-and-bound procedure for the
/// multiple resource-constrained project scheduling problem*, 1992).
pub(super) struct Cutsets {
    /// The latest entry of each chain; a power of two of them.
    heads: Vec<u32>,
    entries: Vec<Entry>,
    /// Ends of running tasks: task and time.
    ends: Vec<(u8, u32)>,
    limit: usize,
}

struct Entry {
    set: Set,
    time: u32,
    next: u32,
    first_end: u32,
    ends: u32,
}

const NONE: u32 = u32::MAX;

impl Cutsets {
    /// Remembers at most so many partial schedules.
    pub(super) fn new(limit: usize) -> Self {
        Self { heads: vec![NONE; limit.next_power_of_two()], entries: Vec::new(), ends: Vec::new(), limit }
    }

    /// Whether a partial schedule of the same tasks is known that is as good, the entry `own` aside. `ends` has the tasks
    /// that still run, and when each of them ends.
    pub(super) fn is_known(
        &self,
        set: Set,
        time: u32,
        ends: &(impl Iterator<Item = (u8, u32)> + Clone),
        own: Option<u32>,
    ) -> bool {
        let mut at = self.heads[self.slot(set)];
        while at != NONE {
            let entry = &self.entries[at as usize];
            if entry.set == set && entry.time <= time && own != Some(at) {
                let theirs = &self.ends[entry.first_end as usize..(entry.first_end + entry.ends) as usize];
                let end_here = |task| ends.clone().find(|end| end.0 == task).map_or(time, |end| end.1);
                if theirs.iter().all(|&(task, end)| end <= time || end <= end_here(task)) {
                    return true;
                }
            }
            at = entry.next;
        }
        false
    }

    /// Remembers a partial schedule and gives the number of its entry; `None` when there is no room.
    pub(super) fn remember(&mut self, set: Set, time: u32, ends: impl Iterator<Item = (u8, u32)>) -> Option<u32> {
        if self.entries.len() == self.limit {
            return None;
        }
        let slot = self.slot(set);
        let number = u32::try_from(self.entries.len()).ok()?;
        let first_end = u32::try_from(self.ends.len()).ok()?;
        self.ends.extend(ends);
        let count = u32::try_from(self.ends.len()).ok()? - first_end;
        self.entries.push(Entry { set, time, next: self.heads[slot], first_end, ends: count });
        self.heads[slot] = number;
        Some(number)
    }

    fn slot(&self, set: Set) -> usize {
        let [low, high] = [set & u128::from(u64::MAX), set >> 64].map(|half| u64::try_from(half).unwrap_or(0));
        let mixed = (low ^ high.rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        usize::try_from(mixed >> 33).unwrap_or(0) & (self.heads.len() - 1)
    }
}
