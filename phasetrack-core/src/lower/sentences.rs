//! Sentences that say who waits for whom: "Track C depends on Tracks A and B", "Once A is merged, B can start".
//!
//! A sentence is read around its phrases, which stand in the vocabulary: what is named before one is the subject, what
//! is named after it the object. In a track's own section the track is the subject where no other is named; elsewhere
//! a sentence without a named subject says nothing.

use crate::model::{Strength, Target};
use crate::syntax::{Kind, MarkKind};
use crate::text::offset;
use crate::vocabulary::{Meaning, Noun, Relation};

use super::clauses::{Clause, clauses, sentences};
use super::document::{Bytes, Document, plain};
use super::draft::{Pending, Says, Who};
use super::fields::Field;
use super::known::{Ids, Known};
use super::ownership::heading_meaning;
use super::reader::Reader;
use super::references::References;
use super::words::is_joint;
use super::{dependencies, names, references};

/// The most phases that "(Phase 3-6)" stands for.
const MAX_PHASES: u32 = 50;

/// More tracks than this are not made to wait by "all tracks".
const MAX_ALL: usize = 250;

/// Words after which a unit of work is not what the sentence is about.
const BESIDE: &[&str] =
    &["with", "beside", "under", "alongside", "from", "by", "via", "into", "to", "unlike", "in", "than"];

/// Words that mean the track in whose section they stand.
const THIS: &[&str] = &["this", "it", "us", "me", "our"];

/// Reads the sentences of a document, outside and inside of tracks.
pub(super) fn read(reader: &mut Reader<'_, '_>, ids: &Ids) {
    if reader.drafts.is_empty() {
        return;
    }
    for draft in reader.drafts.iter_mut() {
        draft.tasks.rewind();
    }
    let mut said = said(reader).into_iter().peekable();
    let mut until = 0;
    for index in 0..reader.document.outline.blocks.len() {
        let block = reader.document.block(index);
        if block.kind != Kind::Paragraph || block.quoted {
            continue;
        }
        for range in parts(reader, index) {
            while let Some((_, end)) = said.next_if(|(start, _)| *start <= range.0) {
                until = until.max(end);
            }
            if range.0 >= until
                && !sentence_of(reader, ids, index, range)
                && !says_something(reader.document.slice((block.content.0, range.0)))
            {
                listed(reader, ids, index, range);
            }
        }
    }
}

