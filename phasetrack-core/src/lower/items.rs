//! Tracks from other places than typed headings: headings that are only names, bold items, labels in a list.

use std::collections::BTreeMap;

use crate::id::TrackId;
use crate::model::TrackForm;
use crate::syntax::{Kind, MarkKind};
use crate::text::offset;
use crate::vocabulary::{Meaning, Noun};

use super::document::{Bytes, Document, plain};
use super::draft::{Draft, Drafts};
use super::fields::Field;
use super::headings::{is_reference_code, lists_files, title};
use super::names;

/// Headings without an id, of one level, two or more of which state files, an owner or tasks in their own section:
/// a person, a handle, a role, a branch, a numbered or keycap heading.
pub(super) fn named_headings(document: &Document<'_>, fields: &[Field], scopes: &[usize]) -> Drafts {
    let mut groups: BTreeMap<(Option<usize>, u8), Vec<usize>> = BTreeMap::new();
    for (index, section) in document.outline.sections.iter().enumerate() {
        let Some(heading) = section.heading.filter(|_| section.level > 1) else { continue };
        let first = fields.partition_point(|field| field.block <= heading);
        let inside = || fields[first..].iter().take_while(|field| field.block < section.all.end);
        let text = document.content(heading);
        let in_heading = document
            .marks(heading, document.block(heading).content)
            .any(|m| m.kind == MarkKind::Code && document.slice(document.code(m)).contains('/'));
        let files = inside().any(|f| matches!(f.meaning, Some(Meaning::Files(_))) && (!f.heading || f.block > heading))
            || lists_files(document, section.own.clone())
            || in_heading;
        let owner = inside().any(|f| matches!(f.meaning, Some(Meaning::Owner)));
        let work = inside().any(|f| {
            matches!(
                f.meaning,
                Some(Meaning::Tasks | Meaning::Depends | Meaning::Effort | Meaning::Deliverables | Meaning::Branch)
            )
        });
        let handle = text.trim_start().starts_with('@');
        let label = document.words.label(text).is_some();
        let noun = names::kind_word(&text[names::lead(text)..], document.words).map(|(noun, ..)| noun);
        if label || matches!(noun, Some(Noun::Phase | Noun::Group | Noun::Task)) {
            continue;
        }
        if (files && (owner || work || in_heading || names::number_of(text).is_some()))
            || (owner && work)
            || (handle && (work || files))
            || (text.trim_start().starts_with('`') && (work || files))
        {
            // Branches may stand in several groups; names only beside each other.
            let place = (section.parent.filter(|_| !text.trim_start().starts_with('`')), section.level);
            groups.entry(place).or_default().push(index);
        }
    }
    // The deepest group of two or more: an outer heading holds the labels of all its parts.
    let Some((_, sections)) = groups
        .into_iter()
        .filter(|(_, sections)| sections.len() > 1)
        .max_by_key(|((_, level), sections)| (*level, sections.len()))
    else {
        return Drafts::default();
    };
    sections.into_iter().filter_map(|index| named_heading(document, index, scopes)).collect()
}

fn named_heading(document: &Document<'_>, index: usize, scopes: &[usize]) -> Option<Draft> {
    let section = &document.outline.sections[index];
    let heading = section.heading?;
    let content = document.block(heading).content;
    let text = document.slice(content);
    let code =
        document.marks(heading, content).find(|m| m.kind == MarkKind::Code).map(|m| document.slice(document.code(m)));
    let name = text[names::lead(text)..].split(['(', '（', '[']).next().unwrap_or_default();
    let name = plain(name);
    let (id, title) = match names::number_of(text) {
        Some(number) => (number, name),
        None => match (code, name.split_once([':', '—', '–']).or_else(|| name.split_once(" - "))) {
            (Some(branch), None) if text.trim_start().starts_with('`') => (branch.to_owned(), name),
            // "Module: Accounts": the word says what it is, the rest is its name.
            (_, Some((kind, rest))) if document.words.noun(kind.trim()).is_some() && !rest.trim().is_empty() => {
                (rest.trim().to_owned(), rest.trim().to_owned())
            }
            (_, Some((id, rest))) => (id.trim().trim_start_matches('@').to_owned(), rest.trim().to_owned()),
            _ => (name.trim_start_matches('@').to_owned(), name),
        },
    };
    if id.is_empty() {
        return None;
    }
    let mut draft = Draft::new(TrackId::new(id), title, TrackForm::Heading, document.span(content), scopes[index]);
    draft.section = index;
    // "`feat/sellers` (M2)": the code is another name.
    let note = text.rfind('(').and_then(|open| text[open + 1..].split(')').next()).filter(|note| names::is_code(note));
    draft.aliases.extend(note.map(str::to_owned));
    draft.regions.push(section.own.start..section.all.end);
    Some(draft)
}

