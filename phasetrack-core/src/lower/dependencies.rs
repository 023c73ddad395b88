//! What a track or a task waits for: the value of a dependency label, column or remark.

use crate::id::TrackId;
use crate::model::{Dependency, Strength, Target};
use crate::text::offset;
use crate::vocabulary::{Noun, Vocabulary, normalise};

use super::document::{Bytes, Document, plain};
use super::known::Known;
use super::names::kind_word;
use super::references;

/// Words that a value begins with when nothing must come first. What follows is a note.
const NONE: &[&str] = &[
    "none",
    "nothing",
    "nobody",
    "no one",
    "n a",
    "nil",
    "no dependencies",
    "no dependency",
    "no blockers",
    "no hard",
    "no blocking",
    "no prereq",
    "no prerequisites",
    "independent",
    "minimal",
    "not blocked",
    "start immediately",
    "immediately",
    "can start immediately",
    "zero",
    "anytime",
    "any time",
    "无",
    "無",
    "没有",
    "なし",
    "独立",
    "없음",
    "없다",
    "독립",
    "ninguna",
    "ninguno",
    "nenhuma",
    "nenhum",
    "sin dependencias",
    "sem dependências",
    "nada",
    "false",
];

/// Words that mean nothing must come first only when they are the whole value.
const NONE_ALONE: &[&str] = &["no", "na", "free", "any"];

/// Words beside a reference that make it soft.
const SOFT: &[&str] = &[
    "soft",
    "optional",
    "ideally",
    "should",
    "nice to have",
    "preferably",
    "can mock",
    "recommended",
    "weak",
    "软",
    "可选",
    "任意",
    "선택",
];

/// Words before a reference that make it soft.
const SOFT_BEFORE: &[&str] = &[
    "initial progress",
    "partial",
    "coordinate",
    "coordination",
    "may need",
    "might need",
    "sync with",
    "ideally",
    "should",
    "optional",
    "optionally",
    "uses existing",
];

/// Words that may stand in "all other tracks complete": "all tests pass" speaks of something else.
const WORK: &[&str] = &[
    "all",
    "every",
    "each",
    "session",
    "stream",
    "workstream",
    "agent",
    "lane",
    "package",
    "module",
    "team",
    "everything",
    "everyone",
    "other",
    "others",
    "else",
    "tracks",
    "track",
    "streams",
    "workstreams",
    "work",
    "packages",
    "wps",
    "agents",
    "lanes",
    "tasks",
    "complete",
    "above",
    "previous",
    "developers",
    "of",
    "the",
    "prior",
    "preceding",
    "earlier",
    "phases",
    "sessions",
    "worktrees",
    "modules",
    "teams",
    "workers",
    "devs",
    "done",
    "merged",
    "final",
    "step",
];

/// Words by which "all" means only what stands before.
const EARLIER: &[&str] = &["previous", "prior", "above", "preceding", "earlier"];

/// Words that may follow a track's title in a value: "Backend code must exist".
const AFTER_TITLE: &[&str] = &[
    "code",
    "completion",
    "phase",
    "must",
    "exist",
    "exists",
    "complete",
    "completed",
    "done",
    "ready",
    "work",
    "merged",
    "first",
    "track",
    "stream",
    "finished",
    "be",
    "to",
    "is",
    "stable",
    "api",
    "apis",
    "module",
    "service",
    "schema",
    "team",
    "output",
    "outputs",
    "results",
    "deliverables",
];

/// More tracks than this are not listed one by one for "all": the value stays a text.
const MAX_ALL: usize = 250;

/// Whether a value says that nothing must come first.
pub(super) fn is_none(text: &str) -> bool {
    let words = normalise(text);
    if words.is_empty() {
        let filler = |c: char| c.is_whitespace() || matches!(c, '—' | '–' | '-' | '*' | '.' | '✅' | '/' | '_');
        return text.trim_matches(filler).is_empty();
    }
    let begins = |none: &&str| {
        none.as_bytes()[0] == words.as_bytes()[0]
            && words.strip_prefix(none).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ') || !none.is_ascii())
    };
    NONE.iter().any(begins) || NONE_ALONE.contains(&words.as_str())
}

