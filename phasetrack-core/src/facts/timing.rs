//! Which tracks can be at work at once.

use std::collections::BTreeMap;

use super::{Facts, TrackIx};
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

/// Words with which the state of a finished track begins.
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

/// Whether nothing is left to do in a track: its state says so, or 100 %, or all of its tasks are ticked.
pub(super) fn is_finished(track: &Track) -> bool {
    let state = track.status.as_ref().map(|status| status.value.trim_start_matches(|c: char| !c.is_alphanumeric()));
    let first = state.and_then(|state| state.split(|c: char| !c.is_alphanumeric()).next()).unwrap_or_default();
    FINISHED.contains(&first.to_lowercase().as_str())
        || track.percent.as_ref().is_some_and(|percent| percent.value == 100)
        || (!track.tasks.is_empty() && track.tasks.iter().all(|task| task.done == Some(true)))
}

/// A track, the track around it, and so on. A circle of parents is left in time.
pub(super) fn around<'f, 'p>(facts: &'f Facts<'p>, track: TrackIx) -> impl Iterator<Item = TrackIx> + use<'f, 'p> {
    let parent = |ix: &TrackIx| {
        let fact = &facts.tracks[ix.0];
        facts.names.track(fact.phase, fact.track.parent.as_ref()?.as_str())
    };
    std::iter::successors(Some(track), parent).take(facts.tracks.len())
}

/// Answers how two tracks lie in time; remembers what it found out.
pub(super) struct Timings<'f> {
    facts: &'f Facts<'f>,
    /// Whom a track waits for, through any number of others; by the track.
    awaited: BTreeMap<TrackIx, Vec<bool>>,
}

impl<'f> Timings<'f> {
    pub(super) fn new(facts: &'f Facts<'f>) -> Self {
        Self { facts, awaited: BTreeMap::new() }
    }

    /// How two different tracks lie in time. Takes O(n + m) time once per track for n tracks and m dependencies.
    pub(super) fn of(&mut self, a: TrackIx, b: TrackIx) -> Timing {
        let facts = self.facts;
        if facts.is_within(a, b) || facts.is_within(b, a) {
            return Timing::Part;
        }
        let phase = |ix: TrackIx| &facts.plan.phases[facts.tracks[ix.0].phase];
        if is_finished(facts.track(a)) || is_finished(facts.track(b)) {
            Timing::Finished
        } else if self.waits_for(a, b) || self.waits_for(b, a) {
            Timing::InOrder
        } else if phase(a).source == phase(b).source && phase(a).span != phase(b).span {
            Timing::OtherPhase
        } else {
            Timing::AtOnce
        }
    }

    /// Whether a track, or one around it, waits for another, or for one around that.
    fn waits_for(&mut self, from: TrackIx, to: TrackIx) -> bool {
        let goals: Vec<_> = around(self.facts, to).collect();
        let waiting: Vec<_> = around(self.facts, from).collect();
        waiting.into_iter().any(|track| {
            let awaited = self.awaited(track);
            goals.iter().any(|goal| awaited[goal.0])
        })
    }

    fn awaited(&mut self, track: TrackIx) -> &[bool] {
        let graph = &self.facts.order;
        self.awaited.entry(track).or_insert_with(|| {
            let mut seen = vec![false; graph.len()];
            let mut next = vec![track.0];
            while let Some(node) = next.pop() {
                next.extend(graph.successors(node).filter(|other| !std::mem::replace(&mut seen[*other], true)));
            }
            seen
        })
    }
}
