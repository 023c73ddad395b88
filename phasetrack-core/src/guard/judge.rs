//! The decision.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::names;
use super::{Change, Exception, Ruling, Verdict, Why};
use crate::facts::{Facts, Ownership, Right, TrackIx};
use crate::files::{Files, fold};
use crate::settings::Unowned;

/// Who wants to change what.
#[derive(Clone, Copy, Debug)]
pub struct Request<'r> {
    /// The track that asks.
    pub track: TrackIx,
    /// Every path that changes, each once.
    pub changes: &'r [Change],
    /// The paths that are there when the changes are made; new ones are compared with them.
    pub tree: &'r Files,
    /// Paths that no track may change: the documents that state the plan, the configuration.
    pub reserved: &'r [Vec<u8>],
    /// What happens to a path that nobody owns.
    pub unowned: Unowned,
    /// What is allowed although it is denied. Nothing allows a reserved path.
    pub exceptions: &'r [Exception],
}

/// Judges every change. Nothing is skipped, whatever its bytes.
///
/// Takes the time of [`Ownership::of`] for each path, and O(n log n) once for the n paths of the tree if a path is new,
/// for reserved paths and for exceptions.
pub fn judge(facts: &Facts<'_>, ownership: &Ownership<'_>, request: &Request<'_>) -> Verdict {
    let reserved = request.reserved.iter().map(Vec::as_slice).collect();
    // Of several exceptions for one path the first is named.
    let exceptions = request.exceptions.iter().rev().map(|known| (known.path.as_slice(), known)).collect();
    let court = Court { facts, ownership, request, reserved, exceptions, twins: Twins::new(request) };
    Verdict { rulings: request.changes.iter().filter_map(|change| Some(court.excuse(court.rule(change)?))).collect() }
}

struct Court<'r> {
    facts: &'r Facts<'r>,
    ownership: &'r Ownership<'r>,
    request: &'r Request<'r>,
    reserved: BTreeSet<&'r [u8]>,
    exceptions: BTreeMap<&'r [u8], &'r Exception>,
    twins: Twins<'r>,
}

impl Court<'_> {
    /// The ruling on a change; none where the path is simply the track's own.
    fn rule(&self, change: &Change) -> Option<Ruling> {
        let path = &change.path;
        let ruling = |denies, why, stake| Some(Ruling { path: path.clone(), denies, why, stake, exception: None });
        let deny = |why, stake| ruling(true, why, stake);
        if self.reserved.contains(path.as_slice()) {
            return deny(Why::Plan, None);
        }
        if change.is_new() {
            if let Some(flaw) = names::flaw(path) {
                return deny(Why::Unportable(flaw), None);
            }
            if let Some(twin) = self.twins.of(path) {
                return deny(Why::SameElsewhere(twin.to_vec()), None);
            }
        }
        let held = self.ownership.of(path);
        let own = |wanted: fn(Right) -> bool| find(&held, |at| self.is_own(at) && wanted(self.right(at)));
        let other = |wanted: fn(Right) -> bool| find(&held, |at| !self.is_own(at) && wanted(self.right(at)));

        if let Some(at) = own(|right| right == Right::KeepOff) {
            return deny(Why::KeptOff, Some(at));
        }
        if let Some(at) = find(&held, |at| self.right(at) == Right::Integrate) {
            return deny(Why::Integration, Some(at));
        }
        if let Some(mine) = own(Right::edits) {
            let is_named = || held.iter().any(|&at| self.is_own(at) && self.is_named(at, path));
            if change.has_submodule() && !is_named() {
                return deny(Why::Submodule, Some(mine));
            }
            let rival =
                find(&held, |at| !self.is_own(at) && self.right(at).edits() && self.ownership.at_once(mine, at));
            return rival.and_then(|at| deny(Why::Contested, Some(at)));
        }
        let shares = own(|right| right == Right::Share);
        match (shares, other(Right::edits)) {
            (Some(_), Some(at)) => deny(Why::Designated, Some(at)),
            (None, Some(at)) => deny(Why::Foreign, Some(at)),
            (Some(at), None) => ruling(false, Why::Unsettled, Some(at)),
            (None, None) => match (other(|right| right == Right::Share), self.request.unowned) {
                (Some(at), _) => deny(Why::Shared, Some(at)),
                (None, Unowned::Deny) => deny(Why::Unowned, None),
                (None, Unowned::Warn) => ruling(false, Why::Unowned, None),
                (None, Unowned::Allow) => None,
            },
        }
    }

    /// The ruling when exceptions are taken into account.
    fn excuse(&self, mut ruling: Ruling) -> Ruling {
        if ruling.denies && ruling.why != Why::Plan {
            ruling.exception = self.exceptions.get(ruling.path.as_slice()).copied().cloned();
            ruling.denies = ruling.exception.is_none();
        }
        ruling
    }

    fn right(&self, at: usize) -> Right {
        self.ownership.stakes[at].right
    }

    /// Whether a stake is the track's, or that of a part of it.
    fn is_own(&self, at: usize) -> bool {
        let holder = self.ownership.stakes[at].holder;
        holder.is_some_and(|holder| self.facts.is_within(holder, self.request.track))
    }

    /// Whether a stake names this very path, not a pattern that happens to match it.
    fn is_named(&self, at: usize, path: &[u8]) -> bool {
        let pattern = self.ownership.stakes[at].region.include.as_str();
        pattern.trim_start_matches("./").trim_end_matches('/').as_bytes() == path
    }
}

fn find(held: &[usize], wanted: impl Fn(usize) -> bool) -> Option<usize> {
    held.iter().copied().find(|at| wanted(*at))
}

/// By what new paths, and the folders on the way to them, are on systems that know no case: the first path or folder
/// that is the same there.
struct Twins<'r>(BTreeMap<Cow<'r, str>, Option<&'r [u8]>>);

impl<'r> Twins<'r> {
    /// Nothing is compared when no path is new.
    fn new(request: &'r Request<'r>) -> Self {
        let new = || request.changes.iter().filter(|change| change.is_new()).map(|change| change.path.as_slice());
        let folded = |prefix: &'r [u8]| std::str::from_utf8(prefix).ok().map(fold);
        let mut twins: BTreeMap<_, _> = new().flat_map(prefixes).filter_map(folded).map(|name| (name, None)).collect();
        if !twins.is_empty() {
            let gone = request.changes.iter().filter(|change| change.new.is_none());
            let gone: BTreeSet<&[u8]> = gone.map(|change| change.path.as_slice()).collect();
            let kept = request.tree.iter().filter(|path| !gone.contains(path));
            for prefix in kept.chain(new()).flat_map(prefixes) {
                if let Some(twin) = folded(prefix).and_then(|name| twins.get_mut(&name)) {
                    twin.get_or_insert(prefix);
                }
            }
        }
        Self(twins)
    }

    /// A path or folder that is there under another name, and the same as this path or a folder on the way to it.
    fn of(&self, path: &'r [u8]) -> Option<&'r [u8]> {
        prefixes(path).find_map(|prefix| {
            let twin = self.0.get(&fold(std::str::from_utf8(prefix).ok()?)).copied().flatten();
            twin.filter(|twin| *twin != prefix)
        })
    }
}

/// `a`, `a/b`, `a/b/c`.
fn prefixes(path: &[u8]) -> impl Iterator<Item = &[u8]> {
    let ends = path.iter().enumerate().filter(|(_, byte)| **byte == b'/').map(|(at, _)| at);
    ends.chain([path.len()]).map(|end| &path[..end])
}
