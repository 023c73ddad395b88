use super::clashes::{self, Said};
use crate::facts::{Clash, Meeting, Timing};
use crate::rules::Cx;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let wanted = |clash: &Clash| {
        clash.meeting == Meeting::TwoOwners && matches!(clash.timing, Timing::AtOnce | Timing::InOrder)
    };
    clashes::report(cx, wanted, |_, pair| Said {
        message: format!("`{}` is a shared file with two owners: {} and {}", pair.path, pair.who[0], pair.who[1]),
        help: "leave it to one of the two; the other lists it among its shared files".to_owned(),
    });
}
