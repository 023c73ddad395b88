//! Tracks and facts from tables whose rows, or whose columns, are tracks.

use crate::id::TrackId;
use crate::model::{Phase, TrackForm, Unread, UnreadKind};
use crate::text::offset;
use crate::vocabulary::{Meaning, Noun};

use super::document::{Bytes, Document, at_colon, plain};
use super::draft::Draft;
use super::fields::Field;
use super::reader::Reader;
use super::tables::{Column, Table, Unit, unit};
use super::words::alike;
use super::{dependencies, names, statement};

/// Columns that say something of a track beyond its name.
const FACTS: &[Meaning] = &[
    Meaning::Name,
    Meaning::Depends,
    Meaning::Owner,
    Meaning::Status,
    Meaning::Effort,
    Meaning::Branch,
    Meaning::Criteria,
    Meaning::Deliverables,
    Meaning::Priority,
    Meaning::Tasks,
    Meaning::Blocks,
];

/// Reads all tables of tracks.
pub(super) fn read(reader: &mut Reader<'_, '_>) {
    let tables = std::mem::take(&mut reader.tables);
    // Tracks that a kind word names are complete; codes alone may be a part of what tables hold.
    let complete = reader.drafts.iter().any(|draft| !draft.word.is_empty());
    for table in &tables {
        let scope = reader.scopes[reader.section(table.block)];
        if table.columns.len() > 1 && headed_by_tracks(reader.document, table) {
            columns(reader, table, scope, complete);
        } else if let Some(column) = table.column(|c| matches!(c, Column::Unit(_))) {
            let create = defines(table, column) && (!complete || extends(reader, table, column, scope));
            rows(reader, table, column, scope, create);
        }
    }
    reader.tables = tables;
}

/// Whether a table says enough of its rows to define tracks.
fn defines(table: &Table, unit: usize) -> bool {
    let files = table.columns.iter().any(|c| matches!(c, Column::Says(Meaning::Files(_) | Meaning::MaybeFiles)));
    let facts = table.columns.iter().any(|c| matches!(c, Column::Says(meaning) if FACTS.contains(meaning)));
    let schedule = table.columns.contains(&Column::Group) && !facts;
    let weak = table.columns[unit] == Column::Unit(Noun::WeakTrack);
    files || (facts && !weak && !schedule)
}

/// Whether a table repeats tracks that the text defines, so that a further row of the same kind is a track too.
fn extends(reader: &Reader<'_, '_>, table: &Table, column: usize, scope: usize) -> bool {
    if table.columns[column] != Column::Unit(Noun::Track) {
        return false;
    }
    let units: Vec<Unit> = table.cells(column).filter_map(|cell| unit(reader.document, cell)).collect();
    let known = |unit: &Unit| reader.draft(&unit.id, Some(scope)).is_some();
    let letter = |unit: &Unit| unit.id.len() == 1 && unit.id.bytes().all(|b| b.is_ascii_uppercase());
    units.iter().filter(|unit| known(unit)).count() >= 2
        && units.iter().all(|unit| letter(unit) || known(unit) || dependencies::is_none(&unit.id))
}

fn rows(reader: &mut Reader<'_, '_>, table: &Table, column: usize, scope: usize, create: bool) {
    let document = reader.document;
    let names = table.column(|c| *c == Column::Says(Meaning::Name));
    let name_of = |row: &[usize]| names.and_then(|name| row.get(name)).map(|cell| plain(document.content(*cell)));
    let section = reader.section(table.block);
    let scope =
        if create && renames(reader, table, column, scope, &name_of) { own_phase(reader, section) } else { scope };
    let mut last: Option<usize> = None;
    for row in &table.rows {
        let Some(cell) = row.get(column) else { continue };
        // An empty cell repeats the one above.
        let found = if document.content(*cell).trim().is_empty() {
            last
        } else {
            let Some(unit) = unit(document, *cell) else { continue };
            let known = reader.draft(&unit.id, Some(scope)).or_else(|| by_title(reader, &unit.id, scope));
            known.or_else(|| {
                create.then(|| {
                    let title = if unit.title.is_empty() { name_of(row).unwrap_or_default() } else { unit.title };
                    let span = document.span(unit.at);
                    let mut draft = Draft::new(TrackId::new(unit.id), title, TrackForm::Table, span, scope);
                    draft.section = section;
                    reader.drafts.push(draft)
                })
            })
        };
        last = found;
        let Some(draft) = found else {
            unknown_row(reader, table, column, *cell);
            continue;
        };
        for (index, cell) in row.iter().enumerate().filter(|(index, _)| *index != column) {
            let range = document.trimmed(document.block(*cell).content);
            let label = table.header.get(index).map_or((range.0, range.0), |header| document.block(*header).content);
            self::cell(reader, &table.columns[index], label, (*cell, range), draft);
        }
    }
}

