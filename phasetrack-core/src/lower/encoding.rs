//! UTF-8 that was read as Windows-1252 and written again: `âœ…` for `✅`.

use crate::model::{Unread, UnreadKind};
use crate::scan;
use crate::text::{SourceId, Span, offset};

/// Characters of Windows-1252 from 0x80 to 0x9f; the five holes stand for themselves as control characters.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// A mis-read run at the start of `text`: its length, and the text as it was meant. The first character must be one
/// that a multi-byte sequence begins with, so ordinary accented text is never taken for a run.
pub(super) fn run(text: &str) -> Option<(usize, String)> {
    let mut chars = text.char_indices();
    let (_, first) = chars.next()?;
    let lead = byte(first)?;
    let more = match lead {
        0xc2..=0xdf => 1,
        0xe0..=0xef => 2,
        0xf0..=0xf4 => 3,
        _ => return None,
    };
    let mut bytes = [lead, 0, 0, 0];
    let mut len = first.len_utf8();
    for place in &mut bytes[1..=more] {
        let (at, c) = chars.next()?;
        *place = byte(c).filter(|next| (0x80..=0xbf).contains(next))?;
        len = at + c.len_utf8();
    }
    let repaired = std::str::from_utf8(&bytes[..=more]).ok()?;
    Some((len, repaired.to_owned()))
}

/// The byte that Windows-1252 has for a character above ASCII.
fn byte(c: char) -> Option<u8> {
    match u32::from(c) {
        code @ 0xa0..=0xff => u8::try_from(code).ok(),
        0..0x80 => None,
        _ => HIGH.iter().position(|high| *high == c).and_then(|at| u8::try_from(0x80 + at).ok()),
    }
}

/// Every mis-read run of a document, neighbours joined. Linear.
pub(super) fn mojibake(source: SourceId, text: &str) -> Vec<Unread> {
    let mut found: Vec<Unread> = Vec::new();
    let mut at = 0;
    // Every lead byte of a run reads as a character from U+00C2 to U+00F4, whose UTF-8 begins with 0xC3.
    while let Some(next) = scan::byte(0xc3, &text.as_bytes()[at..]) {
        let start = at + next;
        let Some((len, repaired)) = run(&text[start..]) else {
            at = start + 2;
            continue;
        };
        at = start + len;
        let span = Span { source, start: offset(start), end: offset(at) };
        match found.last_mut() {
            Some(Unread { span: last, kind: UnreadKind::Mojibake { repaired: before } }) if last.end == span.start => {
                last.end = span.end;
                before.push_str(&repaired);
            }
            _ => found.push(Unread { span, kind: UnreadKind::Mojibake { repaired } }),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs() {
        for (text, expected) in [
            ("âœ… done", Some("✅")),
            ("â†’", Some("→")),
            ("Ã©t", Some("é")),
            ("été", None),
            ("âge", None),
            ("plain", None),
        ] {
            assert_eq!(run(text).map(|(_, repaired)| repaired).as_deref(), expected, "{text}");
        }
    }
}
