//! Tracks from headings: which of the headings that look like a track's name are one.
//!
//! A document often uses two kind words, one for the work and one for the workers. The kind word of the work has
//! sections with files, dependencies or tasks; the other only says who does what. A word for workers makes tracks
//! where no word for work does, or where its sections state files.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::{TrackId, key};
use crate::model::{TrackForm, Unread, UnreadKind};
use crate::syntax::Kind;
use crate::vocabulary::{Meaning, Noun};

use super::document::{Document, plain};
use super::draft::{Draft, Drafts};
use super::fields::Field;
use super::names::{self, Named};
use super::tables::{Column, Table};
use super::words::alike;

/// A heading that looks like a track's name.
pub(super) struct Candidate {
    pub(super) section: usize,
    pub(super) heading: usize,
    pub(super) named: Named,
    /// Its section states files.
    files: bool,
    /// Number of kinds of facts its section states.
    facts: usize,
}

/// What the headings give.
#[derive(Default)]
pub(super) struct Headings {
    pub(super) drafts: Drafts,
    /// Headings of workers that are no tracks: they say who does what.
    pub(super) workers: Vec<Candidate>,
    pub(super) unread: Vec<Unread>,
    /// The draft that each accepted section defines.
    by_section: BTreeMap<usize, usize>,
}

/// Chooses the tracks among the headings. `scopes` gives the phase of each section.
pub(super) fn read(document: &Document<'_>, fields: &[Field], tables: &[Table], scopes: &[usize]) -> Headings {
    let candidates = candidates(document, fields, tables);
    let mut result = Headings::default();
    let typed = |c: &&Candidate| c.named.noun == Some(Noun::Track);
    let work = candidates.iter().filter(typed).any(|c| c.facts > 0) || ids(candidates.iter().filter(typed)) > 1;
    let files = candidates.iter().filter(typed).any(|c| c.files);
    let workers_work = candidates.iter().any(|c| c.named.noun == Some(Noun::Worker) && (c.facts > 0 || c.files));
    let mut accepted: BTreeSet<usize> = BTreeSet::new();
    for candidate in candidates {
        let inside = around(document, candidate.section).any(|section| accepted.contains(&section));
        let verdict = match candidate.named.noun {
            _ if candidate.named.odd && !candidate.files => Verdict::Nothing,
            _ if candidate.named.several => Verdict::Rejected("names several tracks"),
            Some(Noun::Track) => Verdict::Track,
            Some(Noun::Worker) if inside && !candidate.files => Verdict::Worker,
            Some(Noun::Worker) if candidate.files => Verdict::Track,
            Some(Noun::Worker) if work => Verdict::Worker,
            Some(Noun::Worker) if workers_work || candidate.named.closed => Verdict::Track,
            Some(Noun::WeakTrack) if candidate.files && !files => Verdict::Track,
            Some(Noun::WeakTrack) => Verdict::Rejected("states no files"),
            None if inside => Verdict::Nothing,
            None if is_reference_code(&candidate.named.id) => Verdict::Nothing,
            None if candidate.files || (!work && !workers_work) => Verdict::Track,
            _ => Verdict::Nothing,
        };
        match verdict {
            Verdict::Track => {
                accepted.insert(candidate.section);
                add(document, candidate, scopes, &mut result);
            }
            Verdict::Worker => result.workers.push(candidate),
            Verdict::Rejected(reason) => {
                let content = document.block(candidate.heading).content;
                let heading = plain(document.slice(content));
                result
                    .unread
                    .push(Unread { span: document.span(content), kind: UnreadKind::Rejected { heading, reason } });
            }
            Verdict::Nothing => {}
        }
    }
    result
}

enum Verdict {
    Track,
    Worker,
    Rejected(&'static str),
    Nothing,
}

fn candidates(document: &Document<'_>, fields: &[Field], tables: &[Table]) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (index, section) in document.outline.sections.iter().enumerate() {
        let Some(heading) = section.heading else { continue };
        let text = document.content(heading);
        let Some(named) = names::name(text, document.words).or_else(|| names::odd(text, document.words)) else {
            continue;
        };
        if matches!(named.noun, Some(Noun::Phase | Noun::Group | Noun::Task | Noun::Story)) {
            continue;
        }
        // An odd name is one only where its own text, without its parts, states files.
        let body = if named.odd { &section.own } else { &section.all };
        let first = fields.partition_point(|field| field.block <= heading);
        let facts: BTreeSet<Meaning> = fields[first..]
            .iter()
            .take_while(|field| field.block < body.end)
            .filter_map(|field| field.meaning)
            .filter(|meaning| strong(*meaning))
            .collect();
        let files = facts.iter().any(|meaning| matches!(meaning, Meaning::Files(_)))
            || lists_files(document, section.own.clone())
            || holds_files(document, tables, section.own.clone(), heading);
        found.push(Candidate { section: index, heading, named, files, facts: facts.len() });
    }
    found
}

/// Labels that only a description of work has.
pub(super) fn strong(meaning: Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Files(_)
            | Meaning::Depends
            | Meaning::Owner
            | Meaning::Effort
            | Meaning::Tasks
            | Meaning::Status
            | Meaning::Deliverables
            | Meaning::Branch
            | Meaning::Criteria
            | Meaning::Blocks
    )
}

