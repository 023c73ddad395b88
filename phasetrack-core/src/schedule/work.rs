//! From a plan to a problem: its tracks or its tasks, with their effort, their order and the files they contend for.

use std::collections::{BTreeMap, BTreeSet};

use super::chains::join;
use super::{Problem, ProblemError, Resource, Role};
use crate::facts::{Efforts, Facts, Meeting, Node, Ownership, Step, TaskIx, TrackFact, TrackIx};
use crate::graph::{Dag, Graph};
use crate::vocabulary::normalise;

/// What is given to a worker as one piece.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// Tracks.
    #[default]
    Tracks,
    /// Tasks; a track without tasks is one.
    Tasks,
}

/// How a plan is cut into pieces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pieces<'a> {
    /// What is one piece.
    pub unit: Unit,
    /// Everybody who is named as the first owner of a track works on one piece at a time, or on as many as is said here.
    pub owners: Option<&'a BTreeMap<String, u32>>,
    /// Pieces that only wait for each other, one after the other, stay together as one.
    pub chains: bool,
}

/// Tracks of which no two may be at work at once, and because of what.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conflict {
    /// What the thing is: [`Role::File`] for a path that all of them edit, [`Role::Other`] for what they need alone.
    pub role: Role,
    /// The path, or the name of the thing.
    pub name: String,
    /// The tracks, ascending.
    pub tracks: Vec<TrackIx>,
}

/// The conflicts that a plan states: for each file that several tracks edit, and for each thing that several need alone,
/// all of these as one group. Groups that lie in larger ones are left out.
///
/// Takes O(c·p) time for c clashes and p the time to look up a path.
pub fn conflicts(facts: &Facts<'_>, ownership: &Ownership<'_>) -> Vec<Conflict> {
    let mut found = of_files(ownership);
    found.extend(needed(facts));
    found
}

/// The things that several tracks of a plan say they need alone.
///
/// Takes O(n log n) time for n such statements.
pub fn needed(facts: &Facts<'_>) -> Vec<Conflict> {
    let mut needing: BTreeMap<String, (&str, Vec<TrackIx>)> = BTreeMap::new();
    for (ix, fact) in facts.tracks.iter().enumerate() {
        for thing in &fact.track.resources {
            needing.entry(normalise(&thing.value)).or_insert((&thing.value, Vec::new())).1.push(TrackIx(ix));
        }
    }
    let contended = needing.into_values().filter(|(_, tracks)| tracks.len() > 1);
    contended.map(|(name, tracks)| Conflict { role: Role::Other, name: name.to_owned(), tracks }).collect()
}

fn of_files(ownership: &Ownership<'_>) -> Vec<Conflict> {
    let mut groups: BTreeMap<BTreeSet<TrackIx>, String> = BTreeMap::new();
    let contends = |meeting| matches!(meeting, Meeting::Collision | Meeting::CreatedTwice | Meeting::TwoOwners);
    for clash in ownership.clashes.iter().filter(|clash| contends(clash.meeting)) {
        let [at, with] = [clash.at, clash.with].map(|stake| &ownership.stakes[stake].region);
        let Some(path) = at.overlap(with).path().map(<[u8]>::to_vec) else { continue };
        let stakes = ownership.of(&path);
        let editing = stakes.iter().map(|&stake| &ownership.stakes[stake]).filter(|stake| stake.right.edits());
        let tracks: BTreeSet<TrackIx> = editing.filter_map(|stake| stake.holder).collect();
        if tracks.len() > 1 {
            groups.entry(tracks).or_insert_with(|| String::from_utf8_lossy(&path).into_owned());
        }
    }
    let within = |tracks: &BTreeSet<TrackIx>| groups.keys().any(|other| other != tracks && tracks.is_subset(other));
    let largest = groups.iter().filter(|(tracks, _)| !within(tracks));
    let conflict = |(tracks, path): (&BTreeSet<TrackIx>, &String)| Conflict {
        role: Role::File,
        name: path.clone(),
        tracks: tracks.iter().copied().collect(),
    };
    largest.map(conflict).collect()
}

