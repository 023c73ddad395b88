//! Tracks and facts from tables.

use crate::id::TrackId;
use crate::model::{ClaimKind, Strength, TrackForm};
use crate::text::Spanned;
use crate::vocabulary::{Meaning, Noun};

use super::claims::Claims;
use super::document::{Document, plain};
use super::draft::{Draft, Pending, Says, Who};
use super::paths::Trust;
use super::reader::Reader;
use super::tables::{Column, Table, unit};
use super::tasks::{Tasks, similar};
use super::{names, values};

/// Reads tables whose rows, or whose columns, are tracks.
pub(super) fn read(reader: &mut Reader<'_, '_>, scope: &dyn Fn(usize) -> usize) {
    let tables = std::mem::take(&mut reader.tables);
    // Tracks that a kind word names are complete; codes alone may be a part of what tables hold.
    let from_text = reader.drafts.iter().any(|draft| !draft.word.is_empty());
    for table in &tables {
        let section = section_of(reader.document, table.block);
        let scope = scope(section);
        if table.columns.len() > 1 && headed_by_tracks(reader.document, table) {
            columns(reader, table, scope, from_text);
            continue;
        }
        let Some(column) = table.column(|c| matches!(c, Column::Unit(_))) else { continue };
        let defines = defines(table, column);
        let create = defines && (!from_text || extends(reader, table, column, scope));
        rows(reader, table, column, scope, section, create);
    }
    reader.tables = tables;
}

/// Whether a table says enough of its rows to define tracks.
fn defines(table: &Table, unit: usize) -> bool {
    let says = |test: &dyn Fn(Meaning) -> bool| table.columns.iter().any(|c| matches!(c, Column::Says(m) if test(*m)));
    let files = says(&|m| matches!(m, Meaning::Files(_) | Meaning::MaybeFiles));
    let facts = table
        .columns
        .iter()
        .filter(|c| {
            matches!(
                c,
                Column::Says(
                    Meaning::Name
                        | Meaning::Depends
                        | Meaning::Owner
                        | Meaning::Status
                        | Meaning::Effort
                        | Meaning::Branch
                        | Meaning::Criteria
                        | Meaning::Deliverables
                        | Meaning::Priority
                        | Meaning::Tasks
                        | Meaning::Blocks
                )
            )
        })
        .count();
    let weak = table.columns[unit] == Column::Unit(Noun::WeakTrack);
    let group = table.columns.contains(&Column::Group) && facts == 0;
    if weak { files } else { (files || facts > 0) && !group }
}

/// Whether a table repeats most of the tracks the text defines, so that a further row of the same kind is a track too.
fn extends(reader: &Reader<'_, '_>, table: &Table, column: usize, scope: usize) -> bool {
    if table.columns[column] != Column::Unit(Noun::Track) {
        return false;
    }
    let units: Vec<_> =
        table.rows.iter().filter_map(|row| row.get(column)).filter_map(|cell| unit(reader.document, *cell)).collect();
    let known = units.iter().filter(|unit| reader.draft(&unit.id, Some(scope)).is_some()).count();
    let single = |id: &str| id.len() == 1 && id.bytes().all(|b| b.is_ascii_uppercase());
    known >= 2
        && units.iter().all(|unit| {
            single(&unit.id) || reader.draft(&unit.id, Some(scope)).is_some() || super::dependencies::is_none(&unit.id)
        })
}

fn section_of(document: &Document<'_>, block: usize) -> usize {
    document.outline.sections.partition_point(|section| section.heading.is_none_or(|heading| heading < block)) - 1
}

