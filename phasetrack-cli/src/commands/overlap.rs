//! `phasetrack overlap`: whether two patterns match a path in common.

use clap::Args;
use phasetrack_core::diagnostic::Diagnostic;
use phasetrack_core::glob::{self, Pattern};
use phasetrack_core::render;
use phasetrack_core::text::Span;

use crate::args::TextOrJson;
use crate::error::{Error, Invalid};
use crate::exit;
use crate::session::Session;

/// Decide whether two patterns match a path in common; print such a path, or `disjoint`.
///
/// Write patterns in quotes, or the shell replaces them by the files they match.
/// The exit code is 0 when they are disjoint, 1 when they overlap, 2 when one of them is no pattern.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// A pattern as plans have them: `src/api/**`, `docs/*.md`, `Cargo.lock`.
    #[arg(value_name = "PATTERN")]
    first: String,
    /// The pattern to compare it with.
    #[arg(value_name = "PATTERN")]
    second: String,
    /// Text for people, or a JSON object.
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
    output_format: TextOrJson,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<u8, Error> {
    let mut invalid = Invalid::default();
    let first = parse("<first pattern>", &arguments.first, &mut invalid);
    let second = parse("<second pattern>", &arguments.second, &mut invalid);
    let (Some(first), Some(second)) = (first, second) else {
        return Err(Error::Patterns(Box::new(invalid)));
    };
    let witness = glob::overlap(&first, &second);
    session.print(&match arguments.output_format {
        TextOrJson::Text => render::overlap(witness.as_deref()),
        TextOrJson::Json => render::overlap_json([&first, &second], witness.as_deref()),
    })?;
    Ok(if witness.is_some() { exit::FINDINGS } else { exit::CLEAN })
}

/// A pattern; one that cannot be read becomes a finding.
fn parse(name: &str, text: &str, invalid: &mut Invalid) -> Option<Pattern> {
    let error = match Pattern::parse(text) {
        Ok(pattern) => return Some(pattern),
        Err(error) => error,
    };
    let (what, instead) = error.parts();
    let source = invalid.sources.add(name, text);
    let all = Span { source, start: 0, end: u32::try_from(text.len()).unwrap_or(u32::MAX) };
    let mut finding = Diagnostic::new("invalid-pattern", all.part(error.range()), what);
    finding.help(instead);
    invalid.findings.push(finding);
    None
}
