//! Validated options as plain values with defaults. [`crate::config`] makes them from TOML.

use std::collections::BTreeMap;

use crate::diagnostic::Level;
use crate::vocabulary::Vocabulary;

/// Everything that changes how plans are read and judged, and how work on them is carried out.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The documents to read when a command names none; globs relative to the configuration's folder.
    pub plans: Vec<String>,
    /// Words by which facts are recognised.
    pub vocabulary: Vocabulary,
    /// Levels that differ from the rules' own.
    pub levels: BTreeMap<&'static str, Level>,
    /// Branch patterns and the tracks they stand for.
    pub branches: BTreeMap<String, String>,
    /// Account names of owners.
    pub owners: BTreeMap<String, String>,
    /// How changed paths are judged.
    pub guard: Guard,
    /// Who works at once.
    pub schedule: Schedule,
    /// The workers that can carry out tasks, in the order in which they are tried.
    pub agents: Vec<Command>,
    /// What must pass before work counts as done, in order.
    pub gates: Vec<Command>,
}

/// How changed paths are judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guard {
    /// The branch that tracks start from; without it the repository's default branch.
    pub base: Option<String>,
    /// What happens to a path that no track owns.
    pub unowned: Unowned,
    /// Whether commits may record exceptions for paths that they change.
    pub allow_once: bool,
}

impl Default for Guard {
    fn default() -> Self {
        Self { base: None, unowned: Unowned::default(), allow_once: true }
    }
}

/// What happens to a path that no track owns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unowned {
    /// No track may change it.
    #[default]
    Deny,
    /// It may be changed, with a warning.
    Warn,
    /// It may be changed.
    Allow,
}

/// Who works at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    /// Number of workers; without it as many as are useful.
    pub agents: Option<u32>,
    /// The most tracks in one wave; without it no limit.
    pub wave_size: Option<u32>,
    /// How many work under the name of an owner; one where nothing is said.
    pub owners: BTreeMap<String, u32>,
    /// Things that one track at a time may have, and the tracks that need them, by id or title. A name that no track of the
    /// documents at hand has says nothing about them.
    pub resources: BTreeMap<String, Vec<String>>,
}

/// A named program with its arguments; never a line for a shell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// The name by which reports call it.
    pub name: String,
    /// The program and its arguments; never empty.
    pub command: Vec<String>,
}
