//! What stands outside the tracks' own sections: ordered lists, assignments of workers, dependency lists.

use crate::model::Strength;
use crate::syntax::Kind;
use crate::text::Spanned;
use crate::vocabulary::Meaning;

use super::document::plain;
use super::draft::{Pending, Says, Who};
use super::names;
use super::reader::{Reader, named_drafts};

/// Reads items and lines outside of tracks that begin with a track and say what it waits for, and headings of workers.
pub(super) fn read(reader: &mut Reader<'_, '_>) {
    if reader.drafts.is_empty() {
        return;
    }
    waiting_items(reader);
    assignments(reader);
}

/// "3. **Track B** (Site scrapers) - Depends on A", "- **User Story 2 (P1)**: Depends on US1 completion".
fn waiting_items(reader: &mut Reader<'_, '_>) {
    let document = reader.document;
    for index in 0..document.outline.blocks.len() {
        let block = document.block(index);
        if block.kind != Kind::Paragraph || block.depth == 0 || reader.owner[index].is_some() || block.quoted
        {
            continue;
        }
        let Some(line) = document.lines(block.content).next() else { continue };
        let text = document.slice(line);
        let Some(named) = names::name(text, document.words).filter(|named| !named.several) else { continue };
        let id = if named.word == "userstory" || named.word == "story" {
            format!("US{}", named.id)
        } else {
            named.id.clone()
        };
        let Some(draft) = reader.draft(&id, None) else { continue };
        let lower = text.to_ascii_lowercase();
        for mark in ["depends on", "blocked by", "requires ", "waits for", "needs ", "after "] {
            if let Some(at) = lower.find(mark).filter(|at| *at >= named.at.1 as usize) {
                let range = (line.0 + crate::text::offset(at + mark.len()), line.1);
                reader.pending.push(Pending {
                    who: Who::Track(draft),
                    range,
                    says: Says::Mentions,
                    strength: Strength::Hard,
                });
                break;
            }
        }
    }
}

/// "### Agent 1: Backend" with "**Streams:** A → B": the worker owns those tracks.
fn assignments(reader: &mut Reader<'_, '_>) {
    let document = reader.document;
    let mut found: Vec<(usize, String, (u32, u32))> = Vec::new();
    for worker in &reader.workers {
        let section = &document.outline.sections[worker.section];
        let content = document.block(worker.heading).content;
        let name = plain(&document.slice(content)[..worker.named.at.1 as usize]);
        let fields =
            reader.fields.iter().filter(|field| (section.own.start..section.all.end).contains(&field.block));
        for field in fields.filter(|field| field.meaning == Some(Meaning::Members)) {
            found.extend(
                named_drafts(reader, field.inline).into_iter().map(|draft| (draft, name.clone(), content)),
            );
        }
    }
    for (draft, name, at) in found {
        let track = &mut reader.drafts[draft].track;
        if track.owners.is_empty() {
            track.owners.push(Spanned::new(name, document.span(at)));
        }
    }
}
