//! Labels with their values: `**Owner:** Ann`, `- Files: …`, `### Dependencies` with a list below.
//!
//! One pass over the outline finds every label whose meaning is known. What a value means is the business of the
//! recogniser for that meaning; here it is only found: the text beside the label, and the blocks below it.

use std::ops::Range;

use crate::model::ClaimKind;
use crate::syntax::{Kind, MarkKind};
use crate::text::offset;
use crate::vocabulary::Meaning;

use super::document::{Bytes, Document, at_colon, decoration};
use super::names;
use super::values::is_undecided;

/// A label has fewer characters than this.
const MAX_LABEL: usize = 60;

/// A label with its value.
#[derive(Clone, Debug)]
pub(super) struct Field {
    /// What the label says of the value; none for a bold label that no word explains.
    pub(super) meaning: Option<Meaning>,
    /// The label's text.
    pub(super) label: Bytes,
    /// The text beside the label, with continuation lines; may be empty.
    pub(super) inline: Bytes,
    /// The block in which the label stands.
    pub(super) block: usize,
    /// The blocks below that belong to the value.
    pub(super) body: Range<usize>,
    /// The label is a heading.
    pub(super) heading: bool,
}

impl Field {
    /// A value that stands apart from its label: in a cell, on a line of a fence, in the parentheses of a heading.
    pub(super) fn apart(meaning: Meaning, label: Bytes, block: usize, inline: Bytes) -> Self {
        Self { meaning: Some(meaning), label, inline, block, body: block + 1..block + 1, heading: false }
    }
}

/// Finds all labels of a document, in order. Linear in the number of blocks and lines.
pub(super) fn find(document: &Document<'_>) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut section = 0;
    for (index, block) in document.outline.blocks.iter().enumerate() {
        if block.quoted {
            quoted_labels(document, index, &mut fields);
            continue;
        }
        match block.kind {
            Kind::Heading(_) => {
                while document.outline.sections.get(section).is_some_and(|s| s.heading.is_none_or(|h| h < index)) {
                    section += 1;
                }
                heading_label(document, index, section, &mut fields);
            }
            Kind::Paragraph => paragraph_labels(document, index, &mut fields),
            _ => {}
        }
    }
    fields
}

/// Metadata is often set as a quotation: `> **Owner:** Ann`.
fn quoted_labels(document: &Document<'_>, index: usize, fields: &mut Vec<Field>) {
    if document.block(index).kind == Kind::Paragraph {
        let first = fields.len();
        paragraph_labels(document, index, fields);
        for field in &mut fields[first..] {
            field.body = index + 1..index + 1;
        }
    }
}

fn heading_label(document: &Document<'_>, index: usize, section: usize, fields: &mut Vec<Field>) {
    let content = document.block(index).content;
    let text = document.slice(content);
    let lead = names::lead(text);
    let (label, value) = split_colon(text, lead).unwrap_or((lead..text.len(), text.len()..text.len()));
    let Some(meaning) = document.words.label(&text[label.clone()]) else { return };
    let own = document.outline.sections[section].own.clone();
    fields.push(Field {
        meaning: Some(meaning),
        label: at(content, &label),
        inline: document.trimmed(at(content, &value)),
        block: index,
        body: own,
        heading: true,
    });
}

fn paragraph_labels(document: &Document<'_>, index: usize, fields: &mut Vec<Field>) {
    let content = document.block(index).content;
    let first = fields.len();
    for line in document.lines(content) {
        let Some(found) = label(document, index, line) else {
            // A line without a label continues the value above it.
            if let Some(last) = fields[first..].last_mut() {
                last.inline.1 = line.1.max(last.inline.1);
            }
            continue;
        };
        fields.push(found);
        // A second label on the same line: "**Branch**: `x` **Files**: …".
        while let Some(inner) = fields.last().and_then(|last| label_inside(document, index, last)) {
            if let Some(last) = fields.last_mut() {
                last.inline = document.trimmed((last.inline.0, inner.label.0.saturating_sub(2).max(last.inline.0)));
            }
            fields.push(inner);
        }
    }
    if let Some(last) = fields[first..].last_mut() {
        last.body = if ticked_below(document, last) { index + 1..index + 1 } else { below(document, index) };
    }
}

/// Whether what follows a complete value are tasks: "**Depends on**: B1" with boxes to tick below.
fn ticked_below(document: &Document<'_>, field: &Field) -> bool {
    let next = document.outline.blocks.get(field.block + 1).map(|next| next.kind);
    let single = matches!(field.meaning, Some(Meaning::Depends | Meaning::Blocks | Meaning::Parallel | Meaning::Owner));
    single && matches!(next, Some(Kind::Item { checked: Some(_), .. })) && is_complete(document, field)
}

/// Whether the value beside a label says something.
pub(super) fn is_complete(document: &Document<'_>, field: &Field) -> bool {
    document.slice(field.inline).contains(char::is_alphanumeric)
}

/// The blocks below a label's block that can be its value: deeper blocks, or one list, fence or table beside it.
fn below(document: &Document<'_>, index: usize) -> Range<usize> {
    let blocks = &document.outline.blocks;
    let depth = blocks[index].depth;
    let mut end = index + 1;
    let mut list = false;
    while let Some(block) = blocks.get(end) {
        if block.depth > depth {
            list = true;
        } else if block.depth < depth
            || list
            || end > index + 1 && !matches!(block.kind, Kind::Row { .. } | Kind::Cell)
            || matches!(block.kind, Kind::Heading(_) | Kind::Paragraph | Kind::Item { .. } | Kind::Rule | Kind::Html)
        {
            break;
        }
        end += 1;
    }
    index + 1..end
}

