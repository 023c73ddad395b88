//! Validated options as plain values with defaults. [`crate::config`] makes them from TOML.

use std::collections::BTreeMap;

use crate::diagnostic::Level;
use crate::vocabulary::Vocabulary;

/// Everything that changes how plans are read and judged.
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
}