/// What a remark says: its references, those that it denies left out.
pub(super) fn mentions(document: &Document<'_>, range: Bytes, known: Known<'_>) -> Vec<Dependency> {
    let mut list = references::find(document, range, known).list;
    undeny(document, range, &mut list);
    soften(document, range, &mut list);
    list
}

/// What a value says: its references, "all" expanded to every other track, or the text as an external prerequisite.
pub(super) fn value(document: &Document<'_>, range: Bytes, known: Known<'_>, own: Option<&str>) -> Vec<Dependency> {
    let range = document.trimmed(range);
    let text = document.slice(range);
    if text.is_empty() || is_none(text) {
        return Vec::new();
    }
    let found = references::find(document, range, known);
    let mut list = found.list;
    if let Some(at) = found
        .all
        .filter(|_| list.is_empty() && speaks_of_work(text) && known.tracks().take(MAX_ALL + 1).count() <= MAX_ALL)
    {
        // "All previous tracks" are those before this one.
        let before = EARLIER.iter().any(|word| normalise(text).split(' ').any(|found| found == *word));
        let own_place = known.tracks().position(|id| own == Some(id.key())).filter(|_| before);
        let others = known.tracks().take(own_place.unwrap_or(usize::MAX)).filter(|id| own != Some(id.key()));
        list.extend(others.map(|id| hard(Target::Track(id.clone()), document, at)));
    }
    titles(document, range, known, &mut list);
    if list.is_empty() {
        list.extend(unnamed(document, range));
    }
    undeny(document, range, &mut list);
    soften(document, range, &mut list);
    list
}

/// Leaves out what a text denies: "Track A, not Track B", "Track B is not required".
fn undeny(document: &Document<'_>, range: Bytes, list: &mut Vec<Dependency>) {
    let mut before = range.0;
    let mut denied = false;
    let places: Vec<(u32, u32)> = list.iter().map(|dependency| (dependency.span.start, dependency.span.end)).collect();
    let mut index = 0;
    list.retain(|_| {
        let (start, end) = places[index];
        let next = places.get(index + 1).map_or(range.1, |next| next.0.max(end));
        index += 1;
        if start >= before {
            let lead = document.slice((before, start));
            let clause = lead.rsplit([',', ';', '.', '(', ')']).next().unwrap_or(lead);
            // "not A or B" denies both.
            denied = Vocabulary::denies(clause) || (denied && lead.split_whitespace().count() <= 1);
        }
        before = end.max(before);
        let after = document.slice((before.min(next), next));
        let after = after.split([',', ';', '.', '(', ')']).next().unwrap_or(after);
        let words: Vec<&str> = after.split_whitespace().take(3).collect();
        !(denied || Vocabulary::denies(&words.join(" ")))
    });
}

fn hard(target: Target, document: &Document<'_>, at: Bytes) -> Dependency {
    Dependency { target, strength: Strength::Hard, span: document.span(at) }
}

/// A value without a known id: "Track Databse" names a track that does not exist, anything else stands outside the plan.
fn unnamed(document: &Document<'_>, range: Bytes) -> Option<Dependency> {
    let text = plain(document.slice(range));
    if text.is_empty() {
        return None;
    }
    let name = kind_word(&text, document.words)
        .filter(|(noun, ..)| *noun == Noun::Track)
        .map(|(_, _, len)| text[len..].trim());
    let name = name.filter(|name| name.starts_with(char::is_uppercase) && !name.contains([' ', ',', '.']));
    let target = match name {
        Some(name) => Target::Track(TrackId::new(name)),
        None => Target::External(text),
    };
    Some(hard(target, document, range))
}

/// Whether a label says that what it names only helps.
pub(super) fn is_soft(label: &str) -> bool {
    normalise(label).split(' ').any(|word| SOFT.contains(&word))
}