/// A label at the start of a line.
fn label(document: &Document<'_>, block: usize, line: Bytes) -> Option<Field> {
    let text = document.slice(line);
    if text.len() < 2 {
        return None;
    }
    let symbols = decoration(text);
    let bold = text[..symbols].contains("**") || text[..symbols].contains("__");
    let italic = !bold && text[..symbols].ends_with(['*', '_']);
    let (label, value) = if bold || italic {
        let marks = if bold { 2 } else { 1 };
        let close = text[symbols..].find(if bold { "**" } else { "*" }).map(|len| symbols + len)?;
        let inner = symbols..close;
        let rest = close + marks..text.len();
        if let Some((label, _)) = split_colon(&text[..close], symbols) {
            // The value may begin inside the bold text: "**Total: 7 hours**".
            let after = label.end + colon_length(&text[label.end..]);
            let alone = text[rest.start.min(text.len())..].trim().is_empty();
            let value = match text[after..close].trim() {
                "" => rest,
                _ if alone => after..close,
                _ => after..text.len(),
            };
            (label, value)
        } else {
            let tail = &text[rest.clone()];
            // "**Files** (do not touch): …"
            let note = tail.trim_start().starts_with('(').then(|| tail.find(')')).flatten();
            if let Some(close) = note.map(|close| rest.start + close + 1)
                && colon_length(&text[close..]) > 0
            {
                let value = close + colon_length(&text[close..])..text.len();
                return field(document, block, line, symbols..close, &value, bold);
            }
            let sep = colon_length(tail);
            if sep == 0 && bare_value(document, &text[inner.clone()], tail.trim()) {
                (inner, rest)
            } else if sep == 0 && !tail.trim().is_empty() {
                let dash = tail.trim_start();
                let skip = ["–", "—", "- ", "-> "].iter().find(|mark| dash.starts_with(**mark))?;
                (inner, rest.start + (tail.len() - dash.len()) + skip.len()..text.len())
            } else {
                (inner, rest.start + sep..text.len())
            }
        }
    } else {
        let (label, value) = split_colon(text, symbols)?;
        let words = text[label.clone()].split_whitespace().count();
        if words > 5
            || text[label.clone()].contains(['`', '"', '/', '|', '→', '<']) && !text[label.clone()].contains(" / ")
        {
            return None;
        }
        (label, value)
    };
    field(document, block, line, label, &value, bold)
}

/// Whether a text after a bold label without a colon is its value: "**Files** `src/api/**`", "**Owner** TBD".
fn bare_value(document: &Document<'_>, label: &str, value: &str) -> bool {
    let files = || document.words.label(label) == Some(Meaning::Files(ClaimKind::Owns));
    document.words.knows(label) && (is_undecided(value) || (value.starts_with('`') && files()))
}

/// A field of a line; a label that is not known is one only when it is bold.
fn field(
    document: &Document<'_>,
    block: usize,
    line: Bytes,
    label: Range<usize>,
    value: &Range<usize>,
    bold: bool,
) -> Option<Field> {
    let meaning = document.words.label(&document.slice(line)[label.clone()]);
    (meaning.is_some() || bold).then(|| Field {
        meaning,
        label: at(line, &label),
        inline: document.trimmed(at(line, value)),
        block,
        body: block + 1..block + 1,
        heading: false,
    })
}

/// A bold label with a known meaning inside the value of another one.
fn label_inside(document: &Document<'_>, block: usize, field: &Field) -> Option<Field> {
    let mut marks = document.marks(block, field.inline);
    let mark = marks.find(|mark| mark.kind == MarkKind::Strong && mark.start > field.inline.0)?;
    let found = label(document, block, (mark.start, field.inline.1))?;
    // Without a colon it is a stressed word.
    let end = (mark.end + 4).min(field.inline.1);
    let around = document.text.get(mark.start as usize..end as usize);
    let colon = around.unwrap_or(document.slice((mark.start, mark.end))).contains([':', '：']);
    (found.meaning.is_some() && colon).then_some(found)
}

/// Splits at the first colon that can end a label: the label's range and the value's.
fn split_colon(text: &str, start: usize) -> Option<(Range<usize>, Range<usize>)> {
    let colon = start + at_colon(&text[start..])?.0.len();
    if text[start..colon].chars().take(MAX_LABEL).count() == MAX_LABEL {
        return None;
    }
    let len = colon_length(&text[colon..]);
    if text[colon + len..].starts_with("//") || text[colon + len..].starts_with(':') {
        return None;
    }
    let label = text[start..colon].trim_end_matches(['*', '_', ' ']);
    (!label.is_empty()).then(|| (start..start + label.len(), colon + len..text.len()))
}

/// Length of a colon and the marks and spaces around it at the start of a text.
fn colon_length(text: &str) -> usize {
    let trimmed = text.trim_start_matches([' ', '*', '_']);
    if !trimmed.starts_with([':', '：']) {
        return 0;
    }
    let rest = trimmed.trim_start_matches([':', '：']);
    text.len() - rest.len()
}

fn at(base: Bytes, range: &Range<usize>) -> Bytes {
    (base.0 + offset(range.start), base.0 + offset(range.end))
}
