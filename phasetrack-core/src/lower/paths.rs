//! Paths in running text: code spans and bare words, always from the source, never from a parser's text events.
//!
//! A Markdown parser turns an unquoted `src/**/*.rs` into emphasis and `src/__init__.py` into `src/init.py`. Here a
//! path is the text as it stands. HTML entities are not decoded: `a&amp;b` is a file of that name.

use std::iter::Peekable;

use crate::syntax::{Mark, MarkKind};
use crate::text::offset;

use super::document::{Bytes, Document, plain};
use super::marks::Signs;
pub(super) use super::shape::{Trust, has_extension};
use super::shape::{bare, in_code};

/// Marks with which the remark after a bare path begins.
static REMARKS: Signs = Signs::new(&[" (", "（", " - ", " — ", " – ", " ← ", " # ", " <- "]);

/// A path with the remark that follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Where the path stands, without quotes.
    pub(super) path: Bytes,
    /// The remark after it: `(NEW)`, `- description`; may be empty.
    pub(super) remark: Bytes,
}

/// What a text holds.
#[derive(Default)]
pub(super) struct Paths {
    pub(super) found: Vec<Found>,
    /// Paths that are struck out.
    pub(super) struck: Vec<Bytes>,
    /// Code spans in the place of a path that are none.
    pub(super) missed: Vec<Bytes>,
}

/// All paths of a range of a block, in order. Takes time linear in the range.
pub(super) fn find(document: &Document<'_>, block: usize, range: Bytes, trust: Trust) -> Paths {
    let marks: Vec<Mark> = document.marks(block, range).copied().collect();
    let mut codes = marks.iter().copied().filter(|mark| mark.kind == MarkKind::Code).peekable();
    let mut paths = Paths::default();
    for line in document.lines(range) {
        let mut next = Some(line.0);
        while let Some(start) = next {
            let part = next_part(document, (start, line.1), &mut codes);
            next = (part.range.1 < line.1).then(|| part.range.1 + separator_length(document, part.range.1));
            if part.codes.is_empty() {
                words(document, part.range, &marks, trust, &mut paths);
            } else {
                spans(document, &part, &marks, trust, &mut paths);
            }
        }
    }
    paths
}

/// The text between two commas.
struct Part {
    range: Bytes,
    /// Code spans before the remark.
    codes: Vec<Mark>,
    /// Where the remark begins: a dash, an arrow, a parenthesis or a hash after the first code span.
    remark: Option<u32>,
}

/// The first part of a range: up to a comma outside code spans, parentheses and braces.
fn next_part(document: &Document<'_>, range: Bytes, codes: &mut Peekable<impl Iterator<Item = Mark>>) -> Part {
    let start = range.0;
    let mut part = Part { range, codes: Vec::new(), remark: None };
    let text = document.slice(range);
    let mut depth = 0_i32;
    let mut skip_to = start;
    for (index, c) in text.char_indices() {
        let here = start + offset(index);
        if here < skip_to {
            continue;
        }
        if let Some(code) = codes.next_if(|code| code.start <= here) {
            skip_to = code.end;
            // A path never goes on in the next line.
            if part.remark.is_none() && code.start >= start && code.end <= range.1 {
                part.codes.push(code);
            }
            continue;
        }
        let rest = &text[index..];
        let dash = c == '-' && text[..index].ends_with(' ') && rest[1..].starts_with([' ', '-', '>']);
        let mark = dash || matches!(c, '(' | '（' | '—' | '–' | '←' | '#' | ':' | '：' | '→' | '=');
        if mark && !part.codes.is_empty() {
            part.remark.get_or_insert(here);
        }
        match c {
            '(' | '{' | '（' | '[' => depth += 1,
            ')' | '}' | '）' | ']' => depth = (depth - 1).max(0),
            // A semicolon inside a word ends an entity.
            ';' if !rest[1..].starts_with([' ', '\t']) => {}
            ',' | '，' | '、' | ';' | '；' if depth == 0 => {
                part.range.1 = here;
                return part;
            }
            _ => {}
        }
    }
    part
}

fn separator_length(document: &Document<'_>, at: u32) -> u32 {
    document.text[at as usize..].chars().next().map_or(0, |c| offset(c.len_utf8()))
}

