use super::figures::{lines, most_at_once};
use crate::facts::Node;
use crate::rules::{Cx, words};
use crate::text::{SourceId, Span};

/// What a plan counts when it says how much goes on at once.
const NOUNS: &[&str] = &["tracks", "workstreams", "streams", "lanes"];

/// Words that say "at once".
const AT_ONCE: &[&str] = &["parallel", "concurrently", "concurrent", "simultaneously", "simultaneous"];

/// How many words may stand between the number and what it counts.
const MAX_BETWEEN: usize = 2;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    for (source, span, stated) in stated(cx) {
        let widest = most_at_once(cx.facts, source);
        if widest.is_empty() || stated <= widest.len() {
            continue;
        }
        let names: Vec<String> = widest.iter().map(|&track| words::name(cx.facts, Node::Track(track))).collect();
        let list = words::list(names.iter().map(String::as_str));
        let message =
            format!("not {stated}, but at most {} can be at work at once: {list}", words::count(widest.len(), "track"));
        cx.report(span, message).help("correct the number, or drop dependencies that are not needed");
    }
}

/// "5 tracks in parallel": the number, with its place.
fn stated(cx: &Cx<'_>) -> Vec<(SourceId, Span, usize)> {
    let mut found = Vec::new();
    for line in lines(cx, &["parallel", "concurrent", "simultaneous"]).filter(|line| line.has(AT_ONCE)) {
        for (at, token) in line.tokens.iter().enumerate() {
            let Ok(number) = token.text.parse::<usize>() else { continue };
            let last = (at + 2 + MAX_BETWEEN).min(line.tokens.len());
            // "3 of 7 tracks": the first number counts other things.
            let words = (at + 1..last).take_while(|&next| line.tokens[next].text.parse::<usize>().is_err());
            let noun = words.into_iter().find(|&next| NOUNS.contains(&line.tokens[next].text.as_str()));
            if line.stands_alone(at) && noun.is_some_and(|noun| line.is_joined(at, noun)) {
                found.push((line.source, line.span(at..at + 1), number));
            }
        }
    }
    found
}
