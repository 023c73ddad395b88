//! What was seen and not understood.

use crate::text::Span;

/// A part of a document that the reader saw and could not, or would not, take as a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Where.
    pub span: Span,
    /// What it is.
    pub kind: UnreadKind,
}

/// How a code fence ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FenceEnd {
    /// With a closing line.
    Closed,
    /// With the document: there is no closing line.
    Unclosed,
}

/// Why a part was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnreadKind {
    /// A heading that names a track lies inside a code fence.
    HeadingInFence {
        /// The heading's text.
        heading: String,
        /// The line that opens the fence.
        fence: Span,
        /// How the fence ends.
        end: FenceEnd,
    },
    /// A fence holds another one that would close it early. The two were paired by what follows their marks, which
    /// leaves no doubt, and nothing was lost.
    FenceRepaired,
    /// A heading that names a track in a place where it is not one: a quote, a comment, an indented block.
    HeadingNotATrack {
        /// The heading's text.
        heading: String,
        /// "a quotation", "an HTML comment", "an indented code block".
        place: &'static str,
    },
    /// A label that promises files, dependencies or the like, whose value could not be read.
    Label {
        /// The label's text.
        label: String,
        /// What was expected of its value: "a path in backticks".
        expected: &'static str,
    },
    /// A label that looks like a known one.
    MisspeltLabel {
        /// The label's text.
        label: String,
        /// The known label.
        known: String,
    },
    /// An estimate that is no amount of time though it has a number and a unit.
    Effort {
        /// The text.
        text: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A heading that begins like a track but was rejected.
    Rejected {
        /// The heading's text.
        heading: String,
        /// Why: "states no files", "names several tracks".
        reason: &'static str,
    },
    /// A span of text that is UTF-8 read as Windows-1252.
    Mojibake {
        /// The text as it was meant.
        repaired: String,
    },
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// The document is larger than is read; nothing of it was.
    TooLarge {
        /// Its size in bytes.
        bytes: usize,
    },
    /// A path that is struck out; it is not claimed.
    Struck {
        /// The text.
        text: String,
    },
    /// A table cell whose code span holds a bare `|`, which ends the cell.
    SplitCell,
}
