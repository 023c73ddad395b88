use std::collections::BTreeMap;

use super::clashes;
use crate::facts::Right;
use crate::rules::{Cx, words};

/// The most places that are named beside the first.
const MAX_RELATED: usize = 8;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let facts = cx.facts;
    let mut shared: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for at in facts.ownership.unsettled.iter().filter(|at| clashes::stake(facts, **at).right == Right::Share) {
        shared.entry(clashes::pattern(facts, *at)).or_default().push(*at);
    }
    for (pattern, stakes) in shared {
        let mut tracks: Vec<_> = stakes.iter().filter_map(|at| clashes::stake(facts, *at).holder).collect();
        tracks.dedup();
        let names: Vec<_> = tracks.iter().map(|track| facts.track(*track).id.as_str()).collect();
        let (by, example) = match names.as_slice() {
            [] => (String::new(), cx.plan.tracks().next().map_or("A", |track| track.id.as_str())),
            [one] => (format!(" with track `{one}`"), *one),
            [first, ..] => (format!(" by tracks {}", words::list(names.iter().copied())), *first),
        };
        let finding = cx
            .report(clashes::span(facts, stakes[0]), format!("`{pattern}` is shared{by}, and nobody owns it"))
            .help(format!("name the one who edits it while the others ask: `{pattern}` (owner: Track {example})"));
        for at in stakes.iter().skip(1).take(MAX_RELATED) {
            finding.related(clashes::span(facts, *at), "shared here too");
        }
    }
}
