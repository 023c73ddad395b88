//! The schedule as a picture: workers as rows, pieces as bars coloured by wave, with their owners.

use std::fmt::Write;

use super::Chart;
use super::svg::{cut, picture, safe};
use crate::facts::{Node, Step};

const LEFT: u64 = 110;
const CHART: u64 = 860;
const ROW: u64 = 44;
const TOP: u64 = 56;
const BOTTOM: u64 = 40;

/// Colours of waves, far apart for neighbours; shown faintly, so that they serve in light and dark.
const COLOURS: [&str; 8] = ["#0969da", "#bc4c00", "#1a7f37", "#8250df", "#1b7c83", "#bf3989", "#9a6700", "#57606a"];

/// The schedule in SVG. It needs no script, and follows the reader's light or dark scheme.
pub fn gantt_svg(chart: &Chart<'_>) -> String {
    let rows = u64::from(chart.table.workers);
    let height = TOP + rows * ROW + BOTTOM;
    let mut body = String::new();
    let _ = draw(chart, rows, &mut body);
    let title = format!("{} with {} workers", chart.span(chart.table.solution.makespan), chart.table.workers);
    picture(LEFT + CHART + 24, height, &title, &body)
}

fn draw(chart: &Chart<'_>, rows: u64, out: &mut String) -> std::fmt::Result {
    let makespan = chart.table.solution.makespan.max(1);
    let x =
        |time: u64| LEFT + u64::try_from(u128::from(time) * u128::from(CHART) / u128::from(makespan)).unwrap_or(CHART);
    let proven = if chart.table.solution.is_proven() { "proven shortest" } else { "perhaps not the shortest" };
    writeln!(
        out,
        "<text class=\"id\" x=\"16\" y=\"28\">{} with {} workers</text><text class=\"soft\" x=\"{}\" y=\"28\" text-anchor=\"end\">{proven}; red frame: longest chain</text>",
        chart.span(makespan),
        chart.table.workers,
        LEFT + CHART
    )?;
    let step = step(makespan, chart.work.in_minutes);
    let bottom = TOP + rows * ROW;
    for at in 0..=makespan / step {
        let time = at * step;
        writeln!(out, "<line class=\"tick\" x1=\"{0}\" x2=\"{0}\" y1=\"{TOP}\" y2=\"{bottom}\"/>", x(time))?;
        let label = if time == 0 { "0".to_owned() } else { chart.span(time) };
        writeln!(
            out,
            "<text class=\"soft\" x=\"{}\" y=\"{}\" text-anchor=\"middle\">{label}</text>",
            x(time),
            bottom + 20
        )?;
    }
    for worker in 0..chart.table.workers {
        let y = TOP + u64::from(worker) * ROW;
        writeln!(out, "<text x=\"16\" y=\"{}\">{}</text>", y + 27, Chart::worker(worker))?;
    }
    for task in chart.pieces() {
        let Some(worker) = chart.table.assigned[task] else { continue };
        let (from, until) = (x(chart.start(task)), x(chart.end(task)));
        let (y, width) = (TOP + u64::from(worker) * ROW + 6, (until - from).saturating_sub(2).max(2));
        let colour = COLOURS[chart.wave(task) % COLOURS.len()];
        let stroke = if chart.is_critical(task) { "stroke=\"var(--hot)\" stroke-width=\"2\"" } else { "" };
        let owner = owner(chart, task);
        let by = owner.as_ref().map_or(String::new(), |owner| format!(", {owner}"));
        let (start, end) = (chart.span(chart.start(task)), chart.span(chart.end(task)));
        let wave = chart.wave(task) + 1;
        writeln!(
            out,
            "<g><title>{} {}: {start} to {end}{}, wave {wave}</title>",
            safe(&chart.name(task)),
            safe(&chart.title(task)),
            safe(&by)
        )?;
        writeln!(
            out,
            "<rect x=\"{from}\" y=\"{y}\" width=\"{width}\" height=\"32\" rx=\"5\" fill=\"{colour}\" fill-opacity=\".3\" {stroke}/>"
        )?;
        let label = match owner {
            Some(owner) => format!("{} · {owner}", chart.name(task)),
            None => format!("{} {}", chart.name(task), chart.title(task)),
        };
        if width > 24 {
            writeln!(out, "<text x=\"{}\" y=\"{}\">{}</text>", from + 8, y + 21, safe(&cut(&label, width - 12)))?;
        }
        writeln!(out, "</g>")?;
    }
    Ok(())
}

/// The first owner of the track that a piece belongs to.
fn owner(chart: &Chart<'_>, task: usize) -> Option<String> {
    let track = match chart.work.steps[task][0] {
        Step::Begin(track) | Step::End(track) => track,
        Step::Task(task) => chart.facts.track_of(Node::Task(task)),
    };
    chart.facts.track(track).owners.first().map(|owner| owner.value.clone())
}

/// A round step that gives at most ten ticks.
fn step(makespan: u64, in_minutes: bool) -> u64 {
    let units: &[u64] =
        if in_minutes { &[15, 60, 240, 480, 1440, 2880, 7200, 10080, 43200] } else { &[1, 2, 5, 10, 20, 50, 100] };
    let last = units[units.len() - 1];
    units.iter().copied().find(|unit| makespan / unit <= 10).unwrap_or((makespan / 10).max(last))
}
