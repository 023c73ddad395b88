//! The arguments that every command shares, and the list of commands.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::commands::{
    agent_hook, check, doctor, explain, graph, guard, hook, init, new, overlap, owner, schedule, show,
};
use crate::error::Error;
use crate::session::Session;

/// Reads Markdown plans of parallel work and says where they are wrong.
#[derive(Debug, Parser)]
#[command(name = "phasetrack", version, disable_help_subcommand = true, max_term_width = 100)]
#[command(after_help = "Exit codes: 0 in order, 1 findings, 2 could not run.")]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten)]
    common: Common,
}

/// Options of every command.
#[derive(Args, Debug)]
#[command(next_help_heading = "Common options")]
struct Common {
    /// When to use colours; `auto` obeys `NO_COLOR`, `CLICOLOR` and `CLICOLOR_FORCE`.
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN")]
    color: Color,
    /// Use this configuration instead of the nearest `phasetrack.toml`.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Ignore every configuration file.
    #[arg(long, global = true, conflicts_with = "config")]
    isolated: bool,
    /// Print results and errors only.
    #[arg(long, short, global = true)]
    quiet: bool,
    /// Say which files are read.
    #[arg(long, short, global = true, conflicts_with = "quiet")]
    verbose: bool,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Check(check::Arguments),
    Show(show::Arguments),
    Explain(explain::Arguments),
    Owner(owner::Arguments),
    Overlap(overlap::Arguments),
    Schedule(schedule::Arguments),
    Graph(graph::Arguments),
    Guard(guard::Arguments),
    Hook(hook::Arguments),
    AgentHook(agent_hook::Arguments),
    Doctor(doctor::Arguments),
    New(new::Arguments),
    Init(init::Arguments),
}

impl Command {
    /// Runs the command; gives its exit code.
    pub(crate) fn run(&self, session: &Session) -> Result<u8, Error> {
        if self.judges() && (session.isolated || session.config.is_some()) {
            return Err(Error::OtherConfiguration);
        }
        match self {
            Self::Check(arguments) => check::run(arguments, session),
            Self::Show(arguments) => show::run(arguments, session),
            Self::Explain(arguments) => explain::run(arguments, session),
            Self::Owner(arguments) => owner::run(arguments, session),
            Self::Overlap(arguments) => overlap::run(arguments, session),
            Self::Schedule(arguments) => schedule::run(arguments, session),
            Self::Graph(arguments) => graph::run(arguments, session),
            Self::Guard(arguments) => guard::run(arguments, session),
            Self::Hook(arguments) => hook::run(arguments, session),
            Self::AgentHook(arguments) => Ok(agent_hook::run(arguments, session)),
            Self::Doctor(arguments) => doctor::run(arguments, session),
            Self::New(arguments) => new::run(arguments, session),
            Self::Init(arguments) => init::run(arguments, session),
        }
    }

    /// Whether it asks the guard, or has others ask it.
    fn judges(&self) -> bool {
        matches!(self, Self::Guard(_) | Self::Hook(_) | Self::AgentHook(_) | Self::Doctor(_))
    }
}

impl Cli {
    /// What the common options ask for.
    pub(crate) fn session(&self) -> Session {
        let color = match self.common.color {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        };
        Session {
            color,
            config: self.common.config.clone(),
            isolated: self.common.isolated,
            quiet: self.common.quiet,
            verbose: self.common.verbose,
        }
    }
}

/// Text or JSON, for commands that know no other form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextOrJson {
    /// For people.
    Text,
    /// For programs.
    Json,
}
