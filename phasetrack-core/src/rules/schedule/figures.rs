//! Numbers in running text that promise something: "3x speedup", "at most 3 tracks per wave", "7 tracks in parallel".

use std::cell::OnceCell;
use std::ops::Range;

use crate::facts::{Facts, Link, Node, Step, TaskIx, TrackIx};
use crate::graph::{Dag, Graph};
use crate::rules::{Cx, words};
use crate::schedule::{Pieces, Unit, Work};
use crate::text::{SourceId, Span};

/// Lines longer than this hold no promise, but data.
const MAX_LINE: usize = 2_000;

/// A word or a number of a line, in small letters.
pub(super) struct Token {
    pub(super) text: String,
    range: Range<usize>,
}

/// A line of a document, taken apart.
pub(super) struct Line<'a> {
    pub(super) source: SourceId,
    pub(super) text: &'a str,
    start: u32,
    pub(super) tokens: Vec<Token>,
}

impl Line<'_> {
    /// The place of a token, or of several that follow one another.
    pub(super) fn span(&self, tokens: Range<usize>) -> Span {
        let at = |offset: usize| self.start + u32::try_from(offset).unwrap_or(0);
        let (first, last) = (&self.tokens[tokens.start], &self.tokens[tokens.end - 1]);
        Span { source: self.source, start: at(first.range.start), end: at(last.range.end) }
    }

    pub(super) fn has(&self, words: &[&str]) -> bool {
        self.tokens.iter().any(|token| words.contains(&token.text.as_str()))
    }

    /// Whether a number is one of its own: no part of a date, a version or an id.
    pub(super) fn stands_alone(&self, token: usize) -> bool {
        let before = self.text[..self.tokens[token].range.start].chars().next_back();
        before.is_none_or(|c| !matches!(c, '-' | '/' | '.' | ':' | '#' | '_') && !c.is_alphanumeric())
    }

    /// Whether nothing but spaces, emphasis and hyphens stands between two tokens.
    pub(super) fn is_joined(&self, from: usize, to: usize) -> bool {
        let mut rest =
            (from..to).flat_map(|at| self.text[self.tokens[at].range.end..self.tokens[at + 1].range.start].chars());
        rest.all(|c| c.is_whitespace() || matches!(c, '*' | '_' | '-'))
    }

    /// The character right after a token.
    pub(super) fn after(&self, token: usize) -> Option<char> {
        self.text[self.tokens[token].range.end..].chars().next()
    }
}

/// All lines that hold a digit and one of some letters, given small and in any case: few lines are taken apart.
pub(super) fn lines<'a>(cx: &Cx<'a>, letters: &'static [&'static str]) -> impl Iterator<Item = Line<'a>> {
    let sources = cx.sources;
    sources.ids().flat_map(move |source| {
        let mut start = 0;
        sources.source(source).text().split_inclusive('\n').filter_map(move |text| {
            let at = start;
            start += u32::try_from(text.len()).unwrap_or(0);
            let has_digit = || text.bytes().any(|byte| byte.is_ascii_digit());
            let worth = text.len() <= MAX_LINE && has_digit() && letters.iter().any(|part| holds(text, part));
            worth.then(|| Line { source, text, start: at, tokens: tokens(text) })
        })
    })
}

/// Whether a text holds letters, in any case.
fn holds(text: &str, letters: &str) -> bool {
    let (text, letters) = (text.as_bytes(), letters.as_bytes());
    text.windows(letters.len())
        .any(|part| part[0].to_ascii_lowercase() == letters[0] && part.eq_ignore_ascii_case(letters))
}

/// Runs of letters, and runs of digits with a point among them.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for (at, c) in text.char_indices() {
        let next = at + c.len_utf8();
        let follows = |token: &&mut Token| token.range.end == at;
        let is_digit = |text: &str| text.ends_with(|c: char| c.is_ascii_digit() || c == '.');
        match tokens.last_mut().filter(follows) {
            Some(last)
                if c.is_alphanumeric() && c.is_ascii_digit() == is_digit(&last.text)
                    || c == '.' && is_digit(&last.text) && !last.text.contains('.') =>
            {
                last.text.extend(c.to_lowercase());
                last.range.end = next;
            }
            _ if c.is_alphanumeric() => tokens.push(Token { text: c.to_lowercase().collect(), range: at..next }),
            _ => {}
        }
    }
    for token in tokens.iter_mut().filter(|token| token.text.ends_with('.')) {
        token.text.pop();
        token.range.end -= 1;
    }
    tokens
}

/// A number in hundredths.
pub(super) fn hundredths(text: &str) -> Option<u64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    if whole.len() > 9 || part.len() > 9 || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part: String = part.chars().chain("00".chars()).take(2).collect();
    Some(whole.parse::<u64>().ok()? * 100 + part.parse::<u64>().ok()?)
}

/// How much of a document can go on at once; worked out when it is first asked for, for a text may hold many numbers.
pub(super) struct Limits<'f> {
    facts: &'f Facts<'f>,
    source: SourceId,
    tracks: OnceCell<Widest>,
    tasks: OnceCell<Widest>,
    unit_of_tracks: OnceCell<Option<Unit>>,
}

