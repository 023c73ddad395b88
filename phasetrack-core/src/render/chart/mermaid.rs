//! The graph and the schedule in Mermaid, which forges draw inside of Markdown.

use std::fmt::{self, Write};

use super::scale::Scale;
use super::view::Chart;
use crate::render::escape;

/// Words that are commands at the start of a line of a Gantt chart.
const COMMANDS: &[&str] = &[
    "acc",
    "axisformat",
    "call",
    "click",
    "dateformat",
    "end",
    "excludes",
    "gantt",
    "href",
    "includes",
    "inclusive",
    "section",
    "tickinterval",
    "title",
    "todaymarker",
    "topaxis",
    "weekday",
    "weekend",
];

/// A flowchart with a subgraph for each wave, the longest chain marked, contended files dashed.
pub fn graph_mermaid(chart: &Chart) -> String {
    let mut out = String::from("flowchart LR\n");
    // Writing to a string cannot fail.
    let _ = flowchart(chart, &mut out);
    out
}

fn flowchart(chart: &Chart, out: &mut String) -> fmt::Result {
    for (number, (wave, length)) in (1..).zip(&chart.waves) {
        writeln!(out, "  subgraph wave{number}[\"Wave {number}: {}\"]", chart.scale.long(*length))?;
        for &at in wave {
            writeln!(out, "    n{at}[\"{}\"]", label(chart, at))?;
        }
        writeln!(out, "  end")?;
    }
    for arrow in &chart.arrows {
        writeln!(out, "  n{} {} n{}", arrow.from, if arrow.critical { "==>" } else { "-->" }, arrow.to)?;
    }
    for clash in &chart.clashes {
        for two in clash.pieces.windows(2) {
            writeln!(out, "  n{} -. \"{}\" .- n{}", two[0], safe(&clash.thing), two[1])?;
        }
    }
    if !chart.critical_path.is_empty() {
        let critical: Vec<String> = chart.critical_path.iter().map(|at| format!("n{at}")).collect();
        writeln!(out, "  classDef critical stroke-width:3px,stroke:#d9480f")?;
        writeln!(out, "  class {} critical", critical.join(","))?;
    }
    Ok(())
}

/// A Gantt chart with a section for each worker. A plan states no date: its first day is 1 January 2001.
pub fn gantt_mermaid(chart: &Chart) -> String {
    let mut out = String::from("gantt\n");
    // Writing to a string cannot fail.
    let _ = gantt(chart, &mut out);
    out
}

fn gantt(chart: &Chart, out: &mut String) -> fmt::Result {
    let workers = if chart.workers == 1 { "worker" } else { "workers" };
    writeln!(out, "  title {} with {} {workers}", chart.scale.long(chart.makespan), chart.workers)?;
    writeln!(out, "  dateFormat YYYY-MM-DD HH:mm")?;
    // A step is drawn as a day. Days are numbered, unless there are more than a year has.
    let minutes = |length: u64| if chart.scale == Scale::Steps { length.saturating_mul(1440) } else { length };
    let format = match chart.scale {
        _ if minutes(chart.makespan) > 365 * 1440 => "%Y-%m-%d",
        Scale::Minutes | Scale::Hours => "%j %H:%M",
        Scale::Steps | Scale::Days | Scale::Weeks => "%j",
    };
    writeln!(out, "  axisFormat {format}")?;
    for (worker, row) in (0..).zip(chart.rows()) {
        writeln!(out, "  section {}", Chart::worker(worker))?;
        for at in row {
            let piece = &chart.pieces[at];
            let critical = if piece.critical { "crit, " } else { "" };
            let mut name = label(chart, at);
            if let Some(first) = name.chars().next()
                && COMMANDS.iter().any(|command| name.to_lowercase().starts_with(command))
            {
                name.replace_range(..first.len_utf8(), &format!("#{};", u32::from(first)));
            }
            let (start, end) = (date(minutes(piece.start)), date(minutes(piece.end())));
            writeln!(out, "  {name} :{critical}n{at}, {start}, {end}")?;
        }
    }
    Ok(())
}

fn label(chart: &Chart, at: usize) -> String {
    let piece = &chart.pieces[at];
    let separator = if piece.title.is_empty() { "" } else { " " };
    format!("{}{separator}{}", safe(&piece.name), safe(&piece.title))
}

/// Text as a label: every mark that could mean something becomes the number of its character.
fn safe(text: &str) -> String {
    let mut out = String::new();
    for c in escape(text).chars() {
        if c.is_alphanumeric() || matches!(c, ' ' | '.' | ',' | '-' | '_' | '/') || !c.is_ascii() {
            out.push(c);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "#{};", u32::from(c));
        }
    }
    out
}

/// The date so many minutes after the beginning of 2001.
fn date(minutes: u64) -> String {
    let (mut day, clock) = (minutes / 1440, minutes % 1440);
    let mut year = 2001 + day / 146_097 * 400;
    day %= 146_097;
    let is_leap = |year: u64| year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    let days = |year| if is_leap(year) { 366 } else { 365 };
    while day >= days(year) {
        day -= days(year);
        year += 1;
    }
    let february = if is_leap(year) { 29 } else { 28 };
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        if day < length {
            break;
        }
        day -= length;
        month += 1;
    }
    format!("{year}-{month:02}-{:02} {:02}:{:02}", day + 1, clock / 60, clock % 60)
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn dates() {
        for (days, expected) in [
            (0, "2001-01-01 00:00"),
            (31, "2001-02-01 00:00"),
            (364, "2001-12-31 00:00"),
            (365, "2002-01-01 00:00"),
            (3 * 365 + 59, "2004-02-29 00:00"),
            (3 * 365 + 60, "2004-03-01 00:00"),
            (146_097, "2401-01-01 00:00"),
        ] {
            assert_eq!(date(days * 1440), expected);
        }
        assert_eq!(date(90), "2001-01-01 01:30");
    }
}
