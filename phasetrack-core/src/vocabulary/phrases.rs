//! Phrases by which a sentence says who waits for whom.

use std::sync::LazyLock;

/// What a phrase says of the unit of work before it and the one after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The first waits for the second: "depends on".
    Waits,
    /// The first waits for the second, where a unit of work follows at once: "needs", "after". Such words have many
    /// other uses.
    After,
    /// The second waits for the first: "blocks".
    Blocks,
}

/// A phrase found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// What it says.
    pub relation: Relation,
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends, in bytes.
    pub end: usize,
}

/// Phrases in lower case. Of two that begin at one place the longer is meant.
const PHRASES: &[(Relation, &[&str])] = &[
    (
        Relation::Waits,
        &[
            "depends on",
            "depend on",
            "depends upon",
            "depending on",
            "depends only on",
            "depend only on",
            "only depends on",
            "only depend on",
            "dependent on",
            "dependency on",
            "dependencies on",
            "blocked by",
            "blocked on",
            "blocked until",
            "gated by",
            "gated on",
            "waits for",
            "wait for",
            "waiting for",
            "waits on",
            "wait on",
            "waiting on",
            "waits until",
            "wait until",
            "relies on",
            "rely on",
            "builds on",
            "build on",
            "builds upon",
            "unblocked by",
            "cannot start until",
            "cannot start before",
            "cannot begin until",
            "cannot begin before",
            "can't start until",
            "can't start before",
            "can’t start until",
            "can’t start before",
            "can not start until",
            "can not start before",
            "must not start until",
            "must not start before",
            "should not start until",
            "should not start before",
            "not start until",
            "not start before",
            "not begin until",
            "not begin before",
            "must follow",
            "must come after",
            "comes after",
            "runs after",
            "starts after",
            "start after",
            "begins after",
            "begin after",
            "starts once",
            "start once",
            "begins once",
            "begin once",
            "starts when",
            "start when",
            "begins when",
            "begin when",
            "depende de",
            "dependen de",
            "espera a",
            "bloqueado por",
            "bloqueada por",
            "依赖于",
            "依赖",
            "必须等",
            "等待",
        ],
    ),
    (
        Relation::After,
        &[
            "after",
            "once",
            "as soon as",
            "when",
            "requires",
            "require",
            "needs",
            "need",
            "follows",
            "requiere",
            "requer",
            "después de",
            "depois de",
            "完了後",
            "完成后",
            "之后",
            "완료",
        ],
    ),
    (
        Relation::Blocks,
        &[
            "blocks",
            "unblocks",
            "is a blocker for",
            "is a prerequisite for",
            "is a prerequisite of",
            "prerequisite for",
            "is required for",
            "is required by",
            "are required by",
            "required by",
            "is needed by",
            "are needed by",
            "needed by",
            "needed for",
            "must finish before",
            "must be finished before",
            "must complete before",
            "must be complete before",
            "must be completed before",
            "must be done before",
            "must be merged before",
            "must merge before",
            "must land before",
            "must come before",
            "must precede",
            "must be in place before",
            "must be ready before",
            "comes before",
            "finishes before",
            "completes before",
            "execute before",
            "bloquea",
            "bloqueia",
        ],
    ),
];

/// Words that turn what follows them into its opposite.
const NEGATIONS: &[&str] = &[
    "not",
    "no",
    "never",
    "without",
    "neither",
    "nor",
    "n't",
    "n’t",
    "cannot",
    "independent",
    "independently",
    "不",
    "无",
    "無",
    "没有",
    "없",
];

/// Phrases by their first byte, longer ones first.
static INDEX: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let mut index = vec![Known::default(); 256];
    for (relation, phrases) in PHRASES {
        for phrase in *phrases {
            let known = &mut index[usize::from(phrase.as_bytes()[0])];
            known.phrases.push((*phrase, *relation));
            known.seconds |= bit(phrase.as_bytes()[1]);
        }
    }
    for known in &mut index {
        known.phrases.sort_by_key(|(phrase, _)| usize::MAX - phrase.len());
    }
    index
});

/// The phrases that begin with one byte.
#[derive(Clone, Default)]
struct Known {
    phrases: Vec<(&'static str, Relation)>,
    /// Their second bytes, each as a [`bit`]: most words are dismissed by it.
    seconds: u64,
}

/// One of sixty-four bits for a byte; the two cases of a letter have one.
fn bit(byte: u8) -> u64 {
    1 << (byte.to_ascii_lowercase() & 63)
}

/// The first phrase of a text; case does not count. A phrase in letters stands at the ends of words. `own` are the
/// phrases that a configuration adds. Takes one pass over the text.
pub(super) fn find(text: &str, own: &[(String, Relation)]) -> Option<Phrase> {
    let bytes = text.as_bytes();
    let fits = |at: usize, phrase: &str| {
        let end = at + phrase.len();
        bytes.get(at..end).is_some_and(|part| part.eq_ignore_ascii_case(phrase.as_bytes()))
            && (!phrase.is_ascii() || !bytes.get(end).is_some_and(u8::is_ascii_alphanumeric))
    };
    let index = &*INDEX;
    let mut inside = false;
    for (at, byte) in bytes.iter().enumerate() {
        let letter = byte.is_ascii_alphanumeric();
        if !(letter && inside) {
            let known = &index[usize::from(byte.to_ascii_lowercase())];
            let possible = bytes.get(at + 1).is_some_and(|second| known.seconds & bit(*second) != 0);
            let known = known.phrases.iter().copied().filter(|_| possible);
            let own = own.iter().map(|(phrase, relation)| (phrase.as_str(), *relation));
            if let Some((phrase, relation)) = own.chain(known).find(|(phrase, _)| fits(at, phrase)) {
                return Some(Phrase { relation, start: at, end: at + phrase.len() });
            }
        }
        inside = letter;
    }
    None
}

/// Whether one of the words of a text denies what the text says.
pub(super) fn denies(text: &str) -> bool {
    let lower = text.to_lowercase();
    let word = |mark: &&str| lower.split(|c: char| !c.is_alphanumeric()).any(|word| word == *mark);
    NEGATIONS.iter().any(|mark| {
        let part = !mark.bytes().all(|byte| byte.is_ascii_alphabetic());
        if part { lower.contains(mark) } else { word(mark) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases() {
        for (text, expected) in [
            ("Track B depends on Track A", Some((Relation::Waits, "depends on"))),
            ("C cannot start until A is done", Some((Relation::Waits, "cannot start until"))),
            ("Track A blocks C", Some((Relation::Blocks, "blocks"))),
            ("A must be merged before B", Some((Relation::Blocks, "must be merged before"))),
            ("Needs Track A first", Some((Relation::After, "Needs"))),
            ("必须等轨道 C", Some((Relation::Waits, "必须等"))),
            ("the blockset", None),
            ("independent", None),
            ("afterwards", None),
            ("", None),
        ] {
            let found = find(text, &[]).map(|phrase| (phrase.relation, &text[phrase.start..phrase.end]));
            assert_eq!(found, expected, "{text}");
        }
        let own = [("hinges on".to_owned(), Relation::Waits)];
        assert!(find("B hinges on A", &own).is_some());
    }

    #[test]
    fn denials() {
        for (text, expected) in [
            ("does not", true),
            ("doesn't", true),
            ("There is no", true),
            ("B is now", false),
            ("Nothing else", false),
            ("", false),
        ] {
            assert_eq!(denies(text), expected, "{text}");
        }
    }
}
