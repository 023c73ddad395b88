//! The name of a unit of work in a heading, a cell or an item: kind word, id, title.

use crate::text::offset;
use crate::vocabulary::{Noun, Vocabulary};

use super::document::{decoration, is_symbol, keycap};

/// What a text names. Offsets are relative to the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// The kind word; none for a code such as `WS1` that stands alone.
    pub(super) noun: Option<Noun>,
    /// The kind word in lower case, singular.
    pub(super) word: String,
    /// The id as written.
    pub(super) id: String,
    /// Where the id stands.
    pub(super) at: (u32, u32),
    /// What follows the id, separators cut off.
    pub(super) title: (u32, u32),
    /// The text names several units: "Track A + Track B".
    pub(super) several: bool,
    /// The id has a form that ids do not have; it is one only where the section states files.
    pub(super) odd: bool,
    /// A mark that ends a name follows the id: `:`, `—`, `(`, or nothing at all.
    pub(super) closed: bool,
}

/// Reads a name at the start of a text, after emoji, marks and numbering.
pub(super) fn name(text: &str, words: &Vocabulary) -> Option<Named> {
    let start = lead(text);
    let rest = &text[start..];
    let (noun, word, after) = match kind_word(rest, words) {
        Some((noun, word, len)) => (Some(noun), word, start + len),
        None => (None, "", start),
    };
    let gap = text[after..].len()
        - text[after..]
            .trim_start_matches(|c: char| {
                c.is_whitespace() || matches!(c, '-' | '#' | '*' | '_' | '`' | '[') || is_hidden(c)
            })
            .len();
    // An abbreviation with a hyphen is part of the id: `WS-001`, `Dev-01`.
    let short = noun.is_some() && after - start <= 3 && text[after..].starts_with('-');
    let id_start = match noun {
        Some(_) if short => start,
        Some(_) => after + gap,
        None => after + code_gap(&text[after..]),
    };
    let id_len = id_length(&text[id_start..]);
    let id = &text[id_start..id_start + id_len];
    let tail = &text[id_start + id_len..];
    let valid = if noun.is_some() { is_id(id, tail) } else { is_code(id) };
    if !valid || (noun.is_some() && gap == 0 && word.chars().all(|c| c.is_ascii() || is_hidden(c))) {
        return None;
    }
    let (skip, closed) = separator(tail);
    // "WP1 Parser": letters that are a kind word need no mark after the number.
    let letters = id.bytes().take_while(u8::is_ascii_alphabetic).count();
    let abbreviation = noun.is_none() && words.noun(&id[..letters]) == Some(Noun::Track);
    if noun.is_none() && !closed && !abbreviation {
        return None;
    }
    let title = (offset(id_start + id_len + skip), offset(text.len()));
    Some(Named {
        noun,
        word: singular(word),
        id: id.to_owned(),
        at: (offset(id_start), offset(id_start + id_len)),
        title,
        several: several(tail, words),
        odd: false,
        closed,
    })
}

/// Reads a kind word for tracks and whatever word follows it as a name: "Track x.lock: …", "Track Database".
pub(super) fn odd(text: &str, words: &Vocabulary) -> Option<Named> {
    let start = lead(text);
    let (noun, word, len) = kind_word(&text[start..], words).filter(|(noun, ..)| *noun == Noun::Track)?;
    let after = start + len;
    let from = after + (text[after..].len() - text[after..].trim_start_matches([' ', '#']).len());
    let end = text[from..].find([':', '：', '—', '–', '(', '\n']).map_or(text.len(), |len| from + len);
    let id = text[from..end].trim_end();
    let close = from + id.len();
    if from == after || id.is_empty() || id.chars().count() > 40 || id.contains(' ') && end == text.len() {
        return None;
    }
    let (skip, closed) = separator(&text[close..]);
    let title = (offset(close + skip), offset(text.len()));
    let at = (offset(from), offset(close));
    Some(Named {
        noun: Some(noun),
        word: singular(word),
        id: id.to_owned(),
        at,
        title,
        several: false,
        odd: true,
        closed,
    })
}

/// Length of what stands before a name: emoji, marks, a number with a dot.
pub(super) fn lead(text: &str) -> usize {
    let start = decoration(text);
    let rest = &text[start..];
    let number = numbering(rest);
    start + number + decoration(&rest[number..])
}

/// Length of "2. ", "3.2 " or "4) " at the start of a text.
pub(super) fn numbering(text: &str) -> usize {
    let digits = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
    let number = text[..digits].trim_end_matches('.');
    if number.is_empty() || number.len() > 6 {
        return 0;
    }
    let rest = &text[digits..];
    let marked = digits > number.len() || number.contains('.');
    if marked && rest.starts_with(' ') {
        digits + 1
    } else if rest.starts_with(") ") {
        digits + 2
    } else {
        0
    }
}

