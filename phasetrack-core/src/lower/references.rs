//! Ids of tracks and tasks inside a text: "Track B.1", "Streams A & B", "US1-US5", "all other tasks".
//!
//! A bare letter or number is an id only after a kind word or where the whole text is a list of ids; a code such as
//! `WS2` is one wherever it stands, if the plan has it or has its like.

use std::collections::BTreeMap;

use crate::id::{TaskId, TrackId, key};
use crate::model::{Dependency, Strength, Target};
use crate::text::offset;
use crate::vocabulary::Noun;

use super::document::{Bytes, Document};
use super::known::{Family, Known};
use super::names::{is_code, kind_word, singular};
use super::words::{self, Word};

/// The longest range of numbers that is expanded.
const MAX_RANGE: u32 = 500;

/// References found in a text, each target once.
#[derive(Default)]
pub(super) struct References {
    pub(super) list: Vec<Dependency>,
    /// The text says "all", "everything".
    pub(super) all: Option<Bytes>,
    /// Every mention in the order of the text: an index into the list, and where it stands.
    pub(super) mentions: Vec<(usize, Bytes)>,
    seen: BTreeMap<Target, usize>,
}

/// Finds the references of a range.
pub(super) fn find(document: &Document<'_>, range: Bytes, known: Known<'_>) -> References {
    let text = document.slice(range);
    let words = words::split(text);
    let found = References::default();
    let mut scanner = Scanner { document, range, text, words, known, bare: 0, noun: None, kind: String::new(), found };
    scanner.bare = scanner.list_length();
    let mut index = 0;
    while index < scanner.words.len() {
        index = scanner.step(index);
    }
    scanner.found
}

struct Scanner<'c, 'a> {
    document: &'c Document<'a>,
    range: Bytes,
    text: &'a str,
    words: Vec<Word<'a>>,
    known: Known<'c>,
    /// How many words at the start are a list of ids, which need no kind word.
    bare: usize,
    /// What the ids to come are, and the kind word that says so.
    noun: Option<Noun>,
    kind: String,
    found: References,
}

