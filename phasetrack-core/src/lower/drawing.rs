//! Arrows between names on lines of text: chains, trees of arrows, boxes.
//!
//! The lines are a grid of characters. Drawn lines that touch form a net; names touch nets; and every arrowhead leads
//! from the names of the net behind it to the names before it. So forks, joins and boxes need no rules of their own.

use std::cell::OnceCell;

use crate::model::Strength;
use crate::text::offset;

use super::document::{Bytes, Document};
use super::draft::Who;
use super::glyphs::{self, DOWN, LEFT, RIGHT, UP};
use super::graphs::Nodes;

/// More characters than this are no drawing.
const MAX_CELLS: usize = 200_000;

/// More pairs of names than this are not read from one net.
const MAX_PAIRS: usize = 2_000;

/// Texts of one line that are compared with an arrow above or below.
const MAX_BESIDE: usize = 100;

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

/// Arrows, and whether each arrowhead of the drawing leads from a name to a name.
pub(super) struct Arrows {
    pub(super) edges: Vec<Edge>,
    pub(super) whole: bool,
}

/// The arrows of some lines. Takes time linear in the number of characters, and in the number of arrows.
pub(super) fn edges(document: &Document<'_>, range: Bytes, nodes: &Nodes<'_, '_>) -> Arrows {
    if (range.1 - range.0) as usize > MAX_CELLS {
        return Arrows { edges: Vec::new(), whole: false };
    }
    let mut grid = Grid { document, nodes, rows: Vec::new(), texts: Vec::new(), nets: Vec::new(), whole: true };
    for line in document.raw_lines(range) {
        grid.add(line);
    }
    grid.join();
    grid.touch();
    let mut edges = grid.arrows();
    let whole = grid.whole && !edges.is_empty();
    edges.extend(grid.falls());
    Arrows { edges, whole }
}

/// One character's place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cell {
    Blank,
    /// Part of a text.
    Text(usize),
    /// Part of a line: its legs, and a link to the net it belongs to.
    Line(u8, usize),
    /// An arrowhead.
    Head(u8),
}

struct Text {
    row: usize,
    start: usize,
    end: usize,
    range: Bytes,
    /// Whom it names, once that was asked: few texts of a fence are at an arrow.
    who: OnceCell<Vec<Who>>,
}

/// Drawn lines that touch.
#[derive(Default)]
struct Net {
    /// A net that this one is part of, or itself.
    parent: usize,
    /// Texts that touch it, and from which side: they stand above, below, or beside and inside.
    texts: Vec<(usize, u8)>,
    /// An arrowhead begins at it.
    headed: bool,
}

struct Grid<'g, 'c, 'a> {
    document: &'g Document<'a>,
    nodes: &'g Nodes<'c, 'a>,
    rows: Vec<Vec<Cell>>,
    texts: Vec<Text>,
    nets: Vec<Net>,
    /// Every arrowhead so far leads from a name to a name.
    whole: bool,
}