/// The pieces of a plan as a problem.
#[derive(Clone, Debug)]
pub struct Work {
    /// What each task of the problem is: one step of the plan, or those of a chain in their order.
    pub steps: Vec<Vec<Step>>,
    /// Which of them are pieces of work; the others are points in time.
    pub pieces: Vec<bool>,
    /// The problem, with as many workers as there are pieces.
    pub problem: Problem,
    /// Whether durations are minutes; else some effort is missing, and every piece takes one step.
    pub in_minutes: bool,
    /// What each resource of the problem is called.
    pub resources: Vec<String>,
    /// Tasks of the problem that are given an even share of a figure for several.
    pub shared: Vec<usize>,
}

impl Work {
    /// The pieces of a plan. An estimate that is a range counts with its upper end. If some piece has no estimate, every
    /// piece takes one step: hours and guesses are never added up.
    ///
    /// # Errors
    /// If pieces wait for each other in a circle.
    pub fn new(facts: &Facts<'_>, pieces: Pieces<'_>, conflicts: &[Conflict]) -> Result<Self, ProblemError> {
        let Pieces { unit, owners, chains } = pieces;
        let (steps, order): (Vec<Step>, _) = match unit {
            Unit::Tracks => {
                let parents = parents(facts);
                let mut pieces = vec![true; parents.len()];
                parents.iter().flatten().for_each(|&parent| pieces[parent] = false);
                let (kept, order) = dissolve(&with_parts(facts, &parents), &pieces);
                (kept.into_iter().map(|ix| Step::End(TrackIx(ix))).collect(), order)
            }
            Unit::Tasks => {
                let steps: Vec<Step> = (0..facts.work.len()).map(|ix| Step::new(facts, ix)).collect();
                let pieces: Vec<bool> = steps.iter().map(|step| is_piece(facts, unit, *step)).collect();
                let (kept, order) = dissolve(&facts.work, &pieces);
                (kept.into_iter().map(|at| steps[at]).collect(), order)
            }
        };
        let pieces: Vec<bool> = steps.iter().map(|step| is_piece(facts, unit, *step)).collect();
        let efforts = Efforts::new(facts);
        let effort: Vec<Option<u64>> = steps.iter().map(|step| effort(facts, &efforts, unit, *step)).collect();
        let in_minutes = effort.iter().zip(&pieces).all(|(effort, piece)| effort.is_some() || !piece);
        let duration = |(effort, piece): (&Option<u64>, &bool)| match (piece, in_minutes) {
            (false, _) => 0,
            (true, true) => effort.unwrap_or(0),
            (true, false) => 1,
        };
        let each: Vec<u64> = effort.iter().zip(&pieces).map(duration).collect();
        let alone = || ((0..steps.len()).map(|step| vec![step]).collect(), order.clone());
        let (groups, order): (Vec<Vec<usize>>, _) = if chains { join(steps.len(), &order) } else { alone() };
        let durations: Vec<u64> = groups.iter().map(|group| group.iter().map(|&step| each[step]).sum()).collect();
        let pieces: Vec<bool> = groups.iter().map(|group| group.iter().any(|&step| pieces[step])).collect();
        let steps: Vec<Vec<Step>> =
            groups.into_iter().map(|group| group.into_iter().map(|step| steps[step]).collect()).collect();
        let most = u32::try_from(durations.iter().filter(|duration| **duration > 0).count()).unwrap_or(u32::MAX);
        let mut resources = vec![Resource::workers(most.max(1), 0..steps.len())];
        let mut names = vec!["workers".to_owned()];
        let of_tracks = |tracks: &[TrackIx]| {
            let wanted = |step: &Step| tracks.binary_search(&track_of(facts, *step)).is_ok();
            (0..steps.len()).filter(|&at| steps[at].iter().any(wanted)).collect::<Vec<_>>()
        };
        for conflict in conflicts {
            resources.push(Resource::exclusive(conflict.role, of_tracks(&conflict.tracks)));
            names.push(conflict.name.clone());
        }
        for (owner, tracks) in owners.map(|_| tracks_by_owner(facts)).into_iter().flatten() {
            let capacity = owners.and_then(|counts| counts.get(&owner)).copied().unwrap_or(1);
            resources.push(Resource { capacity, ..Resource::exclusive(Role::Kind, of_tracks(&tracks)) });
            names.push(owner);
        }
        let shared = if in_minutes { shared(&efforts, &steps) } else { Vec::new() };
        let problem = Problem::new(durations, order, resources)?;
        Ok(Self { steps, pieces, problem, in_minutes, resources: names, shared })
    }

