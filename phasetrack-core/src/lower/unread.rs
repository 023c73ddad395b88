//! What was seen and not understood, for the whole document.

use crate::model::{FenceEnd, Unread, UnreadKind};
use crate::scan;
use crate::syntax::Kind;
use crate::text::offset;
use crate::vocabulary::Noun;

use super::document::{Bytes, Document, plain};
use super::reader::Reader;
use super::{cells, encoding, names};

/// Unknown labels of a document that are compared with the known ones.
const MAX_GUESSES: usize = 500;

/// Headings that were lost, text that was mis-decoded, labels with a slip of the pen.
pub(super) fn read(reader: &Reader<'_, '_>, unread: &mut Vec<Unread>) {
    let document = reader.document;
    unread.extend(encoding::mojibake(document.source, document.text));
    for block in &document.outline.blocks {
        let range = (block.start, block.end);
        match block.kind {
            Kind::Fence { unclosed } => fence(document, range, block.content, unclosed, unread),
            Kind::Heading(_) if block.quoted => lost(document, block.content, "a quotation", unread),
            Kind::Html => {
                let comment = document.slice(range).trim_start().starts_with("<!--");
                let place = if comment { "an HTML comment" } else { "a block of HTML" };
                each_heading(document, range, |line| lost(document, line, place, unread));
            }
            Kind::Indented => {
                each_heading(document, range, |line| lost(document, line, "an indented code block", unread));
            }
            Kind::Row { .. } => cells::split(document, range, unread),
            _ => {}
        }
    }
    for line in &document.outline.repaired {
        let span = document.span((offset(line.start), offset(line.end)));
        unread.push(Unread { span, kind: UnreadKind::FenceRepaired });
    }
    misspelt(reader, unread);
}

/// A heading that names a track inside a fence. A closed fence with real headings is worth a note: it may be a prompt.
fn fence(document: &Document<'_>, range: Bytes, content: Bytes, unclosed: bool, unread: &mut Vec<Unread>) {
    if content.0 >= content.1 {
        return;
    }
    let fence = document.lines(range).next().unwrap_or(range);
    each_heading(document, content, |line| {
        let text = document.slice(line).trim_start_matches('#');
        if names_track(document, text) {
            let end = if unclosed { FenceEnd::Unclosed } else { FenceEnd::Closed };
            let kind = UnreadKind::HeadingInFence { heading: plain(text), fence: document.span(fence), end };
            unread.push(Unread { span: document.span(line), kind });
        }
    });
}

fn lost(document: &Document<'_>, line: Bytes, place: &'static str, unread: &mut Vec<Unread>) {
    let text = document.slice(line).trim_start_matches(['#', ' ', '>']);
    if names_track(document, text) {
        let heading = plain(text);
        unread.push(Unread { span: document.span(line), kind: UnreadKind::HeadingNotATrack { heading, place } });
    }
}

fn names_track(document: &Document<'_>, text: &str) -> bool {
    let Some(named) = names::name(text, document.words) else { return false };
    matches!(named.noun, Some(Noun::Track | Noun::Worker)) && named.closed
}

/// Lines of a range that look like an ATX heading.
fn each_heading(document: &Document<'_>, range: Bytes, mut found: impl FnMut(Bytes)) {
    let text = document.slice(range);
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(next) = scan::byte(b'#', &bytes[at..]) {
        let start = at + next;
        let line_start = scan::line_start(bytes, start).max(at);
        let line_end = start + scan::line_end(&bytes[start..]);
        let before = text[line_start..start].trim_start().trim_start_matches("<!--").trim();
        let rest = text[start..line_end].trim_start_matches('#');
        if before.is_empty() && rest.starts_with(' ') && !rest.trim().is_empty() {
            let line = document.trimmed((range.0 + offset(start), range.0 + offset(line_end)));
            found(line);
        }
        at = line_end;
    }
}

/// Bold labels in a track that are one or two letters away from a known one.
fn misspelt(reader: &Reader<'_, '_>, unread: &mut Vec<Unread>) {
    for field in reader.fields.iter().filter(|field| field.meaning.is_none()).take(MAX_GUESSES) {
        if reader.owner.get(field.block).copied().flatten().is_none() {
            continue;
        }
        let label = plain(reader.document.slice(field.label));
        if let Some(known) = reader.document.words.nearest(&label) {
            let kind = UnreadKind::MisspeltLabel { label, known: known.to_owned() };
            unread.push(Unread { span: reader.document.span(field.label), kind });
        }
    }
}
