//! Statements that would be lost: sections that state files under a heading that names no track, lines that name a
//! track and are no heading, labels that name a track and are not known.

use std::collections::BTreeSet;

use crate::model::{Unread, UnreadKind};
use crate::spelling::distance;
use crate::syntax::Kind;
use crate::text::offset;
use crate::vocabulary::{Meaning, Noun, normalise};

use super::document::{Bytes, Document, plain};
use super::fields::Field;
use super::headings::strong;
use super::known::Ids;
use super::marks::Signs;
use super::ownership::heading_meaning;
use super::reader::Reader;
use super::{dependencies, names, references};

/// Kind words that a slip of the pen is compared with.
const KINDS: &[&str] = &["track", "stream", "workstream", "lane", "worktree", "agent", "developer", "session"];

/// Marks that end a name, and the number of bytes before which one must stand.
static ENDS: Signs = Signs::new(&[":", "：", "—"]);
const MAX_NAME: usize = 24;

/// Reads what stands outside of every track, in a plan that has tracks.
pub(super) fn read(reader: &Reader<'_, '_>, ids: &Ids, unread: &mut Vec<Unread>) {
    if reader.drafts.is_empty() {
        return;
    }
    for section in &reader.document.outline.sections {
        let Some(heading) = section.heading else { continue };
        if let Some(reason) = slip(reader.document, heading).or_else(|| states(reader, ids, heading, &section.own)) {
            let content = reader.document.block(heading).content;
            let heading = plain(reader.document.slice(content));
            unread.push(Unread { span: reader.document.span(content), kind: UnreadKind::Rejected { heading, reason } });
        }
    }
    for (index, block) in reader.document.outline.blocks.iter().enumerate() {
        match block.kind {
            Kind::Paragraph if block.depth == 0 && !block.quoted => line(reader, index, unread),
            Kind::Html => tags(reader, (block.start, block.end), unread),
            _ => {}
        }
    }
    for field in reader.fields.iter().filter(|field| field.meaning.is_none()) {
        label(reader, field, unread);
    }
}

/// "Trak B", "TrackC": a kind word with a slip of the pen, or without a space before its id.
fn slip(document: &Document<'_>, heading: usize) -> Option<&'static str> {
    let text = document.content(heading);
    let rest = &text[names::lead(text)..];
    let len = rest.bytes().take(16).take_while(u8::is_ascii_alphabetic).count();
    let (word, tail) = rest.split_at(len);
    let glued = word.len() > 4 && word.ends_with(|c: char| c.is_ascii_uppercase()) && tail.starts_with([':', ' ']);
    if glued && document.words.noun(&word[..len - 1]) == Some(Noun::Track) {
        return Some("lacks a space before its id");
    }
    let id = tail.trim_start_matches([' ', '-']);
    let end = id.find([':', '—', '–', ' ']).unwrap_or(id.len());
    let is_id = (1..=2).contains(&end) && id[..end].bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let unknown = (4..=11).contains(&len) && document.words.noun(word).is_none();
    let lower = word.to_ascii_lowercase();
    let near = unknown && is_id && KINDS.iter().any(|kind| distance(kind, &lower, 1).is_some());
    near.then_some("begins with a misspelt kind word")
}

/// A section outside of every track that states files or which track it waits for.
fn states(reader: &Reader<'_, '_>, ids: &Ids, heading: usize, own: &std::ops::Range<usize>) -> Option<&'static str> {
    let document = reader.document;
    let text = document.content(heading);
    let noun = names::kind_word(&text[names::lead(text)..], document.words).map(|(noun, ..)| noun);
    let outside = reader.owner.get(heading).copied().flatten().is_none()
        && reader.owner.get(own.start).copied().flatten().is_none()
        // "Wave 2", "Week 1-2" bring tracks together; a line of marks names nothing.
        && !matches!(noun, Some(Noun::Phase | Noun::Group | Noun::Task))
        && text.contains(char::is_alphabetic)
        && document.words.label(text).is_none()
        && heading_meaning(document, heading).is_none();
    if !outside {
        return None;
    }
    let first = reader.fields.partition_point(|field| field.block < own.start);
    let inside = || reader.fields[first..].iter().take_while(|field| field.block < own.end);
    // One file under "File" may be what the section is about; with an owner or an estimate it is work.
    let facts = inside().filter_map(|field| field.meaning).filter(|meaning| strong(*meaning)).collect::<BTreeSet<_>>();
    let stated = |field: &Field| {
        let value = document.slice(field.inline);
        let label = document.slice(field.label);
        let several = normalise(label).ends_with('s') || facts.len() > 1;
        // The value may be a list below the label.
        let mut below = field.body.clone().map(|block| document.content(block));
        let paths = value.contains(['/', '`']) || below.any(|text| text.contains(['/', '`']));
        let files = matches!(field.meaning, Some(Meaning::Files(_))) && paths && several;
        let order = field.meaning == Some(Meaning::Depends)
            && !dependencies::is_none(value)
            && !references::find(document, field.inline, ids.within(None)).list.is_empty();
        let top = !field.heading && document.block(field.block).depth <= 1;
        top && (files || order) && names::name(label, document.words).is_none()
    };
    inside().any(stated).then_some("states files or an order, but its heading names no track")
}