impl Grid<'_, '_, '_> {
    fn add(&mut self, line: Bytes) {
        let text = self.document.slice(line);
        let chars: Vec<(usize, char)> = text.char_indices().collect();
        let mut row = vec![Cell::Blank; chars.len()];
        let mut start: Option<usize> = None;
        let mut index = 0;
        while index <= chars.len() {
            let glyphs = if index < chars.len() { glyphs::length(text, &chars, index) } else { 0 };
            let blank = |at: usize| chars.get(at).is_none_or(|(_, c)| c.is_whitespace());
            let ends = index == chars.len() || glyphs > 0 || (blank(index) && blank(index + 1));
            if let Some(first) = start.filter(|_| ends) {
                let place = |at: usize| line.0 + chars.get(at).map_or(offset(text.len()), |(at, _)| offset(*at));
                let range = self.document.trimmed((place(first), place(index)));
                let end = (first..index).rev().find(|at| !blank(*at)).map_or(first, |last| last + 1);
                row[first..end].fill(Cell::Text(self.texts.len()));
                self.texts.push(Text { row: self.rows.len(), start: first, end, range, who: OnceCell::new() });
                start = None;
            }
            for (_, c) in chars.get(index..index + glyphs).unwrap_or_default() {
                row[index] = match glyphs::meaning(*c) {
                    (0, head) => Cell::Head(head),
                    (legs, _) => {
                        let parent = self.nets.len();
                        self.nets.push(Net { parent, ..Net::default() });
                        Cell::Line(legs, parent)
                    }
                };
                index += 1;
            }
            if glyphs == 0 {
                if !blank(index) {
                    start.get_or_insert(index);
                }
                index += 1;
            }
        }
        self.rows.push(row);
    }

    /// Whom a text names.
    fn who<'t>(&self, text: &'t Text) -> &'t [Who] {
        text.who.get_or_init(|| self.nodes.units(self.document.slice(text.range)))
    }

    fn cell(&self, row: usize, column: usize) -> Cell {
        self.rows.get(row).and_then(|row| row.get(column)).copied().unwrap_or(Cell::Blank)
    }

    /// The net that a net is part of.
    fn net(&self, net: usize) -> usize {
        self.nets[net].parent
    }

    /// The same while nets still join: every step halves the way for the next one.
    fn root(&mut self, mut net: usize) -> usize {
        while self.nets[net].parent != net {
            self.nets[net].parent = self.nets[self.nets[net].parent].parent;
            net = self.nets[net].parent;
        }
        net
    }

    /// Makes one net of lines that meet.
    fn join(&mut self) {
        for row in 0..self.rows.len() {
            for column in 0..self.rows[row].len() {
                let Cell::Line(legs, own) = self.cell(row, column) else { continue };
                for (leg, back, next) in
                    [(RIGHT, LEFT, self.cell(row, column + 1)), (DOWN, UP, self.cell(row + 1, column))]
                {
                    if let Cell::Line(other, net) = next
                        && (legs & leg != 0 && other & back != 0 || leg == RIGHT && leaves(legs, other))
                    {
                        let (first, second) = (self.root(own), self.root(net));
                        self.nets[first.max(second)].parent = first.min(second);
                    }
                }
            }
        }
        for net in 0..self.nets.len() {
            self.nets[net].parent = self.root(net);
        }
    }

    /// Notes which texts touch which nets.
    fn touch(&mut self) {
        for index in 0..self.texts.len() {
            let Text { row, start, end, .. } = self.texts[index];
            let (left, right) = (self.beside(row, start, LEFT), self.beside(row, end, RIGHT));
            let upright = |cell: Cell| matches!(cell, Cell::Line(legs, _) if legs & (LEFT | RIGHT) == 0);
            let boxed = upright(left) && upright(right);
            let mut touched: Vec<(usize, u8)> = Vec::new();
            for (cell, leg) in [(left, RIGHT), (right, LEFT)] {
                if let Cell::Line(legs, net) = cell
                    && (legs & leg != 0 || boxed)
                {
                    touched.push((net, 0));
                }
            }
            for column in start..end {
                if let Cell::Line(legs, net) = self.cell(row + 1, column)
                    && legs & UP != 0
                {
                    touched.push((net, UP));
                }
                if let Some(Cell::Line(legs, net)) = row.checked_sub(1).map(|above| self.cell(above, column))
                    && legs & DOWN != 0
                {
                    touched.push((net, DOWN));
                }
            }
            for (net, side) in touched {
                let net = self.net(net);
                if self.nets[net].texts.last() != Some(&(index, side)) {
                    self.nets[net].texts.push((index, side));
                }
            }
        }
    }

    /// The next cell to the left of a column, or from it to the right, that is not blank.
    fn beside(&self, row: usize, column: usize, side: u8) -> Cell {
        let cells = &self.rows[row];
        let full = |cell: &&Cell| **cell != Cell::Blank;
        let found = if side == LEFT {
            cells[..column.min(cells.len())].iter().rev().find(full)
        } else {
            cells.get(column..).unwrap_or_default().iter().find(full)
        };
        found.copied().unwrap_or(Cell::Blank)
    }

    /// What every arrowhead says.
    fn arrows(&mut self) -> Vec<Edge> {
        let mut edges = Vec::new();
        let mut last: Vec<usize> = Vec::new();
        for row in 0..self.rows.len() {
            for column in 0..self.rows[row].len() {
                let Cell::Head(head) = self.cell(row, column) else { continue };
                let (behind, before) = match head {
                    RIGHT => (self.beside(row, column, LEFT), self.beside(row, column + 1, RIGHT)),
                    LEFT => (self.beside(row, column + 1, RIGHT), self.beside(row, column, LEFT)),
                    UP => (self.below(row, column), self.above(row, column)),
                    _ => (self.above(row, column), self.below(row, column)),
                };
                if let Cell::Line(_, net) = behind {
                    let net = self.net(net);
                    self.nets[net].headed = true;
                }
                let mut first = self.names(behind);
                let then = self.names(before);
                if first.is_empty() && behind == Cell::Blank && head == RIGHT {
                    // An arrow at the beginning of a line goes on from where the arrow above it began.
                    first.clone_from(&last);
                }
                last.clone_from(&first);
                let named = |texts: &[usize]| texts.iter().any(|text| !self.who(&self.texts[*text]).is_empty());
                let leads = named(&first) && named(&then);
                self.whole &= leads;
                edges.extend(self.pairs(&first, &then));
                if let (Cell::Text(text), [first]) = (before, first.as_slice())
                    && self.who(&self.texts[text]).is_empty()
                {
                    // "B → needs A"
                    let at = self.texts[text].range;
                    let waits = self.nodes.waited_for(at);
                    let then = self.who(&self.texts[*first]);
                    let edge = |who: &Who, then: &Who| Edge { first: *who, then: *then, strength: Strength::Hard, at };
                    edges.extend(waits.iter().flat_map(|who| then.iter().map(move |then| edge(who, then))));
                }
            }
        }
        edges
    }

    /// Lines without any arrowhead lead from the names above to the names below.
    fn falls(&self) -> Vec<Edge> {
        let mut edges = Vec::new();
        for net in self.nets.iter().filter(|net| !net.headed) {
            let side = |side: u8| net.texts.iter().filter(move |(_, own)| *own == side).map(|(text, _)| *text);
            let (above, below): (Vec<usize>, Vec<usize>) = (side(UP).collect(), side(DOWN).collect());
            edges.extend(self.pairs(&above, &below));
        }
        edges
    }

    fn pairs(&self, first: &[usize], then: &[usize]) -> Vec<Edge> {
        let mut edges = Vec::new();
        for text in then.iter().map(|text| &self.texts[*text]) {
            let all = first.iter().flat_map(|first| self.who(&self.texts[*first]));
            for first in all {
                let edge = |then: &Who| Edge { first: *first, then: *then, strength: Strength::Hard, at: text.range };
                edges.extend(self.who(text).iter().map(edge).take(MAX_PAIRS.saturating_sub(edges.len())));
            }
        }
        edges
    }

    /// The texts at one end of an arrow.
    fn names(&self, cell: Cell) -> Vec<usize> {
        match cell {
            Cell::Text(text) => vec![text],
            Cell::Line(_, net) => {
                let mut texts: Vec<usize> = self.nets[self.net(net)].texts.iter().map(|(text, _)| *text).collect();
                texts.dedup();
                texts
            }
            Cell::Blank | Cell::Head(_) => Vec::new(),
        }
    }

    fn above(&self, row: usize, column: usize) -> Cell {
        let rows = (0..row).rev().take(2);
        self.upright(rows, column)
    }

    fn below(&self, row: usize, column: usize) -> Cell {
        self.upright(row + 1..(row + 3).min(self.rows.len()), column)
    }

    /// What stands in a column of the next rows: an arrow may stand beside the middle of a name.
    fn upright(&self, rows: impl Iterator<Item = usize>, column: usize) -> Cell {
        for row in rows {
            let cell = self.cell(row, column);
            if cell != Cell::Blank {
                return cell;
            }
            let first = self.texts.partition_point(|text| text.row < row);
            let texts = self.texts[first..].iter().take_while(|text| text.row == row).take(MAX_BESIDE);
            let away = |text: &Text| text.start.saturating_sub(column).max((column + 1).saturating_sub(text.end));
            let named = texts.enumerate().filter(|(_, text)| !self.who(text).is_empty());
            if let Some((index, _)) = named.min_by_key(|(_, text)| away(text)) {
                return Cell::Text(first + index);
            }
        }
        Cell::Blank
    }
}

/// `│──►` leaves a box without a branch.
fn leaves(left: u8, right: u8) -> bool {
    (left == UP | DOWN && right & LEFT != 0) || (right == UP | DOWN && left & RIGHT != 0)
}
