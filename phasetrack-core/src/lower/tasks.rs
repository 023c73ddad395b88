//! Numbered and ticked steps.

use std::collections::btree_map::Entry;
use std::ops::Range;

use crate::id::{Effort, TaskId};
use crate::model::Task;
use crate::syntax::{Kind, MarkKind};
use crate::text::{Spanned, offset};
use crate::vocabulary::{Meaning, Noun};

use super::clauses::remarks;
use super::document::{Bytes, Document, decoration, plain};
use super::draft::{Pending, Says, TaskList, Who};
use super::fields::Field;
use super::marks::Signs;
use super::task_id::{Place, dashed_number, task_id};
use super::words::alike;
use super::{names, values};

/// Marks of a title by which its task is done.
static DONE: Signs = Signs::new(&["✓", "✅", "CLOSED"]);

/// Tasks of one id that are compared with a further one.
const MAX_REPEATED: usize = 16;

/// Collects the tasks of one draft.
pub(super) struct Tasks<'c, 'a> {
    pub(super) document: &'c Document<'a>,
    /// The draft's index, for dependency texts.
    pub(super) draft: usize,
    pub(super) into: &'c mut TaskList,
    pub(super) pending: &'c mut Vec<Pending>,
    /// What the heading around says of its items.
    pub(super) section: Option<Meaning>,
}

impl Tasks<'_, '_> {
    /// Tasks among the headings and items of a region. `skip` tells blocks that belong to something else.
    pub(super) fn region(&mut self, region: Range<usize>, fields: &[Field], skip: impl Fn(usize) -> bool) {
        let mut meaning: Option<Meaning> = None;
        let mut field = fields.partition_point(|field| field.block < region.start);
        let mut until = region.start;
        self.section = None;
        let mut top = u16::MAX;
        for index in region {
            if skip(index) {
                continue;
            }
            while let Some(next) = fields.get(field).filter(|next| next.block <= index) {
                if next.heading {
                    self.section = next.meaning;
                }
                // Below a value that stands beside its label, a list is a list of its own.
                let lists =
                    matches!(next.meaning, Some(Meaning::Tasks | Meaning::Criteria | Meaning::Deliverables) | None);
                let beside = next.inline.0 + 2 < next.inline.1 && !lists;
                let end = if beside { next.block + 1 } else { next.body.end.max(next.block + 1) };
                (meaning, until) = (next.meaning, end);
                top = u16::MAX;
                field += 1;
            }
            let block = self.document.block(index);
            let current = if index < until { meaning } else { self.section };
            match block.kind {
                Kind::Heading(_) => {
                    if field == 0 || fields[field - 1].block != index {
                        self.section = None;
                    }
                    self.heading(index);
                }
                Kind::Item { checked, .. } if !block.quoted => {
                    top = top.min(block.depth);
                    let listed = matches!(current, Some(Meaning::Tasks)) && block.depth == top;
                    self.item(index, checked, listed, block.depth == top, current);
                }
                Kind::Paragraph if block.depth == 0 && !block.quoted => self.bold(index),
                _ => {}
            }
        }
    }

    fn heading(&mut self, index: usize) {
        let content = self.document.block(index).content;
        let text = self.document.slice(content);
        let start = decoration(text);
        let Some((id, rest)) = task_id(&text[start..], self.document, Place::Heading) else { return };
        let at = (content.0 + offset(start + id.start), content.0 + offset(start + id.end));
        let title = (content.0 + offset(start + rest), content.1);
        let task = self.push(at, title, None);
        let Kind::Heading(level) = self.document.block(index).kind else { return };
        let next = self.document.outline.blocks[index + 1..]
            .iter()
            .find(|b| matches!(b.kind, Kind::Heading(other) if other <= level) && !b.quoted);
        let end = next.map_or(offset(self.document.text.len()), |next| next.start);
        self.into.describe((content.0, end), task);
    }

    /// A bold paragraph that begins with an id: `**B2. Add index (W1).**`
    fn bold(&mut self, index: usize) {
        let block = self.document.block(index);
        for line in self.document.lines(block.content) {
            let text = self.document.slice(line);
            let symbols = decoration(text);
            let named =
                names::kind_word(&text[symbols..], self.document.words).is_some_and(|(noun, ..)| noun == Noun::Task);
            if !(named || text.starts_with("**")) {
                continue;
            }
            let skip = if named { symbols } else { 0 };
            let (line, text) = ((line.0 + offset(skip), line.1), &text[skip..]);
            if let Some((id, rest)) = task_id(text, self.document, Place::Item) {
                let at = (line.0 + offset(id.start), line.0 + offset(id.end));
                let task = self.push(at, (line.0 + offset(rest), line.1), None);
                // The lines up to the next task describe it.
                self.into.cut(block.content, line.0);
                self.into.describe((line.0, block.end), task);
            }
        }
    }

