use crate::rules::Cx;

pub(in crate::rules) fn check(_cx: &mut Cx<'_>) {}
