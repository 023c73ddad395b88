//! Files and what a track may do with them.

use std::fmt;

use crate::id::TrackId;
use crate::text::Spanned;

/// What a track says of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClaimKind {
    /// The track's own.
    Owns,
    /// To be created by the track.
    Creates,
    /// Exists and is changed by the track.
    Modifies,
    /// Used together with other tracks.
    Shared,
    /// Must not be touched by the track.
    Forbidden,
}

impl ClaimKind {
    /// All kinds, in the order of their strength of ownership.
    pub const ALL: [Self; 5] = [Self::Owns, Self::Creates, Self::Modifies, Self::Shared, Self::Forbidden];
}

impl fmt::Display for ClaimKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Owns => "owns",
            Self::Creates => "creates",
            Self::Modifies => "modifies",
            Self::Shared => "shared",
            Self::Forbidden => "forbidden",
        })
    }
}

/// A pattern of paths with what the track says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The pattern as written, without quotes, marks and trailing remarks. A leaf of a tree has its full path.
    pub pattern: Spanned<String>,
    /// What the track says of it.
    pub kind: ClaimKind,
    /// The remark beside it: "(price updates section)", "coordinate if adding models".
    pub remark: Option<String>,
    /// The remark limits the claim to a part of the file: a section, lines, a function.
    pub partial: bool,
    /// Patterns the remark takes out again: "except `a.md`".
    pub except: Vec<Spanned<String>>,
    /// Who edits a shared file: "(owner: Track A)", a column of owners.
    pub designated: Option<Spanned<Designated>>,
    /// Further places where the track states the pattern, with what they say of it.
    pub again: Vec<Spanned<ClaimKind>>,
}

/// The one who edits a shared file while the others ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Designated {
    /// A track, by id; it may not exist.
    Track(TrackId),
    /// Whoever merges the tracks: no track edits the file.
    Integration,
}

impl Claim {
    /// A claim without remark.
    pub fn new(pattern: Spanned<String>, kind: ClaimKind) -> Self {
        Self { pattern, kind, remark: None, partial: false, except: Vec::new(), designated: None, again: Vec::new() }
    }
}
