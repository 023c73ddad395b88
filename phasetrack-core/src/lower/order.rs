//! What stands outside the tracks' own sections and says who waits for whom, or who does what.

use crate::syntax::{Kind, MarkKind};
use crate::text::{Spanned, offset};
use crate::vocabulary::{Meaning, Noun};

use super::document::{Bytes, plain};
use super::draft::{Pending, Says, Who};
use super::known::Ids;
use super::marks::Phrases;
use super::names;
use super::reader::Reader;

/// Words after which an item names what comes first.
static WAITS: Phrases = Phrases::new(&[
    "depends on",
    "depend on",
    "blocked by",
    "requires ",
    "waits for",
    "wait for",
    "needs ",
    "after ",
    "depende de",
]);

/// Words of a remark in a track's text after which a track is named.
static REMARKS: Phrases =
    Phrases::new(&["depends on ", "blocked by ", "waits for ", "must wait for ", "必须等", "等待", "依赖于", "依赖"]);

/// The word after which the later of two tracks is named.
static BEFORE: Phrases = Phrases::new(&["before "]);

/// Words that make "before" speak of order.
static COMPLETE: Phrases = Phrases::new(&["must ", "complete", "done", "merge", "finish", "blocks"]);

/// The most phases that "(Phase 3-6)" stands for.
const MAX_PHASES: u32 = 50;

/// Words that end such a statement.
static STOPS: Phrases = Phrases::new(&["independent", "parallel", "without", "not ", "no dependenc"]);

/// Reads items outside of tracks, headings and items of workers, and remarks inside of tracks.
pub(super) fn read(reader: &mut Reader<'_, '_>, ids: &Ids) {
    if reader.drafts.is_empty() {
        return;
    }
    for index in 0..reader.document.outline.blocks.len() {
        let block = reader.document.block(index);
        if block.kind != Kind::Paragraph || block.quoted {
            continue;
        }
        match reader.owner[index] {
            Some(draft) => remark(reader, block.content, draft),
            None if block.depth > 0 => {
                before(reader, ids, block.content);
                waiting(reader, ids, index, block.content);
                assigned(reader, ids, block.content);
                followed(reader, block.content);
            }
            None => {}
        }
    }
    headings(reader, ids);
}

/// "3. **Track B** (Site scrapers) - Depends on A", "- **Foundational (Phase 2)**: Depends on Setup completion".
fn waiting(reader: &mut Reader<'_, '_>, ids: &Ids, index: usize, content: Bytes) {
    let document = reader.document;
    let Some(line) = document.lines(content).next() else { return };
    let text = document.slice(line);
    let Some((at, len)) = WAITS.find(text) else { return };
    let start = at + len;
    let stop = STOPS.find(&text[start..]).map(|(at, _)| at).into_iter().chain(text[start..].find(" - ")).min();
    let end = stop.map_or(text.len(), |len| start + len);
    let range = (line.0 + offset(start), line.0 + offset(end));
    let strong = document.marks(index, line).find(|mark| mark.kind == MarkKind::Strong && mark.start < line.0 + 4);
    let lead = strong.map_or(&text[..at], |mark| document.slice((mark.start, mark.end)));
    for draft in leads(reader, ids, lead) {
        let pending = Pending::hard(Who::Track(draft), range, Says::Names);
        reader.pending.push(pending);
    }
}

/// "Phase 1 must be completed before Phase 2."
fn before(reader: &mut Reader<'_, '_>, ids: &Ids, content: Bytes) {
    let text = reader.document.slice(content);
    let complete = |at: &usize| COMPLETE.find(&text[..*at]).is_some();
    let Some(at) = BEFORE.find(text).map(|(at, _)| at).filter(complete) else { return };
    let end = text[at..].find(['.', ';', '(']).map_or(text.len(), |len| at + len);
    let first = reader.named_drafts((content.0, content.0 + offset(at)), ids);
    let range = (content.0, content.0 + offset(at));
    for then in reader.named_drafts((content.0 + offset(at), content.0 + offset(end)), ids) {
        if !first.contains(&then) {
            reader.pending.push(Pending::hard(Who::Track(then), range, Says::Names));
        }
    }
}

/// The drafts that an item is about: by its name, by "(Phase 3-6)", by its title.
fn leads(reader: &Reader<'_, '_>, ids: &Ids, lead: &str) -> Vec<usize> {
    let words = reader.document.words;
    if let Some(named) = names::name(lead, words).filter(|named| !named.several) {
        let story = named.noun == Some(Noun::Story);
        let id = if story { format!("US{}", named.id) } else { named.id };
        if let Some(draft) = reader.draft(&id, None) {
            return vec![draft];
        }
    }
    let plain = plain(lead);
    let plain = plain.trim_end_matches(':');
    let (title, phases) = plain.split_once(" (Phase ").unwrap_or((plain, ""));
    let numbers: Vec<u32> = phases.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
    if let (Some(first), Some(last)) = (numbers.first(), numbers.last()) {
        let phases = *first..=(*last).min(first.saturating_add(MAX_PHASES));
        let found: Vec<usize> = phases.filter_map(|n| reader.draft(&format!("Phase {n}"), None)).collect();
        if !found.is_empty() {
            return found;
        }
    }
    let known = ids.within(None).by_title(title).and_then(|id| reader.draft(id.as_str(), None));
    let whole = known.filter(|draft| reader.drafts[*draft].track.title.to_lowercase() == title.to_lowercase());
    whole.into_iter().collect()
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

/// A remark in a track's text that says what comes first, with a kind word right after it: "depends on Track B".
fn remark(reader: &mut Reader<'_, '_>, content: Bytes, draft: usize) {
    let document = reader.document;
    let text = document.slice(content);
    let mut from = 0;
    while let Some((at, len)) = REMARKS.find(&text[from..]) {
        from += at + len;
        let rest = text[from..].trim_start_matches(['*', ' ']);
        let Some((Noun::Track, _, word)) = names::kind_word(rest, document.words) else { continue };
        if rest[word..].trim_start().starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit()) {
            let start = content.1 - offset(rest.len());
            let len = rest.find(['。', '.', ';', '；', '\n', '（']).unwrap_or(rest.len());
            let range = (start, start + offset(len));
            reader.pending.push(Pending::hard(Who::Track(draft), range, Says::Mentions));
        }
    }
}
