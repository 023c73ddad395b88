//! What a track or a task waits for.

use crate::id::{TaskId, TrackId};
use crate::text::Span;

/// One thing that must come first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// What is waited for.
    pub target: Target,
    /// How firmly.
    pub strength: Strength,
    /// Where the document says so.
    pub span: Span,
}

/// What a dependency names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A track, by id; it may not exist.
    Track(TrackId),
    /// A task, by id; it may not exist.
    Task(TaskId),
    /// Text that names no track: a prerequisite outside the plan.
    External(String),
}

/// How firm a dependency is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Must be complete first.
    Hard,
    /// Helps, but work can start without it.
    Soft,
}