impl<'a> Scanner<'_, 'a> {
    /// Reads at a word and gives the index of the next one.
    fn step(&mut self, index: usize) -> usize {
        let word = self.words[index];
        let whole = word.text.contains('-') && self.is_known(word.text);
        if let Some((noun, kind, len)) = self.noun_at(word).filter(|_| !whole) {
            (self.noun, self.kind) = (Some(noun), singular(kind));
            return self.after_noun(index, noun, len);
        }
        if words::is_joint(word.text) {
            return index + 1;
        }
        if words::is_all(word.text) {
            let at = self.place(word.start, word.end());
            self.found.all.get_or_insert(at);
            return index + 1;
        }
        if let Some(end) = self.range_end(index + 1)
            && self.expand(word, self.words[end], index < self.bare)
        {
            return end + 1;
        }
        let bare = index < self.bare || self.in_pair(index);
        if !self.take(word, bare) && !word.text.starts_with(['(', ')']) {
            self.noun = None;
        }
        index + 1
    }

    /// Reads on after a kind word of `len` bytes.
    fn after_noun(&mut self, index: usize, noun: Noun, len: usize) -> usize {
        let word = self.words[index];
        let next = index + self.words[index..].iter().take_while(|next| next.start < word.start + len).count();
        if let Some(id) = self.words.get(next).and_then(|number| self.numbered(word, *number)) {
            let number = self.words[next];
            let at = self.place(word.start, number.end());
            self.push(Target::Track(id), at);
            return match self.range_end(next + 1) {
                Some(end) => {
                    self.numbers(&self.text[word.start..number.start], number, self.words[end]);
                    end + 1
                }
                None => next + 1,
            };
        }
        if matches!(noun, Noun::Phase | Noun::Group) && len == word.text.len() {
            // "Phase 0" names no track; the number belongs to the phase.
            self.noun = None;
            let is_number =
                |word: &&Word<'_>| word.text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+'));
            return next + self.words[next..].iter().take_while(is_number).count();
        }
        // Scripts without spaces write kind word and id together.
        if let Some(rest) = word.text.get(len..).filter(|rest| !rest.is_empty()) {
            let id = rest.trim_start_matches(['-', '#']);
            self.take(Word { text: id, start: word.end() - id.len() }, index < self.bare);
        }
        next.max(index + 1)
    }

    fn is_known(&self, text: &str) -> bool {
        self.known.track(text).is_some() || self.known.task(text).is_some()
    }

    /// Takes a word as a reference if it is one. `bare`: an id needs no kind word here.
    fn take(&mut self, word: Word<'_>, bare: bool) -> bool {
        let text = word.text.trim_end_matches('.');
        let digit = text.bytes().any(|b| b.is_ascii_digit());
        let code =
            digit && (text.bytes().any(|b| b.is_ascii_alphabetic()) || text.starts_with('#') || text.contains('.'));
        let named = matches!(self.noun, Some(Noun::Track | Noun::Worker | Noun::WeakTrack | Noun::Task | Noun::Story));
        let single_lower = text.chars().count() == 1 && text.chars().all(char::is_lowercase);
        // "Worktree 1" is not track 1.
        let other = !code && self.noun.is_some() && !self.known.is_of_kind(text, &self.kind);
        if text.is_empty() || single_lower || other || !(named || code || bare) {
            return false;
        }
        let at = self.place(word.start, word.start + text.len());
        let target = match (self.known.track(text), self.known.task(text)) {
            (Some(_), Some(task)) if self.noun == Some(Noun::Task) => Target::Task(task.clone()),
            (Some(track), _) => Target::Track(track.clone()),
            (None, Some(task)) => Target::Task(task.clone()),
            (None, None) => {
                let parts = self.known.by_prefix(text);
                if !parts.is_empty() {
                    for part in parts {
                        self.push(Target::Track(part), at);
                    }
                    return true;
                }
                let Some(target) = self.unknown(text, bare) else { return false };
                target
            }
        };
        self.push(target, at);
        true
    }

    /// A reference that nothing in the plan answers: after a kind word, or a code like those of the plan.
    fn unknown(&self, text: &str, bare: bool) -> Option<Target> {
        let shaped =
            is_code(text) || text.contains('.') || text.bytes().take_while(u8::is_ascii_alphabetic).count() > 1;
        match self.known.family_of(text).filter(|_| shaped) {
            Some(Family::Tasks) => return Some(Target::Task(TaskId::new(text))),
            Some(Family::Tracks) => return Some(Target::Track(TrackId::new(text))),
            None => {}
        }
        let number = text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit());
        let short = number || (text.chars().count() == 1 && text.chars().all(char::is_uppercase));
        let code = self.noun == Some(Noun::Track) && is_code(text);
        let named = self.noun == Some(Noun::Track) || (bare && self.noun.is_none());
        let asked = (named && short || code) && self.known.tracks().next().is_some();
        asked.then(|| Target::Track(TrackId::new(text)))
    }

    fn push(&mut self, target: Target, at: Bytes) {
        let next = self.found.list.len();
        let index = *self.found.seen.entry(target.clone()).or_insert(next);
        self.found.mentions.push((index, at));
        if index == next {
            self.found.list.push(Dependency { target, strength: Strength::Hard, span: self.document.span(at) });
        }
    }

    fn place(&self, start: usize, end: usize) -> Bytes {
        (self.range.0 + offset(start), self.range.0 + offset(end))
    }

    /// A kind word at a word: what it names, the word as written, its length in bytes.
    fn noun_at(&self, word: Word<'_>) -> Option<(Noun, &'a str, usize)> {
        let (noun, kind, len) = kind_word(&self.text[word.start..], self.document.words)?;
        let ends = len >= word.text.len() || !word.text.is_ascii() || word.text[len..].starts_with(['-', '#']);
        ends.then_some((noun, kind, len))
    }

    /// A kind word that is part of the id: "Phase 2" where phases are the units, "User Story 1" for `US1`.
    fn numbered(&self, word: Word<'_>, number: Word<'_>) -> Option<TrackId> {
        let digits = number.text.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| self.known.track(&self.text[word.start..number.end()]).cloned()).flatten()
    }

    /// "Phase 17~21": every phase between.
    fn numbers(&mut self, kind: &str, from: Word<'_>, to: Word<'_>) {
        let (Ok(low), Ok(high)) = (from.text.parse::<u32>(), to.text.parse::<u32>()) else { return };
        let at = self.place(from.start, to.end());
        for number in low..=high.min(low.saturating_add(MAX_RANGE)) {
            if let Some(id) = self.known.track(&format!("{kind}{number}")).cloned() {
                self.push(Target::Track(id), at);
            }
        }
    }

    /// Expands `US1-US5`, `A–E`, `B-01..B-04` between two words.
    fn expand(&mut self, from: Word<'_>, to: Word<'_>, bare: bool) -> bool {
        let code = from.text.bytes().any(|b| b.is_ascii_digit()) && from.text.bytes().any(|b| b.is_ascii_alphabetic());
        let named = self.noun.is_some_and(|noun| !matches!(noun, Noun::Group | Noun::Phase));
        if !(named || bare || code) {
            return false;
        }
        let at = self.place(from.start, to.end());
        if let Some(tracks) = self.known.between(from.text, to.text) {
            for id in tracks {
                self.push(Target::Track(id), at);
            }
            return true;
        }
        let (first, last) = (key(from.text), key(to.text));
        let (Some((prefix, low, width)), Some((_, high, _))) = (suffix(&first), suffix(&last)) else { return false };
        if low > high || high - low > MAX_RANGE {
            return false;
        }
        let before = self.found.list.len();
        for number in low..=high {
            let spelled = format!("{prefix}{number:0width$}");
            if let Some(id) = self.known.task(&spelled).cloned() {
                self.push(Target::Task(id), at);
            } else if let Some(id) = self.known.track(&spelled).cloned() {
                self.push(Target::Track(id), at);
            }
        }
        self.found.list.len() > before
    }

    /// The index of a range's end, when a range mark stands at `index`.
    fn range_end(&self, index: usize) -> Option<usize> {
        let mark = self.words.get(index)?;
        (words::is_range(mark.text) && index + 1 < self.words.len()).then_some(index + 1)
    }

    /// How many words at the start are ids, kind words, joints and the like. A list that goes on as a sentence must go
    /// on with a word that fits: "A for the types", and not "A running server".
    fn list_length(&self) -> usize {
        let mut any = false;
        let mut phase = false;
        for (index, word) in self.words.iter().enumerate() {
            let text = word.text.trim_end_matches('.');
            if std::mem::take(&mut phase) && text.bytes().all(|b| b.is_ascii_digit()) {
                continue;
            }
            let noun = kind_word(text, self.document.words).filter(|(_, _, len)| *len == text.len());
            phase = matches!(noun, Some((Noun::Phase | Noun::Group, ..)));
            let between = text.is_empty() || words::is_joint(text) || words::is_range(text) || words::is_around(text);
            if between || noun.is_some() {
                continue;
            }
            if self.is_known(text) {
                any = true;
            } else if !is_id_shaped(text) {
                return if any && words::goes_on(text) { index } else { 0 };
            }
        }
        if any { self.words.len() } else { 0 }
    }

    /// Whether a word is one of two known ids with a joint between them: "Partial outputs from A & B".
    fn in_pair(&self, index: usize) -> bool {
        let is_id = |at: usize| {
            self.words.get(at).is_some_and(|word| {
                word.text.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
                    && self.known.track(word.text).is_some()
            })
        };
        let joint = |at: usize| self.words.get(at).is_some_and(|word| words::is_joint(word.text));
        is_id(index) && ((joint(index + 1) && is_id(index + 2)) || (index > 1 && joint(index - 1) && is_id(index - 2)))
    }
}

/// Whether a word of a list of ids could be one itself: a capital letter, a short number, a code.
fn is_id_shaped(text: &str) -> bool {
    let letter = text.len() == 1 && text.bytes().all(|b| b.is_ascii_uppercase());
    letter || is_code(text) || (text.len() <= 3 && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()))
}

/// The number at the end of a key: what stands before it, its value, its digits.
fn suffix(key: &str) -> Option<(&str, u32, usize)> {
    let width = key.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (prefix, number) = key.split_at(key.len() - width);
    Some((prefix, number.parse().ok()?, width))
}
