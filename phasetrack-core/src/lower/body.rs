//! What the blocks of a track state: each field is given to the recogniser for its meaning.

use crate::model::{ClaimKind, Interface, InterfaceRole, Strength, Unread, UnreadKind};
use crate::syntax::{Kind, MarkKind};
use crate::text::Spanned;
use crate::vocabulary::Meaning;

use super::claims::Claims;
use super::document::{Bytes, Document, plain};
use super::draft::{Pending, Says, Who};
use super::fields::Field;
use super::headings::lists_files;
use super::paths::Trust;
use super::reader::Reader;
use super::tasks::Tasks;
use super::{dependencies, fenced, names, ownership, values};

/// Reads the fields of every draft.
pub(super) fn read(reader: &mut Reader<'_, '_>, unread: &mut Vec<Unread>) {
    let fields = std::mem::take(&mut reader.fields);
    let mut claims: Vec<Claims> = reader.drafts.iter().map(|_| Claims::default()).collect();
    for index in 0..reader.drafts.len() {
        let regions = reader.drafts[index].regions.clone();
        let list = std::mem::take(&mut reader.drafts[index].track.tasks);
        let mut tasks =
            Tasks { document: reader.document, draft: index, list, extents: Vec::new(), pending: &mut reader.pending };
        for region in regions {
            let owner = &reader.owner;
            tasks.region(region, &fields, |block| owner[block] != Some(index));
        }
        let Tasks { list, extents, .. } = tasks;
        reader.drafts[index].track.tasks = list;
        reader.drafts[index].extents = extents;
    }
    for field in &fields {
        let Some(draft) = reader.owner.get(field.block).copied().flatten() else { continue };
        one(reader, field, draft, &mut claims[draft], unread);
    }
    reader.fields = fields;
    fenced::read(reader, &mut claims);
    ownership::read(reader, &mut claims);
    let fields = std::mem::take(&mut reader.fields);
    for (index, mut claims) in claims.into_iter().enumerate() {
        deliverables(reader, index, &fields, &mut claims);
        bare_lists(reader, index, &mut claims);
        heading_paths(reader, index, &mut claims);
        heading_notes(reader, index, unread);
        unread.append(&mut claims.unread);
        reader.drafts[index].track.claims.extend(claims.list);
    }
    reader.fields = fields;
}

fn one(reader: &mut Reader<'_, '_>, field: &Field, draft: usize, claims: &mut Claims, unread: &mut Vec<Unread>) {
    let document = reader.document;
    let track = &mut reader.drafts[draft].track;
    let Some(meaning) = field.meaning else {
        // "**Agent 1A: vLLM handler**" inside a stream names a worker of it.
        worker_label(document, field, track);
        return;
    };
    match meaning {
        Meaning::Files(kind) => {
            let before = claims.list.len();
            let label = crate::vocabulary::normalise(document.slice(field.label));
            let folders = label
                .split(' ')
                .any(|word| matches!(word, "crates" | "packages" | "directories" | "folders" | "modules"));
            claims.field(document, field, kind, if folders { Trust::Folders } else { Trust::Label });
            if claims.list.len() == before && !field.heading && states_nothing_read(document, field) {
                expect(document, field, "a path in backticks", unread);
            }
        }
        Meaning::MaybeFiles => claims.field(document, field, ClaimKind::Owns, Trust::Prose),
        Meaning::Depends => waits(reader, field, draft, Says::Waits),
        Meaning::Blocks => waits(reader, field, draft, Says::Blocks),
        Meaning::CanStart => {
            if after(document.slice(field.inline)) {
                let pending = Pending {
                    who: Who::Track(draft),
                    range: field.inline,
                    says: Says::Mentions,
                    strength: Strength::Soft,
                };
                reader.pending.push(pending);
            }
        }
        Meaning::Owner => {
            let range = first_line(document, field);
            values::owners(document, range, track);
        }
        Meaning::Status => {
            let range = first_line(document, field);
            values::status(document, range, track);
            blocked(reader, range, draft);
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
            let range = if field.inline.0 < field.inline.1 { (field.label.0, field.inline.1) } else { field.label };
            track.no_conflicts.push(document.plain(range));
        }
        _ => {}
    }
}

/// Says that a label's value could not be read.
fn expect(document: &Document<'_>, field: &Field, expected: &'static str, unread: &mut Vec<Unread>) {
    let range = if field.inline.0 < field.inline.1 { field.inline } else { field.label };
    let label = plain(document.slice(field.label));
    unread.push(Unread { span: document.span(range), kind: UnreadKind::Label { label, expected } });
}

/// Whether a label about files says something that is not "none".
fn states_nothing_read(document: &Document<'_>, field: &Field) -> bool {
    let value = document.slice(field.inline);
    let below = field.body.clone().any(|index| document.block(index).kind != Kind::Rule);
    (value.is_empty() && !below) || (!value.is_empty() && !dependencies::is_none(value))
}

