//! What the names of a witness look like, and what that costs: the cheapest path is the most readable one.
//!
//! A character that a pattern demands costs little, one that is made up costs more, and a name nobody would write
//! costs most.

/// A character that one of the patterns demands.
pub(super) const DEMANDED: u32 = 1;
/// A character that is made up.
pub(super) const MADE_UP: u32 = 64;
/// A byte that is made up and no UTF-8.
pub(super) const BROKEN: u32 = 1024;
/// A name that starts with a mark: `_x`, `-x`.
const STARTS_WITH_MARK: u32 = 128;
/// A mark before an extension or at the end: `x_.rs`, `x-`.
const ENDS_IN_MARK: u32 = 192;
/// A name that starts with a dot.
const HIDDEN: u32 = 256;

/// What a name looks like so far. A path's names are never empty, `.` or `..`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Look {
    Empty,
    Dot,
    DotDot,
    /// Ends in `.`, `_` or `-`.
    Mark,
    Plain,
    /// The path is complete.
    Done,
}

/// How many looks there are.
pub(super) const LOOKS: usize = 6;

impl Look {
    /// Where a character leads and what that costs.
    pub(super) fn after(self, c: char) -> Option<(Self, u32)> {
        let mark = matches!(c, '.' | '_' | '-');
        Some(match (self, c) {
            (_, '/') => (Self::Empty, self.end()?),
            (Self::Empty, '.') => (Self::Dot, HIDDEN),
            (Self::Empty, _) if mark => (Self::Mark, STARTS_WITH_MARK),
            (Self::Dot, '.') => (Self::DotDot, 0),
            (Self::Mark, '.') => (Self::Mark, ENDS_IN_MARK),
            _ => (if mark { Self::Mark } else { Self::Plain }, 0),
        })
    }

    /// What it costs to end the name here; `None` when it is no name.
    pub(super) fn end(self) -> Option<u32> {
        match self {
            Self::Empty | Self::Dot | Self::DotDot => None,
            Self::Mark => Some(ENDS_IN_MARK),
            Self::Plain | Self::Done => Some(0),
        }
    }
}

/// Characters to make names of, the plainest first.
pub(super) fn plain_chars() -> impl Iterator<Item = char> {
    ('x'..='z').chain('a'..='w').chain('0'..='9').chain('A'..='Z').chain(['_', '-'])
}
