//! The graph for a terminal: waves as columns, who waits for whom as lines between them.

use std::fmt::Write;

use super::grid::{Grid, Net};
use super::layout::{Layout, LineKind, Place, Sizes};
use super::view::Chart;
use crate::graph::{Dag, Graph};
use crate::render::escape;

const SIZES: Sizes = Sizes { piece: 1, line: 1, gap: 1 };

/// Titles are left out before the picture gets wider than is asked for, and names never are.
const LABELS: &[usize] = &[34, 26, 20, 16, 12, 0];

/// Contended files that are listed below.
const MAX_LISTED: usize = 12;

/// The graph in lines of at most `width` columns, if the names alone leave room for that. `*` marks the critical path,
/// dashes join pieces that edit one file. Lines that cross do not meet: they meet where they are joined by a corner or
/// a fork.
pub fn graph_ascii(chart: &Chart, width: usize) -> String {
    if chart.pieces.is_empty() {
        return "Nothing to draw: no track was found.\n".to_owned();
    }
    let layout = Layout::new(chart, SIZES);
    let gutters = Gutters::new(&layout, false).or_else(|| Gutters::new(&layout, true));
    let mut text = chart.headline() + "\n";
    let Some(gutters) = gutters else { return text };
    let drawn = LABELS.iter().map(|most| draw(chart, &layout, &gutters, *most));
    let mut picture = String::new();
    for drawing in drawn {
        picture = drawing;
        if picture.lines().all(|line| line.chars().count() <= width) {
            break;
        }
    }
    text.extend(["\n", &picture, "\n* critical path\n"]);
    for clash in chart.clashes.iter().take(MAX_LISTED) {
        let names: Vec<_> = clash.pieces.iter().map(|&at| escape(&chart.pieces[at].name)).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(text, "┄ {} edit {}", names.join(", "), escape(&clash.path));
    }
    if chart.clashes.len() > MAX_LISTED {
        let _ = writeln!(text, "┄ and {} more files", chart.clashes.len() - MAX_LISTED);
    }
    text
}

/// The nets between columns with their lanes, and the row of each place.
struct Gutters {
    rows: Vec<usize>,
    nets: Vec<Vec<Net>>,
}

impl Gutters {
    /// `None` if two nets would need each other's row, which cannot be where columns are shifted against each other.
    fn new(layout: &Layout, shifted: bool) -> Option<Self> {
        let row = |top: i64| usize::try_from(top).unwrap_or(0);
        let shift = |place: &Place| if shifted { 2 * row(place.top) + place.column % 2 } else { row(place.top) };
        let rows: Vec<usize> = layout.places.iter().map(shift).collect();
        let mut nets: Vec<Vec<Net>> = vec![Vec::new(); layout.columns.len()];
        for line in &layout.lines {
            let clash = if let LineKind::Clash(at) = line.kind { Some(at) } else { None };
            for two in line.route.windows(2) {
                let nets = &mut nets[layout.places[two[0]].column];
                let known = nets.iter().position(|net| net.from == two[0] && net.clash == clash);
                let net = known.unwrap_or_else(|| {
                    nets.push(Net { from: two[0], clash, row: rows[two[0]], ends: Vec::new(), lane: None });
                    nets.len() - 1
                });
                nets[net].ends.push((rows[two[1]], two[1]));
            }
        }
        for nets in &mut nets {
            nets.sort_by_key(|net| (net.row, net.from, net.clash));
            give_lanes(nets)?;
        }
        Some(Self { rows, nets })
    }
}

/// Gives every net that bends a lane to do so. Where one net leaves on the row on which another arrives, the first has to
/// bend before the second does.
fn give_lanes(nets: &mut [Net]) -> Option<()> {
    for net in nets.iter_mut() {
        net.ends.sort_unstable();
        net.ends.dedup();
    }
    let mut arriving: Vec<(usize, usize)> = Vec::new();
    for (at, net) in nets.iter().enumerate() {
        arriving.extend(net.ends.iter().map(|end| (end.0, at)));
    }
    arriving.sort_unstable();
    let mut order = Vec::new();
    for (at, net) in nets.iter().enumerate().filter(|(_, net)| net.bends()) {
        let first = arriving.partition_point(|(row, _)| *row < net.row);
        let others = arriving[first..].iter().take_while(|(row, _)| *row == net.row).map(|(_, other)| *other);
        order.extend(others.filter(|&other| nets[other].from != net.from && nets[other].bends()).map(|o| (at, o)));
    }
    let graph = Graph::new(nets.len(), order);
    let dag = Dag::new(&graph)?;
    let mut lanes: Vec<Vec<(usize, usize)>> = Vec::new();
    for at in dag.order() {
        if !nets[at].bends() {
            continue;
        }
        let (top, bottom) = nets[at].span();
        let is_free = |lane: &Vec<(usize, usize)>| lane.iter().all(|span| span.1 < top || bottom < span.0);
        let first = graph.predecessors(at).filter_map(|before| nets[before].lane).map(|lane| lane + 1).max();
        let mut lane = first.unwrap_or(0);
        while lanes.get(lane).is_some_and(|lane| !is_free(lane)) {
            lane += 1;
        }
        lanes.resize(lanes.len().max(lane + 1), Vec::new());
        lanes[lane].push((top, bottom));
        nets[at].lane = Some(lane);
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
        let nets = &gutters.nets[number];
        grid.text(0, left, &heading);
        for &place in column {
            let row = gutters.rows[place] + 2;
            let mut leaving = nets.iter().filter(|net| net.from == place);
            if let Some(label) = labels.get(place) {
                grid.text(row, left, label);
                if let Some(solid) = leaving.map(|net| net.clash.is_none()).max() {
                    grid.level(row, left + columns(label), left + widest, place, !solid);
                }
            } else {
                grid.level(row, left, left + widest, place, leaving.any(|net| net.clash.is_some()));
            }
        }
        left += widest;
        left += gutter(layout, nets, &mut grid, left);
    }
    grid.finish()
}

/// Draws the nets after a column; how wide that is.
fn gutter(layout: &Layout, nets: &[Net], grid: &mut Grid, left: usize) -> usize {
    let lanes = nets.iter().filter_map(|net| net.lane).max().map_or(0, |lane| lane + 1);
    let width = 2 * lanes + 3;
    for net in nets {
        let dashed = net.clash.is_some();
        let bend = net.lane.map(|lane| left + 2 * lane + 1);
        let row = net.row + 2;
        if let Some(bend) = bend {
            let (top, bottom) = net.span();
            grid.level(row, left, bend, net.from, dashed);
            grid.upright(bend, top + 2, bottom + 2, net.from, dashed);
            grid.join(row, bend, net.from, dashed, true);
        }
        for &(end, place) in &net.ends {
            grid.level(end + 2, bend.map_or(left, |bend| bend + 1), left + width, net.from, dashed);
            if let Some(bend) = bend {
                grid.join(end + 2, bend, net.from, dashed, false);
            }
            if place < layout.pieces && !dashed {
                grid.arrow(end + 2, left + width - 1);
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

fn columns(text: &str) -> usize {
    text.chars().map(|c| if c >= '\u{1100}' { 2 } else { 1 }).sum()
}
