use super::clashes::{self, Said};
use crate::facts::{Clash, Meeting, Timing};
use crate::rules::Cx;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let wanted = |clash: &Clash| {
        clash.meeting == Meeting::CreatedTwice && matches!(clash.timing, Timing::AtOnce | Timing::InOrder)
    };
    clashes::report(cx, wanted, |_, pair| {
        let [first, second] = &pair.who;
        let help = match pair.clash.timing {
            Timing::InOrder => "let the one that waits modify the file instead",
            _ => "let one of them make the file, and the other wait for it and modify it",
        };
        Said { message: format!("`{}` is made by {first} and by {second}", pair.path), help: help.to_owned() }
    });
}
