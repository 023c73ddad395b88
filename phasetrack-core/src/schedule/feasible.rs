//! Is a schedule a schedule? A test that shares no code with what makes schedules.

use super::Problem;

/// The first thing that is wrong with a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Violation {
    /// There is not one start for each task.
    Missing,
    /// A task starts before one that it waits for has ended.
    Order {
        /// The task that comes first.
        before: usize,
        /// The one that does not wait for it.
        after: usize,
    },
    /// At some time more of a resource is occupied than there is.
    Overload {
        /// The resource.
        resource: usize,
        /// The time.
        time: u64,
    },
}

impl Problem {
    /// Looks for what is wrong with a schedule, given by the start of every task: every edge of the order, and every
    /// resource at every time at which a task starts.
    ///
    /// Takes O(m + d log d) time for m edges and d demands.
    ///
    /// # Errors
    /// The first violation.
    pub fn verify(&self, starts: &[u64]) -> Result<(), Violation> {
        if starts.len() != self.len() {
            return Err(Violation::Missing);
        }
        let late = |&(before, after): &(usize, usize)| starts[before] + self.durations()[before] > starts[after];
        if let Some((before, after)) = self.order().edges().find(late) {
            return Err(Violation::Order { before, after });
        }
        for (number, resource) in self.resources().iter().enumerate() {
            // What ends at a time is free for what starts then: changes of one time count together, ends first.
            let mut changes: Vec<(u64, i64)> = Vec::new();
            for &(task, units) in resource.demands.iter().filter(|(task, _)| self.durations()[*task] > 0) {
                changes.push((starts[task], i64::from(units)));
                changes.push((starts[task] + self.durations()[task], -i64::from(units)));
            }
            changes.sort_unstable();
            let mut occupied = 0;
            for (time, change) in changes {
                occupied += change;
                if occupied > i64::from(resource.capacity) {
                    return Err(Violation::Overload { resource: number, time });
                }
            }
        }
        Ok(())
    }

    /// When the last task of a schedule ends.
    pub fn makespan(&self, starts: &[u64]) -> u64 {
        starts.iter().zip(self.durations()).map(|(start, duration)| start + duration).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::{Resource, Role};

    #[test]
    fn violations() {
        let pair = Resource { role: Role::Other, capacity: 3, demands: vec![(0, 2), (1, 2), (2, 1)] };
        let problem = Problem::new(vec![4, 2, 3, 0], [(0, 1), (1, 3)], vec![pair]).unwrap();
        for (starts, expected) in [
            (vec![0, 4, 0, 6], Ok(())),
            (vec![0, 4, 0], Err(Violation::Missing)),
            (vec![0, 3, 0, 6], Err(Violation::Order { before: 0, after: 1 })),
            (vec![0, 4, 0, 5], Err(Violation::Order { before: 1, after: 3 })),
            (vec![0, 9, 4, 11], Ok(())),
        ] {
            assert_eq!(problem.verify(&starts), expected, "{starts:?}");
        }
        let free = Problem::new(vec![4, 2], [], vec![Resource::exclusive(Role::File, [0, 1])]).unwrap();
        assert_eq!(free.verify(&[0, 3]), Err(Violation::Overload { resource: 0, time: 3 }));
        assert_eq!(free.verify(&[2, 0]), Ok(()));
        assert_eq!(free.makespan(&[2, 0]), 6);
    }
}
