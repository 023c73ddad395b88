//! `phasetrack graph`: dependencies, waves and schedule as pictures.

use clap::{Args, ValueEnum};
use phasetrack_core::render;

use crate::error::Error;
use crate::exit;
use crate::planning::Planning;
use crate::session::Session;

/// Draw who waits for whom, in waves, or the schedule as a Gantt chart.
///
/// Dependencies that follow from others are left out. The critical path is marked; tracks that edit one file are
/// joined by dashed lines. The exit code is 1 when pieces wait for each other in a circle.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(flatten)]
    planning: Planning,
    /// The form of the picture.
    #[arg(long, value_enum, default_value = "ascii", value_name = "FORMAT")]
    output_format: Form,
}

/// The form of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Text for a terminal.
    Ascii,
    /// For Graphviz.
    Dot,
    /// A Mermaid flowchart, which forges draw inside of Markdown.
    Mermaid,
    /// A picture in light and dark, for browsers and documents.
    Svg,
    /// The schedule as a Mermaid Gantt chart.
    Gantt,
    /// The schedule as a picture.
    GanttSvg,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<u8, Error> {
    let chart = arguments.planning.chart(None, session)?;
    session.print(&match arguments.output_format {
        Form::Ascii => render::graph_ascii(&chart, Session::width()),
        Form::Dot => render::graph_dot(&chart),
        Form::Mermaid => render::graph_mermaid(&chart),
        Form::Svg => render::graph_svg(&chart),
        Form::Gantt => render::gantt_mermaid(&chart),
        Form::GanttSvg => render::gantt_svg(&chart),
    })?;
    Ok(exit::CLEAN)
}
