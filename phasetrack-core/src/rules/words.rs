//! Words that several rules need.

use crate::facts::{ClaimFact, Facts, Node};
use crate::spelling;

/// The most names a message lists.
const MAX_NAMES: usize = 12;

/// How many names a rule looks at to guess what unknown ones mean; every guess looks at all there are.
pub(super) const MAX_LOOKS: usize = 500_000;

/// "1 heading", "2 headings".
pub(super) fn count(n: usize, noun: &str) -> String {
    let plural = if n == 1 { "" } else { "s" };
    format!("{n} {noun}{plural}")
}

/// "`A`", "`A` and `B`", "`A`, `B` and `C`"; the end of a long list is counted only.
pub(super) fn list<'a>(names: impl IntoIterator<Item = &'a str, IntoIter: ExactSizeIterator>) -> String {
    let mut rest = names.into_iter();
    let mut names: Vec<String> = rest.by_ref().take(MAX_NAMES).map(|name| format!("`{name}`")).collect();
    let more = rest.len();
    if more > 0 {
        names.push(format!("{more} more"));
    }
    match names.pop() {
        Some(last) if names.is_empty() => last,
        Some(last) => format!("{} and {last}", names.join(", ")),
        None => String::new(),
    }
}

/// The id of a track or a task, or the beginning of its title, without marks.
pub(super) fn name(facts: &Facts<'_>, node: Node) -> String {
    match node {
        Node::Track(ix) => facts.track(ix).id.to_string(),
        Node::Task(ix) => match &facts.task(ix).id {
            Some(id) => id.to_string(),
            None => format!("“{}”", short(&facts.task(ix).title)),
        },
    }
}

/// "track `A`", "task `A1`".
pub(super) fn noun(facts: &Facts<'_>, node: Node) -> String {
    let kind = if matches!(node, Node::Track(_)) { "track" } else { "task" };
    format!("{kind} `{}`", name(facts, node))
}

/// "track `A`", or who else states a claim.
pub(super) fn claimant(facts: &Facts<'_>, claim: &ClaimFact<'_>) -> String {
    claim.track.map_or("the shared files".to_owned(), |ix| noun(facts, Node::Track(ix)))
}

/// The candidate that was probably meant by a name. Names that differ in a number only are never slips of the pen.
pub(super) fn guess<'a>(name: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let letters = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "");
    let own = letters(name);
    spelling::nearest(name, candidates.filter(|candidate| letters(candidate) != own))
}

/// At most the first forty characters of a text.
pub(super) fn short(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// A text that is safe to print: what cannot be seen, or could steer a terminal, is written as `\u{…}`. Joiners stay,
/// for they hold emoji and letters together.
pub(super) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let joiner = matches!(c, '\u{200C}' | '\u{200D}');
        if c.is_control() || (is_invisible(c) && !joiner) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

/// Whether nothing is shown for a character.
pub(super) fn is_invisible(c: char) -> bool {
    INVISIBLE.iter().any(|range| range.contains(&c))
}

/// Joiners, marks of direction, soft hyphens and the like.
const INVISIBLE: &[std::ops::RangeInclusive<char>] = &[
    '\u{AD}'..='\u{AD}',
    '\u{61C}'..='\u{61C}',
    '\u{180E}'..='\u{180E}',
    '\u{200B}'..='\u{200F}',
    '\u{202A}'..='\u{202E}',
    '\u{2060}'..='\u{2069}',
    '\u{FEFF}'..='\u{FEFF}',
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists() {
        assert_eq!(list([]), "");
        assert_eq!(list(["A"]), "`A`");
        assert_eq!(list(["A", "B"]), "`A` and `B`");
        assert_eq!(list(["A", "B", "C"]), "`A`, `B` and `C`");
        assert!(list(["A"; 14]).ends_with("`A` and 2 more"));
    }

    #[test]
    fn nothing_steers_the_terminal() {
        assert_eq!(visible("a\u{1b}[2J\u{202e}b\n"), "a\\u{1b}[2J\\u{202e}b\\u{a}");
        assert_eq!(visible("Größe 👩\u{200d}💻"), "Größe 👩\u{200d}💻");
    }

    #[test]
    fn counts() {
        assert_eq!((count(1, "table"), count(0, "table")), ("1 table".to_owned(), "0 tables".to_owned()));
        assert_eq!(short(&"é".repeat(41)).chars().count(), 41);
    }
}
