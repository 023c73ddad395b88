//! Identifiers and amounts, parsed once: [`PhaseNumber`], [`TrackId`], [`TaskId`], [`Effort`].
//!
//! An id is kept as it was written and compared by a *key* that forgives spelling:
//! case, spaces and punctuation do not count, so `B.1`, `B1` and `b-1` are one id; a mark between two digits does,
//! so `1.1` and `11` are two.

mod effort;
mod name;

pub use effort::{Effort, ParseEffortError};
pub use name::{PhaseNumber, TaskId, TrackId, key};
