//! What the blocks of a track state: each field is given to the recogniser for its meaning.

use crate::model::{Interface, InterfaceRole, Strength, Unread};
use crate::syntax::{Kind, MarkKind};
use crate::text::{Spanned, offset};
use crate::vocabulary::{Meaning, Noun};

use super::document::{Bytes, Document, plain};
use super::draft::{Draft, Pending, Says, Who};
use super::fields::Field;
use super::marks::Phrases;
use super::reader::Reader;
use super::tasks::Tasks;
use super::{fenced, files, names, ownership, values};

/// Words of a remark or an item that turn its statement round: what is named waits for this track.
const REVERSED: &[&str] =
    &["blocks ", "unblocks ", "execute before", "before ", "must finish before", "needed by", "required by"];

/// Words in a state after which it names what comes first.
static BLOCKED: Phrases =
    Phrases::new(&["blocked by", "waiting for", "waiting on", "waits for", "depends on", "after "]);

/// Words with which the beginning of work depends on something.
const AFTER: &[&str] = &["after", "once", "when", "完了後", "完成后", "之后", "완료", "depends"];

/// Reads the tasks and fields of every draft, then what the whole document says of their files.
pub(super) fn read(reader: &mut Reader<'_, '_>, unread: &mut Vec<Unread>) {
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
        if let Some(draft) = reader.owner.get(field.block).copied().flatten() {
            one(reader, field, draft, unread);
        }
    }
    reader.fields = fields;
    fenced::read(reader);
    ownership::read(reader);
    files::read(reader, unread);
}

fn one(reader: &mut Reader<'_, '_>, field: &Field, index: usize, unread: &mut Vec<Unread>) {
    let document = reader.document;
    let draft = &mut reader.drafts[index];
    let track = &mut draft.track;
    let Some(meaning) = field.meaning else {
        // "**Agent 1A: vLLM handler**" inside a stream names a worker of it.
        return worker_label(document, field, draft);
    };
    match meaning {
        Meaning::Files(kind) => files::field(document, field, kind, draft, unread),
        Meaning::MaybeFiles => files::maybe(document, field, draft),
        Meaning::Depends => waits(reader, field, index, Says::Waits),
        Meaning::Blocks => waits(reader, field, index, Says::Blocks),
        Meaning::CanStart => {
            let lower = document.slice(field.inline).to_lowercase();
            if AFTER.iter().any(|mark| lower.contains(mark)) {
                let (who, says) = (Who::Track(index), Says::Mentions);
                reader.pending.push(Pending { who, range: field.inline, says, strength: Strength::Soft });
            }
        }
        Meaning::Owner => values::owners(document, first_line(document, field), track),
        Meaning::Status => {
            let range = first_line(document, field);
            values::status(document, range, track);
            blocked(reader, range, index);
        }
        Meaning::Percent => values::percent(document, field.inline, track),
        Meaning::Priority => {
            let text = document.plain(first_line(document, field));
            if !text.value.is_empty() {
                track.priority.get_or_insert(text);
            }
        }
        Meaning::Effort => values::effort(document, effort_text(document, field), track, unread),
        Meaning::Branch => values::branch(document, field.block, field.inline, track),
        Meaning::Deliverables => track.deliverables.extend(texts(document, field)),
        Meaning::Criteria => track.criteria.extend(texts(document, field)),
        Meaning::Publishes => interfaces(document, field, InterfaceRole::Publishes, &mut track.interfaces),
        Meaning::Consumes => interfaces(document, field, InterfaceRole::Consumes, &mut track.interfaces),
        Meaning::Implements => interfaces(document, field, InterfaceRole::Implements, &mut track.interfaces),
        Meaning::NoConflict => {
            let end = field.inline.1.max(field.label.1);
            track.no_conflicts.push(document.plain((field.label.0, end)));
        }
        _ => {}
    }
}

fn worker_label(document: &Document<'_>, field: &Field, draft: &mut Draft) {
    let full = document.slice((field.label.0, field.inline.1.max(field.label.1)));
    let Some(named) = names::name(full, document.words) else { return };
    let track = &mut draft.track;
    if named.noun == Some(Noun::Worker) && !named.several && track.id.as_str() != named.id {
        let name = plain(&full[..named.at.1 as usize]);
        values::add_owner(Spanned::new(name, document.span(field.label)), track);
    }
}

/// The first line of a value, or its first item.
pub(super) fn first_line(document: &Document<'_>, field: &Field) -> Bytes {
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
fn waits(reader: &mut Reader<'_, '_>, field: &Field, draft: usize, says: Says) {
    let document = reader.document;
    // Inside the text of a task the task waits.
    let task = reader.drafts[draft].tasks.at(field.label.0);
    let who = task.map_or(Who::Track(draft), |task| Who::Task(draft, task));
    let mut ranges = Vec::new();
    if field.inline.0 < field.inline.1 {
        ranges.push(field.inline);
    }
    if document.slice(field.inline).len() <= 2 {
        let owner = &reader.owner;
        let items = items(document, field).filter(|index| owner[*index] == Some(draft));
        ranges.extend(items.map(|index| document.block(index).content));
    }
    for range in ranges {
        let text = document.slice(range).trim_start_matches(['*', ' ']);
        let reversed =
            REVERSED.iter().any(|mark| text.get(..mark.len()).is_some_and(|head| head.eq_ignore_ascii_case(mark)));
        reader.pending.push(Pending::hard(who, range, if reversed { Says::Blocks } else { says }));
    }
}

/// "Blocked by Track B.1", "Ready to start (after Track B)": a state can name what comes first.
fn blocked(reader: &mut Reader<'_, '_>, range: Bytes, draft: usize) {
    let text = reader.document.slice(range);
    let Some((at, len)) = BLOCKED.find(text) else { return };
    let start = at + len;
    // What stands in parentheses is a note elsewhere; here it is the statement.
    let end = text[start..].find(')').map_or(text.len(), |len| start + len);
    let range = (range.0 + offset(start), range.0 + offset(end));
    reader.pending.push(Pending::hard(Who::Track(draft), range, Says::Mentions));
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
