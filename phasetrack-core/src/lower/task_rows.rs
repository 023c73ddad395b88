//! Tables whose rows are tasks, and tables that give tracks to workers.

use crate::text::{Spanned, offset};
use crate::vocabulary::{Meaning, Noun};

use super::document::{Bytes, Document, plain};
use super::fields::Field;
use super::known::Ids;
use super::reader::Reader;
use super::tables::{Column, Table, unit};
use super::tasks::Tasks;
use super::{statement, values};

/// Reads task tables: inside a track's section, or with a column that names the track.
pub(super) fn read(reader: &mut Reader<'_, '_>) {
    let tables = std::mem::take(&mut reader.tables);
    for table in &tables {
        let units = table.column(|c| matches!(c, Column::Unit(_)));
        let around = reader.owner.get(table.block).copied().flatten();
        let Some(id) = id_column(reader.document, table).filter(|id| Some(*id) != units) else { continue };
        for row in &table.rows {
            let cell = units.and_then(|column| row.get(column));
            let named =
                cell.and_then(|cell| unit(reader.document, *cell)).and_then(|unit| reader.draft(&unit.id, None));
            if let Some(draft) = named.or(around) {
                task(reader, table, row, id, draft);
            }
        }
    }
    reader.tables = tables;
}

/// "| Agent A | US1 (Auth) |": no row is a track, but the cell beside names some. The workers own those.
pub(super) fn workers(reader: &mut Reader<'_, '_>, ids: &Ids) {
    let document = reader.document;
    let mut found: Vec<(usize, Spanned<String>)> = Vec::new();
    for table in &reader.tables {
        let Some(column) = table.column(|c| *c == Column::Unit(Noun::Worker)) else { continue };
        let is_track = |cell| unit(document, cell).is_some_and(|unit| reader.draft(&unit.id, None).is_some());
        if table.cells(column).any(is_track) {
            continue;
        }
        for row in &table.rows {
            let (Some(cell), Some(next)) =
                (row.get(column), row.iter().enumerate().find(|(index, _)| *index != column))
            else {
                continue;
            };
            let name = document.plain(document.block(*cell).content);
            let drafts = reader.named_drafts(document.block(*next.1).content, ids);
            found.extend(drafts.into_iter().map(|draft| (draft, name.clone())));
        }
    }
    for (draft, name) in found.into_iter().filter(|(_, name)| !name.value.is_empty()) {
        values::add_owner(name, &mut reader.drafts[draft].track);
    }
}

/// The column whose cells are task ids.
fn id_column(document: &Document<'_>, table: &Table) -> Option<usize> {
    (0..table.columns.len()).find(|column| {
        let says =
            matches!(table.columns[*column], Column::Id | Column::Task | Column::Says(Meaning::Tasks | Meaning::Step));
        let first = |cell: usize| plain(document.content(cell)).split([' ', ':']).next().unwrap_or_default().to_owned();
        says && table.cells(*column).next().is_some()
            && table.cells(*column).map(first).all(|text| text.is_empty() || is_task_id(&text))
    })
}

fn is_task_id(text: &str) -> bool {
    let rest = text.strip_prefix('#').unwrap_or(text);
    let marked = text.starts_with('#') || text.contains('.') || text.bytes().any(|b| b.is_ascii_alphabetic());
    text.len() <= 14
        && marked
        && rest.bytes().any(|b| b.is_ascii_digit())
        && rest.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
}

fn task(reader: &mut Reader<'_, '_>, table: &Table, row: &[usize], id: usize, draft: usize) {
    let document = reader.document;
    let Some((at, after)) = row.get(id).and_then(|cell| id_of(document, *cell)) else { return };
    let is_title = |column: &Column| matches!(column, Column::Task | Column::Says(Meaning::Name | Meaning::Tasks));
    let title = (0..row.len()).find(|index| *index != id && is_title(&table.columns[*index]));
    let title = title.map_or(after, |index| document.block(row[index]).content);
    let into = &mut reader.drafts[draft].tasks;
    let index = Tasks { document, draft, into, pending: &mut reader.pending, section: None }.push(at, title, None);
    for (column, cell) in row.iter().enumerate() {
        let Column::Says(meaning) = table.columns[column] else { continue };
        let value = document.trimmed(document.block(*cell).content);
        let about = matches!(meaning, Meaning::Depends | Meaning::Blocks | Meaning::Status | Meaning::Effort);
        if about && value.0 < value.1 {
            let label = table.header.get(column).map_or(value, |header| document.block(*header).content);
            statement::read(reader, &Field::apart(meaning, label, *cell, value), draft, Some(index));
        }
    }
}

/// The id at the start of a cell, and what follows it.
fn id_of(document: &Document<'_>, cell: usize) -> Option<(Bytes, Bytes)> {
    let content = document.trimmed(document.block(cell).content);
    let text = document.slice(content);
    let skip = text.len() - text.trim_start_matches(['*', '`', '[', ' ']).len();
    let end = text[skip..].find([' ', ':', '*', '`', ']']).map_or(text.len(), |len| skip + len);
    let at = (content.0 + offset(skip), content.0 + offset(end));
    (at.0 < at.1).then_some((at, (at.1, content.1)))
}
