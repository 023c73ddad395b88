//! What follows from a plan, derived once: which names mean which track or task, who waits for whom, and which paths a
//! claim means.
//!
//! [`Facts::new`] numbers every track ([`TrackIx`]) and task ([`TaskIx`]), resolves every dependency to one of them
//! ([`Link`]), and builds two graphs. [`Facts::order`] has the tracks alone: a task that waits for another track makes
//! its whole track wait. [`Facts::work`] has every step: it holds a cycle only if the work can never be finished.

mod claims;
mod efforts;
mod names;
mod ownership;
mod standing;
mod timing;
mod work;

pub use claims::ClaimFact;
pub use efforts::Efforts;
pub use names::Names;
pub use ownership::{Clash, Meeting, Ownership, Right, Stake};
pub use standing::Standing;
pub use timing::Timing;
pub use work::Step;

use std::ops::Range;

use crate::graph::Graph;
use crate::model::{Dependency, Plan, Strength, Target, Task, Track};

/// Numbers the tracks of a plan, in the order of [`Plan::tracks`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TrackIx(pub usize);

/// Numbers the tasks of a plan, in the order of their tracks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TaskIx(pub usize);

/// A track or a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    /// A track.
    Track(TrackIx),
    /// A task.
    Task(TaskIx),
}

/// What a dependency's name turned out to mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A track or a task of the plan.
    Known(Node),
    /// Something outside the plan, said in free text.
    External,
    /// A name that nothing in the plan has.
    Unknown,
}

/// A dependency with both ends.
#[derive(Clone, Copy, Debug)]
pub struct Link<'p> {
    /// Who waits.
    pub from: Node,
    /// For what.
    pub to: Meaning,
    /// The statement.
    pub dependency: &'p Dependency,
}

/// A track with its place in the plan.
#[derive(Clone, Copy, Debug)]
pub struct TrackFact<'p> {
    /// The index of its phase in [`Plan::phases`].
    pub phase: usize,
    /// The track.
    pub track: &'p Track,
}

/// A task with its track.
#[derive(Clone, Copy, Debug)]
pub struct TaskFact<'p> {
    /// The track that lists it.
    pub track: TrackIx,
    /// The task.
    pub task: &'p Task,
}

/// Everything that is derived from a plan.
#[derive(Clone, Debug)]
pub struct Facts<'p> {
    /// The plan.
    pub plan: &'p Plan,
    /// All tracks; a [`TrackIx`] is an index into them.
    pub tracks: Vec<TrackFact<'p>>,
    /// All tasks; a [`TaskIx`] is an index into them.
    pub tasks: Vec<TaskFact<'p>>,
    /// All claims, those of tracks first.
    pub claims: Vec<ClaimFact<'p>>,
    /// The names of tracks and tasks.
    pub names: Names<'p>,
    /// Every dependency of every track and task, in document order of those who wait.
    pub links: Vec<Link<'p>>,
    /// An edge from a track to every other track that it, or one of its tasks, firmly waits for.
    pub order: Graph,
    /// Who firmly waits for whom, step by step; [`Step`] numbers its nodes.
    pub work: Graph,
}

impl<'p> Facts<'p> {
    /// Derives the facts. Takes O(n log n) time for n tracks, tasks and dependencies.
    pub fn new(plan: &'p Plan) -> Self {
        let tracks: Vec<_> = (0..)
            .zip(&plan.phases)
            .flat_map(|(phase, stated)| stated.tracks.iter().map(move |track| TrackFact { phase, track }))
            .collect();
        let tasks: Vec<_> = tracks
            .iter()
            .enumerate()
            .flat_map(|(ix, fact)| fact.track.tasks.iter().map(move |task| TaskFact { track: TrackIx(ix), task }))
            .collect();
        let names = Names::new(&tracks, &tasks);
        let mut facts = Self {
            plan,
            claims: claims::of(plan, &tracks, &names),
            tracks,
            tasks,
            names,
            links: Vec::new(),
            order: Graph::default(),
            work: Graph::default(),
        };
        facts.links = facts.find_links();
        facts.order = facts.find_order();
        facts.work = work::graph(&facts);
        facts
    }

