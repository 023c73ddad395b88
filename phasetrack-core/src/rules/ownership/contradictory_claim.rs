use super::clashes;
use crate::diagnostic::Level;
use crate::facts::Right;
use crate::model::ClaimKind;
use crate::rules::Cx;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    forbidden(cx);
    made_and_changed(cx);
}

/// What a track must not touch takes all of a claim away.
fn forbidden(cx: &mut Cx<'_>) {
    let facts = cx.facts;
    for (at, stake) in facts.ownership.stakes.iter().enumerate() {
        let Some(own) = facts.ownership.pattern(facts, at).filter(|_| stake.right != Right::KeepOff) else { continue };
        let Some(holder) = stake.holder else { continue };
        let taken = facts.ownership.kept_off(holder).iter().find(|kept_off| {
            facts.ownership.pattern(facts, **kept_off).and_then(|pattern| pattern.contains(own)) == Some(true)
        });
        if let Some(taken) = taken {
            let (pattern, who) = (clashes::pattern(facts, at), clashes::track(facts, holder));
            cx.report(clashes::span(facts, at), format!("{who} claims `{pattern}` and must not touch it"))
                .help("leave out one of the two")
                .related(clashes::span(facts, *taken), "this forbids it");
        }
    }
}

/// A file that is to be made does not exist, one that is to be changed does.
fn made_and_changed(cx: &mut Cx<'_>) {
    let facts = cx.facts;
    for fact in &facts.claims {
        let claim = fact.claim;
        let Some(other) = claim.again.iter().find(|other| {
            let kinds = [claim.kind, other.value];
            kinds.contains(&ClaimKind::Creates) && kinds.contains(&ClaimKind::Modifies)
        }) else {
            continue;
        };
        let Some(holder) = fact.track else { continue };
        let (pattern, who) = (&claim.pattern.value, clashes::track(facts, holder));
        cx.report(other.span, format!("{who} both creates and modifies `{pattern}`"))
            .at_most(Level::Warning)
            .help("list it once: among the files to create if it does not exist yet, else among those to modify")
            .related(claim.pattern.span, "stated first here");
    }
}