fn rows(reader: &mut Reader<'_, '_>, table: &Table, column: usize, scope: usize, section: usize, create: bool) {
    let document = reader.document;
    let mut scope = scope;
    let name = table.column(|c| *c == Column::Says(Meaning::Name));
    let names_of = |row: &[usize]| name.and_then(|name| row.get(name)).map(|cell| plain(document.content(*cell)));
    if create && renames(reader, table, column, scope, &names_of) {
        // The same ids with other names: another plan of its own.
        let heading = document.outline.sections[section].heading;
        let span = heading.map_or((0, 0), |heading| document.block(heading).content);
        let mut phase = crate::model::Phase::new(document.source, document.span(span));
        phase.title = heading.map(|heading| plain(document.content(heading)));
        reader.phases.push(phase);
        scope = reader.phases.len() - 1;
    }
    let mut last: Option<usize> = None;
    for row in &table.rows {
        let Some(cell) = row.get(column) else { continue };
        let text = document.content(*cell);
        let found = if text.trim().is_empty() {
            // An empty cell repeats the one above.
            last
        } else {
            let Some(unit) = unit(document, *cell) else { continue };
            match reader.draft(&unit.id, Some(scope)).or_else(|| by_title(reader, &unit.id, scope)) {
                Some(draft) => Some(draft),
                None if create => {
                    let title = if unit.title.is_empty() { names_of(row).unwrap_or_default() } else { unit.title };
                    let mut draft =
                        Draft::new(TrackId::new(unit.id), title, TrackForm::Table, document.span(unit.at), scope);
                    draft.section = section;
                    reader.drafts.push(draft);
                    Some(reader.drafts.len() - 1)
                }
                None => None,
            }
        };
        last = found;
        let Some(draft) = found else { continue };
        for (index, cell) in row.iter().enumerate() {
            if index != column {
                self::cell(reader, &table.columns[index], *cell, draft);
            }
        }
    }
}

/// "| Agent A | US1 (Auth) |": no row is a track, but the cells beside name some. The workers own those.
fn workers(reader: &mut Reader<'_, '_>, table: &Table, column: usize) {
    let document = reader.document;
    let mut found = Vec::new();
    for row in &table.rows {
        let Some(cell) = row.get(column) else { continue };
        if unit(document, *cell).is_some_and(|unit| reader.draft(&unit.id, None).is_some()) {
            return;
        }
        let name = document.plain(document.block(*cell).content);
        let next = row.iter().enumerate().filter(|(index, _)| *index != column).map(|(_, cell)| *cell).next();
        if let Some(next) = next {
            found.extend(
                super::reader::named_drafts(reader, document.block(next).content)
                    .into_iter()
                    .map(|draft| (draft, name.clone())),
            );
        }
    }
    for (draft, name) in found {
        let owners = &mut reader.drafts[draft].track.owners;
        if !name.value.is_empty() && owners.iter().all(|owner| owner.value != name.value) {
            owners.push(name);
        }
    }
}

fn by_title(reader: &Reader<'_, '_>, name: &str, scope: usize) -> Option<usize> {
    let name = name.to_lowercase();
    let fits = |draft: &Draft| draft.scope == scope && !name.is_empty() && draft.track.title.to_lowercase() == name;
    reader.drafts.iter().position(fits)
}

/// Whether a table gives other names to ids that an earlier table defined.
fn renames(
    reader: &Reader<'_, '_>,
    table: &Table,
    column: usize,
    scope: usize,
    names_of: &dyn Fn(&[usize]) -> Option<String>,
) -> bool {
    let (mut same, mut other) = (0, 0);
    for row in &table.rows {
        let Some(unit) = row.get(column).and_then(|cell| unit(reader.document, *cell)) else { continue };
        let Some(draft) = reader.draft(&unit.id, Some(scope)) else { continue };
        let title = &reader.drafts[draft].track.title;
        let name = names_of(row).unwrap_or(unit.title);
        if title.is_empty() || name.is_empty() || similar(title, &name) { same += 1 } else { other += 1 }
    }
    other > same
}

