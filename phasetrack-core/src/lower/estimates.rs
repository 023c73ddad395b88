//! Efforts that one figure gives to several tracks or tasks: the chain "Chain 1: T1 → T2 (42 hours)", the sprint
//! "Sprint 2 (3 tasks, 24 hours)" above its tasks, and "7 tracks × 3 days each".

use crate::id::Effort;
use crate::model::{Dependency, Estimate, Strength, Target};
use crate::syntax::Kind;
use crate::text::{Spanned, offset};
use crate::vocabulary::Noun;

use super::document::{Bytes, Document, at_colon, plain};
use super::fenced;
use super::graphs::Nodes;
use super::known::Ids;
use super::names;
use super::reader::Reader;

/// Between a number of tracks and what each of them takes.
const TIMES: &[&str] = &["×", " x ", "*", " at ", " @ "];

/// Words behind an amount that still say no more than the amount.
const TOTAL: &[&str] = &["total", "together", "combined", "work", "of", "in", "all"];

/// No more lines below one are looked at for its tasks.
const MAX_LINES: usize = 1_000;

/// A line with a figure at its end.
struct Figure {
    /// How many tasks it is said to be for.
    count: Option<usize>,
    effort: Spanned<Effort>,
    /// What stands before it.
    before: Bytes,
}

/// Reads the figures of a document, when all its tracks and tasks are known.
pub(super) fn read(reader: &mut Reader<'_, '_>, ids: &Ids) {
    if reader.drafts.is_empty() {
        return;
    }
    let document = reader.document;
    let mut tasks = Vec::new();
    for (draft, index) in reader.drafts.iter().zip(0..) {
        tasks.extend((0..draft.tasks.list.len()).map(|task| (draft.tasks.list[task].span.start, index, task)));
    }
    tasks.sort_unstable();
    for index in 0..document.outline.blocks.len() {
        let block = document.block(index);
        let scope = reader.scopes[reader.section(index)];
        match block.kind {
            Kind::Fence { .. } if fenced::is_text(document, block.start) => {
                for line in document.raw_lines(block.content) {
                    let below = || (line.1, below(document, (line.1, block.content.1), indent(document, line)));
                    take(reader, ids, scope, document.trimmed(line), &tasks, below);
                }
            }
            Kind::Heading(_) | Kind::Paragraph | Kind::Cell if !block.quoted => {
                for line in document.lines(block.content) {
                    take(reader, ids, scope, line, &tasks, || (line.1, end_of(document, index)));
                    each(reader, scope, line);
                }
            }
            _ => {}
        }
    }
}

fn indent(document: &Document<'_>, line: Bytes) -> usize {
    let text = document.slice(line);
    text.len() - text.trim_start().len()
}

/// Where the lines end that are indented deeper than one before them.
fn below(document: &Document<'_>, rest: Bytes, indent_above: usize) -> u32 {
    let deeper = |line: &Bytes| document.slice(*line).trim().is_empty() || indent(document, *line) > indent_above;
    // The rest begins with the end of the line above.
    let lines = document.raw_lines(rest).skip(1).take(MAX_LINES).take_while(deeper);
    lines.last().map_or(rest.0, |line| line.1)
}

/// Where the section of a heading, or what hangs on an item, ends.
fn end_of(document: &Document<'_>, index: usize) -> u32 {
    let blocks = &document.outline.blocks;
    let block = document.block(index);
    let last = match block.kind {
        Kind::Heading(_) => document.outline.sections[document.section(index)].all.end,
        _ => {
            index + 1 + blocks[index + 1..].iter().take(MAX_LINES).take_while(|below| below.depth > block.depth).count()
        }
    };
    blocks[last - 1].end.max(block.end)
}

/// "… (3 tasks, 24 hours)" at the end of a line.
fn figure(document: &Document<'_>, line: Bytes) -> Option<Figure> {
    let text = document.slice(line).trim_end_matches(['*', ':', ' ']);
    let open = text.strip_suffix(')')?.rfind('(')?;
    let (mut count, mut effort) = (None, None);
    let mut at = line.0 + offset(open + 1);
    for part in text[open + 1..text.len() - 1].split(',') {
        let range = document.trimmed((at, at + offset(part.len())));
        at += offset(part.len() + 1);
        if let Some(number) = counted(document, range, &[Noun::Task, Noun::Track]) {
            count = Some(number);
        } else {
            effort = Some(Spanned::new(amount(document.slice(range))?, document.span(range)));
        }
    }
    Some(Figure { count, effort: effort?, before: document.trimmed((line.0, line.0 + offset(open))) })
}

