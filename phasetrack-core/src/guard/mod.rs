//! May this track change these paths? The only place that decides.
//!
//! [`judge`] compares the changes of a commit, of what is staged, or of an agent's edit with the stakes of a plan, and
//! gives a [`Verdict`]: a ruling for every path that is not simply the track's own. Who asks makes no difference: hook,
//! agent, build server and library get one answer.
//!
//! A change is judged by the path that git records, as bytes, on both sides: what is deleted, made executable, turned
//! into a link or moved away counts as much as what is written. A move is a deletion and an addition.
//!
//! An [`Exception`] lets a path through that is denied, in sight: the ruling stays, and says by whose word. What states
//! the plan has no exceptions.
//!
//! [`track_of_branch`] says which track it is that asks, from the name of a branch.
//!
//! ```
//! use phasetrack_core::facts::{Facts, Ownership};
//! use phasetrack_core::files::Files;
//! use phasetrack_core::guard::{Change, Entry, Request, Why, judge};
//! use phasetrack_core::settings::{Settings, Unowned};
//! use phasetrack_core::text::Sources;
//!
//! let mut sources = Sources::default();
//! sources.add("plan.md", "## Track A: API\n**Files**: `a/**`\n\n## Track B: Web\n**Files**: `b/**`\n");
//! let plan = phasetrack_core::read(&sources, &Settings::default());
//! let facts = Facts::new(&plan);
//! let ownership = Ownership::new(&facts);
//!
//! let changes = [Change::added("a/new.rs", Entry::File), Change::deleted("b/old.rs", Entry::File)];
//! let track = facts.names.track(0, "A").unwrap();
//! let request = Request {
//!     track,
//!     changes: &changes,
//!     tree: &Files::default(),
//!     reserved: &[],
//!     unowned: Unowned::Deny,
//!     exceptions: &[],
//! };
//! let verdict = judge(&facts, &ownership, &request);
//! assert!(!verdict.allows());
//! assert_eq!(verdict.rulings.len(), 1);
//! assert!(matches!(verdict.rulings[0].why, Why::Foreign));
//! ```

mod branch;
mod change;
mod judge;
mod names;
mod verdict;

pub use branch::{Unidentified, is_usual, track_named, track_of_branch};
pub use change::{Change, Entry};
pub use judge::{Request, judge};
pub use names::Flaw;
pub use verdict::{Exception, Ruling, Verdict, Why};

#[cfg(test)]
mod tests;
