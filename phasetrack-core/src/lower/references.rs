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
use super::names::{is_code, kind_word};

/// The ids of a document, by key.
#[derive(Default)]
pub(super) struct Known {
    /// Tracks in order: key and id.
    pub(super) tracks: Vec<(String, TrackId)>,
    index: BTreeMap<String, usize>,
    tasks: BTreeMap<String, TaskId>,
    /// Letters that task codes begin with, and those of track codes.
    task_families: Vec<String>,
    track_families: Vec<String>,
    titles: Vec<(String, usize)>,
}

impl Known {
    pub(super) fn add_track(&mut self, id: &TrackId, title: &str) {
        let index = self.tracks.len();
        self.index.entry(id.key().to_owned()).or_insert(index);
        push_new(&mut self.track_families, family(id.key()));
        self.tracks.push((id.key().to_owned(), id.clone()));
        let title = title.split(['(', '（']).next().unwrap_or_default().trim();
        if title.len() >= 4 {
            self.titles.push((title.to_lowercase(), index));
        }
    }

    /// Another name for a track.
    pub(super) fn add_alias(&mut self, alias: &str, id: &TrackId) {
        if let Some(index) = self.index.get(id.key()).copied() {
            self.index.entry(key(alias)).or_insert(index);
        }
    }

    pub(super) fn add_task(&mut self, id: &TaskId) {
        push_new(&mut self.task_families, family(id.key()));
        self.tasks.entry(id.key().to_owned()).or_insert_with(|| id.clone());
    }

    fn track(&self, text: &str) -> Option<&TrackId> {
        let key = key(text);
        let index = self.index.get(&key).or_else(|| self.index.get(key.trim_start_matches('0')))?;
        Some(&self.tracks[*index].1)
    }

    fn task(&self, text: &str) -> Option<&TaskId> {
        self.tasks.get(&key(text))
    }

    /// The one track whose title is, or begins with, a text of four letters or more.
    pub(super) fn by_title(&self, text: &str) -> Option<&TrackId> {
        let text = text.trim().to_lowercase();
        if text.chars().count() < 4 {
            return None;
        }
        let mut found = self.titles.iter().filter(|(title, _)| {
            title.strip_prefix(text.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        });
        let (_, index) = found.next()?;
        found.next().is_none().then(|| &self.tracks[*index].1)
    }

    /// Tracks whose ids are a text and a letter more: `M3` for `M3a` and `M3b`.
    fn by_prefix(&self, text: &str) -> Vec<TrackId> {
        let key = key(text);
        if key.len() < 2 || !key.ends_with(|c: char| c.is_ascii_digit()) {
            return Vec::new();
        }
        let inside = |other: &str| {
            other
                .strip_prefix(key.as_str())
                .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_alphabetic()))
        };
        self.tracks.iter().filter(|(other, _)| inside(other)).map(|(_, id)| id.clone()).collect()
    }
}

fn push_new(list: &mut Vec<String>, item: String) {
    if !item.is_empty() && !list.contains(&item) {
        list.push(item);
    }
}

/// The letters that a code begins with.
fn family(key: &str) -> String {
    let letters: String = key.chars().take_while(char::is_ascii_alphabetic).collect();
    if letters.len() < key.len() { letters } else { String::new() }
}

/// References found in a text.
#[derive(Default)]
pub(super) struct References {
    pub(super) list: Vec<Dependency>,
    /// The text says "all", "everything".
    pub(super) all: Option<Bytes>,
}

/// A word with its place.
struct Word<'t> {
    text: &'t str,
    start: usize,
}

