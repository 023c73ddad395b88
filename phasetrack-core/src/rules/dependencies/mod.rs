//! Rules about who waits for whom.

pub(super) mod dependency_cycle;
pub(super) mod self_dependency;
pub(super) mod unknown_task;
pub(super) mod unknown_track;
