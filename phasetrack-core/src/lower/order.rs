//! What stands outside the tracks' own sections and says who does what.

use crate::model::{Dependency, Strength, Turns};
use crate::syntax::Kind;
use crate::text::{Spanned, offset};
use crate::vocabulary::{Meaning, Noun};

use super::document::{Bytes, plain};
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

/// "- **Developer 1**: A → C → E", and such chains under a heading that speaks of workers: what one does after the other.
fn turns(reader: &mut Reader<'_, '_>, ids: &Ids, index: usize) {
    let document = reader.document;
    for line in document.lines(document.block(index).content) {
        let text = document.slice(line);
        if !graphs::has_arrow(text) {
            continue;
        }
        let section = document.section(index);
        let scope = reader.scopes[section];
        let nodes = Nodes { document, known: ids.within((scope > 0).then_some(scope)) };
        let (lead, chain) = text.split_once([':', '：']).unwrap_or(("", text));
        let heading = || document.outline.sections[section].heading.map(|heading| plain(document.content(heading)));
        let label = Some(plain(lead)).filter(|lead| !lead.is_empty()).or_else(heading).unwrap_or_default();
        let is_worker = |word: &str| document.words.noun(word) == Some(Noun::Worker);
        let of_workers = label.len() < 80 && label.split(|c: char| !c.is_alphanumeric()).any(is_worker);
        let Some(links) = of_workers.then(|| nodes.links(chain)).flatten().filter(|links| links.len() > 1) else {
            continue;
        };
        let member =
            |who| Dependency { target: reader.target(who), strength: Strength::Hard, span: document.span(line) };
        let turns = links.into_iter().map(|link| link.into_iter().map(member).collect()).collect();
        reader.phases[scope].turns.push(Turns { worker: label, span: document.span(line), turns });
    }
}

/// "- Developer A: User Story 1", "- **Infra Agent**: Track A": the worker owns tracks that have no owner yet.
fn assigned(reader: &mut Reader<'_, '_>, ids: &Ids, content: Bytes) {
    let document = reader.document;
    let Some(line) = document.lines(content).next() else { return };
    let text = document.slice(line);
    let Some(colon) = text.find([':', '：']).filter(|at| *at < 60) else { return };
    let lead = plain(&text[..colon]);
    let is_worker = match names::name(&lead, document.words) {
        Some(named) => {
            named.noun == Some(Noun::Worker)
                && reader.draft(&named.id, None).is_none_or(|draft| reader.drafts[draft].word != named.word)
        }
        None => {
            lead.rsplit(' ').next().and_then(|last| document.words.noun(last)) == Some(Noun::Worker)
                && lead.split(' ').count() <= 4
        }
    };
    if !is_worker {
        return;
    }
    let after = text[colon..].trim_start_matches([':', '：']);
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