/// The number that numbers a heading, or that a keycap emoji shows.
pub(super) fn number_of(text: &str) -> Option<String> {
    let trimmed = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '#'));
    if keycap(trimmed).is_some() {
        return Some(trimmed[..1].to_owned());
    }
    let len = numbering(trimmed);
    let number = trimmed[..len].trim_end_matches([' ', '.', ')']);
    (!number.is_empty() && !number.contains('.')).then(|| number.to_owned())
}

/// A kind word at the start of a text: what it names, the word as written, its length.
pub(super) fn kind_word<'t>(text: &'t str, words: &Vocabulary) -> Option<(Noun, &'t str, usize)> {
    let first = text.chars().next()?;
    if !first.is_alphabetic() {
        return None;
    }
    if first.is_ascii() || first < '\u{2e80}' {
        // Two words first: "work stream", "user story".
        let one = word_length(text);
        let gap = text[one..].len() - text[one..].trim_start_matches(' ').len();
        let two = || one + gap + word_length(&text[one + gap..]);
        let known = |len: usize| {
            let word = &text[..len];
            let noun = if word.is_ascii() { words.noun(word) } else { words.noun(&visible(word)) };
            noun.map(|noun| (noun, word, len))
        };
        let pair = gap > 0 && words.begins_pair(&text[..one]);
        return pair.then(|| known(two())).flatten().or_else(|| known(one));
    }
    // Scripts without spaces: the longest known prefix.
    let ends: Vec<usize> = text
        .char_indices()
        .take_while(|(_, c)| c.is_alphabetic() && !c.is_ascii())
        .map(|(at, c)| at + c.len_utf8())
        .take(6)
        .collect();
    ends.into_iter().rev().find_map(|len| Some((words.noun(&text[..len])?, &text[..len], len)))
}

/// A word without characters that take no room.
fn visible(word: &str) -> String {
    word.chars().filter(|c| !is_hidden(*c)).collect()
}

/// The form of a kind word by which kinds are compared: lower case, in one piece, of a plural the singular.
pub(super) fn singular(word: &str) -> String {
    let word = visible(word).to_lowercase();
    let joined = word.replace(' ', "");
    match joined.as_str() {
        "dev" | "devs" | "developers" => "developer".to_owned(),
        "ws" => "workstream".to_owned(),
        "wp" | "workpackages" => "workpackage".to_owned(),
        _ => joined.strip_suffix('s').unwrap_or(&joined).to_owned(),
    }
}

fn word_length(text: &str) -> usize {
    let ascii = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if text.as_bytes().get(ascii).is_none_or(u8::is_ascii) {
        return ascii;
    }
    text.find(|c: char| !c.is_alphanumeric() && !is_hidden(c)).unwrap_or(text.len())
}

/// Characters that take no room: zero-width spaces and joiners.
pub(super) fn is_hidden(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Marks before a code that has no kind word.
fn code_gap(text: &str) -> usize {
    text.len() - text.trim_start_matches(['*', '`', '[', ' ']).len()
}

/// Length of the longest text that could be an id.
fn id_length(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let inner = matches!(c, '.' | '-' | '_' | '/')
            && end > 0
            && chars.peek().is_some_and(|(_, next)| next.is_ascii_alphanumeric())
            && (c != '/' || text.starts_with('#'));
        if c.is_alphanumeric() || inner || (c == '+' && at > 0 && at == end) || (c == '#' && at == 0) {
            end = at + c.len_utf8();
        } else {
            break;
        }
        if end > 16 {
            break;
        }
    }
    end
}

/// Whether a text after a kind word is an id: one or two capitals, or short with a digit in it.
fn is_id(id: &str, tail: &str) -> bool {
    let count = id.chars().count();
    let letters = id.chars().filter(|c| c.is_alphabetic()).count();
    let digits = id.chars().filter(char::is_ascii_digit).count();
    if count == 0 || count > 10 {
        return false;
    }
    if digits > 0 {
        return letters <= 5;
    }
    let capitals = id
        .trim_end_matches('+')
        .chars()
        .all(|c| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase() && c < '\u{2e80}'));
    let lower = count == 1 && id.chars().all(char::is_lowercase) && separator(tail).1;
    let alpha = matches!(id.to_lowercase().as_str(), "alpha" | "beta" | "gamma" | "delta" | "epsilon");
    (capitals && count <= 2) || lower || alpha
}

