//! Task lists without tracks: phases and user stories whose tasks carry ids such as `T016` are the units of work.

use crate::id::TrackId;
use crate::model::TrackForm;
use crate::syntax::Kind;
use crate::vocabulary::{Meaning, Noun};

use super::document::{Document, plain};
use super::draft::{Draft, Drafts};
use super::names;
use super::reader::Reader;

/// Sections of phases and stories that hold two or more tasks with ids.
pub(super) fn read(reader: &Reader<'_, '_>) -> Drafts {
    let document = reader.document;
    let mut drafts = Drafts::default();
    let mut strong = 0;
    for (index, section) in document.outline.sections.iter().enumerate() {
        let Some(heading) = section.heading.filter(|_| section.level > 1) else { continue };
        let text = document.content(heading);
        let Some((id, title)) = story(document, text) else { continue };
        let body = section.own.start..section.all.end;
        let order = reader.fields.iter().any(|field| {
            body.contains(&field.block) && matches!(field.meaning, Some(Meaning::Depends | Meaning::Files(_)))
        });
        let ids = ticked_ids(document, body);
        if ids == 0 && !order {
            continue;
        }
        strong += usize::from(ids > 1 || order);
        let id = TrackId::new(id);
        if drafts.find(id.as_str(), Some(0)).is_some() {
            continue;
        }
        let span = document.span(document.block(heading).content);
        let mut draft = Draft::new(id, title, TrackForm::Heading, span, 0);
        draft.section = index;
        let phase = names::lead(text);
        draft.aliases.extend(phase_of(document, &text[phase..]));
        draft.aliases.extend(draft.track.id.as_str().strip_prefix("US").map(|number| format!("User Story {number}")));
        draft.regions.push(section.own.start..section.all.end);
        drafts.push(draft);
    }
    if strong < 2 && ids_in(document) < 3 { Drafts::default() } else { drafts }
}

/// Number of tasks with ids in the whole document.
fn ids_in(document: &Document<'_>) -> usize {
    ticked_ids(document, 0..document.outline.blocks.len())
}

/// "Phase 3: User Story 1 - Title" is `US1`; "Phase 1: Setup" is `Phase 1`.
fn story(document: &Document<'_>, text: &str) -> Option<(String, String)> {
    let start = names::lead(text);
    let rest = &text[start..];
    // "Final Phase: Polish"
    if let Some((head, title)) =
        rest.split_once(':').filter(|(head, _)| head.to_lowercase().ends_with(" phase") && head.split(' ').count() == 2)
    {
        return Some((head.to_owned(), plain(title)));
    }
    let (noun, word, len) = names::kind_word(rest, document.words)?;
    if names::singular(word) == "milestone" {
        return None;
    }
    let number = |text: &str| -> Option<(String, usize)> {
        let skipped = text.len() - text.trim_start().len();
        let digits = text[skipped..].bytes().take_while(u8::is_ascii_alphanumeric).count();
        let number = &text[skipped..skipped + digits];
        number.bytes().any(|b| b.is_ascii_digit()).then(|| (number.to_owned(), skipped + digits))
    };
    let (id, end) = number(&rest[len..])?;
    let title = rest[len + end..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | '—' | '–'));
    match noun {
        Noun::Story => Some((format!("US{id}"), plain(title))),
        Noun::Phase | Noun::Group => {
            if let Some((Noun::Story, _, inner)) = names::kind_word(title, document.words) {
                let (story, end) = number(&title[inner..])?;
                let name = title[inner + end..]
                    .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | '—' | '–'));
                return Some((format!("US{story}"), plain(name)));
            }
            Some((format!("{} {id}", &rest[..len]), plain(title)))
        }
        _ => None,
    }
}

/// "Phase 3" of a heading that names a story.
fn phase_of(document: &Document<'_>, text: &str) -> Option<String> {
    let (Noun::Phase, _, len) = names::kind_word(text, document.words)? else { return None };
    let number: String = text[len..].trim_start().chars().take_while(char::is_ascii_digit).collect();
    (!number.is_empty()).then(|| format!("Phase {number}"))
}

/// Number of items whose text begins with a code of a letter and three digits.
fn ticked_ids(document: &Document<'_>, range: std::ops::Range<usize>) -> usize {
    let blocks = &document.outline.blocks;
    range
        .filter(|index| blocks[*index].kind == Kind::Paragraph && blocks[*index].depth > 0)
        .filter(|index| {
            let text = document.content(*index).trim_start_matches(['*', '`', '~']);
            let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
            let digits = text[letters..].trim_start_matches('-').bytes().take_while(u8::is_ascii_digit).count();
            (1..=4).contains(&letters) && digits >= 2
        })
        .count()
}
