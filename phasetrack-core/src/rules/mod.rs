//! Rules: placeholder.

use crate::diagnostic::Diagnostic;
use crate::model::Plan;
use crate::settings::Settings;
use crate::text::Sources;

/// Runs every rule.
pub fn check(_sources: &Sources, _plan: &Plan, _settings: &Settings) -> Vec<Diagnostic> {
    Vec::new()
}
