//! Files that a track's own section states: under a label, as its only list, among its deliverables, in its heading.

use crate::id::Effort;
use crate::model::{ClaimKind, Unread, UnreadKind};
use crate::syntax::{Kind, MarkKind};
use crate::text::offset;
use crate::vocabulary::{Meaning, normalise};

use super::document::{Bytes, Document, at_colon, plain};
use super::draft::Draft;
use super::fields::Field;
use super::headings::lists_files;
use super::paths::{Trust, has_extension};
use super::reader::Reader;
use super::{dependencies, ownership, statement};

/// Labels under which a single bare word is a folder.
const FOLDERS: &[&str] = &["crates", "packages", "directories", "folders", "modules", "目录", "디렉토리"];

/// Labels that always speak of files; "Update:" may begin a remark.
const SURE: &[&str] =
    &["file", "files", "owns", "ownership", "directories", "folders", "paths", "文件", "파일", "ファイル"];

/// Words before a path among the deliverables, with what they say of it.
const VERBS: &[(&str, ClaimKind)] = &[
    ("", ClaimKind::Creates),
    ("Partial", ClaimKind::Creates),
    ("Complete", ClaimKind::Creates),
    ("Add", ClaimKind::Creates),
    ("Created", ClaimKind::Creates),
    ("Create", ClaimKind::Creates),
    ("New", ClaimKind::Creates),
    ("Updated", ClaimKind::Modifies),
    ("Update", ClaimKind::Modifies),
    ("Modified", ClaimKind::Modifies),
    ("Modify", ClaimKind::Modifies),
];

/// A field about files.
pub(super) fn field(
    document: &Document<'_>,
    field: &Field,
    kind: ClaimKind,
    draft: &mut Draft,
    unread: &mut Vec<Unread>,
) {
    let label = normalise(document.slice(field.label));
    let kind = if is_forbidden(document.slice(field.label)) { ClaimKind::Forbidden } else { kind };
    let has = |words: &[&str]| label.split(' ').any(|word| words.contains(&word));
    let trust = if has(FOLDERS) { Trust::Folders } else { Trust::Label };
    let before = draft.claims.list.len();
    let seen = draft.claims.repeated;
    draft.claims.field(document, field, kind, trust);
    let nothing = draft.claims.list.len() == before && draft.claims.repeated == seen;
    // A row that has given files already may describe them in a further cell.
    let described = before > 0 && document.block(field.block).kind == Kind::Cell;
    let sure = has(SURE) && document.words.knows(document.slice(field.label));
    if nothing && !field.heading && sure && !described && says_something(document, field) {
        let range = if field.inline.0 < field.inline.1 { field.inline } else { field.label };
        let label = plain(document.slice(field.label));
        let kind = UnreadKind::Label { label, expected: "a path in backticks" };
        unread.push(Unread { span: document.span(range), kind });
    }
}

/// "Files (do not touch)", "Files (read-only)": the remark of a label takes the right to write away.
fn is_forbidden(label: &str) -> bool {
    let note = label.split_once('(').map(|(_, note)| normalise(note.trim_end_matches(')')));
    note.is_some_and(|note| {
        ["do not", "don t", "not ", "read only", "off limits", "never"].iter().any(|w| note.starts_with(w))
    })
}

/// Whether a label about files has a value other than "none".
fn says_something(document: &Document<'_>, field: &Field) -> bool {
    let value = document.slice(field.inline);
    if value.is_empty() {
        // Without a colon it is a stressed line, not a label whose value is missing.
        let after = &document.text[field.label.1 as usize..];
        field.body.is_empty() && after.trim_start_matches(['*', '_']).starts_with([':', '：'])
    } else {
        // "Files changed: 36" counts.
        !dependencies::is_none(value) && !value.starts_with(|c: char| c.is_ascii_digit())
    }
}

/// Reads what the sections of all drafts state without a label for files.
pub(super) fn read(reader: &mut Reader<'_, '_>) {
    deliverables(reader);
    for index in 0..reader.drafts.len() {
        bare_lists(reader, index);
        heading(reader, index);
        reader.unread.append(&mut reader.drafts[index].claims.unread);
        reader.unread.append(&mut reader.drafts[index].tasks.unread);
    }
}

