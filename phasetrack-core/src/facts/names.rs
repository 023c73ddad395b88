//! Which track or task a name means.

use std::collections::BTreeMap;

use super::{TaskFact, TaskIx, TrackFact, TrackIx};
use crate::id::key;

/// The names of all tracks and tasks, by their spelling-independent form.
///
/// A name is looked for in its own phase first, then in the phases before, nearest first, then in those after. Within
/// a phase the first definition counts. `1` means `01` when nothing is called `1`.
#[derive(Clone, Debug, Default)]
pub struct Names {
    tracks: Index<TrackIx>,
    titles: Index<TrackIx>,
    tasks: Index<TaskIx>,
    /// The same tasks; their scope is the track instead of the phase.
    own_tasks: Index<TaskIx>,
}

impl Names {
    pub(super) fn new(tracks: &[TrackFact<'_>], tasks: &[TaskFact<'_>]) -> Self {
        let mut names = Self::default();
        for (ix, fact) in tracks.iter().enumerate() {
            names.tracks.add(fact.track.id.as_str(), fact.phase, TrackIx(ix));
            names.titles.add(&fact.track.title, fact.phase, TrackIx(ix));
        }
        for (ix, fact) in tasks.iter().enumerate() {
            let TrackFact { phase, track } = tracks[fact.track.0];
            if let Some(id) = &fact.task.id {
                names.own_tasks.add(id.as_str(), fact.track.0, TaskIx(ix));
                names.tasks.add(id.as_str(), phase, TaskIx(ix));
                // "B.1" may name the task `1` of track B.
                names.tasks.add_alias(&format!("{}.{id}", track.id), phase, TaskIx(ix));
            }
        }
        names
    }

    /// The track that has the id `name`, seen from a phase. Takes O(log n) time.
    pub fn track(&self, phase: usize, name: &str) -> Option<TrackIx> {
        self.tracks.nearest(phase, name)
    }

    /// The track that has the title `name`, seen from a phase. Takes O(log n) time.
    pub fn title(&self, phase: usize, name: &str) -> Option<TrackIx> {
        self.titles.nearest(phase, name)
    }

    /// The task that has the id `name`, seen from a track of a phase: a task of that track comes first.
    /// Takes O(log n) time.
    pub fn task(&self, phase: usize, near: TrackIx, name: &str) -> Option<TaskIx> {
        self.own_tasks.within(near.0, name).or_else(|| self.tasks.nearest(phase, name))
    }
}

/// Things by key, each with its scope, in document order.
#[derive(Clone, Debug)]
struct Index<T> {
    exact: BTreeMap<String, Vec<(usize, T)>>,
    loose: BTreeMap<String, Vec<(usize, T)>>,
}

impl<T> Default for Index<T> {
    fn default() -> Self {
        Self { exact: BTreeMap::new(), loose: BTreeMap::new() }
    }
}

impl<T: Copy> Index<T> {
    fn add(&mut self, name: &str, scope: usize, value: T) {
        let key = key(name);
        if !key.is_empty() {
            self.loose.entry(without_leading_zeros(&key)).or_default().push((scope, value));
            self.exact.entry(key).or_default().push((scope, value));
        }
    }

    fn add_alias(&mut self, name: &str, scope: usize, value: T) {
        self.loose.entry(without_leading_zeros(&key(name))).or_default().push((scope, value));
    }

    /// The first thing of that name in the nearest scope that is not later, else in the first later one.
    fn nearest(&self, scope: usize, name: &str) -> Option<T> {
        let key = key(name);
        let found = self.exact.get(&key).or_else(|| self.loose.get(&without_leading_zeros(&key)))?;
        let until = found.partition_point(|(at, _)| *at <= scope);
        let nearest = if until == 0 { found.first()?.0 } else { found[until - 1].0 };
        first_of(found, nearest)
    }

    /// The first thing of that name in a scope.
    fn within(&self, scope: usize, name: &str) -> Option<T> {
        let key = key(name);
        let exact = self.exact.get(&key).and_then(|found| first_of(found, scope));
        exact.or_else(|| first_of(self.loose.get(&without_leading_zeros(&key))?, scope))
    }
}

fn first_of<T: Copy>(sorted: &[(usize, T)], scope: usize) -> Option<T> {
    let start = sorted.partition_point(|(at, _)| *at < scope);
    sorted.get(start).filter(|(at, _)| *at == scope).map(|(_, value)| *value)
}

/// `WS01.007` → `WS1.7`; `0` stays.
fn without_leading_zeros(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    let mut rest = key.chars().peekable();
    let mut in_number = false;
    while let Some(c) = rest.next() {
        let leading = c == '0' && !in_number && rest.peek().is_some_and(char::is_ascii_digit);
        if !leading {
            in_number = c.is_ascii_digit();
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leading_zeros() {
        for (key, expected) in
            [("WS01.007", "WS1.7"), ("0", "0"), ("00", "0"), ("100", "100"), ("A", "A"), ("1.0", "1.0")]
        {
            assert_eq!(without_leading_zeros(key), expected, "{key}");
        }
    }

    #[test]
    fn the_nearest_phase_counts() {
        let mut index = Index::default();
        for (phase, name, value) in [(1, "A", 'p'), (1, "a", 'q'), (3, "A", 'r'), (5, "A", 's'), (5, "02", 't')] {
            index.add(name, phase, value);
        }
        for (phase, expected) in [(0, 'p'), (1, 'p'), (2, 'p'), (3, 'r'), (4, 'r'), (9, 's')] {
            assert_eq!(index.nearest(phase, "A"), Some(expected), "from phase {phase}");
        }
        assert_eq!((index.within(5, "2"), index.within(4, "A")), (Some('t'), None));
        assert_eq!(index.nearest(0, "2"), Some('t'));
        assert_eq!(index.nearest(0, "3"), None);
        assert_eq!(index.nearest(0, ""), None);
    }
}
