//! Reports patterns that could not be parsed.

use crate::glob::Fault;
use crate::rules::{Cx, words};

/// Reports every pattern of a claim that has a fault of one family.
pub(super) fn report(cx: &mut Cx<'_>, fault: Fault, judgement: &str) {
    let facts = cx.facts;
    for claim in &facts.claims {
        for (pattern, error) in claim.errors().filter(|(_, error)| error.kind().fault() == fault) {
            let who = words::claimant(facts, claim);
            let text = words::short(&pattern.value);
            let (what, instead) = error.parts();
            let place = cx.part(pattern.span, &pattern.value[error.range()]);
            cx.report(place, format!("`{text}` of {who} {judgement}: {what}")).help(instead);
        }
    }
}
