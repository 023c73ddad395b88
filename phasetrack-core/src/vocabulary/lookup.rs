//! Finding a word's meaning, and adding words.

use std::collections::BTreeMap;

use super::index::{Index, count};
use super::labels::{FILE_KINDS, FILE_WORDS, LABELS};
use super::nouns::NOUNS;
use super::phrases::{self, Phrase, Relation};
use super::{Meaning, Noun};
use crate::model::ClaimKind;
use crate::spelling::distance;

/// Words by meaning: the built-in table and what the configuration adds.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    labels: BTreeMap<String, Meaning>,
    nouns: BTreeMap<String, Noun>,
    /// Phrases for sentences, from the words for dependencies.
    phrases: Vec<(String, Relation)>,
}

/// A `[vocabulary]` key that names no meaning.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no meaning that words can be added to")]
pub struct UnknownMeaning(pub String);

/// Keys of `[vocabulary]` for labels.
const LABEL_KEYS: &[(&str, Meaning)] = &[
    ("files", Meaning::Files(ClaimKind::Owns)),
    ("creates", Meaning::Files(ClaimKind::Creates)),
    ("modifies", Meaning::Files(ClaimKind::Modifies)),
    ("shared", Meaning::Files(ClaimKind::Shared)),
    ("forbidden", Meaning::Files(ClaimKind::Forbidden)),
    ("dependencies", Meaning::Depends),
    ("blocks", Meaning::Blocks),
    ("owner", Meaning::Owner),
    ("status", Meaning::Status),
    ("effort", Meaning::Effort),
    ("priority", Meaning::Priority),
    ("resources", Meaning::Resources),
    ("branch", Meaning::Branch),
    ("tasks", Meaning::Tasks),
    ("deliverables", Meaning::Deliverables),
    ("criteria", Meaning::Criteria),
];

/// A label of more words is not taken apart.
const MAX_WORDS: usize = 6;

/// Keys of `[vocabulary]` for kind words.
const NOUN_KEYS: &[(&str, Noun)] =
    &[("track", Noun::Track), ("phase", Noun::Phase), ("wave", Noun::Group), ("task", Noun::Task)];

static LABEL_INDEX: Index<Meaning, { count(LABELS) }> = Index::new(LABELS);
static NOUN_INDEX: Index<Noun, { count(NOUNS) }> = Index::new(NOUNS);
static FILE_WORD_INDEX: Index<(), { FILE_WORDS.len() }> = Index::new(&[((), FILE_WORDS)]);

impl Vocabulary {
    /// The keys that [`Vocabulary::extend`] takes, in the order of the manual.
    pub fn keys() -> Vec<&'static str> {
        NOUN_KEYS.iter().map(|(key, _)| *key).chain(LABEL_KEYS.iter().map(|(key, _)| *key)).collect()
    }

    /// Adds words to a meaning.
    pub fn extend<'w>(&mut self, key: &str, words: impl IntoIterator<Item = &'w str>) -> Result<(), UnknownMeaning> {
        if let Some((_, noun)) = NOUN_KEYS.iter().find(|(known, _)| *known == key) {
            self.nouns.extend(words.into_iter().map(|word| (normalise(word), *noun)));
        } else if let Some((_, meaning)) = LABEL_KEYS.iter().find(|(known, _)| *known == key) {
            for word in words.into_iter().map(normalise).filter(|word| !word.is_empty()) {
                match meaning {
                    Meaning::Depends => self.phrases.push((word.clone(), Relation::After)),
                    Meaning::Blocks => self.phrases.push((word.clone(), Relation::Blocks)),
                    _ => {}
                }
                self.labels.insert(word, *meaning);
            }
        } else {
            return Err(UnknownMeaning(key.to_owned()));
        }
        Ok(())
    }

    /// What a kind word names; case does not count.
    pub fn noun(&self, word: &str) -> Option<Noun> {
        if !self.nouns.is_empty()
            && let Some(noun) = self.nouns.get(&normalise(word))
        {
            return Some(*noun);
        }
        // Case is all that keeps most words from being in normal form.
        NOUN_INDEX.find(word).or_else(|| if is_plain(word) { None } else { NOUN_INDEX.find(&normalise(word)) })
    }

    /// The first phrase of a text that says who waits for whom.
    pub(crate) fn phrase(&self, text: &str) -> Option<Phrase> {
        phrases::find(text, &self.phrases)
    }

    /// Whether one of the words of a text denies what the text says.
    pub(crate) fn denies(text: &str) -> bool {
        phrases::denies(text)
    }

    /// Whether a word may begin a kind word of two words.
    pub(crate) fn begins_pair(&self, word: &str) -> bool {
        let pairs = !self.nouns.is_empty() || !word.is_ascii();
        pairs || ["work", "user"].iter().any(|first| word.eq_ignore_ascii_case(first))
    }

    /// What a label says of its value. A label that is not in the table but holds a word for files is taken apart:
    /// "Backend files (agent 1 owns)" speaks of owned files, "Files nobody may edit" does not.
    pub fn label(&self, label: &str) -> Option<Meaning> {
        // Case is all that keeps most labels from being in normal form.
        if let Some(meaning) = LABEL_INDEX.find(label).filter(|_| self.labels.is_empty()) {
            return Some(meaning);
        }
        let label = normalise(label);
        if label.is_empty() {
            return None;
        }
        if let Some(meaning) = self.labels.get(&label).copied().or_else(|| LABEL_INDEX.find(&label)) {
            return Some(meaning);
        }
        self.by_parts(&label)
    }

    /// Whether a label is in the table as it stands.
    pub(crate) fn knows(&self, label: &str) -> bool {
        let label = normalise(label);
        !label.is_empty() && (self.labels.contains_key(&label) || LABEL_INDEX.find(&label).is_some())
    }

    fn by_parts(&self, label: &str) -> Option<Meaning> {
        let words = || label.split(' ');
        if label.bytes().filter(|byte| *byte == b' ').count() >= MAX_WORDS {
            return None;
        }
        let is_file = |word: &str| FILE_WORD_INDEX.find(word).is_some();
        let kind =
            |word: &str| FILE_KINDS.iter().any(|(_, kinds)| kinds.contains(&word)) || LABEL_INDEX.find(word).is_some();
        // The word for files begins or ends the label, or everything else in it qualifies files.
        let about = || {
            words().next().is_some_and(is_file)
                || words().next_back().is_some_and(is_file)
                || words().all(|word| is_file(word) || kind(word))
        };
        if words().any(is_file) && about() {
            let special = FILE_KINDS.iter().find(|(_, kinds)| words().any(|word| kinds.contains(&word)));
            return Some(special.map_or(Meaning::Files(ClaimKind::Owns), |(meaning, _)| *meaning));
        }
        // "Primary owner", "Key deliverables", "Overall status": the last word decides.
        let last = words().next_back()?;
        let meaning = self.labels.get(last).copied().or_else(|| LABEL_INDEX.find(last))?;
        let plain = matches!(
            meaning,
            Meaning::Depends
                | Meaning::Owner
                | Meaning::Status
                | Meaning::Priority
                | Meaning::Tasks
                | Meaning::Deliverables
                | Meaning::Criteria
        );
        // "API key required" asks for something, and not for something first.
        (plain && words().count() <= 3 && last != "required").then_some(meaning)
    }

    /// The known label that a label was probably meant to be: one letter off, two in a long one. Short labels and labels
    /// with digits are never guessed; neither is one that differs in its number only.
    pub fn nearest(&self, label: &str) -> Option<&'static str> {
        let label = normalise(label);
        let count = label.chars().count();
        if count < 5 || label.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        let limit = if count < 12 { 1 } else { 2 };
        let set = letters(&label);
        let same_start = LABEL_INDEX.beginning(label.as_bytes()[0]);
        let number_only = |known: &str| known.trim_end_matches('s') == label.trim_end_matches('s');
        same_start
            .filter(|known| known.len() >= 5 && known.len().abs_diff(label.len()) <= limit && !number_only(known))
            // An edit changes at most two letters of the set, so most words need no closer look.
            .filter(|known| (letters(known) ^ set).count_ones() as usize <= 2 * limit)
            .filter_map(|known| Some((distance(known, &label, limit)?, known)))
            .min()
            .map(|(_, known)| known)
    }
}

