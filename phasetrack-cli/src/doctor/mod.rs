//! Does every layer of the guard work? Each is tried with a change that the plan forbids, in a repository that is
//! thrown away; what is around the real one is only looked at.

mod agents;
mod hooks;
mod report;
mod subject;
mod surroundings;

pub(crate) use agents::agents;
pub(crate) use hooks::{hooks, range};
pub(crate) use report::Report;
pub(crate) use subject::Subject;
pub(crate) use surroundings::surroundings;
