//! Which track or task a name means.

use std::sync::OnceLock;

use super::{TaskFact, TaskIx, TrackFact, TrackIx};
use crate::id::key;

/// The names of all tracks and tasks, by their spelling-independent form.
///
/// A name is looked for in its own phase first, then in the phases before, nearest first, then in those after. Within
/// a phase the first definition counts. `1` means `01` when nothing is called `1`.
///
/// The names of a kind are put in order when the first one is asked for: few plans refer to titles or tasks at all.
#[derive(Clone, Debug)]
pub struct Names<'p> {
    tracks: Vec<TrackFact<'p>>,
    tasks: Vec<TaskFact<'p>>,
    by_id: OnceLock<Index<TrackIx>>,
    by_title: OnceLock<Index<TrackIx>>,
    by_task: OnceLock<Index<TaskIx>>,
    /// The same tasks; their scope is the track instead of the phase.
    by_own_task: OnceLock<Index<TaskIx>>,
}

impl<'p> Names<'p> {
    pub(super) fn new(tracks: &[TrackFact<'p>], tasks: &[TaskFact<'p>]) -> Self {
        Self {
            tracks: tracks.to_vec(),
            tasks: tasks.to_vec(),
            by_id: OnceLock::new(),
            by_title: OnceLock::new(),
            by_task: OnceLock::new(),
            by_own_task: OnceLock::new(),
        }
    }

    /// The track that has the id `name`, seen from a phase. Takes O(log n) time once the ids are in order.
    pub fn track(&self, phase: usize, name: &str) -> Option<TrackIx> {
        let ids = || self.tracks().map(|(ix, fact)| (fact.track.id.key().to_owned(), fact.phase, ix));
        first(self.by_id.get_or_init(|| Index::new(ids(), [])).nearest(phase, name))
    }

    /// The track that has the title `name`, seen from a phase. Takes O(log n) time once the titles are in order.
    pub fn title(&self, phase: usize, name: &str) -> Option<TrackIx> {
        let titles = || self.tracks().map(|(ix, fact)| (key(&fact.track.title), fact.phase, ix));
        first(self.by_title.get_or_init(|| Index::new(titles(), [])).nearest(phase, name))
    }

    /// The task that has the id `name`, seen from a track of a phase: a task of that track comes first.
    /// Takes O(log n) time once the ids are in order.
    pub fn task(&self, phase: usize, near: TrackIx, name: &str) -> Option<TaskIx> {
        let own = || self.task_ids().map(|(ix, track, key)| (key.to_owned(), track.0, ix));
        let own = first(self.by_own_task.get_or_init(|| Index::new(own(), [])).within(near.0, name));
        own.or_else(|| first(self.tasks_named(phase, name)))
    }

    /// The task that has the id `name`, seen from a phase and from none of its tracks; none where tracks share the id.
    /// Takes O(log n) time once the ids are in order.
    pub fn sole_task(&self, phase: usize, name: &str) -> Option<TaskIx> {
        let found = self.tasks_named(phase, name);
        let track = |entry: &Entry<TaskIx>| self.tasks[entry.2.0].track;
        first(found).filter(|_| found.windows(2).all(|two| track(&two[0]) == track(&two[1])))
    }

    /// All tasks that have an id in the nearest phase that has it.
    fn tasks_named(&self, phase: usize, name: &str) -> &[Entry<TaskIx>] {
        let all = || self.task_ids().map(|(ix, track, key)| (key.to_owned(), self.tracks[track.0].phase, ix));
        // "B.1" may name the task `1` of track B.
        let dotted = || {
            self.task_ids().map(|(ix, track, id)| {
                let TrackFact { phase, track } = self.tracks[track.0];
                (key(&format!("{}.{id}", track.id)), phase, ix)
            })
        };
        self.by_task.get_or_init(|| Index::new(all(), dotted())).nearest(phase, name)
    }

    fn tracks(&self) -> impl Iterator<Item = (TrackIx, TrackFact<'p>)> + use<'_, 'p> {
        self.tracks.iter().enumerate().map(|(ix, fact)| (TrackIx(ix), *fact))
    }

