use std::collections::BTreeMap;

use super::groups::{Placed, placed, turns};
use crate::diagnostic::Level;
use crate::facts::Node;
use crate::model::GroupKind;
use crate::rules::{Cx, words};
use crate::text::Span;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    for phase in 0..cx.plan.phases.len() {
        for kind in [GroupKind::Wave, GroupKind::Time, GroupKind::Step] {
            let groups = placed(cx, phase, kind);
            check_groups(cx, &groups);
        }
        for turns in turns(cx, phase) {
            check_groups(cx, &turns);
        }
    }
}

fn check_groups(cx: &mut Cx<'_>, groups: &[Placed<'_>]) {
    // Where each track or task is named first; work may go on in later groups.
    let mut first: BTreeMap<Node, (usize, Span)> = BTreeMap::new();
    for (number, group) in groups.iter().enumerate() {
        for &(node, span) in &group.members {
            first.entry(node).or_insert((number, span));
        }
    }
    let facts = cx.facts;
    let find = |node: Node| {
        let own = first.get(&node).map(|found| (node, found));
        own.or_else(|| {
            let track = Node::Track(facts.track_of(node));
            first.get(&track).map(|found| (track, found))
        })
    };
    let mut told = Vec::new();
    for (link, to) in facts.hard_links() {
        let (Some((who, &(here, span))), Some((what, &(there, _)))) = (find(link.from), find(to)) else { continue };
        let within = facts.track_of(link.from) == facts.track_of(to);
        let too_early = here < there || (here == there && groups[here].kind == GroupKind::Wave);
        if within || !too_early || who == what || told.contains(&(who, what)) {
            continue;
        }
        told.push((who, what));
        let (label, other) = (groups[here].label, groups[there].label);
        let [from, on] = [who, what].map(|node| words::noun(facts, node));
        let message = match groups[here].kind {
            _ if here == there => format!("{from} is in {label} together with {on}, for which it waits"),
            GroupKind::Turn => format!("{from} comes before {on}, for which it waits, in the order of {label}"),
            _ => format!("{from} is in {label}, but {on}, for which it waits, is in {other}"),
        };
        let place = cx.part(span, &words::name(facts, who));
        let finding = cx.report(place, message);
        if here == there {
            // Work may still be done one after the other within a wave.
            finding.at_most(Level::Warning);
        }
        finding
            .help(format!("put {from} after {on}, or drop the dependency"))
            .related(link.dependency.span, "the dependency");
    }
}
