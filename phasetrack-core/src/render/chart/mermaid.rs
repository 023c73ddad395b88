//! The graph and the schedule in Mermaid, which forges draw inside Markdown.

use std::fmt::Write;

use super::Chart;

/// A flowchart with a subgraph for each wave, the longest chain marked, contended files dashed.
pub fn mermaid(chart: &Chart<'_>) -> String {
    let mut out = String::from("flowchart LR\n");
    let _ = write_flowchart(chart, &mut out);
    out
}

fn write_flowchart(chart: &Chart<'_>, out: &mut String) -> std::fmt::Result {
    for (number, wave) in (1..).zip(&chart.table.waves.waves) {
        writeln!(out, "  subgraph wave{number}[\"Wave {number}\"]")?;
        for &task in wave.iter().filter(|&&task| chart.duration(task) > 0) {
            let (name, title) = (text(&chart.name(task)), text(&chart.title(task)));
            let colon = if title.is_empty() { "" } else { ": " };
            writeln!(out, "    n{task}[\"{name}{colon}{title}\"]")?;
        }
        writeln!(out, "  end")?;
    }
    for (from, to) in chart.edges() {
        let arrow = if chart.is_critical(from) && chart.is_critical(to) { "==>" } else { "-->" };
        writeln!(out, "  n{from} {arrow} n{to}")?;
    }
    for (a, b, file) in chart.contending() {
        writeln!(out, "  n{a} -. \"{}\" .- n{b}", text(file))?;
    }
    let critical: Vec<String> = chart.table.critical_path.iter().map(|task| format!("n{task}")).collect();
    if !critical.is_empty() {
        writeln!(out, "  classDef critical stroke-width:3px")?;
        writeln!(out, "  class {} critical", critical.join(","))?;
    }
    Ok(())
}

/// A Gantt chart with a section for each worker. Dates begin with the epoch, since a plan's begin is not known.
pub fn mermaid_gantt(chart: &Chart<'_>) -> String {
    let mut out = String::from("gantt\n  dateFormat X\n  axisFormat %s\n");
    let _ = write_gantt(chart, &mut out);
    out
}

fn write_gantt(chart: &Chart<'_>, out: &mut String) -> std::fmt::Result {
    writeln!(out, "  title {} with {} workers", chart.span(chart.table.solution.makespan), chart.table.workers)?;
    for worker in 0..chart.table.workers {
        writeln!(out, "  section {}", Chart::worker(worker))?;
        let mut tasks: Vec<usize> = chart.pieces().filter(|&task| chart.table.assigned[task] == Some(worker)).collect();
        tasks.sort_by_key(|&task| chart.start(task));
        for task in tasks {
            let critical = if chart.is_critical(task) { "crit, " } else { "" };
            // A colon ends the name, a semicolon the line.
            let name = text(&format!("{} {}", chart.name(task), chart.title(task))).replace([':', ';'], " ");
            writeln!(out, "  {} :{critical}n{task}, {}, {}", name.trim(), chart.start(task), chart.end(task))?;
        }
    }
    Ok(())
}

fn text(text: &str) -> String {
    crate::render::escape(text).replace('"', "#quot;").replace('<', "#lt;").replace('>', "#gt;")
}