fn worker_label(document: &Document<'_>, field: &Field, track: &mut crate::model::Track) {
    let text = document.slice(field.label);
    let full = document.slice((field.label.0, field.inline.1.max(field.label.1)));
    let Some(named) = names::name(full, document.words) else { return };
    if named.noun == Some(crate::vocabulary::Noun::Worker) && !named.several && track.id.as_str() != named.id {
        let name = plain(&full[..named.at.1 as usize]);
        let _ = text;
        if !track.owners.iter().any(|owner| owner.value == name) {
            track.owners.push(Spanned::new(name, document.span(field.label)));
        }
    }
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
    let line = document.lines(field.inline).next().unwrap_or(field.inline);
    if line.0 < line.1 {
        return line;
    }
    let total = field
        .body
        .clone()
        .filter(|index| document.block(*index).kind == Kind::Paragraph)
        .find(|index| document.content(*index).to_lowercase().contains("total"));
    match total {
        Some(index) => {
            let content = document.block(index).content;
            let colon = document.slice(content).find([':', '：']).map_or(0, |at| at + 1);
            (content.0 + crate::text::offset(colon), content.1)
        }
        None => first_line(document, field),
    }
}

/// Registers the texts of a dependency field: the value beside the label, or one per item below it.
fn waits(reader: &mut Reader<'_, '_>, field: &Field, draft: usize, says: Says) {
    let document = reader.document;
    let push = |range: Bytes, reader: &mut Reader<'_, '_>| {
        let text = document.slice(range).trim_start_matches(['*', ' ']).to_lowercase();
        let reversed =
            ["blocks ", "unblocks ", "execute before", "before ", "must finish before", "needed by", "required by"]
                .iter()
                .any(|mark| text.starts_with(mark));
        let says = if reversed { Says::Blocks } else { says };
        // Inside the text of a task the task waits.
        let task = reader.drafts[draft].task_at(field.label.0);
        let who = task.map_or(Who::Track(draft), |task| Who::Task(draft, task));
        reader.pending.push(Pending { who, range, says, strength: Strength::Hard });
    };
    if field.inline.0 < field.inline.1 {
        push(field.inline, reader);
    }
    let inline = document.slice(field.inline);
    if !inline.is_empty() && inline.len() > 2 {
        return;
    }
    let depth =
        field.body.clone().map(|index| document.block(index).depth).filter(|depth| *depth > 0).min().unwrap_or(0);
    for index in field.body.clone() {
        let block = document.block(index);
        if block.kind == Kind::Paragraph
            && (block.depth == depth || block.depth == 0)
            && reader.owner[index] == Some(draft)
        {
            push(block.content, reader);
        }
    }
}

/// "Blocked by Track B.1", "Ready to start (after Track B)": a state can name what comes first.
fn blocked(reader: &mut Reader<'_, '_>, range: Bytes, draft: usize) {
    let text = reader.document.slice(range);
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return;
    }
    for mark in ["blocked by", "waiting for", "waiting on", "waits for", "depends on", "after "] {
        if let Some(at) = lower.find(mark) {
            let range = (range.0 + crate::text::offset(at + mark.len()), range.1);
            // What stands in parentheses is a note elsewhere; here it is the statement.
            let end = text[at..]
                .find(')')
                .map_or(range.1, |len| range.0 - crate::text::offset(mark.len()) + crate::text::offset(len));
            reader.pending.push(Pending {
                who: Who::Track(draft),
                range: (range.0, end.max(range.0)),
                says: Says::Mentions,
                strength: Strength::Hard,
            });
            return;
        }
    }
}

fn after(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["after", "once", "when", "완료", "之后", "完了後", "depends"].iter().any(|mark| lower.contains(mark))
}

/// The items or lines of a field's value.
pub(super) fn texts(document: &Document<'_>, field: &Field) -> Vec<Spanned<String>> {
    let mut list = Vec::new();
    if field.inline.0 < field.inline.1 {
        list.push(document.plain(field.inline));
    }
    let depth =
        field.body.clone().map(|index| document.block(index).depth).filter(|depth| *depth > 0).min().unwrap_or(0);
    for index in field.body.clone() {
        let block = document.block(index);
        if block.kind == Kind::Paragraph && block.depth == depth && block.depth > 0 {
            list.extend(document.lines(block.content).next().map(|line| document.plain(line)));
        }
    }
    list.retain(|text| !text.value.is_empty());
    list
}

fn interfaces(document: &Document<'_>, field: &Field, role: InterfaceRole, list: &mut Vec<Interface>) {
    let mut blocks = vec![(field.block, field.inline)];
    blocks.extend(
        field
            .body
            .clone()
            .filter(|index| document.block(*index).kind == Kind::Paragraph)
            .map(|index| (index, document.block(index).content)),
    );
    for (block, range) in blocks {
        let code = document.marks(block, range).find(|mark| mark.kind == MarkKind::Code);
        if let Some(mark) = code {
            let at = document.code(mark);
            list.push(Interface { name: Spanned::new(document.slice(at).to_owned(), document.span(at)), role });
        }
    }
}

