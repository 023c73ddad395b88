//! Values → text, one format a file.
//!
//! Spans stay byte ranges up to here. [`Places`] turns them into lines and columns; every format takes it as its
//! first argument, so a document's lines are found once, however much is printed.
//!
//! ```
//! use phasetrack_core::render::{self, Places};
//! use phasetrack_core::settings::Settings;
//! use phasetrack_core::text::Sources;
//!
//! let mut sources = Sources::default();
//! sources.add("plan.md", "# Phase 1: MVP\n\n## Track A: API\n**Depends on**: Track B\n");
//! let report = phasetrack_core::check(&sources, &Settings::default());
//! let text = render::concise(&Places::new(&sources), &report.diagnostics);
//! assert!(text.starts_with("plan.md:4:23: error[unknown-track]: "));
//! ```

mod chart;
mod columns;
mod concise;
mod escape;
mod explain;
mod full;
mod github;
mod guard;
mod guard_json;
mod json;
mod overlap;
mod owners;
mod patch;
mod places;
mod plan_template;
mod show;
mod summary;
#[cfg(test)]
mod tests;
mod unread;
mod wire;

pub use chart::{
    Chart, gantt_mermaid, gantt_svg, graph_ascii, graph_dot, graph_mermaid, graph_svg, schedule_json, schedule_text,
};
pub use concise::concise;
pub use escape::{escape, escape_bytes};
pub use explain::{rule_list, rule_page, rules_json};
pub use full::full;
pub use github::github;
pub use guard::Judgement;
pub use guard_json::{Unjudged, guard_json, unjudged_json};
pub use json::{json, json_lines};
pub use overlap::{overlap, overlap_json};
pub use owners::{owners, owners_json};
pub use patch::{diff, fixed};
pub use places::Places;
pub use plan_template::plan_template;
pub use show::show;
pub use summary::{Counts, summary};
