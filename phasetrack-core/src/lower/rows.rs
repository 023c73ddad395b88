//! Tracks and facts from tables whose rows, or whose columns, are tracks.

use crate::id::TrackId;
use crate::model::{ClaimKind, Phase, TrackForm, Unread, UnreadKind};
use crate::text::offset;
use crate::vocabulary::{Meaning, Noun};

use super::document::{Bytes, Document, at_colon, plain};
use super::draft::{Draft, Pending, Says, Who};
use super::paths::Trust;
use super::reader::Reader;
use super::tables::{Column, Table, Unit, unit};
use super::tasks::similar;
use super::{dependencies, names, values};

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
            self::cell(reader, &table.columns[index], *cell, range, draft);
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
        if title.is_empty() || name.is_empty() || similar(title, &name) { same += 1 } else { other += 1 }
    }
    other > same
}

/// What one cell says of a track; `range` is its value.
fn cell(reader: &mut Reader<'_, '_>, column: &Column, cell: usize, range: Bytes, index: usize) {
    let document = reader.document;
    if range.0 >= range.1 {
        return;
    }
    let draft = &mut reader.drafts[index];
    let track = &mut draft.track;
    let mut waits = |says| reader.pending.push(Pending::hard(Who::Track(index), range, says));
    match column {
        Column::Says(Meaning::Files(kind)) => draft.claims.text(document, cell, range, *kind, Trust::Label),
        Column::Says(Meaning::MaybeFiles) => draft.claims.text(document, cell, range, ClaimKind::Owns, Trust::Prose),
        Column::Says(Meaning::Name) if track.title.is_empty() => track.title = plain(document.slice(range)),
        Column::Says(Meaning::Owner) | Column::Unit(Noun::Worker) => values::owners(document, range, track),
        Column::Says(Meaning::Status) => values::status(document, range, track),
        Column::Says(Meaning::Percent) => values::percent(document, range, track),
        Column::Says(Meaning::Priority) => {
            track.priority.get_or_insert(document.plain(range));
        }
        Column::Says(Meaning::Effort) => values::effort(document, range, track, &mut draft.claims.unread),
        Column::Says(Meaning::Branch) => values::branch(document, cell, range, track),
        Column::Says(Meaning::Deliverables) => track.deliverables.push(document.plain(range)),
        Column::Says(Meaning::Criteria) => track.criteria.push(document.plain(range)),
        Column::Says(Meaning::Depends) => waits(Says::Waits),
        Column::Says(Meaning::Blocks) => waits(Says::Blocks),
        _ => {}
    }
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
            let labelled = at_colon(text).and_then(|(label, value)| Some((document.words.label(label)?, value)));
            match labelled {
                Some((meaning, value)) => {
                    let value = value.trim_start_matches(['*', ' ']);
                    let range = document.trimmed((content.1 - offset(value.len()), content.1));
                    self::cell(reader, &Column::Says(meaning), cell, range, draft);
                }
                None => self::cell(reader, &Column::Says(Meaning::Name), cell, content, draft),
            }
        }
    }
}