/// Labels in parentheses in the heading: "Web (Owner: Ann)", "Search (5-6 hours)".
fn heading_notes(reader: &mut Reader<'_, '_>, index: usize, unread: &mut Vec<Unread>) {
    let document = reader.document;
    let span = reader.drafts[index].track.span;
    let text = document.slice((span.start, span.end));
    let mut at = 0;
    while let Some(open) = text[at..].find(['(', '（']).map(|open| at + open) {
        let Some(close) = text[open..].find([')', '）']).map(|close| open + close) else { return };
        let start = open + text[open..].chars().next().map_or(1, char::len_utf8);
        let (inner, base) = (&text[start..close], span.start + crate::text::offset(start));
        let track = &mut reader.drafts[index].track;
        match inner
            .split_once([':', '：'])
            .map(|(label, value)| (document.words.label(label), inner.len() - value.len()))
        {
            Some((Some(Meaning::Owner), skip)) => values::owners(
                document,
                (base + crate::text::offset(skip), base + crate::text::offset(inner.len())),
                track,
            ),
            Some((Some(Meaning::Effort), skip)) => values::effort(
                document,
                (base + crate::text::offset(skip), base + crate::text::offset(inner.len())),
                track,
                unread,
            ),
            None if inner.parse::<crate::id::Effort>().is_ok()
                && inner.starts_with(|c: char| c.is_ascii_digit() || c == '~') =>
            {
                values::effort(document, (base, base + crate::text::offset(inner.len())), track, unread);
            }
            _ => {}
        }
        at = close;
    }
}

/// Without a label for files, the deliverables that are paths are the files: "- `src/gdpr.ts` - export".
fn deliverables(reader: &Reader<'_, '_>, index: usize, fields: &[Field], claims: &mut Claims) {
    if !claims.list.is_empty() {
        return;
    }
    let document = reader.document;
    for field in fields
        .iter()
        .filter(|field| field.meaning == Some(Meaning::Deliverables) && reader.owner[field.block] == Some(index))
    {
        for block in field
            .body
            .clone()
            .filter(|block| document.block(*block).kind == Kind::Paragraph && document.block(*block).depth == 1)
        {
            let content = document.block(block).content;
            let text = document.slice(content);
            let head = text.split('`').next().unwrap_or_default().trim();
            let verb = [
                "", "Partial", "Complete", "Add", "Created", "Create", "New", "Updated", "Update", "Modified", "Modify",
            ]
            .contains(&head);
            let code = document.marks(block, content).find(|mark| mark.kind == MarkKind::Code).filter(|_| verb);
            let path = code.map(|mark| document.slice(document.code(mark))).filter(|path| {
                (path.contains('/') && !path.starts_with('/') && !path.contains(' '))
                    || super::paths::has_extension(path)
            });
            if let (Some(mark), Some(_)) = (code, path) {
                let kind = if head.starts_with(['U', 'M']) { ClaimKind::Modifies } else { ClaimKind::Creates };
                claims.text(document, block, (mark.start, mark.end), kind, Trust::Prose);
            }
        }
    }
}

/// A section that is nothing but a list of paths: "#### Track A: Scraper core" with files below.
fn bare_lists(reader: &Reader<'_, '_>, index: usize, claims: &mut Claims) {
    if !claims.list.is_empty() {
        return;
    }
    for region in &reader.drafts[index].regions {
        let own = region.start
            ..region
                .clone()
                .find(|block| matches!(reader.document.block(*block).kind, Kind::Heading(_)))
                .unwrap_or(region.end);
        let mine = own.clone().all(|block| reader.owner[block] == Some(index));
        if !mine {
            continue;
        }
        if let Some(Meaning::Files(kind)) =
            (own.start > 0).then(|| ownership::heading_meaning(reader.document, own.start)).flatten()
        {
            claims.blocks(reader.document, own, kind, Trust::Label);
        } else if lists_files(reader.document, own.clone()) {
            claims.blocks(reader.document, own, ClaimKind::Owns, Trust::Prose);
        }
    }
}

/// Paths in the heading itself: "## 2. dbt modeling (`dbt/`)".
fn heading_paths(reader: &Reader<'_, '_>, index: usize, claims: &mut Claims) {
    let draft = &reader.drafts[index];
    let Some(heading) = reader.document.outline.sections.get(draft.section).and_then(|section| section.heading) else {
        return;
    };
    let content = reader.document.block(heading).content;
    let span = reader.document.span(content);
    if draft.track.span != span {
        return;
    }
    let text = reader.document.slice(content);
    if let Some(open) = text.find('(') {
        let range = (content.0 + crate::text::offset(open + 1), content.1);
        let folder = reader
            .document
            .marks(heading, range)
            .any(|mark| mark.kind == MarkKind::Code && reader.document.slice(reader.document.code(mark)).contains('/'));
        if folder {
            claims.text(reader.document, heading, range, ClaimKind::Owns, Trust::Prose);
        }
    }
}
