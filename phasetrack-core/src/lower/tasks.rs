//! Numbered and ticked steps.

use std::collections::btree_map::Entry;
use std::ops::Range;

use crate::id::{Effort, TaskId};
use crate::model::Task;
use crate::syntax::{Kind, MarkKind};
use crate::text::{Spanned, offset};
use crate::vocabulary::{Meaning, Noun};

use super::document::{Bytes, Document, decoration, plain};
use super::draft::{Pending, Says, TaskList, Who};
use super::fields::Field;
use super::marks::{Phrases, Signs};
use super::{names, values};

/// Words after which a title names what comes first.
static WAITS: Phrases = Phrases::new(&["blocked by", "depends on", "requires ", "after ", "needs "]);

/// Those of them that say so wherever they stand; the others only after a mark such as a bracket or a dash.
const FIRM: &[&str] = &["blocked by", "depends on"];

/// Marks of a title by which its task is done.
static DONE: Signs = Signs::new(&["✓", "✅", "CLOSED"]);

/// How far from the start of a text the first digit of an id can stand, in bytes.
const MAX_ID: usize = 32;

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
        let Some((id, rest)) = task_id(&text[start..], self.document, true) else { return };
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
            if let Some((id, rest)) = task_id(text, self.document, false) {
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
        if let Some((id, rest)) = task_id(body, self.document, false).or(dashed).filter(|_| !reference) {
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
        if let Some((id, rest)) = task_id(text, self.document, false) {
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
        let same = |known: &usize| {
            let title = &list[*known].title;
            title.is_empty() || task.title.is_empty() || same_task(title, &task.title)
        };
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
        if let Some(range) = waits(text) {
            let range = (title.0 + offset(range.start), title.0 + offset(range.end));
            self.pending.push(Pending::hard(Who::Task(self.draft, index), range, Says::Mentions));
        }
        index
    }
}

/// Whether two titles of one id are one task told twice: as far as both go, the first two words agree.
fn same_task(a: &str, b: &str) -> bool {
    let words = |text: &str| text.split_whitespace().take(2).map(str::to_lowercase).collect::<Vec<_>>();
    words(a).iter().zip(&words(b)).all(|(a, b)| a == b)
}

/// Whether two titles name one track: an overview often shortens.
pub(super) fn similar(a: &str, b: &str) -> bool {
    let first = |text: &str| text.split_whitespace().take(2).map(str::to_lowercase).collect::<Vec<_>>();
    let (a, b) = (first(a), first(b));
    a == b || (!a.is_empty() && !b.is_empty() && a[0] == b[0])
}

/// The part of a title that says what comes first: "(blocked by #180)", "[depends on A1]", "— after T003".
fn waits(text: &str) -> Option<Range<usize>> {
    let (at, len) = WAITS.find(text)?;
    let before = text[..at].trim_end();
    let firm = FIRM.iter().any(|mark| text[at..at + len].eq_ignore_ascii_case(mark));
    if !(firm || before.ends_with(['(', '[', ',', ';', '—', '-', '–'])) {
        return None;
    }
    let start = at + len;
    let len = text[start..].find([')', ']']).unwrap_or(text.len() - start);
    Some(start..start + len)
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

/// A task's id at the start of a text, and where the title begins. In a heading a bare code is enough; in an item the
/// id must be marked off or be long enough not to be a word.
fn task_id(text: &str, document: &Document<'_>, heading: bool) -> Option<(Range<usize>, usize)> {
    // An id has a digit, and near its start: most items are dismissed here.
    if !text.bytes().take(MAX_ID).any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let strong = text.starts_with("**") || text.starts_with('`') || text.starts_with("~~") || text.starts_with("__");
    let start = text.len() - text.trim_start_matches(['*', '`', '~', '_', '[']).len();
    let mut from = start;
    let mut named = false;
    let kind = names::kind_word(&text[start..], document.words);
    if matches!(kind, Some((Noun::Group | Noun::Phase, ..))) {
        return None;
    }
    if let Some((Noun::Task, _, len)) = kind {
        let gap = &text[start + len..];
        let skip = gap.len() - gap.trim_start_matches([' ', '#', '-']).len();
        let set = gap.trim_start().strip_prefix("Set ").map(|rest| gap.len() - rest.len());
        if let Some(set) = set {
            from = start + len + set;
            named = true;
        } else if skip == 0 || gap.starts_with('-') {
            // "TASK-001": the word is part of the id.
        } else {
            from = start + len + skip;
            named = true;
        }
    }
    let rest = &text[from..];
    let len = id_length(rest.as_bytes());
    if len == 0 {
        return None;
    }
    let id = &rest[..len];
    let tail = &rest[len..];
    let closed = tail.is_empty()
        || tail.starts_with([':', '：', ')'])
        || tail.starts_with("**")
        || tail.starts_with('`')
        || tail.starts_with(']')
        || [" —", " –", " - ", "—", ". ", " |"].iter().any(|mark| tail.starts_with(mark));
    if !tail.is_empty() && !closed && !tail.starts_with(' ') {
        return None;
    }
    let digits = id.bytes().filter(u8::is_ascii_digit).count();
    let letters = id.bytes().take_while(u8::is_ascii_alphabetic).count();
    let upper = id[..letters].bytes().all(|b| b.is_ascii_uppercase());
    let ok = if let Some(number) = id.strip_prefix('#') {
        number.bytes().all(|b| b.is_ascii_digit()) && (named || closed || heading)
    } else if named {
        digits > 0 && closed
    } else if letters == 0 {
        // "1.1 Search" as a heading, "**1.1** Search" as an item.
        let dotted = id.split('.').count() >= 2
            && id
                .split('.')
                .all(|part| !part.is_empty() && part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit()));
        dotted && (heading || (strong && closed) || tail.starts_with(':'))
    } else {
        let compound = id.contains(['-', '.']) && digits > 0 && letters <= 8 && !id.contains("..");
        let code = names::is_code(id) || is_numbered_code(id);
        (code || compound)
            && upper_enough(id, upper)
            && (closed || (heading && code) || (id.len() - letters >= 3 && digits >= 3))
    };
    if !ok {
        return None;
    }
    let after = tail
        .trim_start_matches(|c: char| {
            c.is_whitespace() || matches!(c, ':' | '：' | '*' | '`' | '—' | '–' | ')' | ']' | '~' | '.')
        })
        .trim_start_matches("- ");
    Some((from..from + len, text.len() - after.len()))
}

/// Length of the letters and digits at the start of a text, with single marks between them.
fn id_length(text: &[u8]) -> usize {
    let is_letter = |at: usize| text.get(at).is_some_and(u8::is_ascii_alphanumeric);
    let is_inner = |at: usize| match text[at] {
        b'#' => at == 0,
        b'.' | b'-' | b'_' => at > 0 && is_letter(at + 1),
        _ => is_letter(at),
    };
    (0..text.len()).take_while(|at| is_inner(*at)).count()
}

/// "17-01-PLAN.md — …": two numbers at the start of a ticked item.
fn dashed_number(text: &str) -> Option<(Range<usize>, usize)> {
    let start = text.len() - text.trim_start_matches(['*', '`', '[']).len();
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let first = digits(&text[start..]);
    let rest = text[start + first..].strip_prefix('-')?;
    let second = digits(rest);
    let end = start + first + 1 + second;
    let fits = (1..=3).contains(&first)
        && (1..=3).contains(&second)
        && !text[end..].starts_with(|c: char| c.is_alphanumeric());
    fits.then_some((start..end, end))
}

/// `T0001`, `TASK001`: letters and digits only.
fn is_numbered_code(id: &str) -> bool {
    let letters = id.bytes().take_while(u8::is_ascii_alphabetic).count();
    (1..=4).contains(&letters)
        && id.len() > letters
        && id.len() - letters <= 24
        && id.bytes().skip(letters).all(|b| b.is_ascii_digit())
}

/// Ids are in capitals, or have letters that a tracker gave: `br-33ha.6.4`.
fn upper_enough(id: &str, upper: bool) -> bool {
    upper || (id.contains('-') && id.contains('.')) || id.starts_with("Task") || id.starts_with("task-")
}
