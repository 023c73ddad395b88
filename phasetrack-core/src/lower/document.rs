//! One document while it is being read: its text, its outline, the words in force.

use std::ops::Range;

use crate::scan;
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
            let len = scan::line_end(rest);
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
        let bytes = self.slice(range).as_bytes();
        let mut next = Some(0);
        std::iter::from_fn(move || {
            let at = next?;
            let end = at + scan::line_end(&bytes[at..]);
            next = (end < bytes.len()).then_some(end + 1);
            Some((range.0 + offset(at), range.0 + offset(end)))
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
    // Most ranges begin and end with a mark or a letter already.
    let is_visible = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_graphic);
    if range.start < range.end && is_visible(range.start) && is_visible(range.end - 1) {
        return range;
    }
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    start..start.max(range.start + part.trim_end().len())
}

/// Text without Markdown marks, emoji at its ends, and hidden characters; links become their text.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        // What lies between two marks is copied in one piece.
        let bare = scan::until(&MARKS, rest.as_bytes());
        out.push_str(&rest[..bare]);
        rest = &rest[bare..];
        let Some(c) = rest.chars().next() else { break };
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
    let outer = |c: char| c.is_whitespace() || is_symbol(c);
    out.truncate(out.trim_end_matches(outer).len());
    out.drain(..out.len() - out.trim_start_matches(outer).len());
    out
}

/// The bytes that are, or begin, a character that [`plain`] may change: U+FE0F begins with 0xEF, U+20E3 with 0xE2.
static MARKS: [bool; 256] = scan::set(b"*`~_[\n\r\t\xe2\xef");

/// After an opening bracket: a link's text and what follows the link. Long links are not looked for.
fn link(text: &str) -> Option<(&str, &str)> {
    let limit = |text: &str| text.char_indices().nth(200).map_or(text.len(), |(at, _)| at);
    let close = text[..limit(text)].find(['[', ']', '\n']).filter(|at| text[*at..].starts_with("]("))?;
    let target = &text[close + 2..];
    let end = target[..limit(target)].find(')')?;
    Some((&text[..close], &target[end + 1..]))
}

/// Splits a text at its first colon, of either width.
pub(super) fn at_colon(text: &str) -> Option<(&str, &str)> {
    let mut at = 0;
    loop {
        // The wide colon begins with 0xEF.
        at += scan::either(b':', 0xef, &text.as_bytes()[at..])?;
        if let Some(value) = text[at..].strip_prefix([':', '：']) {
            return Some((&text[..at], value));
        }
        at += 1;
    }
}

/// Pictures and dingbats that decorate headings and states.
pub(super) fn is_symbol(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' | '\u{fe0f}' | '\u{20e3}' | '\u{200d}')
}

/// Splits off what decorates the start of a text: marks, emoji, mis-decoded emoji, bullets. Gives the length.
pub(super) fn decoration(text: &str) -> usize {
    let mut at = 0;
    loop {
        // Of the characters of ASCII only a digit can begin something longer, a keycap.
        let len = text.as_bytes()[at..].iter().position(|byte| !is_decoration(*byte)).unwrap_or(text.len() - at);
        at += len;
        let rest = &text[at..];
        let Some(c) = rest.chars().next().filter(|c| !c.is_ascii() || c.is_ascii_digit()) else { return at };
        if c.is_whitespace() || is_symbol(c) || matches!(c, '•' | '·') {
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

/// White space and marks of ASCII that decorate.
fn is_decoration(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ' | b'*' | b'_' | b'#' | b'>' | b'~' | b'|' | b'=')
}

/// The length of a digit in a keycap, an emoji of its own.
pub(super) fn keycap(text: &str) -> Option<usize> {
    text.bytes().next().filter(u8::is_ascii_digit)?;
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
