//! What a track or a task waits for.

use crate::model::{Dependency, Strength, Target};
use crate::vocabulary::normalise;

use super::document::{Bytes, Document, plain};
use super::references::{self, Known};

/// Words that a value begins with when nothing must come first. What follows is a note.
const NONE: &[&str] = &[
    "none",
    "nothing",
    "n a",
    "na",
    "no",
    "nil",
    "no dependencies",
    "no dependency",
    "independent",
    "minimal",
    "not blocked",
    "start immediately",
    "immediately",
    "can start immediately",
    "zero",
    "free",
    "anytime",
    "any time",
    "无",
    "無",
    "没有",
    "なし",
    "ない",
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

/// Words that make a dependency soft.
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

/// Whether a value says that nothing must come first.
pub(super) fn is_none(text: &str) -> bool {
    let words = normalise(text);
    if words.is_empty() {
        return text
            .trim_matches(|c: char| c.is_whitespace() || matches!(c, '—' | '–' | '-' | '*' | '.' | '✅' | '/' | '_'))
            .is_empty();
    }
    NONE.iter().any(|none| {
        words.strip_prefix(none).is_some_and(|rest| {
            rest.is_empty()
                || !none.is_ascii()
                || (rest.starts_with(' ') && *none != "no" && *none != "na" && *none != "free")
                || (*none == "no"
                    && [" dependenc", " blockers", " hard", " blocking", " prereq"].iter().any(|w| rest.starts_with(w)))
        })
    })
}

/// What a value says: its references, "all" expanded to every other track, or the text as an external prerequisite.
pub(super) fn value(document: &Document<'_>, range: Bytes, known: &Known, own: Option<&str>) -> Vec<Dependency> {
    let range = document.trimmed(range);
    let text = document.slice(range);
    if text.is_empty() || is_none(text) {
        return Vec::new();
    }
    let mut found = references::find(document, range, known, true);
    if let Some(at) = found.all {
        if found.list.is_empty() && speaks_of_work(text) {
            for (key, id) in &known.tracks {
                if own != Some(key.as_str()) && !found.list.iter().any(|d| d.target == Target::Track(id.clone())) {
                    found.list.push(Dependency {
                        target: Target::Track(id.clone()),
                        strength: Strength::Hard,
                        span: document.span(at),
                    });
                }
            }
        }
    }
    for titled in by_titles(document, range, known) {
        if found.list.iter().all(|other| other.target != titled.target) {
            found.list.push(titled);
        }
    }
    if found.list.is_empty() {
        let external = plain(text);
        if external.is_empty() {
            return Vec::new();
        }
        let target = Target::External(external);
        return vec![Dependency { target, strength: Strength::Hard, span: document.span(range) }];
    }
    let mut list = found.list;
    for (index, end) in ends(document, range, &list).into_iter().enumerate() {
        let item = &mut list[index];
        item.span.source = document.source;
        let near = normalise(&document.slice((item.span.end, end)).replace(['(', ')'], " "));
        if SOFT.iter().any(|word| near.split(' ').any(|w| w == *word) || (word.contains(' ') && near.contains(word))) {
            item.strength = Strength::Soft;
        }
    }
    list
}

/// Where the words that belong to each reference end: at the next reference, a semicolon, or the range's end.
fn ends(document: &Document<'_>, range: Bytes, list: &[Dependency]) -> Vec<u32> {
    let mut ends = Vec::new();
    for (index, item) in list.iter().enumerate() {
        let next = list[index + 1..]
            .iter()
            .map(|next| next.span.start)
            .find(|start| *start >= item.span.end)
            .unwrap_or(range.1);
        let text = document.slice((item.span.end, next.max(item.span.end)));
        let len = text.find(';').unwrap_or(text.len());
        ends.push(item.span.end + crate::text::offset(len));
    }
    ends
}

/// "All tracks", "everything else complete": not "all tests pass".
fn speaks_of_work(text: &str) -> bool {
    let words = normalise(text);
    let first: Vec<&str> = words.split(' ').take(4).collect();
    let work = |word: &&str| {
        matches!(
            *word,
            "all"
                | "everything"
                | "other"
                | "others"
                | "else"
                | "tracks"
                | "track"
                | "streams"
                | "workstreams"
                | "work"
                | "packages"
                | "wps"
                | "agents"
                | "lanes"
                | "tasks"
                | "complete"
                | "above"
                | "previous"
                | "developers"
                | "of"
                | "the"
                | "prior"
                | "phases"
                | "sessions"
                | "worktrees"
                | "modules"
                | "teams"
                | "workers"
                | "devs"
                | "done"
                | "merged"
                | "final"
                | "step"
        ) || !word.is_ascii()
    };
    first.iter().all(work)
}

/// Parts of a value that are titles of tracks: "Backend + Frontend code must exist".
fn by_titles(document: &Document<'_>, range: Bytes, known: &Known) -> Vec<Dependency> {
    let text = document.slice(range);
    let mut list: Vec<Dependency> = Vec::new();
    let mut at = 0;
    for part in text.split(['+', ',', '&', ';']) {
        let start = at;
        at += part.len() + 1;
        let bare = part
            .split(['(', '（'])
            .next()
            .unwrap_or_default()
            .trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '`' | '.'));
        let Some(id) = title(bare, known) else { continue };
        let from = range.0 + crate::text::offset(start + part.find(bare).unwrap_or(0));
        let span = document.span((from, from + crate::text::offset(bare.len())));
        list.push(Dependency { target: Target::Track(id), strength: Strength::Hard, span });
    }
    list
}

/// A part is a title, or a title's first words with words such as "code must exist" after them.
fn title(text: &str, known: &Known) -> Option<crate::id::TrackId> {
    const AFTER: &[&str] = &[
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
    ];
    let words: Vec<&str> = text.split(' ').collect();
    (1..=words.len()).rev().find_map(|len| {
        let rest_fits = words[len..].iter().all(|word| AFTER.contains(&word.to_lowercase().as_str()));
        rest_fits.then(|| known.by_title(&words[..len].join(" "))).flatten().cloned()
    })
}
