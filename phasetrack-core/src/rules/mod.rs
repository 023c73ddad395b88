//! Rules: placeholder.

use crate::diagnostic::{Diagnostic, Level};
use crate::model::Plan;
use crate::settings::Settings;
use crate::text::Sources;

/// Metadata of a rule.
pub struct Rule {
    /// Name.
    pub name: &'static str,
    /// Family.
    pub family: &'static str,
    /// Level.
    pub level: Level,
    /// Summary.
    pub summary: &'static str,
    /// Page.
    pub page: &'static str,
}

/// All rules.
pub static RULES: &[Rule] = &[
    Rule {
        name: "unknown-track", family: "dependencies",
        level: Level::Error,
        summary: "a dependency names no track",
        page: "# unknown-track\n",
    },
    Rule {
        name: "invalid-configuration", family: "configuration",
        level: Level::Error,
        summary: "wrong configuration",
        page: "# invalid-configuration\n",
    },
];

/// Finds.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

/// Runs every rule.
pub fn check(_sources: &Sources, _plan: &Plan, _settings: &Settings) -> Vec<Diagnostic> {
    Vec::new()
}

/// Suggests.
pub fn suggest(name: &str) -> Option<&'static str> {
    crate::spelling::nearest(name, RULES.iter().map(|rule| rule.name))
}
