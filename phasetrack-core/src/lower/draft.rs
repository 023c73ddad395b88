//! Tracks while they are being collected: a track, the blocks that describe it, and the dependency texts that wait
//! until every id of the document is known.

use std::ops::Range;

use crate::id::TrackId;
use crate::model::{Strength, Track, TrackForm};
use crate::text::Span;

use super::document::Bytes;

/// A track in the making.
pub(super) struct Draft {
    pub(super) track: Track,
    /// The phase it belongs to, an index into the phases of the document.
    pub(super) scope: usize,
    /// The kind word it was written with; empty for a code.
    pub(super) word: String,
    /// The section in which it was defined first.
    pub(super) section: usize,
    /// Other names for it: the phase of a user story.
    pub(super) aliases: Vec<String>,
    /// The bytes that describe each task, in order of their starts, inner ones later.
    pub(super) extents: Vec<(Bytes, usize)>,
    /// Ranges of blocks that describe it.
    pub(super) regions: Vec<Range<usize>>,
}

impl Draft {
    pub(super) fn new(id: TrackId, title: String, form: TrackForm, span: Span, scope: usize) -> Self {
        let track = Track::new(id, title, form, span);
        Self {
            track,
            scope,
            word: String::new(),
            section: 0,
            aliases: Vec::new(),
            extents: Vec::new(),
            regions: Vec::new(),
        }
    }
}

impl Draft {
    /// The task that a byte describes, the innermost.
    pub(super) fn task_at(&self, at: u32) -> Option<usize> {
        self.extents.iter().rev().find(|((start, end), _)| *start <= at && at < *end).map(|(_, task)| *task)
    }
}

/// Who states a dependency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// A draft.
    Track(usize),
    /// A task of a draft.
    Task(usize, usize),
}

/// A text about order that is read when all ids are known.
pub(super) struct Pending {
    pub(super) who: Who,
    pub(super) range: Bytes,
    pub(super) says: Says,
    pub(super) strength: Strength,
}

/// What such a text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// The value of a dependency label: ids, "none", or prose about something outside the plan.
    Waits,
    /// A remark in passing, such as a status: only ids count.
    Mentions,
    /// What an item outside the track's section names: ids or titles, nothing else counts.
    Names,
    /// The reverse: what is named waits for this.
    Blocks,
}
