use crate::rules::{Cx, words};
use crate::text::Span;

/// The farthest that two lines of one list are apart, in bytes: a bound for the time, larger than lists are.
const MAX_LIST: u32 = 20_000;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let facts = cx.facts;
    for fact in &facts.claims {
        let first = fact.claim.pattern.span;
        for again in &fact.claim.again {
            // An overview and a section, or two tasks, may both list a path: only within one list it is said twice.
            let is_same = again.value == fact.claim.kind && again.span.source == first.source;
            let (start, end) = (first.end.min(again.span.end), first.start.max(again.span.start));
            if !is_same || end.saturating_sub(start) > MAX_LIST {
                continue;
            }
            let between = cx.sources.slice(Span { source: first.source, start: start.min(end), end });
            // A blank line ends a list, whatever ends the lines.
            if between.replace("\r\n", "\n").replace('\r', "\n").contains("\n\n") {
                continue;
            }
            let who = words::claimant(facts, fact);
            cx.report(again.span, format!("{who} lists `{}` twice", fact.claim.pattern.value))
                .help("delete one of the two")
                .related(first, "listed first here");
        }
    }
}
