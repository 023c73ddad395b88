use super::clashes::{self, Said};
use crate::facts::{Clash, Meeting, Timing};
use crate::rules::Cx;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let wanted =
        |clash: &Clash| clash.meeting == Meeting::Collision && !matches!(clash.timing, Timing::AtOnce | Timing::Part);
    clashes::report(cx, wanted, |_, pair| {
        let (when, help) = match pair.clash.timing {
            Timing::Finished => ("but one of them is finished", "nothing to do if nobody goes on with it"),
            Timing::OtherPhase => (
                "in phases of one document, which follow one another",
                "nothing to do if the second phase begins when the first is merged; if they are parallel, give the file to one",
            ),
            _ => (
                "one after the other",
                "the one that waits must start from the merged work of the other; nothing to do if it does",
            ),
        };
        Said { message: format!("{}, {when}", pair.meet()), help: help.to_owned() }
    });
}
