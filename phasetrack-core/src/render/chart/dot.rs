//! The graph in DOT, for Graphviz.

use std::fmt::Write;

use super::Chart;

/// A digraph with a cluster for each wave, the longest chain bold, contended files dashed.
pub fn dot(chart: &Chart<'_>) -> String {
    let mut out = String::from("digraph plan {\n  rankdir=LR;\n  node [shape=box, style=rounded];\n");
    let _ = write(chart, &mut out);
    out.push_str("}\n");
    out
}

fn write(chart: &Chart<'_>, out: &mut String) -> std::fmt::Result {
    for (number, wave) in (1..).zip(&chart.table.waves.waves) {
        writeln!(out, "  subgraph cluster_{number} {{\n    label=\"Wave {number}\";")?;
        for &task in wave.iter().filter(|&&task| chart.duration(task) > 0) {
            let (name, title) = (quoted(&chart.name(task)), quoted(&chart.title(task)));
            let label = if title.is_empty() { name } else { format!("{name}\\n{title}") };
            let bold = if chart.is_critical(task) { ", penwidth=2" } else { "" };
            writeln!(out, "    n{task} [label=\"{label}\"{bold}];")?;
        }
        writeln!(out, "  }}")?;
    }
    for (from, to) in chart.edges() {
        let bold = if chart.is_critical(from) && chart.is_critical(to) { " [penwidth=2]" } else { "" };
        writeln!(out, "  n{from} -> n{to}{bold};")?;
    }
    for (a, b, file) in chart.contending() {
        writeln!(out, "  n{a} -> n{b} [dir=none, style=dashed, constraint=false, label=\"{}\"];", quoted(file))?;
    }
    Ok(())
}

fn quoted(text: &str) -> String {
    crate::render::escape(text).replace('\\', "\\\\").replace('"', "\\\"")
}