/// Finds the references of a range. `listed`: the range is the value of a label, where bare ids may stand.
pub(super) fn find(document: &Document<'_>, range: Bytes, known: &Known, listed: bool) -> References {
    let text = document.slice(range);
    let words = split(text);
    let only_ids = listed && is_list(document, &words, known);
    let mut found = References::default();
    let mut noun: Option<Noun> = None;
    let mut index = 0;
    while index < words.len() {
        let word = &words[index];
        let whole = word.text.contains('-') && (known.track(word.text).is_some() || known.task(word.text).is_some());
        if let Some((kind, _, len)) = noun_at(document, text, word).filter(|_| !whole) {
            noun = Some(kind);
            let after = words[index..].iter().position(|next| next.start >= word.start + len).map(|skip| index + skip);
            if let Some((next, id)) =
                after.and_then(|next| Some((next, unit_of_kind(known, text, word, &words[next])?)))
            {
                push(
                    &mut found,
                    Target::Track(id),
                    (range.0 + offset(word.start), range.0 + offset(words[next].start + words[next].text.len())),
                );
                index = next + 1;
                if let Some(end) = words.get(index..).and_then(range_end) {
                    let kind = &text[word.start..words[next].start];
                    phases(range, kind, &words[next], &words[index + end], known, &mut found);
                    index += end + 1;
                }
                continue;
            }
            // "Phase 0" names no track; the number belongs to the phase.
            if matches!(kind, Noun::Phase | Noun::Group) && len == word.text.len() {
                (noun, index) = (None, index + 1);
                while words.get(index).is_some_and(|next| {
                    next.text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+'))
                }) {
                    index += 1;
                }
                continue;
            }
            // Scripts without spaces write kind word and id together.
            index += 1;
            let rest = &word.text[len.min(word.text.len())..];
            if !rest.is_empty() {
                let glued = Word {
                    text: rest.trim_start_matches(['-', '#']),
                    start: word.start + word.text.len() - rest.trim_start_matches(['-', '#']).len(),
                };
                take(range, &glued, noun, only_ids, known, &mut found);
            }
            while words.get(index).is_some_and(|next| next.start < word.start + len) {
                index += 1;
            }
            continue;
        }
        if is_joint(word.text) {
            index += 1;
            continue;
        }
        if matches!(
            word.text.to_lowercase().as_str(),
            "all"
                | "everything"
                | "全部"
                | "所有"
                | "すべて"
                | "全て"
                | "모든"
                | "전체"
                | "todos"
                | "todas"
                | "todo"
                | "tudo"
        ) {
            found.all.get_or_insert((range.0 + offset(word.start), range.0 + offset(word.start + word.text.len())));
            index += 1;
            continue;
        }
        if let Some(end) = words.get(index + 1..).and_then(|rest| range_end(rest)) {
            if expand(range, word, &words[index + 1 + end], noun, only_ids, known, &mut found) {
                index += end + 2;
                continue;
            }
        }
        let paired = only_ids || (listed && in_pair(&words, index, known));
        if !take(range, word, noun, paired, known, &mut found) && !word.text.starts_with(['(', ')']) {
            noun = None;
        }
        index += 1;
    }
    found
}

/// Takes a word as a reference if it is one.
fn take(
    range: Bytes,
    word: &Word<'_>,
    noun: Option<Noun>,
    only_ids: bool,
    known: &Known,
    found: &mut References,
) -> bool {
    let text = word.text.trim_end_matches('.');
    if text.is_empty() {
        return false;
    }
    let at = (range.0 + offset(word.start), range.0 + offset(word.start + text.len()));
    let named = matches!(noun, Some(Noun::Track | Noun::Worker | Noun::WeakTrack | Noun::Task | Noun::Story));
    let code = text.bytes().any(|b| b.is_ascii_digit())
        && (text.bytes().any(|b| b.is_ascii_alphabetic())
            || text.starts_with('#')
            || (text.contains('.') && !text.starts_with('.')));
    let single_lower = text.chars().count() == 1 && text.chars().all(char::is_lowercase);
    if single_lower || matches!(noun, Some(Noun::Group | Noun::Phase)) && !code {
        return false;
    }
    if !(named || code || only_ids) {
        return false;
    }
    let prefer_task = noun == Some(Noun::Task);
    let target = match (known.track(text), known.task(text)) {
        (Some(track), None) => Target::Track(track.clone()),
        (None, Some(task)) => Target::Task(task.clone()),
        (Some(_), Some(task)) if prefer_task => Target::Task(task.clone()),
        (Some(track), Some(_)) => Target::Track(track.clone()),
        (None, None) => match unknown(text, noun, known) {
            Some(target) => target,
            None => return false,
        },
    };
    if let Target::Track(id) = &target {
        let parts = known.by_prefix(id.as_str());
        if known.track(id.as_str()).is_none() && !parts.is_empty() {
            for part in parts {
                push(found, Target::Track(part), at);
            }
            return true;
        }
    }
    push(found, target, at);
    true
}

fn push(found: &mut References, target: Target, at: Bytes) {
    if !found.list.iter().any(|other| other.target == target) {
        // The caller fills in the source; a reference knows only its place.
        let span = crate::text::Span { start: at.0, end: at.1, ..Default::default() };
        found.list.push(Dependency { target, strength: Strength::Hard, span });
    }
}

/// A reference that nothing in the plan answers: after a kind word, or a code like those of the plan.
fn unknown(text: &str, noun: Option<Noun>, known: &Known) -> Option<Target> {
    let key = key(text);
    let family = family(&key);
    if !known.by_prefix(text).is_empty() {
        return Some(Target::Track(TrackId::new(text)));
    }
    let shaped = is_code(text) || text.contains('.') || family.len() > 1;
    if shaped && !family.is_empty() {
        if known.task_families.contains(&family) {
            return Some(Target::Task(TaskId::new(text)));
        }
        if known.track_families.contains(&family) {
            return Some(Target::Track(TrackId::new(text)));
        }
    }
    let short =
        key.chars().count() <= 3 && !key.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c.is_uppercase());
    (noun == Some(Noun::Track) && short && !known.tracks.is_empty()).then(|| Target::Track(TrackId::new(text)))
}

