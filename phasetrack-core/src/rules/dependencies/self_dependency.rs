use crate::facts::Meaning;
use crate::rules::{Cx, words};

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let facts = cx.facts;
    for link in facts.links.iter().filter(|link| link.to == Meaning::Known(link.from)) {
        let who = words::noun(facts, link.from);
        cx.report(link.dependency.span, format!("{who} waits for itself"))
            .help("name the track or task that it really waits for, or write `none`");
    }
}
