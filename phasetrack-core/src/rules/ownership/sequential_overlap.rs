use super::clashes::{self, Said};
use crate::facts::{Clash, Meeting, Timing};
use crate::rules::Cx;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let wanted = |clash: &Clash| clash.timing == Timing::InOrder && clash.meeting == Meeting::Collision;
    clashes::report(cx, wanted, |_, pair| Said {
        message: format!("{}, one after the other", pair.meet()),
        help: "the one that waits must start from the merged work of the other; nothing to do if it does".to_owned(),
    });
}
