//! What a label says of a track, wherever the label stands: below a heading, over a column, in a fence, in front
//! matter, in the parentheses of a heading.
//!
//! This is the one place where a meaning becomes a part of a track, so that an estimate in a table is read like one
//! below a heading. The places differ only in how they find a label and its value, which they hand over as a [`Field`].

use crate::model::{ClaimKind, Interface, InterfaceRole, Strength, Unread, UnreadKind};
use crate::syntax::{Kind, MarkKind};
use crate::text::{Spanned, offset};
use crate::vocabulary::{Meaning, Relation};

use super::clauses::remarks;
use super::document::{Bytes, Document, plain};
use super::draft::{Pending, Says, Who};
use super::fields::{Field, is_complete};
use super::paths::Trust;
use super::reader::Reader;
use super::{dependencies, files, values};

/// Words of a remark or an item that turn its statement round: what is named waits for this track.
const REVERSED: &[&str] = &[
    "blocks ",
    "unblocks ",
    "unblock ",
    "execute before",
    "before ",
    "must finish before",
    "needed by",
    "required by",
];

/// The longest text in characters that is a name when it stands beside a label.
const MAX_NAME: usize = 80;

/// Takes a statement into the draft, or into one of its tasks where it is about that.
pub(super) fn read(reader: &mut Reader<'_, '_>, field: &Field, index: usize, task: Option<usize>) {
    let Some(meaning) = field.meaning else { return };
    if let Some(task) = task
        && of_task(reader, field, meaning, index, task)
    {
        return;
    }
    let document = reader.document;
    let unread = &mut reader.unread;
    let draft = &mut reader.drafts[index];
    let track = &mut draft.track;
    match meaning {
        Meaning::Files(kind) => files::field(document, field, kind, draft, unread),
        Meaning::MaybeFiles => draft.claims.field(document, field, ClaimKind::Owns, Trust::Prose),
        Meaning::Except => draft.claims.exceptions(document, field),
        Meaning::Depends => waits(reader, field, index, Who::Track(index), Says::Waits),
        Meaning::Blocks => waits(reader, field, index, Who::Track(index), Says::Blocks),
        Meaning::CanStart => {
            let text = document.slice(field.inline);
            if let Some(phrase) = document.words.phrase(text).filter(|phrase| phrase.relation != Relation::Blocks) {
                let range = (field.inline.0 + offset(phrase.end), field.inline.1);
                reader.pending.push(Pending::hard(Who::Track(index), range, Says::Mentions));
            }
        }
        Meaning::Name => {
            let name = document.plain(first_line(document, field)).value;
            let short = document.block(field.block).kind == Kind::Cell || name.chars().count() <= MAX_NAME;
            if track.title.is_empty() && short {
                track.title = name;
            }
        }
        Meaning::Owner => {
            let range = first_line(document, field);
            values::owners(document, range, track);
            if values::is_undecided(document.slice(range)) {
                let kind = UnreadKind::Label { label: plain(document.slice(field.label)), expected: "a name" };
                unread.push(Unread { span: document.span(range), kind });
            }
        }
        Meaning::Status => {
            let range = first_line(document, field);
            values::status(document, range, track);
            remark(reader, range, index);
        }
        Meaning::Percent => values::percent(document, field.inline, track),
        Meaning::Priority => {
            let text = document.plain(first_line(document, field));
            if !text.value.is_empty() {
                track.priority.get_or_insert(text);
            }
        }
        Meaning::Effort => values::effort(document, effort_text(document, field), track, unread),
        Meaning::Resources => values::resources(&texts(document, field), track),
        Meaning::Ports => {
            let label = plain(document.slice(field.label));
            values::ports(&label, &texts(document, field), track, unread);
        }
        Meaning::Branch => values::branch(document, field.block, field.inline, track),
        Meaning::Deliverables => track.deliverables.extend(texts(document, field)),
        Meaning::Criteria => track.criteria.extend(texts(document, field)),
        Meaning::Publishes => interfaces(document, field, InterfaceRole::Publishes, &mut track.interfaces),
        Meaning::Consumes => interfaces(document, field, InterfaceRole::Consumes, &mut track.interfaces),
        Meaning::Implements => interfaces(document, field, InterfaceRole::Implements, &mut track.interfaces),
        // Over a column the same words ask a question.
        Meaning::NoConflict if document.block(field.block).kind != Kind::Cell => {
            let end = field.inline.1.max(field.label.1);
            track.no_conflicts.push(document.plain((field.label.0, end)));
        }
        Meaning::Parallel if document.block(field.block).kind == Kind::Cell => remark(reader, field.inline, index),
        _ => {}
    }
}

/// "depends on Track A" in a note of a heading, "starts after WS-1" in a cell: a track can say so in passing.
pub(super) fn remark(reader: &mut Reader<'_, '_>, range: Bytes, draft: usize) {
    let waits = remarks(reader.document, range).into_iter();
    reader.pending.extend(waits.map(|range| Pending::hard(Who::Track(draft), range, Says::Mentions)));
}

