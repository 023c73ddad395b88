//! `phasetrack explain`: the page of a rule.

use clap::Args;
use phasetrack_core::render;
use phasetrack_core::rules::RULES;

use crate::args::TextOrJson;
use crate::error::Error;
use crate::session::Session;
use crate::{exit, selection};

/// Explain a rule: what it finds, why, an example, what to write instead.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// The rule; without one all rules are listed.
    #[arg(value_name = "RULE")]
    rule: Option<String>,
    /// Print the page of every rule.
    #[arg(long, conflicts_with = "rule")]
    all: bool,
    /// Text for people, or a JSON array of rules.
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
    output_format: TextOrJson,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<u8, Error> {
    let rule = arguments.rule.as_deref().map(selection::rule).transpose()?;
    session.print(&match (arguments.output_format, rule) {
        (TextOrJson::Json, Some(rule)) => render::rules_json([rule]),
        (TextOrJson::Json, None) => render::rules_json(RULES),
        (TextOrJson::Text, Some(rule)) => render::rule_page(rule),
        (TextOrJson::Text, None) if arguments.all => RULES.iter().map(render::rule_page).collect::<Vec<_>>().join("\n"),
        (TextOrJson::Text, None) => render::rule_list(RULES),
    })?;
    Ok(exit::CLEAN)
}
