//! `phasetrack show`: the plan as it was read.

use std::path::PathBuf;

use clap::Args;
use phasetrack_core::render::{self, Places};

use crate::args::TextOrJson;
use crate::documents::{self, Documents};
use crate::error::Error;
use crate::root::Root;
use crate::session::Session;
use crate::{configuration, exit, files};

/// Print plans as they were read: phases, tracks, owners, files, tasks, dependencies.
///
/// What was seen and not understood is listed at the end of each document, with its line.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// Documents; `-` is standard input. Without one: as for `check`.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Text for people, or JSON with every fact and finding.
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
    output_format: TextOrJson,
    /// The name by which standard input is called.
    #[arg(long, value_name = "NAME", default_value = "<stdin>")]
    stdin_filename: String,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<u8, Error> {
    let root = Root::find(session)?;
    let settings = configuration::settings(&root, session)?;
    let files = documents::find(&arguments.paths, &settings.plans, &root)?;
    let documents = Documents::read(&files, &arguments.stdin_filename, session)?;
    let places = Places::new(&documents.sources);
    session.print(&match arguments.output_format {
        TextOrJson::Text => render::show(&places, &phasetrack_core::read(&documents.sources, &settings)),
        TextOrJson::Json => {
            let files = files::around(&root, &documents, session);
            let report = phasetrack_core::check_with_files(&documents.sources, &settings, files.as_ref());
            render::json(&places, &report.plan, &report.diagnostics)
        }
    })?;
    Ok(exit::CLEAN)
}
