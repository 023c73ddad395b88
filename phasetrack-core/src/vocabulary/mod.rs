//! The words by which facts are recognised, in one table.
//!
//! A *noun* says what a heading or an id is: a track, a group of tracks, a task. A *label* says what a value is: files,
//! dependencies, an owner. Both are looked up in a spelling-independent form: lower case, without marks, emoji and
//! remarks in parentheses. `phasetrack.toml` adds words:
//!
//! ```
//! use phasetrack_core::vocabulary::{Noun, Vocabulary};
//!
//! let mut words = Vocabulary::default();
//! assert_eq!(words.noun("Squad"), None);
//! words.extend("track", ["Squad"]).unwrap();
//! assert_eq!(words.noun("squad"), Some(Noun::Track));
//! ```

mod index;
mod labels;
mod lookup;
mod nouns;
mod phrases;

pub use lookup::{UnknownMeaning, Vocabulary, normalise};
pub use phrases::{Phrase, Relation};

use crate::model::ClaimKind;

/// What a label says of its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meaning {
    /// Files with what the track says of them.
    Files(ClaimKind),
    /// Files, if the value holds paths: "Scope", "Location".
    MaybeFiles,
    /// Files that the patterns of a track do not mean.
    Except,
    /// What must come first.
    Depends,
    /// What waits for this track.
    Blocks,
    /// When work can begin.
    CanStart,
    /// What may run beside.
    Parallel,
    /// The worker.
    Owner,
    /// The state.
    Status,
    /// Per cent done.
    Percent,
    /// The priority.
    Priority,
    /// The estimate.
    Effort,
    /// Things that one track at a time may have.
    Resources,
    /// Ports, of which each is such a thing.
    Ports,
    /// The git branch.
    Branch,
    /// A worktree's path, a command, a reference: known, and no file claim.
    Aside,
    /// Steps.
    Tasks,
    /// What is delivered.
    Deliverables,
    /// When it is done.
    Criteria,
    /// Events published.
    Publishes,
    /// Events or APIs consumed.
    Consumes,
    /// Interfaces implemented.
    Implements,
    /// A statement that no conflict exists.
    NoConflict,
    /// Points at which tracks come together.
    SyncPoints,
    /// Contested areas.
    Conflicts,
    /// The order of work.
    Order,
    /// The tracks that a worker or a wave holds.
    Members,
    /// The name or domain of a track.
    Name,
    /// A number of order.
    Step,
    /// How a conflict is settled.
    Resolution,
}

/// What a kind word names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Noun {
    /// A unit of parallel work.
    Track,
    /// A person or agent who may also be the unit of work.
    Worker,
    /// A word that names a unit of work only when the section states files: "workflow", "group".
    WeakTrack,
    /// A milestone, the scope of ids.
    Phase,
    /// What groups tracks in time.
    Group,
    /// A step of a track.
    Task,
    /// A user story.
    Story,
}
