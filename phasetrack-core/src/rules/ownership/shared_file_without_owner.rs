use std::collections::BTreeMap;

use super::clashes;
use crate::facts::Right;
use crate::rules::{Cx, words};

/// The most places that are named beside the first.
const MAX_RELATED: usize = 8;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let (facts, stakes) = (cx.facts, &cx.ownership.stakes);
    let mut shared: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for at in cx.ownership.unsettled.iter().filter(|at| stakes[**at].right == Right::Share) {
        shared.entry(&clashes::claim(cx, *at).pattern.value).or_default().push(*at);
    }
    for (pattern, sharers) in shared {
        let names = sharers.iter().filter_map(|at| stakes[*at].holder).map(|ix| facts.track(ix).id.as_str());
        let names: Vec<_> = names.collect();
        let by = match names.as_slice() {
            [] => String::new(),
            [one] => format!(" by track `{one}`"),
            _ => format!(" by tracks {}", words::list(names.iter().copied())),
        };
        let owner = names.first().copied().or_else(|| cx.plan.tracks().next().map(|track| track.id.as_str()));
        let id = owner.unwrap_or("A");
        let help = format!(
            "let one edit it while the others ask: list it among the files of track `{id}`, or name the owner here: {}",
            clashes::designation(pattern, id)
        );
        let places: Vec<_> = sharers.iter().map(|at| clashes::claim(cx, *at).pattern.span).collect();
        let finding = cx.report(places[0], format!("`{pattern}` is shared{by}, and nobody owns it")).help(help);
        for place in places.into_iter().skip(1).take(MAX_RELATED) {
            finding.related(place, "shared here too");
        }
    }
}