/// The most pieces of which none waits for another.
pub(super) struct Widest {
    pub(super) count: usize,
    /// The pieces, as a message names them.
    pub(super) names: String,
}

impl<'f> Limits<'f> {
    pub(super) fn new(facts: &'f Facts<'f>, source: SourceId) -> Self {
        Self { facts, source, tracks: OnceCell::new(), tasks: OnceCell::new(), unit_of_tracks: OnceCell::new() }
    }

    /// The most tracks of which none waits for another; none where they wait in a circle.
    pub(super) fn tracks(&self) -> &Widest {
        self.tracks.get_or_init(|| self.widest(most_at_once(self.facts, self.source).into_iter().map(Node::Track)))
    }

    /// The most tasks of which none waits for another; none where no task waits for another one at all, for then nothing
    /// is said of what they can do at once.
    pub(super) fn tasks(&self) -> &Widest {
        self.tasks.get_or_init(|| self.widest(most_tasks_at_once(self.facts, self.source).into_iter().map(Node::Task)))
    }

    /// What a highest number of tracks is compared with: tracks where these wait for each other, tasks in the report of a
    /// planner, who has put tasks in order first and made tracks of them. Else nothing is said of what tracks can do.
    pub(super) fn of_tracks(&self) -> Option<(&Widest, &'static str)> {
        let unit = self.unit_of_tracks.get_or_init(|| {
            let is_here = |track: usize| source_of(self.facts, TrackIx(track)) == self.source;
            if self.facts.order.edges().any(|(from, to)| is_here(from) && is_here(to)) {
                return Some(Unit::Tracks);
            }
            let track = |link: &Link<'_>| self.facts.track(self.facts.track_of(link.from));
            let mut links = task_links(self.facts, self.source);
            links.all(|link| link.dependency.span.start < track(link).span.start).then_some(Unit::Tasks)
        });
        unit.map(|unit| match unit {
            Unit::Tracks => (self.tracks(), "track"),
            Unit::Tasks => (self.tasks(), "task"),
        })
    }

    fn widest(&self, nodes: impl Iterator<Item = Node>) -> Widest {
        let names: Vec<String> = nodes.map(|node| words::name(self.facts, node)).collect();
        Widest { count: names.len(), names: words::list(names.iter().map(String::as_str)) }
    }
}

/// The most tracks of a document of which none waits for another.
pub(super) fn most_at_once(facts: &Facts<'_>, source: SourceId) -> Vec<TrackIx> {
    let tracks: Vec<usize> = (0..facts.tracks.len()).filter(|&ix| source_of(facts, TrackIx(ix)) == source).collect();
    let number = |ix: usize| tracks.binary_search(&ix).ok();
    let edges = facts.order.edges().filter_map(|(from, to)| Some((number(from)?, number(to)?)));
    let graph = Graph::new(tracks.len(), edges);
    let dag = Dag::new(&graph);
    dag.map_or(Vec::new(), |dag| dag.widest_antichain().into_iter().map(|at| TrackIx(tracks[at])).collect())
}

fn most_tasks_at_once(facts: &Facts<'_>, source: SourceId) -> Vec<TaskIx> {
    let is_ordered = task_links(facts, source).next().is_some();
    let pieces = Pieces { unit: Unit::Tasks, ..Pieces::default() };
    let Some(work) = is_ordered.then(|| Work::new(facts, pieces, &[]).ok()).flatten() else { return Vec::new() };
    let task = |at: usize| match work.steps[at].as_slice() {
        [Step::Task(task)] => Some(*task),
        _ => None,
    };
    let is_here = |task: TaskIx| source_of(facts, facts.tasks[task.0].track) == source;
    let widest = work.problem.dag().widest_antichain_among(|at| task(at).is_some_and(is_here));
    widest.into_iter().filter_map(task).collect()
}

/// The tasks of a document that wait for tasks.
fn task_links<'f>(facts: &'f Facts<'_>, source: SourceId) -> impl Iterator<Item = &'f Link<'f>> {
    let links = facts.hard_links().filter(|(link, to)| matches!((link.from, to), (Node::Task(_), Node::Task(_))));
    links.map(|(link, _)| link).filter(move |link| source_of(facts, facts.track_of(link.from)) == source)
}

fn source_of(facts: &Facts<'_>, track: TrackIx) -> SourceId {
    facts.plan.phases[facts.tracks[track.0].phase].source
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_numbers() {
        let text = "**Speedup**: 3x, 2.5 h. (21 days → 7) 1.";
        let found: Vec<String> = tokens(text).into_iter().map(|token| token.text).collect();
        assert_eq!(found, ["speedup", "3", "x", "2.5", "h", "21", "days", "7", "1"]);
        for (text, expected) in [("3", Some(300)), ("2.5", Some(250)), ("0.333", Some(33)), ("x", None)] {
            assert_eq!(hundredths(text), expected);
        }
    }
}