/// Expands `US1-US5`, `A–E`, `B-01..B-04`, `17~21` between two words.
fn expand(
    range: Bytes,
    from: &Word<'_>,
    to: &Word<'_>,
    noun: Option<Noun>,
    only_ids: bool,
    known: &Known,
    found: &mut References,
) -> bool {
    let code = from.text.bytes().any(|b| b.is_ascii_digit()) && from.text.bytes().any(|b| b.is_ascii_alphabetic());
    if !(noun.is_some_and(|noun| noun != Noun::Group && noun != Noun::Phase) || only_ids || code) {
        return false;
    }
    let at = (range.0 + offset(from.start), range.0 + offset(to.start + to.text.len()));
    let (first, last) = (key(from.text), key(to.text));
    let position = |wanted: &str| known.tracks.iter().position(|(key, _)| key == wanted);
    if let (Some(a), Some(b)) = (position(&first), position(&last)) {
        if a <= b {
            for (_, id) in &known.tracks[a..=b] {
                push(found, Target::Track(id.clone()), at);
            }
            return true;
        }
    }
    let (Some((prefix, low)), Some((_, high))) = (number_suffix(&first), number_suffix(&last)) else { return false };
    if low > high || high - low > 500 {
        return false;
    }
    let inside = |key: &str| number_suffix(key).is_some_and(|(p, n)| p == prefix && (low..=high).contains(&n));
    let before = found.list.len();
    for (key, id) in &known.tasks {
        if inside(key) {
            push(found, Target::Task(id.clone()), at);
        }
    }
    for (key, id) in &known.tracks {
        if inside(key) {
            push(found, Target::Track(id.clone()), at);
        }
    }
    found.list.len() > before
}

fn number_suffix(key: &str) -> Option<(&str, u32)> {
    let digits = key.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (prefix, number) = key.split_at(key.len() - digits);
    Some((prefix, number.parse().ok()?))
}

/// The position of a range's end among the words after its start.
fn range_end(rest: &[Word<'_>]) -> Option<usize> {
    let mark = rest.first()?.text;
    (matches!(mark, "-" | "–" | "—" | "~" | ".." | "..." | "to" | "through" | "〜" | "～" | "至" | "到")
        && rest.len() > 1)
        .then_some(1)
}

/// Whether a text holds only ids, kind words, joints and short notes in parentheses.
fn is_list(document: &Document<'_>, words: &[Word<'_>], known: &Known) -> bool {
    let mut any = false;
    let mut phase = false;
    for word in words {
        let text = word.text.trim_end_matches('.');
        if std::mem::take(&mut phase) && text.bytes().all(|b| b.is_ascii_digit()) {
            continue;
        }
        phase = matches!(kind_word(text, document.words), Some((Noun::Phase | Noun::Group, ..)));
        if is_joint(text)
            || range_mark(text)
            || kind_word(text, document.words).is_some_and(|(_, _, len)| len == text.len())
            || WEAK.contains(&text.to_lowercase().as_str())
        {
            continue;
        }
        if known.track(text).is_none() && known.task(text).is_none() {
            return false;
        }
        any = true;
    }
    any
}