/// "##Track B: Two", "Track B: Two": a line that names a track nobody defines.
fn line(reader: &Reader<'_, '_>, index: usize, unread: &mut Vec<Unread>) {
    let document = reader.document;
    let Some(first) = document.lines(document.block(index).content).next() else { return };
    let text = document.slice(first);
    let text = text.trim_start_matches(['#', '\\', ' ']);
    // Most lines are dismissed by their first bytes.
    let colon = (0..text.len().min(MAX_NAME)).any(|at| ENDS.at(text, at).is_some());
    if colon && names_unknown(reader, text) {
        let kind = UnreadKind::HeadingNotATrack { heading: plain(text), place: "a line of text" };
        unread.push(Unread { span: document.span(first), kind });
    }
}

/// `<h2>Track B: Two</h2>`, `<summary>Track B: Two</summary>`.
fn tags(reader: &Reader<'_, '_>, range: Bytes, unread: &mut Vec<Unread>) {
    let document = reader.document;
    let mut at = range.0;
    for part in document.slice(range).split(['<', '>']) {
        let here = (at, at + offset(part.len()));
        at = here.1 + 1;
        // A line that looks like a Markdown heading is told elsewhere.
        if !part.trim_start().starts_with('#') && names_unknown(reader, part.trim()) {
            let kind = UnreadKind::HeadingNotATrack { heading: plain(part), place: "a block of HTML" };
            unread.push(Unread { span: document.span(document.trimmed(here)), kind });
        }
    }
}

/// Whether a text names a track of an id that the plan does not have.
fn names_unknown(reader: &Reader<'_, '_>, text: &str) -> bool {
    names::name(text, reader.document.words).is_some_and(|named| {
        named.noun == Some(Noun::Track) && named.closed && !named.several && reader.draft(&named.id, None).is_none()
    })
}

/// "**Foo**: Track B": a label that no word explains, before the name of a track.
fn label(reader: &Reader<'_, '_>, field: &Field, unread: &mut Vec<Unread>) {
    let document = reader.document;
    if reader.owner.get(field.block).copied().flatten().is_none() || field.inline.0 >= field.inline.1 {
        return;
    }
    let named =
        names::name(document.slice(field.inline), document.words).filter(|named| named.noun == Some(Noun::Track));
    let label = plain(document.slice(field.label));
    let misspelt = || document.words.nearest(&label).is_some();
    if named.is_some_and(|named| reader.draft(&named.id, None).is_some()) && !misspelt() {
        let kind = UnreadKind::Label { label, expected: "a known label before the name of a track" };
        unread.push(Unread { span: document.span(field.label), kind });
    }
}
