//! Task lists without tracks: phases and user stories whose tasks carry ids such as `T016` are the units of work.

use crate::id::TrackId;
use crate::model::TrackForm;
use crate::syntax::Kind;
use crate::vocabulary::Noun;

use super::document::{Document, plain};
use super::draft::Draft;
use super::names;
use super::reader::Reader;

/// Sections of phases and stories that hold two or more tasks with ids.
pub(super) fn read(reader: &Reader<'_, '_>, _scope: &dyn Fn(usize) -> usize) -> Vec<Draft> {
    let document = reader.document;
    let mut drafts: Vec<Draft> = Vec::new();
    for (index, section) in document.outline.sections.iter().enumerate() {
        let Some(heading) = section.heading.filter(|_| section.level > 1) else { continue };
        let text = document.content(heading);
        let Some((id, title)) = story(document, text) else { continue };
        if ticked_ids(document, section.own.start..section.all.end) < 2 {
            continue;
        }
        let id = TrackId::new(id);
        if drafts.iter().any(|draft| draft.track.id == id) {
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
    drafts
}

/// "Phase 3: User Story 1 - Title" is `US1`; "Phase 1: Setup" is `Phase 1`.
fn story(document: &Document<'_>, text: &str) -> Option<(String, String)> {
    let start = names::lead(text);
    let rest = &text[start..];
    let (noun, _, len) = names::kind_word(rest, document.words)?;
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
                let name = title[inner + end..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | '—' | '–'));
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