/// Without a label for files, the deliverables that are paths are the files: "- `src/gdpr.ts` - export".
fn deliverables(reader: &mut Reader<'_, '_>) {
    let document = reader.document;
    let open: Vec<bool> = reader.drafts.iter().map(|draft| draft.claims.list.is_empty()).collect();
    for field in reader.fields.iter().filter(|field| field.meaning == Some(Meaning::Deliverables)) {
        let Some(draft) = reader.owner[field.block].filter(|draft| open[*draft]) else { continue };
        for block in field.body.clone() {
            let item = document.block(block);
            if item.kind == Kind::Paragraph && item.depth == 1 {
                deliverable(document, block, &mut reader.drafts[draft]);
            }
        }
    }
}

fn deliverable(document: &Document<'_>, block: usize, draft: &mut Draft) {
    let content = document.block(block).content;
    let head = document.slice(content).split('`').next().unwrap_or_default().trim();
    let Some(mark) = document.marks(block, content).find(|mark| mark.kind == MarkKind::Code) else { return };
    let path = document.slice(document.code(mark));
    let is_path = has_extension(path) || (path.contains('/') && !path.starts_with('/') && !path.contains(' '));
    if let Some((_, kind)) = VERBS.iter().find(|(verb, _)| *verb == head).filter(|_| is_path) {
        draft.claims.text(document, block, (mark.start, mark.end), *kind, Trust::Prose);
    }
}

/// A section that is nothing but a list of paths, or that stands under a heading about ownership.
fn bare_lists(reader: &mut Reader<'_, '_>, index: usize) {
    let document = reader.document;
    if !reader.drafts[index].claims.list.is_empty() {
        return;
    }
    for region in reader.drafts[index].regions.clone() {
        let mut own = region.clone();
        let is_heading = |block: usize| matches!(document.block(block).kind, Kind::Heading(_));
        own.end = region.clone().find(|block| is_heading(*block)).unwrap_or(region.end);
        if own.is_empty() || own.clone().any(|block| reader.owner[block] != Some(index)) {
            continue;
        }
        let claims = &mut reader.drafts[index].claims;
        if let Some(Meaning::Files(kind)) = ownership::heading_meaning(document, own.start) {
            claims.blocks(document, own, kind, Trust::Label);
        } else if lists_files(document, own.clone()) {
            claims.blocks(document, own, ClaimKind::Owns, Trust::Prose);
        }
    }
}

/// What the heading states in parentheses: "dbt modeling (`dbt/`)", "Web (Owner: Ann)", "Search (5-6 hours)".
fn heading(reader: &mut Reader<'_, '_>, index: usize) {
    let document = reader.document;
    let draft = &reader.drafts[index];
    let span = draft.track.span;
    let block = document.outline.sections.get(draft.section).and_then(|section| section.heading);
    let own = block.filter(|block| document.span(document.block(*block).content) == span);
    let text = document.slice((span.start, span.end));
    let mut at = 0;
    while let Some(open) = text[at..].find(['(', '（']).map(|open| at + open) {
        let start = open + text[open..].chars().next().map_or(1, char::len_utf8);
        let Some(close) = text[start..].find([')', '）']).map(|close| start + close) else { return };
        let range = (span.start + offset(start), span.start + offset(close));
        note(reader, range, own.unwrap_or_default(), index);
        if let Some(block) = own {
            let mut codes = document.marks(block, range).filter(|mark| mark.kind == MarkKind::Code);
            if codes.any(|mark| document.slice(document.code(mark)).contains('/')) {
                reader.drafts[index].claims.text(document, block, range, ClaimKind::Owns, Trust::Prose);
            }
        }
        at = close;
    }
}

/// "Owner: Ann", "depends on Track A", "5-6 hours".
fn note(reader: &mut Reader<'_, '_>, range: Bytes, block: usize, index: usize) {
    let document = reader.document;
    let text = document.slice(range);
    let Some((label, value)) = at_colon(text) else {
        if text.starts_with(|c: char| c.is_ascii_digit() || c == '~') && text.parse::<Effort>().is_ok() {
            statement::read(reader, &Field::apart(Meaning::Effort, (range.0, range.0), block, range), index, None);
        }
        return statement::remark(reader, range, index);
    };
    let value = document.trimmed((range.1 - offset(value.len()), range.1));
    // A path or a title may follow any word; only what a note can say in short is taken.
    let short = |meaning: &Meaning| !matches!(meaning, Meaning::Files(_) | Meaning::MaybeFiles | Meaning::Name);
    let meaning = document.words.label(label).filter(short);
    if let Some(meaning) = meaning {
        let label = (range.0, range.0 + offset(label.len()));
        statement::read(reader, &Field::apart(meaning, label, block, value), index, None);
    }
}
