//! From a plan to a problem: its tracks or its tasks, with their effort, their order and the files they contend for.

use std::collections::{BTreeMap, BTreeSet};

use super::chains::join;
use super::contention::{Conflict, contended};
use super::{Problem, ProblemError, Resource};
use crate::facts::{Efforts, Facts, Node, Step, TaskIx, TrackIx};
use crate::graph::{Dag, Graph};

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
    /// Pieces without an estimate, if some have one.
    pub without: Vec<usize>,
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
        let mut wholes = vec![false; facts.tracks.len()];
        for whole in (0..facts.tracks.len()).filter_map(|part| parent(facts, part)) {
            wholes[whole] = true;
        }
        let (steps, order): (Vec<Step>, _) = match unit {
            Unit::Tracks => {
                let pieces: Vec<bool> = wholes.iter().map(|whole| !whole).collect();
                let (kept, order) = dissolve(&with_parts(facts), &pieces);
                (kept.into_iter().map(|ix| Step::End(TrackIx(ix))).collect(), order)
            }
            Unit::Tasks => {
                let steps: Vec<Step> = (0..facts.work.len()).map(|ix| Step::new(facts, ix)).collect();
                let pieces: Vec<bool> = steps.iter().map(|step| is_piece(facts, &wholes, unit, *step)).collect();
                let (kept, order) = dissolve(&steps_with_parts(facts), &pieces);
                (kept.into_iter().map(|at| steps[at]).collect(), order)
            }
        };
        let pieces: Vec<bool> = steps.iter().map(|step| is_piece(facts, &wholes, unit, *step)).collect();
        let efforts = Efforts::new(facts);
        let effort: Vec<Option<u64>> = steps.iter().map(|step| node(*step).and_then(|node| efforts.of(node))).collect();
        let lacks: Vec<bool> = effort.iter().zip(&pieces).map(|(effort, piece)| *piece && effort.is_none()).collect();
        let in_minutes = !lacks.contains(&true);
        let none = lacks == pieces;
        let duration = |(effort, piece): (&Option<u64>, &bool)| match (piece, in_minutes) {
            (false, _) => 0,
            (true, true) => effort.unwrap_or(0),
            (true, false) => 1,
        };
        let each: Vec<u64> = effort.iter().zip(&pieces).map(duration).collect();
        let alone = || ((0..steps.len()).map(|step| vec![step]).collect(), order.clone());
        let things = contended(facts, owners, conflicts);
        let mut needs = vec![Vec::new(); facts.tracks.len()];
        for (number, thing) in things.iter().enumerate() {
            for track in &thing.tracks {
                needs[track.0].push(number);
            }
        }
        let needs = |step: Step| needs[track_of(facts, step).0].as_slice();
        let alike = |one: usize, other: usize| needs(steps[one]) == needs(steps[other]);
        let (groups, order): (Vec<Vec<usize>>, _) = if chains { join(steps.len(), &order, alike) } else { alone() };
        let durations: Vec<u64> = groups.iter().map(|group| group.iter().map(|&step| each[step]).sum()).collect();
        let without = groups.iter().enumerate().filter(|(_, group)| !none && group.iter().any(|&step| lacks[step]));
        let without = without.map(|(group, _)| group).collect();
        let pieces: Vec<bool> = groups.iter().map(|group| group.iter().any(|&step| pieces[step])).collect();
        let steps: Vec<Vec<Step>> =
            groups.into_iter().map(|group| group.into_iter().map(|step| steps[step]).collect()).collect();
        let most = u32::try_from(durations.iter().filter(|duration| **duration > 0).count()).unwrap_or(u32::MAX);
        let mut resources = vec![Resource::workers(most.max(1), 0..steps.len())];
        let mut names = vec!["workers".to_owned()];
        let mut tasks = vec![Vec::new(); things.len()];
        for (task, steps) in steps.iter().enumerate() {
            // What stays together needs the same.
            for &thing in steps.first().map_or(&[][..], |step| needs(*step)) {
                tasks[thing].push(task);
            }
        }
        for (thing, tasks) in things.into_iter().zip(tasks) {
            resources.push(Resource { capacity: thing.capacity, ..Resource::exclusive(thing.role, tasks) });
            names.push(thing.name);
        }
        let shared = if in_minutes { shared(&efforts, &steps) } else { Vec::new() };
        let problem = Problem::new(durations, order, resources)?;
        Ok(Self { steps, pieces, problem, in_minutes, resources: names, without, shared })
    }

    /// The most pieces of which none waits for another, ascending.
    pub fn widest(&self) -> Vec<usize> {
        self.problem.dag().widest_antichain_among(|task| self.pieces[task])
    }

    /// The id of a task of the problem, as written; a task without an id has its title, a chain the ids of its ends.
    pub fn name(&self, facts: &Facts<'_>, task: usize) -> String {
        match self.members(facts, task).as_slice() {
            [first, .., last] => format!("{first}…{last}"),
            members => members.concat(),
        }
    }

    /// The ids of what a task of the problem is made of, in order.
    pub fn members(&self, facts: &Facts<'_>, task: usize) -> Vec<String> {
        let name = |step: &Step| match *step {
            Step::Begin(track) => format!("begin of {}", facts.track(track).id),
            Step::End(track) => facts.track(track).id.to_string(),
            Step::Task(task) => name(facts, task),
        };
        self.steps[task].iter().map(name).collect()
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

/// The track right around a track.
fn parent(facts: &Facts<'_>, track: usize) -> Option<usize> {
    facts.around(TrackIx(track)).nth(1).map(|parent| parent.0)
}

/// Whether a track lies in another one.
fn is_inside(facts: &Facts<'_>, part: usize, whole: usize) -> bool {
    part != whole && facts.is_within(TrackIx(part), TrackIx(whole))
}

/// The graph of single steps, where a track around others is done when they are, and they begin when it does.
fn steps_with_parts(facts: &Facts<'_>) -> Graph {
    let track = |number: usize| match Step::new(facts, number) {
        Step::Begin(track) | Step::End(track) => Some(track.0),
        Step::Task(_) => None,
    };
    // That a part waits for its whole, or the whole for its part, says nothing new.
    let is_own = |from: usize, to: usize| match (track(from), track(to)) {
        (Some(from), Some(to)) => is_inside(facts, from, to) || is_inside(facts, to, from),
        _ => false,
    };
    let stated = facts.work.edges().filter(|&(waiting, awaited)| !is_own(waiting, awaited));
    let parts = (0..facts.tracks.len()).filter_map(|part| Some((TrackIx(part), TrackIx(parent(facts, part)?))));
    let of_parts = parts.flat_map(|(part, whole)| {
        [(Step::End(whole), Step::End(part)), (Step::Begin(part), Step::Begin(whole))]
            .map(|(waiting, awaited)| (waiting.number(facts), awaited.number(facts)))
    });
    Graph::new(facts.work.len(), stated.chain(of_parts).collect::<Vec<_>>())
}

/// Who waits for whom among tracks, where a track around others is done when they are, and they wait for what it waits
/// for.
fn with_parts(facts: &Facts<'_>) -> Graph {
    // That a part waits for its whole, or the whole for its part, says nothing new.
    let stated = facts.order.edges().filter(|&(waiting, awaited)| !is_inside(facts, waiting, awaited));
    let mut edges: Vec<(usize, usize)> = stated.collect();
    for part in 0..facts.tracks.len() {
        for whole in facts.around(TrackIx(part)).map(|whole| whole.0).filter(|&whole| whole != part) {
            edges.push((whole, part));
            let outside = facts.order.successors(whole).filter(|&at| at != part && !is_inside(facts, at, whole));
            edges.extend(outside.filter(|&at| !is_inside(facts, part, at)).map(|awaited| (part, awaited)));
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
const MAX_DISSOLVED: usize = 256;

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

/// Whether somebody works on it: the begin and the end of a track with tasks or parts are points in time.
fn is_piece(facts: &Facts<'_>, wholes: &[bool], unit: Unit, step: Step) -> bool {
    match (unit, step) {
        (Unit::Tracks, _) | (Unit::Tasks, Step::Task(_)) => true,
        (Unit::Tasks, Step::Begin(_)) => false,
        (Unit::Tasks, Step::End(track)) => facts.track(track).tasks.is_empty() && !wholes[track.0],
    }
}

/// Whose work a step is.
fn node(step: Step) -> Option<Node> {
    match step {
        Step::Begin(_) => None,
        Step::End(track) => Some(Node::Track(track)),
        Step::Task(task) => Some(Node::Task(task)),
    }
}

/// The groups of steps that hold some of those with even shares of one figure, and not all.
fn shared(efforts: &Efforts<'_>, groups: &[Vec<Step>]) -> Vec<usize> {
    let mut place = BTreeMap::new();
    for (group, steps) in groups.iter().enumerate() {
        place.extend(steps.iter().filter_map(|step| node(*step)).map(|node| (node, group)));
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
