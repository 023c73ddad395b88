//! A task's id at the start of a text.

use std::ops::Range;

use crate::vocabulary::Noun;

use super::document::Document;
use super::names;

/// How far from the start of a text the first digit of an id can stand, in bytes.
const MAX_ID: usize = 32;

/// Marks that end an id.
const CLOSING: &[&str] = &[":", "：", ")", "**", "`", "]", " —", " –", " - ", "—", ". ", " |"];

/// Where the text stands.
#[derive(Clone, Copy)]
pub(super) enum Place<'t> {
    /// In a heading, where a bare code is enough.
    Heading,
    /// In an item or a line, where an id must be marked off or be too long for a word.
    Item,
    /// In a ticked item of the track with this id: its own letters are enough.
    Ticked(&'t str),
}

/// What an id looks like.
enum Shape {
    /// `#180`
    Issue,
    /// `1.1`
    Dotted,
    /// `A1`, `T0001`
    Code,
    /// `WS-1.2`, `br-33ha.6.4`
    Compound,
}

/// The id that a text begins with, and where its title begins.
pub(super) fn task_id(text: &str, document: &Document<'_>, place: Place<'_>) -> Option<(Range<usize>, usize)> {
    // An id has a digit, and near its start: most items are dismissed here.
    if !text.bytes().take(MAX_ID).any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let start = text.len() - text.trim_start_matches(['*', '`', '~', '_', '[']).len();
    let (from, named) = match names::kind_word(&text[start..], document.words) {
        Some((Noun::Group | Noun::Phase, ..)) => return None,
        Some((Noun::Task, _, len)) => after_word(text, start, start + len),
        _ => (start, false),
    };
    let id = &text[from..from + length(&text[from..])?];
    let tail = &text[from + id.len()..];
    let closed = tail.is_empty() || CLOSING.iter().any(|mark| tail.starts_with(mark));
    if !closed && !tail.starts_with(' ') {
        return None;
    }
    let strong = ["**", "`", "~~", "__"].iter().any(|mark| text.starts_with(mark));
    let certain = if named {
        closed && id.bytes().any(|byte| byte.is_ascii_digit())
    } else {
        match (shape(id)?, place) {
            (Shape::Issue | Shape::Dotted | Shape::Code, Place::Heading) => true,
            (Shape::Issue, _) => closed,
            // A box to tick makes a task of it: "- [ ] 2.1 Tax".
            (Shape::Dotted, Place::Ticked(_)) => true,
            (Shape::Compound, Place::Ticked(_)) if id.contains('.') => true,
            (Shape::Dotted, _) => (strong && closed) || tail.starts_with(':'),
            (Shape::Code | Shape::Compound, Place::Ticked(own)) if begins_with(id, own) => true,
            (Shape::Code | Shape::Compound, _) => closed || is_long(id),
        }
    };
    let title = tail.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, ':' | '：' | '*' | '`' | '—' | '–' | ')' | ']' | '~' | '.')
    });
    let title = title.trim_start_matches("- ");
    certain.then(|| (from..from + id.len(), text.len() - title.len()))
}

/// Where the id begins after a word for tasks, and whether the word names it: in "TASK-001" it is part of the id.
fn after_word(text: &str, start: usize, end: usize) -> (usize, bool) {
    let gap = &text[end..];
    let skip = gap.len() - gap.trim_start_matches([' ', '#', '-']).len();
    if let Some(rest) = gap.trim_start().strip_prefix("Set ") {
        (text.len() - rest.len(), true)
    } else if skip == 0 || gap.starts_with('-') {
        (start, false)
    } else {
        (end + skip, true)
    }
}

/// Length of the letters, digits and inner marks at the start of a text.
fn length(text: &str) -> Option<usize> {
    let inner = |(at, c): &(usize, char)| {
        c.is_ascii_alphanumeric()
            || (*at == 0 && *c == '#')
            || (*at > 0
                && matches!(c, '.' | '-' | '_')
                && text[at + 1..].starts_with(|next: char| next.is_ascii_alphanumeric()))
    };
    text.char_indices().take_while(inner).map(|(at, c)| at + c.len_utf8()).last()
}

fn shape(id: &str) -> Option<Shape> {
    if let Some(number) = id.strip_prefix('#') {
        return number.bytes().all(|b| b.is_ascii_digit()).then_some(Shape::Issue);
    }
    let letters = id.bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters == 0 {
        let short = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        return (id.contains('.') && id.split('.').all(short)).then_some(Shape::Dotted);
    }
    // Ids are in capitals, or have letters that a tracker gave.
    let upper = id[..letters].bytes().all(|b| b.is_ascii_uppercase());
    let given = (id.contains('-') && id.contains('.')) || id.starts_with("Task") || id.starts_with("task-");
    let compound = id.contains(['-', '.']) && id.bytes().any(|b| b.is_ascii_digit()) && letters <= 8;
    if !(upper || given) {
        None
    } else if names::is_code(id) || is_numbered_code(id) {
        Some(Shape::Code)
    } else {
        (compound && !id.contains("..")).then_some(Shape::Compound)
    }
}

/// `T0001`, `TASK001`: letters and digits only.
fn is_numbered_code(id: &str) -> bool {
    let letters = id.bytes().take_while(u8::is_ascii_alphabetic).count();
    (1..=4).contains(&letters)
        && id.len() > letters
        && id.len() - letters <= 24
        && id.bytes().skip(letters).all(|b| b.is_ascii_digit())
}

/// Three digits or more make an id that is no word.
fn is_long(id: &str) -> bool {
    id.bytes().filter(u8::is_ascii_digit).count() >= 3
}

/// `A1`, `A-1`, `A.1` in track `A`.
fn begins_with(id: &str, own: &str) -> bool {
    let rest = id.get(..own.len()).filter(|head| head.eq_ignore_ascii_case(own)).map(|head| &id[head.len()..]);
    let letters = own.bytes().all(|byte| byte.is_ascii_alphabetic());
    letters
        && !own.is_empty()
        && rest.is_some_and(|rest| rest.trim_start_matches(['-', '.']).starts_with(|c: char| c.is_ascii_digit()))
}

/// "17-01-PLAN.md — …": two numbers at the start of a ticked item.
pub(super) fn dashed_number(text: &str) -> Option<(Range<usize>, usize)> {
    let start = text.len() - text.trim_start_matches(['*', '`', '[']).len();
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let first = digits(&text[start..]);
    let rest = text[start + first..].strip_prefix('-')?;
    let second = digits(rest);
    let end = start + first + 1 + second;
    let fits = (1..=3).contains(&first)
        && (1..=3).contains(&second)
        && !text[end..].starts_with(|c: char| c.is_alphanumeric());
    fits.then_some((start..end, end))
}
