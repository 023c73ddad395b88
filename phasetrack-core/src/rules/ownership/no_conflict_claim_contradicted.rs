use super::clashes;
use crate::facts::{Clash, Facts, Timing, TrackIx};
use crate::rules::Cx;

/// How a text denies conflicts.
const DENIALS: &[&str] =
    &["no conflict", "no file conflict", "none", "conflict-free", "无冲突", "競合なし", "충돌 없음"];

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let (facts, ownership) = (cx.facts, cx.ownership);
    for ix in (0..facts.tracks.len()).map(TrackIx) {
        for denial in &facts.track(ix).no_conflicts {
            let lower = denial.value.to_lowercase();
            if !DENIALS.iter().any(|text| lower.contains(text)) {
                continue;
            }
            let named = named(facts, &denial.value, ix);
            let found = ownership.clashes.iter().filter(|clash| clash.timing == Timing::AtOnce).find_map(|clash| {
                let other = other(cx, *clash, ix)?;
                (named.is_empty() || named.contains(&other)).then_some((clash, other))
            });
            if let Some((clash, other)) = found {
                let (who, other) = (clashes::track(cx, ix), clashes::track(cx, other));
                let [at, with] = [clash.at, clash.with].map(|side| clashes::claim(cx, side).pattern.span);
                cx.report(denial.span, format!("{who} is said to have no conflict, and has one with {other}"))
                    .help("mend the conflict, or the statement")
                    .related(with, "this claim")
                    .related(at, "and this one have a file in common");
            }
        }
    }
}

/// The other tracks that a text names by id, as words of their own.
fn named(facts: &Facts<'_>, text: &str, own: TrackIx) -> Vec<TrackIx> {
    let words = || text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '-' | '_'));
    let is_named = |ix: &TrackIx| *ix != own && words().any(|word| word == facts.track(*ix).id.as_str());
    (0..facts.tracks.len()).map(TrackIx).filter(is_named).collect()
}

/// The other track of a clash.
fn other(cx: &Cx<'_>, clash: Clash, track: TrackIx) -> Option<TrackIx> {
    let [at, with] = [clash.at, clash.with].map(|side| cx.ownership.stakes[side].holder);
    if at == Some(track) { with } else { at.filter(|_| with == Some(track)) }
}