/// What one cell says of a track.
fn cell(reader: &mut Reader<'_, '_>, column: &Column, cell: usize, draft: usize) {
    let document = reader.document;
    let range = document.trimmed(document.block(cell).content);
    if range.0 >= range.1 {
        return;
    }
    let track = &mut reader.drafts[draft].track;
    match column {
        Column::Says(Meaning::Files(kind)) => claims(document, cell, range, *kind, Trust::Label, track),
        Column::Says(Meaning::MaybeFiles) => claims(document, cell, range, ClaimKind::Owns, Trust::Prose, track),
        Column::Says(Meaning::Name) => {
            if track.title.is_empty() {
                track.title = plain(document.slice(range));
            }
        }
        Column::Says(Meaning::Owner) | Column::Unit(Noun::Worker) => values::owners(document, range, track),
        Column::Says(Meaning::Status) => {
            values::percent(document, range, track);
            track.status.get_or_insert(document.plain(range));
        }
        Column::Says(Meaning::Percent) => values::percent(document, range, track),
        Column::Says(Meaning::Priority) => {
            track.priority.get_or_insert(document.plain(range));
        }
        Column::Says(Meaning::Effort) => values::effort(document, range, track, &mut Vec::new()),
        Column::Says(Meaning::Branch) => values::branch(document, cell, range, track),
        Column::Says(Meaning::Deliverables) => track.deliverables.push(document.plain(range)),
        Column::Says(Meaning::Criteria) => track.criteria.push(document.plain(range)),
        Column::Says(Meaning::Depends) => {
            reader.pending.push(Pending { who: Who::Track(draft), range, says: Says::Waits, strength: Strength::Hard })
        }
        Column::Says(Meaning::Blocks) => {
            reader.pending.push(Pending { who: Who::Track(draft), range, says: Says::Blocks, strength: Strength::Hard })
        }
        _ => {}
    }
}

fn claims(
    document: &Document<'_>,
    cell: usize,
    range: (u32, u32),
    kind: ClaimKind,
    trust: Trust,
    track: &mut crate::model::Track,
) {
    let mut claims = Claims { list: std::mem::take(&mut track.claims), unread: Vec::new() };
    claims.text(document, cell, range, kind, trust);
    track.claims = claims.list;
}

/// Whether every header cell names a track: "| Track A | Track B | Track C |".
fn headed_by_tracks(document: &Document<'_>, table: &Table) -> bool {
    table.header.iter().all(|cell| {
        names::name(document.content(*cell), document.words)
            .is_some_and(|named| matches!(named.noun, Some(Noun::Track | Noun::Worker)) && !named.several)
    })
}

/// A table with one track a column: the first row names it, other cells may be labels.
fn columns(reader: &mut Reader<'_, '_>, table: &Table, scope: usize, from_text: bool) {
    let document = reader.document;
    for (index, header) in table.header.iter().enumerate() {
        let Some(unit) = unit(document, *header) else { continue };
        let draft = match reader.draft(&unit.id, Some(scope)) {
            Some(draft) => draft,
            None if !from_text => {
                reader.drafts.push(Draft::new(
                    TrackId::new(unit.id),
                    unit.title,
                    TrackForm::Table,
                    document.span(unit.at),
                    scope,
                ));
                reader.drafts.len() - 1
            }
            None => continue,
        };
        for row in &table.rows {
            let Some(cell) = row.get(index) else { continue };
            let text = document.content(*cell);
            let content = document.block(*cell).content;
            let track = &mut reader.drafts[draft].track;
            match text
                .split_once([':', '：'])
                .and_then(|(label, _)| document.words.label(label).map(|meaning| (label, meaning)))
            {
                Some((label, meaning)) => {
                    let skip =
                        text[label.len()..].len() - text[label.len()..].trim_start_matches([':', '：', '*', ' ']).len();
                    let range = (content.0 + crate::text::offset(label.len() + skip), content.1);
                    self::cell(reader, &Column::Says(meaning), table_cell(*cell), draft);
                    match meaning {
                        Meaning::Effort => {
                            let track = &mut reader.drafts[draft].track;
                            (track.effort, track.effort_text) = (None, None);
                            values::effort(document, range, track, &mut Vec::new());
                        }
                        Meaning::Owner => {
                            let track = &mut reader.drafts[draft].track;
                            track.owners.clear();
                            values::owners(document, range, track);
                        }
                        _ => {}
                    }
                }
                None if track.title.is_empty() => track.title = plain(text),
                None => {}
            }
        }
    }
}

fn table_cell(cell: usize) -> usize {
    cell
}

