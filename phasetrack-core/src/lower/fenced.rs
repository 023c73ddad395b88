//! Plans inside fences: YAML-like assignments, reports of a planner, prompts for agents.
//!
//! Only fences of plain text or YAML are looked at; a program is never a plan. What a fence says of a track is taken
//! when the fence stands in the track's section, or when a line of it names the track.

use crate::model::{Claim, ClaimKind};
use crate::syntax::Kind;
use crate::text::{Spanned, offset};
use crate::vocabulary::{Meaning, Noun};

use super::claims::Claims;
use super::document::{Bytes, Document, plain};
use super::reader::Reader;
use super::tasks::Tasks;
use super::{names, paths, tree, values};

/// Reads all fences. `claims` has one entry a draft.
pub(super) fn read(reader: &mut Reader<'_, '_>, claims: &mut [Claims]) {
    for index in 0..reader.document.outline.blocks.len() {
        let block = reader.document.block(index);
        if !matches!(block.kind, Kind::Fence { .. }) || block.content.0 >= block.content.1 {
            continue;
        }
        let around = reader.owner[index];
        match language(reader.document, block.start) {
            Language::Text => fence(reader, block.content, around, claims),
            Language::Shell => steps(reader, block.content, around),
            Language::Program => {}
        }
    }
}

/// What a fence's info string promises.
enum Language {
    Text,
    Shell,
    Program,
}

fn language(document: &Document<'_>, start: u32) -> Language {
    let line = document.text[start as usize..].lines().next().unwrap_or_default();
    let info = line.trim_start_matches(['`', '~', ' ', '>']).trim();
    match info {
        "" | "text" | "txt" | "plaintext" | "plain" | "yaml" | "yml" | "console" | "output" => Language::Text,
        "bash" | "sh" | "shell" => Language::Shell,
        _ => Language::Program,
    }
}

/// A shell fence in a track's section can list its steps as "1. Task 2.1: …".
fn steps(reader: &mut Reader<'_, '_>, content: Bytes, around: Option<usize>) {
    let Some(draft) = around else { return };
    let document = reader.document;
    for line in document.raw_lines(content) {
        let line = document.trimmed(line);
        let text = document.slice(line);
        let skip = names::numbering(text);
        if names::kind_word(&text[skip..], document.words).is_some_and(|(noun, ..)| noun == Noun::Task) {
            task(reader, draft, (line.0 + offset(skip), line.1));
        }
    }
}

fn task(reader: &mut Reader<'_, '_>, draft: usize, line: Bytes) {
    let list = std::mem::take(&mut reader.drafts[draft].track.tasks);
    let mut tasks = Tasks { document: reader.document, draft, list, extents: Vec::new(), pending: &mut reader.pending };
    tasks.line(line);
    reader.drafts[draft].track.tasks = tasks.list;
}

/// Where the reading of a fence stands.
struct State {
    /// The track that the lines speak of.
    draft: Option<usize>,
    /// The last label, how far it is indented.
    label: Option<(Meaning, usize)>,
}

fn fence(reader: &mut Reader<'_, '_>, content: Bytes, around: Option<usize>, claims: &mut [Claims]) {
    let document = reader.document;
    let mut state = State { draft: around, label: None };
    for line in document.raw_lines(content) {
        let raw = document.slice(line);
        let indent = raw.len() - raw.trim_start().len();
        let Some(body) = unboxed(reader, line, &mut state, around, claims) else { continue };
        let text = document.slice(body);
        if text.is_empty() {
            continue;
        }
        if let Some(draft) = unit(reader, text, around) {
            state = State { draft: Some(draft), label: None };
            continue;
        }
        let Some(draft) = state.draft else { continue };
        if around.is_some() && worker(document, body, &mut reader.drafts[draft].track) {
            continue;
        }
        let marker = text.len()
            - text
                .trim_start_matches(|c: char| matches!(c, '-' | '*' | '•' | ' ') || c.is_ascii_digit() || c == '.')
                .len();
        let drawn = text.starts_with(['├', '└', '│']);
        let marker = if drawn { super::document::decoration(text) } else { marker };
        let is_item = drawn
            || text.starts_with(['-', '*', '•'])
            || text.split_once(". ").is_some_and(|(n, _)| n.bytes().all(|b| b.is_ascii_digit()));
        if text.starts_with("Task ") && around.is_some() {
            task(reader, draft, body);
            state.label = None;
            continue;
        }
        if !is_item {
            if let Some((label, value)) = text.split_once([':', '：']) {
                let meaning = if label.len() < 40 && !label.contains('/') { document.words.label(label) } else { None };
                state.label = meaning.map(|meaning| (meaning, indent));
                if let Some(meaning) = meaning.filter(|_| !value.trim().is_empty()) {
                    let start = body.0 + offset(text.len() - value.len());
                    one_line(
                        document,
                        meaning,
                        document.trimmed((start, body.1)),
                        &mut reader.drafts[draft].track,
                        &mut claims[draft],
                    );
                }
                continue;
            }
            if state.label.is_some_and(|(_, at)| indent <= at) {
                state.label = None;
            }
            continue;
        }
        let item = (body.0 + offset(marker), body.1);
        match state.label {
            Some((Meaning::Files(kind), _)) => file(document, item, kind, &mut claims[draft]),
            _ if around.is_none() || matches!(state.label, Some((Meaning::Tasks, _))) => {
                task(reader, draft, item);
            }
            _ => {}
        }
    }
}

