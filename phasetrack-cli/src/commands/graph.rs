//! `phasetrack graph`: dependencies, waves and schedule as pictures.

use clap::{Args, ValueEnum};
use phasetrack_core::render;

use crate::error::Error;
use crate::planning::Planning;
use crate::session::Session;

/// Draw who waits for whom, in waves, or the schedule as a Gantt chart.
///
/// Dependencies that follow from others are left out. The longest chain is marked, tracks that contend for a file are
/// joined by dashed lines. Exit code 1: tracks or tasks wait for each other in a circle.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(flatten)]
    planning: Planning,
    /// The form.
    #[arg(long, value_enum, default_value = "ascii", value_name = "FORMAT")]
    output_format: Picture,
}

/// The form of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Picture {
    /// Lines of text.
    Ascii,
    /// For Graphviz.
    Dot,
    /// A Mermaid flowchart.
    Mermaid,
    /// A picture for browsers and documents, in light and dark.
    Svg,
    /// The schedule as a Mermaid Gantt chart.
    Gantt,
    /// The schedule as a picture.
    GanttSvg,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<u8, Error> {
    arguments.planning.run(
        session,
        match arguments.output_format {
            Picture::Ascii => render::graph_text,
            Picture::Dot => render::dot,
            Picture::Mermaid => render::mermaid,
            Picture::Svg => render::graph_svg,
            Picture::Gantt => render::mermaid_gantt,
            Picture::GanttSvg => render::gantt_svg,
        },
    )
}
