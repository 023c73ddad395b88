use super::clashes;
use crate::facts::{Clash, Facts, Timing, TrackIx};
use crate::rules::Cx;

/// How a text denies conflicts.
const DENIALS: &[&str] =
    &["no conflict", "no file conflict", "none", "conflict-free", "无冲突", "競合なし", "충돌 없음"];

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let (facts, ownership) = (cx.facts, cx.ownership);
    let mut of_tracks: Vec<Vec<(Clash, TrackIx)>> = vec![Vec::new(); facts.tracks.len()];
    for clash in ownership.clashes.iter().filter(|clash| clash.timing == Timing::AtOnce) {
        let [at, with] = [clash.at, clash.with].map(|side| ownership.stakes[side].holder);
        if let Some((at, with)) = at.zip(with) {
            of_tracks[at.0].push((*clash, with));
            of_tracks[with.0].push((*clash, at));
        }
    }
    for ix in (0..facts.tracks.len()).map(TrackIx) {
        for denial in &facts.track(ix).no_conflicts {
            let lower = denial.value.to_lowercase();
            if !DENIALS.iter().any(|text| lower.contains(text)) {
                continue;
            }
            let named = named(facts, &denial.value, ix);
            let found = of_tracks[ix.0].iter().find(|(_, other)| named.is_empty() || named.contains(other));
            if let Some((clash, other)) = found.copied() {
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
    let words = text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '-' | '_'));
    let track = |word| facts.names.track(facts.tracks[own.0].phase, word);
    let is_other = |word: &str, ix: TrackIx| ix != own && facts.track(ix).id.as_str() == word;
    words.filter_map(|word| track(word).filter(|ix| is_other(word, *ix))).collect()
}
