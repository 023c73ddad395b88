//! The graph for a terminal: waves as columns, who waits for whom as lines between them.

use std::fmt::Write;

use super::grid::Grid;
use super::layout::{Layout, Net, Place, Sizes};
use super::view::Chart;
use crate::graph::{Dag, Graph};
use crate::render::columns::columns;
use crate::render::escape;

const SIZES: Sizes = Sizes { piece: 1, line: 1, gap: 1 };

/// Titles are left out before the picture gets wider than is asked for, and names never are.
const LABELS: &[usize] = &[34, 26, 20, 16, 12, 0];

/// More pieces than this are too much for lines of text.
const MAX_PIECES: usize = 500;

/// Contended files that are listed below.
const MAX_LISTED: usize = 12;

/// The graph in lines of at most `width` columns, if the names alone leave room for that; of more than 500 pieces the
/// headline only. `*` marks the critical path,
/// dashes join pieces that edit one file. Lines that cross do not meet: they meet where they are joined by a corner or
/// a fork.
pub fn graph_ascii(chart: &Chart, width: usize) -> String {
    if chart.pieces.is_empty() {
        return "Nothing to draw: no track was found.\n".to_owned();
    }
    if chart.pieces.len() > MAX_PIECES {
        let headline = chart.headline();
        return format!(
            "{headline}\n\nToo many to draw with letters: `--output-format svg` makes a picture of them.\n"
        );
    }
    let layout = Layout::new(chart, SIZES);
    let gutters = Gutters::new(&layout, false).or_else(|| Gutters::new(&layout, true));
    let mut text = chart.headline() + "\n";
    let Some(gutters) = gutters else { return text };
    let drawn = LABELS.iter().map(|most| draw(chart, &layout, &gutters, *most));
    let mut picture = String::new();
    for drawing in drawn {
        picture = drawing;
        if picture.lines().all(|line| columns(line) <= width) {
            break;
        }
    }
    text.extend(["\n", &picture, "\n* critical path\n"]);
    for clash in chart.clashes.iter().take(MAX_LISTED) {
        let names: Vec<_> = clash.pieces.iter().map(|&at| escape(&chart.pieces[at].name)).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(text, "┄ {} {} {}", names.join(", "), clash.verb(), escape(&clash.thing));
    }
    if chart.clashes.len() > MAX_LISTED {
        let _ = writeln!(text, "┄ and {} more", chart.clashes.len() - MAX_LISTED);
    }
    text
}

/// A net with the rows of its ends.
#[derive(Clone, Debug)]
struct Wire {
    dashed: bool,
    /// Rows and places, from top to bottom.
    from: Vec<(usize, usize)>,
    to: Vec<(usize, usize)>,
    /// The lane in which it runs upright, if it bends.
    lane: Option<usize>,
}

impl Wire {
    /// The first and the last row it is on.
    fn span(&self) -> (usize, usize) {
        let rows = || self.from.iter().chain(&self.to).map(|end| end.0);
        (rows().min().unwrap_or(0), rows().max().unwrap_or(0))
    }

    fn bends(&self) -> bool {
        let (top, bottom) = self.span();
        top < bottom
    }

    fn leaves(&self, place: usize) -> bool {
        self.from.iter().any(|end| end.1 == place)
    }
}

/// The wires between columns with their lanes, and the row of each place.
struct Gutters {
    rows: Vec<usize>,
    wires: Vec<Vec<Wire>>,
}

impl Gutters {
    /// `None` if two wires would need each other's row, which cannot be where columns are shifted against each other.
    fn new(layout: &Layout, shifted: bool) -> Option<Self> {
        let row = |top: i64| usize::try_from(top).unwrap_or(0);
        let shift = |place: &Place| if shifted { 2 * row(place.top) + place.column % 2 } else { row(place.top) };
        let rows: Vec<usize> = layout.places.iter().map(shift).collect();
        let ends = |places: &[usize]| {
            let mut ends: Vec<_> = places.iter().map(|&place| (rows[place], place)).collect();
            ends.sort_unstable();
            ends
        };
        let mut all = Vec::new();
        for nets in layout.nets() {
            let wire =
                |net: &Net| Wire { dashed: net.clash.is_some(), from: ends(&net.from), to: ends(&net.to), lane: None };
            let mut wires: Vec<Wire> = nets.iter().map(wire).collect();
            wires.sort_by_key(|wire| (wire.from[0], wire.dashed));
            give_lanes(&mut wires)?;
            all.push(wires);
        }
        Some(Self { rows, wires: all })
    }
}