/// Bold or bulleted tracks: `1. **WS1: State machine**`, `- **Agent 1A: vLLM handler**`, `**Track B — Search**`.
pub(super) fn items(document: &Document<'_>, scopes: &[usize]) -> Drafts {
    let blocks = &document.outline.blocks;
    let mut drafts = Drafts::default();
    let mut section = 0;
    for (index, block) in blocks.iter().enumerate() {
        if matches!(block.kind, Kind::Heading(_)) && !block.quoted {
            section += 1;
        }
        if block.kind != Kind::Paragraph || block.quoted || block.depth > 1 {
            continue;
        }
        let text = document.slice(block.content);
        let Some(line) = document.lines(block.content).next() else { continue };
        let strong =
            document.marks(index, line).next().filter(|m| m.kind == MarkKind::Strong && m.start <= block.content.0 + 8);
        let Some(strong) = strong else { continue };
        let from = (strong.start - block.content.0) as usize;
        let first_line = document.slice((block.content.0 + offset(from), line.1));
        let Some(named) = names::name(first_line, document.words) else { continue };
        let noun = matches!(named.noun, Some(Noun::Track | Noun::Worker))
            || (named.noun.is_none() && !is_reference_code(&named.id));
        if !noun || named.several || !text.contains("**") {
            continue;
        }
        let id = TrackId::new(named.id.as_str());
        let end = end_of_item(document, index);
        if let Some(known) = drafts.find(id.as_str(), Some(scopes[section])) {
            drafts[known].regions.push(index + 1..end);
            continue;
        }
        let start = block.content.0 + offset(from);
        let span = document.span((start, line.1));
        let mut draft =
            Draft::new(id, title(&first_line[named.title.0 as usize..]), TrackForm::Item, span, scopes[section]);
        draft.word = named.word;
        draft.section = section;
        draft.regions.push(index + 1..end);
        drafts.push(draft);
    }
    // One bold line that looks like a name is a remark.
    if drafts.len() < 2 { Drafts::default() } else { drafts }
}

/// What stands behind the name of a track in its own item: "**Stream K: Kernel** — owns `kernel/`; owner: Ann".
pub(super) fn rest(document: &Document<'_>, draft: &Draft) -> Option<(usize, Bytes)> {
    let block = draft.regions.first().filter(|_| draft.track.form == TrackForm::Item)?.start.checked_sub(1)?;
    let content = document.block(block).content;
    let strong = document.marks(block, content).find(|mark| mark.kind == MarkKind::Strong)?;
    Some((block, (strong.end, content.1)))
}

/// The blocks that belong to an item or a bold paragraph: up to the next one of its kind or the next heading.
fn end_of_item(document: &Document<'_>, index: usize) -> usize {
    let blocks = &document.outline.blocks;
    let depth = blocks[index].depth;
    let mut end = index + 1;
    while let Some(block) = blocks.get(end) {
        let next = match block.kind {
            Kind::Heading(_) | Kind::Rule => true,
            Kind::Item { .. } => block.depth <= depth && depth > 0,
            Kind::Paragraph if block.depth < depth => true,
            Kind::Paragraph => {
                let text = document.slice(block.content);
                block.depth == depth
                    && depth == 0
                    && text.starts_with("**")
                    && names::name(text, document.words).is_some()
            }
            _ => false,
        };
        if next {
            break;
        }
        end += 1;
    }
    end
}
