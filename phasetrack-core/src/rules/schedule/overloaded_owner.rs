use std::collections::BTreeMap;

use super::groups::placed;
use crate::model::GroupKind;
use crate::rules::{Cx, words};
use crate::text::Span;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let facts = cx.facts;
    for phase in 0..cx.plan.phases.len() {
        for wave in placed(cx, phase, GroupKind::Wave) {
            let mut tracks_of: BTreeMap<&str, Vec<(&str, Span)>> = BTreeMap::new();
            for (track, span) in wave.tracks() {
                // A second owner is a second pair of hands.
                let [owner] = facts.track(track).owners.as_slice() else { continue };
                tracks_of.entry(&owner.value).or_default().push((facts.track(track).id.as_str(), span));
            }
            for (owner, tracks) in tracks_of.into_iter().filter(|(_, tracks)| tracks.len() > 1) {
                let names = words::list(tracks.iter().map(|(id, _)| *id));
                let &(last, span) = tracks.last().expect("an owner is listed with a track");
                let message =
                    format!("{owner} has {} of {} to do: {names}", words::count(tracks.len(), "track"), wave.label);
                cx.report(cx.part(span, last), message)
                    .help("give one of them to somebody else, or move it to another wave; `phasetrack schedule --owners` does");
            }
        }
    }
}