    /// The track of a number that these facts gave out.
    pub fn track(&self, ix: TrackIx) -> &'p Track {
        self.tracks[ix.0].track
    }

    /// The task of a number that these facts gave out.
    pub fn task(&self, ix: TaskIx) -> &'p Task {
        self.tasks[ix.0].task
    }

    /// The numbers of a track's tasks, which follow one another.
    pub fn tasks_of(&self, track: TrackIx) -> Range<usize> {
        let before = |track: TrackIx| self.tasks.partition_point(|fact| fact.track < track);
        before(track)..before(TrackIx(track.0 + 1))
    }

    /// The track that a node is, or that lists it.
    pub fn track_of(&self, node: Node) -> TrackIx {
        match node {
            Node::Track(ix) => ix,
            Node::Task(ix) => self.tasks[ix.0].track,
        }
    }

    /// Whether nothing is left to do in a track: its tasks are ticked, or its state says so.
    pub fn is_finished(&self, track: TrackIx) -> bool {
        timing::is_finished(self.track(track))
    }

    /// Whom a name in a phase means that stands in no track: a track, or a task whose id no other track has.
    pub fn named(&self, phase: usize, target: &Target) -> Option<Node> {
        let track = |id: &str| self.names.track(phase, id).map(Node::Track);
        match target {
            Target::Track(id) => track(id.as_str()),
            Target::Task(id) => self.names.sole_task(phase, id.as_str()).map(Node::Task).or_else(|| track(id.as_str())),
            Target::External(_) => None,
        }
    }

    /// The firm dependencies between two tracks or tasks of the plan, with what is waited for.
    pub fn hard_links(&self) -> impl Iterator<Item = (&Link<'p>, Node)> {
        self.links.iter().filter(|link| link.dependency.strength == Strength::Hard).filter_map(|link| match link.to {
            Meaning::Known(node) => Some((link, node)),
            Meaning::External | Meaning::Unknown => None,
        })
    }

    /// A track, the track around it, and so on. A circle of parents is left in time.
    pub fn around(&self, track: TrackIx) -> impl Iterator<Item = TrackIx> + use<'_, 'p> {
        let parent = |ix: &TrackIx| {
            let fact = &self.tracks[ix.0];
            self.names.track(fact.phase, fact.track.parent.as_ref()?.as_str())
        };
        std::iter::successors(Some(track), parent).take(self.tracks.len())
    }

    /// Whether a track is another one or a part of it.
    pub fn is_within(&self, part: TrackIx, whole: TrackIx) -> bool {
        self.around(part).any(|track| track == whole)
    }

    fn find_links(&self) -> Vec<Link<'p>> {
        let of_tracks = (0..self.tracks.len()).map(|ix| {
            let track = TrackIx(ix);
            (Node::Track(track), track, &self.track(track).dependencies)
        });
        let of_tasks = (0..self.tasks.len()).map(|ix| {
            let task = TaskIx(ix);
            (Node::Task(task), self.tasks[ix].track, &self.task(task).dependencies)
        });
        let mut links: Vec<Link<'p>> = of_tracks
            .chain(of_tasks)
            .flat_map(|(from, track, dependencies)| dependencies.iter().map(move |d| (from, track, d)))
            .map(|(from, track, dependency)| {
                let to = self.meaning(track, &dependency.target);
                Link { from, to, dependency }
            })
            .collect();
        links.sort_by_key(|link| (self.track_of(link.from), link.from));
        links
    }

    fn meaning(&self, near: TrackIx, target: &Target) -> Meaning {
        let phase = self.tracks[near.0].phase;
        let found = match target {
            Target::Track(id) => self
                .names
                .track(phase, id.as_str())
                .map(Node::Track)
                .or_else(|| self.names.task(phase, near, id.as_str()).map(Node::Task))
                .or_else(|| self.names.title(phase, id.as_str()).map(Node::Track)),
            Target::Task(id) => self
                .names
                .task(phase, near, id.as_str())
                .map(Node::Task)
                .or_else(|| self.names.track(phase, id.as_str()).map(Node::Track)),
            Target::External(_) => return Meaning::External,
        };
        found.map_or(Meaning::Unknown, Meaning::Known)
    }

    fn find_order(&self) -> Graph {
        let edges = self
            .hard_links()
            .map(|(link, to)| (self.track_of(link.from), self.track_of(to)))
            .filter(|(from, to)| from != to)
            .map(|(from, to)| (from.0, to.0));
        Graph::new(self.tracks.len(), edges)
    }
}

#[cfg(test)]
mod tests;
