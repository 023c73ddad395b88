//! What the blocks of a track state: each label with its value is a statement about the track.

use crate::text::{Spanned, offset};
use crate::vocabulary::{Meaning, Noun};

use super::document::{Document, plain};
use super::draft::Draft;
use super::fields::Field;
use super::reader::Reader;
use super::tasks::Tasks;
use super::{fenced, files, items, names, ownership, statement, values};

/// Reads the tasks and fields of every draft, then what the whole document says of their files.
pub(super) fn read(reader: &mut Reader<'_, '_>) {
    let fields = std::mem::take(&mut reader.fields);
    for index in 0..reader.drafts.len() {
        let Draft { regions, tasks: into, .. } = &mut reader.drafts[index];
        let mut tasks =
            Tasks { document: reader.document, draft: index, into, pending: &mut reader.pending, section: None };
        for region in regions.iter() {
            let owner = &reader.owner;
            tasks.region(region.clone(), &fields, |block| owner[block] != Some(index));
        }
    }
    for field in &fields {
        let Some(draft) = reader.owner.get(field.block).copied().flatten() else { continue };
        if field.meaning.is_some() {
            // Inside the text of a task the statement may be about the task.
            let task = reader.drafts[draft].tasks.at(field.label.0);
            statement::read(reader, field, draft, task);
        } else {
            worker_label(reader.document, field, &mut reader.drafts[draft]);
        }
    }
    reader.fields = fields;
    for index in 0..reader.drafts.len() {
        behind_name(reader, index);
    }
    fenced::read(reader);
    ownership::read(reader);
    files::read(reader);
}

/// Statements in the item that names a track: a label with a colon, or a word such as "owns" before its value.
fn behind_name(reader: &mut Reader<'_, '_>, index: usize) {
    let document = reader.document;
    let Some((block, range)) = items::rest(document, &reader.drafts[index]) else { return };
    let mut at = range.0;
    for part in document.slice(range).split_inclusive([';', '—', '–']) {
        let here = document.trimmed((at, at + offset(part.trim_end_matches([';', '—', '–']).len())));
        at += offset(part.len());
        let text = document.slice(here);
        let end = text.find([':', '：', ' ']).unwrap_or(text.len());
        let value = text[end..].trim_start_matches([':', '：', ' ']);
        let colon = text[end..].starts_with([':', '：']);
        let meaning = document.words.label(&text[..end]);
        let sure = colon || matches!(meaning, Some(Meaning::Files(_))) && value.starts_with('`');
        if let Some(meaning) = meaning.filter(|_| sure) {
            let value = (here.1 - offset(value.len()), here.1);
            let label = (here.0, here.0 + offset(end));
            statement::read(reader, &Field::apart(meaning, label, block, value), index, None);
        } else {
            statement::remark(reader, here, index);
        }
    }
}

/// "**Agent 1A: vLLM handler**" inside a stream names a worker of it.
fn worker_label(document: &Document<'_>, field: &Field, draft: &mut Draft) {
    let full = document.slice((field.label.0, field.inline.1.max(field.label.1)));
    let Some(named) = names::name(full, document.words) else { return };
    let track = &mut draft.track;
    if named.noun == Some(Noun::Worker) && !named.several && track.id.as_str() != named.id {
        let name = plain(&full[..named.at.1 as usize]);
        values::add_owner(Spanned::new(name, document.span(field.label)), track);
    }
}
