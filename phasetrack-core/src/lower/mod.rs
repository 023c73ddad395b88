//! Outline → plan: one recogniser a file, the words in one vocabulary table.
//!
//! A document is read in five steps. `fields` finds every label with its value. `headings`, `items` and
//! `rows` find the tracks and the blocks that describe each. `body` reads what those blocks state. `order`
//! reads what stands outside of them: order lists, assignments, groups. Last, when every id is known,
//! `dependencies` turns the texts about order into references.

mod amounts;
mod body;
mod cells;
mod claims;
mod clauses;
mod dependencies;
mod document;
mod draft;
mod drawing;
mod encoding;
mod estimates;
mod fenced;
mod fields;
mod files;
mod glyphs;
mod graphs;
mod groups;
mod headings;
mod items;
mod known;
mod lost;
mod marks;
mod matrix;
mod matter;
mod mentions;
mod mermaid;
mod names;
mod order;
mod ownership;
mod paths;
mod phases;
mod reader;
mod references;
mod remarks;
mod rows;
mod sentences;
mod shape;
mod statement;
mod stories;
mod tables;
mod task_id;
mod task_rows;
mod tasks;
mod tree;
mod unread;
mod values;
mod words;

use crate::model::{Plan, Unread, UnreadKind};
use crate::syntax;
use crate::text::{MAX_SOURCE_BYTES, Sources, Span, offset};
use crate::vocabulary::Vocabulary;

/// Reads every source into one plan. Never fails: what is not understood is in [`Plan::unread`].
/// Takes time linear in the size of the documents, and in the number of ids times the number of dependency texts.
pub fn plan(sources: &Sources, words: &Vocabulary) -> Plan {
    let mut plan = Plan::default();
    // In the order of their names: which document was given first says nothing.
    let mut ids: Vec<_> = sources.ids().collect();
    ids.sort_by_key(|id| sources.source(*id).name());
    for id in ids {
        let source = sources.source(id);
        let text = source.text();
        if text.len() > MAX_SOURCE_BYTES {
            let kind = UnreadKind::TooLarge { bytes: text.len() };
            plan.unread.push(Unread { span: Span { source: id, start: 0, end: 0 }, kind });
            continue;
        }
        if let Some(at) = source.invalid_at() {
            let span = Span { source: id, start: offset(at), end: offset(at + '\u{fffd}'.len_utf8()) };
            plan.unread.push(Unread { span, kind: UnreadKind::NotUtf8 });
        }
        let outline = syntax::parse(id, text);
        let document = document::Document { source: id, text, outline: &outline, words };
        reader::read(&document, &mut plan);
    }
    plan.unread.sort_by_key(|unread| unread.span);
    plan
}
