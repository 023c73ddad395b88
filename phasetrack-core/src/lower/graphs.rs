//! Drawn graphs: arrow chains in the text, trees and boxes in a fence, Mermaid flow charts.
//!
//! An arrow says that what it points at comes later. So that a picture of data or of branches is not taken for an
//! order of work, a drawing counts only where the words around it speak of dependencies, and only between texts that
//! are names of tracks or tasks and nothing else.

use crate::model::{Strength, Target};
use crate::syntax::Kind;
use crate::text::offset;
use crate::vocabulary::{Noun, Relation};

use super::document::{Bytes, Document, decoration, plain};
use super::draft::Who;
use super::drawing::{self, Edge};
use super::known::{Ids, Known};
use super::marks::{Phrases, Signs};
use super::reader::Reader;
use super::{glyphs, mermaid, names, references};

/// Words around a drawing that make it one of who waits for whom.
static ORDER: Phrases = Phrases::new(&[
    "depend",
    "critical path",
    "blocking",
    "prerequisite",
    "execution order",
    "execution graph",
    "execution flow",
    "execution sequence",
    "execution plan",
    "execution strategy",
    "implementation order",
    "build order",
    "order of work",
    "serial",
    "sequencing",
    "sequence",
    "task graph",
    "track graph",
    "dag",
    "依赖",
    "关键路径",
    "执行顺序",
    "의존",
    "실행 순서",
    "依存",
    "実行順序",
    "dependencia",
    "dependência",
]);

/// Words around a drawing that make it one of something else.
static OTHER: Phrases = Phrases::new(&[
    "merge",
    "rebase",
    "branch",
    "deploy",
    "data flow",
    "pipeline",
    "architecture",
    "developer",
    "合并",
    "병합",
]);

/// A word that makes it a drawing of dependencies whatever else stands beside it.
static DEPEND: Phrases = Phrases::new(&["depend"]);

/// Between the links of a chain that is written in a line.
static ARROWS: Signs = Signs::new(&["→", "->", "=>", "⇒", "⟶", "➔", "➜", glyphs::DAMAGED_ARROW]);

/// More names than this in one text are no list of tracks.
const MAX_NAMES: usize = 64;

/// Reads the drawings of a document.
pub(super) fn read(reader: &mut Reader<'_, '_>, ids: &Ids) {
    if reader.drafts.len() < 2 && reader.drafts.iter().all(|draft| draft.tasks.list.len() < 2) {
        return;
    }
    let document = reader.document;
    for index in 0..document.outline.blocks.len() {
        let block = document.block(index);
        if block.quoted || block.content.0 >= block.content.1 {
            continue;
        }
        let scope = reader.scopes[reader.section(index)];
        let nodes = Nodes::new(document, ids, scope);
        let edges = match block.kind {
            Kind::Fence { .. } => match drawing::language(document, block.start) {
                "mermaid" => mermaid::edges(document, block.content, &nodes),
                "" | "text" | "txt" | "plaintext" | "ascii" | "diagram" => fence(document, index, &nodes),
                _ => Vec::new(),
            },
            Kind::Paragraph if reader.owner[index].is_none() && has_order(document.slice(block.content)) => {
                chains(document, index, &nodes)
            }
            _ => Vec::new(),
        };
        for edge in edges {
            draw(reader, &edge);
        }
    }
}

/// A drawing in a fence: one that speaks of order, or one of nothing but names with arrows between them.
fn fence(document: &Document<'_>, index: usize, nodes: &Nodes<'_, '_>) -> Vec<Edge> {
    let content = document.block(index).content;
    if !has_arrow(document.slice(content)) {
        return Vec::new();
    }
    let arrows = drawing::edges(document, content, nodes);
    let (order, other) = context(document, index);
    if order || (arrows.whole && !other) { arrows.edges } else { Vec::new() }
}

fn draw(reader: &mut Reader<'_, '_>, edge: &Edge) {
    // What a track says of itself counts more than a picture.
    let free = matches!(edge.then, Who::Track(draft) if reader.drafts[draft].free);
    if edge.first != edge.then && !free {
        let target = reader.target(edge.first);
        reader.wait(edge.then, target, edge.strength, reader.document.span(edge.at));
    }
}

fn has_order(text: &str) -> bool {
    has_arrow(text) || text.contains("then ")
}

