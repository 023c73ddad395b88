use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Level};
use crate::facts::{Facts, Link, Node, Step, TrackIx};
use crate::rules::{Cx, words};

/// The most waits that are printed of one circle.
const MAX_WAITS: usize = 20;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let facts = cx.facts;
    let stuck = facts.work.cyclic_components();
    let mut reported: BTreeSet<TrackIx> = BTreeSet::new();
    if !stuck.is_empty() {
        let links = links(facts, |node| node);
        for component in &stuck {
            reported.extend(component.iter().map(|step| match Step::new(facts, *step) {
                Step::Begin(track) | Step::End(track) => track,
                Step::Task(task) => facts.track_of(Node::Task(task)),
            }));
            let cycle = facts.work.shortest_cycle(component);
            let waits = around(&cycle).filter_map(|(from, to)| {
                links.get(&(waiting(Step::new(facts, from))?, awaited(Step::new(facts, to))?)).copied()
            });
            report(cx, &waits.collect::<Vec<_>>(), "these can never begin, for they wait for each other")
                .help("drop one of these waits, or split a track so that what the others need comes first");
        }
    }
    let interleaved = facts.order.cyclic_components();
    let interleaved = interleaved.iter().filter(|tracks| !tracks.iter().any(|ix| reported.contains(&TrackIx(*ix))));
    let links = links(facts, |node| Node::Track(facts.track_of(node)));
    for component in interleaved {
        let cycle = facts.order.shortest_cycle(component);
        let track = |ix| Node::Track(TrackIx(ix));
        let waits = around(&cycle).filter_map(|(from, to)| links.get(&(track(from), track(to))).copied());
        report(cx, &waits.collect::<Vec<_>>(), "these tracks can be finished only together")
            .at_most(Level::Warning)
            .help("move these tasks into one track, or split a track where the other one goes on");
    }
}

fn report<'c>(cx: &'c mut Cx<'_>, waits: &[(&Link<'_>, Node)], what: &str) -> &'c mut Diagnostic {
    let facts = cx.facts;
    let mut told: Vec<String> = waits
        .iter()
        .map(|(link, to)| format!("{} waits for {}", words::name(facts, link.from), words::name(facts, *to)))
        .collect();
    let span = waits[0].0.dependency.span;
    let related: Vec<_> = waits
        .iter()
        .zip(&told)
        .skip(1)
        .take(MAX_WAITS - 1)
        .map(|((link, _), text)| (link.dependency.span, text.clone()))
        .collect();
    if told.len() > MAX_WAITS {
        let more = told.len() - MAX_WAITS;
        told.truncate(MAX_WAITS);
        told.push(format!("and {more} more until the circle closes"));
    }
    let finding = cx.report(span, format!("{what}: {}", told.join(", ")));
    for (span, text) in related {
        finding.related(span, format!("{text} here"));
    }
    finding
}

type Ends = (Node, Node);

/// The first link between two ends, by what the ends stand for.
fn links<'f>(facts: &'f Facts<'f>, stands_for: impl Fn(Node) -> Node) -> BTreeMap<Ends, (&'f Link<'f>, Node)> {
    let mut links = BTreeMap::new();
    for (link, to) in facts.hard_links() {
        links.entry((stands_for(link.from), stands_for(to))).or_insert((link, to));
    }
    links
}

fn around(cycle: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    let next = cycle.iter().cycle().skip(1);
    cycle.iter().copied().zip(next.copied())
}

/// The node on whose behalf a step waits; the end of a track waits for its own steps alone.
fn waiting(step: Step) -> Option<Node> {
    match step {
        Step::Begin(track) => Some(Node::Track(track)),
        Step::Task(task) => Some(Node::Task(task)),
        Step::End(_) => None,
    }
}

/// The node that is waited for; the begin of a track is waited for by its own steps alone.
fn awaited(step: Step) -> Option<Node> {
    match step {
        Step::End(track) => Some(Node::Track(track)),
        Step::Task(task) => Some(Node::Task(task)),
        Step::Begin(_) => None,
    }
}