/// Whether a section's own text is a list of paths, as under a bare "Track A: Scraper Core".
pub(super) fn lists_files(document: &Document<'_>, own: std::ops::Range<usize>) -> bool {
    let (mut paths, mut items) = (0, 0);
    for index in own {
        let block = document.block(index);
        if !matches!(block.kind, Kind::Item { .. }) || block.depth != 1 {
            continue;
        }
        items += 1;
        let Some(next) = document.outline.blocks.get(index + 1).filter(|next| next.kind == Kind::Paragraph) else {
            continue;
        };
        let text = document.slice(next.content);
        let code = text.strip_prefix('`').and_then(|rest| rest.split_once('`'));
        paths += usize::from(code.is_some_and(|(path, _)| path.contains('/') || super::paths::has_extension(path)));
    }
    items > 0 && paths == items
}

/// Whether a section holds a table of files, or a fence of files under a heading about ownership.
fn holds_files(document: &Document<'_>, tables: &[Table], own: std::ops::Range<usize>, heading: usize) -> bool {
    let first = tables.partition_point(|table| table.block < own.start);
    let mut inside = tables[first..].iter().take_while(|table| table.block < own.end);
    if inside.any(|table| table.columns.iter().any(|c| matches!(c, Column::Says(Meaning::Files(_))))) {
        return true;
    }
    let is_files = |block: usize| {
        let block = document.block(block);
        matches!(block.kind, Kind::Fence { .. }) && super::tree::is_files(document, block.content)
    };
    matches!(super::ownership::heading_meaning(document, heading), Some(Meaning::Files(_))) && own.clone().any(is_files)
}

fn ids<'c>(candidates: impl Iterator<Item = &'c Candidate>) -> usize {
    candidates.map(|c| key(&c.named.id)).collect::<BTreeSet<_>>().len()
}

/// The sections around a section, the nearest first.
fn around<'d>(document: &'d Document<'_>, section: usize) -> impl Iterator<Item = usize> + use<'d> {
    let sections = &document.outline.sections;
    std::iter::successors(sections[section].parent, |section| sections[*section].parent)
}

/// Letters of codes that number something other than tracks: tasks, requirements, decisions, pull requests, norms.
const REFERENCES: &[&str] =
    &["TASK", "Task", "US", "FR", "NFR", "AC", "REQ", "ADR", "PR", "Q", "P", "V", "R", "H", "RFC", "CVE", "ISO"];

/// Whether a code that stands alone, such as `T001` or `FR-2`, is never a track's.
pub(super) fn is_reference_code(id: &str) -> bool {
    let letters = &id[..id.bytes().take_while(u8::is_ascii_alphabetic).count()];
    let digits = id.bytes().filter(u8::is_ascii_digit).count();
    REFERENCES.contains(&letters) || (letters == "T" && digits > 1)
}

/// Adds a track, or joins it to the one it repeats.
fn add(document: &Document<'_>, candidate: Candidate, scopes: &[usize], result: &mut Headings) {
    let section = &document.outline.sections[candidate.section];
    let content = document.block(candidate.heading).content;
    let named = candidate.named;
    let title = title(&document.slice(content)[named.title.0 as usize..]);
    let scope = scopes[candidate.section];
    let region = section.own.start..section.all.end;
    let parent_section = section.parent;
    let id = TrackId::new(named.id.as_str());
    let repeated = result.drafts.find(id.as_str(), Some(scope)).filter(|index| result.drafts[*index].track.id == id);
    if let Some(index) = repeated {
        let draft = &mut result.drafts[index];
        let beside = document.outline.sections[draft.section].parent == parent_section && draft.word == named.word;
        let alike = alike(&draft.track.title, &title, 1);
        if draft.word != named.word || (!beside && (alike || !candidate.files)) {
            draft.track.also.push(document.span(content));
            draft.regions.push(region);
            return;
        }
    }
    let parent = around(document, candidate.section).find_map(|section| result.by_section.get(&section));
    let parent = parent.map(|draft| result.drafts[*draft].track.id.clone());
    let mut draft = Draft::new(id, title, TrackForm::Heading, document.span(content), scope);
    draft.track.parent = parent;
    draft.word = named.word;
    draft.section = candidate.section;
    draft.regions.push(region);
    let index = result.drafts.push(draft);
    result.by_section.insert(candidate.section, index);
}

/// A title without the tags and states that headings carry at their ends.
pub(super) fn title(text: &str) -> String {
    let text = text.split("** ").next().unwrap_or(text);
    let mut title = plain(text);
    if let Some(inner) = title.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'))
        && !inner.contains('(')
    {
        title = inner.to_owned();
    }
    if let Some(open) = title.rfind(" [").filter(|_| title.ends_with(']')) {
        title.truncate(open);
    }
    for state in [" — CLOSED", " - CLOSED", " — DONE", " - DONE"] {
        if let Some(rest) = title.strip_suffix(state) {
            title = rest.to_owned();
        }
    }
    title
}
