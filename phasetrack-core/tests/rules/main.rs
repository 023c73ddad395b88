//! The rules: their pages run as tests, their table is complete, and what they say in corner cases.
//!
//! A rule's page (`src/rules/<family>/<name>.md`) is run. Under `## Example`, each fence `markdown` is a document. A
//! line of spaces, carets and the rule's name marks where the rule must fire in the line above it, and nowhere else;
//! such lines are taken out before the document is read:
//!
//! ````text
//! ```markdown
//! ## Track A: API
//! **Depends on**: Track Z
//!                       ^ unknown-track
//! ```
//! ````
//!
//! The fence under `## Use instead` must be silent for the rule, and free of errors of any other. Two words after
//! `markdown` help to write down what cannot be seen: `escaped` reads `\u{200b}` and `\xff` as that character or byte,
//! `repeated` repeats the last line until the document is too large. A fence `toml` is a configuration instead. A fence
//! `files` lists the repository's files for the whole page.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "these tests read and write files and may panic")]

mod findings;
mod growth;
mod manual;
mod ownership;
mod pages;
mod promises;
mod table;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use phasetrack_core::diagnostic::{Diagnostic, Level};
use phasetrack_core::files::Files;
use phasetrack_core::rules::RULES;
use phasetrack_core::settings::Settings;
use phasetrack_core::text::{Sources, Span};

fn rules_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules")
}

/// Line and column of a finding.
fn place(sources: &Sources, span: Span) -> String {
    let at = sources.position(span.source, span.start);
    format!("{}:{}", at.line, at.column)
}

/// One line a finding, `line:column level rule: message`, its related places, help and fix indented below.
fn render(sources: &Sources, findings: &[Diagnostic]) -> String {
    let mut out = String::new();
    for finding in findings {
        let at = place(sources, finding.span);
        let Diagnostic { level, rule, message, .. } = finding;
        writeln!(out, "{at} {level} {rule}: {message}").unwrap();
        for related in &finding.related {
            writeln!(out, "  {} {}", place(sources, related.span), related.message).unwrap();
        }
        if let Some(help) = &finding.help {
            writeln!(out, "  help: {help}").unwrap();
        }
        if let Some(fix) = &finding.fix {
            writeln!(out, "  fix: {}", fix.message).unwrap();
        }
    }
    out
}

/// Everything the rules say about documents.
fn findings(sources: &Sources) -> Vec<Diagnostic> {
    phasetrack_core::check(sources, &Settings::default()).diagnostics
}

/// Everything the rules say about documents of a repository, rules that are off unless asked for included.
fn findings_in(sources: &Sources, files: Option<&Files>) -> Vec<Diagnostic> {
    let mut settings = Settings::default();
    let off = RULES.iter().filter(|rule| rule.level == Level::Off);
    settings.levels.extend(off.map(|rule| (rule.name, Level::Note)));
    phasetrack_core::check_with_files(sources, &settings, files).diagnostics
}
