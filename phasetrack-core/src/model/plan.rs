//! The plan as a whole and its phases.

use super::{Claim, Dependency, Track, Unread};
use crate::id::{Effort, PhaseNumber, TrackId};
use crate::text::{SourceId, Span, Spanned};

/// All documents of one call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The phases in the order of their documents; a document without a phase heading gives one unnamed phase.
    pub phases: Vec<Phase>,
    /// What was seen and not understood, in document order.
    pub unread: Vec<Unread>,
}

impl Plan {
    /// All tracks of all phases, in order.
    pub fn tracks(&self) -> impl Iterator<Item = &Track> {
        self.phases.iter().flat_map(|phase| &phase.tracks)
    }
}

/// A milestone: the scope in which track ids are unique.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phase {
    /// The document.
    pub source: SourceId,
    /// The heading, or the first byte of the document when the phase has none.
    pub span: Span,
    /// The number the phase gives itself.
    pub number: Option<PhaseNumber>,
    /// The title without kind word and number.
    pub title: Option<String>,
    /// The tracks, in order of first mention.
    pub tracks: Vec<Track>,
    /// Waves, weeks and steps with the tracks named in them, in document order.
    pub groups: Vec<Group>,
    /// Figures that hold for several tracks or tasks together, in document order.
    pub estimates: Vec<Estimate>,
    /// What workers do one after the other, in document order.
    pub turns: Vec<Turns>,
    /// Points in time at which tracks come together, as written.
    pub sync_points: Vec<Spanned<String>>,
    /// Rows of a table of conflict areas.
    pub conflict_areas: Vec<ConflictArea>,
    /// Files that the document shares between tracks without giving them to one.
    pub shared: Vec<SharedFile>,
    /// Success criteria of the phase.
    pub criteria: Vec<Spanned<String>>,
}

impl Phase {
    /// An empty phase at a place.
    pub fn new(source: SourceId, span: Span) -> Self {
        Self {
            source,
            span,
            number: None,
            title: None,
            tracks: Vec::new(),
            groups: Vec::new(),
            estimates: Vec::new(),
            turns: Vec::new(),
            sync_points: Vec::new(),
            conflict_areas: Vec::new(),
            shared: Vec::new(),
            criteria: Vec::new(),
        }
    }

    /// The track of an id, in this phase.
    pub fn track(&self, id: &TrackId) -> Option<&Track> {
        self.tracks.iter().find(|track| track.id == *id)
    }
}

/// What puts tracks into groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupKind {
    /// Merged together.
    Wave,
    /// A week, day or sprint of a schedule.
    Time,
    /// A step of an order table or an ordered list.
    Step,
}

/// Tracks named together in a wave, a week or a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What kind of group.
    pub kind: GroupKind,
    /// "Wave 2", "Week 1", "3".
    pub label: String,
    /// Where.
    pub span: Span,
    /// The tracks or tasks it names.
    pub members: Vec<Dependency>,
}

/// What one worker does one after the other: "Developer 1: Track A → Track C".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turns {
    /// Who, as written.
    pub worker: String,
    /// Where.
    pub span: Span,
    /// The tracks or tasks of each turn.
    pub turns: Vec<Vec<Dependency>>,
}

/// The effort of several tracks or tasks in one figure: of a chain, of a sprint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// What the document calls them: "Chain 1", "Sprint 2".
    pub label: String,
    /// The work of all of them together.
    pub effort: Spanned<Effort>,
    /// The tracks or tasks, each once.
    pub members: Vec<Dependency>,
}

/// A row of a table of conflict areas: what is contested, by whom, and how it is settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConflictArea {
    /// The area or file.
    pub area: Spanned<String>,
    /// The tracks named.
    pub tracks: Vec<Dependency>,
    /// The rule that settles it.
    pub resolution: Option<String>,
}

/// A file that the document shares between tracks, or forbids to all, outside any track.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedFile {
    /// The file and how it may be used.
    pub claim: Claim,
    /// The owner that the document names, as written; no track.
    pub owner: Option<Spanned<String>>,
}
