//! Tables of tracks by tracks whose marks say which waits for which: a row waits for the columns that are marked.

use crate::model::{Strength, Target};
use crate::vocabulary::{Meaning, Relation};

use super::dependencies::is_none;
use super::document::Document;
use super::known::{Ids, Known};
use super::ownership::heading_meaning;
use super::reader::Reader;
use super::tables::{Table, unit};

/// Marks of a cell that say no.
const NO: &[&str] = &["❌", "✗", "✘", "no", "·", "0", "○"];

/// Reads the matrices of a document.
pub(super) fn read(reader: &mut Reader<'_, '_>, ids: &Ids) {
    let document = reader.document;
    let tables = std::mem::take(&mut reader.tables);
    for table in tables.iter().filter(|table| table.header.len() > 2) {
        let scope = reader.scopes[reader.section(table.block)];
        let known = ids.within((scope > 0).then_some(scope));
        let columns: Option<Vec<Target>> = table.header[1..].iter().map(|cell| track(document, *cell, known)).collect();
        let Some(columns) = columns.filter(|_| is_order(document, table)) else { continue };
        // "| blocks → | A | B |" turns it round.
        let corner = document.words.phrase(document.content(table.header[0]));
        let blocks = corner.is_some_and(|phrase| phrase.relation == Relation::Blocks);
        for row in &table.rows {
            let Some(own) = row.first().and_then(|cell| track(document, *cell, known)) else { continue };
            for (cell, other) in row[1..].iter().zip(&columns) {
                let text = document.content(*cell).trim().to_lowercase();
                if *other == own || is_none(&text) || NO.contains(&text.as_str()) {
                    continue;
                }
                let (then, first) = if blocks { (other, &own) } else { (&own, other) };
                let strength = if text.contains("soft") { Strength::Soft } else { Strength::Hard };
                let span = document.span(document.block(*cell).content);
                if let Some(then) = known.who(then) {
                    reader.wait(then, first.clone(), strength, span);
                }
            }
        }
    }
    reader.tables = tables;
}

fn track(document: &Document<'_>, cell: usize, known: Known<'_>) -> Option<Target> {
    let unit = unit(document, cell)?;
    known.track(&unit.id).map(|id| Target::Track(id.clone()))
}

/// Whether the heading or the corner of a table speaks of dependencies.
fn is_order(document: &Document<'_>, table: &Table) -> bool {
    let corner = document.content(table.header[0]);
    let heading = document.outline.sections[document.section(table.block)].heading;
    let heading = heading.map(|heading| document.content(heading).to_lowercase()).unwrap_or_default();
    heading_meaning(document, table.block) == Some(Meaning::Depends)
        || heading.contains("depend")
        || document.words.phrase(corner).is_some()
}
