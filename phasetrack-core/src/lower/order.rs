//! What stands outside the tracks' own sections and says who does what.

use crate::model::Turns;
use crate::syntax::Kind;
use crate::text::{Spanned, offset};
use crate::vocabulary::{Meaning, Noun};

use super::document::{Bytes, at_colon, plain};
use super::draft::Who;
use super::graphs::{self, Nodes};
use super::known::Ids;
use super::names;
use super::reader::Reader;

/// Reads items outside of tracks, headings and items of workers.
pub(super) fn read(reader: &mut Reader<'_, '_>, ids: &Ids) {
    if reader.drafts.is_empty() {
        return;
    }
    for index in 0..reader.document.outline.blocks.len() {
        let block = reader.document.block(index);
        if block.kind == Kind::Paragraph && !block.quoted && block.depth > 0 && reader.owner[index].is_none() {
            assigned(reader, ids, block.content);
            followed(reader, block.content);
        }
        if block.kind == Kind::Paragraph && !block.quoted && reader.owner[index].is_none() {
            turns(reader, ids, index);
        }
    }
    headings(reader, ids);
}

/// "- **Developer 1**: A → C → E", and such chains under the heading of one worker: what one does after the other.
fn turns(reader: &mut Reader<'_, '_>, ids: &Ids, index: usize) {
    let document = reader.document;
    let section = document.section(index);
    let scope = reader.scopes[section];
    for line in document.lines(document.block(index).content) {
        let Some((worker, steps)) = turn(reader, &Nodes::new(document, ids, scope), section, document.slice(line))
        else {
            continue;
        };
        let turns = steps
            .into_iter()
            .map(|step| step.into_iter().map(|who| reader.hard(reader.target(who), line)).collect())
            .collect();
        reader.phases[scope].turns.push(Turns { worker, span: document.span(line), turns });
    }
}

/// The worker of a line, and the steps of the chain in it.
fn turn(reader: &Reader<'_, '_>, nodes: &Nodes<'_, '_>, section: usize, text: &str) -> Option<(String, Vec<Vec<Who>>)> {
    let (lead, chain) = at_colon(text).unwrap_or(("", text));
    if !graphs::has_arrow(chain) {
        return None;
    }
    let document = reader.document;
    let heading = || document.outline.sections[section].heading.map(|heading| plain(document.content(heading)));
    let worker = Some(plain(lead)).filter(|lead| !lead.is_empty()).or_else(heading)?;
    let steps = is_one_worker(reader, &worker).then(|| nodes.links(chain)).flatten()?;
    (steps.len() > 1).then_some((worker, steps))
}

/// A label longer than this says more than who does something.
const MAX_LABEL: usize = 60;

/// Whether a label, or a heading, is no more than a worker's name: "Developer 1", or at most four words of which the last
/// is a noun for workers.
fn is_worker(reader: &Reader<'_, '_>, label: &str) -> bool {
    let words = reader.document.words;
    label.len() < MAX_LABEL
        && match names::name(label, words) {
            Some(named) => {
                named.noun == Some(Noun::Worker)
                    && reader.draft(&named.id, None).is_none_or(|draft| reader.drafts[draft].word != named.word)
            }
            None => {
                label.rsplit(' ').next().and_then(|last| words.noun(last)) == Some(Noun::Worker)
                    && label.split(' ').count() <= 4
            }
        }
}

/// Whether a label is the name of one worker: what several do is in no order.
fn is_one_worker(reader: &Reader<'_, '_>, label: &str) -> bool {
    let is_one = || match names::name(label, reader.document.words) {
        Some(named) => named.closed && !named.several,
        None => label.rsplit(' ').next().is_some_and(|last| names::singular(last) == last.to_lowercase()),
    };
    is_worker(reader, label) && is_one()
}

/// "- Developer A: User Story 1", "- **Infra Agent**: Track A": the worker owns tracks that have no owner yet.
fn assigned(reader: &mut Reader<'_, '_>, ids: &Ids, content: Bytes) {
    let document = reader.document;
    let Some(line) = document.lines(content).next() else { return };
    let text = document.slice(line);
    let Some((lead, after)) = at_colon(text) else { return };
    let lead = plain(lead);
    if !is_worker(reader, &lead) {
        return;
    }
    let rest = (line.1 - offset(after.len()), line.1);
    let owners: Vec<String> = match lead.split_once(" or ") {
        Some((first, second)) if second.chars().count() <= 2 => {
            let word = first.split(' ').next().unwrap_or_default();
            vec![first.to_owned(), format!("{word} {second}")]
        }
        _ => vec![lead],
    };
    let span = document.span(line);
    for draft in reader.named_drafts(rest, ids) {
        let track = &mut reader.drafts[draft].track;
        if track.owners.is_empty() {
            track.owners.extend(owners.iter().map(|owner| Spanned::new(owner.clone(), span)));
        }
    }
}

/// "- **Tab 2**: Workstream 1 (search) - Claude session 1": a worker after the track's name.
fn followed(reader: &mut Reader<'_, '_>, content: Bytes) {
    let document = reader.document;
    let Some(line) = document.lines(content).next() else { return };
    let text = document.slice(line);
    let Some((head, tail)) = text.rsplit_once(" - ").filter(|(_, tail)| tail.split(' ').count() <= 4) else { return };
    let is_worker = |word: &str| document.words.noun(word) == Some(Noun::Worker);
    if !tail.split(' ').any(is_worker) {
        return;
    }
    let name = head.rsplit_once(':').map_or(head, |(_, name)| name.trim_start_matches(['*', ' ']));
    let named = names::name(name, document.words).filter(|named| named.noun == Some(Noun::Track) && !named.several);
    if let Some(draft) = named.and_then(|named| reader.draft(&named.id, None)) {
        let owner = document.plain((line.1 - offset(tail.len()), line.1));
        if reader.drafts[draft].track.owners.is_empty() {
            reader.drafts[draft].track.owners.push(owner);
        }
    }
}

/// "### Agent 1: Backend" with "**Streams:** A → B": the worker owns those tracks.
fn headings(reader: &mut Reader<'_, '_>, ids: &Ids) {
    let document = reader.document;
    let mut found: Vec<(usize, String, Bytes)> = Vec::new();
    for worker in &reader.workers {
        let section = &document.outline.sections[worker.section];
        let content = document.block(worker.heading).content;
        let name = plain(&document.slice(content)[..worker.named.at.1 as usize]);
        let first = reader.fields.partition_point(|field| field.block < section.all.start);
        let fields = reader.fields[first..].iter().take_while(|field| field.block < section.all.end);
        for field in fields.filter(|field| field.meaning == Some(Meaning::Members)) {
            found
                .extend(reader.named_drafts(field.inline, ids).into_iter().map(|draft| (draft, name.clone(), content)));
        }
    }
    for (draft, name, at) in found {
        let track = &mut reader.drafts[draft].track;
        if track.owners.is_empty() {
            track.owners.push(Spanned::new(name, document.span(at)));
        }
    }
}
