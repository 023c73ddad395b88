//! Steps of a track.

use super::Dependency;
use crate::id::{Effort, TaskId};
use crate::text::{Span, Spanned};

/// A numbered or ticked step of a track.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// The id, when the document gives one.
    pub id: Option<TaskId>,
    /// The text after the id, without marks.
    pub title: String,
    /// Where: the id, or the text when there is none.
    pub span: Span,
    /// Ticked, struck out or marked as done; `None` when the document keeps no record.
    pub done: Option<bool>,
    /// Marked `[P]`: may run beside its neighbours.
    pub parallel: bool,
    /// The user story of a `[US1]` mark.
    pub story: Option<String>,
    /// What the task waits for.
    pub dependencies: Vec<Dependency>,
    /// The estimate.
    pub effort: Option<Spanned<Effort>>,
}

impl Task {
    /// A task of which only the name is known.
    pub fn new(id: Option<TaskId>, title: String, span: Span) -> Self {
        Self { id, title, span, done: None, parallel: false, story: None, dependencies: Vec::new(), effort: None }
    }
}