/// Whether a text that stands alone is a code: capitals and digits such as `WS1`, `M3a`, `WS-001`, `1A`.
pub(super) fn is_code(id: &str) -> bool {
    let letters = id.chars().take_while(char::is_ascii_alphabetic).count();
    let rest = &id[letters..];
    if letters == 0 {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let suffix = &rest[digits..];
        return (1..=2).contains(&digits) && suffix.len() == 1 && suffix.bytes().all(|byte| byte.is_ascii_uppercase());
    }
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let suffix = &rest[digits..];
    let mixed = id[..letters].bytes().next().is_some_and(|byte| byte.is_ascii_uppercase())
        && (id[..letters].bytes().all(|byte| byte.is_ascii_uppercase()) || id[letters..].starts_with('-'));
    letters <= 6
        && mixed
        && (1..=3).contains(&digits)
        && (suffix.is_empty() || (suffix.len() == 1 && suffix.bytes().all(|byte| byte.is_ascii_alphabetic())))
}

/// Length of the separator after an id, and whether it is one that ends a name.
fn separator(tail: &str) -> (usize, bool) {
    let trimmed = tail.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '*' | '`' | ']' | '_') || is_symbol(c) || is_hidden(c)
    });
    let before = tail.len() - trimmed.len();
    if trimmed.is_empty() {
        return (tail.len(), true);
    }
    for mark in [":", "：", "—", "–", "--", "- ", "‒", "|", "·", ". ", "、"] {
        if let Some(rest) = trimmed.strip_prefix(mark) {
            let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '-'));
            return (tail.len() - rest.len(), true);
        }
    }
    (before, trimmed.starts_with(['(', '（', '[']))
}

/// Whether the text after an id goes on to name another unit.
fn several(tail: &str, words: &Vocabulary) -> bool {
    let rest = tail.trim_start_matches([' ', '*', '`']);
    let joined =
        ["+", "&", "/", ",", "→", "->", "and ", "und ", "y ", "e "].iter().find_map(|mark| rest.strip_prefix(mark));
    let Some(rest) = joined else { return false };
    let rest = rest.trim_start();
    if let Some((_, _, len)) = kind_word(rest, words) {
        return rest[len..].starts_with([' ', '-', '#']);
    }
    let len = id_length(rest);
    is_id(&rest[..len], &rest[len..]) && !rest[len..].starts_with(|c: char| c.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let words = Vocabulary::default();
        for (text, expected) in [
            ("Track A: API Endpoints", Some("track A|API Endpoints")),
            ("🔵 Workstream 1: Backend API", Some("workstream 1|Backend API")),
            ("**Stream 1: Inference** 🔴 HIGH", Some("stream 1|Inference** 🔴 HIGH")),
            ("Track A (Sequential - Core)", Some("track A|(Sequential - Core)")),
            ("WORKSTREAM 01 — Docker", Some("workstream 01|Docker")),
            ("Work Stream B - Search", Some("workstream B|Search")),
            ("Agent-1 归属", Some("agent 1|归属")),
            ("轨道 C — i18n", Some("轨道 C|i18n")),
            ("トラックB：検索", Some("トラック B|検索")),
            ("2. Workstream A — Upgrade", Some("workstream A|Upgrade")),
            ("W7a: WebSocket Subscriber", Some(" W7a|WebSocket Subscriber")),
            ("WS-001: @db/ RPC", Some("workstream WS-001|@db/ RPC")),
            ("M1 — Marketplace", Some(" M1|Marketplace")),
            ("WP01 — Track 1: Init", Some(" WP01|Track 1: Init")),
            ("Dev-01: Planning", Some("developer Dev-01|Planning")),
            ("WP1 Parser", Some(" WP1|Parser")),
            ("Track A", Some("track A|")),
            ("Track А", Some("track А|")),
            ("Track\u{200b} A", Some("track\u{200b} A|")),
            ("Track Breakdown", None),
            ("Track a bug", None),
            ("Tracking 1", None),
            ("Teams and roles", None),
            ("Implementation Order", None),
            ("API v2 notes", None),
        ] {
            let found = name(text, &words);
            let shown = found.map(|n| format!("{} {}|{}", n.word, n.id, &text[n.title.0 as usize..]));
            let expected = expected.map(|e| e.replace("track\u{200b}", "track"));
            assert_eq!(shown, expected, "{text}");
        }
    }

    #[test]
    fn names_of_several() {
        let words = Vocabulary::default();
        for (text, expected) in [
            ("Track A + Track B: Data", true),
            ("Streams A & B", true),
            ("Track A: Data + B", false),
            ("Track A", false),
        ] {
            assert_eq!(name(text, &words).map(|n| n.several), Some(expected), "{text}");
        }
    }
}