    /// The most pieces of which none waits for another, ascending.
    pub fn widest(&self) -> Vec<usize> {
        self.problem.dag().widest_antichain_among(|task| self.pieces[task])
    }

    /// The id of a task of the problem, as written; a task without an id has its title, a chain the ids of its ends.
    pub fn name(&self, facts: &Facts<'_>, task: usize) -> String {
        let name = |step: &Step| match *step {
            Step::Begin(track) => format!("begin of {}", facts.track(track).id),
            Step::End(track) => facts.track(track).id.to_string(),
            Step::Task(task) => name(facts, task),
        };
        match self.steps[task].as_slice() {
            [first, .., last] => format!("{}…{}", name(first), name(last)),
            steps => steps.iter().map(name).collect(),
        }
    }

    /// The title of a task of the problem; that of the first of a chain.
    pub fn title<'p>(&self, facts: &Facts<'p>, task: usize) -> &'p str {
        match self.steps[task][0] {
            Step::Begin(track) | Step::End(track) => &facts.track(track).title,
            Step::Task(task) => &facts.task(task).title,
        }
    }
}

fn name(facts: &Facts<'_>, task: TaskIx) -> String {
    let task = facts.task(task);
    task.id.as_ref().map_or_else(|| task.title.clone(), ToString::to_string)
}

/// The track around each track, if there is one.
fn parents(facts: &Facts<'_>) -> Vec<Option<usize>> {
    let parent = |fact: &TrackFact<'_>| facts.names.track(fact.phase, fact.track.parent.as_ref()?.as_str());
    facts.tracks.iter().map(|fact| parent(fact).map(|parent| parent.0)).collect()
}

/// Who waits for whom among tracks, where a track around others is done when they are, and they wait for what it waits
/// for.
fn with_parts(facts: &Facts<'_>, parents: &[Option<usize>]) -> Graph {
    let around = |track: usize| {
        std::iter::successors(parents[track], |&at| parents[at]).take(parents.len()).filter(move |&at| at != track)
    };
    // That a part waits for its whole, or the whole for its part, says nothing new.
    let is_inside = |part: usize, whole: usize| around(part).any(|at| at == whole);
    let stated = facts.order.edges().filter(|&(waiting, awaited)| !is_inside(waiting, awaited));
    let mut edges: Vec<(usize, usize)> = stated.collect();
    for part in 0..parents.len() {
        for whole in around(part) {
            edges.push((whole, part));
            let outside = facts.order.successors(whole).filter(|&at| at != part && !is_inside(at, whole));
            edges.extend(outside.filter(|&at| !is_inside(part, at)).map(|awaited| (part, awaited)));
        }
    }
    Graph::new(facts.tracks.len(), edges)
}

fn track_of(facts: &Facts<'_>, step: Step) -> TrackIx {
    match step {
        Step::Begin(track) | Step::End(track) => track,
        Step::Task(task) => facts.track_of(Node::Task(task)),
    }
}

/// The most edges that take the place of one point in time.
const MAX_DISSOLVED: usize = 10_000;