/// Reads tables whose rows are tasks: inside a track's section, or with a column that names the track.
pub(super) fn tasks(reader: &mut Reader<'_, '_>) {
    let tables = std::mem::take(&mut reader.tables);
    for table in &tables {
        let unit_column = table.column(|c| matches!(c, Column::Unit(_)));
        if let Some(column) = unit_column.filter(|column| table.columns[*column] == Column::Unit(Noun::Worker)) {
            workers(reader, table, column);
        }
        let around = reader.owner.get(table.block).copied().flatten();
        let Some(id) = id_column(reader.document, table) else { continue };
        if Some(id) == unit_column {
            continue;
        }
        for row in &table.rows {
            let named = unit_column
                .and_then(|column| row.get(column))
                .and_then(|cell| unit(reader.document, *cell))
                .and_then(|unit| reader.draft(&unit.id, None));
            if let Some(draft) = named.or(around) {
                task(reader, table, row, id, draft);
            }
        }
    }
    reader.tables = tables;
}

/// The column whose cells are task ids.
fn id_column(document: &Document<'_>, table: &Table) -> Option<usize> {
    (0..table.columns.len()).find(|column| {
        if !matches!(table.columns[*column], Column::Id | Column::Task | Column::Says(Meaning::Tasks | Meaning::Step)) {
            return false;
        }
        let cells = || table.rows.iter().filter_map(|row| row.get(*column)).map(|cell| plain(document.content(*cell)));
        cells().count() > 0
            && cells().all(|text| is_task_id(text.split([' ', ':']).next().unwrap_or_default()) || text.is_empty())
    })
}

fn is_task_id(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let rest = text.strip_prefix('#').unwrap_or(text);
    digits > 0
        && text.len() <= 14
        && rest.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
        && (text.starts_with('#') || text.contains('.') || text.bytes().any(|b| b.is_ascii_alphabetic()))
}

fn task(reader: &mut Reader<'_, '_>, table: &Table, row: &[usize], id: usize, draft: usize) {
    let document = reader.document;
    let Some(cell) = row.get(id) else { return };
    let content = document.trimmed(document.block(*cell).content);
    let text = document.slice(content);
    let skip = text.len() - text.trim_start_matches(['*', '`', '[', ' ']).len();
    let end = text[skip..].find([' ', ':', '*', '`', ']']).map_or(text.len(), |len| skip + len);
    if end <= skip {
        return;
    }
    let at = (content.0 + crate::text::offset(skip), content.0 + crate::text::offset(end));
    let title = (0..row.len())
        .filter(|index| *index != id)
        .find(|index| matches!(table.columns[*index], Column::Task | Column::Says(Meaning::Name | Meaning::Tasks)));
    let title = title.map_or((at.1, content.1), |index| document.block(row[index]).content);
    let list = std::mem::take(&mut reader.drafts[draft].track.tasks);
    let mut tasks = Tasks { document, draft, list, extents: Vec::new(), pending: &mut reader.pending };
    let index = tasks.push(at, title, None);
    reader.drafts[draft].track.tasks = tasks.list;
    for (column, cell) in row.iter().enumerate() {
        let range = document.trimmed(document.block(*cell).content);
        let text = document.slice(range);
        match table.columns[column] {
            Column::Says(Meaning::Depends) => reader.pending.push(Pending {
                who: Who::Task(draft, index),
                range,
                says: Says::Waits,
                strength: Strength::Hard,
            }),
            Column::Says(Meaning::Status) => reader.drafts[draft].track.tasks[index].done = Some(done(text)),
            Column::Says(Meaning::Effort) => {
                let text = document.plain(range);
                reader.drafts[draft].track.tasks[index].effort =
                    text.value.parse().ok().map(|effort| Spanned::new(effort, text.span));
            }
            _ => {}
        }
    }
}

fn done(text: &str) -> bool {
    let lower = text.to_lowercase();
    text.contains(['✅', '✔', '✓', '☑'])
        || ["done", "complete", "closed", "merged", "[x]", "[d]", "完成", "완료", "完了"]
            .iter()
            .any(|word| lower.contains(word))
            && !lower.contains("not ")
            && !lower.contains("incomplete")
}