/// What a statement says of a task: its state, its estimate, what it waits for. Everything else is the track's.
fn of_task(reader: &mut Reader<'_, '_>, field: &Field, meaning: Meaning, index: usize, task: usize) -> bool {
    let document = reader.document;
    let who = Who::Task(index, task);
    match meaning {
        Meaning::Depends => waits(reader, field, index, who, Says::Waits),
        Meaning::Blocks => waits(reader, field, index, who, Says::Blocks),
        Meaning::Status => {
            let done = values::is_done(document.slice(first_line(document, field)));
            reader.drafts[index].tasks.list[task].done.get_or_insert(done);
        }
        Meaning::Effort => {
            let amount = values::amount(document, effort_text(document, field), &mut reader.unread);
            let into = &mut reader.drafts[index].tasks.list[task].effort;
            *into = into.take().or(amount);
        }
        _ => return false,
    }
    true
}

/// The first line of a value, or its first item.
fn first_line(document: &Document<'_>, field: &Field) -> Bytes {
    let line = document.lines(field.inline).next().unwrap_or(field.inline);
    if line.0 < line.1 {
        return line;
    }
    let below = field.body.clone().find(|index| document.block(*index).kind == Kind::Paragraph);
    below.map_or(line, |index| document.block(index).content)
}

/// An estimate may stand below as "- **Total: 7-10 hours**".
fn effort_text(document: &Document<'_>, field: &Field) -> Bytes {
    let first = first_line(document, field);
    if field.inline.0 < field.inline.1 {
        return first;
    }
    let mut items = field.body.clone().filter(|index| document.block(*index).kind == Kind::Paragraph);
    let total = items.find(|index| document.content(*index).to_lowercase().contains("total"));
    total.map_or(first, |index| {
        let content = document.block(index).content;
        let text = document.slice(content);
        let value = text.split_once([':', '：']).map_or(text, |(_, value)| value);
        document.trimmed((content.1 - offset(value.len()), content.1))
    })
}

/// Registers the texts of a dependency field: the value beside the label, or one per item below it.
fn waits(reader: &mut Reader<'_, '_>, field: &Field, draft: usize, who: Who, says: Says) {
    let document = reader.document;
    // "Soft dependency: Track D"
    let strength = if dependencies::is_soft(document.slice(field.label)) { Strength::Soft } else { Strength::Hard };
    let mut ranges = Vec::new();
    if field.inline.0 < field.inline.1 {
        ranges.push(field.inline);
    }
    if !is_complete(document, field) {
        let owner = &reader.owner;
        let items = items(document, field).filter(|index| owner[*index] == Some(draft));
        ranges.extend(items.map(|index| document.block(index).content));
        ranges.extend(first_cells(document, field));
    }
    for range in ranges {
        if says == Says::Waits && who == Who::Track(draft) {
            reader.drafts[draft].free |= dependencies::is_none(document.slice(range));
        }
        let text = document.slice(range).trim_start_matches(['*', ' ']);
        let text = ["but we ", "but it ", "but ", "we ", "it "]
            .iter()
            .find_map(|word| text.strip_prefix(word))
            .unwrap_or(text);
        let reversed =
            REVERSED.iter().any(|mark| text.get(..mark.len()).is_some_and(|head| head.eq_ignore_ascii_case(mark)));
        let says = if reversed { Says::Blocks } else { says };
        reader.pending.push(Pending { who, range, says, strength });
    }
}

/// The first cells of a table below a label.
fn first_cells(document: &Document<'_>, field: &Field) -> impl Iterator<Item = Bytes> {
    let row = |index: &usize| document.block(*index).kind == Kind::Row { header: false };
    let cell = |index: usize| document.outline.blocks.get(index + 1).filter(|cell| cell.kind == Kind::Cell);
    field.body.clone().filter(row).filter_map(cell).map(|cell| cell.content)
}

/// The paragraphs of a field's own items: those of the first depth below the label.
fn items<'a>(document: &Document<'a>, field: &Field) -> impl Iterator<Item = usize> + use<'a> {
    let outline = document.outline;
    let depth = field.body.clone().map(|index| outline.blocks[index].depth).find(|depth| *depth > 0).unwrap_or(0);
    let body = field.body.clone();
    body.filter(move |index| {
        let block = &outline.blocks[*index];
        block.kind == Kind::Paragraph && (block.depth == depth || block.depth == 0)
    })
}

/// The items or lines of a field's value.
pub(super) fn texts(document: &Document<'_>, field: &Field) -> Vec<Spanned<String>> {
    let mut list = Vec::new();
    if field.inline.0 < field.inline.1 {
        list.push(document.plain(field.inline));
    }
    for index in items(document, field).filter(|index| document.block(*index).depth > 0) {
        list.extend(document.lines(document.block(index).content).next().map(|line| document.plain(line)));
    }
    list.retain(|text| !text.value.is_empty());
    list
}

fn interfaces(document: &Document<'_>, field: &Field, role: InterfaceRole, list: &mut Vec<Interface>) {
    let below = field.body.clone().filter(|index| document.block(*index).kind == Kind::Paragraph);
    let ranges = below.map(|index| (index, document.block(index).content));
    for (block, range) in [(field.block, field.inline)].into_iter().chain(ranges) {
        if let Some(mark) = document.marks(block, range).find(|mark| mark.kind == MarkKind::Code) {
            let at = document.code(mark);
            list.push(Interface { name: Spanned::new(document.slice(at).to_owned(), document.span(at)), role });
        }
    }
}
