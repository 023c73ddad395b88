//! The graph as a picture: waves as columns, who waits for whom as lines, the longest chain marked, contended files
//! dashed.

use std::fmt::Write;

use super::Chart;
use super::svg::{cut, picture, safe};

const CARD_WIDTH: u64 = 190;
const CARD_HEIGHT: u64 = 46;
const COLUMN: u64 = CARD_WIDTH + 70;
const ROW: u64 = CARD_HEIGHT + 22;
const MARGIN: u64 = 24;
const TOP: u64 = 64;

/// The graph in SVG. It needs no script, and follows the reader's light or dark scheme.
pub fn graph_svg(chart: &Chart<'_>) -> String {
    let edges = chart.edges();
    let columns = columns(chart, &edges);
    let rows = columns.iter().map(Vec::len).max().unwrap_or(0) as u64;
    let (width, height) =
        (2 * MARGIN + columns.len().max(1) as u64 * COLUMN - (COLUMN - CARD_WIDTH), TOP + rows * ROW + MARGIN);
    let mut places = vec![(0, 0); chart.work.steps.len()];
    for (column, tasks) in (0..).zip(&columns) {
        // Short columns stand in the middle.
        let top = TOP + (rows - tasks.len() as u64) * ROW / 2;
        for (row, &task) in (0..).zip(tasks) {
            places[task] = (MARGIN + column * COLUMN, top + row * ROW);
        }
    }
    let mut body = String::new();
    let _ = draw(chart, &columns, &edges, &places, height, &mut body);
    let title = format!("{} tracks in {} waves", chart.pieces().count(), columns.len());
    picture(width.max(2 * MARGIN + CARD_WIDTH), height, &title, &body)
}

/// The pieces of each wave, each near what it waits for.
fn columns(chart: &Chart<'_>, edges: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut columns: Vec<Vec<usize>> = Vec::new();
    let mut row_of = vec![0_usize; chart.work.steps.len()];
    for wave in &chart.table.waves.waves {
        let mut tasks: Vec<usize> = wave.iter().copied().filter(|&task| chart.duration(task) > 0).collect();
        tasks.sort_by_cached_key(|&task| {
            let rows: Vec<usize> = edges.iter().filter(|edge| edge.1 == task).map(|edge| row_of[edge.0]).collect();
            (rows.iter().sum::<usize>() * 1000 / rows.len().max(1), task)
        });
        for (row, &task) in tasks.iter().enumerate() {
            row_of[task] = row;
        }
        columns.push(tasks);
    }
    columns
}

fn draw(
    chart: &Chart<'_>,
    columns: &[Vec<usize>],
    edges: &[(usize, usize)],
    places: &[(u64, u64)],
    height: u64,
    out: &mut String,
) -> std::fmt::Result {
    let lengths = chart.table.waves.lengths(&chart.work.problem);
    for ((column, _), length) in (0..).zip(columns).zip(lengths) {
        let left = MARGIN + column * COLUMN;
        let (x, tall) = (left - 12, height - 24);
        writeln!(
            out,
            "<rect class=\"band\" x=\"{x}\" y=\"12\" width=\"{}\" height=\"{tall}\" rx=\"10\"/>",
            CARD_WIDTH + 24
        )?;
        writeln!(out, "<text class=\"id\" x=\"{left}\" y=\"34\">Wave {}</text>", column + 1)?;
        writeln!(out, "<text class=\"soft\" x=\"{left}\" y=\"51\">{}</text>", chart.span(length))?;
    }
    for &(from, to) in edges {
        let hot = if chart.is_critical(from) && chart.is_critical(to) { " hot" } else { "" };
        let (x, y) = (places[from].0 + CARD_WIDTH, places[from].1 + CARD_HEIGHT / 2);
        let (end, down) = (places[to].0, places[to].1 + CARD_HEIGHT / 2);
        let bend = (end - x) / 2;
        writeln!(
            out,
            "<path class=\"edge{hot}\" d=\"M{x} {y}C{} {y} {} {down} {end} {down}\"/>",
            x + bend,
            end - bend
        )?;
        writeln!(
            out,
            "<path class=\"edge{hot}\" d=\"M{} {}L{end} {down}L{} {}\"/>",
            end - 7,
            down - 4,
            end - 7,
            down + 4
        )?;
    }
    for (a, b, file) in chart.contending() {
        let (a, b) = if places[a] <= places[b] { (a, b) } else { (b, a) };
        let (x, y) = (places[a].0 + CARD_WIDTH / 2, places[a].1 + CARD_HEIGHT);
        let (end, down) = (places[b].0 + CARD_WIDTH / 2, places[b].1 + CARD_HEIGHT);
        let bow = y.max(down) + 18;
        let label = safe(file);
        writeln!(
            out,
            "<path class=\"clash\" d=\"M{x} {y}C{x} {bow} {end} {bow} {end} {down}\"><title>{label}</title></path>"
        )?;
    }
    for task in chart.pieces() {
        let (x, y) = places[task];
        let hot = if chart.is_critical(task) { " hot" } else { "" };
        let (name, title) = (chart.name(task), chart.title(task));
        let span = chart.span(chart.duration(task));
        writeln!(out, "<g><title>{} {}, {span}</title>", safe(&name), safe(&title))?;
        writeln!(
            out,
            "<rect class=\"card{hot}\" x=\"{x}\" y=\"{y}\" width=\"{CARD_WIDTH}\" height=\"{CARD_HEIGHT}\" rx=\"7\"/>"
        )?;
        let (left, room) = (x + 11, CARD_WIDTH - 22);
        writeln!(out, "<text class=\"id\" x=\"{left}\" y=\"{}\">{}</text>", y + 19, safe(&cut(&name, room - 60)))?;
        let right = x + CARD_WIDTH - 11;
        writeln!(out, "<text class=\"soft\" x=\"{right}\" y=\"{}\" text-anchor=\"end\">{span}</text>", y + 19)?;
        writeln!(out, "<text class=\"soft\" x=\"{left}\" y=\"{}\">{}</text></g>", y + 36, safe(&cut(&title, room)))?;
    }
    Ok(())
}
