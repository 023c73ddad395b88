//! Plans that state themselves in YAML front matter: one document, one track.

use crate::id::TrackId;
use crate::model::{Claim, TrackForm};
use crate::syntax::Kind;
use crate::text::{Spanned, offset};
use crate::vocabulary::Meaning;

use super::document::{Bytes, Document, plain};
use super::draft::Draft;
use super::fields::Field;
use super::reader::Reader;
use super::statement;

/// A key with its value's lines.
struct Entry<'a> {
    key: &'a str,
    at: Bytes,
    values: Vec<Bytes>,
}

/// Makes a track of a document whose front matter states files or an order and whose text names no track.
pub(super) fn read(reader: &mut Reader<'_, '_>) {
    let document = reader.document;
    let Some(range) = document.outline.front_matter.clone() else { return };
    let entries = entries(document, (offset(range.start), offset(range.end)));
    let says = |entry: &Entry<'_>| document.words.label(&entry.key.replace('_', " "));
    let states = entries.iter().any(|entry| matches!(says(entry), Some(Meaning::Files(_) | Meaning::Depends)));
    let id = ["track", "workstream", "plan", "id", "agent", "lane"]
        .iter()
        .find_map(|key| entries.iter().find(|entry| entry.key == *key));
    let (Some(id), true) = (id, states) else { return };
    let Some(at) = id.values.first().copied() else { return };
    let heading = document.outline.blocks.iter().position(|block| matches!(block.kind, Kind::Heading(1)));
    let title = entries
        .iter()
        .find(|entry| entry.key == "title")
        .and_then(|entry| entry.values.first())
        .map(|at| plain(document.slice(*at)));
    let title = title.or_else(|| heading.map(|heading| plain(document.content(heading)))).unwrap_or_default();
    let written = document.slice(at);
    let mut draft = Draft::new(TrackId::new(written), title, TrackForm::Heading, document.span(at), 0);
    draft.regions.push(0..document.outline.blocks.len());
    for entry in &entries {
        // In front matter every value is a path as it stands.
        let Some(Meaning::Files(kind)) = says(entry) else { continue };
        for value in &entry.values {
            let path = document.slice(*value).to_owned();
            draft.claims.push(Claim::new(Spanned::new(path, document.span(*value)), kind));
        }
    }
    let index = reader.drafts.push(draft);
    for entry in &entries {
        let Some(meaning) = says(entry).filter(|meaning| !matches!(meaning, Meaning::Files(_))) else { continue };
        for value in &entry.values {
            statement::read(reader, &Field::apart(meaning, entry.at, 0, *value), index, None);
        }
    }
}

/// The top-level keys, with inline, bracketed or listed values.
fn entries<'a>(document: &Document<'a>, range: Bytes) -> Vec<Entry<'a>> {
    let mut entries: Vec<Entry<'a>> = Vec::new();
    for line in document.raw_lines(range) {
        let text = document.slice(line);
        let inner = text.trim_start();
        let indent = text.len() - inner.len();
        if let Some(item) = inner.strip_prefix("- ").filter(|_| indent <= 2) {
            let start = line.1 - offset(item.len());
            if let Some(last) = entries.last_mut() {
                last.values.push(unquoted(document, (start, line.1)));
            }
        } else if let Some((key, value)) = text.split_once(':').filter(|_| indent == 0) {
            let start = line.1 - offset(value.len());
            let at = document.trimmed((line.0, line.0 + offset(key.len())));
            entries.push(Entry { key: key.trim(), at, values: list(document, (start, line.1)) });
        }
    }
    entries
}

/// `a`, or `[a, b]`.
fn list(document: &Document<'_>, range: Bytes) -> Vec<Bytes> {
    let range = document.trimmed(range);
    let text = document.slice(range);
    let Some(inner) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) else {
        return if text.is_empty() { Vec::new() } else { vec![unquoted(document, range)] };
    };
    let mut at = range.0 + 1;
    let mut values = Vec::new();
    for part in inner.split(',') {
        let value = unquoted(document, (at, at + offset(part.len())));
        at += offset(part.len()) + 1;
        if value.0 < value.1 {
            values.push(value);
        }
    }
    values
}

/// A value without the quotes around it.
fn unquoted(document: &Document<'_>, range: Bytes) -> Bytes {
    let range = document.trimmed(range);
    let text = document.slice(range);
    let inner = text.trim_matches(['"', '\'']);
    let start = range.0 + offset(text.len() - text.trim_start_matches(['"', '\'']).len());
    (start, start + offset(inner.len()))
}
