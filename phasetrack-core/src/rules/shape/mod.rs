//! Rules about the shape of a plan: which tracks and tasks there are, and how they are called.

pub(super) mod confusable_track_id;
mod confusables;
pub(super) mod duplicate_task;
pub(super) mod duplicate_track;
pub(super) mod empty_track;
pub(super) mod task_under_wrong_track;
pub(super) mod unsafe_name;
