//! The pattern as a value.

use std::fmt;
use std::str::FromStr;

use super::automaton::Automaton;
use super::plain::{self, Plain};
use super::{ParseError, parse};

/// A pattern of paths, ready to match; the dialect is in the [module's documentation](super).
///
/// Patterns are values without interior state: they can be shared between threads.
#[derive(Clone)]
pub struct Pattern {
    text: String,
    automaton: Automaton,
    prefix: String,
    /// The state after the prefix.
    after_prefix: usize,
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
        let automaton = parse::parse(text)?;
        let (prefix, after_prefix) = automaton.prefix();
        let rows = plain::rows(&automaton);
        Ok(Self { text: text.trim().to_owned(), automaton, prefix, after_prefix, rows })
    }

    /// The pattern as it was written, without white space around it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The longest fixed text with which every path that matches starts, normalised: `src/a` for `./src//a*/x`.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Whether the pattern starts with `*`, `**` or `?`, in some expansion of its braces: `**/x`, `*/x`, `{a,*}/x`.
    /// It can meet patterns of many directories.
    pub fn is_floating(&self) -> bool {
        self.prefix.is_empty() && self.automaton.starts_wild()
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
        match path.strip_prefix(self.prefix.as_bytes()) {
            Some(rest) if path.ends_with(self.automaton.suffix.as_bytes()) => {
                self.automaton.accepts(self.after_prefix, rest)
            }
            _ => false,
        }
    }

    /// Whether the two have a path in common, where that can be told from their names.
    pub(super) fn meets(&self, other: &Self) -> Option<bool> {
        let [mine, its] = [self, other].map(|pattern| pattern.prefix.as_bytes());
        let len = mine.len().min(its.len());
        if mine[..len] != its[..len] {
            return Some(false);
        }
        let [mine, its] = [self, other].map(|pattern| pattern.automaton.suffix.as_bytes());
        let len = mine.len().min(its.len());
        if mine[mine.len() - len..] != its[its.len() - len..] {
            return Some(false);
        }
        let known = !self.rows.is_empty() && !other.rows.is_empty();
        known.then(|| self.rows.iter().any(|mine| other.rows.iter().any(|its| mine.meets(its))))
    }

    /// The pattern as rows of names; none if it cannot be written so.
    pub(super) fn rows(&self) -> &[Plain] {
        &self.rows
    }

    pub(super) fn automaton(&self) -> &Automaton {
        &self.automaton
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
