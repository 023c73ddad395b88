//! The graph in DOT, for Graphviz.

use std::fmt::{self, Write};

use super::view::Chart;
use crate::render::escape;

/// A digraph with a cluster for each wave, the longest chain bold, contended files dashed. Ids of the plan are labels
/// only, never ids of the graph.
pub fn graph_dot(chart: &Chart) -> String {
    let mut out = String::from("digraph plan {\n  rankdir=LR;\n  node [shape=box, style=rounded];\n");
    // Writing to a string cannot fail.
    let _ = write(chart, &mut out);
    out + "}\n"
}

fn write(chart: &Chart, out: &mut String) -> fmt::Result {
    for (number, (wave, length)) in (1..).zip(&chart.waves) {
        writeln!(out, "  subgraph cluster_{number} {{")?;
        writeln!(out, "    label=\"Wave {number}: {}\";", chart.scale.long(*length))?;
        for &at in wave {
            let piece = &chart.pieces[at];
            let title = if piece.title.is_empty() { String::new() } else { format!("\\n{}", safe(&piece.title)) };
            let bold = if piece.critical { ", penwidth=2.5" } else { "" };
            writeln!(out, "    n{at} [label=\"{}{title}\"{bold}];", safe(&piece.name))?;
        }
        writeln!(out, "  }}")?;
    }
    for arrow in &chart.arrows {
        let bold = if arrow.critical { " [penwidth=2.5]" } else { "" };
        writeln!(out, "  n{} -> n{}{bold};", arrow.from, arrow.to)?;
    }
    for clash in &chart.clashes {
        for two in clash.pieces.windows(2) {
            let path = safe(&clash.thing);
            writeln!(
                out,
                "  n{} -> n{} [dir=none, style=dashed, constraint=false, label=\"{path}\"];",
                two[0], two[1]
            )?;
        }
    }
    Ok(())
}

/// Text inside a quoted string. Graphviz reads backslashes and entities in labels.
fn safe(text: &str) -> String {
    escape(text).replace('\\', "\\\\").replace('"', "\\\"").replace('&', "&amp;")
}
