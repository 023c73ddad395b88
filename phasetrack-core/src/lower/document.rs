//! One document while it is being read: its text, its outline, the words in force.

use std::ops::Range;

use crate::syntax::{Block, Mark, MarkKind, Outline};
use crate::text::{SourceId, Span, Spanned, offset};
use crate::vocabulary::Vocabulary;

/// A half-open range of bytes of the document.
pub(super) type Bytes = (u32, u32);

/// A document with everything a recogniser looks at.
pub(super) struct Document<'a> {
    pub(super) source: SourceId,
    pub(super) text: &'a str,
    pub(super) outline: &'a Outline,
    pub(super) words: &'a Vocabulary,
}

impl<'a> Document<'a> {
    /// The text under a range.
    pub(super) fn slice(&self, range: Bytes) -> &'a str {
        &self.text[range.0 as usize..range.1 as usize]
    }

    /// The span of a range.
    pub(super) fn span(&self, range: Bytes) -> Span {
        Span { source: self.source, start: range.0, end: range.1 }
    }

    /// A block of the outline.
    pub(super) fn block(&self, index: usize) -> &'a Block {
        &self.outline.blocks[index]
    }

    /// A block's text.
    pub(super) fn content(&self, index: usize) -> &'a str {
        self.slice(self.block(index).content)
    }

    /// The marks of a block that lie inside a range of it, in order of their starts.
    pub(super) fn marks(&self, block: usize, range: Bytes) -> impl Iterator<Item = &'a Mark> + use<'a> {
        let marks = self.outline.marks_of(self.block(block));
        let first = marks.partition_point(|mark| mark.start < range.0);
        marks[first..].iter().take_while(move |mark| mark.start < range.1).filter(move |mark| mark.end <= range.1)
    }

    /// The section in which a block stands.
    pub(super) fn section(&self, block: usize) -> usize {
        let sections = &self.outline.sections;
        sections.partition_point(|section| section.heading.is_none_or(|heading| heading <= block)) - 1
    }

    /// The lines of a range, without line ends and outer space.
    pub(super) fn lines(&self, range: Bytes) -> impl Iterator<Item = Bytes> + use<'a> {
        let text = self.slice(range);
        let mut at = 0;
        std::iter::from_fn(move || {
            if at > text.len() || (at == text.len() && at > 0) || text.is_empty() {
                return None;
            }
            let rest = &text.as_bytes()[at..];
            let len = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
            let line = trim(text, at..at + len);
            at += len + 1;
            if rest.get(len) == Some(&b'\r') && rest.get(len + 1) == Some(&b'\n') {
                at += 1;
            }
            Some((range.0 + offset(line.start), range.0 + offset(line.end)))
        })
    }

    /// The lines of a range with their indentation.
    pub(super) fn raw_lines(&self, range: Bytes) -> impl Iterator<Item = Bytes> + use<'a> {
        let mut at = range.0;
        self.slice(range).split(['\n', '\r']).map(move |line| {
            let start = at;
            at += offset(line.len()) + 1;
            (start, start + offset(line.len()))
        })
    }

    /// A range cut to the text between its outer white space; empty when its ends cross.
    pub(super) fn trimmed(&self, range: Bytes) -> Bytes {
        if range.0 >= range.1 {
            return (range.1, range.1);
        }
        let part = trim(self.text, range.0 as usize..range.1 as usize);
        (offset(part.start), offset(part.end))
    }

    /// The text of a range as a person reads it, with its place.
    pub(super) fn plain(&self, range: Bytes) -> Spanned<String> {
        let range = self.trimmed(range);
        Spanned::new(plain(self.slice(range)), self.span(range))
    }

    /// The text inside a code span, without its backticks.
    pub(super) fn code(&self, mark: &Mark) -> Bytes {
        debug_assert_eq!(mark.kind, MarkKind::Code, "only a code span has backticks");
        let text = self.slice((mark.start, mark.end));
        let ticks = text.bytes().take_while(|byte| *byte == b'`').count();
        let inner = (mark.start + offset(ticks), mark.end - offset(ticks));
        if inner.0 >= inner.1 { (mark.start, mark.start) } else { self.trimmed(inner) }
    }
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    start..start.max(range.start + part.trim_end().len())
}