/// A line without the edges of a drawn box. A box with columns is a table: the first cell names the track, the second
/// a file; such a line is read here and gives nothing.
fn unboxed(
    reader: &Reader<'_, '_>,
    line: Bytes,
    state: &mut State,
    around: Option<usize>,
    claims: &mut [Claims],
) -> Option<Bytes> {
    let document = reader.document;
    let body = document.trimmed(line);
    let text = document.slice(body);
    let Some(inner) = text.strip_prefix('│').and_then(|rest| rest.strip_suffix('│')) else { return Some(body) };
    let base = body.0 + offset('│'.len_utf8());
    let Some((first, second)) = inner.split_once('│') else {
        return Some(document.trimmed((base, base + offset(inner.len()))));
    };
    if second.contains('│') || around.is_some() {
        return None;
    }
    if document.words.label(second).is_some_and(|meaning| matches!(meaning, Meaning::Files(_))) {
        state.label = Some((Meaning::Files(ClaimKind::Owns), 0));
        return None;
    }
    if let Some(draft) = named_unit(reader, first.trim()) {
        state.draft = Some(draft);
    }
    if let (Some(draft), Some((Meaning::Files(kind), _))) = (state.draft, state.label) {
        let start = base + offset(first.len() + '│'.len_utf8());
        file(document, document.trimmed((start, start + offset(second.len()))), kind, &mut claims[draft]);
    }
    None
}

/// A cell that is a track's id: "Dev-02", "WS1".
fn named_unit(reader: &Reader<'_, '_>, text: &str) -> Option<usize> {
    let named = names::name(text, reader.document.words)?;
    reader.draft(&named.id, None)
}

/// A line that names a track: "Track 1 (Backend API):".
fn unit(reader: &Reader<'_, '_>, text: &str, around: Option<usize>) -> Option<usize> {
    let named = names::name(text, reader.document.words)?;
    let kind = named.noun.is_none() || matches!(named.noun, Some(Noun::Track | Noun::Worker));
    if !kind || !named.closed || named.several || !text.ends_with([':', '：', ')']) {
        return None;
    }
    reader.draft(&named.id, None).filter(|draft| around.is_none_or(|around| around == *draft))
}

/// A key that names a worker: `developer_1:`.
fn worker(document: &Document<'_>, line: Bytes, track: &mut crate::model::Track) -> bool {
    let text = document.slice(line);
    let Some(key) = text.strip_suffix(':') else { return false };
    let spaced = key.replace('_', " ");
    let is_worker = names::name(&spaced, document.words).is_some_and(|named| named.noun == Some(Noun::Worker));
    if is_worker && !track.owners.iter().any(|owner| owner.value == key) {
        track.owners.push(Spanned::new(key.to_owned(), document.span((line.0, line.1 - 1))));
    }
    is_worker
}

fn one_line(
    document: &Document<'_>,
    meaning: Meaning,
    range: Bytes,
    track: &mut crate::model::Track,
    claims: &mut Claims,
) {
    match meaning {
        Meaning::Files(kind) => {
            for part in document.slice(range).split(',') {
                let start = range.0 + offset(part.as_ptr() as usize - document.slice(range).as_ptr() as usize);
                file(document, document.trimmed((start, start + offset(part.len()))), kind, claims);
            }
        }
        Meaning::Effort if track.effort.is_none() => values::effort(document, range, track, &mut Vec::new()),
        Meaning::Owner if track.owners.is_empty() => values::owners(document, range, track),
        _ => {}
    }
}

/// A path with its remark on one line of a fence.
fn file(document: &Document<'_>, range: Bytes, kind: ClaimKind, claims: &mut Claims) {
    for leaf in tree::leaves(document, range) {
        if leaf.path.contains('/')
            || paths::has_extension(&leaf.path)
            || leaf.path.contains('*')
            || leaf.path.starts_with('.')
        {
            let mut claim = Claim::new(Spanned::new(leaf.path, document.span(leaf.at)), kind);
            claim.remark = paths::remark(document, leaf.remark);
            if claim.remark.as_deref().is_some_and(|remark| plain(remark).eq_ignore_ascii_case("new")) {
                claim.kind = ClaimKind::Creates;
            }
            claims.push(claim);
        }
    }
}
