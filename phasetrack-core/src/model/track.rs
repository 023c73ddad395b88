//! A unit of parallel work.

use super::{Claim, Dependency, Task};
use crate::id::{Effort, TrackId};
use crate::text::{Span, Spanned};

/// A unit of parallel work that is given to one worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Track {
    /// The id without its kind word.
    pub id: TrackId,
    /// The name after the id, without marks; empty when the document gives none.
    pub title: String,
    /// How the document writes the track.
    pub form: TrackForm,
    /// The id with its title where the track is first stated.
    pub span: Span,
    /// Further places that describe the same track.
    pub also: Vec<Span>,
    /// The track around this one.
    pub parent: Option<TrackId>,
    /// Workers: agents, developers, people.
    pub owners: Vec<Spanned<String>>,
    /// The state as written.
    pub status: Option<Spanned<String>>,
    /// Per cent done, 0 to 100.
    pub percent: Option<Spanned<u8>>,
    /// The priority as written.
    pub priority: Option<Spanned<String>>,
    /// The estimate; a size such as "Medium" has no minutes and stays in `effort_text`.
    pub effort: Option<Spanned<Effort>>,
    /// The estimate as written, also when it is no amount of time.
    pub effort_text: Option<Spanned<String>>,
    /// Things that one track at a time may have: ports, databases.
    pub resources: Vec<Spanned<String>>,
    /// The git branch.
    pub branch: Option<Spanned<String>>,
    /// Files the track owns, creates, modifies, shares or must not touch.
    pub claims: Vec<Claim>,
    /// What the track waits for.
    pub dependencies: Vec<Dependency>,
    /// Tasks, with and without ids.
    pub tasks: Vec<Task>,
    /// What the track delivers.
    pub deliverables: Vec<Spanned<String>>,
    /// When the track is done.
    pub criteria: Vec<Spanned<String>>,
    /// Events, APIs and interfaces with the track's part in them.
    pub interfaces: Vec<Interface>,
    /// Files that tasks and deliverables name, as written, in document order.
    pub mentions: Vec<Spanned<String>>,
    /// Statements that the track conflicts with no other, as written.
    pub no_conflicts: Vec<Spanned<String>>,
}

/// How a track is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TrackForm {
    /// A section of its own.
    Heading,
    /// A bold or bulleted item.
    Item,
    /// A row or a column of a table.
    Table,
}

impl Track {
    /// A track of which only the name is known.
    pub fn new(id: TrackId, title: String, form: TrackForm, span: Span) -> Self {
        Self {
            id,
            title,
            form,
            span,
            also: Vec::new(),
            parent: None,
            owners: Vec::new(),
            status: None,
            percent: None,
            priority: None,
            effort: None,
            effort_text: None,
            resources: Vec::new(),
            branch: None,
            claims: Vec::new(),
            dependencies: Vec::new(),
            tasks: Vec::new(),
            deliverables: Vec::new(),
            criteria: Vec::new(),
            interfaces: Vec::new(),
            mentions: Vec::new(),
            no_conflicts: Vec::new(),
        }
    }
}

/// A track's part in an interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InterfaceRole {
    /// Publishes the event.
    Publishes,
    /// Subscribes to the event or calls the API.
    Consumes,
    /// Implements the interface or the API.
    Implements,
}

/// An event, API or interface that a track publishes, consumes or implements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interface {
    /// Its name as written: `user.created`, `GET /api/users/{id}`.
    pub name: Spanned<String>,
    /// The track's part.
    pub role: InterfaceRole,
}
