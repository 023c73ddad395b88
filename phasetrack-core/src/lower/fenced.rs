//! Plans inside fences: YAML-like assignments, reports of a planner, prompts for agents, drawn boxes.
//!
//! Only fences of plain text or YAML are looked at; a program is never a plan. What a fence says of a track is taken
//! when the fence stands in the track's section, or when a line of it names the track.

use crate::model::{Claim, ClaimKind, Track};
use crate::syntax::Kind;
use crate::text::{Spanned, offset};
use crate::vocabulary::{Meaning, Noun};

use super::claims::Claims;
use super::document::{Bytes, Document, at_colon, decoration, plain};
use super::fields::Field;
use super::reader::Reader;
use super::tasks::Tasks;
use super::{names, paths, statement, tree, values};

/// What a fence's info string promises.
#[derive(PartialEq, Eq)]
enum Language {
    Text,
    Shell,
    Program,
}

/// Reads all fences.
pub(super) fn read(reader: &mut Reader<'_, '_>) {
    for index in 0..reader.document.outline.blocks.len() {
        let block = reader.document.block(index);
        if !matches!(block.kind, Kind::Fence { .. }) || block.content.0 >= block.content.1 {
            continue;
        }
        let around = reader.owner[index];
        match language(reader.document, block.start) {
            Language::Text => Fence { reader, block: index, around, draft: around, label: None }.read(block.content),
            Language::Shell => steps(reader, block.content, around),
            Language::Program => {}
        }
    }
}

fn language(document: &Document<'_>, start: u32) -> Language {
    let line = document.text[start as usize..].lines().next().unwrap_or_default();
    match line.trim_start_matches(['`', '~', ' ', '>']).trim() {
        "" | "text" | "txt" | "plaintext" | "plain" | "yaml" | "yml" | "console" | "output" => Language::Text,
        "bash" | "sh" | "shell" => Language::Shell,
        _ => Language::Program,
    }
}

/// Whether the fence that begins at a byte holds plain text, which may be a part of a plan.
pub(super) fn is_text(document: &Document<'_>, start: u32) -> bool {
    language(document, start) == Language::Text
}

/// A shell fence in a track's section can list its steps as "1. Task 2.1: …".
fn steps(reader: &mut Reader<'_, '_>, content: Bytes, around: Option<usize>) {
    let Some(draft) = around else { return };
    let document = reader.document;
    for line in document.lines(content) {
        let text = document.slice(line);
        let skip = names::numbering(text);
        if names::kind_word(&text[skip..], document.words).is_some_and(|(noun, ..)| noun == Noun::Task) {
            task(reader, draft, (line.0 + offset(skip), line.1));
        }
    }
}

fn task(reader: &mut Reader<'_, '_>, draft: usize, line: Bytes) {
    let into = &mut reader.drafts[draft].tasks;
    Tasks { document: reader.document, draft, into, pending: &mut reader.pending, section: None }.line(line);
}

/// The reading of one fence.
struct Fence<'r, 'c, 'a> {
    reader: &'r mut Reader<'c, 'a>,
    /// The fence's block.
    block: usize,
    /// The track in whose section the fence stands.
    around: Option<usize>,
    /// The track that the lines speak of.
    draft: Option<usize>,
    /// The last label and how far it is indented.
    label: Option<(Meaning, usize)>,
}

impl<'a> Fence<'_, '_, 'a> {
    fn read(&mut self, content: Bytes) {
        let document = self.reader.document;
        for line in document.raw_lines(content) {
            let raw = document.slice(line);
            let indent = raw.len() - raw.trim_start().len();
            if let Some(body) = self.unboxed(document.trimmed(line)) {
                self.line(body, indent);
            }
        }
    }

    fn line(&mut self, body: Bytes, indent: usize) {
        let document = self.reader.document;
        let text = document.slice(body);
        if let Some(draft) = self.unit(text) {
            (self.draft, self.label) = (Some(draft), None);
            return;
        }
        let Some(draft) = self.draft.filter(|_| !text.is_empty()) else { return };
        if self.around.is_some() {
            if worker(document, body, &mut self.reader.drafts[draft].track) {
                return;
            }
            if text.starts_with("Task ") {
                self.label = None;
                return task(self.reader, draft, body);
            }
        }
        match marker(text) {
            Some(len) => self.item(draft, (body.0 + offset(len), body.1)),
            None => self.labelled(draft, body, indent),
        }
    }

    /// A line without a list marker: a label with or without a value, or the end of a labelled list.
    fn labelled(&mut self, draft: usize, body: Bytes, indent: usize) {
        let document = self.reader.document;
        let text = document.slice(body);
        let Some((label, value)) = at_colon(text) else {
            self.label = self.label.filter(|(_, at)| indent > *at);
            return;
        };
        let meaning = if label.len() < 40 && !label.contains('/') { document.words.label(label) } else { None };
        self.label = meaning.map(|meaning| (meaning, indent));
        let range = document.trimmed((body.1 - offset(value.len()), body.1));
        let Some(meaning) = meaning.filter(|_| range.0 < range.1) else { return };
        match meaning {
            Meaning::Files(kind) => files(document, range, kind, &mut self.reader.drafts[draft].claims),
            // A prompt repeats what the text around it says, often in other words.
            Meaning::Owner if !self.reader.drafts[draft].track.owners.is_empty() => {}
            Meaning::MaybeFiles | Meaning::Name | Meaning::NoConflict => {}
            _ => {
                let label = (body.0, body.0 + offset(label.len()));
                statement::read(self.reader, &Field::apart(meaning, label, self.block, range), draft, None);
            }
        }
    }

