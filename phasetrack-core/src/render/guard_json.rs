//! A verdict for programs: one object, whatever was judged, and also where nothing was.

use super::guard::{Judgement, name};
use super::{escape_bytes, json, wire};
use crate::guard::{Ruling, Verdict};

/// Why there is nothing to judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unjudged {
    /// The branch is no track's.
    NoTrack,
    /// There is no plan.
    NoPlan,
}

/// One object with the verdict and all rulings. Where commits were judged by themselves too, each with its name and in
/// their order, it allows what all of them allow.
pub fn guard_json(whole: &Judgement<'_>, commits: Option<&[(String, Judgement<'_>)]>) -> String {
    let fact = whole.facts.tracks[whole.track.0];
    let number = whole.facts.plan.phases[fact.phase].number.as_ref();
    let allows = commits.into_iter().flatten().map(|(_, judgement)| judgement.verdict).all(Verdict::allows);
    let commit = |(name, judgement): &(String, Judgement<'_>)| wire::Commit {
        name: name.clone(),
        says: says(judgement.verdict.allows()),
        changes: judgement.changes,
        rulings: rulings(judgement),
    };
    json::text(serde_json::to_string_pretty(&wire::Judgement {
        version: json::VERSION,
        says: says(allows && whole.verdict.allows()),
        unjudged: None,
        track: Some(fact.track.id.to_string()),
        title: Some(fact.track.title.clone()),
        phase: number.map(ToString::to_string),
        base: Some(whole.base.to_owned()),
        changes: whole.changes,
        rulings: rulings(whole),
        commits: commits.map(|commits| commits.iter().map(commit).collect()),
    }))
}

/// The object where there is nothing to judge, and so everything is allowed.
pub fn unjudged_json(why: Unjudged) -> String {
    json::text(serde_json::to_string_pretty(&wire::Judgement {
        version: json::VERSION,
        says: says(true),
        unjudged: Some(match why {
            Unjudged::NoTrack => "no-track",
            Unjudged::NoPlan => "no-plan",
        }),
        track: None,
        title: None,
        phase: None,
        base: None,
        changes: 0,
        rulings: Vec::new(),
        commits: None,
    }))
}

fn says(allows: bool) -> &'static str {
    if allows { "allow" } else { "deny" }
}

fn rulings(judgement: &Judgement<'_>) -> Vec<wire::Ruling> {
    judgement.verdict.rulings.iter().map(|ruling| wire(judgement, ruling)).collect()
}

fn wire(judgement: &Judgement<'_>, ruling: &Ruling) -> wire::Ruling {
    let stake = ruling.stake.map(|at| &judgement.ownership.stakes[at]);
    let places = judgement.places;
    wire::Ruling {
        path: escape_bytes(&ruling.path),
        denied: ruling.denies,
        reason: name(&ruling.why),
        message: judgement.reason(ruling),
        owner: stake.and_then(|stake| stake.holder).map(|holder| judgement.facts.track(holder).id.to_string()),
        source: stake.map(|stake| places.source(judgement.span(stake.claim)).name().to_owned()),
        line: stake.map(|stake| places.start(judgement.span(stake.claim)).line),
        column: stake.map(|stake| places.start(judgement.span(stake.claim)).column),
        next: ruling.exception.is_none().then(|| judgement.next(ruling)),
        allowed_once: ruling.exception.as_ref().map(|exception| wire::Exception {
            by: exception.by.clone(),
            commit: exception.commit.clone(),
            reason: exception.reason.clone(),
        }),
    }
}
