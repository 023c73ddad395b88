//! `schedule` and `graph` for people.

use std::fmt::Write;

use super::Chart;
use super::bars::bars;

/// The most waits that are told.
const MAX_WAITS: usize = 40;

/// The schedule: how much at once, the longest chain, waves, workers, a chart of bars, and why what starts late does.
pub fn schedule_text(chart: &Chart<'_>) -> String {
    let mut out = String::new();
    if chart.pieces().next().is_none() {
        return "nothing to schedule: no track was found\n".to_owned();
    }
    let _ = write(chart, &mut out);
    out
}

fn write(chart: &Chart<'_>, out: &mut String) -> std::fmt::Result {
    let table = chart.table;
    if !chart.work.in_minutes {
        writeln!(out, "Not every piece has an estimate: each counts one step, and no hours are given.\n")?;
    }
    row(out, "at once", &format!("{} at most: {}", table.width.len(), chart.names(&table.width)))?;
    let path: Vec<String> = table.critical_path.iter().map(|&task| chart.name(task)).collect();
    row(out, "longest chain", &format!("{}: {}", chart.span(table.critical_length), path.join(" → ")))?;
    writeln!(out)?;
    waves(chart, out)?;
    workers(chart, out)?;
    writeln!(out, "{}", bars(chart))?;
    reasons(chart, out)
}

fn row(out: &mut String, label: &str, text: &str) -> std::fmt::Result {
    writeln!(out, "{label:<15}{text}")
}

fn waves(chart: &Chart<'_>, out: &mut String) -> std::fmt::Result {
    let waves = &chart.table.waves;
    let count = waves.waves.len();
    let proof = if waves.is_proven() {
        "there cannot be fewer".to_owned()
    } else {
        format!("there cannot be fewer than {}", waves.bound)
    };
    let shortest = if waves.length_proven { "the least with so many waves" } else { "perhaps not the least" };
    writeln!(out, "Waves: {count}; {proof}; {} in all, {shortest}", chart.span(waves.length))?;
    for (number, (wave, length)) in (1..).zip(waves.waves.iter().zip(waves.lengths(&chart.work.problem))) {
        let pieces: Vec<usize> = wave.iter().copied().filter(|&task| chart.duration(task) > 0).collect();
        writeln!(out, "  {number:<3} {:<10} {}", chart.span(length), chart.names(&pieces))?;
    }
    writeln!(out)
}

fn workers(chart: &Chart<'_>, out: &mut String) -> std::fmt::Result {
    let table = chart.table;
    writeln!(out, "Workers:")?;
    for point in &table.curve {
        let mark = if point.workers == table.recommended { "  recommended: more would not finish earlier" } else { "" };
        let argument = chart.argument(point.bound.argument);
        let bound = if point.length == point.bound.length {
            format!("proven by {argument}")
        } else {
            format!("at least {} by {argument}", chart.span(point.bound.length))
        };
        writeln!(out, "  {:<3} {:<10} {bound}{mark}", point.workers, chart.span(point.length))?;
    }
    let tenths = (table.saved() * 1000 + table.sequential / 2) / table.sequential.max(1);
    writeln!(
        out,
        "\nWith {}: {}, {} less than one after the other ({}.{} %)",
        if table.workers == 1 { "1 worker".to_owned() } else { format!("{} workers", table.workers) },
        chart.span(table.solution.makespan),
        chart.span(table.saved()),
        tenths / 10,
        tenths % 10,
    )?;
    let idle: u64 = table.idle(&chart.work.problem).iter().sum();
    writeln!(out, "Idle: {} over all workers\n", chart.span(idle))
}

fn reasons(chart: &Chart<'_>, out: &mut String) -> std::fmt::Result {
    let mut late: Vec<usize> = chart.pieces().filter(|&task| chart.start(task) > 0).collect();
    late.sort_by_key(|&task| (chart.start(task), task));
    if !late.is_empty() {
        writeln!(out, "Why not earlier:")?;
    }
    for &task in late.iter().take(MAX_WAITS) {
        let start = chart.span(chart.start(task));
        for wait in &chart.table.waits[task] {
            let (reason, on) = chart.reason(wait);
            let price = match wait.price {
                0 => String::new(),
                price => format!("; alone it costs {}", chart.span(price)),
            };
            writeln!(out, "  {:<8} at {start:<10} {reason}: {on}{price}", chart.name(task))?;
        }
    }
    if late.len() > MAX_WAITS {
        writeln!(out, "  and {} more", late.len() - MAX_WAITS)?;
    }
    Ok(())
}

/// The graph as lines: each piece by wave with what it waits for.
pub fn graph_text(chart: &Chart<'_>) -> String {
    let mut out = String::new();
    let edges = chart.edges();
    for (number, wave) in (1..).zip(&chart.table.waves.waves) {
        let _ = writeln!(out, "Wave {number}");
        for &task in wave.iter().filter(|&&task| chart.duration(task) > 0) {
            let before: Vec<usize> = edges.iter().filter(|edge| edge.1 == task).map(|edge| edge.0).collect();
            let mark = if chart.is_critical(task) { '*' } else { ' ' };
            let title = chart.title(task);
            let waits = if before.is_empty() { String::new() } else { format!("  <- {}", chart.names(&before)) };
            let _ = writeln!(out, " {mark} {:<8} {title}{waits}", chart.name(task));
        }
    }
    for (a, b, file) in chart.contending() {
        let file = crate::render::escape(file);
        let _ = writeln!(out, " ! {} and {} both edit {file}", chart.name(a), chart.name(b));
    }
    out
}
