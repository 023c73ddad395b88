//! Phases: the milestone a document or a part of it is about, and the scope in which track ids are unique.

use crate::id::PhaseNumber;
use crate::model::Phase;
use crate::vocabulary::Noun;

use super::document::{Document, plain};
use super::names;

/// The phase of the whole document: its first heading of level one, if there is any.
pub(super) fn of_document(document: &Document<'_>) -> Phase {
    let first = document.outline.sections.iter().find(|section| section.level == 1).and_then(|section| section.heading);
    let Some(heading) = first else {
        return Phase::new(document.source, document.span((0, 0)));
    };
    let mut phase = Phase::new(document.source, document.span(document.block(heading).content));
    let text = document.content(heading);
    match numbered(text, document) {
        Some((number, title)) => {
            phase.number = Some(PhaseNumber::new(number));
            phase.title = Some(title).filter(|title| !title.is_empty());
        }
        None => phase.title = Some(plain(text)).filter(|title| !title.is_empty()),
    }
    phase
}

/// The phase that a heading inside a document begins.
pub(super) fn of_heading(document: &Document<'_>, heading: usize) -> Option<Phase> {
    let (number, title) = numbered(document.content(heading), document)?;
    let mut phase = Phase::new(document.source, document.span(document.block(heading).content));
    phase.number = Some(PhaseNumber::new(number));
    phase.title = Some(title).filter(|title| !title.is_empty());
    Some(phase)
}

/// "Phase 1: MVP", "Sprint 3 — Stabilisation", "Phase [N]: [Name]": number and title.
fn numbered(text: &str, document: &Document<'_>) -> Option<(String, String)> {
    let start = names::lead(text);
    let rest = &text[start..];
    let (noun, word, len) = names::kind_word(rest, document.words)?;
    if noun != Noun::Phase && word != "sprint" {
        return None;
    }
    let after = rest[len..].trim_start_matches([' ', '#', '-']);
    let end = after.find([':', '：', '—', '–', ' ', '(']).unwrap_or(after.len());
    let number = after[..end].trim_end_matches([':', '.']);
    let digits = number.bytes().any(|b| b.is_ascii_digit())
        || number.starts_with('[')
        || (number.len() == 1 && number.bytes().all(|b| b.is_ascii_uppercase()));
    if number.is_empty() || !digits {
        return None;
    }
    let title =
        after[end..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '—' | '–' | '-'));
    Some((number.to_owned(), plain(title)))
}