/// Text without Markdown marks, emoji at its ends, and hidden characters; links become their text.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let next = &rest[c.len_utf8()..];
        match c {
            '*' | '`' | '\u{fe0f}' | '\u{20e3}' => {}
            '~' if next.starts_with('~') => {
                rest = &next[1..];
                continue;
            }
            '_' if rest.starts_with("__") && (out.is_empty() || out.ends_with(' ')) => {
                rest = &next[1..];
                continue;
            }
            '[' => {
                // A link keeps its text; a bracket that is no link stays.
                if let Some((label, after)) = link(next) {
                    out.push_str(&plain(label));
                    rest = after;
                    continue;
                }
                out.push(c);
            }
            '\n' | '\r' | '\t' => out.push(' '),
            _ => out.push(c),
        }
        rest = next;
    }
    out.trim_matches(|c: char| c.is_whitespace() || is_symbol(c)).to_owned()
}

/// After an opening bracket: a link's text and what follows the link. Long links are not looked for.
fn link(text: &str) -> Option<(&str, &str)> {
    let limit = |text: &str| text.char_indices().nth(200).map_or(text.len(), |(at, _)| at);
    let close = text[..limit(text)].find(['[', ']', '\n']).filter(|at| text[*at..].starts_with("]("))?;
    let target = &text[close + 2..];
    let end = target[..limit(target)].find(')')?;
    Some((&text[..close], &target[end + 1..]))
}

/// Pictures and dingbats that decorate headings and states.
pub(super) fn is_symbol(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' | '\u{fe0f}' | '\u{20e3}' | '\u{200d}')
}

/// Splits off what decorates the start of a text: marks, emoji, mis-decoded emoji, bullets. Gives the length.
pub(super) fn decoration(text: &str) -> usize {
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let Some(c) = rest.chars().next() else { return at };
        if c.is_whitespace() || is_symbol(c) || matches!(c, '*' | '_' | '#' | '>' | '~' | '•' | '·' | '|' | '=') {
            at += c.len_utf8();
        } else if let Some(len) = mojibake(rest) {
            at += len;
        } else if let Some(len) = keycap(rest) {
            at += len;
        } else {
            return at;
        }
    }
}

/// The length of a digit in a keycap, an emoji of its own.
pub(super) fn keycap(text: &str) -> Option<usize> {
    let digit = text.bytes().next().filter(u8::is_ascii_digit)?;
    let _ = digit;
    let rest = text[1..].trim_start_matches('\u{fe0f}');
    rest.starts_with('\u{20e3}').then(|| text.len() - rest.len() + '\u{20e3}'.len_utf8())
}

/// The length of a run of UTF-8 that was read as Windows-1252 at the start of `text`.
pub(super) fn mojibake(text: &str) -> Option<usize> {
    super::encoding::run(text).map(|(len, _)| len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text() {
        for (text, expected) in [
            ("**Backend API** (Hono)", "Backend API (Hono)"),
            ("🔵 API `x`", "API x"),
            ("[guide](a.md) and [x]", "guide and [x]"),
            ("src/__init__.py", "src/__init__.py"),
            ("~~old~~ new", "old new"),
            ("✅ Completed ✅", "Completed"),
        ] {
            assert_eq!(plain(text), expected, "{text}");
        }
    }

    #[test]
    fn decorations() {
        for (text, expected) in
            [("🔵 Track", 5), ("**Track**", 2), ("Track", 0), ("1️⃣ iOS", 8), ("✅ ok", 4), ("1. x", 0)]
        {
            assert_eq!(decoration(text), expected, "{text}");
        }
    }
}
