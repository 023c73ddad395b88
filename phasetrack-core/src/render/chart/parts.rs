//! The parts of a chart as inert values.

/// A part of the time.
#[derive(Clone, Debug)]
pub(super) struct Sprint {
    pub(super) end: u64,
    /// Of the workers that finish something.
    pub(super) shares: Vec<Share>,
}

/// What one worker finishes in one sprint.
#[derive(Clone, Debug)]
pub(super) struct Share {
    /// Counted from zero.
    pub(super) worker: u32,
    /// In the order in which they are done.
    pub(super) pieces: Vec<usize>,
}

/// What is given to a worker as one.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub(super) name: String,
    /// What it is made of, by name; itself if it is no chain.
    pub(super) members: Vec<String>,
    pub(super) title: String,
    /// The first owner of its track.
    pub(super) owner: Option<String>,
    pub(super) start: u64,
    pub(super) duration: u64,
    pub(super) slack: u64,
    /// Counted from zero.
    pub(super) worker: Option<u32>,
    /// Counted from zero.
    pub(super) wave: usize,
    pub(super) critical: bool,
    pub(super) waits: Vec<Why>,
}

impl Piece {
    pub(super) fn end(&self) -> u64 {
        self.start + self.duration
    }
}

/// Why a piece starts no earlier, and what that costs.
#[derive(Clone, Debug)]
pub(super) struct Why {
    pub(super) reason: Kind,
    /// The file, the owner or what else is contended for.
    pub(super) thing: Option<String>,
    /// The pieces that are waited for.
    pub(super) on: Vec<usize>,
    pub(super) price: u64,
}

/// The kinds of reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Dependency,
    Worker,
    Owner,
    File,
    Resource,
}

/// One piece comes before another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Arrow {
    pub(super) from: usize,
    pub(super) to: usize,
    /// Both follow each other on the longest chain.
    pub(super) critical: bool,
}

/// A file that several pieces edit, or a thing that several need, of which no two may be at work at once.
#[derive(Clone, Debug)]
pub(super) struct Clash {
    pub(super) thing: String,
    /// [`Kind::File`] or [`Kind::Resource`].
    pub(super) kind: Kind,
    /// One piece of each track, in the order of their waves.
    pub(super) pieces: Vec<usize>,
}

impl Clash {
    /// What the pieces do with it.
    pub(super) fn verb(&self) -> &'static str {
        if self.kind == Kind::File { "edit" } else { "need" }
    }
}

/// A length below which there is no schedule, and why.
#[derive(Clone, Debug)]
pub(super) struct Bounded {
    pub(super) length: u64,
    pub(super) argument: String,
}

/// How long it takes with some number of workers.
#[derive(Clone, Debug)]
pub(super) struct Point {
    pub(super) workers: u32,
    pub(super) length: u64,
    pub(super) bound: Bounded,
}
