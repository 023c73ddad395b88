//! A Gantt chart for the terminal: a row for each worker, a bar for each piece.

use std::fmt::Write;

use super::Chart;

/// Columns of the time axis.
const WIDTH: u64 = 64;

/// Rows of at most this many workers are drawn.
const MAX_ROWS: u32 = 40;

pub(super) fn bars(chart: &Chart<'_>) -> String {
    let makespan = chart.table.solution.makespan.max(1);
    // Every unit gets as many columns as all of them can have, or as few as a column stands for.
    let column = |time: u64| usize::try_from(u128::from(time) * u128::from(WIDTH) / u128::from(makespan)).unwrap_or(0);
    let workers = chart.table.workers.min(MAX_ROWS);
    let label = (0..workers).map(|worker| Chart::worker(worker).len()).max().unwrap_or(0);
    let mut out = String::new();
    for worker in 0..workers {
        let mut row = vec![' '; column(makespan)];
        let mut tasks: Vec<usize> = chart.pieces().filter(|&task| chart.table.assigned[task] == Some(worker)).collect();
        tasks.sort_by_key(|&task| chart.start(task));
        for task in tasks {
            let (from, until) = (column(chart.start(task)), column(chart.end(task)));
            let fill = if chart.is_critical(task) { '█' } else { '▒' };
            row[from..until].fill(fill);
            // A bar of one column is all bar; longer ones end in a gap, so that neighbours are told apart.
            if until - from > 1 {
                row[until - 1] = ' ';
            }
            let room = (until - from).saturating_sub(3);
            let name: Vec<char> = chart.name(task).chars().collect();
            if name.len() <= room {
                row[from + 1..=from + name.len()].copy_from_slice(&name);
            }
        }
        let row: String = row.into_iter().collect();
        let _ = writeln!(out, "  {:<label$} │{}", Chart::worker(worker), row.trim_end());
    }
    if chart.table.workers > workers {
        let _ = writeln!(out, "  and {} more workers", chart.table.workers - workers);
    }
    let end = chart.span(chart.table.solution.makespan);
    let axis = usize::try_from(WIDTH).unwrap_or(0);
    let _ = writeln!(out, "  {:label$} 0{end:>axis$}", "");
    out
}
