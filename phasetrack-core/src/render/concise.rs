//! One line per finding: `file:line:column: level[rule]: message`.

use std::fmt::Write;

use super::{Places, escape};
use crate::diagnostic::Diagnostic;

/// One line per finding, each with a line end.
pub fn concise(places: &Places<'_>, diagnostics: &[Diagnostic]) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        let place = places.name_line_column(diagnostic.span);
        let Diagnostic { level, rule, message, .. } = diagnostic;
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{place}: {level}[{rule}]: {}", escape(message));
    }
    text
}
