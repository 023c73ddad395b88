//! `phasetrack.toml` → [`Settings`](crate::settings::Settings), with every mistake reported at its place.
//!
//! ```toml
//! plans = ["docs/phase*.md"]
//!
//! [vocabulary]
//! track = ["Squad"]
//!
//! [rules]
//! unowned-track = "off"
//!
//! [branches]
//! "phase1/track-a-*" = "A"
//!
//! [guard]
//! base = "main"
//! unowned = "deny"
//! allow-once = true
//!
//! [schedule]
//! agents = 3
//! wave-size = 4
//!
//! [[agent]]
//! name = "coder"
//! command = ["coder", "--print"]
//!
//! [[gate]]
//! name = "tests"
//! command = ["cargo", "test"]
//!
//! [owners]
//! "Coder Agent" = "@org/team"
//! ```
//!
//! A key that is not known is an error, never ignored: a setting with a slip of the pen would be a rule that is
//! silently off. Each mistake is a finding of the rule `invalid-configuration`.
//!
//! ```
//! use phasetrack_core::config;
//! use phasetrack_core::text::Sources;
//!
//! let mut sources = Sources::default();
//! let id = sources.add("phasetrack.toml", "[guard]\nunowned = \"dney\"\n");
//! let (_, findings) = config::read(&sources, id);
//! assert_eq!(findings[0].message, "`unowned` cannot be \"dney\"");
//! assert_eq!(findings[0].help.as_deref(), Some("did you mean \"deny\"?"));
//! ```

mod reader;
mod sections;
#[cfg(test)]
mod tests;

pub use sections::{MAX_CONFIG_BYTES, RULE, read};
