//! `phasetrack schedule`: who does what when, and how good that is.

use std::num::NonZeroU32;

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
    /// Divide the time into so many sprints of one length, and say what is finished in each.
    #[arg(long, value_name = "N", value_parser = sprints)]
    sprints: Option<NonZeroU32>,
    /// Text for people, or JSON with every number.
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
    output_format: TextOrJson,
}

/// More sprints than this are a slip of the pen.
const MOST_SPRINTS: u32 = 1_000;

fn sprints(text: &str) -> Result<NonZeroU32, String> {
    let number = text.parse().ok().filter(|number: &NonZeroU32| number.get() <= MOST_SPRINTS);
    number.ok_or_else(|| format!("it must be a whole number from 1 to {MOST_SPRINTS}"))
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<u8, Error> {
    let chart = arguments.planning.chart(arguments.sprints, session)?;
    session.print(&match arguments.output_format {
        TextOrJson::Text => render::schedule_text(&chart, Session::width()),
        TextOrJson::Json => render::schedule_json(&chart),
    })?;
    Ok(exit::CLEAN)
}
