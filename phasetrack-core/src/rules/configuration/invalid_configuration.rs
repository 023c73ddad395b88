//! What is wrong with `phasetrack.toml` is found where it is read, before there is a plan that could be judged. The
//! rule is in the table so that its findings can be explained like all others.

use crate::rules::Cx;

pub(in crate::rules) fn check(_: &mut Cx<'_>) {}
