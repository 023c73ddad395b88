//! Ownership stated outside the tracks' own sections: "Lane A edits:", a section of file lists by track, tables of
//! files with an owner column, drawn worktrees with the track's name at the root.

use crate::model::{Claim, ClaimKind, Designated, SharedFile};
use crate::syntax::Kind;
use crate::text::Spanned;
use crate::vocabulary::{Meaning, Noun};

use super::claims::{self, Claims};
use super::dependencies::is_none;
use super::document::Document;
use super::names;
use super::paths::Trust;
use super::reader::Reader;
use super::tables::{Column, Table, unit};
use super::tree;

/// Reads what the document says of tracks' files elsewhere.
pub(super) fn read(reader: &mut Reader<'_, '_>) {
    labels(reader);
    items(reader);
    tables(reader);
    lists(reader);
    trees(reader);
    loose_trees(reader);
}

/// A tree that a fence closed too early has left outside: its label is the last line of the fence.
fn loose_trees(reader: &mut Reader<'_, '_>) {
    let document = reader.document;
    for index in 1..document.outline.blocks.len() {
        let (before, block) = (document.block(index - 1), document.block(index));
        let Some(draft) =
            reader.owner[index].filter(|_| block.kind == Kind::Paragraph && matches!(before.kind, Kind::Fence { .. }))
        else {
            continue;
        };
        let text = document.slice(block.content);
        if !text.contains("├──") || !text.lines().next().is_some_and(|line| line.trim_end().ends_with('/')) {
            continue;
        }
        let label = document.slice(before.content).trim_end().rsplit(['\n', '\r']).next().unwrap_or_default();
        if let Some(Meaning::Files(kind)) = document.words.label(label.trim_start_matches('#')) {
            reader.drafts[draft].claims.fence(document, block.content, kind);
        }
    }
}

/// The meaning of the heading around a block, or of the one around that.
pub(super) fn heading_meaning(document: &Document<'_>, block: usize) -> Option<Meaning> {
    let sections = &document.outline.sections;
    let mut section = Some(document.section(block));
    for _ in 0..2 {
        let heading = sections[section?].heading?;
        let text = document.content(heading);
        if let Some(meaning) = document.words.label(text.split([':', '：', '—']).next().unwrap_or(text)) {
            return Some(meaning);
        }
        section = sections[section?].parent;
    }
    None
}

/// "**Lane A edits (preferred):**" with a list below.
fn labels(reader: &mut Reader<'_, '_>) {
    let document = reader.document;
    for index in 0..reader.fields.len() {
        let field = reader.fields[index].clone();
        if field.heading || reader.owner[field.block].is_some() {
            continue;
        }
        let text = document.slice(field.label);
        let Some(named) = names::name(text, document.words).filter(|named| !named.several) else { continue };
        let Some(draft) = reader.draft(&named.id, None) else { continue };
        let rest = &text[named.at.1 as usize..];
        let Some(Meaning::Files(kind)) = document.words.label(rest) else { continue };
        reader.drafts[draft].claims.field(document, &field, kind, Trust::Label);
    }
}

/// Under a heading about files: "- **Agent 1**: `src/a/`, `src/b/`".
fn items(reader: &mut Reader<'_, '_>) {
    let document = reader.document;
    for index in 0..document.outline.blocks.len() {
        let block = document.block(index);
        if block.kind != Kind::Paragraph || block.depth > 1 || block.quoted || reader.owner[index].is_some() {
            continue;
        }
        let text = document.slice(block.content);
        let Some(named) =
            names::name(text, document.words).filter(|named| named.noun.is_some() && !named.several && named.closed)
        else {
            continue;
        };
        let Some(draft) = reader.draft(&named.id, None) else { continue };
        let Some(Meaning::Files(kind)) = heading_meaning(document, index) else { continue };
        let rest = (block.content.0 + named.title.0, block.content.1);
        let mut end = index + 1;
        while document.outline.blocks.get(end).is_some_and(|next| next.depth > block.depth) {
            end += 1;
        }
        let before = reader.drafts[draft].claims.list.len();
        reader.drafts[draft].claims.text(document, index, rest, kind, Trust::Prose);
        if reader.drafts[draft].claims.list.len() == before {
            reader.drafts[draft].claims.blocks(document, index + 1..end, kind, Trust::Prose);
        }
    }
}

