//! What brings tracks together: waves, weeks and steps, sync points, contested areas, criteria of the whole phase.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::model::{ConflictArea, Dependency, Group, GroupKind};
use crate::syntax::Kind;
use crate::text::offset;
use crate::vocabulary::{Meaning, Noun};

use super::document::{Bytes, Document, plain};
use super::known::{Ids, Known};
use super::names;
use super::reader::Reader;
use super::references;
use super::statement::texts;
use super::tables::{Column, Table};

/// Reads groups and the like into the phases.
pub(super) fn read(reader: &mut Reader<'_, '_>, ids: &Ids) {
    headings(reader, ids);
    tables(reader, ids);
    fields(reader);
}

fn references(document: &Document<'_>, range: Bytes, known: Known<'_>) -> Vec<Dependency> {
    references::find(document, range, known).list
}

fn kind(word: &str) -> GroupKind {
    match word {
        "wave" | "batch" | "level" | "波次" | "批次" | "웨이브" | "ウェーブ" | "ola" | "onda" => {
            GroupKind::Wave
        }
        "step" | "stage" | "block" => GroupKind::Step,
        _ => GroupKind::Time,
    }
}

/// Whether a text begins with a kind word for a group and its number: "Wave 2", "Week 1".
fn is_group(document: &Document<'_>, text: &str) -> bool {
    let rest = &text[names::lead(text)..];
    let kind = names::kind_word(rest, document.words);
    kind.is_some_and(|(noun, _, len)| {
        noun == Noun::Group && rest[len..].trim_start().starts_with(|c: char| c.is_ascii_digit())
    })
}

/// "### Wave 2 (Day 3): TD1 + TD4", "### Week 1" with a table or a list of tracks below, "**Wave 1**: …" with items; of a
/// paragraph each line that begins so.
fn headings(reader: &mut Reader<'_, '_>, ids: &Ids) {
    let document = reader.document;
    let mut section = 0;
    for index in 0..document.outline.blocks.len() {
        let block = document.block(index);
        let heading = matches!(block.kind, Kind::Heading(_)) && !block.quoted;
        section += usize::from(heading);
        let bold = block.kind == Kind::Paragraph && block.depth == 0 && document.slice(block.content).starts_with("**");
        if !(heading || bold) || reader.owner[index].is_some() {
            continue;
        }
        let mut starts: Vec<u32> = document.lines(block.content).map(|line| line.0).collect();
        starts.retain(|&start| is_group(document, document.slice((start, block.content.1))));
        let end = if heading { document.outline.sections[section].own.end } else { below(document, index) };
        for (at, &start) in starts.iter().enumerate() {
            // What stands below belongs to the last one.
            let (to, end) = starts.get(at + 1).map_or((block.content.1, end), |next| (*next, index + 1));
            group(reader, ids, section, document.trimmed((start, to)), index + 1..end);
        }
    }
}

/// A group with its name and members in one text, and more of them in the blocks below.
fn group(reader: &mut Reader<'_, '_>, ids: &Ids, section: usize, content: Bytes, blocks: Range<usize>) {
    let document = reader.document;
    let text = document.slice(content);
    let start = names::lead(text);
    let Some((Noun::Group, word, len)) = names::kind_word(&text[start..], document.words) else { return };
    let number = text[start + len..].trim_start().split([' ', ':', '*', '(', '：', '—']).next().unwrap_or_default();
    let label = format!("{} {number}", &text[start..start + len]);
    let named = offset(start + len + 1 + number.len()).min(content.1 - content.0);
    let scope = reader.scopes[section];
    let known = ids.within(Some(scope));
    let mut members = references(document, (content.0 + named, content.1), known);
    for inner in blocks.clone() {
        let block = document.block(inner);
        if block.kind == Kind::Paragraph && reader.owner[inner].is_none() {
            members.extend(references(document, block.content, known));
        }
    }
    let first = reader.tables.partition_point(|table| table.block < blocks.start);
    for table in reader.tables[first..].iter().take_while(|table| table.block < blocks.end) {
        let Some(column) = table.column(|c| matches!(c, Column::Unit(_))) else { continue };
        let cells = table.rows.iter().filter_map(|row| row.get(column));
        members.extend(cells.flat_map(|cell| references(document, document.block(*cell).content, known)));
    }
    push(reader, scope, Group { kind: kind(&names::singular(word)), label, span: document.span(content), members });
}

/// The list under a bold line.
fn below(document: &Document<'_>, index: usize) -> usize {
    let mut end = index + 1;
    while document.outline.blocks.get(end).is_some_and(|block| block.depth > 0) {
        end += 1;
    }
    end
}

fn push(reader: &mut Reader<'_, '_>, scope: usize, mut group: Group) {
    let mut seen = BTreeSet::new();
    group.members.retain(|member| seen.insert(member.target.clone()));
    if !group.members.is_empty() {
        reader.phases[scope].groups.push(group);
    }
}

/// "| Wave | Tracks |", "| Step | Track | Dependencies |", "| Area | Tracks | Resolution |".
fn tables(reader: &mut Reader<'_, '_>, ids: &Ids) {
    let document = reader.document;
    let tables = std::mem::take(&mut reader.tables);
    for table in &tables {
        let scope = reader.scopes[reader.section(table.block)];
        let known = ids.within(Some(scope));
        let members = table.column(|c| matches!(c, Column::Says(Meaning::Members) | Column::Unit(_)));
        let Some(members) = members else { continue };
        if let Some(area) = table.column(|c| *c == Column::Says(Meaning::Conflicts)) {
            areas(reader, table, (area, members), known, scope);
            continue;
        }
        let Some(group) = table.column(|c| matches!(c, Column::Group | Column::Says(Meaning::Step))) else { continue };
        for row in &table.rows {
            let (Some(name), Some(cell)) = (row.get(group), row.get(members)) else { continue };
            let word = names::kind_word(document.content(table.header[group]), document.words)
                .map_or_else(|| "step".to_owned(), |(_, word, _)| names::singular(word));
            let content = document.block(*name).content;
            let list = references(document, document.block(*cell).content, known);
            push(
                reader,
                scope,
                Group {
                    kind: kind(&word),
                    label: plain(document.slice(content)),
                    span: document.span(content),
                    members: list,
                },
            );
        }
    }
    reader.tables = tables;
}

fn areas(reader: &mut Reader<'_, '_>, table: &Table, columns: (usize, usize), known: Known<'_>, scope: usize) {
    let document = reader.document;
    let resolution = table.column(|c| *c == Column::Says(Meaning::Resolution));
    for row in &table.rows {
        let (Some(area), Some(members)) = (row.get(columns.0), row.get(columns.1)) else { continue };
        let resolution = resolution.and_then(|column| row.get(column)).map(|cell| plain(document.content(*cell)));
        let area = document.plain(document.block(*area).content);
        let tracks = references(document, document.block(*members).content, known);
        reader.phases[scope].conflict_areas.push(ConflictArea { area, tracks, resolution });
    }
}

/// Sync points and success criteria outside of tracks.
fn fields(reader: &mut Reader<'_, '_>) {
    let document = reader.document;
    for index in 0..reader.fields.len() {
        let field = &reader.fields[index];
        if reader.owner[field.block].is_some()
            || !matches!(field.meaning, Some(Meaning::SyncPoints | Meaning::Criteria))
        {
            continue;
        }
        let scope = reader.scopes[reader.section(field.block)];
        let found = texts(document, field);
        let phase = &mut reader.phases[scope];
        match field.meaning {
            Some(Meaning::SyncPoints) => phase.sync_points.extend(found),
            _ => phase.criteria.extend(found),
        }
    }
}
