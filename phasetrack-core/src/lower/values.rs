//! Short values: owners, states, estimates, per cents, branches.

use std::ops::{Range, RangeInclusive};

use crate::id::{Effort, ParseEffortError};
use crate::model::{Track, Unread, UnreadKind};
use crate::scan;
use crate::syntax::MarkKind;
use crate::text::{Span, Spanned, offset};
use crate::vocabulary::normalise;

use super::document::{Bytes, Document, plain};
use super::marks::Signs;

/// More workers than this are a mistake of the reader, not a team.
const MAX_OWNERS: usize = 64;

/// More things than this that one track has for itself are no list of things.
const MAX_RESOURCES: usize = 64;

/// What the value of a label for ports is made of.
const PORTS: &str = "ports such as `3000` or `3000-3010`, no more than 64,";

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

fn split_owners(text: &str) -> Vec<Range<usize>> {
    // A sentence after the names is no name.
    let end = [". ", " — ", " – "]
        .iter()
        .filter_map(|mark| scan::first(text, mark))
        .filter(|at| *at > 2)
        .min()
        .unwrap_or(text.len());
    split(&text[..end])
}

/// The parts of a list, split at marks and words between them that stand outside of parentheses.
fn split(text: &str) -> Vec<Range<usize>> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_i32);
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

/// Takes the things that texts list, each once.
pub(super) fn resources(texts: &[Spanned<String>], track: &mut Track) {
    for text in texts {
        for part in text.value.split([',', '、', '，', ';']).map(str::trim).filter(|part| is_stated(part)) {
            let ports = part.get(..4).filter(|word| word.eq_ignore_ascii_case("port")).and_then(|_| ports_of(part));
            if ports.is_none_or(|ports| !add_ports(ports, text.span, track)) {
                add_resource(part.to_owned(), text.span, track);
            }
        }
    }
}

/// Takes the ports that texts list behind a label, each as a thing of its own: `3000-3010` and `3005` are not for two
/// tracks at once. What is no port is noted as unread.
pub(super) fn ports(label: &str, texts: &[Spanned<String>], track: &mut Track, unread: &mut Vec<Unread>) {
    for text in texts {
        for part in split(&text.value).into_iter().map(|part| text.value[part].trim()).filter(|part| is_stated(part)) {
            if ports_of(part).is_none_or(|ports| !add_ports(ports, text.span, track)) {
                let label = format!("{label}: {part}");
                unread.push(Unread { span: text.span, kind: UnreadKind::Label { label, expected: PORTS } });
            }
        }
    }
}

/// Whether a part of a list names a thing.
fn is_stated(part: &str) -> bool {
    !part.is_empty() && !super::dependencies::is_none(part) && !is_undecided(part)
}

/// Adds ports, unless they are too many.
fn add_ports(ports: RangeInclusive<u16>, span: Span, track: &mut Track) -> bool {
    let is_room = track.resources.len() + ports.len() <= MAX_RESOURCES;
    for port in ports.filter(|_| is_room) {
        add_resource(format!("port {port}"), span, track);
    }
    is_room
}

fn add_resource(name: String, span: Span, track: &mut Track) {
    let is_known = |known: &Spanned<String>| normalise(&known.value) == normalise(&name);
    if track.resources.len() < MAX_RESOURCES && !track.resources.iter().any(is_known) {
        track.resources.push(Spanned::new(name, span));
    }
}

/// "3000", "port 3000 (API)", "API: 3000", "3000-3010": a port, or a range of them, with words beside it.
fn ports_of(part: &str) -> Option<RangeInclusive<u16>> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let has_digits = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    let start = part.find(|c: char| c.is_ascii_digit())?;
    let (before, rest) = part.split_at(start);
    let (first, rest) = rest.split_at(digits(rest));
    let marks = ["-", "–", "—", "to ", ".."];
    let tail = marks.iter().find_map(|mark| rest.trim_start().strip_prefix(mark)).map(str::trim_start);
    let tail = tail.filter(|tail| digits(tail) > 0);
    let (last, rest) = tail.map_or((first, rest), |tail| tail.split_at(digits(tail)));
    // A name ends with a colon: "see section 4" is no port, and neither is "8080:80" only one.
    let is_named = before.trim().is_empty()
        || before.ends_with([':', ' ']) && {
            let name = before.trim_end().to_lowercase();
            name.ends_with(':') || matches!(name.as_str(), "port" | "ports")
        };
    let remark = rest.split(['(', '[', '（']).next().unwrap_or_default();
    let is_whole = is_named && !has_digits(remark) && !remark.starts_with(char::is_alphabetic);
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    (is_whole && first > 0 && first <= last).then_some(first..=last)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_port_or_a_range() {
        for (text, expected) in [
            ("3000", Some(3000..=3000)),
            ("port 3000 (API)", Some(3000..=3000)),
            ("Ports 3000-3010", Some(3000..=3010)),
            ("3000 – 3010 (was 4000)", Some(3000..=3010)),
            ("3000 to 3001", Some(3000..=3001)),
            ("API: 3000", Some(3000..=3000)),
            ("localhost:3000", Some(3000..=3000)),
            (":3000", Some(3000..=3000)),
            ("3000 for the API", Some(3000..=3000)),
            ("3000 - API", Some(3000..=3000)),
            ("3010-3000", None),
            ("70000", None),
            ("0", None),
            ("8080:80", None),
            ("see section 4", None),
            ("3rd", None),
            ("any", None),
        ] {
            assert_eq!(ports_of(text), expected, "{text}");
        }
    }
}