/// "| Path | Owner | State |": the owner's cell names a track.
fn tables(reader: &mut Reader<'_, '_>) {
    let document = reader.document;
    let tables = std::mem::take(&mut reader.tables);
    for table in &tables {
        let files = table.column(|c| matches!(c, Column::Says(Meaning::Files(_))));
        let Some(column) = files.filter(|_| {
            table.column(|c| matches!(c, Column::Unit(Noun::Track | Noun::WeakTrack) | Column::Id)).is_none()
        }) else {
            continue;
        };
        let Column::Says(Meaning::Files(said)) = table.columns[column] else { continue };
        let owner = table.column(|c| matches!(c, Column::Says(Meaning::Owner) | Column::Unit(Noun::Worker)));
        let around = reader.owner[table.block];
        let kind = match heading_meaning(document, table.block) {
            Some(Meaning::Files(kind)) if kind >= ClaimKind::Shared => kind,
            _ => said,
        };
        if matrix(reader, table, column, said) || (owner.is_none() && by_cell(reader, table, column, said)) {
            continue;
        }
        for row in &table.rows {
            let Some(cell) = row.get(column).copied() else { continue };
            let named = owner
                .and_then(|owner| row.get(owner))
                .and_then(|cell| unit(document, *cell))
                .and_then(|unit| reader.draft(&unit.id, None));
            let content = document.block(cell).content;
            let draft = match owner {
                Some(_) if named.is_some() => named,
                Some(_) => None,
                None => around,
            };
            match draft {
                Some(draft) => {
                    let claims = &mut reader.drafts[draft].claims;
                    let before = claims.list.len();
                    claims.text(document, cell, content, kind, Trust::Label);
                    if let Some(owner) = owner.filter(|_| kind == ClaimKind::Shared).and_then(|owner| row.get(owner)) {
                        let named = Designated::Track(reader.drafts[draft].track.id.clone());
                        let named = Spanned::new(named, document.span(document.block(*owner).content));
                        for claim in &mut reader.drafts[draft].claims.list[before..] {
                            claim.designated.get_or_insert_with(|| named.clone());
                        }
                    }
                }
                None if around.is_none() => shared(reader, cell, owner.and_then(|owner| row.get(owner)).copied(), kind),
                None => {}
            }
        }
    }
    reader.tables = tables;
}

/// "| File | Track A | Track B |": a mark in a cell gives the row's file to the column's track.
fn matrix(reader: &mut Reader<'_, '_>, table: &Table, files: usize, kind: ClaimKind) -> bool {
    let document = reader.document;
    let draft = |cell: &usize| unit(document, *cell).and_then(|unit| reader.draft(&unit.id, None));
    let owners: Vec<Option<usize>> = table.header.iter().map(draft).collect();
    if owners.iter().flatten().count() < 2 {
        return false;
    }
    for row in &table.rows {
        let Some(file) = row.get(files).copied() else { continue };
        for (cell, owner) in row.iter().zip(&owners) {
            let Some(draft) = owner.filter(|_| !is_none(document.content(*cell))) else { continue };
            let content = document.block(file).content;
            reader.drafts[draft].claims.text(document, file, content, kind, Trust::Label);
        }
    }
    true
}

