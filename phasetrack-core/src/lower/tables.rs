//! Tables: columns matched by synonym, never by position.

use crate::syntax::Kind;
use crate::text::offset;
use crate::vocabulary::{Meaning, Noun, normalise};

use super::claims::row_length;
use super::document::{Bytes, Document, plain};
use super::names;

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// Ids or names of units of work.
    Unit(Noun),
    /// A bare id: "ID", "#".
    Id,
    /// Names of tasks, or their ids.
    Task,
    /// What a label of that meaning would hold.
    Says(Meaning),
    /// Waves, weeks.
    Group,
    /// Nothing that is read.
    Other,
}

/// A table with its cells as block indices.
pub(super) struct Table {
    /// The table's block.
    pub(super) block: usize,
    pub(super) columns: Vec<Column>,
    pub(super) header: Vec<usize>,
    pub(super) rows: Vec<Vec<usize>>,
}

impl Table {
    /// The first column that satisfies a test.
    pub(super) fn column(&self, test: impl Fn(&Column) -> bool) -> Option<usize> {
        self.columns.iter().position(test)
    }

    /// The cells of a column, header left out.
    pub(super) fn cells(&self, column: usize) -> impl Iterator<Item = usize> {
        self.rows.iter().filter_map(move |row| row.get(column).copied())
    }
}

/// All tables of a document.
pub(super) fn find(document: &Document<'_>) -> Vec<Table> {
    let mut tables = Vec::new();
    let mut index = 0;
    let end = document.outline.blocks.len();
    while index < end {
        let block = document.block(index);
        index += 1;
        if block.kind != Kind::Table || block.quoted {
            continue;
        }
        let mut table = Table { block: index - 1, columns: Vec::new(), header: Vec::new(), rows: Vec::new() };
        while index < end {
            let Kind::Row { header } = document.block(index).kind else { break };
            let cells: Vec<usize> = (index + 1..index + 1 + row_length(document, index + 1)).collect();
            index += 1 + cells.len();
            if header { table.header = cells } else { table.rows.push(cells) }
        }
        table.columns = table.header.iter().map(|cell| column(document, *cell)).collect();
        settle(document, &mut table);
        tables.push(table);
    }
    tables
}

fn column(document: &Document<'_>, cell: usize) -> Column {
    let text = document.content(cell);
    let words = normalise(text);
    if matches!(words.as_str(), "id" | "code" | "key" | "编号" | "번호" | "番号" | "ref") || text.trim() == "#" {
        return Column::Id;
    }
    let first = words.split(' ').next().unwrap_or_default();
    let noun = document.words.noun(&words).or_else(|| {
        let mut rest = words.split(' ').skip(1);
        let (second, third) = (rest.next(), rest.next());
        let noun = matches!(second, Some("id" | "name" | "no")).then(|| document.words.noun(first)).flatten();
        // "Squad lane": the last of two words says what the cells are.
        let last = || second.filter(|_| third.is_none()).and_then(|last| document.words.noun(last));
        noun.or_else(|| last().filter(|noun| *noun == Noun::Track))
    });
    match noun {
        Some(noun @ (Noun::Track | Noun::Worker | Noun::WeakTrack)) if !plural(&words) => return Column::Unit(noun),
        Some(Noun::Group | Noun::Phase) => return Column::Group,
        Some(Noun::Task) if words == "tasks" => return Column::Says(Meaning::Tasks),
        Some(Noun::Task) => return Column::Task,
        _ => {}
    }
    match document.words.label(text) {
        Some(meaning) => Column::Says(meaning),
        None if words.ends_with("task") || words.ends_with("tasks") => Column::Task,
        None => Column::Other,
    }
}

fn plural(words: &str) -> bool {
    words.is_ascii() && words.ends_with('s') && words.len() > 3
}

/// Makes the columns of one table agree: one column of units, the others say who works.
fn settle(document: &Document<'_>, table: &mut Table) {
    let track = table.column(|c| *c == Column::Unit(Noun::Track));
    let id = table.column(|c| *c == Column::Id);
    for index in 0..table.columns.len() {
        let unit = matches!(table.columns[index], Column::Unit(_));
        if unit && track.is_some_and(|track| track != index) {
            let worker = table.columns[index] == Column::Unit(Noun::Worker);
            table.columns[index] = Column::Says(if worker { Meaning::Owner } else { Meaning::Name });
        }
    }
    // "| # | Workstream | …": the number is the id, the word column the name.
    if let (Some(id), Some(track)) = (id, table.column(|c| matches!(c, Column::Unit(_))))
        && id < track
        && !table.columns.contains(&Column::Task)
        && !holds_ids(document, table, track)
    {
        let named = table.columns.contains(&Column::Says(Meaning::Name));
        let worker = table.columns[track] == Column::Unit(Noun::Worker) && named;
        table.columns[track] = Column::Says(if worker { Meaning::Owner } else { Meaning::Name });
        table.columns[id] = Column::Unit(Noun::Track);
    }
}

/// Whether a column's cells are ids already: then another column of ids numbers something else.
fn holds_ids(document: &Document<'_>, table: &Table, column: usize) -> bool {
    let cells = || table.rows.iter().filter_map(|row| row.get(column)).map(|cell| plain(document.content(*cell)));
    cells().next().is_some()
        && cells().all(|text| names::is_code(&text) || text.len() <= 1 || text.split_whitespace().all(names::is_code))
}

/// The id and name in a cell of units.
pub(super) struct Unit {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) at: Bytes,
}

/// Reads a cell as one unit: "A", "**Track B**", "WS1: Vector store", "A — Connectors", a short name.
pub(super) fn unit(document: &Document<'_>, cell: usize) -> Option<Unit> {
    let content = document.trimmed(document.block(cell).content);
    let text = document.slice(content);
    if let Some(named) = names::name(text, document.words) {
        if named.several || matches!(named.noun, Some(Noun::Phase | Noun::Group | Noun::Task)) {
            return None;
        }
        return Some(Unit { id: named.id, title: plain(&text[named.title.0 as usize..]), at: content });
    }
    let start = names::lead(text);
    let bare = plain(&text[start..]);
    // "1. Search API": the number is the id.
    if let Some(id) = names::number_of(text) {
        return Some(Unit { id, title: bare, at: content });
    }
    let may_be_split = bare.bytes().any(|byte| matches!(byte, b':' | b'-') || !byte.is_ascii());
    let (id, title) = ["—", "–", ":", "：", " - "]
        .iter()
        .filter(|_| may_be_split)
        .find_map(|mark| bare.split_once(mark))
        .map_or((bare.as_str(), ""), |(id, title)| (id.trim(), title.trim()));
    let (id, title) = match id.split_once([' ', '(']) {
        Some((code, rest)) if names::is_code(code) => (code, rest.trim_end_matches(')')),
        _ => (id, title),
    };
    let words = id.split_whitespace().count();
    let short = words <= 6 && id.chars().count() <= 48;
    let is_unit = !id.is_empty()
        && short
        && !super::dependencies::is_none(id)
        && !matches!(id.to_lowercase().as_str(), "total" | "sum" | "合计" | "합계" | "合計")
        && id.chars().any(char::is_alphanumeric)
        && !id.contains([',', '+', '→']);
    is_unit.then(|| Unit { id: id.to_owned(), title: title.to_owned(), at: (content.0 + offset(start), content.1) })
}
