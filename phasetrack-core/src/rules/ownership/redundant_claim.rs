use super::clashes;
use crate::facts::Right;
use crate::rules::Cx;

/// The most comparisons of one track's claims: what lists more is made by a program.
const MAX_LOOKS: usize = 200_000;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let facts = cx.facts;
    let stakes = &facts.ownership.stakes;
    let own = |at: &usize| {
        let fact = &facts.claims[stakes[*at].claim];
        stakes[*at].right == Right::Write && !fact.claim.partial && facts.ownership.pattern(facts, *at).is_some()
    };
    let all: Vec<usize> = (0..stakes.len()).filter(own).collect();
    for of_track in all.chunk_by(|a, b| stakes[*a].holder == stakes[*b].holder) {
        // Only a claim of several files can include another.
        let wide: Vec<usize> = of_track.iter().copied().filter(|at| is_wide(clashes::pattern(facts, *at))).collect();
        if wide.len() * of_track.len() > MAX_LOOKS {
            continue;
        }
        for inner in of_track {
            let outer = wide.iter().find(|outer| *outer != inner && includes(cx, **outer, *inner));
            // Of two that include each other the later one is redundant.
            let Some(outer) = outer.filter(|outer| *outer < inner || !includes(cx, *inner, **outer)) else { continue };
            let (pattern, whole) = (clashes::pattern(facts, *inner), clashes::pattern(facts, *outer));
            cx.report(clashes::span(facts, *inner), format!("`{whole}` of the same track includes `{pattern}`"))
                .help("leave it out, or say what is particular about it: “(new)”, “(the price section)”")
                .related(clashes::span(facts, *outer), "included in this");
        }
    }
}

fn is_wide(pattern: &str) -> bool {
    pattern.contains(['*', '?', '[', '{']) || pattern.ends_with('/') || !pattern.contains('.')
}

/// Whether a claim without exceptions includes another of the same kind.
fn includes(cx: &Cx<'_>, outer: usize, inner: usize) -> bool {
    let facts = cx.facts;
    let [outer_claim, inner_claim] = [outer, inner].map(|at| facts.claims[clashes::claim(facts, at)].claim);
    let (outer, inner) = (facts.ownership.pattern(facts, outer), facts.ownership.pattern(facts, inner));
    outer_claim.kind == inner_claim.kind
        && outer_claim.except.is_empty()
        && outer.zip(inner).and_then(|(outer, inner)| outer.contains(inner)) == Some(true)
}