pub(super) fn has_arrow(text: &str) -> bool {
    text.contains(['→', '←', '►', '▶', '➔', '➜', '⇒', '⟶', '↓', '▼', '│', '|'])
        || text.contains("->")
        || text.contains("=>")
        || text.contains(glyphs::DAMAGED_ARROW)
}

/// Lines of a paragraph with arrows, when the label before the first one or the heading speaks of order.
fn chains(document: &Document<'_>, index: usize, nodes: &Nodes<'_, '_>) -> Vec<Edge> {
    let (around, _) = context(document, index);
    let mut edges = Vec::new();
    for line in document.lines(document.block(index).content) {
        let text = document.slice(line);
        if around && !has_arrow(text) {
            edges.extend(sequence(document, line, nodes));
            continue;
        }
        let label = text.split([':', '：']).next().filter(|label| label.len() < text.len() && label.len() < 60);
        let start = label.filter(|label| !has_arrow(label));
        let order = start.filter(|label| speaks_of_order(label));
        let other = start.is_some_and(|label| order.is_none() && nodes.units(label).is_empty());
        if order.is_some() || (around && !other) {
            // A full-width colon has three bytes.
            let skip = order
                .map_or(0, |label| offset(label.len() + text[label.len()..].chars().next().map_or(0, char::len_utf8)));
            edges.extend(drawing::edges(document, (line.0 + skip, line.1), nodes).edges);
        }
    }
    edges
}

/// "Phase 1: A, B (parallel); then C": what stands behind "then" waits for what stands before it.
fn sequence(document: &Document<'_>, line: Bytes, nodes: &Nodes<'_, '_>) -> Vec<Edge> {
    let text = document.slice(line);
    let parts: Vec<&str> = text.split("then ").collect();
    let name = |part: &str| {
        let part = part.rsplit([':', '：']).next().unwrap_or(part);
        nodes.units(part.trim().trim_end_matches([',', ';', '.', ' ']))
    };
    let named: Vec<Vec<Who>> = parts.iter().map(|part| name(part)).collect();
    let pairs =
        named.windows(2).flat_map(|pair| pair[0].iter().flat_map(|first| pair[1].iter().map(|then| (*first, *then))));
    pairs.map(|(first, then)| Edge { first, then, strength: Strength::Hard, at: line }).collect()
}

/// Whether the words around a block speak of an order of work, and whether they speak of something else.
fn context(document: &Document<'_>, index: usize) -> (bool, bool) {
    let texts = around(document, index);
    (texts.iter().any(|text| speaks_of_order(text)), texts.iter().any(|text| OTHER.find(text).is_some()))
}

/// The words around a block: its heading, the line before it, and its first line if it is no text; long ones are none.
pub(super) fn around<'a>(document: &Document<'a>, index: usize) -> Vec<&'a str> {
    let section = document.section(index);
    let heading = document.outline.sections[section].heading;
    let before = index.checked_sub(1).filter(|before| {
        Some(*before) != heading
            && document.block(*before).kind == Kind::Paragraph
            && document.section(*before) == section
    });
    let first =
        document.lines(document.block(index).content).next().filter(|_| document.block(index).kind != Kind::Paragraph);
    let texts = [heading, before].into_iter().flatten().map(|block| document.content(block));
    texts.chain(first.map(|line| document.slice(line))).filter(|text| text.len() < 200).collect()
}

/// Whether a text speaks of an order of work, and of nothing else.
fn speaks_of_order(text: &str) -> bool {
    ORDER.find(text).is_some() && (OTHER.find(text).is_none() || DEPEND.find(text).is_some())
}

/// Finds who a text in a drawing names.
pub(super) struct Nodes<'c, 'a> {
    pub(super) document: &'c Document<'a>,
    pub(super) known: Known<'c>,
}

impl<'c, 'a> Nodes<'c, 'a> {
    /// Names as a text of a phase means them; one that stands before all phases means those of any.
    pub(super) fn new(document: &'c Document<'a>, ids: &'c Ids, scope: usize) -> Self {
        Self { document, known: ids.within((scope > 0).then_some(scope)) }
    }

