//! The algebra of claims: what each statement lets a track do with which files, and what it means that two tracks
//! have a file in common.
//!
//! A claim becomes a [`Stake`]: a holder, a [`Right`], and a region, which is the claim's pattern without its
//! exceptions and without what its track must not touch. Where the regions of two holders meet, [`Right::beside`]
//! says what that is: one table for every pair of rights.

use super::timing::{Timing, Timings};
use super::{ClaimFact, Facts, TrackIx};
use crate::glob::{Index, Overlap, Region};
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
    /// No track edits the files: they wait until the tracks are merged, or nobody may touch them at all.
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

    /// Whether a holder of this right edits the file.
    pub const fn edits(self) -> bool {
        matches!(self, Self::Write | Self::Create | Self::Designated)
    }

    /// Whether a file of this right alone has nobody who edits it.
    const fn needs_another(self) -> bool {
        matches!(self, Self::Share | Self::KeepOff)
    }
}

/// A right to the files of a region.
#[derive(Clone, Debug)]
pub struct Stake<'f> {
    /// Where it is stated: an index into [`Facts::claims`].
    pub claim: usize,
    /// Who has it; none for files that a phase keeps for its integration, or shares without naming tracks.
    pub holder: Option<TrackIx>,
    /// What it allows.
    pub right: Right,
    /// The files: those that the claim's pattern matches, but not its exceptions, and not what the holder must not touch.
    pub region: Region<'f>,
}

/// Two stakes with a file in common where that is neither peace nor use together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clash {
    /// The stake at which it is told, an index into [`Ownership::stakes`]: the one whose pattern floats, else the later.
    pub at: usize,
    /// The other stake.
    pub with: usize,
    /// What it is.
    pub meeting: Meeting,
    /// Whether both tracks can be at work at once.
    pub timing: Timing,
}

/// Who may do what with which files.
#[derive(Clone, Debug)]
pub struct Ownership<'f> {
    /// Every stake whose pattern could be parsed.
    pub stakes: Vec<Stake<'f>>,
    /// Every clash, in order.
    pub clashes: Vec<Clash>,
    /// The stakes that share files, or keep off files, that nobody has who edits them; ascending.
    pub unsettled: Vec<usize>,
    index: Index<'f>,
}

impl<'f> Ownership<'f> {
    /// Finds the stakes and compares them.
    ///
    /// Takes O(n log n) time for n claims that do not meet, plus the time of [`Index::overlaps`] for those that do.
    pub fn new(facts: &'f Facts<'f>) -> Self {
        let stakes = stakes(facts);
        let index = Index::new(stakes.iter().map(|stake| stake.region.include));
        let mut ownership = Self { stakes, clashes: Vec::new(), unsettled: Vec::new(), index };
        ownership.compare(facts);
        ownership
    }

    /// The stakes whose regions hold a path, ascending; also of those who must not touch it. See [`Index::matches`] for
    /// the time it takes.
    pub fn of(&self, path: &[u8]) -> Vec<usize> {
        let mut found = self.index.matches(path);
        found.retain(|at| self.stakes[*at].region.matches(path));
        found
    }

    /// Whether two stakes clash while both of their holders can be at work. Takes O(log n) time for n clashes.
    pub fn at_once(&self, one: usize, other: usize) -> bool {
        let find = |at, with| self.clashes.binary_search_by_key(&(at, with), |clash| (clash.at, clash.with)).ok();
        find(one, other).or_else(|| find(other, one)).is_some_and(|at| self.clashes[at].timing == Timing::AtOnce)
    }

    /// Finds the clashes, and the stakes that need another one and have none.
    fn compare(&mut self, facts: &Facts<'_>) {
        let found = self.index.overlaps(|at| self.group(facts, at));
        let mut timings = Timings::new(facts);
        let mut settled: Vec<bool> = self.stakes.iter().map(|stake| !stake.right.needs_another()).collect();
        let mut clashes = Vec::new();
        for (at, with) in found.each() {
            let (a, b) = (&self.stakes[at], &self.stakes[with]);
            let meeting = a.right.beside(b.right);
            let is_clash = !matches!(meeting, Meeting::Peace | Meeting::Together);
            let settles = [(at, a, b), (with, b, a)].map(|(at, one, other)| !settled[at] && one.is_settled_by(other));
            if !is_clash && settles == [false; 2] {
                continue;
            }
            match a.region.overlap(&b.region) {
                Overlap::Disjoint => continue,
                Overlap::At(_) => {
                    settled[at] |= settles[0];
                    settled[with] |= settles[1];
                }
                // What could not be decided is proven neither apart nor settled.
                Overlap::Undecided => {}
            }
            let timing = a.holder.zip(b.holder).map_or(Timing::AtOnce, |(a, b)| timings.of(a, b));
            if is_clash && timing != Timing::Part {
                clashes.push(Clash { at, with, meeting, timing });
            }
        }
        clashes.sort_unstable();
        self.clashes = clashes;
        self.unsettled = (0..settled.len()).filter(|at| !settled[*at]).collect();
    }

