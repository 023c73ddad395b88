//! Arrows between names on lines of text: chains, trees of arrows, boxes one below the other.
//!
//! A line is cut into texts and the links between them. A link at the beginning of a line hangs on an earlier line:
//! under a fork (`┬`) of the same column, or under the nearest name to the left. Links that end in a corner (`┐`) join
//! there and go on where a link with an arrow crosses that column.

use std::collections::BTreeMap;

use crate::model::Strength;
use crate::text::offset;

use super::document::{Bytes, Document};
use super::draft::Who;
use super::graphs::Nodes;

/// One arrow: the second waits for the first.
pub(super) struct Edge {
    pub(super) first: Who,
    pub(super) then: Who,
    pub(super) strength: Strength,
    pub(super) at: Bytes,
}

/// What the line that opens a fence promises.
pub(super) fn language<'a>(document: &Document<'a>, start: u32) -> &'a str {
    let line = document.text[start as usize..].lines().next().unwrap_or_default();
    line.trim_start_matches(['`', '~', ' ', '>']).trim()
}

/// The arrows of some lines. Linear in their length, and in the number of arrows.
pub(super) fn edges(document: &Document<'_>, range: Bytes, nodes: &Nodes<'_, '_>) -> Vec<Edge> {
    let mut drawing = Drawing::default();
    for line in document.raw_lines(range) {
        drawing.line(document, line, nodes);
    }
    drawing.edges
}

/// A text or a link of a line.
enum Piece {
    Text { range: Bytes, column: usize },
    Link { marks: Vec<(char, usize)>, left: bool, right: bool },
}

/// Names with the column at which they begin and the one after them.
struct Place {
    column: usize,
    end: usize,
    who: Vec<Who>,
}

#[derive(Default)]
struct Drawing {
    edges: Vec<Edge>,
    /// The first names of the lines above, the columns ascending.
    stack: Vec<(usize, Vec<Who>)>,
    /// Names from which a link forks, by its column.
    forks: BTreeMap<usize, Vec<Who>>,
    /// Names whose links come together, by the column.
    joins: BTreeMap<usize, Vec<Who>>,
    /// The names of the last line with names.
    rank: Vec<Place>,
    /// Columns of arrows that point down from it, and whether lines across lie between.
    down: Vec<usize>,
    across: bool,
}

impl Drawing {
    fn line(&mut self, document: &Document<'_>, line: Bytes, nodes: &Nodes<'_, '_>) {
        let pieces = pieces(document, line);
        if pieces.is_empty() {
            (self.stack.clear(), self.forks.clear(), self.joins.clear());
            return;
        }
        if matches!(pieces.first(), Some(Piece::Text { .. })) {
            self.forks.clear();
        }
        let mut places: Vec<Place> = Vec::new();
        let mut before: Option<Vec<Who>> = None;
        let mut link: Option<&Piece> = None;
        let mut hangs = false;
        for piece in &pieces {
            match piece {
                Piece::Link { .. } => {
                    self.follow(piece, before.as_deref());
                    link = Some(piece);
                }
                Piece::Text { range, column } => {
                    let who = nodes.units(document.slice(*range));
                    let Some(Piece::Link { marks, left, right }) = link else {
                        if !who.is_empty() {
                            places.push(self.name(*column, *range, who.clone(), places.is_empty()));
                        }
                        before = Some(who);
                        continue;
                    };
                    if who.is_empty() && *right {
                        // "B → needs A"
                        let first = nodes.waited_for(*range);
                        self.connect(&first, before.as_deref().unwrap_or_default(), *range);
                    }
                    let other = before.take().or_else(|| places.is_empty().then(|| self.above(marks)).flatten());
                    let other = other.unwrap_or_default();
                    hangs |= places.is_empty() && (*left || *right);
                    if *right {
                        self.connect(&other, &who, *range);
                    }
                    if *left {
                        self.connect(&who, &other, *range);
                    }
                    if !who.is_empty() {
                        places.push(self.name(*column, *range, who.clone(), places.is_empty()));
                    }
                    before = Some(who);
                    link = None;
                }
            }
        }
        if places.is_empty() {
            self.descend(&pieces);
        } else {
            if !hangs {
                self.fall(&places, line);
            }
            (self.rank, self.across) = (places, false);
            self.down.clear();
        }
    }

    /// Notes a name; the first of a line is one that lines below can hang on.
    fn name(&mut self, column: usize, range: Bytes, who: Vec<Who>, first: bool) -> Place {
        if first {
            while self.stack.pop_if(|(above, _)| *above >= column).is_some() {}
            self.stack.push((column, who.clone()));
        }
        Place { column, end: column + (range.1 - range.0) as usize, who }
    }

    /// Notes where a link after names forks, and where it joins others.
    fn follow(&mut self, link: &Piece, before: Option<&[Who]>) {
        let Piece::Link { marks, right, .. } = link else { return };
        let Some(before) = before.filter(|before| !before.is_empty()) else { return };
        for (mark, column) in marks {
            match mark {
                '┬' => {
                    self.forks.insert(*column, before.to_vec());
                }
                '┐' | '┤' | '┘' | '╮' | '╯' => {
                    self.joins.entry(*column).or_default().extend_from_slice(before)
                }
                _ => {}
            }
        }
        if let Some((_, column)) = marks.first().filter(|_| *right) {
            self.forks.insert(*column, before.to_vec());
        }
    }

