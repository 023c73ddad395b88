//! Efforts that one figure gives to several tracks or tasks: the chain "Chain 1: T1 → T2 (42 hours)", the sprint
//! "Sprint 2 (3 tasks, 24 hours)" above its tasks, and "7 tracks × 3 days each".
//!
//! A plan is full of other times beside names: how long a wave takes, a merge, a review, what was measured. So a line
//! that names its members counts only if it says that it is a sum: by a word such as "chain" or "total", by the track
//! whose tasks they are, or by arrows from one to the next and nothing else. What is not sure is not read.

use std::collections::BTreeMap;

use crate::id::TaskId;
use crate::model::{Dependency, Estimate, Strength, Target, Unread, UnreadKind};
use crate::syntax::Kind;
use crate::text::Spanned;
use crate::vocabulary::Noun;

use super::amounts::{self, Figure};
use super::document::{Bytes, Document, at_colon, plain};
use super::draft::Who;
use super::graphs::{self, Nodes};
use super::known::Ids;
use super::marks::Phrases;
use super::reader::Reader;
use super::{fenced, names};

/// What a line calls pieces of work that follow one another.
const CHAINS: &[&str] = &["chain", "sequence"];

/// Other words by which it says that the amount behind its names is their sum.
const SUMS: &[&str] = &["loose", "independent", "standalone", "remaining", "rest", "total", "sum"];

/// What may stand beside these.
const OF_WORK: &[&str] = &["dependency", "effort", "estimate", "work"];

/// Words around a chain that has no label which make its amount something else than work: time that passes, or was
/// measured.
static OTHER_TIME: Phrases = Phrases::new(&[
    "merge",
    "review",
    "parallel",
    "critical path",
    "actual",
    "measured",
    "elapsed",
    "calendar",
    "timeline",
    "saved",
    "sync",
    "meeting",
    "deploy",
    "release",
    "pipeline",
    "build",
]);

/// No more lines below one are looked at for its tasks.
const MAX_LINES: usize = 150;

/// No more blocks above an item are looked at for the text above its list.
const MAX_ITEMS: usize = 100;

/// What a figure needs to be divided.
const IDS: &str = "tasks with ids of their own, such as `T1`,";

