//! The parts of a sentence that say who waits for whom, by the phrases of the vocabulary.

use crate::scan;
use crate::text::offset;
use crate::vocabulary::{Noun, Phrase, Relation, Vocabulary};

use super::document::{Bytes, Document};
use super::marks::Phrases;
use super::names;

/// Phrases of one sentence that are looked at.
const MAX_PHRASES: usize = 16;

/// Words that end what is waited for.
static STOPS: Phrases =
    Phrases::new(&["independent", "parallel", "without", "not ", "no dependenc", "but ", "because ", "while ", "so "]);

/// Phrases that may begin a sentence: "Once Track A is merged, …".
const OPENING: &[&str] = &["after", "once", "when", "as soon as", "después de", "depois de"];

/// Words before "once" or "after" by which a sentence speaks of a beginning.
const START: &[&str] = &[
    "start", "starts", "started", "begin", "begins", "run", "runs", "launch", "launches", "proceed", "can", "only",
    "kick", "kicks", "spawn", "dispatch",
];

/// A part of a sentence around one phrase.
pub(super) struct Clause {
    pub(super) subject: Bytes,
    pub(super) phrase: Phrase,
    pub(super) object: Bytes,
}

/// The bytes that are, or begin, a character that may end a sentence: `。` begins with 0xE3, `；` with 0xEF.
static ENDS: [bool; 256] = scan::set(b".;!?\n\r\xe3\xef");

/// The sentences of a paragraph. A line that begins with a mark begins a sentence.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> + use<'_> {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= text.len() {
            return None;
        }
        let ends = |c: char, next: &str| match c {
            '。' | '；' => true,
            '.' | ';' | '!' | '?' => next.starts_with([' ', '\n', '\r']),
            '\n' | '\r' => next.trim_start().starts_with(['*', '-', '└', '├', '•', '#']),
            _ => false,
        };
        let mut end = start;
        loop {
            end += scan::until(&ENDS, &text.as_bytes()[end..]);
            let Some(c) = text[end..].chars().next() else { break };
            end += c.len_utf8();
            if ends(c, &text[end..]) {
                break;
            }
        }
        let range = start..end;
        start = end;
        Some(range)
    })
}

/// What a title, a note or a cell says that it waits for: "(blocked by #180)", "[depends on A1]", "after T003".
pub(super) fn remarks(document: &Document<'_>, range: Bytes) -> Vec<Bytes> {
    let text = document.slice(range);
    let mut list = Vec::new();
    for sentence in sentences(text) {
        let base = range.0 + offset(sentence.start);
        for clause in clauses(&text[sentence], document.words, base) {
            let strong = clause.phrase.relation == Relation::Waits;
            let weak = clause.phrase.relation == Relation::After && begins_with_id(document, clause.object);
            if (strong || weak) && !clause.denied(document) {
                list.push(clause.object);
            }
        }
    }
    list
}

/// Whether a text begins with a kind word and an id, or with a code.
fn begins_with_id(document: &Document<'_>, range: Bytes) -> bool {
    let text = document.slice(range).trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '`' | '('));
    if names::kind_word(text, document.words).is_some_and(|(noun, ..)| noun != Noun::Group) {
        return true;
    }
    let end = text.find(|c: char| !c.is_alphanumeric() && !matches!(c, '#' | '.' | '-')).unwrap_or(text.len());
    let word = text[..end].trim_end_matches(['.', '-']);
    let digit = word.bytes().any(|byte| byte.is_ascii_digit());
    digit && (word.contains('.') || word.starts_with(|c: char| c.is_ascii_uppercase() || c == '#'))
}

impl Clause {
    /// Whether the words before the phrase deny it.
    pub(super) fn denied(&self, document: &Document<'_>) -> bool {
        Vocabulary::denies(tail(document.slice(self.subject)))
    }
}

/// The last words before a phrase, where a denial stands.
fn tail(text: &str) -> &str {
    let words = text.trim_end().rmatch_indices(' ').nth(3);
    words.map_or(text, |(at, _)| &text[at..])
}