/// "| File | Sprint 1 | Sprint 2 |": each cell names the track that has the row's file for a time.
fn by_cell(reader: &mut Reader<'_, '_>, table: &Table, files: usize, kind: ClaimKind) -> bool {
    let document = reader.document;
    let owner = |cell: usize| unit(document, cell).and_then(|unit| reader.draft(&unit.id, None));
    let cells = || table.rows.iter().flat_map(|row| row.iter().enumerate().filter(|(at, _)| *at != files));
    let stated: Vec<usize> = cells().map(|(_, cell)| *cell).filter(|cell| !is_none(document.content(*cell))).collect();
    if stated.len() < 2 || table.columns.len() < 3 || !stated.iter().all(|cell| owner(*cell).is_some()) {
        return false;
    }
    let found: Vec<(usize, usize)> = table
        .rows
        .iter()
        .filter_map(|row| Some((*row.get(files)?, row)))
        .flat_map(|(file, row)| {
            row.iter().filter_map(|cell| owner(*cell)).map(move |draft| (file, draft)).collect::<Vec<_>>()
        })
        .collect();
    for (file, draft) in found {
        let content = document.block(file).content;
        reader.drafts[draft].claims.text(document, file, content, kind, Trust::Label);
    }
    true
}

/// A row that gives a file to nobody who is a track.
fn shared(reader: &mut Reader<'_, '_>, cell: usize, owner: Option<usize>, kind: ClaimKind) {
    let document = reader.document;
    let mut claims = Claims::default();
    claims.text(document, cell, document.block(cell).content, kind.max(ClaimKind::Shared), Trust::Label);
    let owner =
        owner.map(|owner| document.plain(document.block(owner).content)).filter(|owner| !owner.value.is_empty());
    if let Some(text) = &owner
        && let Some(named) = claims::owner(document, &text.value)
    {
        for claim in &mut claims.list {
            claim.designated.get_or_insert_with(|| Spanned::new(named.clone(), text.span));
        }
    }
    reader.phases[0].shared.extend(claims.list.into_iter().map(|claim| SharedFile { claim, owner: owner.clone() }));
}

/// "## Shared files" with a list below, outside of every track.
fn lists(reader: &mut Reader<'_, '_>) {
    let document = reader.document;
    for index in 0..reader.fields.len() {
        let field = &reader.fields[index];
        let Some(Meaning::Files(kind @ (ClaimKind::Shared | ClaimKind::Forbidden))) = field.meaning else { continue };
        if reader.owner[field.block].is_some() || field.body.clone().any(|block| reader.owner[block].is_some()) {
            continue;
        }
        // A table has columns, which say more than a list: `tables` has read it.
        let mut list = field.clone();
        let row = list.body.clone().find(|block| matches!(document.block(*block).kind, Kind::Row { .. }));
        list.body.end = row.unwrap_or(list.body.end);
        let mut claims = Claims::default();
        claims.field(document, &list, kind, Trust::Prose);
        let shared = claims.list.into_iter().map(|claim| SharedFile { claim, owner: None });
        reader.phases[0].shared.extend(shared);
    }
}

/// Trees with "../repo-api/ (Worktree 1)" at the root.
fn trees(reader: &mut Reader<'_, '_>) {
    let document = reader.document;
    for block in &document.outline.blocks {
        if !matches!(block.kind, Kind::Fence { .. }) || block.content.0 >= block.content.1 {
            continue;
        }
        let mut group: Option<(usize, u32)> = None;
        for line in document.raw_lines(block.content) {
            let text = document.slice(line);
            if text.is_empty() || text.starts_with([' ', '│', '├', '└', '|', '\t']) {
                continue;
            }
            flush(reader, group.take(), line.0);
            let root = text.split_whitespace().next().unwrap_or_default();
            let remark = text.find('(').map(|open| &text[open + 1..]);
            let named = remark
                .and_then(|remark| names::name(remark, document.words))
                .filter(|named| root.starts_with("../") && named.noun.is_some());
            group = named.and_then(|named| reader.draft(&named.id, None)).map(|draft| (draft, line.1));
        }
        flush(reader, group, block.content.1);
    }
}

fn flush(reader: &mut Reader<'_, '_>, group: Option<(usize, u32)>, end: u32) {
    let document = reader.document;
    let Some((draft, start)) = group.filter(|(_, start)| *start < end) else { return };
    for leaf in tree::leaves(document, (start, end)) {
        if leaf.path != ".git" && (leaf.path.contains('/') || super::paths::has_extension(&leaf.path)) {
            reader.drafts[draft]
                .claims
                .push(Claim::new(Spanned::new(leaf.path, document.span(leaf.at)), ClaimKind::Owns));
        }
    }
}
