//! What is said about a document: findings with a place, a level, related places, help and a possible fix.
//!
//! A [`Diagnostic`] is a value. Its rule's metadata is in [`crate::rules`], its look in [`crate::render`].

use std::fmt;
use std::str::FromStr;

use crate::text::Span;

/// How serious a finding is. The order is from harmless to serious.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The rule does not run.
    Off,
    /// Worth knowing; never changes an exit code.
    Note,
    /// Probably wrong; fails a check only on request.
    Warning,
    /// Wrong: the check fails.
    Error,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Off => "off",
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// A level's name was not one of `error`, `warning`, `note`, `off`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a level is `error`, `warning`, `note` or `off`")]
pub struct ParseLevelError;

impl FromStr for Level {
    type Err = ParseLevelError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        [Self::Off, Self::Note, Self::Warning, Self::Error]
            .into_iter()
            .find(|level| level.to_string() == text)
            .ok_or(ParseLevelError)
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Name of the rule, as in `phasetrack explain NAME`.
    pub rule: &'static str,
    /// How serious it is, after the settings had their say.
    pub level: Level,
    /// What is wrong, in one line and in the document's words.
    pub message: String,
    /// Where.
    pub span: Span,
    /// Other places that matter, each with a short text.
    pub related: Vec<Related>,
    /// What to do next.
    pub help: Option<String>,
    /// An edit that would mend it.
    pub fix: Option<Fix>,
}

/// A second place of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// What is there.
    pub message: String,
    /// Where.
    pub span: Span,
}

/// How sure a fix is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applicability {
    /// Keeps the meaning; `--fix` applies it.
    Safe,
    /// Shown only.
    DisplayOnly,
}

/// A set of replacements that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the fix does, as an order: "replace …".
    pub message: String,
    /// Whether it may be applied without asking.
    pub applicability: Applicability,
    /// Replacements, none overlapping another.
    pub edits: Vec<Edit>,
}

/// One replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// What comes instead.
    pub text: String,
}

impl Diagnostic {
    /// A finding of `rule` at its default level; the level is set where the rule runs.
    pub fn new(rule: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self { rule, level: Level::Error, message: message.into(), span, related: Vec::new(), help: None, fix: None }
    }

    /// Makes the finding less serious than its rule is.
    pub fn at_most(&mut self, level: Level) -> &mut Self {
        self.level = self.level.min(level);
        self
    }

    /// Adds a second place.
    pub fn related(&mut self, span: Span, message: impl Into<String>) -> &mut Self {
        self.related.push(Related { message: message.into(), span });
        self
    }

    /// Says what to do next.
    pub fn help(&mut self, text: impl Into<String>) -> &mut Self {
        self.help = Some(text.into());
        self
    }

    /// Offers an edit.
    pub fn fix(&mut self, fix: Fix) -> &mut Self {
        self.fix = Some(fix);
        self
    }
}
