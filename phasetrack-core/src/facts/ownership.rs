//! The algebra of claims: what each statement lets a track do with which files, and what it means that two tracks
//! have a file in common.
//!
//! A claim becomes a [`Stake`]: a holder, a [`Right`], and a region, which is the claim's pattern without its
//! exceptions and without what its track must not touch. Where the regions of two holders meet, [`Right::beside`]
//! says what that is: one table for every pair of rights.

use super::timing::{Timing, Timings};
use super::{ClaimFact, Facts, TrackIx};
use crate::glob::{self, Pattern};
use crate::model::{ClaimKind, Designated};

/// What a statement lets its holder do with the files of its region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Right {
    /// The files are the track's own.
    Write,
    /// The track makes the files.
    Create,
    /// The track edits files that others need too; they ask.
    Designated,
    /// The files are used together with others.
    Share,
    /// Nobody edits the files before the tracks are merged.
    Integrate,
    /// The track must not touch the files.
    KeepOff,
}

/// What it is that two holders have a file in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meeting {
    /// As it should be: one edits, the other asks or keeps off.
    Peace,
    /// Both would write it.
    Collision,
    /// Both would make it.
    CreatedTwice,
    /// Both are its one owner.
    TwoOwners,
    /// One would write what is kept for the integration.
    Reserved,
    /// Both use it; somebody has to own it.
    Together,
}

impl Right {
    /// Every right, in the order of the table.
    pub const ALL: [Self; 6] =
        [Self::Write, Self::Create, Self::Designated, Self::Share, Self::Integrate, Self::KeepOff];

    /// What it is that a holder of this right and a holder of the other have a file in common.
    #[rustfmt::skip]
    pub const fn beside(self, other: Self) -> Meeting {
        use Meeting::{Collision, CreatedTwice, Peace, Reserved, Together, TwoOwners};
        const TABLE: [[Meeting; 6]; 6] = [
            //                Write      Create        Designated Share     Integrate KeepOff
            /* Write      */ [Collision, Collision,    TwoOwners, Peace,    Reserved, Peace],
            /* Create     */ [Collision, CreatedTwice, TwoOwners, Peace,    Reserved, Peace],
            /* Designated */ [TwoOwners, TwoOwners,    TwoOwners, Peace,    Reserved, Peace],
            /* Share      */ [Peace,     Peace,        Peace,     Together, Peace,    Peace],
            /* Integrate  */ [Reserved,  Reserved,     Reserved,  Peace,    Peace,    Peace],
            /* KeepOff    */ [Peace,     Peace,        Peace,     Peace,    Peace,    Peace],
        ];
        TABLE[self as usize][other as usize]
    }

    /// Whether there is one who edits the file when a holder of this right has it.
    pub const fn settles(self) -> bool {
        matches!(self, Self::Write | Self::Create | Self::Designated | Self::Integrate)
    }

    /// Whether a file of this right alone has nobody who edits it.
    const fn needs_another(self) -> bool {
        matches!(self, Self::Share | Self::KeepOff)
    }
}

/// A right of a track to the files of a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stake {
    /// Where it is stated: an index into [`Facts::claims`].
    pub claim: usize,
    /// Who has it; none for files that a phase keeps for its integration, or shares without naming tracks.
    pub holder: Option<TrackIx>,
    /// What it allows.
    pub right: Right,
}

/// Two stakes with a file in common where that needs saying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The stake stated first: an index into [`Ownership::stakes`].
    pub first: usize,
    /// The other one.
    pub second: usize,
    /// What it is; never [`Meeting::Peace`] and never [`Meeting::Together`].
    pub meeting: Meeting,
    /// Whether both tracks can be at work at once.
    pub timing: Timing,
}

/// Who may do what with which files.
#[derive(Clone, Debug, Default)]
pub struct Ownership {
    /// Every stake, in the order of [`Facts::claims`].
    pub stakes: Vec<Stake>,
    /// Every clash, by the second stake, then by the first.
    pub clashes: Vec<Clash>,
    /// The stakes that share files, or keep off files, that nobody has who edits them; ascending.
    pub unsettled: Vec<usize>,
    /// For each track, the stakes that keep it off.
    kept_off: Vec<Vec<usize>>,
}

impl Ownership {
    pub(super) fn new(facts: &Facts<'_>) -> Self {
        let stakes: Vec<Stake> = (0..facts.claims.len()).flat_map(|claim| stakes(facts, claim)).collect();
        let mut kept_off = vec![Vec::new(); facts.tracks.len()];
        for (at, stake) in stakes.iter().enumerate() {
            if let (Right::KeepOff, Some(holder)) = (stake.right, stake.holder) {
                kept_off[holder.0].push(at);
            }
        }
        let mut ownership = Self { stakes, kept_off, ..Self::default() };
        ownership.compare(facts);
        ownership
    }