/// Whether a word is one of two known ids with a joint between them: "Partial outputs from A & B".
fn in_pair(words: &[Word<'_>], index: usize, known: &Known) -> bool {
    let is_id = |at: usize| {
        words.get(at).is_some_and(|word| {
            word.text.chars().all(|c| c.is_uppercase() || c.is_ascii_digit()) && known.track(word.text).is_some()
        })
    };
    let joint = |at: usize| words.get(at).is_some_and(|word| is_joint(word.text));
    is_id(index) && ((joint(index + 1) && is_id(index + 2)) || (index > 1 && joint(index - 1) && is_id(index - 2)))
}

/// Words that may stand around ids in a list.
const WEAK: &[&str] = &[
    "complete",
    "completed",
    "completes",
    "done",
    "finished",
    "merged",
    "ready",
    "must",
    "first",
    "both",
    "soft",
    "hard",
    "完成",
    "完了",
    "완료",
    "all",
];

fn range_mark(text: &str) -> bool {
    matches!(text, "-" | "–" | "—" | "~" | ".." | "..." | "to")
}

fn is_joint(text: &str) -> bool {
    matches!(
        text,
        "," | "，"
            | "、"
            | "+"
            | "&"
            | "/"
            | ";"
            | "and"
            | "or"
            | "y"
            | "e"
            | "und"
            | "及"
            | "和"
            | "と"
            | "및"
            | "→"
            | "->"
            | "·"
            | ","
            | "|"
            | "*"
            | "**"
    )
}

/// "Phase 17~21": every phase between.
fn phases(range: Bytes, kind: &str, from: &Word<'_>, to: &Word<'_>, known: &Known, found: &mut References) {
    let (Ok(low), Ok(high)) = (from.text.parse::<u32>(), to.text.parse::<u32>()) else { return };
    let at = (range.0 + offset(from.start), range.0 + offset(to.start + to.text.len()));
    for number in low..=high.min(low.saturating_add(100)) {
        if let Some(id) = known.track(&format!("{kind}{number}")) {
            push(found, Target::Track(id.clone()), at);
        }
    }
}

/// A kind word that is part of the id: "Phase 2" in a task list whose units are phases, "User Story 1" for `US1`.
fn unit_of_kind(known: &Known, text: &str, word: &Word<'_>, next: &Word<'_>) -> Option<TrackId> {
    let whole = &text[word.start..next.start + next.text.len()];
    if !next.text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    known.track(whole).cloned()
}

fn noun_at(document: &Document<'_>, text: &str, word: &Word<'_>) -> Option<(Noun, String, usize)> {
    kind_word(&text[word.start..], document.words).filter(|(_, _, len)| {
        *len >= word.text.len() || !word.text.is_ascii() || word.text[*len..].starts_with(['-', '#'])
    })
}

/// Splits a text into words and single marks; ids keep their inner dots and hyphens. Notes in parentheses are left out.
fn split(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start: Option<usize> = None;
    let mut depth = 0_u32;
    let bytes = text.as_bytes();
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next();
        if matches!(c, '(' | '（') && (depth > 0 || !names_unit(&text[at + c.len_utf8()..])) {
            depth += 1;
        }
        let note = depth > 0;
        if matches!(c, ')' | '）') {
            depth = depth.saturating_sub(1);
        }
        let digits = |next: Option<char>| next.is_some_and(|next| next.is_ascii_alphanumeric());
        // "US1-US5" is a range of two codes, "WS-001" one id.
        let ranged = c == '-'
            && start.is_some_and(|from| text[from..at].bytes().any(|b| b.is_ascii_digit()))
            && next.is_some_and(|n| n.is_ascii_alphabetic());
        let inner = (c.is_alphanumeric() || c == '_')
            || (c == '#' && start.is_none() && digits(next))
            || (c == '.' && start.is_some() && digits(next) && at + 1 < bytes.len())
            || (c == '-' && start.is_some() && digits(next) && !ranged && !single_letter_range(text, start, at));
        if inner && !note {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            words.push(Word { text: &text[from..at], start: from });
        }
        if !note && !c.is_whitespace() && !matches!(c, '`' | '*' | '_' | '"' | '\'' | '[' | ']' | '{' | '}') {
            let end = at + c.len_utf8();
            match words.last_mut() {
                Some(last) if last.text.ends_with('.') && c == '.' && last.start + last.text.len() == at => {
                    last.text = &text[last.start..end]
                }
                Some(last) if last.text == "-" && c == '>' => last.text = &text[last.start..end],
                _ => words.push(Word { text: &text[at..end], start: at }),
            }
        }
    }
    if let Some(from) = start {
        words.push(Word { text: &text[from..], start: from });
    }
    words
}

/// A parenthesis that begins with a kind word names units: "dbt modeling (stream #2)". Others are notes.
fn names_unit(text: &str) -> bool {
    let word: String = text.chars().take_while(char::is_ascii_alphabetic).collect();
    let rest = &text[word.len()..];
    let unit = [
        "track",
        "tracks",
        "stream",
        "streams",
        "workstream",
        "workstreams",
        "agent",
        "agents",
        "lane",
        "lanes",
        "phase",
        "wp",
        "task",
        "tasks",
    ];
    unit.contains(&word.to_ascii_lowercase().as_str())
        && rest.trim_start_matches([' ', '#', '-']).starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase())
}

/// `A-E`: a hyphen between two single letters, or between two numbers, is a range.
fn single_letter_range(text: &str, start: Option<usize>, at: usize) -> bool {
    let Some(from) = start else { return false };
    let before = &text[from..at];
    let after: String = text[at + 1..].chars().take_while(|c| c.is_ascii_alphanumeric()).collect();
    let single = |word: &str| word.len() == 1 && word.bytes().all(|b| b.is_ascii_uppercase());
    let number = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    (single(before) && single(&after)) || (number(before) && number(&after))
}
