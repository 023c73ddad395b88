use super::figures::{Line, lines, most_at_once, most_tasks_at_once};
use crate::facts::Node;
use crate::rules::{Cx, words};
use crate::text::{SourceId, Span};

/// What a plan counts when it says how much goes on at once.
const NOUNS: &[&str] = &["tracks", "workstreams", "streams", "lanes"];

/// The same where it counts single steps.
const TASKS: &[&str] = &["tasks"];

/// Words that say "at once".
const AT_ONCE: &[&str] = &["parallel", "concurrently", "concurrent", "simultaneously", "simultaneous"];

/// Words that say that a number is the highest possible one.
const AT_MOST: &[&str] = &["peak", "most", "maximum", "max"];

/// How many words may stand between the number and what it counts.
const MAX_BETWEEN: usize = 2;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    for line in
        lines(cx, &["parallel", "concurrent", "simultaneous"]).filter(|line| line.has(AT_ONCE)).collect::<Vec<_>>()
    {
        for (span, stated) in counted(&line, NOUNS) {
            too_many(cx, line.source, span, stated);
        }
        if line.has(AT_MOST) {
            for (span, stated) in counted(&line, TASKS).into_iter().chain(labelled(&line)) {
                too_few(cx, line.source, span, stated);
            }
        }
    }
}

/// More tracks at once than dependencies allow.
fn too_many(cx: &mut Cx<'_>, source: SourceId, span: Span, stated: usize) {
    let widest = most_at_once(cx.facts, source);
    if widest.is_empty() || stated <= widest.len() {
        return;
    }
    let names: Vec<String> = widest.iter().map(|&track| words::name(cx.facts, Node::Track(track))).collect();
    let list = words::list(names.iter().map(String::as_str));
    let message =
        format!("not {stated}, but at most {} can be at work at once: {list}", words::count(widest.len(), "track"));
    cx.report(span, message).help("correct the number, or drop dependencies that are not needed");
}

/// Fewer at most than there are tasks of which none waits for another, where tasks wait for tasks at all.
fn too_few(cx: &mut Cx<'_>, source: SourceId, span: Span, stated: usize) {
    let widest = most_tasks_at_once(cx.facts, source);
    if stated >= widest.len() {
        return;
    }
    let names: Vec<String> = widest.iter().map(|&task| words::name(cx.facts, Node::Task(task))).collect();
    let list = words::list(names.iter().map(String::as_str));
    let message = format!("not {stated}, but {} can be at work at once: {list}", words::count(widest.len(), "task"));
    cx.report(span, message)
        .help("correct the number; `phasetrack schedule --by tasks` says how many workers are worth while");
}

/// "5 tracks in parallel": the number, with its place.
fn counted(line: &Line<'_>, nouns: &[&str]) -> Vec<(Span, usize)> {
    let mut found = Vec::new();
    for (at, token) in line.tokens.iter().enumerate() {
        let Ok(number) = token.text.parse::<usize>() else { continue };
        let last = (at + 2 + MAX_BETWEEN).min(line.tokens.len());
        // "3 of 7 tracks": the first number counts other things.
        let words = (at + 1..last).take_while(|&next| line.tokens[next].text.parse::<usize>().is_err());
        let noun = words.into_iter().find(|&next| nouns.contains(&line.tokens[next].text.as_str()));
        if line.stands_alone(at) && noun.is_some_and(|noun| line.is_joined(at, noun)) {
            found.push((line.span(at..at + 1), number));
        }
    }
    found
}

/// "Maximum Parallel Development Tracks: 3", the whole line.
fn labelled(line: &Line<'_>) -> Option<(Span, usize)> {
    let [first, .., noun, number] = line.tokens.as_slice() else { return None };
    let is_label = AT_MOST.contains(&first.text.as_str()) && NOUNS.contains(&noun.text.as_str());
    let at = line.tokens.len() - 1;
    let number = number.text.parse().ok().filter(|_| is_label && line.after(at - 1) == Some(':'))?;
    Some((line.span(at..at + 1), number))
}
