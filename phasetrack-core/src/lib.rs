//! Plans for parallel development, read from the Markdown a team already has, and judged.
//!
//! Several people or agents can work at once if each owns its files and knows whom it waits for. Teams write that down
//! in Markdown, each in its own way. This crate reads such documents and says where they are wrong.
//!
//! - [`text::Sources`] hold the documents. Whatever is said later points into them by byte [`text::Span`]s.
//! - [`syntax::Outline`] is a document's structure: headings, items, tables, fences.
//! - [`model::Plan`] is what the documents state: phases, tracks with claims on files, tasks, dependencies. [`read`]
//!   makes it. Reading never fails: what is not understood is part of the plan, in [`model::Plan::unread`].
//! - [`facts::Facts`] follow from a plan: which names mean which track, who waits for whom.
//! - [`diagnostic::Diagnostic`] is a finding: what is wrong, where, what to do. [`check`] reads and runs all
//!   [`rules::RULES`]; its [`Report`] has the plan and the findings. [`check_with_files`] also compares the plan with
//!   the [`files::Files`] of the repository.
//! - [`settings::Settings`] change words and levels; [`config`] reads them from TOML.
//! - [`guard::judge`] says whether a track may change paths, by the stakes of the plan.
//! - [`render`] turns plans and findings into text: for people, for editors, for other programs.
//! - [`glob::Pattern`] and [`graph::Graph`] stand on their own: path patterns that can be compared, circles in graphs.
//!
//! Everything is a function of its arguments: no files, no environment, no clock, no output. Equal input gives equal
//! output, byte for byte.
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
pub mod files;
pub mod glob;
pub mod graph;
pub mod guard;
pub mod id;
pub mod lower;
pub mod model;
pub mod render;
pub mod rules;
mod scan;
pub mod schedule;
pub mod settings;
pub mod spelling;
pub mod syntax;
pub mod text;
pub mod vocabulary;

use diagnostic::Diagnostic;
use files::Files;
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

/// Reads all documents and runs every rule that the settings leave on, but for those that need the repository's files.
pub fn check(sources: &Sources, settings: &Settings) -> Report {
    check_with_files(sources, settings, None)
}

/// Reads all documents and runs every rule that the settings leave on. Rules that compare the plan with the repository
/// say nothing without its files.
pub fn check_with_files(sources: &Sources, settings: &Settings, files: Option<&Files>) -> Report {
    let plan = read(sources, settings);
    let diagnostics = rules::check(sources, &plan, settings, files);
    Report { plan, diagnostics }
}

/// The examples of the project's README.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
