//! What `schedule` and `graph` have in common: from documents to a schedule.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use phasetrack_core::facts::{Facts, Ownership};
use phasetrack_core::render::{self, Chart, Places};
use phasetrack_core::schedule::{Options, Pieces, Timetable, Unit, Work, conflicts};

use crate::documents::{self, Documents};
use crate::error::Error;
use crate::root::Root;
use crate::session::Session;
use crate::{configuration, exit};

/// What is scheduled, and for whom.
#[derive(Args, Debug)]
pub(crate) struct Planning {
    /// Documents; `-` is standard input. Without one: as for `check`.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Number of workers; without it as many as are worth while.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    agents: Option<u32>,
    /// The most tracks in one wave.
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(1..))]
    wave_size: Option<u32>,
    /// What a worker is given as one piece.
    #[arg(long, value_enum, default_value = "tracks", value_name = "PIECE")]
    by: Piece,
    /// Let every owner work on one piece at a time.
    #[arg(long)]
    owners: bool,
    /// Keep pieces together that only wait for each other, one after the other.
    #[arg(long)]
    chains: bool,
    /// The name by which standard input is called.
    #[arg(long, value_name = "NAME", default_value = "<stdin>")]
    stdin_filename: String,
}

/// What a worker is given as one piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Piece {
    /// Whole tracks.
    Tracks,
    /// Single tasks.
    Tasks,
}

impl Planning {
    /// Schedules the plan and prints what `print` makes of it. A plan whose pieces wait for each other in a circle has
    /// no schedule; the circle is printed.
    pub(crate) fn run(&self, session: &Session, print: impl Fn(&Chart<'_>) -> String) -> Result<u8, Error> {
        let root = Root::find(session)?;
        let settings = configuration::settings(&root, session)?;
        let files = documents::find(&self.paths, &settings.plans, &root)?;
        let documents = Documents::read(&files, &self.stdin_filename, session)?;
        let report = phasetrack_core::check(&documents.sources, &settings);
        let facts = Facts::new(&report.plan);
        let conflicts = conflicts(&Ownership::new(&facts));
        let unit = match self.by {
            Piece::Tracks => Unit::Tracks,
            Piece::Tasks => Unit::Tasks,
        };
        let pieces = Pieces { unit, owners: self.owners, chains: self.chains };
        let Ok(work) = Work::new(&facts, pieces, &conflicts) else {
            let mut circles = report.diagnostics;
            circles.retain(|finding| finding.rule == "dependency-cycle");
            session.print(&render::full(&Places::new(&documents.sources), &circles, session.colours()))?;
            session.note("there is no schedule: some wait for each other in a circle");
            return Ok(exit::FINDINGS);
        };
        let options = Options {
            workers: self.agents.or(settings.schedule.agents),
            wave_size: self.wave_size.or(settings.schedule.wave_size),
        };
        let table = Timetable::new(&work, options);
        session.print(&print(&Chart { facts: &facts, work: &work, table: &table, conflicts: &conflicts }))?;
        Ok(exit::CLEAN)
    }
}