    fn item(&mut self, draft: usize, item: Bytes) {
        match self.label {
            Some((Meaning::Files(kind), _)) => {
                file(self.reader.document, item, kind, &mut self.reader.drafts[draft].claims);
            }
            Some((Meaning::Tasks, _)) => task(self.reader, draft, item),
            _ if self.around.is_none() => task(self.reader, draft, item),
            _ => {}
        }
    }

    /// A line without the edges of a drawn box. A box with two columns is a table: the first cell names the track, the
    /// second a file; such a line is read here and gives nothing.
    fn unboxed(&mut self, body: Bytes) -> Option<Bytes> {
        let document = self.reader.document;
        let text = document.slice(body);
        let Some(inner) = text.strip_prefix('│').and_then(|rest| rest.strip_suffix('│')) else { return Some(body) };
        let base = body.0 + offset('│'.len_utf8());
        let Some((first, second)) = inner.split_once('│') else {
            return Some(document.trimmed((base, base + offset(inner.len()))));
        };
        if second.contains('│') || self.around.is_some() {
            return None;
        }
        if let Some(Meaning::Files(kind)) = document.words.label(second) {
            self.label = Some((Meaning::Files(kind), 0));
            return None;
        }
        let named = names::name(first.trim(), document.words).and_then(|named| self.reader.draft(&named.id, None));
        self.draft = named.or(self.draft);
        if let (Some(draft), Some((Meaning::Files(kind), _))) = (self.draft, self.label) {
            let start = base + offset(first.len() + '│'.len_utf8());
            let cell = document.trimmed((start, start + offset(second.len())));
            file(document, cell, kind, &mut self.reader.drafts[draft].claims);
        }
        None
    }

    /// A line that names a track: "Track 1 (Backend API):".
    fn unit(&self, text: &'a str) -> Option<usize> {
        if !text.ends_with([':', '：', ')']) {
            return None;
        }
        let named = names::name(text, self.reader.document.words)?;
        let kind = named.noun.is_none() || matches!(named.noun, Some(Noun::Track | Noun::Worker));
        let draft = self.reader.draft(&named.id, None).filter(|_| kind && named.closed && !named.several)?;
        self.around.is_none_or(|around| around == draft).then_some(draft)
    }
}

/// Length of a list marker, a number or the lines of a drawn tree at the start of a line.
fn marker(text: &str) -> Option<usize> {
    if text.starts_with(['├', '└', '│']) {
        return Some(decoration(text));
    }
    let number = text.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = number > 0 && text[number..].starts_with(". ");
    let skip = |c: char| matches!(c, '-' | '*' | '•' | ' ' | '.') || c.is_ascii_digit();
    (numbered || text.starts_with(['-', '*', '•'])).then(|| text.len() - text.trim_start_matches(skip).len())
}

/// A key that names a worker: `developer_1:`.
fn worker(document: &Document<'_>, line: Bytes, track: &mut Track) -> bool {
    let Some(key) = document.slice(line).strip_suffix(':') else { return false };
    let spaced = key.replace('_', " ");
    let named = names::name(&spaced, document.words);
    let is_worker = named.is_some_and(|named| named.noun == Some(Noun::Worker));
    if is_worker {
        values::add_owner(Spanned::new(key.to_owned(), document.span((line.0, line.1 - 1))), track);
    }
    is_worker
}

/// Files beside a label, split at commas.
fn files(document: &Document<'_>, range: Bytes, kind: ClaimKind, claims: &mut Claims) {
    let mut at = range.0;
    for part in document.slice(range).split(',') {
        let end = at + offset(part.len());
        file(document, document.trimmed((at, end)), kind, claims);
        at = end + 1;
    }
}

/// A path with its remark on one line of a fence.
fn file(document: &Document<'_>, range: Bytes, kind: ClaimKind, claims: &mut Claims) {
    for leaf in tree::leaves(document, range) {
        let shaped = leaf.path.contains(['/', '*']) || paths::has_extension(&leaf.path) || leaf.path.starts_with('.');
        if !shaped {
            continue;
        }
        let mut claim = Claim::new(Spanned::new(leaf.path, document.span(leaf.at)), kind);
        claim.remark = paths::remark(document, leaf.remark);
        if claim.remark.as_deref().is_some_and(|remark| plain(remark).eq_ignore_ascii_case("new")) {
            claim.kind = ClaimKind::Creates;
        }
        claims.push(claim);
    }
}