    fn item(&mut self, index: usize, checked: Option<bool>, listed: bool, top: bool, current: Option<Meaning>) {
        let Some(paragraph) = self.document.outline.blocks.get(index + 1).filter(|next| next.kind == Kind::Paragraph)
        else {
            return;
        };
        let Some(line) = self.document.lines(paragraph.content).next() else { return };
        let text = self.document.slice(line);
        let (mark, state) = state_mark(text);
        let struck = self
            .document
            .marks(index + 1, line)
            .any(|m| m.kind == MarkKind::Struck && m.start <= line.0 + offset(mark) + 1);
        let done = checked.or(state).or(struck.then_some(true));
        let body = &text[mark..];
        // "- #372 Improve …" under a remark is a reference; a task is ticked, marked or listed as one.
        let reference = matches!(
            current,
            Some(Meaning::Depends | Meaning::Blocks | Meaning::Parallel | Meaning::CanStart | Meaning::Members)
        ) || (body.starts_with('#') && checked.is_none() && current != Some(Meaning::Tasks));
        let dashed = checked.is_some().then(|| dashed_number(body)).flatten();
        let place = if checked.is_some() { Place::Ticked(&self.into.own) } else { Place::Item };
        if let Some((id, rest)) = task_id(body, self.document, place).or(dashed).filter(|_| !reference) {
            let base = line.0 + offset(mark);
            let at = (base + offset(id.start), base + offset(id.end));
            let task = self.push(at, (base + offset(rest), line.1), done);
            let item = self.document.block(index);
            self.into.describe((item.start, item.end), task);
            return;
        }
        let aside = matches!(
            current,
            Some(
                Meaning::Criteria
                    | Meaning::Deliverables
                    | Meaning::Files(_)
                    | Meaning::Depends
                    | Meaning::Aside
                    | Meaning::Blocks
                    | Meaning::SyncPoints
                    | Meaning::Owner
                    | Meaning::Effort
                    | Meaning::Resources
                    | Meaning::Ports
            )
        );
        if top && !aside && (listed || checked.is_some()) {
            let title = plain(body);
            if !title.is_empty() {
                let mut task = Task::new(None, title, self.document.span(line));
                task.done = done;
                self.into.list.push(task);
            }
        }
    }

    /// A line of a fence that begins with an id.
    pub(super) fn line(&mut self, line: Bytes) {
        let text = self.document.slice(line);
        if let Some((id, rest)) = task_id(text, self.document, Place::Item) {
            let at = (line.0 + offset(id.start), line.0 + offset(id.end));
            self.push(at, (line.0 + offset(rest), line.1), None);
        }
    }

    /// An estimate in parentheses at the end of a title: "(2 hours)".
    fn effort(&mut self, title: Bytes) -> Option<Spanned<Effort>> {
        let text = self.document.slice(title).trim_end_matches(['*', ' ', '.']);
        let open = text.strip_suffix(')')?.rfind('(')?;
        let range = (title.0 + offset(open + 1), title.0 + offset(text.len() - 1));
        let amount = |c: char| c.is_ascii_digit() || matches!(c, '~' | '-');
        let begins = self.document.slice(range).starts_with(amount);
        begins.then(|| values::amount(self.document, range, &mut self.into.unread)).flatten()
    }

    /// Adds a task with an id. Its title can hold `[P]`, `[US1]` and a remark on what it waits for.
    pub(super) fn push(&mut self, at: Bytes, title: Bytes, done: Option<bool>) -> usize {
        let text = self.document.slice(title);
        let id = self.document.slice(at);
        let mut task = Task::new(Some(TaskId::new(id)), String::new(), self.document.span(at));
        task.done = done;
        let mut rest = text.trim_start();
        while let Some((tag, after)) = rest.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
            match tag {
                "P" => task.parallel = true,
                tag if tag.starts_with("US") || tag.starts_with("Story") => task.story = Some(tag.to_owned()),
                _ => break,
            }
            rest = after.trim_start();
        }
        task.title = plain(rest);
        if DONE.find(text, 0).is_some() {
            task.done = task.done.or(Some(true));
        }
        task.effort = self.effort(title);
        let key = task.id.as_ref().map(|id| id.key().to_owned()).unwrap_or_default();
        let list = &mut self.into.list;
        let same = |known: &usize| alike(&list[*known].title, &task.title, 2);
        let index = list.len();
        match self.into.index.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert((index, Vec::new()));
            }
            Entry::Occupied(mut entry) => {
                let (first, more) = entry.get_mut();
                let mut known = std::iter::once(*first).chain(more.iter().copied());
                if let Some(known) = known.by_ref().take(MAX_REPEATED).find(same) {
                    return known;
                }
                more.push(index);
            }
        }
        list.push(task);
        let who = Who::Task(self.draft, index);
        let waits = remarks(self.document, title).into_iter();
        self.pending.extend(waits.map(|range| Pending::hard(who, range, Says::Mentions)));
        index
    }
}

/// A state in front of an item's text: `[~]`, ✅. Gives its length and whether it means done.
fn state_mark(text: &str) -> (usize, Option<bool>) {
    if text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return (0, None);
    }
    for (mark, done) in [("[~] ", Some(false)), ("[-] ", Some(false)), ("[D] ", Some(true))] {
        if text.starts_with(mark) {
            return (mark.len(), done);
        }
    }
    let symbols = decoration(text);
    let head = &text[..symbols];
    let keep = head.trim_end_matches(['*', '_', '~']).len();
    let done = if head.contains(['✅', '✔', '☑', '✓']) {
        Some(true)
    } else if head.contains(['⬜', '☐', '❌', '🚧', '⏳', '🔄', '📝']) {
        Some(false)
    } else {
        None
    };
    (if done.is_some() { keep } else { 0 }, done)
}
