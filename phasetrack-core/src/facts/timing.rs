//! Which tracks can be at work at once.

use std::collections::BTreeMap;

use super::{Facts, Step, TaskIx, TrackIx};
use crate::model::Track;

/// How the work of two tracks lies in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Timing {
    /// Nothing keeps the two from being at work at once.
    AtOnce,
    /// One waits for the other, directly or through others.
    InOrder,
    /// They belong to different phases of one document, which follow one another.
    OtherPhase,
    /// One of them is finished.
    Finished,
    /// One is a part of the other.
    Part,
}

/// The states of a finished track, without marks and in lower case.
const FINISHED: &[&str] = &[
    "complete",
    "completed",
    "done",
    "finished",
    "merged",
    "shipped",
    "已完成",
    "完了",
    "완료",
    "completado",
    "concluído",
];

/// Whether nothing is left to do in a track: it has tasks and all of them are ticked, or its state says just that and no
/// task is open. "Complete by Friday" says something else, and so does "100 % test coverage".
pub(super) fn is_finished(track: &Track) -> bool {
    if track.tasks.iter().any(|task| task.done == Some(false)) {
        return false;
    }
    let all_ticked = !track.tasks.is_empty() && track.tasks.iter().all(|task| task.done == Some(true));
    let is_mark = |c: char| !c.is_alphanumeric();
    let state = track.status.as_ref().map(|status| status.value.trim_matches(is_mark).to_lowercase());
    all_ticked || state.is_some_and(|state| FINISHED.contains(&state.as_str()))
}

/// The most tasks of two tracks that are compared one by one.
const MAX_TASKS: usize = 64;

/// Answers how two tracks lie in time; remembers what it found out.
pub(super) struct Timings<'f> {
    facts: &'f Facts<'f>,
    /// What a step waits for, through any number of others; by its number in [`Facts::work`].
    awaited: BTreeMap<usize, Vec<bool>>,
}

impl<'f> Timings<'f> {
    pub(super) fn new(facts: &'f Facts<'f>) -> Self {
        Self { facts, awaited: BTreeMap::new() }
    }

    /// How two different tracks lie in time. Takes O(n + m) time once per track, or task, for n steps and m dependencies.
    pub(super) fn of(&mut self, a: TrackIx, b: TrackIx) -> Timing {
        let facts = self.facts;
        if facts.is_within(a, b) || facts.is_within(b, a) {
            return Timing::Part;
        }
        let phase = |ix: TrackIx| &facts.plan.phases[facts.tracks[ix.0].phase];
        if is_finished(facts.track(a)) || is_finished(facts.track(b)) {
            Timing::Finished
        } else if self.follows(a, b) || self.follows(b, a) {
            Timing::InOrder
        } else if phase(a).source == phase(b).source && phase(a).span != phase(b).span {
            Timing::OtherPhase
        } else {
            Timing::AtOnce
        }
    }

    /// Whether nothing of a track can begin before all of another is done. That one task waits for one of the other's
    /// is not enough: the rest of both can be at work at once.
    fn follows(&mut self, later: TrackIx, earlier: TrackIx) -> bool {
        let begins: Vec<_> = self.facts.around(later).map(Step::Begin).collect();
        let ends: Vec<_> = self.facts.around(earlier).map(Step::End).collect();
        if begins.iter().any(|begin| ends.iter().any(|end| self.waits(*begin, *end))) {
            return true;
        }
        let (later, earlier) = (self.facts.tasks_of(later), self.facts.tasks_of(earlier));
        let few = 1..=MAX_TASKS;
        let task = |ix| Step::Task(TaskIx(ix));
        few.contains(&later.len())
            && few.contains(&earlier.len())
            && later.into_iter().all(|ix| earlier.clone().all(|before| self.waits(task(ix), task(before))))
    }

    /// Whether a step waits for another.
    fn waits(&mut self, step: Step, other: Step) -> bool {
        let (graph, start) = (&self.facts.work, step.number(self.facts));
        let awaited = self.awaited.entry(start).or_insert_with(|| {
            let mut seen = vec![false; graph.len()];
            let mut next = vec![start];
            while let Some(node) = next.pop() {
                next.extend(graph.successors(node).filter(|other| !std::mem::replace(&mut seen[*other], true)));
            }
            seen
        });
        awaited[other.number(self.facts)]
    }
}
