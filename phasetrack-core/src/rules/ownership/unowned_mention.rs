use super::clashes;
use crate::facts::{Right, TrackIx};
use crate::glob::Pattern;
use crate::model::Claim;
use crate::rules::Cx;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let (facts, stakes) = (cx.facts, &cx.ownership.stakes);
    for ix in (0..facts.tracks.len()).map(TrackIx) {
        let track = facts.track(ix);
        // Who states no files cannot be held to them.
        let mentions = if track.claims.is_empty() { &[] } else { track.mentions.as_slice() };
        for mention in mentions {
            let Ok(pattern) = Pattern::parse(&mention.value) else { continue };
            let Some(path) = clashes::literal(&pattern) else { continue };
            let mut held = cx.ownership.of(path.as_bytes());
            held.retain(|at| stakes[*at].right != Right::KeepOff);
            // A mention may leave the first folders out.
            let is_end = |claim: &Claim| claim.pattern.value.strip_suffix(path).is_some_and(|rest| rest.ends_with('/'));
            let is_own = |at: &usize| stakes[*at].holder.is_none_or(|holder| facts.is_within(ix, holder));
            if held.iter().any(is_own) || track.claims.iter().any(is_end) {
                continue;
            }
            let who = clashes::track(cx, ix);
            if let Some(at) = held.first() {
                let (owner, claim) = (clashes::who(cx, *at), clashes::claim(cx, *at).pattern.span);
                cx.report(mention.span, format!("{who} names `{path}`, which {owner} has"))
                    .help(format!("leave the change to {owner}; nothing to do if the file is only read"))
                    .related(claim, "claimed here");
            } else {
                cx.report(mention.span, format!("{who} names `{path}`, which no track owns"))
                    .help(format!("add it to the files of {who} if it is to be changed"));
            }
        }
    }
}
