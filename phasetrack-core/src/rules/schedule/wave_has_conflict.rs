use std::collections::BTreeMap;

use super::groups::{Placed, placed};
use crate::facts::{Meeting, Node, Timing, TrackIx};
use crate::model::GroupKind;
use crate::rules::{Cx, words};
use crate::schedule::{Conflict, needed};
use crate::text::Span;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let things = needed(cx.facts, &cx.settings.schedule);
    for phase in 0..cx.plan.phases.len() {
        for wave in placed(cx, phase, GroupKind::Wave) {
            let tracks = wave.tracks();
            for thing in &things {
                contend_for(cx, &wave, &tracks, thing);
            }
            edit_together(cx, &wave, &tracks);
        }
    }
}

/// Tracks of a wave that need the same thing alone.
fn contend_for(cx: &mut Cx<'_>, wave: &Placed<'_>, tracks: &BTreeMap<TrackIx, Span>, thing: &Conflict) {
    let facts = cx.facts;
    let mut left: Vec<TrackIx> = thing.tracks.iter().copied().filter(|track| tracks.contains_key(track)).collect();
    left.retain(|track| !facts.is_finished(*track));
    // A track and its parts are one worker's.
    let apart = |one: TrackIx, other: TrackIx| !facts.is_within(one, other) && !facts.is_within(other, one);
    let Some(&last) = left.last().filter(|&&last| left.iter().any(|&other| apart(last, other))) else { return };
    let names: Vec<String> = left.iter().map(|&track| words::name(facts, Node::Track(track))).collect();
    let they = words::list(names.iter().map(String::as_str));
    let all = if left.len() > 2 { "all" } else { "both" };
    let message = format!("{} has {they}, and {all} need {} alone", wave.label, thing.name);
    let id = words::name(facts, Node::Track(last));
    cx.report(cx.part(tracks[&last], &id), message).help("put all but one of them into later waves");
}

/// Tracks of a wave that edit the same file.
fn edit_together(cx: &mut Cx<'_>, wave: &Placed<'_>, tracks: &BTreeMap<TrackIx, Span>) {
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
