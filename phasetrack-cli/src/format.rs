//! How findings are printed.

use clap::ValueEnum;
use phasetrack_core::diagnostic::Diagnostic;
use phasetrack_core::model::Plan;
use phasetrack_core::render::{self, Places};

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// With excerpts of the source and help.
    Full,
    /// One line per finding.
    Concise,
    /// One object with the plan and the findings.
    Json,
    /// One object per finding, each on its own line.
    JsonLines,
    /// Workflow commands that GitHub shows at the line.
    Github,
}

impl Format {
    /// The findings in this format; `json` has the plan too.
    pub(crate) fn render(self, places: &Places<'_>, plan: &Plan, findings: &[Diagnostic], colours: bool) -> String {
        match self {
            Self::Full => render::full(places, findings, colours),
            Self::Concise => render::concise(places, findings),
            Self::Json => render::json(places, plan, findings),
            Self::JsonLines => render::json_lines(places, findings),
            Self::Github => render::github(places, findings),
        }
    }

    /// Whether another program reads it and would miss what standard error says.
    pub(crate) fn is_for_programs(self) -> bool {
        !matches!(self, Self::Full | Self::Concise)
    }
}