/// The code spans of a part.
fn spans(document: &Document<'_>, part: &Part, marks: &[Mark], trust: Trust, paths: &mut Paths) {
    for (index, code) in part.codes.iter().enumerate() {
        let next = part.codes.get(index + 1).map_or(part.range.1, |next| next.start);
        let before = document.slice((part.range.0, code.start));
        let alone = index == 0 && before.trim_matches([' ', '*', '-', '+', '[', '~', '_']).is_empty();
        let range = document.code(code);
        let text = document.slice(range);
        if in_code(text, trust, alone) {
            accept(document, range, document.trimmed((code.end, next.max(code.end))), marks, paths);
        } else if alone && text.contains(['/', '\\']) {
            paths.missed.push(range);
        }
    }
}

/// Words of a part without code spans that could be paths; a remark in parentheses or after a dash is cut off.
fn words(document: &Document<'_>, part: Bytes, marks: &[Mark], trust: Trust, paths: &mut Paths) {
    let part = document.trimmed(part);
    let text = document.slice(part);
    let end = REMARKS.find(text, 0).unwrap_or(text.len());
    let mut at = 0;
    let mut alone = true;
    for word in text[..end].split_inclusive([' ', '\t']) {
        let start = part.0 + offset(at);
        at += word.len();
        let word = (start, start + offset(word.trim_end().len()));
        if word.0 == word.1 {
            continue;
        }
        let range = unmarked(document, word, marks);
        if bare(document.slice(range), trust, alone) {
            accept(document, range, document.trimmed((part.0 + offset(at.min(end)), part.1)), marks, paths);
        }
        alone = false;
    }
}

fn accept(document: &Document<'_>, path: Bytes, remark: Bytes, marks: &[Mark], paths: &mut Paths) {
    let struck = marks[..marks.partition_point(|mark| mark.start <= path.0)]
        .iter()
        .rev()
        .take(8)
        .any(|mark| mark.kind == MarkKind::Struck && path.1 <= mark.end);
    debug_assert!(path.1 as usize <= document.text.len(), "a path lies in the document");
    if struck {
        paths.struck.push(path);
    } else {
        paths.found.push(Found { path, remark });
    }
}

/// A word without quotes, a final dot, and the emphasis marks around it. Stars beside a slash belong to a glob.
fn unmarked(document: &Document<'_>, word: Bytes, marks: &[Mark]) -> Bytes {
    let text = document.slice(word);
    // "[src/a.rs](src/a.rs)": the text of a link.
    if let Some((label, _)) = text.strip_prefix('[').and_then(|rest| rest.split_once("](")) {
        return (word.0 + 1, word.0 + 1 + offset(label.len()));
    }
    let quoted = |c: char| matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’');
    let start = word.0 + offset(text.len() - text.trim_start_matches(quoted).len());
    let tail = |c: char| quoted(c) || matches!(c, ',' | ';' | ':' | '!' | '?');
    let end = word.0 + offset(text.trim_end_matches(tail).trim_end_matches('.').len());
    let mut range = (start.min(end), end);
    let first = marks.partition_point(|mark| mark.start < range.0);
    for mark in marks[first..].iter().take(4) {
        let len = delimiter(document, mark);
        let after = range.0 + len;
        if mark.start == range.0
            && mark.end >= range.1
            && after < range.1
            && !document.slice((after, range.1)).starts_with('/')
        {
            range.0 = after;
        }
    }
    let last = marks.partition_point(|mark| mark.start < range.1);
    for mark in marks[..last].iter().rev().take(8) {
        let len = delimiter(document, mark);
        let before = range.1.saturating_sub(len);
        if mark.end == range.1
            && mark.start <= range.0
            && before > range.0
            && !document.slice((range.0, before)).ends_with('/')
        {
            range.1 = before;
        }
    }
    range
}

/// Length of the marks on each side of emphasised or struck text.
fn delimiter(document: &Document<'_>, mark: &Mark) -> u32 {
    match mark.kind {
        MarkKind::Strong => 2,
        MarkKind::Emphasis => 1,
        MarkKind::Struck => offset(document.slice((mark.start, mark.end)).bytes().take_while(|b| *b == b'~').count()),
        MarkKind::Code | MarkKind::Link | MarkKind::Html => 0,
    }
}

/// A remark as a person reads it: without brackets and leading dashes.
pub(super) fn remark(document: &Document<'_>, range: Bytes) -> Option<String> {
    if range.0 >= range.1 {
        return None;
    }
    let text = plain(document.slice(range));
    let edge = |c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | '：' | '←' | '#' | ',' | '.');
    let text = text.trim_matches(edge);
    let inner = text.strip_prefix(['(', '（']).and_then(|rest| rest.strip_suffix([')', '）']));
    let text = inner.filter(|inner| !inner.contains(['(', '（'])).unwrap_or(text);
    (!text.is_empty()).then(|| text.to_owned())
}