/// "3 tasks": the number, if there is nothing else.
fn counted(document: &Document<'_>, range: Bytes, nouns: &[Noun]) -> Option<usize> {
    let (number, word) = document.slice(range).split_once(' ')?;
    let (noun, _, len) = names::kind_word(word.trim_start(), document.words)?;
    (nouns.contains(&noun) && len == word.trim_start().len()).then(|| number.parse().ok())?
}

/// "~24 hours", "3 days total": an amount of time and nothing else.
fn amount(text: &str) -> Option<Effort> {
    let effort: Effort = text.parse().ok()?;
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit() || "~≈-–—".contains(c));
    let is_unit = |word: &str| format!("1 {word}").parse::<Effort>().is_ok();
    let mut words = text.split_whitespace();
    words.all(|word| is_number(word) || is_unit(word) || TOTAL.contains(&word) || word == "to").then_some(effort)
}

/// Takes the figure of a line, if it has one: that of what the line names, or of the tasks that hang on it.
fn take(
    reader: &mut Reader<'_, '_>,
    ids: &Ids,
    scope: usize,
    line: Bytes,
    tasks: &[(u32, usize, usize)],
    below: impl Fn() -> Bytes,
) {
    let Some(figure) = figure(reader.document, line) else { return };
    let listed = || figure.count.and_then(|count| listed(reader, tasks, below(), count));
    if let Some(members) = chain(reader, ids, scope, &figure).or_else(listed) {
        let text = reader.document.slice(figure.before);
        let label = at_colon(text).map_or(text, |(label, _)| label);
        let label = plain(label.trim_start_matches(['-', '*', '#', ' ']));
        reader.phases[scope].estimates.push(Estimate { label, effort: figure.effort, members });
    }
}

/// What a line before its figure names, if it names at least two and says nothing else.
fn chain(reader: &Reader<'_, '_>, ids: &Ids, scope: usize, figure: &Figure) -> Option<Vec<Dependency>> {
    let document = reader.document;
    let text = document.slice(figure.before);
    let nodes = Nodes { document, known: ids.within((scope > 0).then_some(scope)) };
    // "Depends on: A, B (3 days)" is a value, no sum.
    let states = || at_colon(text).is_some_and(|(label, _)| document.words.label(label).is_some());
    let links = nodes.links(text).filter(|links| links.len() > 1 || !states())?;
    let members = links.into_iter().flatten().map(|who| hard(reader.target(who), document, figure.before));
    let members: Vec<Dependency> = members.collect();
    (members.len() > 1).then_some(members)
}

/// The tasks that begin within a range, by their places, if there are so many as is said.
fn listed(
    reader: &Reader<'_, '_>,
    tasks: &[(u32, usize, usize)],
    range: Bytes,
    count: usize,
) -> Option<Vec<Dependency>> {
    let place = |byte: u32| tasks.partition_point(|(start, ..)| *start < byte);
    let found = tasks.get(place(range.0)..place(range.1)).filter(|found| found.len() == count)?;
    let members = found.iter().map(|&(_, draft, task)| {
        let task = &reader.drafts[draft].tasks.list[task];
        Some(hard(Target::Task(task.id.clone()?), reader.document, (task.span.start, task.span.end)))
    });
    members.collect()
}

fn hard(target: Target, document: &Document<'_>, at: Bytes) -> Dependency {
    Dependency { target, strength: Strength::Hard, span: document.span(at) }
}

/// "7 workstreams × 3 days each": the estimate of every track that has none of its own, if there are so many.
fn each(reader: &mut Reader<'_, '_>, scope: usize, line: Bytes) {
    let document = reader.document;
    let text = document.slice(line);
    let Some(end) = text.find(" each") else { return };
    let Some((times, sign)) = TIMES.iter().find_map(|sign| Some((text[..end].rfind(sign)?, sign))) else { return };
    let before = text[..times].trim_end();
    let start = before.rfind(|c: char| !(c.is_alphanumeric() || matches!(c, ' ' | '-'))).map_or(0, |at| at + 1);
    let start = start + before[start..].find(|c: char| c.is_ascii_digit()).unwrap_or(0);
    let number = counted(document, (line.0 + offset(start), line.0 + offset(before.len())), &[Noun::Track]);
    let range = document.trimmed((line.0 + offset(times + sign.len()), line.0 + offset(end)));
    let Some(effort) = amount(document.slice(range)) else { return };
    let tracks = |reader: &Reader<'_, '_>| reader.drafts.iter().filter(|draft| draft.scope == scope).count();
    if number != Some(tracks(reader)) {
        return;
    }
    for draft in reader.drafts.iter_mut().filter(|draft| draft.scope == scope) {
        if draft.track.effort.is_none() && draft.track.effort_text.is_none() {
            let span = document.span(range);
            draft.track.effort_text = Some(Spanned::new(effort.to_string(), span));
            draft.track.effort = Some(Spanned::new(effort.clone(), span));
        }
    }
}
