//! The graph of single steps: the begin and the end of every track, and every task.

use super::{Facts, Node, TaskIx, TrackIx};
use crate::graph::Graph;

/// A node of [`Facts::work`].
///
/// The end of a track waits for its tasks, these wait for its begin. Who waits for a track waits for its end; what a
/// track waits for, its begin waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Work on a track may begin.
    Begin(TrackIx),
    /// A track is done.
    End(TrackIx),
    /// A task is done.
    Task(TaskIx),
}

impl Step {
    /// The step of a node number of [`Facts::work`].
    pub fn new(facts: &Facts<'_>, number: usize) -> Self {
        let tracks = facts.tracks.len();
        match number.checked_sub(2 * tracks) {
            Some(task) => Self::Task(TaskIx(task)),
            None if number.is_multiple_of(2) => Self::Begin(TrackIx(number / 2)),
            None => Self::End(TrackIx(number / 2)),
        }
    }

    /// The node number of the step in [`Facts::work`].
    pub fn number(self, facts: &Facts<'_>) -> usize {
        match self {
            Self::Begin(track) => 2 * track.0,
            Self::End(track) => 2 * track.0 + 1,
            Self::Task(task) => 2 * facts.tracks.len() + task.0,
        }
    }
}

/// The step that waits on behalf of a node, and the step that others wait for.
pub(super) fn ends(node: Node) -> (Step, Step) {
    match node {
        Node::Track(track) => (Step::Begin(track), Step::End(track)),
        Node::Task(task) => (Step::Task(task), Step::Task(task)),
    }
}

pub(super) fn graph(facts: &Facts<'_>) -> Graph {
    let of_tracks = (0..facts.tracks.len()).map(|track| (Step::End(TrackIx(track)), Step::Begin(TrackIx(track))));
    let of_tasks = facts.tasks.iter().enumerate().flat_map(|(task, fact)| {
        let task = Step::Task(TaskIx(task));
        [(Step::End(fact.track), task), (task, Step::Begin(fact.track))]
    });
    let stated = facts
        .hard_links()
        .filter(|(link, to)| !is_own(facts, link.from, *to))
        .map(|(link, to)| (ends(link.from).0, ends(to).1));
    let edges: Vec<_> =
        of_tracks.chain(of_tasks).chain(stated).map(|(from, to)| (from.number(facts), to.number(facts))).collect();
    Graph::new(2 * facts.tracks.len() + facts.tasks.len(), edges)
}

/// A node's dependency on itself, and one between a track and its own task, say nothing about order.
fn is_own(facts: &Facts<'_>, from: Node, to: Node) -> bool {
    let between_tasks = matches!((from, to), (Node::Task(_), Node::Task(_)));
    from == to || (!between_tasks && facts.track_of(from) == facts.track_of(to))
}
