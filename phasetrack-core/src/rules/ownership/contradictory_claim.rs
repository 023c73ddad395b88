use std::ptr;

use super::clashes;
use crate::diagnostic::Level;
use crate::facts::Right;
use crate::glob::Pattern;
use crate::model::ClaimKind;
use crate::rules::Cx;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    taken_away(cx);
    made_and_changed(cx);
}

/// What a track must not touch takes all of a claim away.
fn taken_away(cx: &mut Cx<'_>) {
    let ownership = cx.ownership;
    for (at, stake) in ownership.stakes.iter().enumerate().filter(|(_, stake)| stake.right != Right::KeepOff) {
        let Some(holder) = stake.holder else { continue };
        let takes_all = |exclude: &&&Pattern| exclude.contains(stake.region.include) == Some(true);
        let takers: Vec<&&Pattern> = stake.region.exclude.iter().filter(takes_all).collect();
        if takers.is_empty() {
            continue;
        }
        let claim = clashes::claim(cx, at);
        let (pattern, who) = (&claim.pattern.value, clashes::track(cx, holder));
        // An exception of the claim itself is no statement of its own.
        let is_taker = |at: &usize| takers.iter().any(|taker| ptr::eq(**taker, ownership.stakes[*at].region.include));
        let forbids = (0..ownership.stakes.len()).find(is_taker).map(|at| clashes::claim(cx, at).pattern.span);
        let finding = cx
            .report(claim.pattern.span, format!("{who} claims `{pattern}` and must not touch any of it"))
            .help("leave out one of the two");
        if let Some(forbids) = forbids {
            finding.related(forbids, "this forbids it");
        }
    }
}

/// A file that is to be made does not exist, one that is to be changed does.
fn made_and_changed(cx: &mut Cx<'_>) {
    let facts = cx.facts;
    for fact in &facts.claims {
        let claim = fact.claim;
        let contradicts = |kind| match claim.kind {
            ClaimKind::Creates => kind == ClaimKind::Modifies,
            ClaimKind::Modifies => kind == ClaimKind::Creates,
            _ => false,
        };
        let other = claim.again.iter().find(|other| contradicts(other.value));
        if let Some((other, holder)) = other.zip(fact.track) {
            let (pattern, who) = (&claim.pattern.value, clashes::track(cx, holder));
            cx.report(other.span, format!("{who} both creates and modifies `{pattern}`"))
                .at_most(Level::Warning)
                .help("list it once: among the files to create if it does not exist yet, else among those to modify")
                .related(claim.pattern.span, "stated first here");
        }
    }
}