/// Whether the normal form of a word is the word in lower case.
fn is_plain(word: &str) -> bool {
    let letters = word.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b' ');
    letters || word.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The set of letters of a word, one bit for each byte modulo 64.
fn letters(word: &str) -> u64 {
    word.bytes().fold(0, |set, byte| set | 1 << (byte & 63))
}

/// Lower case, words joined by one space, no marks, no emoji, nothing in parentheses. Linear.
pub fn normalise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut depth, mut gap) = (0_u32, false);
    for c in text.chars() {
        match c {
            // Nearly all characters are such, or letters of scripts without case, so they are looked for first.
            'a'..='z' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' if depth == 0 && !gap => out.push(c),
            '(' | '（' | '[' | '【' => (depth, gap) = (depth + 1, true),
            ')' | '）' | ']' | '】' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            _ if c.is_alphanumeric() || c == '%' => {
                if gap && !out.is_empty() {
                    out.push(' ');
                }
                gap = false;
                if c.is_ascii() { out.push(c.to_ascii_lowercase()) } else { out.extend(c.to_lowercase()) }
            }
            _ => gap = true,
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels() {
        use Meaning::{Aside, Depends, Effort, Files, Owner, Tasks};
        let words = Vocabulary::default();
        for (label, expected) in [
            ("Files", Some(Files(ClaimKind::Owns))),
            ("File Ownership (EXCLUSIVE)", Some(Files(ClaimKind::Owns))),
            ("Backend Files (Agent 1 owns)", Some(Files(ClaimKind::Owns))),
            ("Files NOT to Touch", Some(Files(ClaimKind::Forbidden))),
            ("Files Agent 1 CANNOT Touch", Some(Files(ClaimKind::Forbidden))),
            ("Shared Files", Some(Files(ClaimKind::Shared))),
            ("Files to Create/Modify", Some(Files(ClaimKind::Modifies))),
            ("Crates Owned", Some(Files(ClaimKind::Owns))),
            ("Files to read", Some(Aside)),
            ("🔗 Blocked by", Some(Depends)),
            ("의존성", Some(Depends)),
            ("Est. Time", Some(Effort)),
            ("Primary owner", Some(Owner)),
            ("Key tasks", Some(Tasks)),
            ("Rationale", None),
            ("", None),
        ] {
            assert_eq!(words.label(label), expected, "{label}");
        }
    }

    #[test]
    fn near_misses() {
        let words = Vocabulary::default();
        assert_eq!(words.nearest("Dependancies"), Some("dependencies"));
        assert_eq!(words.nearest("Rationale"), None);
    }

    #[test]
    fn words_that_begin_pairs_are_known() {
        let words = Vocabulary::default();
        for noun in NOUN_INDEX.words() {
            if let Some((first, _)) = noun.split_once(' ') {
                assert!(words.begins_pair(first), "{noun}");
            }
        }
    }

    #[test]
    fn tables_are_in_normal_form() {
        for word in LABEL_INDEX.words() {
            assert_eq!(normalise(word), word);
        }
        for word in NOUN_INDEX.words() {
            assert_eq!(normalise(word), word);
        }
    }
}
