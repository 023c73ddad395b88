//! How much of one resource is free at any time, as a step function.

/// Free units over time: `free[i]` of them from `times[i]` until the next time, the last ones forever.
///
/// As many steps as tasks start and end, whatever the length of time: minutes and months cost the same.
#[derive(Clone, Debug)]
pub(super) struct Profile {
    times: Vec<u64>,
    free: Vec<u32>,
}

impl Profile {
    pub(super) fn new(capacity: u32) -> Self {
        Self { times: vec![0], free: vec![capacity] }
    }

    /// Everything is free again.
    pub(super) fn clear(&mut self, capacity: u32) {
        self.times.clear();
        self.free.clear();
        self.times.push(0);
        self.free.push(capacity);
    }

    /// The first time not before `from` at which `units` are free for `duration`.
    pub(super) fn earliest(&self, from: u64, duration: u64, units: u32) -> u64 {
        let mut start = from;
        let mut at = self.step(from);
        // A step with too little puts the start off to its end; enough steps after that, and the start is found.
        while at < self.times.len() && self.times[at] < start + duration {
            if self.free[at] < units {
                start = self.times.get(at + 1).copied().unwrap_or(u64::MAX);
            }
            at += 1;
        }
        start
    }

    /// Takes `units` from `start` until `end`; they must be free.
    pub(super) fn take(&mut self, start: u64, end: u64, units: u32) {
        let first = self.split(start);
        let last = self.split(end);
        for free in &mut self.free[first..last] {
            *free -= units;
        }
    }

    /// Gives back what was taken.
    pub(super) fn give(&mut self, start: u64, end: u64, units: u32) {
        let first = self.split(start);
        let last = self.split(end);
        for free in &mut self.free[first..last] {
            *free += units;
        }
    }

    /// The step that a time lies in. Most searches begin near the end.
    fn step(&self, time: u64) -> usize {
        self.times.partition_point(|&begin| begin <= time) - 1
    }

    /// The step that begins at `time`, made if there is none.
    fn split(&mut self, time: u64) -> usize {
        let at = self.step(time);
        if self.times[at] == time {
            return at;
        }
        self.times.insert(at + 1, time);
        self.free.insert(at + 1, self.free[at]);
        at + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn taking_and_finding() {
        let mut profile = Profile::new(3);
        profile.take(2, 6, 2);
        profile.take(4, 8, 1);
        for (from, duration, units, expected) in [
            (0, 2, 3, 0),
            (0, 3, 3, 8),
            (0, 4, 1, 0),
            (0, 5, 1, 6),
            (3, 1, 1, 3),
            (4, 1, 1, 6),
            (5, 9, 2, 6),
            (7, 1, 3, 8),
            (20, 5, 3, 20),
        ] {
            assert_eq!(profile.earliest(from, duration, units), expected, "{units} for {duration} from {from}");
        }
        profile.give(2, 6, 2);
        assert_eq!(profile.earliest(0, 20, 2), 0);
        profile.clear(1);
        assert_eq!(profile.earliest(0, 20, 1), 0);
    }
}