/// A row that names a track with its files, when the text defines others but not this one.
fn unknown_row(reader: &mut Reader<'_, '_>, table: &Table, column: usize, cell: usize) {
    let files = table.columns.iter().any(|c| matches!(c, Column::Says(Meaning::Files(_) | Meaning::Depends)));
    if files && table.columns[column] == Column::Unit(Noun::Track) {
        let text = reader.document.plain(reader.document.block(cell).content);
        let kind =
            UnreadKind::Rejected { heading: text.value, reason: "stands in a table only, and no section defines it" };
        reader.unread.push(Unread { span: text.span, kind });
    }
}

/// The same ids with other names, in a section of their own: another plan, which becomes a phase.
fn own_phase(reader: &mut Reader<'_, '_>, section: usize) -> usize {
    let document = reader.document;
    let heading = document.outline.sections[section].heading;
    let span = heading.map_or((0, 0), |heading| document.block(heading).content);
    let mut phase = Phase::new(document.source, document.span(span));
    phase.title = heading.map(|heading| plain(document.content(heading)));
    reader.phases.push(phase);
    reader.phases.len() - 1
}

fn by_title(reader: &Reader<'_, '_>, name: &str, scope: usize) -> Option<usize> {
    // Overviews have few rows and name few tracks; a long table is looked up by id only.
    let few = reader.drafts.len() <= 100 && name.chars().count() > 3;
    let fits = |draft: &Draft| draft.scope == scope && draft.track.title.eq_ignore_ascii_case(name);
    few.then(|| reader.drafts.iter().position(fits)).flatten()
}

/// Whether a table gives other names to ids that an earlier table defined.
fn renames(
    reader: &Reader<'_, '_>,
    table: &Table,
    column: usize,
    scope: usize,
    name_of: &dyn Fn(&[usize]) -> Option<String>,
) -> bool {
    let (mut same, mut other) = (0, 0);
    for row in &table.rows {
        let Some(unit) = row.get(column).and_then(|cell| unit(reader.document, *cell)) else { continue };
        let Some(draft) = reader.draft(&unit.id, Some(scope)) else { continue };
        if reader.drafts[draft].track.form != TrackForm::Table {
            continue;
        }
        let title = &reader.drafts[draft].track.title;
        let name = name_of(row).unwrap_or(unit.title);
        if alike(title, &name, 1) { same += 1 } else { other += 1 }
    }
    other > same
}

/// What one cell says of a track: the label over it, or in it, and the cell with its value.
fn cell(reader: &mut Reader<'_, '_>, column: &Column, label: Bytes, (cell, value): (usize, Bytes), index: usize) {
    if value.0 >= value.1 {
        return;
    }
    let meaning = match column {
        Column::Says(meaning) => *meaning,
        Column::Unit(Noun::Worker) => Meaning::Owner,
        Column::Other => return statement::remark(reader, value, index),
        _ => return,
    };
    statement::read(reader, &Field::apart(meaning, label, cell, value), index, None);
}

/// Whether every header cell names a track: "| Track A | Track B | Track C |".
fn headed_by_tracks(document: &Document<'_>, table: &Table) -> bool {
    table.header.iter().all(|cell| {
        names::name(document.content(*cell), document.words)
            .is_some_and(|named| matches!(named.noun, Some(Noun::Track | Noun::Worker)) && !named.several)
    })
}

/// A table with one track a column: the first cell without a label is its title.
fn columns(reader: &mut Reader<'_, '_>, table: &Table, scope: usize, complete: bool) {
    let document = reader.document;
    for (index, header) in table.header.iter().enumerate() {
        let Some(unit) = unit(document, *header) else { continue };
        let draft = match reader.draft(&unit.id, Some(scope)) {
            Some(draft) => draft,
            None if complete => continue,
            None => {
                let span = document.span(unit.at);
                reader.drafts.push(Draft::new(TrackId::new(unit.id), unit.title, TrackForm::Table, span, scope))
            }
        };
        for cell in table.cells(index) {
            let text = document.content(cell);
            let content = document.block(cell).content;
            let labelled = at_colon(text).and_then(|(label, value)| Some((document.words.label(label)?, label, value)));
            let (meaning, label, value) = labelled.unwrap_or((Meaning::Name, "", text));
            let value = value.trim_start_matches(['*', ' ']);
            let value = document.trimmed((content.1 - offset(value.len()), content.1));
            let label = (content.0, content.0 + offset(label.len()));
            self::cell(reader, &Column::Says(meaning), label, (cell, value), draft);
        }
    }
}
