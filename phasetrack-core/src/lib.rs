//! Plans for parallel development, read from the Markdown a team already has.
//!
//! [`text::Sources`] hold documents. [`read`] turns them into a [`model::Plan`]: phases, tracks, claims, tasks,
//! dependencies. [`check`] reads and judges: it gives a [`Report`] with the plan and every finding.
//! Reading never fails: what is not understood is part of the result.
//!
//! ```
//! use phasetrack_core::settings::Settings;
//! use phasetrack_core::text::Sources;
//!
//! let mut sources = Sources::default();
//! sources.add("plan.md", "# Phase 1: MVP\n\n## Track A: API\n**Files**: `src/api/**`\n**Depends on**: Track B\n");
//! let report = phasetrack_core::check(&sources, &Settings::default());
//! let track = report.plan.tracks().next().unwrap();
//! assert_eq!(track.id.as_str(), "A");
//! assert_eq!(track.claims[0].pattern.value, "src/api/**");
//! assert_eq!(report.diagnostics[0].rule, "unknown-track");
//! ```

pub mod config;
pub mod diagnostic;
pub mod facts;
pub mod glob;
pub mod graph;
pub mod id;
pub mod lower;
pub mod model;
pub mod render;
pub mod rules;
pub mod settings;
pub mod spelling;
pub mod syntax;
pub mod text;
pub mod vocabulary;

use diagnostic::Diagnostic;
use model::Plan;
use settings::Settings;
use text::Sources;

/// What [`check`] gives: the plan as it was read and everything that is to be said about it.
#[derive(Clone, Debug)]
pub struct Report {
    /// The plan.
    pub plan: Plan,
    /// The findings, ordered by place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads all documents as one plan.
pub fn read(sources: &Sources, settings: &Settings) -> Plan {
    lower::plan(sources, &settings.vocabulary)
}

/// Reads all documents and runs every rule that the settings leave on.
pub fn check(sources: &Sources, settings: &Settings) -> Report {
    let plan = read(sources, settings);
    let diagnostics = rules::check(sources, &plan, settings);
    Report { plan, diagnostics }
}
