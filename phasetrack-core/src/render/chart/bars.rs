//! A Gantt chart for the terminal: a row for each worker, a bar for each piece.

use std::fmt::Write;

use super::view::Chart;
use crate::render::columns::letter;
use crate::render::escape;

/// Workers beyond are not drawn.
const MAX_ROWS: usize = 40;

/// A chart that is so many columns wide, and whether every bar has its name. A bar begins with the name of its piece if
/// that fits; `█` is the longest chain.
pub(super) fn bars(chart: &Chart, width: usize) -> (String, bool) {
    let rows = chart.rows();
    let shown = rows.len().min(MAX_ROWS);
    let label = Chart::worker(u32::try_from(shown).unwrap_or(u32::MAX).saturating_sub(1)).len();
    // Two columns before the label, a space, the axis, and at the end its last mark.
    let axis = Axis::new(chart, width.saturating_sub(label + 4 + chart.scale.short(chart.makespan).len()).max(20));
    let mut out = String::new();
    let _ = writeln!(out, "  {:label$} {}", "", axis.marks(chart));
    let mut all_named = true;
    for (worker, row) in (0..).zip(&rows).take(shown) {
        let mut line = vec![' '; axis.column(chart.makespan)];
        for &at in row {
            all_named &= bar(chart, at, &axis, &mut line);
        }
        let line: String = line.into_iter().filter(|c| *c != WIDE).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(out, "  {:<label$} │{}", Chart::worker(worker), line.trim_end());
    }
    if rows.len() > shown {
        let _ = writeln!(out, "  and {} more workers", rows.len() - shown);
    }
    (out, all_named)
}

/// The second column of a wide character.
const WIDE: char = '\0';

/// Draws a bar; tells whether there is room for its name.
fn bar(chart: &Chart, at: usize, axis: &Axis, line: &mut [char]) -> bool {
    let piece = &chart.pieces[at];
    let (from, until) = (axis.column(piece.start), axis.column(piece.end()));
    line[from..until].fill(if piece.critical { '█' } else { '▒' });
    // The gap between neighbours, where there is room for one.
    let end = if until - from > 1 { until - 1 } else { until };
    line[end..until].fill(' ');
    let mut column = from;
    let name: Vec<char> = escape(&piece.name).chars().collect();
    let fits = name.iter().map(|c| letter(*c)).sum::<usize>() < end - from;
    if fits {
        for c in name.into_iter().filter(|c| letter(*c) > 0) {
            line[column] = c;
            line[column + 1..column + letter(c)].fill(WIDE);
            column += letter(c);
        }
    }
    fits
}

/// Columns of times.
struct Axis {
    columns: usize,
    length: u64,
}

impl Axis {
    /// Every unit gets equally many columns if that leaves few of them empty.
    fn new(chart: &Chart, room: usize) -> Self {
        let units = usize::try_from(chart.makespan / chart.scale.unit()).unwrap_or(usize::MAX).max(1);
        let columns =
            if units <= room && units * (room / units) * 4 >= room * 3 { units * (room / units) } else { room };
        Self { columns, length: chart.makespan.max(1) }
    }

    fn column(&self, time: u64) -> usize {
        let column = u128::from(time) * self.columns as u128 / u128::from(self.length);
        usize::try_from(column).unwrap_or(self.columns).min(self.columns)
    }

    /// Times over their columns, each where a bar would begin.
    fn marks(&self, chart: &Chart) -> String {
        let tick = chart.scale.tick(self.length, self.columns as u64 / 10);
        let mut line = String::new();
        let mut columns = 0;
        let mut time = 0;
        while time <= chart.makespan {
            let at = self.column(time);
            let mark = if time == 0 { "0".to_owned() } else { chart.scale.short(time) };
            // Over the axis, which is one column before the bars.
            line += &" ".repeat((at + 1).saturating_sub(columns));
            columns = columns.max(at + 1) + mark.len();
            line += &mark;
            time = time.saturating_add(tick);
        }
        line
    }
}
