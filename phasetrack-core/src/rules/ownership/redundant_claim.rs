use super::clashes;
use crate::facts::{Right, Stake};
use crate::rules::Cx;

/// The most comparisons of one track's claims: a program made what lists more.
const MAX_LOOKS: usize = 200_000;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let stakes = &cx.ownership.stakes;
    let is_plain = |at: &usize| stakes[*at].right == Right::Write && !clashes::claim(cx, *at).partial;
    let plain: Vec<usize> = (0..stakes.len()).filter(is_plain).collect();
    for of_track in plain.chunk_by(|a, b| stakes[*a].holder == stakes[*b].holder) {
        // Only a claim of several files can include another.
        let has_many =
            |stake: &Stake<'_>| clashes::literal(stake.region.include).is_none_or(|path| !path.contains('.'));
        let wide: Vec<usize> = of_track.iter().copied().filter(|at| has_many(&stakes[*at])).collect();
        if wide.len() * of_track.len() > MAX_LOOKS {
            continue;
        }
        for &inner in of_track {
            // Of two that include each other the later one is redundant.
            let includes = |outer: &usize| {
                *outer != inner && is_part(cx, inner, *outer) && (*outer < inner || !is_part(cx, *outer, inner))
            };
            if let Some(outer) = wide.iter().copied().find(includes) {
                let [part, whole] = [inner, outer].map(|at| &clashes::claim(cx, at).pattern);
                cx.report(part.span, format!("`{}` of the same track includes `{}`", whole.value, part.value))
                    .help("leave it out, or say what is particular about it: “(new)”, “(the price section)”")
                    .related(whole.span, "included in this");
            }
        }
    }
}

/// Whether a claim is of the same kind as another one without exceptions, and of files that this one has.
fn is_part(cx: &Cx<'_>, inner: usize, outer: usize) -> bool {
    let [part, whole] = [inner, outer].map(|at| &cx.ownership.stakes[at].region);
    cx.ownership.stakes[inner].claim != cx.ownership.stakes[outer].claim
        && clashes::claim(cx, inner).kind == clashes::claim(cx, outer).kind
        && clashes::claim(cx, outer).except.is_empty()
        && whole.include.contains(part.include) == Some(true)
}