    /// Stakes of one group are not compared: those of one holder that edit, and all of a right that goes with itself.
    fn group(&self, facts: &Facts<'_>, at: usize) -> usize {
        let stake = &self.stakes[at];
        match (stake.right, stake.holder) {
            (Right::Write | Right::Create | Right::Designated, Some(holder)) => holder.0,
            (right, _) => facts.tracks.len() + right as usize,
        }
    }
}

impl Stake<'_> {
    /// Whether another stake in the same files tells who edits them.
    fn is_settled_by(&self, other: &Self) -> bool {
        match self.right {
            Right::Share => other.right.edits() || other.right == Right::Integrate,
            Right::KeepOff => other.right != Right::KeepOff && other.holder != self.holder,
            Right::Write | Right::Create | Right::Designated | Right::Integrate => false,
        }
    }
}

/// The stakes of all claims: what each states itself, and that of the owner it designates.
fn stakes<'f>(facts: &'f Facts<'f>) -> Vec<Stake<'f>> {
    let mut stakes = Vec::with_capacity(facts.claims.len());
    for (claim, fact) in facts.claims.iter().enumerate() {
        let Ok(include) = &fact.pattern else { continue };
        let right = right(fact);
        let designated = fact.designated.filter(|owner| right == Right::Share && Some(*owner) != fact.track);
        let others = designated.map(|owner| (Some(owner), Right::Designated));
        for (holder, right) in [(fact.track, right)].into_iter().chain(others) {
            // An exception that cannot be parsed takes nothing out.
            let exclude = fact.except.iter().filter_map(|except| except.as_ref().ok()).collect();
            stakes.push(Stake { claim, holder, right, region: Region { include, exclude } });
        }
    }
    keep_off(&mut stakes, facts);
    stakes
}

/// Takes what a track must not touch out of its own regions.
fn keep_off<'f>(stakes: &mut Vec<Stake<'f>>, facts: &Facts<'_>) {
    let mut of_tracks: Vec<Vec<usize>> = vec![Vec::new(); facts.tracks.len()];
    for (at, stake) in stakes.iter().enumerate() {
        if let Some(holder) = stake.holder {
            of_tracks[holder.0].push(at);
        }
    }
    let is_kept_off = |stakes: &[Stake<'f>], at: usize| stakes[at].right == Right::KeepOff;
    for own in of_tracks {
        if !own.iter().any(|at| is_kept_off(stakes, *at)) {
            continue;
        }
        let index = Index::new(own.iter().map(|at| stakes[*at].region.include));
        let found = index.overlaps(|at| usize::from(is_kept_off(stakes, own[at])));
        for (one, other) in found.each() {
            let [one, other] = [own[one], own[other]];
            let (kept_off, at) = if is_kept_off(stakes, one) { (one, other) } else { (other, one) };
            let Region { include, exclude } = stakes[kept_off].region.clone();
            // "Not `src/**` except `src/x.rs`" takes nothing away that it leaves.
            let left: Vec<_> = exclude.into_iter().filter(|left| left.overlaps(stakes[at].region.include)).collect();
            if left.iter().all(|left| stakes[at].region.include.contains(left) == Some(true)) {
                let back =
                    left.into_iter().map(|include| Region { include, exclude: stakes[at].region.exclude.clone() });
                let back = back.map(|region| Stake { region, ..stakes[at].clone() }).collect::<Vec<_>>();
                stakes[at].region.exclude.push(include);
                stakes.extend(back);
            }
        }
    }
}

/// What a claim allows the one who states it.
fn right(fact: &ClaimFact<'_>) -> Right {
    let for_integration = fact.claim.designated.as_ref().is_some_and(|named| named.value == Designated::Integration);
    match fact.claim.kind {
        ClaimKind::Owns | ClaimKind::Modifies => Right::Write,
        ClaimKind::Creates => Right::Create,
        ClaimKind::Shared if for_integration => Right::Integrate,
        ClaimKind::Shared if fact.track.is_some() && fact.designated == fact.track => Right::Designated,
        ClaimKind::Shared => Right::Share,
        ClaimKind::Forbidden if fact.track.is_none() => Right::Integrate,
        ClaimKind::Forbidden => Right::KeepOff,
    }
}