    /// The tracks and tasks that a text names; none when it says anything else.
    pub(super) fn units(&self, text: &str) -> Vec<Who> {
        let edge =
            |c: char| c.is_whitespace() || matches!(c, '*' | '`' | '"' | '\'' | '[' | ']' | '{' | '}' | '|' | '.');
        let text = text.trim_matches(edge);
        let text = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or(text);
        if text.is_empty() || text.len() > 400 {
            return Vec::new();
        }
        let named = |text| parts(text).map(|part| self.unit(part)).collect::<Option<Vec<Who>>>();
        // "Chain 1 (backend): T1": what stands before a colon describes the drawing, if it names nothing itself.
        let found = named(text).or_else(|| {
            let (label, rest) = text.rsplit_once([':', '：'])?;
            named(label).is_none().then(|| named(rest.trim()))?
        });
        found.filter(|found| found.len() <= MAX_NAMES).unwrap_or_default()
    }

    /// Whom each link of a chain of arrows names: "A → B, C → D". None when a link says anything else; a text without an
    /// arrow is one link.
    pub(super) fn links(&self, text: &str) -> Option<Vec<Vec<Who>>> {
        let mut links = Vec::new();
        let mut rest = Some(text);
        while let Some(text) = rest {
            let arrow = ARROWS.find(text, 0);
            let named = self.units(&text[..arrow.unwrap_or(text.len())]);
            if named.is_empty() {
                return None;
            }
            links.push(named);
            rest = arrow.map(|at| &text[at + ARROWS.at(text, at).map_or(1, str::len)..]);
        }
        Some(links)
    }

    fn unit(&self, text: &str) -> Option<Who> {
        let text = &text[decoration(text)..];
        let words = self.document.words;
        let known = |id: &str| {
            let track = self.known.track(id).map(|id| Target::Track(id.clone()));
            let task = self.known.task(id).map(|id| Target::Task(id.clone()));
            track.or(task).and_then(|target| self.known.who(&target))
        };
        if let Some(named) = names::name(text, words).filter(|named| named.closed && !named.several) {
            let whole = text[..named.at.1 as usize].trim();
            let group = matches!(named.noun, Some(Noun::Phase | Noun::Group | Noun::Story));
            let fits = self.known.is_of_kind(&named.id, &named.word);
            return known(whole).or_else(|| known(&named.id).filter(|_| fits && !group));
        }
        let head = text.split(['(', '（', ':', '：']).next().unwrap_or(text);
        let head = [" - ", " — ", " – "].iter().find_map(|dash| head.split_once(dash)).map_or(head, |(head, _)| head);
        let head = plain(head);
        // "TrackA", "track_a": names as programs need them.
        let spaced = head.replace('_', " ");
        let glued = names::kind_word(&spaced, words).map(|(_, _, len)| spaced[len..].trim());
        let glued = glued.or_else(|| {
            let at = head.rfind(|c: char| c.is_ascii_lowercase())? + 1;
            let noun = words.noun(&head[..at]);
            (noun == Some(Noun::Track) || noun == Some(Noun::Worker)).then_some(&head[at..])
        });
        known(&head)
            .or_else(|| glued.filter(|id| !id.is_empty() && id.len() <= 4).and_then(known))
            .or_else(|| self.known.who(&Target::Track(self.known.by_title(&head)?.clone())))
    }

    /// What a text says of the one before it: "needs Agent 1's results" after an arrow.
    pub(super) fn waited_for(&self, range: Bytes) -> Vec<Who> {
        let text = self.document.slice(range);
        let Some(phrase) = self.document.words.phrase(text).filter(|phrase| phrase.relation != Relation::Blocks) else {
            return Vec::new();
        };
        let rest = (range.0 + offset(phrase.end), range.1);
        let found = references::find(self.document, rest, self.known).list;
        let near = found.first().filter(|first| {
            let lead = self.document.slice((rest.0, first.span.start.max(rest.0)));
            text[..phrase.start].trim().is_empty() && lead.split_whitespace().count() <= 2
        });
        near.and_then(|first| self.known.who(&first.target)).into_iter().collect()
    }
}

/// The parts of a list of names, split outside of parentheses.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_i32;
    let mut ends: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        depth += i32::from(matches!(c, '(' | '[' | '（')) - i32::from(matches!(c, ')' | ']' | '）'));
        if depth == 0 && matches!(c, ',' | '+' | '&' | '/' | '，' | '、' | '∥' | '·' | '|') {
            ends.push((start, at));
            start = at + c.len_utf8();
        } else if depth == 0 && text[at..].starts_with(" and ") {
            ends.push((start, at));
            start = at + " and ".len();
        }
    }
    ends.push((start, text.len()));
    ends.into_iter().map(move |(start, end)| text[start.min(end)..end].trim())
}
