//! What was found, for people and for programs.

use std::fmt::Write;

use phasetrack_core::render;
use serde::Serialize;

use crate::error::Error;

/// All that was found, in the order in which it was looked at.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    version: u32,
    works: bool,
    layers: Vec<Finding>,
    notes: Vec<Finding>,
}

/// How something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    On,
    Off,
    Note,
}

/// What is said of a layer, or of something that one should know.
#[derive(Debug, Serialize)]
struct Finding {
    state: State,
    subject: String,
    message: String,
    next: Option<String>,
}

impl Report {
    /// Nothing is found yet.
    pub(crate) fn new() -> Self {
        Self { version: 1, works: true, layers: Vec::new(), notes: Vec::new() }
    }

    /// A layer that refuses what it must.
    pub(crate) fn on(&mut self, subject: &str, message: &str) {
        self.layers.push(Finding::new(State::On, subject, message, None));
    }

    /// A layer that does not, or does so for some only, and what to do.
    pub(crate) fn off(&mut self, subject: &str, message: &str, next: &str) {
        self.works = false;
        self.layers.push(Finding::new(State::Off, subject, message, Some(next)));
    }

    /// Something that one should know.
    pub(crate) fn note(&mut self, subject: &str, message: &str, next: Option<&str>) {
        self.notes.push(Finding::new(State::Note, subject, message, next));
    }

    /// Whether no layer is off.
    pub(crate) fn works(&self) -> bool {
        self.works
    }

    /// A line or two for each finding, and the sum.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        for Finding { state, subject, message, next } in self.layers.iter().chain(&self.notes) {
            let state = match state {
                State::On => "on",
                State::Off => "off",
                State::Note => "note",
            };
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{state}: {subject}: {message}");
            if let Some(next) = next {
                let _ = writeln!(text, "  next: {next}");
            }
        }
        let off = self.layers.iter().filter(|finding| finding.state == State::Off).count();
        let all = self.layers.len();
        let _ = match off {
            0 => writeln!(text, "all {all} layers work"),
            1 => writeln!(text, "1 layer of {all} is off"),
            _ => writeln!(text, "{off} layers of {all} are off"),
        };
        text
    }

    /// One object.
    pub(crate) fn json(&self) -> Result<String, Error> {
        let text = serde_json::to_string_pretty(self).map_err(|error| Error::Print(error.into()))?;
        Ok(text + "\n")
    }
}

impl Finding {
    fn new(state: State, subject: &str, message: &str, next: Option<&str>) -> Self {
        let safe = |text: &str| render::escape(text).into_owned();
        Self { state, subject: safe(subject), message: safe(message), next: next.map(safe) }
    }
}
