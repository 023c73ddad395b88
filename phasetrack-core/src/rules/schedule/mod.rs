//! Rules about order, waves and what a plan promises of its speed.

mod figures;
mod groups;

pub(super) mod effort_does_not_add_up;
pub(super) mod impossible_speedup;
pub(super) mod order_violates_dependencies;
pub(super) mod overloaded_owner;
pub(super) mod parallelism_overstated;
pub(super) mod redundant_dependency;
pub(super) mod wave_has_conflict;
pub(super) mod wave_too_large;
