//! Takes TOML values apart and reports each one that has the wrong shape, at its place.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::Diagnostic;
use crate::glob::Pattern;
use crate::spelling::nearest;
use crate::text::{SourceId, Span, offset};

/// A value with its place in the text.
pub(super) type Value<'i> = Spanned<DeValue<'i>>;

/// A key that a section knows and what its value does to the section's settings.
pub(super) type Key<T> = (&'static str, fn(&mut Reader, &Value<'_>, &mut T));

/// Collects the mistakes of one configuration.
pub(super) struct Reader {
    source: SourceId,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Reader {
    pub(super) fn new(source: SourceId) -> Self {
        Self { source, diagnostics: Vec::new() }
    }

    /// Adds a finding.
    pub(super) fn report(&mut self, at: Range<usize>, message: impl Into<String>) -> &mut Diagnostic {
        let span = Span { source: self.source, start: offset(at.start), end: offset(at.end) };
        self.diagnostics.push(Diagnostic::new(super::RULE, span, message));
        let last = self.diagnostics.len() - 1;
        &mut self.diagnostics[last]
    }

    /// Reads a table whose keys are fixed. `section` is how messages call it: "`[guard]`".
    pub(super) fn fixed<T>(&mut self, table: &DeTable<'_>, section: &str, keys: &[Key<T>], settings: &mut T) {
        for (name, value) in table {
            if let Some((_, read)) = keys.iter().find(|(known, _)| *known == name.get_ref()) {
                read(self, value, settings);
            } else {
                let message = format!("unknown key `{}` in {section}", name.get_ref());
                self.unknown(name.span(), message, name.get_ref(), keys.iter().map(|(known, _)| *known));
            }
        }
    }

    /// Reports a name that is none of the known ones.
    pub(super) fn unknown<'c>(
        &mut self,
        at: Range<usize>,
        message: String,
        name: &str,
        known: impl Iterator<Item = &'c str> + Clone,
    ) {
        let help = match nearest(name, known.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                format!("known: {}", known.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "))
            }
        };
        self.report(at, message).help(help);
    }

    /// The table of a section such as `[guard]`.
    pub(super) fn table<'v, 'i>(&mut self, name: &str, value: &'v Value<'i>) -> Option<&'v DeTable<'i>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong_type(name, value, "a table");
        }
        table
    }

    /// The tables of a section such as `[[gate]]`, each with its place.
    pub(super) fn tables<'v, 'i>(&mut self, name: &str, value: &'v Value<'i>) -> Vec<(&'v DeTable<'i>, Range<usize>)> {
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(name, value, "a list of tables");
            return Vec::new();
        };
        items.iter().filter_map(|item| Some((self.table(name, item)?, item.span()))).collect()
    }

    /// A text that is not empty.
    pub(super) fn string(&mut self, name: &str, value: &Value<'_>) -> Option<String> {
        match value.get_ref().as_str() {
            None => self.wrong_type(name, value, "a text"),
            Some(text) if text.trim().is_empty() => {
                self.report(value.span(), format!("`{name}` cannot be empty"));
            }
            Some(text) => return Some(text.to_owned()),
        }
        None
    }

    /// A list of texts, none of them empty, each with its place. One text alone counts as a list of one.
    pub(super) fn strings(&mut self, name: &str, value: &Value<'_>) -> Vec<(String, Range<usize>)> {
        match value.get_ref() {
            DeValue::String(_) => self.string(name, value).map(|text| (text, value.span())).into_iter().collect(),
            DeValue::Array(items) => {
                items.iter().filter_map(|item| Some((self.string(name, item)?, item.span()))).collect()
            }
            _ => {
                self.wrong_type(name, value, "a list of texts");
                Vec::new()
            }
        }
    }

    /// Yes or no.
    pub(super) fn boolean(&mut self, name: &str, value: &Value<'_>) -> Option<bool> {
        let found = value.get_ref().as_bool();
        if found.is_none() {
            self.wrong_type(name, value, "true or false");
        }
        found
    }

    /// A whole number from 1.
    pub(super) fn count(&mut self, name: &str, value: &Value<'_>) -> Option<u32> {
        let Some(integer) = value.get_ref().as_integer() else {
            self.wrong_type(name, value, "a whole number");
            return None;
        };
        match u32::from_str_radix(integer.as_str(), integer.radix()) {
            Ok(count) if count > 0 => Some(count),
            _ => {
                self.report(value.span(), format!("`{name}` must lie between 1 and {}", u32::MAX));
                None
            }
        }
    }

    /// Whether a text is a pattern; reports it at its place, which is that of its quoted form, if it is none.
    pub(super) fn pattern(&mut self, text: &str, quoted: Range<usize>) -> bool {
        let Err(error) = Pattern::parse(text) else { return true };
        // Only where nothing is escaped do the places within the text tell those within its quoted form.
        let plain = quoted.len() == text.len() + 2;
        let part = quoted.start + 1 + error.range().start..quoted.start + 1 + error.range().end;
        self.report(if plain { part } else { quoted }, format!("`{text}` is no pattern: {error}"));
        false
    }

    /// One of a few words.
    pub(super) fn choice<T: Copy>(
        &mut self,
        name: &str,
        value: &Value<'_>,
        choices: &[(&'static str, T)],
    ) -> Option<T> {
        let word = self.string(name, value)?;
        let chosen = choices.iter().find(|(known, _)| *known == word);
        if chosen.is_none() {
            let quoted: Vec<String> = choices.iter().map(|(known, _)| format!("\"{known}\"")).collect();
            let help = match nearest(&word, choices.iter().map(|(known, _)| *known)) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("it can be {}", quoted.join(", ")),
            };
            self.report(value.span(), format!("`{name}` cannot be \"{word}\"")).help(help);
        }
        chosen.map(|(_, value)| *value)
    }

    /// Reports a value of the wrong type.
    pub(super) fn wrong_type(&mut self, name: &str, value: &Value<'_>, expected: &str) {
        let found = match value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a number with a fraction",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.report(value.span(), format!("`{name}` must be {expected}, not {found}"));
    }
}
