use super::clashes;
use crate::facts::Right;
use crate::rules::Cx;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let ownership = cx.ownership;
    for at in ownership.unsettled.iter().copied().filter(|at| ownership.stakes[*at].right == Right::KeepOff) {
        let pattern = &clashes::claim(cx, at).pattern;
        let who = clashes::who(cx, at);
        cx.report(pattern.span, format!("{who} must not touch `{}`, and nobody else owns it", pattern.value))
            .help("give it to the track that may change it; nothing to do if nobody may");
    }
}