/// Splits a sentence at its phrases. One in parentheses after another phrase is a note.
pub(super) fn clauses(text: &str, words: &Vocabulary, base: u32) -> Vec<Clause> {
    let mut phrases: Vec<Phrase> = Vec::new();
    let mut at = 0;
    for _ in 0..MAX_PHRASES {
        let Some(found) = words.phrase(&text[at..]) else { break };
        let phrase = Phrase { start: found.start + at, end: found.end + at, ..found };
        at = phrase.end;
        let note = |first: &Phrase| depth(&text[first.end..phrase.start]) > 0;
        let quoted = ['`', '"'].iter().any(|mark| text[..phrase.start].matches(*mark).count() % 2 == 1);
        if !quoted && !phrases.first().is_some_and(note) {
            phrases.push(phrase);
        }
    }
    let place = |range: (usize, usize)| (base + offset(range.0), base + offset(range.1.max(range.0)));
    let mut clauses = Vec::new();
    let mut from = 0;
    for (index, phrase) in phrases.iter().enumerate() {
        let next = phrases.get(index + 1).map_or(text.len(), |next| next.start);
        let after = &text[phrase.end..next];
        let lead = text[from..phrase.start].trim_matches(|c: char| !c.is_alphanumeric());
        let opening =
            lead.is_empty() && OPENING.iter().any(|word| text[phrase.start..phrase.end].eq_ignore_ascii_case(word));
        let comma = after.find([',', '，', ':', '：']).filter(|_| opening);
        if comma.is_none() && !begins(&text[from..phrase.start], &text[phrase.start..phrase.end]) {
            from = phrase.end;
            continue;
        }
        if let Some(comma) = comma {
            // "Once A is merged, B can start": the subject follows.
            // A full-width comma has three bytes.
            let after_comma = comma + after[comma..].chars().next().map_or(0, char::len_utf8);
            let (object, subject) = ((phrase.end, phrase.end + comma), (phrase.end + after_comma, next));
            clauses.push(Clause { subject: place(subject), phrase: *phrase, object: place(object) });
            from = next;
            continue;
        }
        let joint = [", ", " and ", " - ", " – ", " — "].iter().filter_map(|joint| after.rfind(joint)).max();
        let part = if index + 1 < phrases.len() { &after[..joint.unwrap_or(after.len())] } else { after };
        let end = phrase.end + stop(part);
        clauses.push(Clause {
            subject: place((from, phrase.start)),
            phrase: *phrase,
            object: place((phrase.end, end)),
        });
        from = phrase.end + part.len();
    }
    clauses
}

/// "B can start once A is done", "Track B (after Track A)": words such as "once" speak of order after a word for a
/// beginning, or right after a name or a mark.
fn begins(before: &str, phrase: &str) -> bool {
    let weak = OPENING.iter().any(|word| phrase.eq_ignore_ascii_case(word));
    let before = before.trim_end();
    let last = || before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let mark = || before.ends_with(|c: char| !c.is_alphanumeric() && c != '`' && c != '\'');
    let name = || last().chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
    let word = || tail(before).split_whitespace().any(|word| START.contains(&word.to_lowercase().as_str()));
    !weak || before.is_empty() || mark() || name() || word()
}

/// How many parentheses a text leaves open.
fn depth(text: &str) -> i32 {
    text.chars().map(|c| i32::from(matches!(c, '(' | '[' | '（')) - i32::from(matches!(c, ')' | ']' | '）'))).sum()
}

/// Where the object of a phrase ends.
fn stop(text: &str) -> usize {
    let mut depth = 0_i32;
    let closing = text.char_indices().find(|(_, c)| {
        depth += i32::from(matches!(c, '(' | '[' | '（')) - i32::from(matches!(c, ')' | ']' | '）'));
        depth < 0
    });
    let dash = [" - ", " – ", " — "].iter().filter_map(|dash| text.find(dash)).min();
    let word = STOPS.find(text).map(|(at, _)| at);
    [closing.map(|(at, _)| at), dash, word].into_iter().flatten().min().unwrap_or(text.len())
}