/// Gives every wire that bends a lane to do so. Where one leaves on the row on which another arrives, the first has to
/// bend before the second does.
fn give_lanes(wires: &mut [Wire]) -> Option<()> {
    let ends = |at: usize, wire: &Wire| wire.to.iter().map(move |end| (end.0, at)).collect::<Vec<_>>();
    let mut arriving: Vec<(usize, usize)> = wires.iter().enumerate().flat_map(|(at, wire)| ends(at, wire)).collect();
    arriving.sort_unstable();
    let mut order = Vec::new();
    for (at, wire) in wires.iter().enumerate().filter(|(_, wire)| wire.bends()) {
        for &(row, place) in &wire.from {
            let first = arriving.partition_point(|(other, _)| *other < row);
            let others = arriving[first..].iter().take_while(|(other, _)| *other == row).map(|(_, other)| *other);
            let later = others.filter(|&other| wires[other].bends() && !wires[other].leaves(place));
            order.extend(later.map(|other| (at, other)));
        }
    }
    let graph = Graph::new(wires.len(), order);
    let dag = Dag::new(&graph)?;
    let mut lanes: Vec<Vec<(usize, usize)>> = Vec::new();
    for at in dag.order() {
        if !wires[at].bends() {
            continue;
        }
        let (top, bottom) = wires[at].span();
        let is_free = |lane: &Vec<(usize, usize)>| lane.iter().all(|span| span.1 < top || bottom < span.0);
        let first = graph.predecessors(at).filter_map(|before| wires[before].lane).map(|lane| lane + 1).max();
        let mut lane = first.unwrap_or(0);
        while lanes.get(lane).is_some_and(|lane| !is_free(lane)) {
            lane += 1;
        }
        lanes.resize(lanes.len().max(lane + 1), Vec::new());
        lanes[lane].push((top, bottom));
        wires[at].lane = Some(lane);
    }
    Some(())
}

/// The picture with titles as far as they fit into labels of so many columns.
fn draw(chart: &Chart, layout: &Layout, gutters: &Gutters, most: usize) -> String {
    let labels: Vec<String> = (0..chart.pieces.len()).map(|at| label(chart, at, most)).collect();
    let mut grid = Grid::default();
    let mut left = 0;
    for (number, column) in layout.columns.iter().enumerate() {
        let pieces = column.iter().filter(|&&place| place < layout.pieces);
        let heading = format!("Wave {}", number + 1);
        let widest = pieces.map(|&place| columns(&labels[place])).max().unwrap_or(0).max(heading.len());
        let wires = &gutters.wires[number];
        grid.text(0, left, &heading);
        for &place in column {
            let row = gutters.rows[place] + 2;
            let mut leaving = wires.iter().filter(|wire| wire.leaves(place));
            if let Some(label) = labels.get(place) {
                grid.text(row, left, label);
                if let Some(solid) = leaving.map(|wire| !wire.dashed).max() {
                    grid.level(row, left + columns(label), left + widest, place, !solid);
                }
            } else {
                grid.level(row, left, left + widest, place, leaving.any(|wire| wire.dashed));
            }
        }
        left += widest;
        left += gutter(layout, wires, &mut grid, left);
    }
    grid.finish()
}

/// Draws the wires after a column; how wide that is.
fn gutter(layout: &Layout, wires: &[Wire], grid: &mut Grid, left: usize) -> usize {
    let lanes = wires.iter().filter_map(|wire| wire.lane).max().map_or(0, |lane| lane + 1);
    let width = 2 * lanes + 3;
    for wire in wires {
        let (of, dashed) = (wire.from[0].1, wire.dashed);
        let bend = wire.lane.map(|lane| left + 2 * lane + 1);
        if let Some(bend) = bend {
            let (top, bottom) = wire.span();
            grid.upright(bend, top + 2, bottom + 2, of, dashed);
            for &(row, _) in &wire.from {
                grid.level(row + 2, left, bend, of, dashed);
                grid.join(row + 2, bend, of, dashed, true);
            }
        }
        for &(row, place) in &wire.to {
            grid.level(row + 2, bend.map_or(left, |bend| bend + 1), left + width, of, dashed);
            if let Some(bend) = bend {
                grid.join(row + 2, bend, of, dashed, false);
            }
            if place < layout.pieces && !dashed {
                grid.arrow(row + 2, left + width - 1);
            }
        }
    }
    width
}

fn label(chart: &Chart, at: usize, most: usize) -> String {
    let piece = &chart.pieces[at];
    let mark = if piece.critical { "*" } else { "" };
    let name = escape(&piece.name);
    let room = most.saturating_sub(columns(&name) + mark.len() + 3);
    let title = escape(&piece.title);
    let mut cut = String::new();
    let mut used = 0;
    for c in title.chars() {
        used += columns(c.encode_utf8(&mut [0; 4]));
        if used > room {
            break;
        }
        cut.push(c);
    }
    let is_whole = cut.len() == title.len();
    if !is_whole {
        cut.pop();
        cut.truncate(cut.trim_end().len());
        cut = if cut.chars().count() < 3 { String::new() } else { cut + "…" };
    }
    let space = if cut.is_empty() { "" } else { " " };
    format!("[{mark}{name}{space}{cut}]")
}