/// Reads the figures of a document, when all its tracks and tasks are known.
pub(super) fn read(reader: &mut Reader<'_, '_>, ids: &Ids) {
    if reader.drafts.is_empty() {
        return;
    }
    let document = reader.document;
    let tasks = Tasks::of(reader);
    let mut counts: Vec<Option<usize>> = vec![None; reader.phases.len()];
    for draft in reader.drafts.iter() {
        *counts[draft.scope].get_or_insert(0) += 1;
    }
    for index in 0..document.outline.blocks.len() {
        let block = document.block(index);
        match block.kind {
            Kind::Fence { .. } if fenced::is_text(document, block.start) => {
                for line in document.raw_lines(block.content) {
                    let below = || (line.1, below(document, (line.1, block.content.1), indent(document, line)));
                    take(reader, ids, &tasks, index, document.trimmed(line), below);
                }
            }
            Kind::Heading(_) | Kind::Paragraph | Kind::Cell if !block.quoted => {
                for line in document.lines(block.content) {
                    // Cells say how long a wave or a review takes.
                    if block.kind != Kind::Cell {
                        take(reader, ids, &tasks, index, line, || (line.1, end_of(document, index)));
                    }
                    each(reader, &mut counts, index, line);
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

/// Takes the figure of a line, if it has one: that of what the line names, or of the tasks that hang on it.
fn take(reader: &mut Reader<'_, '_>, ids: &Ids, tasks: &Tasks, index: usize, line: Bytes, below: impl Fn() -> Bytes) {
    let document = reader.document;
    let Some(figure) = amounts::figure(document, line) else { return };
    let text = document.slice(figure.before).trim_start_matches(['-', '*', '#', ' ']);
    let (label, list) = at_colon(text).map_or((None, text), |(label, list)| (Some(plain(label)), list));
    let scope = reader.scopes[reader.section(index)];
    let nodes = Nodes::new(document, ids, scope);
    let mut in_order = false;
    let named = chain(&nodes, index, label.as_deref(), list).filter(|chain| figure.fits(chain.members.len()));
    let members = match named {
        Some(Chain { members, of, ordered }) => {
            in_order = ordered;
            let near = of.or(reader.owner[index]);
            let members = members.into_iter().map(|who| tasks.meant(reader, scope, near, who));
            let members: Option<Vec<Who>> = members.collect();
            // "Track A: B, C" says something else of the track.
            if of.is_some_and(|of| {
                members.iter().flatten().any(|who| !matches!(who, Who::Task(draft, _) if *draft == of))
            }) {
                return;
            }
            members
        }
        None => match (!is_span_of_time(document, text)).then(|| tasks.listed(below(), &figure)).flatten() {
            Some(members) => Some(members),
            None => return,
        },
    };
    let estimate = members.and_then(|whos| {
        let home = whos.first().map_or(scope, |first| reader.drafts[first.draft()].scope);
        let home = if whos.iter().all(|who| reader.drafts[who.draft()].scope == home) { home } else { scope };
        let members: Option<Vec<Dependency>> =
            whos.iter().map(|who| tasks.member(reader, home, *who, figure.before)).collect();
        Some((home, whos, members?))
    });
    if let Some((home, whos, members)) = estimate {
        for (two, first) in whos.windows(2).zip(&members).filter(|_| in_order) {
            reader.wait(two[1], first.target.clone(), Strength::Hard, first.span);
        }
        let label = label.unwrap_or_else(|| plain(text));
        reader.phases[home].estimates.push(Estimate { label, effort: figure.effort, members });
    } else {
        let kind = UnreadKind::Label { label: figure.effort.value.to_string(), expected: IDS };
        reader.unread.push(Unread { span: figure.effort.span, kind });
    }
}

impl Figure {
    /// Whether the numbers that it states are that of its members.
    fn fits(&self, members: usize) -> bool {
        self.counts.iter().all(|(_, count)| *count == members)
    }
}

/// What a line names before its figure.
struct Chain {
    members: Vec<Who>,
    /// The track that the label names, whose tasks they are then.
    of: Option<usize>,
    /// They stand behind each other with arrows between them: each waits for the one before it.
    ordered: bool,
}

/// What a line before its figure names, if it names at least two and says that the figure is their sum.
fn chain(nodes: &Nodes<'_, '_>, index: usize, label: Option<&str>, list: &str) -> Option<Chain> {
    let links = nodes.links(list)?;
    let arrows = links.len() > 1;
    // "A → B, C": what stands side by side goes on at once, and the amount may be the time that passes.
    if arrows && links.iter().any(|link| link.len() > 1) {
        return None;
    }
    let of = match label {
        None => {
            let around = || graphs::around(nodes.document, index).into_iter().chain(above(nodes.document, index));
            (arrows && !around().any(|text| OTHER_TIME.find(text).is_some())).then_some(None)?
        }
        Some(label) if is_sum(nodes.document, label) => None,
        Some(label) => match nodes.units(label).as_slice() {
            [Who::Track(draft)] => Some(*draft),
            _ => return None,
        },
    };
    let members: Vec<Who> = links.into_iter().flatten().collect();
    (members.len() > 1).then_some(Chain { members, of, ordered: arrows })
}

/// The paragraph above a list.
fn above<'a>(document: &Document<'a>, index: usize) -> Option<&'a str> {
    let depth = document.block(index).depth;
    let mut before =
        (index.saturating_sub(MAX_ITEMS)..index).rev().filter(|above| document.block(*above).depth < depth);
    before.next().filter(|above| document.block(*above).kind == Kind::Paragraph).map(|above| document.content(above))
}

/// Whether a label says that what it is about is added up: "Chain 1 (backend)", "Independent tasks", "Total".
fn is_sum(document: &Document<'_>, label: &str) -> bool {
    let (head, remark) = label.split_once('(').map_or((label, None), |(head, remark)| (head, Some(remark)));
    let words: Vec<String> =
        head.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(names::singular).collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let beside = |word: &str| {
        OF_WORK.contains(&word)
            || document.words.noun(word) == Some(Noun::Task)
            || word.len() == 1
            || word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_known = |word: &String| CHAINS.contains(&word.as_str()) || SUMS.contains(&word.as_str()) || beside(word);
    // A chain has a name; what is said in passing of a sum could be that it is none: "Total (elapsed)".
    words.iter().all(is_known) && (has(CHAINS) || (has(SUMS) && remark.is_none()))
}

/// Whether a text begins with a wave or a week: its amount is how long that lasts, whatever is done at once in it. The
/// hours of a sprint are those of its tasks.
fn is_span_of_time(document: &Document<'_>, text: &str) -> bool {
    let kind = names::kind_word(&text[names::lead(text)..], document.words);
    kind.is_some_and(|(noun, word, _)| noun == Noun::Group && names::singular(word) != "sprint")
}

/// The tasks of a document, by their places and by their ids.
struct Tasks {
    by_place: Vec<(u32, Who)>,
    by_id: BTreeMap<String, Vec<Who>>,
}

impl Tasks {
    fn of(reader: &Reader<'_, '_>) -> Self {
        let mut tasks = Self { by_place: Vec::new(), by_id: BTreeMap::new() };
        for (index, draft) in reader.drafts.iter().enumerate() {
            for (place, task) in draft.tasks.list.iter().enumerate() {
                let who = Who::Task(index, place);
                tasks.by_place.push((task.span.start, who));
                if let Some(id) = &task.id {
                    tasks.by_id.entry(id.key().to_owned()).or_default().push(who);
                }
            }
        }
        tasks.by_place.sort_by_key(|(start, _)| *start);
        tasks
    }

    /// The tasks that begin within a range, if there are so many as a figure says.
    fn listed(&self, range: Bytes, figure: &Figure) -> Option<Vec<Who>> {
        let (_, count) = figure.counts.iter().find(|(noun, _)| *noun == Noun::Task)?;
        let place = |byte: u32| self.by_place.partition_point(|(start, _)| *start < byte);
        let found = self.by_place.get(place(range.0)..place(range.1)).filter(|found| found.len() == *count)?;
        Some(found.iter().map(|(_, who)| *who).collect())
    }

    /// Whom a name means that stands in a track, or in a phase: of tasks with one id the track's own; none when it is not
    /// sure.
    fn meant(&self, reader: &Reader<'_, '_>, scope: usize, near: Option<usize>, who: Who) -> Option<Who> {
        let Who::Task(draft, task) = who else { return Some(who) };
        let all = self.by_id.get(reader.drafts[draft].tasks.list[task].id.as_ref()?.key())?;
        let own = all.iter().find(|who| Some(who.draft()) == near);
        let mut here = all.iter().filter(|who| reader.drafts[who.draft()].scope == scope);
        own.copied().or_else(|| match (here.next(), here.next(), all.as_slice()) {
            (Some(only), None, _) | (None, _, [only]) => Some(*only),
            _ => None,
        })
    }

    /// The name by which a track or a task is found from a phase, `B.1` where several have a task `1`; none when there is no
    /// such name.
    fn member(&self, reader: &Reader<'_, '_>, phase: usize, who: Who, at: Bytes) -> Option<Dependency> {
        let Who::Task(draft, task) = who else { return Some(reader.hard(reader.target(who), at)) };
        let own = &reader.drafts[draft];
        let id = own.tasks.list[task].id.as_ref()?;
        let is_rival =
            |other: &Who| *other != who && (own.scope != phase || reader.drafts[other.draft()].scope == phase);
        let mut rivals = self.by_id.get(id.key()).into_iter().flatten().filter(|other| is_rival(other)).peekable();
        if rivals.peek().is_none() {
            return Some(reader.hard(Target::Task(id.clone()), at));
        }
        let dotted = TaskId::new(format!("{}.{id}", own.track.id));
        let is_sure = own.scope == phase && rivals.all(|other| other.draft() != draft);
        (is_sure && !self.by_id.contains_key(dotted.key())).then(|| reader.hard(Target::Task(dotted), at))
    }
}

/// "7 workstreams × 3 days each": the estimate of every track that has none of its own, if there are so many. The first
/// such figure of a phase counts.
fn each(reader: &mut Reader<'_, '_>, counts: &mut [Option<usize>], index: usize, line: Bytes) {
    let Some((count, effort)) = amounts::each(reader.document, line) else { return };
    let scope = reader.scopes[reader.section(index)];
    if counts[scope].take_if(|tracks| *tracks == count).is_none() {
        return;
    }
    for draft in reader.drafts.iter_mut().filter(|draft| draft.scope == scope) {
        if draft.track.effort.is_none() && draft.track.effort_text.is_none() {
            draft.track.effort_text = Some(Spanned::new(effort.value.to_string(), effort.span));
            draft.track.effort = Some(effort.clone());
        }
    }
}