    fn task_ids(&self) -> impl Iterator<Item = (TaskIx, TrackIx, &'p str)> + use<'_, 'p> {
        let tasks = self.tasks.iter().enumerate();
        tasks.filter_map(|(ix, fact)| Some((TaskIx(ix), fact.track, fact.task.id.as_ref()?.key())))
    }
}

/// A key, the scope in which it is a name, and the thing of that name.
type Entry<T> = (String, usize, T);

/// Things by key and scope; those of one key and scope in document order.
#[derive(Clone, Debug)]
struct Index<T> {
    exact: Vec<Entry<T>>,
    /// By keys without leading zeros.
    loose: Vec<Entry<T>>,
}

impl<T: Copy + Ord> Index<T> {
    /// Takes names in document order. Aliases are found only when nothing has the name itself.
    fn new(names: impl Iterator<Item = Entry<T>>, aliases: impl IntoIterator<Item = Entry<T>>) -> Self {
        let mut exact: Vec<_> = names.filter(|(key, ..)| !key.is_empty()).collect();
        let all = exact.iter().cloned().chain(aliases);
        let mut loose: Vec<_> = all.map(|(key, scope, value)| (without_leading_zeros(&key), scope, value)).collect();
        for entries in [&mut exact, &mut loose] {
            entries.sort_unstable();
        }
        Self { exact, loose }
    }

    /// The things of that name in the nearest scope that is not later, else in the first later one.
    fn nearest(&self, scope: usize, name: &str) -> &[Entry<T>] {
        self.find(name, |found| {
            let until = found.partition_point(|(_, at, _)| *at <= scope);
            let nearest = found.get(until.saturating_sub(1)).map_or(scope, |(_, at, _)| *at);
            of_scope(found, nearest)
        })
    }

    /// The things of that name in a scope.
    fn within(&self, scope: usize, name: &str) -> &[Entry<T>] {
        self.find(name, |found| of_scope(found, scope))
    }

    fn find(&self, name: &str, choose: impl Fn(&[Entry<T>]) -> &[Entry<T>]) -> &[Entry<T>] {
        let key = key(name);
        let exact = choose(of_key(&self.exact, &key));
        if exact.is_empty() { choose(of_key(&self.loose, &without_leading_zeros(&key))) } else { exact }
    }
}

/// The entries of a key.
fn of_key<'e, T>(sorted: &'e [Entry<T>], key: &str) -> &'e [Entry<T>] {
    let start = sorted.partition_point(|(known, ..)| known.as_str() < key);
    let len = sorted[start..].partition_point(|(known, ..)| known == key);
    &sorted[start..start + len]
}

/// The entries of a scope, of those of one key.
fn of_scope<T>(sorted: &[Entry<T>], scope: usize) -> &[Entry<T>] {
    let start = sorted.partition_point(|(_, at, _)| *at < scope);
    let len = sorted[start..].partition_point(|(_, at, _)| *at == scope);
    &sorted[start..start + len]
}

fn first<T: Copy>(entries: &[Entry<T>]) -> Option<T> {
    entries.first().map(|(_, _, value)| *value)
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
        let entries = [(1, "A", 'p'), (1, "A", 'q'), (3, "A", 'r'), (5, "A", 's'), (5, "02", 't')];
        let index = Index::new(entries.into_iter().map(|(phase, key, value)| (key.to_owned(), phase, value)), []);
        for (phase, expected) in [(0, 'p'), (1, 'p'), (2, 'p'), (3, 'r'), (4, 'r'), (9, 's')] {
            assert_eq!(first(index.nearest(phase, "a")), Some(expected), "from phase {phase}");
        }
        assert_eq!((first(index.within(5, "2")), first(index.within(4, "A"))), (Some('t'), None));
        assert_eq!(first(index.nearest(0, "2")), Some('t'));
        assert_eq!(first(index.nearest(0, "3")), None);
        assert_eq!(first(index.nearest(0, "")), None);
        assert_eq!(index.nearest(2, "a").len(), 2);
    }
}
