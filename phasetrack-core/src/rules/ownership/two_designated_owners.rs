use super::clashes::{self, Said};
use crate::facts::{Clash, Meeting};
use crate::rules::Cx;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let wanted = |clash: &Clash| clash.meeting == Meeting::TwoOwners && clashes::is_live(clash);
    clashes::report(cx, wanted, |_, pair| Said {
        message: format!("`{}` is a shared file with two owners, {} and {}", pair.subject(), pair.who[1], pair.who[0]),
        help: "leave it to one of the two; the other lists it among its shared files".to_owned(),
    });
}
