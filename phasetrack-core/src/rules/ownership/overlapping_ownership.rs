use super::clashes::{self, Pair, Said};
use crate::facts::{Facts, Meeting};
use crate::rules::Cx;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let wanted = |clash: &_| {
        clashes::at_once(clash) && matches!(clash.meeting, Meeting::Collision | Meeting::Reserved)
    };
    clashes::report(cx, wanted, |facts, pair| Said { message: message(facts, pair), help: repair(facts, pair) });
}

fn message(facts: &Facts<'_>, pair: &Pair<'_>) -> String {
    if pair.clash.meeting == Meeting::Collision {
        return pair.meet();
    }
    let (writer, reserved) = writer(facts, pair);
    format!("{} would write `{}`, which `{}` keeps for the integration", pair.who[writer], pair.path, pair.patterns[reserved])
}

/// Which of two stakes writes what the other keeps for the integration.
fn writer(facts: &Facts<'_>, pair: &Pair<'_>) -> (usize, usize) {
    if facts.ownership.stakes[pair.clash.first].holder.is_none() { (1, 0) } else { (0, 1) }
}

/// The smallest change after which the two are apart.
fn repair(facts: &Facts<'_>, pair: &Pair<'_>) -> String {
    let ([first, second], [one, other]) = (&pair.who, pair.patterns);
    if pair.clash.meeting == Meeting::Reserved {
        let (writer, _) = writer(facts, pair);
        return format!("take it out of {}: the one who merges the tracks edits it", pair.who[writer]);
    }
    let parsed = |at| facts.ownership.pattern(facts, at);
    let contains = |outer, inner| {
        let known = parsed(outer).zip(parsed(inner)).and_then(|(outer, inner)| outer.contains(inner));
        known == Some(true)
    };
    match (contains(pair.clash.first, pair.clash.second), contains(pair.clash.second, pair.clash.first)) {
        (true, true) => format!(
            "leave it to one of them; if both must edit it, one has to wait for the other, or it is a shared file with \
             one owner: `{other}` (owner: {})",
            first.replace(['`'], "")
        ),
        (true, false) => format!("narrow {first}: `{one}` except `{other}`; or let one of the two wait for the other"),
        (false, true) => format!("narrow {second}: `{other}` except `{one}`; or let one of the two wait for the other"),
        (false, false) => format!(
            "give what both match to one of them: {second} with `{other}` except `{one}`, or {first} with `{one}` \
             except `{other}`"
        ),
    }
}
