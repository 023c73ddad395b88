//! Workflow commands that GitHub shows as annotations at the line.

use std::fmt::Write;

use super::{Places, escape};
use crate::diagnostic::{Diagnostic, Level};

/// One workflow command per finding. The other places and the help follow the message on lines of their own.
pub fn github(places: &Places<'_>, diagnostics: &[Diagnostic]) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        let command = match diagnostic.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note | Level::Off => "notice",
        };
        let (start, end) = (places.start(diagnostic.span), places.end(diagnostic.span));
        let mut message = escape(&diagnostic.message).into_owned();
        for related in &diagnostic.related {
            let place = places.name_line_column(related.span);
            // Writing to a string cannot fail, here and below.
            let _ = write!(message, "\n{place}: {}", escape(&related.message));
        }
        if let Some(help) = &diagnostic.help {
            let _ = write!(message, "\nhelp: {}", escape(help));
        }
        let _ = writeln!(
            text,
            "::{command} file={},line={},col={},endLine={},endColumn={},title=phasetrack ({})::{}",
            property(&escape(places.source(diagnostic.span).name())),
            start.line,
            start.column,
            end.line,
            end.column,
            property(diagnostic.rule),
            data(&message),
        );
    }
    text
}

/// Escapes a message: a line end would end the command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property, where `,` and `:` are marks too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
