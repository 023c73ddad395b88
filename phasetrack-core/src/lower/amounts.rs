//! Amounts of work at the end of a line: "… (3 tasks, 24 hours)", "… 3 days each".

use crate::id::Effort;
use crate::text::{Spanned, offset};
use crate::vocabulary::{Noun, Vocabulary};

use super::document::{Bytes, Document};
use super::names;

/// Words behind an amount that still say no more than the amount.
const TOTAL: &[&str] = &["total", "together", "combined", "work", "of", "in", "all"];

/// Between the ends of an amount that is a range.
const TO: &[&str] = &["to", "-", "–", "—"];

/// Between a number of tracks and what each of them takes.
const TIMES: &[&str] = &["×", " x ", " at ", " @ ", " * "];

/// A line with an amount in parentheses at its end.
pub(super) struct Figure {
    /// How many tasks, or tracks, it is said to be for.
    pub(super) counts: Vec<(Noun, usize)>,
    pub(super) effort: Spanned<Effort>,
    /// What stands before it.
    pub(super) before: Bytes,
}

/// "… (3 tasks, 24 hours)" at the end of a line.
pub(super) fn figure(document: &Document<'_>, line: Bytes) -> Option<Figure> {
    let text = document.slice(line).trim_end_matches(['*', ':', ' ']);
    let open = text.strip_suffix(')')?.rfind('(')?;
    let (mut counts, mut effort) = (Vec::new(), None);
    let mut at = line.0 + offset(open + 1);
    for part in text[open + 1..text.len() - 1].split(',') {
        let range = document.trimmed((at, at + offset(part.len())));
        at += offset(part.len() + 1);
        let part = document.slice(range);
        if let Some(count) = counted(part, document.words) {
            counts.push(count);
        } else if effort.is_none() {
            effort = Some(Spanned::new(amount(part)?, document.span(range)));
        } else {
            return None;
        }
    }
    Some(Figure { counts, effort: effort?, before: document.trimmed((line.0, line.0 + offset(open))) })
}

/// "7 workstreams × 3 days each": the number of tracks, and what each of them takes.
pub(super) fn each(document: &Document<'_>, line: Bytes) -> Option<(usize, Spanned<Effort>)> {
    let text = document.slice(line);
    let end = text.find(" each")?;
    let (times, sign) = TIMES.iter().find_map(|sign| Some((text[..end].rfind(sign)?, sign)))?;
    let before = text[..times].trim_end();
    let start = before.rfind(|c: char| !(c.is_alphanumeric() || matches!(c, ' ' | '-')));
    let before = &before[start.map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8))..];
    let number = before.find(|c: char| c.is_ascii_digit()).map(|at| &before[at..])?;
    let (_, count) = counted(number, document.words).filter(|(noun, _)| *noun == Noun::Track)?;
    let range = document.trimmed((line.0 + offset(times + sign.len()), line.0 + offset(end)));
    Some((count, Spanned::new(amount(document.slice(range))?, document.span(range))))
}

/// "3 tasks": the noun and the number, if there is nothing else.
fn counted(text: &str, words: &Vocabulary) -> Option<(Noun, usize)> {
    let (number, word) = text.split_once(' ')?;
    let word = word.trim_start();
    let (noun, _, len) = names::kind_word(word, words)?;
    let is_whole = matches!(noun, Noun::Task | Noun::Track) && len == word.len();
    is_whole.then(|| Some((noun, number.parse().ok()?)))?
}

/// "~24 hours", "2 to 3 days total": one amount of time and nothing else.
fn amount(text: &str) -> Option<Effort> {
    let is_number = |word: &str| {
        let digits = word.trim_start_matches(|c: char| "~≈-–—".contains(c));
        let inner = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '–' | '—' | '~');
        digits.starts_with(|c: char| c.is_ascii_digit()) && digits.chars().all(inner)
    };
    let is_unit = |word: &str| word.chars().all(char::is_alphabetic) && format!("1 {word}").parse::<Effort>().is_ok();
    let (mut numbers, mut ranges) = (0, 0);
    for word in text.split_whitespace() {
        if is_number(word) {
            numbers += 1;
        } else if TO.contains(&word) {
            ranges += 1;
        } else if !is_unit(word) && !TOTAL.contains(&word) {
            return None;
        }
    }
    // "3 hours 30 minutes" is one amount in two; an estimate is read from the first of them only.
    text.parse().ok().filter(|_| numbers <= 1 + ranges)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts() {
        for (text, expected) in [
            ("~24 hours", Some(24 * 60)),
            ("2h", Some(120)),
            ("2-3 hours", Some(180)),
            ("2 to 3 days total", Some(3 * 1440)),
            ("30 minutes - 1 hour", Some(60)),
            ("3 hours of work in all", Some(180)),
            ("2 hours/track", None),
            ("2h/track", None),
            ("3 hours 30 minutes", None),
            ("3 hours per track", None),
            ("hours", None),
            ("", None),
        ] {
            assert_eq!(amount(text).map(|effort| effort.max_minutes()), expected, "{text}");
        }
    }
}
