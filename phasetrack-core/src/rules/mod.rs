//! The rules: what is wrong with a plan, where, and what to do about it.
//!
//! A rule is a function in a file of its own with its page beside it, and one line in the table [`RULES`]. The table
//! makes everything else: `phasetrack explain`, the manual, the names in a configuration. [`check`] runs the rules and
//! is the one place where levels are decided.
//!
//! ```
//! use phasetrack_core::rules;
//!
//! let rule = rules::find("dependency-cycle").unwrap();
//! assert_eq!(rule.level.to_string(), "error");
//! assert!(rule.page.starts_with("## What it does"));
//! assert_eq!(rules::suggest("dependancy-cycle"), Some("dependency-cycle"));
//! ```

mod configuration;
mod dependencies;
mod document;
mod ownership;
mod run;
mod schedule;
mod shape;
mod table;
mod words;

use run::Cx;

pub use run::check;
pub use table::{RULES, Rule, find, suggest};
