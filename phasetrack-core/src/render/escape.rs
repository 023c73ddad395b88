//! Text from a document made safe for a terminal.

use std::borrow::Cow;

/// Replaces what a terminal would obey instead of print: control characters, line ends, and the marks that turn or
/// hide text (such as U+202E). Each becomes `\u{…}`. Everything else, in any script, stays.
///
/// ```
/// use phasetrack_core::render::escape;
///
/// assert_eq!(escape("src/\u{202e}sr.a"), "src/\\u{202e}sr.a");
/// assert_eq!(escape("文档/計画.md"), "文档/計画.md");
/// ```
pub fn escape(text: &str) -> Cow<'_, str> {
    escape_if(text, deceives)
}

/// As [`escape`] for the bytes of a path: those that are not UTF-8 become `\xE9`.
///
/// ```
/// use phasetrack_core::render::escape_bytes;
///
/// assert_eq!(escape_bytes(b"src/caf\xe9\x1b.rs"), "src/caf\\xE9\\u{1b}.rs");
/// ```
pub fn escape_bytes(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(&escape(chunk.valid()));
        text.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02X}")));
    }
    text
}

/// As [`escape`] for lines of a document that are shown as they are: tabs and line ends stay. A part of a text
/// becomes the same as it does within the whole.
pub(super) fn escape_lines(text: &str) -> Cow<'_, str> {
    escape_if(text, |c| deceives(c) && !matches!(c, '\t' | '\n' | '\r'))
}

fn escape_if(text: &str, bad: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&bad) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if bad(c) { escaped.extend(c.escape_unicode()) } else { escaped.push(c) }
    }
    Cow::Owned(escaped)
}

fn deceives(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{061c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
