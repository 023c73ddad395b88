//! What `schedule` and `graph` have in common: from documents to a schedule.

use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use phasetrack_core::facts::{Facts, Ownership};
use phasetrack_core::render::Chart;
use phasetrack_core::schedule::{Options, Pieces, ProblemError, Timetable, Unit, Work, conflicts};
use phasetrack_core::settings::Settings;

use crate::configuration;
use crate::documents::{self, Documents};
use crate::error::{Error, Invalid};
use crate::root::Root;
use crate::session::Session;

/// The rule that tells circles.
const CIRCLES: &str = "dependency-cycle";

/// What is scheduled, and for whom.
#[derive(Args, Debug)]
pub(crate) struct Planning {
    /// Documents; `-` is standard input. Without one: as for `check`.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Number of workers. Without it `agents` of phasetrack.toml, else as many as are worth while.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=MOST_AGENTS))]
    agents: Option<u32>,
    /// The most tracks in one wave. Without it `wave-size` of phasetrack.toml, else no limit.
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(1..))]
    wave_size: Option<u32>,
    /// What a worker is given as one piece.
    #[arg(long, value_enum, default_value = "tracks", value_name = "PIECE")]
    by: Piece,
    /// Nobody who owns several tracks works on two of them at once; `[schedule.owners]` of phasetrack.toml says whose
    /// name stands for more than one.
    #[arg(long)]
    owners: bool,
    /// Keep pieces together that only wait for each other, one after the other.
    #[arg(long)]
    chains: bool,
    /// How many schedules are tried for each number of workers. Without it up to 2000, and fewer for large plans.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    evaluations: Option<u64>,
    /// The name by which standard input is called.
    #[arg(long, value_name = "NAME", default_value = "<stdin>")]
    stdin_filename: String,
}

/// More workers than this are a slip of the pen.
const MOST_AGENTS: i64 = 100_000;

/// What a worker is given as one piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Piece {
    /// Whole tracks.
    Tracks,
    /// Single tasks.
    Tasks,
}

impl Planning {
    /// The schedule of the documents, and its time divided into sprints.
    pub(crate) fn chart(&self, sprints: Option<NonZeroU32>, session: &Session) -> Result<Chart, Error> {
        let root = Root::find(session)?;
        let settings = configuration::settings(&root, session)?;
        let files = documents::find(&self.paths, &settings.plans, &root)?;
        let documents = Documents::read(&files, &self.stdin_filename, session)?;
        let plan = phasetrack_core::read(&documents.sources, &settings);
        let facts = Facts::new(&plan);
        let conflicts = conflicts(&facts, &Ownership::new(&facts), &settings.schedule);
        let unit = match self.by {
            Piece::Tracks => Unit::Tracks,
            Piece::Tasks => Unit::Tasks,
        };
        let pieces = Pieces { unit, owners: self.owners.then_some(&settings.schedule.owners), chains: self.chains };
        let work = Work::new(&facts, pieces, &conflicts).map_err(|error| unschedulable(error, documents, &settings))?;
        let options = Options {
            workers: self.agents.or(settings.schedule.agents),
            wave_size: self.wave_size.or(settings.schedule.wave_size),
            evaluations: self.evaluations,
        };
        Ok(Chart::new(&facts, &work, &Timetable::new(&work, options), sprints))
    }
}

/// The error with the circles as `check` tells them, whatever levels the configuration gives them.
fn unschedulable(source: ProblemError, documents: Documents, settings: &Settings) -> Error {
    let mut settings = settings.clone();
    settings.levels.remove(CIRCLES);
    let mut findings = phasetrack_core::check(&documents.sources, &settings).diagnostics;
    findings.retain(|finding| finding.rule == CIRCLES);
    Error::Unschedulable(source, Box::new(Invalid { sources: documents.sources, findings }))
}
