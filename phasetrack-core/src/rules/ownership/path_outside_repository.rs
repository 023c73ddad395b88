use super::patterns;
use crate::glob::Fault;
use crate::rules::Cx;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    patterns::report(cx, Fault::Outside, "is not in the repository");
}
