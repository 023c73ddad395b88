//! Short values: owners, states, estimates, per cents, branches.

use crate::id::{Effort, ParseEffortError};
use crate::model::{Track, Unread, UnreadKind};
use crate::scan;
use crate::syntax::MarkKind;
use crate::text::{Spanned, offset};
use crate::vocabulary::normalise;

use super::document::{Bytes, Document, plain};
use super::marks::Signs;

/// More workers than this are a mistake of the reader, not a team.
const MAX_OWNERS: usize = 64;

/// More things than this that one track has for itself are no list of things.
const MAX_RESOURCES: usize = 64;

/// Marks and words between the names of workers.
static JOINTS: Signs = Signs::new(&[
    " / ", "/", ", ", ",", "、", "，", " & ", "&", " + ", "+", ";", " and ", " or ", " y ", " и ", "와 ", "と",
]);

/// Adds a worker, once.
pub(super) fn add_owner(name: Spanned<String>, track: &mut Track) {
    if track.owners.len() < MAX_OWNERS && track.owners.iter().all(|owner| owner.value != name.value) {
        track.owners.push(name);
    }
}

/// Adds the workers that a value names, split at `/`, `,`, `&`, `+`, "and", "or".
pub(super) fn owners(document: &Document<'_>, range: Bytes, track: &mut Track) {
    for part in split_owners(document.slice(range)) {
        let at = (range.0 + offset(part.start), range.0 + offset(part.end));
        let mut name = plain(document.slice(at));
        for role in ["Primary", "Backup", "Lead", "Support", "Owner"] {
            if let Some(rest) = name.strip_prefix(role).and_then(|rest| rest.trim_start().strip_prefix(':')) {
                name = rest.trim().to_owned();
            }
        }
        if let Some(open) = name.find(" (").filter(|open| !name[*open..].starts_with(" (or ")) {
            name.truncate(open);
        }
        let name = name.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '@' | ':')).to_owned();
        let none = super::dependencies::is_none(&name)
            || is_undecided(&name)
            || matches!(name.to_lowercase().as_str(), "unassigned" | "any" | "all" | "open");
        if !name.is_empty() && !none && name.chars().count() <= 60 {
            add_owner(Spanned::new(name, document.span(document.trimmed(at))), track);
        }
    }
}

/// Words that stand in the place of a value that is not decided yet.
const UNDECIDED: &[&str] = &["tbd", "tba", "tbc", "todo", "to be decided", "to be determined", "未定", "待定", "미정"];

/// Whether a value only says that it is to come.
pub(super) fn is_undecided(text: &str) -> bool {
    let words = normalise(text);
    UNDECIDED.contains(&words.as_str()) || (words.is_empty() && text.contains('?'))
}

fn split_owners(text: &str) -> Vec<std::ops::Range<usize>> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_i32);
    // A sentence after the names is no name.
    let end = [". ", " — ", " – "]
        .iter()
        .filter_map(|mark| scan::first(text, mark))
        .filter(|at| *at > 2)
        .min()
        .unwrap_or(text.len());
    let text = &text[..end];
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        match c {
            '(' | '[' | '（' => depth += 1,
            ')' | ']' | '）' => depth -= 1,
            _ => {}
        }
        let joint = if depth > 0 { None } else { JOINTS.at(text, at) };
        // "AI/ML developer" is one worker, "Codex/Copilot" are two.
        let joint = joint.filter(|joint| {
            *joint != "/" || !text[at..].split([',', ';', '&', '+']).next().unwrap_or_default().contains(' ')
        });
        if let Some(joint) = joint {
            parts.push(start..at);
            at += joint.len();
            start = at;
        } else {
            at += c.len_utf8();
        }
    }
    parts.push(start..text.len());
    parts
}

/// An amount of time; one that is negative or too large is noted as unread.
pub(super) fn amount(document: &Document<'_>, range: Bytes, unread: &mut Vec<Unread>) -> Option<Spanned<Effort>> {
    let text = document.plain(range);
    match text.value.parse::<Effort>() {
        Ok(effort) => Some(Spanned::new(effort, text.span)),
        Err(ParseEffortError::NoAmount) => None,
        Err(error) => {
            let kind = UnreadKind::Effort { text: text.value, reason: error.to_string() };
            unread.push(Unread { span: text.span, kind });
            None
        }
    }
}

/// Takes an estimate: an amount of time, or a word such as "Medium".
pub(super) fn effort(document: &Document<'_>, range: Bytes, track: &mut Track, unread: &mut Vec<Unread>) {
    let text = document.plain(range);
    if text.value.is_empty() || track.effort.is_some() || super::dependencies::is_none(&text.value) {
        return;
    }
    track.effort = amount(document, range, unread);
    if track.effort.is_some() {
        track.effort_text = Some(text);
    } else {
        track.effort_text.get_or_insert(text);
    }
}

/// Takes a state; a per cent in it is kept as well.
pub(super) fn status(document: &Document<'_>, range: Bytes, track: &mut Track) {
    percent(document, range, track);
    let text = document.plain(range);
    if !text.value.is_empty() {
        track.status.get_or_insert(text);
    }
}

/// Words of a state that mean done.
const DONE: &[&str] = &["done", "complete", "closed", "merged", "[x]", "[d]", "完成", "완료", "完了"];

/// Whether a state means done.
pub(super) fn is_done(text: &str) -> bool {
    let lower = text.to_lowercase();
    text.contains(['✅', '✔', '✓', '☑'])
        || (DONE.iter().any(|word| lower.contains(word)) && !lower.contains("not ") && !lower.contains("incomplete"))
}

/// Takes the first per cent of a value.
pub(super) fn percent(document: &Document<'_>, range: Bytes, track: &mut Track) {
    let text = document.slice(range);
    let Some(sign) = text.find('%') else { return };
    let digits = text[..sign].trim_end().bytes().rev().take_while(u8::is_ascii_digit).count();
    let end = text[..sign].trim_end().len();
    if let Some(value) = text[end - digits..end].parse().ok().filter(|value| *value <= 100) {
        track.percent.get_or_insert(Spanned::new(value, document.span(range)));
    }
}

/// Takes the things that texts list, each once, by names that are made of what is written.
pub(super) fn resources(texts: Vec<Spanned<String>>, track: &mut Track, name: impl Fn(&str) -> Option<String>) {
    for text in texts {
        let parts = text.value.split([',', '、', '，', ';']).map(str::trim);
        let stated = parts.filter(|part| !super::dependencies::is_none(part) && !is_undecided(part));
        for name in stated.filter_map(&name) {
            let is_known = |known: &Spanned<String>| normalise(&known.value) == normalise(&name);
            if track.resources.len() < MAX_RESOURCES && !track.resources.iter().any(is_known) {
                track.resources.push(Spanned::new(name, text.span));
            }
        }
    }
}

/// The name of a port, or of a range of them.
pub(super) fn port(number: &str) -> Option<String> {
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    is_number.then(|| format!("port {number}"))
}

/// Takes a branch: the first code span, or the first word.
pub(super) fn branch(document: &Document<'_>, block: usize, range: Bytes, track: &mut Track) {
    let code = document.marks(block, range).find(|mark| mark.kind == MarkKind::Code).map(|mark| document.code(mark));
    let at = code.unwrap_or_else(|| {
        let len = document.slice(range).find(char::is_whitespace).unwrap_or((range.1 - range.0) as usize);
        (range.0, range.0 + offset(len))
    });
    let name = document.slice(at);
    if !name.is_empty() && track.branch.is_none() {
        track.branch = Some(Spanned::new(name.to_owned(), document.span(at)));
    }
}
