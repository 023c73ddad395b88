//! What every chart shows, and how it calls things.

use crate::facts::Facts;
use crate::graph::Graph;
use crate::schedule::{Argument, Conflict, Reason, Role, Timetable, Wait, Work};

/// A plan's schedule with everything that its pictures name.
#[derive(Clone, Copy, Debug)]
pub struct Chart<'a> {
    /// What the plan states.
    pub facts: &'a Facts<'a>,
    /// Its pieces.
    pub work: &'a Work,
    /// When they are done.
    pub table: &'a Timetable,
    /// Which tracks contend for a file.
    pub conflicts: &'a [Conflict],
}

impl Chart<'_> {
    /// The pieces that somebody works on, in document order.
    pub(super) fn pieces(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.work.steps.len()).filter(|&task| self.duration(task) > 0)
    }

    pub(super) fn duration(&self, task: usize) -> u64 {
        self.work.problem.durations()[task]
    }

    pub(super) fn start(&self, task: usize) -> u64 {
        self.table.solution.starts[task]
    }

    pub(super) fn end(&self, task: usize) -> u64 {
        self.start(task) + self.duration(task)
    }

    /// The id, safe to print on one line.
    pub(super) fn name(&self, task: usize) -> String {
        crate::render::escape(&self.work.name(self.facts, task)).into_owned()
    }

    pub(super) fn title(&self, task: usize) -> String {
        crate::render::escape(self.work.title(self.facts, task)).into_owned()
    }

    pub(super) fn names(&self, tasks: &[usize]) -> String {
        tasks.iter().map(|&task| self.name(task)).collect::<Vec<_>>().join(", ")
    }

    /// `Worker 2`, counted from one.
    pub(super) fn worker(worker: u32) -> String {
        format!("Worker {}", worker + 1)
    }

    /// The number of the wave that a piece is in, counted from zero.
    pub(super) fn wave(&self, task: usize) -> usize {
        self.table.waves.waves.iter().position(|wave| wave.binary_search(&task).is_ok()).unwrap_or(0)
    }

    pub(super) fn is_critical(&self, task: usize) -> bool {
        self.table.critical_path.contains(&task)
    }

    /// Who comes before whom, without what follows from the rest and without points in time.
    pub(super) fn edges(&self) -> Vec<(usize, usize)> {
        let order = self.work.problem.order();
        let mut edges = Vec::new();
        for from in self.pieces() {
            let mut seen = vec![false; order.len()];
            let mut next: Vec<usize> = order.successors(from).collect();
            while let Some(task) = next.pop() {
                if std::mem::replace(&mut seen[task], true) {
                    continue;
                }
                if self.duration(task) > 0 {
                    edges.push((from, task));
                } else {
                    next.extend(order.successors(task));
                }
            }
        }
        let graph = Graph::new(order.len(), edges);
        let dag = crate::graph::Dag::new(&graph).expect("the order of a problem has no circle");
        dag.transitive_reduction().edges().collect()
    }

    /// Pairs of pieces that contend for a file: each group as a chain, so that it stays readable.
    pub(super) fn contending(&self) -> Vec<(usize, usize, &str)> {
        let files = self.work.problem.resources().iter().zip(&self.work.resources);
        files
            .filter(|(resource, _)| resource.role == Role::File)
            .flat_map(|(resource, name)| {
                resource.demands.windows(2).map(move |two| (two[0].0, two[1].0, name.as_str()))
            })
            .collect()
    }

    /// A length of time in the plan's unit.
    pub(super) fn span(&self, length: u64) -> String {
        span(length, self.work.in_minutes)
    }

    /// The argument of a bound in a few words.
    pub(super) fn argument(&self, argument: Argument) -> String {
        match argument {
            Argument::Work { resource, before: 0, after: 0 } => match self.work.problem.resources()[resource].role {
                Role::Workers => "work / workers".to_owned(),
                _ => format!("all work on {}", crate::render::escape(&self.work.resources[resource])),
            },
            other => other.to_string(),
        }
    }

    /// The word for a reason in JSON, and what is waited for.
    pub(super) fn reason(&self, wait: &Wait) -> (&'static str, String) {
        let on = self.names(&wait.on);
        match wait.reason {
            Reason::Dependency => ("dependency", on),
            Reason::Resource(at) => match self.work.problem.resources()[at].role {
                Role::Workers => ("no free worker", on),
                Role::Kind => ("owner", format!("{} ({on})", self.work.resources[at])),
                Role::File => ("file", format!("{} ({on})", self.work.resources[at])),
                Role::Other => ("resource", format!("{} ({on})", self.work.resources[at])),
            },
        }
    }
}

/// `43 h`, `9 days`, `1 h 30 min`, `5 steps`.
fn span(length: u64, in_minutes: bool) -> String {
    let counted = |count: u64, noun: &str| if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") };
    match (length / 60, length % 60) {
        _ if !in_minutes => counted(length, "step"),
        _ if length > 0 && length.is_multiple_of(1440) => counted(length / 1440, "day"),
        (hours, 0) => format!("{hours} h"),
        (0, minutes) => format!("{minutes} min"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans() {
        for (length, in_minutes, expected) in [
            (0, true, "0 h"),
            (45, true, "45 min"),
            (2580, true, "43 h"),
            (90, true, "1 h 30 min"),
            (1440, true, "1 day"),
            (12960, true, "9 days"),
            (1, false, "1 step"),
            (5, false, "5 steps"),
        ] {
            assert_eq!(span(length, in_minutes), expected);
        }
    }
}
