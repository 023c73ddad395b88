use super::clashes;
use crate::facts::Right;
use crate::rules::Cx;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let facts = cx.facts;
    for at in &facts.ownership.unsettled {
        let stake = clashes::stake(facts, *at);
        if stake.right != Right::KeepOff || facts.ownership.pattern(facts, *at).is_none() {
            continue;
        }
        let (pattern, who) = (clashes::pattern(facts, *at), clashes::who(facts, stake));
        cx.report(clashes::span(facts, *at), format!("{who} must not touch `{pattern}`, and no other track owns it"))
            .help("give it to the track that may change it; nothing to do if nobody may");
    }
}