    /// What a link at the beginning of a line hangs on.
    fn above(&mut self, marks: &[(char, usize)]) -> Option<Vec<Who>> {
        for (_, column) in marks.iter().filter(|(mark, _)| matches!(mark, '├' | '┤' | '┼' | '┘' | '└' | '┴'))
        {
            if let Some(found) = self.joins.get(column) {
                return Some(found.clone());
            }
        }
        let branch = marks.iter().rev().find(|(mark, _)| matches!(mark, '├' | '└' | '╰'));
        if let Some((_, column)) = branch {
            let fork = self.forks.get(column).cloned();
            return fork
                .or_else(|| self.stack.iter().rev().find(|(above, _)| above <= column).map(|(_, who)| who.clone()));
        }
        let (_, column) = marks.last()?;
        self.forks.range(..=column).next_back().map(|(_, who)| who.clone())
    }

    /// A line without names: arrows that point down.
    fn descend(&mut self, pieces: &[Piece]) {
        let marks = pieces.iter().filter_map(|piece| match piece {
            Piece::Link { marks, .. } => Some(marks),
            Piece::Text { .. } => None,
        });
        for (mark, column) in marks.flatten() {
            match mark {
                '↓' | '▼' => self.down.push(*column),
                '─' | '┴' => self.across = true,
                _ => {}
            }
        }
    }

    /// Names below arrows that point down.
    fn fall(&mut self, places: &[Place], line: Bytes) {
        if self.down.is_empty() {
            return;
        }
        let rank = std::mem::take(&mut self.rank);
        let all = self.across || (rank.len() == 1 && places.len() == 1);
        for down in std::mem::take(&mut self.down) {
            let (above, below) = (nearest(&rank, down, all), nearest(places, down, all));
            for first in &above {
                for then in &below {
                    self.connect(&first.who, &then.who, line);
                }
            }
            if all {
                break;
            }
        }
    }

    fn connect(&mut self, first: &[Who], then: &[Who], at: Bytes) {
        for first in first {
            for then in then {
                self.edges.push(Edge { first: *first, then: *then, strength: Strength::Hard, at });
            }
        }
    }
}

/// The names over or under a column, or all of them.
fn nearest(places: &[Place], column: usize, all: bool) -> Vec<&Place> {
    if all {
        return places.iter().collect();
    }
    let away = |place: &&Place| place.column.saturating_sub(column).max((column + 1).saturating_sub(place.end));
    places.iter().min_by_key(away).into_iter().collect()
}

/// Cuts a line into texts and links.
fn pieces(document: &Document<'_>, line: Bytes) -> Vec<Piece> {
    let text = document.slice(line);
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut start, mut start_column) = (0, 0);
    let mut marks: Vec<(char, usize)> = Vec::new();
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut index = 0;
    while index < chars.len() {
        let len = link_length(text, &chars, index);
        if len == 0 {
            if !chars[index].1.is_whitespace() && !marks.is_empty() {
                push_link(&mut pieces, &mut marks);
                (start, start_column) = (chars[index].0, index);
            }
            index += 1;
            continue;
        }
        if marks.is_empty() {
            push_text(document, &mut pieces, (line.0 + offset(start), line.0 + offset(chars[index].0)), start_column);
        }
        marks.extend(chars[index..index + len].iter().enumerate().map(|(at, (_, c))| (*c, index + at)));
        index += len;
        start = chars.get(index).map_or(text.len(), |(at, _)| *at);
        start_column = index;
    }
    if marks.is_empty() {
        push_text(document, &mut pieces, (line.0 + offset(start), line.1), start_column);
    } else {
        push_link(&mut pieces, &mut marks);
    }
    pieces
}

fn push_text(document: &Document<'_>, pieces: &mut Vec<Piece>, range: Bytes, column: usize) {
    let text = document.slice(range);
    let lead = text.chars().take_while(|c| c.is_whitespace()).count();
    let range = document.trimmed(range);
    if range.0 < range.1 {
        pieces.push(Piece::Text { range, column: column + lead });
    }
}

fn push_link(pieces: &mut Vec<Piece>, marks: &mut Vec<(char, usize)>) {
    let has = |heads: &[char]| marks.iter().any(|(mark, _)| heads.contains(mark));
    let right = has(&['→', '►', '▶', '➔', '➜', '⇒', '⟶', '>']);
    let left = has(&['←', '◄', '◀', '⟵', '<']);
    pieces.push(Piece::Link { marks: std::mem::take(marks), left, right });
}

/// Length in characters of a link at an index: drawn lines and arrows, or hyphens with a head.
fn link_length(text: &str, chars: &[(usize, char)], index: usize) -> usize {
    let (at, c) = chars[index];
    let drawn = |c: char| {
        matches!(
            c,
            '\u{2500}'
                ..='\u{257f}'
                    | '→'
                    | '←'
                    | '►'
                    | '◄'
                    | '▶'
                    | '◀'
                    | '➔'
                    | '➜'
                    | '⇒'
                    | '⟶'
                    | '⟵'
                    | '↓'
                    | '▼'
                    | '↑'
                    | '▲'
        )
    };
    if drawn(c) {
        return 1;
    }
    // A bar or a `v` that stands alone is a line or an arrow that points down.
    if matches!(c, '-' | '=' | '<') {
        let run = text[at..].bytes().take_while(|byte| matches!(byte, b'-' | b'=' | b'<' | b'>' | b'.')).count();
        let part = &text[at..at + run];
        let head = part.contains('>') || part.starts_with("<-");
        return if run > 1 && (head || run > 2) { run } else { 0 };
    }
    0
}
