use super::groups::placed;
use crate::facts::{Meeting, Node, Timing, TrackIx};
use crate::model::GroupKind;
use crate::rules::{Cx, words};
use crate::schedule::{Conflict, needed};

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let things: Vec<Conflict> = needed(cx.facts);
    for phase in 0..cx.plan.phases.len() {
        for wave in placed(cx, phase, GroupKind::Wave) {
            let tracks = wave.tracks();
            for thing in &things {
                let [first, .., last] =
                    thing.tracks.iter().filter(|track| tracks.contains_key(track)).collect::<Vec<_>>()[..]
                else {
                    continue;
                };
                let id = words::name(cx.facts, Node::Track(*last));
                let [a, b] = [first, last].map(|track| words::noun(cx.facts, Node::Track(*track)));
                let message = format!("{} has {a} and {b}, and both need {} alone", wave.label, thing.name);
                cx.report(cx.part(tracks[last], &id), message).help("put one of them into a later wave");
            }
            let mut told: Vec<(TrackIx, TrackIx)> = Vec::new();
            for at in 0..cx.ownership.clashes.len() {
                let clash = cx.ownership.clashes[at];
                let [one, other] = [clash.at, clash.with].map(|stake| &cx.ownership.stakes[stake]);
                let (Some(a), Some(b)) = (one.holder, other.holder) else { continue };
                let contend = matches!(clash.meeting, Meeting::Collision | Meeting::CreatedTwice | Meeting::TwoOwners);
                let apart = matches!(clash.timing, Timing::Part | Timing::Finished);
                let pair = (a.min(b), a.max(b));
                let (Some(_), Some(&place)) = (tracks.get(&pair.0), tracks.get(&pair.1)) else { continue };
                if !contend || apart || told.contains(&pair) {
                    continue;
                }
                told.push(pair);
                let region = one.region.overlap(&other.region);
                let path = region.path().map(|path| String::from_utf8_lossy(path).into_owned()).unwrap_or_default();
                let [a, b] = [pair.0, pair.1].map(|track| words::noun(cx.facts, Node::Track(track)));
                let claims = [clash.at, clash.with].map(|stake| {
                    let claim = &cx.facts.claims[cx.ownership.stakes[stake].claim];
                    (claim.claim.pattern.span, format!("claimed by {}", words::claimant(cx.facts, claim)))
                });
                let id = words::name(cx.facts, Node::Track(pair.1));
                let message = format!("{} has {a} and {b}, and both edit `{path}`", wave.label);
                let finding = cx.report(cx.part(place, &id), message);
                finding.help("put one of them into a later wave, or give the file to one of them");
                for (span, text) in claims {
                    finding.related(span, text);
                }
            }
        }
    }
}
