//! The pattern as a value.

use std::borrow::Cow;
use std::str::FromStr;
use std::{fmt, slice};

use super::automaton::Automaton;
use super::plain::{Plain, agree, is_path};
use super::{ParseError, parse, rows};

/// A pattern of paths, ready to match; the dialect is in the [module's documentation](super).
///
/// Patterns are values without interior state: they can be shared between threads.
#[derive(Clone)]
pub struct Pattern {
    text: String,
    form: Form,
}

#[derive(Clone)]
enum Form {
    /// One row of names says all; most patterns are this.
    Row(Plain),
    Other(Box<Compiled>),
}

#[derive(Clone)]
struct Compiled {
    automaton: Automaton,
    prefix: String,
    /// The state after the prefix.
    after_prefix: usize,
    /// The same as rows of names; none if it cannot be written so.
    rows: Vec<Plain>,
}

impl Pattern {
    /// Reads a pattern. White space around it does not count.
    ///
    /// Takes time and memory linear in the text; a text longer than [`MAX_LEN`](super::MAX_LEN) is refused unread.
    ///
    /// # Errors
    /// The first mistake from the left, with its place.
    ///
    /// ```
    /// use phasetrack_core::glob::{ErrorKind, Pattern};
    ///
    /// assert!(Pattern::parse("./src//api/*.rs").is_ok());
    /// assert_eq!(Pattern::parse("src/[z-a].rs").unwrap_err().kind(), ErrorKind::ReversedRange);
    /// ```
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let trimmed = text.trim();
        let form = match rows::ordinary(trimmed) {
            Some(row) => Form::Row(row),
            None => Form::of(parse::parse(text)?),
        };
        Ok(Self { text: trimmed.to_owned(), form })
    }

    /// The pattern as it was written, without white space around it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The longest fixed text with which every path that matches starts, normalised: `src/a` for `./src//a*/x`.
    pub fn prefix(&self) -> &str {
        match &self.form {
            Form::Row(row) => row.prefix(),
            Form::Other(compiled) => &compiled.prefix,
        }
    }

    /// Whether the pattern starts with `*`, `**` or `?`, in some expansion of its braces: `**/x`, `*/x`, `{a,*}/x`.
    /// It can meet patterns of many directories.
    pub fn is_floating(&self) -> bool {
        match &self.form {
            Form::Row(row) => row.is_floating(),
            Form::Other(compiled) => compiled.prefix.is_empty() && compiled.automaton.starts_wild(),
        }
    }

    /// Whether the pattern matches the path, given as git writes it: names with one `/` between them, from the
    /// repository's root, none of them empty, `.` or `..`. Names need not be UTF-8.
    ///
    /// Takes time linear in the bytes of the path times the length of the pattern, whatever the two are, and no
    /// memory on the heap. Most paths start or end unlike the fixed text of the pattern, where it stops.
    ///
    /// ```
    /// use phasetrack_core::glob::Pattern;
    ///
    /// let pattern = Pattern::parse("src/**/*.rs").unwrap();
    /// assert!(pattern.matches(b"src/lib.rs"));
    /// assert!(pattern.matches(b"src/api/v1/\xff.rs"));
    /// assert!(!pattern.matches(b"tests/lib.rs"));
    /// ```
    pub fn matches(&self, path: &[u8]) -> bool {
        match &self.form {
            Form::Row(row) => is_path(path) && row.matches(path),
            Form::Other(compiled) => match path.strip_prefix(compiled.prefix.as_bytes()) {
                Some(rest) if path.ends_with(compiled.automaton.suffix.as_bytes()) => {
                    compiled.automaton.accepts(compiled.after_prefix, rest)
                }
                _ => false,
            },
        }
    }

    /// Whether the two have a path in common, where that can be told from their names.
    pub(super) fn meets(&self, other: &Self) -> Option<bool> {
        if let (Form::Row(mine), Form::Row(its)) = (&self.form, &other.form) {
            return Some(mine.meets(its));
        }
        if !agree(self.prefix(), other.prefix(), self.suffix(), other.suffix()) {
            return Some(false);
        }
        let (mine, its) = (self.rows(), other.rows());
        let known = !mine.is_empty() && !its.is_empty();
        known.then(|| mine.iter().any(|mine| its.iter().any(|its| mine.meets(its))))
    }

    /// The fixed text with which every path ends that matches, as far as it is known.
    pub(super) fn suffix(&self) -> &str {
        match &self.form {
            Form::Row(row) => row.suffix(),
            Form::Other(compiled) => &compiled.automaton.suffix,
        }
    }

    /// The pattern as rows of names; none if it cannot be written so.
    pub(super) fn rows(&self) -> &[Plain] {
        match &self.form {
            Form::Row(row) => slice::from_ref(row),
            Form::Other(compiled) => &compiled.rows,
        }
    }

    /// The automaton, compiled when it was not needed so far.
    pub(super) fn automaton(&self) -> Cow<'_, Automaton> {
        match &self.form {
            Form::Row(_) => Cow::Owned(parse::parse(&self.text).expect("the text of a pattern is one")),
            Form::Other(compiled) => Cow::Borrowed(&compiled.automaton),
        }
    }
}

impl Form {
    fn of(automaton: Automaton) -> Self {
        let mut rows = rows::of(&automaton);
        if rows.len() == 1
            && let Some(row) = rows.pop()
        {
            return Self::Row(row);
        }
        let (prefix, after_prefix) = automaton.prefix();
        Self::Other(Box::new(Compiled { automaton, prefix, after_prefix, rows }))
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pattern").field(&self.text).finish()
    }
}

impl FromStr for Pattern {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}
