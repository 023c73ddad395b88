use std::collections::BTreeMap;

use super::clashes;
use crate::glob::{Pattern, overlap};
use crate::rules::Cx;
use unicode_normalization::UnicodeNormalization;

/// The most pairs that are compared; what has more is made by a program.
const MAX_LOOKS: usize = 2_000_000;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let facts = cx.facts;
    let written = |at: usize| clashes::pattern(facts, at);
    let patterns = |at: usize| facts.ownership.pattern(facts, at);
    let stakes: Vec<usize> = (0..facts.ownership.stakes.len()).filter(|at| patterns(*at).is_some()).collect();
    // Names that fold to themselves can only collide with one that does not.
    let folded: BTreeMap<usize, Pattern> =
        stakes.iter().filter_map(|at| Some((*at, Pattern::parse(&fold(written(*at))).ok()?))).collect();
    let changed: Vec<usize> = stakes.iter().copied().filter(|at| fold(written(*at)) != written(*at)).collect();
    if changed.len() * stakes.len() > MAX_LOOKS {
        return;
    }
    for &at in &changed {
        let collides = |other: &&usize| {
            let meets = |(a, b): (&Pattern, &Pattern)| overlap(a, b).is_some();
            let (here, there) = (clashes::stake(facts, at), clashes::stake(facts, **other));
            here.claim != there.claim
                && folded.get(&at).zip(folded.get(other)).is_some_and(meets)
                && !patterns(at).zip(patterns(**other)).is_some_and(meets)
                // Each pair once: at the later of the two.
                && (**other < at || !changed.contains(other))
        };
        if let Some(other) = stakes.iter().find(collides) {
            let (first, second) = if *other < at { (*other, at) } else { (at, *other) };
            let (one, two) = (written(first), written(second));
            cx.report(
                clashes::span(facts, second),
                format!("`{two}` and `{one}` are different names here, and one on another system"),
            )
            .help("write both alike, letter by letter as the repository does")
            .related(clashes::span(facts, first), format!("`{one}` of {}", clashes::who(facts, clashes::stake(facts, first))));
        }
    }
}

/// A name as systems compare it that know no case, compose accents, or drop dots and spaces at the end of a name.
fn fold(pattern: &str) -> String {
    let visible = pattern.chars().filter(|c| !matches!(c, '\u{200C}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{FEFF}'));
    let lower: String = visible.nfc().flat_map(char::to_lowercase).collect();
    let names = lower.split('/').map(|name| {
        let end = name.trim_end_matches(['.', ' ']);
        if end.is_empty() { name } else { end }
    });
    names.collect::<Vec<_>>().join("/")
}
