//! Finding a word's meaning, and adding words.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::labels::{FILE_KINDS, FILE_WORDS, LABELS};
use super::nouns::NOUNS;
use super::{Meaning, Noun};
use crate::model::ClaimKind;

/// Words by meaning: the built-in table and what the configuration adds.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    labels: BTreeMap<String, Meaning>,
    nouns: BTreeMap<String, Noun>,
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
    ("branch", Meaning::Branch),
    ("tasks", Meaning::Tasks),
    ("deliverables", Meaning::Deliverables),
    ("criteria", Meaning::Criteria),
];

/// Keys of `[vocabulary]` for kind words.
const NOUN_KEYS: &[(&str, Noun)] =
    &[("track", Noun::Track), ("phase", Noun::Phase), ("wave", Noun::Group), ("task", Noun::Task)];

static LABEL_INDEX: LazyLock<Vec<(&str, Meaning)>> = LazyLock::new(|| index(LABELS));
static NOUN_INDEX: LazyLock<Vec<(&str, Noun)>> = LazyLock::new(|| index(NOUNS));

fn index<M: Copy>(table: &[(M, &[&'static str])]) -> Vec<(&'static str, M)> {
    let mut index: Vec<_> =
        table.iter().flat_map(|(meaning, words)| words.iter().map(move |word| (*word, *meaning))).collect();
    // The sort is stable: of a word with two meanings the first in the table holds.
    index.sort_by_key(|(word, _)| *word);
    index.dedup_by_key(|(word, _)| *word);
    index
}

fn find<M: Copy>(index: &[(&str, M)], word: &str) -> Option<M> {
    index.binary_search_by_key(&word, |(known, _)| known).ok().map(|at| index[at].1)
}

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
            self.labels.extend(words.into_iter().map(|word| (normalise(word), *meaning)));
        } else {
            return Err(UnknownMeaning(key.to_owned()));
        }
        Ok(())
    }

    /// What a kind word names; case does not count.
    pub fn noun(&self, word: &str) -> Option<Noun> {
        let word = normalise(word);
        self.nouns.get(&word).copied().or_else(|| find(&NOUN_INDEX, &word))
    }

    /// Whether the configuration added kind words, which a quick test by first letter cannot know.
    pub fn has_own_nouns(&self) -> bool {
        !self.nouns.is_empty()
    }

    /// What a label says of its value. A label that is not in the table but holds a word for files is taken apart:
    /// "Backend files (agent 1 owns)" speaks of owned files, "Files nobody may edit" does not.
    pub fn label(&self, label: &str) -> Option<Meaning> {
        let label = normalise(label);
        if label.is_empty() {
            return None;
        }
        if let Some(meaning) = self.labels.get(&label).copied().or_else(|| find(&LABEL_INDEX, &label)) {
            return Some(meaning);
        }
        self.by_parts(&label)
    }

    fn by_parts(&self, label: &str) -> Option<Meaning> {
        let words = || label.split(' ');
        if words().count() > 6 {
            return None;
        }
        let is_file = |word: &str| FILE_WORDS.contains(&word);
        let kind = |word: &str| {
            FILE_KINDS.iter().any(|(_, kinds)| kinds.contains(&word)) || find(&LABEL_INDEX, word).is_some()
        };
        // The word for files begins or ends the label, or everything else in it qualifies files.
        let about = words().next().is_some_and(is_file)
            || words().next_back().is_some_and(is_file)
            || words().all(|word| is_file(word) || kind(word));
        if about && words().any(is_file) {
            let special = FILE_KINDS.iter().find(|(_, kinds)| words().any(|word| kinds.contains(&word)));
            return Some(special.map_or(Meaning::Files(ClaimKind::Owns), |(meaning, _)| *meaning));
        }
        // "Primary owner", "Key deliverables", "Overall status": the last word decides.
        let last = words().next_back()?;
        let meaning = self.labels.get(last).copied().or_else(|| find(&LABEL_INDEX, last))?;
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
        (plain && words().count() <= 3).then_some(meaning)
    }

    /// The known label nearest to a label that is not known, if one or two letters are off.
    pub fn nearest(&self, label: &str) -> Option<&'static str> {
        let label = normalise(label);
        if label.chars().count() < 5 {
            return None;
        }
        LABEL_INDEX
            .iter()
            .map(|(known, _)| (distance(known, &label), *known))
            .filter(|(distance, known)| *distance <= 1 + known.len() / 9 && known.len() >= 5)
            .min()
            .map(|(_, known)| known)
    }
}

/// Lower case, words joined by one space, no marks, no emoji, nothing in parentheses. Linear.
pub fn normalise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut depth, mut gap) = (0_u32, false);
    for c in text.chars() {
        match c {
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

/// Edits between two words: insertions, deletions, replacements, and swaps of neighbours count one each.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > 3 {
        return usize::MAX;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
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
    fn tables_are_in_normal_form() {
        for (word, _) in LABEL_INDEX.iter() {
            assert_eq!(normalise(word), *word);
        }
        for (word, _) in NOUN_INDEX.iter() {
            assert_eq!(normalise(word), *word);
        }
    }
}
