//! The schedule as a picture: workers as rows, pieces as bars in the colour of their wave, with their owners.

use std::fmt::{self, Write};

use super::svg::{WAVE_COLOURS, label, picture, safe, wide};
use super::view::Chart;

/// Names of workers.
const LEFT: i64 = 110;
/// The axis is as wide as it takes for the shortest bar to have its name, within these bounds.
const AXIS: (i64, i64) = (900, 1800);
const SHORTEST: i64 = 52;
const ROW: i64 = 52;
const BAR: i64 = 42;
const TOP: i64 = 88;
const RIGHT: i64 = 36;
/// Waves in the legend.
const MAX_WAVES: usize = 10;

/// The schedule in SVG. It needs no script and no font of its own, and follows the reader's light or dark scheme.
pub fn gantt_svg(chart: &Chart) -> String {
    let rows = chart.rows();
    let bottom = TOP + ROW * i64::try_from(rows.len()).unwrap_or(0);
    let mut body = String::new();
    // Writing to a string cannot fail.
    let _ = draw(chart, &rows, bottom, &mut body);
    let height = bottom + if chart.is_in_one_wave() { 48 } else { 76 };
    picture(LEFT + axis(chart) + RIGHT, height, &headline(chart), &body)
}

fn headline(chart: &Chart) -> String {
    let workers = if chart.workers == 1 { "worker" } else { "workers" };
    let proof = if chart.is_proven() { "proven shortest" } else { "perhaps not the shortest" };
    format!("{} with {} {workers}, {proof}", chart.scale.long(chart.makespan), chart.workers)
}

/// How wide the axis is.
fn axis(chart: &Chart) -> i64 {
    let shortest = chart.pieces.iter().map(|piece| piece.duration).filter(|duration| *duration > 0).min().unwrap_or(1);
    let bars = i64::try_from(chart.makespan / shortest).unwrap_or(i64::MAX);
    bars.saturating_mul(SHORTEST).clamp(AXIS.0, AXIS.1)
}

/// Where a time lies on an axis.
fn column(chart: &Chart, axis: i64, time: u64) -> i64 {
    let columns = i128::from(time) * i128::from(axis) / i128::from(chart.makespan.max(1));
    LEFT + i64::try_from(columns).unwrap_or(axis)
}

fn draw(chart: &Chart, rows: &[Vec<usize>], bottom: i64, out: &mut String) -> fmt::Result {
    let axis = axis(chart);
    writeln!(out, "<text class=\"head\" x=\"24\" y=\"34\">{}</text>", safe(&headline(chart)))?;
    for (row, y) in (0..rows.len()).zip((TOP..).step_by(52)) {
        if row % 2 == 0 {
            writeln!(
                out,
                "<rect class=\"band\" x=\"12\" y=\"{y}\" width=\"{}\" height=\"{ROW}\" rx=\"6\"/>",
                LEFT + axis
            )?;
        }
        let worker = Chart::worker(u32::try_from(row).unwrap_or(u32::MAX));
        label(out, "id", 24, y + 31, &worker, LEFT - 24);
    }
    let tick = chart.scale.tick(chart.makespan, 10);
    let mut time = 0;
    while time <= chart.makespan {
        let x = column(chart, axis, time);
        writeln!(out, "<path class=\"tick\" d=\"M{x} {}V{bottom}\"/>", TOP - 8)?;
        label(out, "soft mid", x, TOP - 16, &chart.scale.short(time), 200);
        time = time.saturating_add(tick);
    }
    for (row, y) in rows.iter().zip((TOP..).step_by(52)) {
        for &at in row {
            bar(chart, at, axis, y + (ROW - BAR) / 2, out)?;
        }
    }
    legend(chart, bottom + 28, out)
}

fn bar(chart: &Chart, at: usize, axis: i64, y: i64, out: &mut String) -> fmt::Result {
    let piece = &chart.pieces[at];
    let (x, end) = (column(chart, axis, piece.start), column(chart, axis, piece.end()));
    // A hair between neighbours.
    let width = (end - x - 3).max(1);
    let (colour, hot) = (piece.wave % WAVE_COLOURS, if piece.critical { " hot" } else { "" });
    writeln!(out, "<g><title>{}</title>", safe(&chart.tooltip(at)))?;
    writeln!(
        out,
        "<rect class=\"bar w{colour}{hot}\" x=\"{}\" y=\"{y}\" width=\"{width}\" height=\"{BAR}\" rx=\"5\"/>",
        x + 1
    )?;
    // Narrow bars have no room to spare.
    let inset = if width < 70 { 4 } else { 8 };
    let room = width - 2 * inset;
    let both = format!("{} {}", piece.name, piece.title);
    // A title of which two letters would be left is none.
    let first = if wide(&piece.name, "id") + 50 < room { both.trim_end() } else { &piece.name };
    let wave = format!("wave {}", piece.wave + 1);
    let owner = piece.owner.as_ref().map(|owner| format!("{owner} · {wave}")).filter(|text| wide(text, "soft") <= room);
    label(out, "id", x + inset, y + 18, first, room);
    label(out, "soft", x + inset, y + 34, owner.as_ref().or(piece.owner.as_ref()).unwrap_or(&wave), room);
    writeln!(out, "</g>")
}

/// The colours of the waves and the mark of the critical path.
fn legend(chart: &Chart, y: i64, out: &mut String) -> fmt::Result {
    writeln!(out, "<rect class=\"card hot\" x=\"24\" y=\"{}\" width=\"20\" height=\"13\" rx=\"3\"/>", y - 11)?;
    label(out, "soft", 52, y, "critical path", 200);
    if chart.is_in_one_wave() {
        return Ok(());
    }
    let shown = chart.waves.len().min(MAX_WAVES);
    for (wave, x) in (0..shown).zip((24..).step_by(92)) {
        let (colour, y) = (wave % WAVE_COLOURS, y + 26);
        writeln!(
            out,
            "<rect class=\"bar w{colour}\" x=\"{x}\" y=\"{}\" width=\"20\" height=\"13\" rx=\"3\"/>",
            y - 11
        )?;
        label(out, "soft", x + 28, y, &format!("wave {}", wave + 1), 200);
    }
    Ok(())
}
