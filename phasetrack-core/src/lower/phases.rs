//! Phases: the milestone a document or a part of it is about, and the scope in which track ids are unique.

use crate::id::PhaseNumber;
use crate::model::Phase;
use crate::vocabulary::Noun;

use super::document::{Document, plain};
use super::names;

/// The phases of a document and, for each section, the phase it belongs to. The first phase is the document's own.
pub(super) fn scopes(document: &Document<'_>) -> (Vec<Phase>, Vec<usize>) {
    let sections = &document.outline.sections;
    let title = sections.iter().position(|section| section.level == 1);
    let mut phases = vec![of_document(document, title.and_then(|title| sections[title].heading))];
    let mut scopes = Vec::with_capacity(sections.len());
    for (index, section) in sections.iter().enumerate() {
        let inherited = section.parent.map_or(0, |parent| scopes[parent]);
        let heading = section.heading.filter(|_| title != Some(index));
        let own = heading.and_then(|heading| of_heading(document, heading));
        scopes.push(match own {
            Some(phase) => {
                phases.push(phase);
                phases.len() - 1
            }
            None => inherited,
        });
    }
    (phases, scopes)
}

/// The phase of the whole document: its first heading of level one, if there is any.
fn of_document(document: &Document<'_>, title: Option<usize>) -> Phase {
    let Some(heading) = title else {
        return Phase::new(document.source, document.span((0, 0)));
    };
    of_heading(document, heading).unwrap_or_else(|| {
        let mut phase = Phase::new(document.source, document.span(document.block(heading).content));
        phase.title = Some(plain(document.content(heading))).filter(|title| !title.is_empty());
        phase
    })
}

/// The phase that a heading begins.
fn of_heading(document: &Document<'_>, heading: usize) -> Option<Phase> {
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
    if noun != Noun::Phase && names::singular(word) != "sprint" {
        return None;
    }
    let after = rest[len..].trim_start_matches([' ', '#', '-']);
    let end = after.find([':', '：', '—', '–', ' ', '(']).unwrap_or(after.len());
    let number = after[..end].trim_end_matches([':', '.']);
    let letter = number.len() == 1 && number.bytes().all(|b| b.is_ascii_uppercase());
    if !(number.bytes().any(|b| b.is_ascii_digit()) || number.starts_with('[') || letter) {
        return None;
    }
    let title =
        after[end..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '—' | '–' | '-'));
    Some((number.to_owned(), plain(title)))
}
