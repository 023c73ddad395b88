use std::collections::BTreeSet;

use super::clashes::{self, Said};
use crate::facts::{Clash, Meeting, Right, TrackIx};
use crate::rules::Cx;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let (stakes, claimed) = (&cx.ownership.stakes, claimed_twice(cx));
    // Whose own claim collides with another's is told so once; that somebody names it as the owner adds nothing.
    let is_told = |clash: &Clash| {
        let sides = [(clash.at, clash.with), (clash.with, clash.at)];
        sides.iter().any(|(named, other)| {
            stakes[*named].right == Right::Designated
                && stakes[*named].holder.is_some_and(|holder| claimed.contains(&(holder, *other)))
        })
    };
    let wanted = |clash: &Clash| clash.meeting == Meeting::TwoOwners && clashes::is_live(clash) && !is_told(clash);
    clashes::report(cx, wanted, |_, pair| Said {
        message: format!("`{}` is a shared file with two owners, {} and {}", pair.subject(), pair.who[1], pair.who[0]),
        help: "leave it to one of the two; the other lists it among its shared files".to_owned(),
    });
}

/// Tracks that claim a file as their own, with the stakes of others that claim it too.
fn claimed_twice(cx: &Cx<'_>) -> BTreeSet<(TrackIx, usize)> {
    let ownership = cx.ownership;
    let collisions = ownership.clashes.iter().filter(|clash| clash.meeting == Meeting::Collision);
    let sides = collisions.flat_map(|clash| [(clash.at, clash.with), (clash.with, clash.at)]);
    sides.filter_map(|(own, other)| Some((ownership.stakes[own].holder?, other))).collect()
}
