//! What brings tracks together: waves, weeks and steps, sync points, contested areas, criteria of the whole phase.

use std::collections::BTreeSet;

use crate::model::{ConflictArea, Dependency, Group, GroupKind};
use crate::syntax::Kind;
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

/// "### Wave 2 (Day 3): TD1 + TD4", "### Week 1" with a table or a list of tracks below, "**Wave 1**: …" with items.
fn headings(reader: &mut Reader<'_, '_>, ids: &Ids) {
    let document = reader.document;
    let mut section = 0;
    for index in 0..document.outline.blocks.len() {
        let block = document.block(index);
        let heading = matches!(block.kind, Kind::Heading(_)) && !block.quoted;
        section += usize::from(heading);
        let text = document.slice(block.content);
        let bold = block.kind == Kind::Paragraph && block.depth == 0 && text.starts_with("**");
        if !(heading || bold) || reader.owner[index].is_some() || !is_group(document, text) {
            continue;
        }
        let start = names::lead(text);
        let Some((Noun::Group, word, len)) = names::kind_word(&text[start..], document.words) else { continue };
        let number = text[start + len..].trim_start().split([' ', ':', '*', '(', '：', '—']).next().unwrap_or_default();
        let label = format!("{} {number}", &text[start..start + len]);
        let tail = (
            block.content.0
                + crate::text::offset(start + len + 1 + number.len()).min(block.content.1 - block.content.0),
            block.content.1,
        );
        let scope = reader.scopes[section];
        let known = ids.within(Some(scope));
        let mut members = references(document, tail, known);
        let end = if heading { document.outline.sections[section].own.end } else { below(document, index) };
        for inner in index + 1..end {
            let block = document.block(inner);
            if block.kind == Kind::Paragraph && reader.owner[inner].is_none() {
                members.extend(references(document, block.content, known));
            }
        }
        let first = reader.tables.partition_point(|table| table.block < index);
        for table in reader.tables[first..].iter().take_while(|table| table.block < end) {
            let Some(column) = table.column(|c| matches!(c, Column::Unit(_))) else { continue };
            members.extend(
                table
                    .rows
                    .iter()
                    .filter_map(|row| row.get(column))
                    .flat_map(|cell| references(document, document.block(*cell).content, known)),
            );
        }
        push(
            reader,
            scope,
            Group {
                kind: kind(&names::singular(word)),
                label,
                span: document.span(document.trimmed(block.content)),
                members,
            },
        );
    }
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
