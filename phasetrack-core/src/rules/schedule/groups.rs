//! Waves, weeks and steps with the tracks in them.

use std::collections::BTreeMap;

use crate::facts::{Node, TrackIx};
use crate::model::{Dependency, GroupKind};
use crate::rules::Cx;
use crate::text::Span;

/// One wave, week or step, everything that is said of it taken together.
pub(super) struct Placed<'a> {
    pub(super) kind: GroupKind,
    pub(super) label: &'a str,
    /// Where it is said first.
    pub(super) span: Span,
    /// What it names, with the place.
    pub(super) members: Vec<(Node, Span)>,
}

impl Placed<'_> {
    /// The tracks it names, each once, in the order of their numbers.
    pub(super) fn tracks(&self) -> BTreeMap<TrackIx, Span> {
        let tracks = self.members.iter().filter_map(|(node, span)| match node {
            Node::Track(ix) => Some((*ix, *span)),
            Node::Task(_) => None,
        });
        // The first place counts.
        tracks.rev().collect()
    }
}

/// The groups of one kind in a phase, in the order in which they are first named. Two of the same label are one.
pub(super) fn placed<'a>(cx: &Cx<'a>, phase: usize, kind: GroupKind) -> Vec<Placed<'a>> {
    let mut groups: Vec<Placed<'a>> = Vec::new();
    let plan: &'a _ = cx.plan;
    for group in plan.phases[phase].groups.iter().filter(|group| group.kind == kind) {
        let members = known(cx, phase, &group.members);
        match groups.iter_mut().find(|known| known.label == group.label) {
            Some(known) => known.members.extend(members),
            None => groups.push(Placed { kind, label: &group.label, span: group.span, members }),
        }
    }
    groups
}

/// Those of the members that are in the plan.
pub(super) fn known(cx: &Cx<'_>, phase: usize, members: &[Dependency]) -> Vec<(Node, Span)> {
    members.iter().filter_map(|member| Some((cx.facts.named(phase, &member.target)?, member.span))).collect()
}
