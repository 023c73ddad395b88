use super::clashes::{self, Said};
use crate::facts::{Clash, Meeting, Timing};
use crate::rules::Cx;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let wanted = |clash: &Clash| clash.meeting == Meeting::CreatedTwice && clashes::is_live(clash);
    clashes::report(cx, wanted, |_, pair| {
        let ([who, other], path) = (&pair.who, pair.subject());
        let help = if pair.clash.timing == Timing::InOrder {
            "let the one that waits modify the file instead"
        } else {
            "let one of them make the file, and the other wait for it and modify it"
        };
        Said { message: format!("`{path}` is made by {other} and by {who}"), help: help.to_owned() }
    });
}
