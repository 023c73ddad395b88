use super::clashes::{self, Pair, Said};
use crate::facts::{Clash, Meeting, Timing};
use crate::model::ClaimKind;
use crate::rules::Cx;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let wanted = |clash: &Clash| match clash.meeting {
        Meeting::Collision => clash.timing == Timing::AtOnce,
        Meeting::Reserved => clashes::is_live(clash),
        _ => false,
    };
    clashes::report(cx, wanted, |cx, pair| match pair.clash.meeting {
        Meeting::Reserved => reserved(cx, pair),
        _ => Said { message: pair.meet(), help: repair(cx, pair) },
    });
}

/// One writes what the other keeps for the integration.
fn reserved(cx: &Cx<'_>, pair: &Pair<'_>) -> Said {
    let is_writer = cx.ownership.stakes[pair.clash.at].right.edits();
    let (writer, keeper) = if is_writer { (0, pair.clash.with) } else { (1, pair.clash.at) };
    let (who, path) = (&pair.who[writer], pair.subject());
    let keeper = clashes::claim(cx, keeper);
    let (why, instead) = match keeper.kind {
        ClaimKind::Forbidden => ("no track may touch", "take it out of one of the two lists"),
        _ => ("is kept for the integration", "take it out of the track: whoever merges the tracks edits it"),
    };
    Said { message: format!("{who} would write `{path}`, which {why}"), help: instead.to_owned() }
}

/// The smallest change after which the two are apart.
fn repair(cx: &Cx<'_>, pair: &Pair<'_>) -> String {
    let ([who, other], [pattern, other_pattern]) = (&pair.who, pair.patterns);
    let [at, with] = [pair.clash.at, pair.clash.with].map(|side| cx.ownership.stakes[side].region.include);
    match (at.contains(with) == Some(true), with.contains(at) == Some(true)) {
        (true, true) => match clashes::other_name(cx, pair) {
            Some(id) => format!(
                "leave it to one of the two; if both must edit it, let {who} wait for {other}, or take it out of the files \
                 of {who} and write there: **Shared files**: {}",
                clashes::designation(pattern, id)
            ),
            None => "leave it to one of the two".to_owned(),
        },
        (true, false) => narrow(cx, pair, who, [pattern, other_pattern]),
        (false, true) => narrow(cx, pair, other, [other_pattern, pattern]),
        (false, false) => format!(
            "give what both match to one of them: `{pattern}` except `{other_pattern}` for {who}, or the other way round"
        ),
    }
}

fn narrow(cx: &Cx<'_>, pair: &Pair<'_>, who: &str, [pattern, except]: [&str; 2]) -> String {
    let or_wait = clashes::other_name(cx, pair).map_or("", |_| ", or let one of the two wait for the other");
    format!("narrow {who} to `{pattern}` except `{except}`{or_wait}")
}
