use super::clashes;
use crate::facts::{Right, TrackIx};
use crate::glob::Pattern;
use crate::rules::Cx;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let facts = cx.facts;
    for ix in (0..facts.tracks.len()).map(TrackIx) {
        let track = facts.track(ix);
        // Who states no files cannot be held to them.
        if track.claims.is_empty() {
            continue;
        }
        for mention in &track.mentions {
            let Some(path) = Pattern::parse(&mention.value).ok().and_then(|path| path.literal().map(str::to_owned)) else {
                continue;
            };
            let held = facts.ownership.of(facts, path.as_bytes());
            let holders = || held.iter().filter(|at| clashes::stake(facts, **at).right != Right::KeepOff);
            let may = |at: &&usize| clashes::stake(facts, **at).holder.is_none_or(|holder| facts.is_within(ix, holder));
            if holders().any(|at| may(&at)) {
                continue;
            }
            let who = clashes::track(facts, ix);
            match holders().next() {
                Some(at) => {
                    let owner = clashes::who(facts, clashes::stake(facts, *at));
                    cx.report(mention.span, format!("{who} names `{path}`, which {owner} has"))
                        .help(format!("if it is to be changed, {owner} has to do it; nothing to do if it is only read"))
                        .related(clashes::span(facts, *at), "claimed here");
                }
                None => {
                    cx.report(mention.span, format!("{who} names `{path}`, which no track owns"))
                        .help(format!("add it to the files of {who} if it is to be changed"));
                }
            }
        }
    }
}