/// Marks references soft by the words around them.
fn soften(document: &Document<'_>, range: Bytes, list: &mut [Dependency]) {
    let has = |text: &str, marks: &[&str]| {
        if text.trim().is_empty() {
            return false;
        }
        let words = normalise(&text.replace(['(', ')'], " "));
        marks.iter().any(|mark| {
            if mark.contains(' ') || !mark.is_ascii() {
                words.contains(mark)
            } else {
                words.split(' ').any(|word| word == *mark)
            }
        })
    };
    let mut before = range.0;
    for index in 0..list.len() {
        let span = list[index].span;
        let next = list.get(index + 1).map_or(range.1, |next| next.span.start);
        if next >= span.end {
            let after = document.slice((span.end, next));
            let clause = after.find(';').map_or(after, |end| &after[..end]);
            let lead = document.slice((before.min(span.start), span.start));
            let lead = lead.rsplit([';', ',']).next().unwrap_or(lead);
            if has(clause, SOFT) || has(lead, SOFT_BEFORE) {
                list[index].strength = Strength::Soft;
            }
        }
        before = span.end;
    }
}

/// Whether a text with "all" in it speaks of units of work.
pub(super) fn speaks_of_work(text: &str) -> bool {
    normalise(text).split(' ').take(4).all(|word| WORK.contains(&word) || !word.is_ascii())
}

/// Adds the parts of a value that are titles of tracks: "Backend + Frontend code must exist".
fn titles(document: &Document<'_>, range: Bytes, known: Known<'_>, list: &mut Vec<Dependency>) {
    let text = document.slice(range);
    let mut at = 0;
    for part in text.split(['+', ',', '&', ';']).take(64) {
        let start = at;
        at += part.len() + 1;
        let head = part.split(['(', '（']).next().unwrap_or_default();
        // "Team Red's contract"
        let head = head.split_once("'s ").or_else(|| head.split_once("’s ")).map_or(head, |(owner, _)| owner);
        let bare = head.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '`' | '.'));
        let Some(id) = title(document, bare, known) else { continue };
        let target = Target::Track(id);
        if list.iter().all(|other| other.target != target) {
            let from = range.0 + offset(start + part.find(bare).unwrap_or(0));
            list.push(hard(target, document, (from, from + offset(bare.len()))));
        }
    }
}

/// Whether a part of a text is the title of a track.
pub(super) fn names_title(document: &Document<'_>, range: Bytes, known: Known<'_>) -> bool {
    let mut list = Vec::new();
    titles(document, range, known, &mut list);
    !list.is_empty()
}

/// A part is a title, with a kind word before it or words such as "must exist" after it.
fn title(document: &Document<'_>, text: &str, known: Known<'_>) -> Option<TrackId> {
    let skip = kind_word(text, document.words).filter(|(noun, ..)| *noun == Noun::Track).map_or(0, |(_, _, len)| len);
    let words: Vec<&str> = text[skip..].split(' ').filter(|word| !word.is_empty()).take(12).collect();
    (1..=words.len()).rev().find_map(|len| {
        let fits = words[len..].iter().all(|word| AFTER_TITLE.contains(&word.to_lowercase().as_str()));
        fits.then(|| known.by_title(&words[..len].join(" "))).flatten().cloned()
    })
}

#[cfg(test)]
mod tests {
    use super::is_none;

    #[test]
    fn none() {
        for (text, expected) in [
            ("None", true),
            ("None (can start immediately)", true),
            ("none (T007 from WP02 is independent)", true),
            ("nothing (can run in parallel with W1-W5)", true),
            ("N/A", true),
            ("—", true),
            ("无（可在 B 后）", true),
            ("No", true),
            ("Nonempty table", false),
            ("Track A", false),
            ("Node 20", false),
            ("API contract", false),
        ] {
            assert_eq!(is_none(text), expected, "{text}");
        }
    }
}
