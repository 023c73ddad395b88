//! `phasetrack schedule`: who does what when, and how good that is.

use clap::Args;
use phasetrack_core::render;

use crate::args::TextOrJson;
use crate::error::Error;
use crate::exit;
use crate::planning::Planning;
use crate::session::Session;

/// Say in which waves a plan can be done, how long it takes with more and more workers, and why not faster.
///
/// Every length comes with a bound below which there is none. Tracks that edit one file are never at work at once.
/// If some piece has no estimate, every piece counts one step and no hours are told.
/// The exit code is 1 when pieces wait for each other in a circle.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(flatten)]
    planning: Planning,
    /// Text for people, or JSON with every number.
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
    output_format: TextOrJson,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<u8, Error> {
    let chart = arguments.planning.chart(session)?;
    session.print(&match arguments.output_format {
        TextOrJson::Text => render::schedule_text(&chart, Session::width()),
        TextOrJson::Json => render::schedule_json(&chart),
    })?;
    Ok(exit::CLEAN)
}