/// Takes points in time out of a graph of waits: what waits for one waits for what that waits for. A point that very many
/// wait for, and that waits for very many, stays. Gives the nodes that are left and, numbered anew, what comes before
/// what.
fn dissolve(graph: &Graph, pieces: &[bool]) -> (Vec<usize>, Vec<(usize, usize)>) {
    // What follows from other waits would pile up: the end of a track waits for its begin, and so for all before it.
    let reduced = Dag::new(graph).map(|dag| dag.transitive_reduction());
    let graph = reduced.as_ref().unwrap_or(graph);
    let set = |nodes: &mut dyn Iterator<Item = usize>| nodes.collect::<BTreeSet<usize>>();
    let mut awaited: Vec<BTreeSet<usize>> = (0..graph.len()).map(|node| set(&mut graph.successors(node))).collect();
    let mut waiting: Vec<BTreeSet<usize>> = (0..graph.len()).map(|node| set(&mut graph.predecessors(node))).collect();
    let mut kept = Vec::new();
    for node in 0..graph.len() {
        let is_circle = awaited[node].contains(&node);
        if pieces[node] || is_circle || awaited[node].len() * waiting[node].len() > MAX_DISSOLVED {
            kept.push(node);
            continue;
        }
        let (after, before) = (std::mem::take(&mut waiting[node]), std::mem::take(&mut awaited[node]));
        for &next in &after {
            awaited[next].remove(&node);
            awaited[next].extend(&before);
        }
        for &prior in &before {
            waiting[prior].remove(&node);
            waiting[prior].extend(&after);
        }
    }
    let mut numbers = vec![0; graph.len()];
    for (number, &node) in kept.iter().enumerate() {
        numbers[node] = number;
    }
    let edges = kept.iter().flat_map(|&node| awaited[node].iter().map(move |&prior| (prior, node)));
    let order = edges.map(|(before, after)| (numbers[before], numbers[after])).collect();
    (kept, order)
}

/// Whether somebody works on it: the begin and the end of a track with tasks are points in time.
fn is_piece(facts: &Facts<'_>, unit: Unit, step: Step) -> bool {
    match (unit, step) {
        (Unit::Tracks, _) | (Unit::Tasks, Step::Task(_)) => true,
        (Unit::Tasks, Step::Begin(_)) => false,
        (Unit::Tasks, Step::End(track)) => facts.track(track).tasks.is_empty(),
    }
}

/// The minutes that a plan gives a piece: those of a track itself, else those of its tasks if all have some.
fn effort(facts: &Facts<'_>, efforts: &Efforts, unit: Unit, step: Step) -> Option<u64> {
    match step {
        Step::Begin(_) => None,
        Step::End(track) => {
            let of_tasks = || facts.tasks_of(track).map(|task| efforts.of(Node::Task(TaskIx(task)))).sum();
            let has_tasks = unit == Unit::Tracks && !facts.track(track).tasks.is_empty();
            efforts.of(Node::Track(track)).or_else(|| if has_tasks { of_tasks() } else { None })
        }
        Step::Task(task) => efforts.of(Node::Task(task)),
    }
}

/// The groups of steps that hold some of those with even shares of one figure, and not all.
fn shared(efforts: &Efforts, groups: &[Vec<Step>]) -> Vec<usize> {
    let mut place = BTreeMap::new();
    for (group, steps) in groups.iter().enumerate() {
        let node = |step: &Step| match *step {
            Step::Begin(_) => None,
            Step::End(track) => Some(Node::Track(track)),
            Step::Task(task) => Some(Node::Task(task)),
        };
        place.extend(steps.iter().filter_map(node).map(|node| (node, group)));
    }
    let mut found = BTreeSet::new();
    for nodes in &efforts.shared {
        let groups: BTreeSet<usize> = nodes.iter().filter_map(|node| place.get(node).copied()).collect();
        if groups.len() > 1 {
            found.extend(groups);
        }
    }
    found.into_iter().collect()
}

/// The tracks of everybody who is named first as an owner, and has more than one.
fn tracks_by_owner(facts: &Facts<'_>) -> Vec<(String, Vec<TrackIx>)> {
    let mut owners: BTreeMap<String, Vec<TrackIx>> = BTreeMap::new();
    for (ix, fact) in facts.tracks.iter().enumerate() {
        if let Some(owner) = fact.track.owners.first() {
            owners.entry(owner.value.clone()).or_default().push(TrackIx(ix));
        }
    }
    owners.retain(|_, tracks| tracks.len() > 1);
    // By their first tracks, so that another name changes nothing.
    let mut owners: Vec<_> = owners.into_iter().collect();
    owners.sort_by_key(|(_, tracks)| tracks[0]);
    owners
}