    /// The stakes of all who have a right to a path, or are kept off it.
    pub fn of(&self, facts: &Facts<'_>, path: &[u8]) -> Vec<usize> {
        (0..self.stakes.len()).filter(|at| self.holds(facts, *at, path)).collect()
    }

    /// A path that the regions of two stakes have in common, made to be read; `None` if there is none.
    pub fn witness(&self, facts: &Facts<'_>, first: usize, second: usize) -> Option<Vec<u8>> {
        let (a, b) = (self.pattern(facts, first)?, self.pattern(facts, second)?);
        glob::overlap(a, b)
    }

    /// Whether a path is in the region of a stake.
    fn holds(&self, facts: &Facts<'_>, at: usize, path: &[u8]) -> bool {
        self.pattern(facts, at).is_some_and(|pattern| pattern.matches(path))
            && !self.exceptions(facts, at).iter().any(|except| except.matches(path))
    }

    /// The pattern of a stake's region, if it could be parsed.
    pub fn pattern<'f>(&self, facts: &'f Facts<'_>, at: usize) -> Option<&'f Pattern> {
        facts.claims[self.stakes[at].claim].pattern.as_ref().ok()
    }

    /// What is not in the region of a stake though its pattern matches it: the exceptions of the claim, and what the
    /// holder must not touch. A pattern that cannot be parsed takes nothing out.
    fn exceptions<'f>(&self, facts: &'f Facts<'_>, at: usize) -> Vec<&'f Pattern> {
        let stake = self.stakes[at];
        let own = facts.claims[stake.claim].except.iter().filter_map(|except| except.as_ref().ok());
        let kept_off = stake.holder.filter(|_| stake.right != Right::KeepOff).map(|holder| &self.kept_off[holder.0]);
        own.chain(kept_off.into_iter().flatten().filter_map(|at| self.pattern(facts, *at))).collect()
    }

    /// Finds the clashes, and the stakes that need another one and have none.
    fn compare(&mut self, facts: &Facts<'_>) {
        let mut timings = Timings::new(facts);
        let mut settled: Vec<bool> = self.stakes.iter().map(|stake| !stake.right.needs_another()).collect();
        for second in 0..self.stakes.len() {
            for first in 0..second {
                let (a, b) = (self.stakes[first], self.stakes[second]);
                let meeting = a.right.beside(b.right);
                let apart = a.holder == b.holder || matches!(meeting, Meeting::Peace | Meeting::Together);
                let settles = [(first, a, b), (second, b, a)].map(|(at, one, other)| !settled[at] && one.is_settled_by(other));
                if (apart && settles == [false; 2]) || self.witness(facts, first, second).is_none() {
                    continue;
                }
                settled[first] |= settles[0];
                settled[second] |= settles[1];
                let timing = a.holder.zip(b.holder).map_or(Timing::AtOnce, |(a, b)| timings.of(a, b));
                if !apart && timing != Timing::Part {
                    self.clashes.push(Clash { first, second, meeting, timing });
                }
            }
        }
        self.unsettled = (0..settled.len()).filter(|at| !settled[*at]).collect();
    }
}

impl Stake {
    /// Whether another stake in the same files answers who edits them.
    fn is_settled_by(self, other: Self) -> bool {
        match self.right {
            Right::Share => other.right.settles(),
            Right::KeepOff => other.right != Right::KeepOff && other.holder != self.holder,
            Right::Write | Right::Create | Right::Designated | Right::Integrate => false,
        }
    }
}

/// The stakes that a claim states: its own, and that of the owner it designates.
fn stakes(facts: &Facts<'_>, claim: usize) -> impl Iterator<Item = Stake> {
    let ClaimFact { track, claim: stated, designated, .. } = &facts.claims[claim];
    let for_integration = stated.designated.as_ref().is_some_and(|named| named.value == Designated::Integration);
    let right = match stated.kind {
        ClaimKind::Shared if for_integration => Right::Integrate,
        ClaimKind::Owns | ClaimKind::Modifies => Right::Write,
        ClaimKind::Creates => Right::Create,
        ClaimKind::Shared if track.is_some() && designated == track => Right::Designated,
        ClaimKind::Shared => Right::Share,
        ClaimKind::Forbidden => Right::KeepOff,
    };
    let other = designated.filter(|owner| right == Right::Share && Some(*owner) != *track);
    let own = Stake { claim, holder: *track, right };
    std::iter::once(own).chain(other.map(|owner| Stake { claim, holder: Some(owner), right: Right::Designated }))
}
