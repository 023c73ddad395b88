use super::clashes;
use crate::diagnostic::Level;
use crate::facts::Right;
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
        let own = stake.region.include;
        if !stake.region.exclude.iter().any(|exclude| exclude.contains(own) == Some(true)) {
            continue;
        }
        let claim = clashes::claim(cx, at);
        let (pattern, who) = (&claim.pattern.value, clashes::track(cx, holder));
        let taken = ownership.stakes.iter().enumerate().find(|(_, other)| {
            other.right == Right::KeepOff
                && other.holder == Some(holder)
                && other.region.include.contains(own) == Some(true)
        });
        let forbids = taken.map(|(at, _)| clashes::claim(cx, at).pattern.span);
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
