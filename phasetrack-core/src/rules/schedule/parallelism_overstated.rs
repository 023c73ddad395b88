use super::figures::{Limits, Line, Widest, lines};
use crate::rules::{Cx, words};
use crate::text::Span;

/// What a plan counts when it says how much goes on at once.
const NOUNS: &[&str] = &["tracks", "workstreams", "streams", "lanes"];

/// The same where it counts single steps.
const TASKS: &[&str] = &["tasks"];

/// Words that say "at once".
const AT_ONCE: &[&str] = &["parallel", "concurrently", "concurrent", "simultaneously", "simultaneous"];

/// A word that says of a number in a sentence that it is the highest one that comes about. "At most" may be a wish.
const PEAK: &[&str] = &["peak"];

/// The same at the beginning of a label.
const HIGHEST: &[&str] = &["maximum", "max"];

/// How many words may stand between the number and what it counts.
const MAX_BETWEEN: usize = 2;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let lines: Vec<Line<'_>> =
        lines(cx, &["parallel", "concurrent", "simultaneous"]).filter(|line| line.has(AT_ONCE)).collect();
    for lines in lines.chunk_by(|one, next| one.source == next.source) {
        let limits = Limits::new(cx.facts, lines[0].source);
        for line in lines {
            for (span, stated) in counted(line, NOUNS) {
                too_many(cx, limits.tracks(), span, stated);
            }
            for (span, stated) in counted(line, TASKS).into_iter().filter(|_| line.has(PEAK)) {
                too_few(cx, (limits.tasks(), "task"), span, stated);
            }
            if let Some((span, stated)) = labelled(line, TASKS) {
                too_few(cx, (limits.tasks(), "task"), span, stated);
            }
            if let Some((span, stated)) = labelled(line, NOUNS)
                && let Some(pieces) = limits.of_tracks()
            {
                too_few(cx, pieces, span, stated);
            }
        }
    }
}

/// More tracks at once than dependencies allow.
fn too_many(cx: &mut Cx<'_>, widest: &Widest, span: Span, stated: usize) {
    if widest.count == 0 || stated <= widest.count {
        return;
    }
    let (most, names) = (words::count(widest.count, "track"), &widest.names);
    let message = format!("not {stated}, but at most {most} can be at work at once: {names}");
    cx.report(span, message).help("correct the number, or drop dependencies that are not needed");
}

/// Fewer at most than there are pieces of which none waits for another.
fn too_few(cx: &mut Cx<'_>, (widest, noun): (&Widest, &str), span: Span, stated: usize) {
    if stated >= widest.count {
        return;
    }
    let (most, names) = (words::count(widest.count, noun), &widest.names);
    let message = format!("not {stated}, but {most} can be at work at once: {names}");
    cx.report(span, message)
        .help(format!("correct the number; `phasetrack schedule --by {noun}s` says how many workers are worth while"));
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
fn labelled(line: &Line<'_>, nouns: &[&str]) -> Option<(Span, usize)> {
    let [first, .., noun, number] = line.tokens.as_slice() else { return None };
    let is_label = HIGHEST.contains(&first.text.as_str()) && nouns.contains(&noun.text.as_str());
    let at = line.tokens.len() - 1;
    let number = number.text.parse().ok().filter(|_| is_label && line.after(at - 1) == Some(':'))?;
    Some((line.span(at..at + 1), number))
}
