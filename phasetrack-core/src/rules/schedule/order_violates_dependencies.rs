use std::collections::{BTreeMap, BTreeSet};

use super::groups::{Placed, known, placed};
use crate::diagnostic::Level;
use crate::facts::{Facts, Link, Node, TaskIx};
use crate::model::{GroupKind, Turns};
use crate::rules::{Cx, words};
use crate::text::Span;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let waits = Waits::new(cx.facts);
    for phase in 0..cx.plan.phases.len() {
        for kind in [GroupKind::Wave, GroupKind::Time, GroupKind::Step] {
            let mut groups = placed(cx, phase, kind);
            sort(&mut groups);
            let members: Vec<_> = groups.iter().map(|group| group.members.as_slice()).collect();
            for found in violations(cx.facts, &waits, &members, kind == GroupKind::Wave) {
                tell_groups(cx, &groups, &found);
            }
        }
        for turns in &cx.plan.phases[phase].turns {
            let members: Vec<_> = turns.turns.iter().map(|turn| known(cx, phase, turn)).collect();
            let members: Vec<_> = members.iter().map(Vec::as_slice).collect();
            for found in violations(cx.facts, &waits, &members, false) {
                tell_turns(cx, turns, &found);
            }
        }
    }
}

/// By their numbers where all have one, whatever their order in the text.
fn sort(groups: &mut [Placed<'_>]) {
    let number = |label: &str| {
        let digits = label.find(|c: char| c.is_ascii_digit()).map(|at| &label[at..])?;
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        digits[..end].parse::<u64>().ok()
    };
    if groups.iter().all(|group| number(group.label).is_some()) {
        groups.sort_by_key(|group| number(group.label));
    }
}

/// The firm dependencies by who waits.
struct Waits<'f>(BTreeMap<Node, Vec<(&'f Link<'f>, Node)>>);

impl<'f> Waits<'f> {
    fn new(facts: &'f Facts<'f>) -> Self {
        let mut waits: BTreeMap<Node, Vec<(&Link<'_>, Node)>> = BTreeMap::new();
        for (link, to) in facts.hard_links() {
            waits.entry(link.from).or_default().push((link, to));
        }
        Self(waits)
    }

    /// Those of a track with its tasks, or of a task.
    fn of(&self, facts: &Facts<'_>, node: Node) -> impl Iterator<Item = (&'f Link<'f>, Node)> + use<'_, 'f> {
        let tasks = match node {
            Node::Track(track) => facts.tasks_of(track),
            Node::Task(_) => 0..0,
        };
        let tasks = tasks.map(|task| Node::Task(TaskIx(task)));
        std::iter::once(node).chain(tasks).filter_map(|node| self.0.get(&node)).flatten().copied()
    }
}

/// Somebody stands before one it waits for, or beside.
struct Violation<'f> {
    who: Node,
    what: Node,
    /// The numbers of their places.
    here: usize,
    there: usize,
    /// Where it is named.
    span: Span,
    link: &'f Link<'f>,
}

/// Who stands before what it waits for, where members of one place come before those of the next.
fn violations<'f>(
    facts: &Facts<'f>,
    waits: &Waits<'f>,
    places: &[&[(Node, Span)]],
    beside: bool,
) -> Vec<Violation<'f>> {
    // Where each track or task is named first; work may go on later.
    let mut first: BTreeMap<Node, (usize, Span)> = BTreeMap::new();
    for (number, place) in places.iter().enumerate() {
        for &(node, span) in *place {
            first.entry(node).or_insert((number, span));
        }
    }
    let find = |node: Node| {
        let own = first.get(&node).map(|found| (node, found));
        own.or_else(|| {
            let track = Node::Track(facts.track_of(node));
            first.get(&track).map(|found| (track, found))
        })
    };
    let (mut told, mut found) = (BTreeSet::new(), Vec::new());
    for (&who, &(here, span)) in &first {
        for (link, to) in waits.of(facts, who) {
            // A task with a place of its own is no part of its track here.
            let (Some((own, _)), Some((what, &(there, _)))) = (find(link.from), find(to)) else { continue };
            let within = facts.track_of(link.from) == facts.track_of(to);
            let too_early = here < there || (here == there && beside);
            if own == who && !within && too_early && who != what && told.insert((who, what)) {
                found.push(Violation { who, what, here, there, span, link });
            }
        }
    }
    found
}

fn tell_groups(cx: &mut Cx<'_>, groups: &[Placed<'_>], found: &Violation<'_>) {
    let facts = cx.facts;
    let label = |at: usize| {
        let group = &groups[at];
        if group.kind == GroupKind::Step { format!("step {}", group.label) } else { group.label.to_owned() }
    };
    let (here, there) = (label(found.here), label(found.there));
    let [from, on] = [found.who, found.what].map(|node| words::noun(facts, node));
    let message = if found.here == found.there {
        format!("{from} is in {here} together with {on}, for which it waits")
    } else {
        format!("{from} is in {here}, but {on}, for which it waits, is in {there}")
    };
    let place = cx.part(found.span, &words::name(facts, found.who));
    let finding = cx.report(place, message);
    if found.here == found.there {
        // Work may still be done one after the other within a wave.
        finding.at_most(Level::Warning);
    }
    finding
        .help(format!("put {from} into a later group than {on}, or drop the dependency"))
        .related(found.link.dependency.span, "the dependency");
}

fn tell_turns(cx: &mut Cx<'_>, turns: &Turns, found: &Violation<'_>) {
    let [from, on] = [found.who, found.what].map(|node| words::noun(cx.facts, node));
    let message = format!("{from} comes before {on}, for which it waits, in the order for `{}`", turns.worker);
    let place = cx.part(turns.span, &words::name(cx.facts, found.who));
    cx.report(place, message)
        .help(format!("put {from} after {on}, or drop the dependency"))
        .related(found.link.dependency.span, "the dependency");
}
