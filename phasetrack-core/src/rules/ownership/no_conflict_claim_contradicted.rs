use super::clashes;
use crate::facts::{Clash, Facts, TrackIx};
use crate::rules::Cx;

/// How a text denies conflicts.
const DENIALS: &[&str] = &["no conflict", "no file conflict", "none", "conflict-free", "无冲突", "競合なし", "충돌 없음"];

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let facts = cx.facts;
    for ix in (0..facts.tracks.len()).map(TrackIx) {
        for denial in &facts.track(ix).no_conflicts {
            let lower = denial.value.to_lowercase();
            if !DENIALS.iter().any(|text| lower.contains(text)) {
                continue;
            }
            let named = named(facts, &denial.value);
            let found = facts.ownership.clashes.iter().filter(|clash| clashes::at_once(clash)).find_map(|clash| {
                let other = other(facts, clash, ix)?;
                (named.is_empty() || named.contains(&other)).then_some((clash, other))
            });
            if let Some((clash, other)) = found {
                let (who, other) = (clashes::track(facts, ix), clashes::track(facts, other));
                cx.report(denial.span, format!("{who} is said to have no conflict, and has one with {other}"))
                    .help("mend the conflict, or the statement")
                    .related(clashes::span(facts, clash.first), "this claim")
                    .related(clashes::span(facts, clash.second), "and this one have a file in common");
            }
        }
    }
}

/// The tracks that a text names by id, as words of their own.
fn named(facts: &Facts<'_>, text: &str) -> Vec<TrackIx> {
    let words = || text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '-' | '_'));
    let is_named = |ix: &TrackIx| words().any(|word| word == facts.track(*ix).id.as_str());
    (0..facts.tracks.len()).map(TrackIx).filter(is_named).collect()
}

/// The other track of a clash.
fn other(facts: &Facts<'_>, clash: &Clash, track: TrackIx) -> Option<TrackIx> {
    let [first, second] = [clash.first, clash.second].map(|at| clashes::stake(facts, at).holder);
    if first == Some(track) { second } else { first.filter(|_| second == Some(track)) }
}