fn says_something(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// The sentences of a block; a line with a label is one of its own.
fn parts(reader: &Reader<'_, '_>, index: usize) -> Vec<Bytes> {
    let document = reader.document;
    let content = document.block(index).content;
    let first = reader.fields.partition_point(|field| field.block < index);
    let fields = reader.fields[first..].iter().take_while(|field| field.block == index);
    let mut cuts = fields.flat_map(|field| [field.label.0, first_line(document, field)]).peekable();
    let mut parts = Vec::new();
    for sentence in sentences(document.slice(content)) {
        let mut start = content.0 + offset(sentence.start);
        let end = content.0 + offset(sentence.end);
        while let Some(cut) = cuts.next_if(|cut| *cut < end) {
            if cut > start {
                parts.push((start, cut));
                start = cut;
            }
        }
        parts.push((start, end));
    }
    parts
}

/// Where the line of a label ends.
fn first_line(document: &Document<'_>, field: &Field) -> u32 {
    let line = document.lines(field.inline).next().unwrap_or(field.inline);
    line.1.max(field.label.1)
}

/// What labels of tracks state already: their values are no sentences.
fn said(reader: &Reader<'_, '_>) -> Vec<Bytes> {
    let mut said = Vec::new();
    for field in reader.fields.iter().filter(|field| reader.owner[field.block].is_some()) {
        match field.meaning {
            Some(Meaning::Depends | Meaning::Blocks) => {
                let last = reader.document.outline.blocks.get(field.body.end.saturating_sub(1).max(field.block));
                let below = if field.inline.0 + 2 < field.inline.1 { None } else { last };
                said.push((field.label.0, field.inline.1.max(below.map_or(field.label.1, |block| block.end))));
            }
            Some(Meaning::Parallel | Meaning::NoConflict | Meaning::CanStart | Meaning::Status | Meaning::Files(_)) => {
                // A further line below such a value is text again.
                said.push((field.label.0, first_line(reader.document, field)));
            }
            _ => {}
        }
    }
    said
}

/// Under a heading about dependencies: "- **Agent 2**: Agent 1".
fn listed(reader: &mut Reader<'_, '_>, ids: &Ids, block: usize, range: Bytes) {
    let document = reader.document;
    let text = document.slice(range);
    let Some((lead, value)) = text.split_once([':', '：']).filter(|(lead, _)| lead.len() < 80) else { return };
    let item = document.block(block).depth > 0 && reader.owner[block].is_none();
    if !item || heading_meaning(document, block) != Some(Meaning::Depends) || value.contains(['→', '>']) {
        return;
    }
    let value = value.trim_start_matches(['*', ' ']);
    let value = document.trimmed((range.1 - offset(value.len()), range.1));
    for draft in leads(reader, ids, lead.trim_matches(['*', ' '])) {
        reader.drafts[draft].free |= dependencies::is_none(document.slice(value));
        reader.pending.push(Pending::hard(Who::Track(draft), value, Says::Names));
    }
}

/// Reads the clauses of a sentence, if it has any.
fn sentence_of(reader: &mut Reader<'_, '_>, ids: &Ids, block: usize, range: Bytes) -> bool {
    let clauses = clauses(reader.document.slice(range), reader.document.words, range.0);
    if clauses.is_empty() {
        return false;
    }
    let own = reader.owner[block].map(|draft| {
        let task = reader.drafts[draft].tasks.at(range.0);
        task.map_or(Who::Track(draft), |task| Who::Task(draft, task))
    });
    let scope = reader.scopes[reader.section(block)];
    let known = ids.within(own.map(|who| reader.drafts[who.draft()].scope).or((scope > 0).then_some(scope)));
    let mut before: Vec<Who> = Vec::new();
    for clause in clauses {
        let denied = clause.denied(reader.document);
        let Some(mut subjects) = subjects(reader, ids, known, block, clause.subject) else { continue };
        if subjects.is_empty() {
            // "X depends on A and blocks B": the subject goes on.
            subjects = if before.is_empty() { own.into_iter().collect() } else { before.clone() };
        }
        // "T006 [US1] Endpoint (after T005)": in a task its own track means the task.
        if let Some(task @ Who::Task(draft, _)) = own
            && subjects == [Who::Track(draft)]
        {
            subjects = vec![task];
        }
        before.clone_from(&subjects);
        if !denied {
            relate(reader, known, &clause, own, subjects);
        }
    }
    true
}

/// Who a subject names: by ids, or outside of tracks by the name or title that an item begins with. None when it names
/// something that the plan does not have.
fn subjects(reader: &Reader<'_, '_>, ids: &Ids, known: Known<'_>, block: usize, range: Bytes) -> Option<Vec<Who>> {
    let document = reader.document;
    let text = document.slice(range);
    if reader.owner[block].is_none() {
        let strong =
            document.marks(block, range).find(|mark| mark.kind == MarkKind::Strong && mark.start < range.0 + 8);
        let lead = strong.map_or(text, |mark| document.slice((mark.start, mark.end)));
        let found = leads(reader, ids, lead);
        if !found.is_empty() {
            return Some(found.into_iter().map(Who::Track).collect());
        }
    }
    let found = references::find(document, range, known);
    let clause = text.rsplit([':', ',', '，']).next().unwrap_or(text);
    let all = found.list.is_empty() && found.all.is_some() && reader.drafts.len() <= MAX_ALL;
    if all && dependencies::speaks_of_work(clause) {
        return Some((0..reader.drafts.len()).map(Who::Track).collect());
    }
    let mut named = last_list(document, &found, range, known);
    if named.is_empty() {
        // "Updated: E depends on A": a letter right before the phrase.
        let word = text.trim_end().rsplit(|c: char| !c.is_alphanumeric() && c != '+').next().unwrap_or_default();
        let capital = word.len() == 1 && word.bytes().all(|b| b.is_ascii_uppercase());
        let track = known.track(word).filter(|_| capital).cloned();
        named.extend(track.and_then(|id| known.who(&Target::Track(id))));
    }
    let unknown = named.is_empty() && found.list.last().is_some_and(|last| known.who(&last.target).is_none());
    (!unknown).then_some(named)
}

/// The last list of ids of a text, unless it hangs on a preposition: "B can run beside C (depends on A)".
fn last_list(document: &Document<'_>, found: &References, range: Bytes, known: Known<'_>) -> Vec<Who> {
    let beside = |end: u32| {
        let word = document.slice((range.0, end)).trim_end().rsplit([' ', '(']).next().unwrap_or_default();
        BESIDE.contains(&word.to_lowercase().as_str())
    };
    let mut list: Vec<Who> = Vec::new();
    let mut after = range.1;
    for (index, at) in found.mentions.iter().rev() {
        let gap = document.slice((at.1.min(after), after));
        let joined = gap.split(|c: char| c.is_whitespace() || c == '*').all(|word| word.is_empty() || is_joint(word));
        if !list.is_empty() && !joined {
            if !beside(after) {
                break;
            }
            list.clear();
        }
        list.extend(known.who(&found.list[*index].target));
        after = at.0;
    }
    if beside(after) { Vec::new() } else { list }
}

/// Notes what a clause says.
fn relate(reader: &mut Reader<'_, '_>, known: Known<'_>, clause: &Clause, own: Option<Who>, subjects: Vec<Who>) {
    let document = reader.document;
    let text = document.slice(clause.object);
    let found = references::find(document, clause.object, known);
    // A word that has many uses speaks of order only with a unit of work right after it.
    let lead = found.list.first().map(|first| document.slice((clause.object.0, first.span.start.max(clause.object.0))));
    let near = match lead {
        Some(lead) => lead.split_whitespace().count() <= 2,
        // Outside of tracks titles count as well.
        None => own.is_none() && dependencies::names_title(document, clause.object, known),
    };
    if clause.phrase.relation == Relation::After && !near {
        return;
    }
    let first = text.trim_start().split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
    let this = found.list.is_empty() && found.all.is_none() && THIS.contains(&first.as_str());
    if let Some(own) = own.filter(|_| this) {
        // "Track B waits for this track": the object is the track around.
        for subject in subjects.into_iter().filter(|subject| *subject != own) {
            let (waits, target) =
                if clause.phrase.relation == Relation::Blocks { (own, subject) } else { (subject, own) };
            let target = reader.target(target);
            reader.wait(waits, target, Strength::Hard, document.span(clause.object));
        }
        return;
    }
    if clause.phrase.relation == Relation::Blocks && found.list.is_empty() && found.all.is_some() {
        return block_all(reader, clause, &subjects);
    }
    let object = (clause.object.0, first_list(document, &found, clause.object));
    for who in subjects {
        let says = match clause.phrase.relation {
            Relation::Blocks => Says::Blocks,
            _ if own.is_some() => Says::Mentions,
            _ => Says::Names,
        };
        reader.pending.push(Pending::hard(who, object, says));
    }
}

/// "Phase 2 blocks all stories": those that come after it.
fn block_all(reader: &mut Reader<'_, '_>, clause: &Clause, subjects: &[Who]) {
    let span = reader.document.span(clause.object);
    let work = dependencies::speaks_of_work(reader.document.slice(clause.object)) && reader.drafts.len() <= MAX_ALL;
    for who in subjects.iter().filter(|_| work) {
        let target = reader.target(*who);
        let scope = reader.drafts[who.draft()].scope;
        for then in who.draft() + 1..reader.drafts.len() {
            if reader.drafts[then].scope == scope {
                reader.wait(Who::Track(then), target.clone(), Strength::Hard, span);
            }
        }
    }
}

/// Where the list ends that begins with the first reference of an object: "WP08, only WP05 …" names one.
fn first_list(document: &Document<'_>, found: &References, object: Bytes) -> u32 {
    for (before, after) in found.mentions.iter().zip(found.mentions.iter().skip(1)) {
        let gap = document.slice((before.1.1.min(after.1.0), after.1.0));
        let gap = gap.split('(').next().unwrap_or_default();
        let sentence =
            gap.rsplit_once([',', '，']).is_some_and(|(_, words)| words.split_whitespace().any(|w| !is_joint(w)));
        if sentence || gap.split_whitespace().filter(|word| !is_joint(word)).count() > 2 {
            return before.1.1;
        }
    }
    object.1
}

/// The drafts that an item is about: by its name, by "(Phase 3-6)", by its title.
fn leads(reader: &Reader<'_, '_>, ids: &Ids, lead: &str) -> Vec<usize> {
    let words = reader.document.words;
    if let Some(named) = names::name(lead, words).filter(|named| !named.several) {
        let story = named.noun == Some(Noun::Story);
        let id = if story { format!("US{}", named.id) } else { named.id };
        let kind = ids.within(None).is_of_kind(&id, &named.word);
        if let Some(draft) = reader.draft(&id, None).filter(|_| kind) {
            return vec![draft];
        }
    }
    let plain = plain(lead);
    let plain = plain.trim_end_matches([':', ' ']);
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
