//! Outline → plan: one recogniser a file, the words in one vocabulary table.

use crate::model::Plan;
use crate::settings::Settings;
use crate::text::Sources;

/// Reads every source into one plan.
pub fn plan(_sources: &Sources, _settings: &Settings) -> Plan {
    Plan::default()
}
