//! Names of phases, tracks and tasks.

use std::cmp::Ordering;
use std::fmt;

/// The spelling-independent form of an id: upper case, letters and digits only, one `.` between two digits that a
/// mark separates. Takes time linear in the text.
///
/// ```
/// use phasetrack_core::id::key;
///
/// assert_eq!(key("B.1"), key("b1"));
/// assert_eq!(key("TASK-001"), "TASK001");
/// assert_ne!(key("1.1"), key("11"));
/// ```
pub fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if c.is_alphanumeric() {
            if gap && c.is_ascii_digit() && out.ends_with(|last: char| last.is_ascii_digit()) {
                out.push('.');
            }
            if c.is_ascii() {
                out.push(c.to_ascii_uppercase());
            } else {
                out.extend(c.to_uppercase());
            }
            gap = false;
        } else {
            gap = true;
        }
    }
    out
}

/// Whether a text is certainly its own key.
fn is_key(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

macro_rules! name {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name {
            written: String,
            /// None where it is what was written, as for most ids.
            key: Option<String>,
        }

        impl $name {
            /// Takes an id as it was written, without the kind word.
            pub fn new(written: impl Into<String>) -> Self {
                let written = written.into();
                let key = if is_key(&written) { None } else { Some(key(&written)) };
                Self { written, key }
            }

            /// The id as it was written.
            pub fn as_str(&self) -> &str {
                &self.written
            }

            /// The form by which ids are compared; see [`key`].
            pub fn key(&self) -> &str {
                self.key.as_deref().unwrap_or(&self.written)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.written)
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.key() == other.key()
            }
        }

        impl Eq for $name {}

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> Ordering {
                self.key().cmp(other.key())
            }
        }
    };
}

name! {
    /// The number of a phase as written: `1`, `2.5`, `4-6`. Not arithmetic: only a name.
    PhaseNumber
}

name! {
    /// The id of a track without its kind word: "Track A" is `A`, "WS2" is `WS2`. A track without an id has its name.
    /// Unique within a phase, not within a document.
    TrackId
}

name! {
    /// The id of a task: `A1`, `B.2`, `T001`, `TASK-004`, `#180`.
    TaskId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys() {
        for (written, expected) in [
            ("A", "A"),
            ("a.1", "A1"),
            ("WS-001", "WS001"),
            ("1.1", "1.1"),
            ("1-1", "1.1"),
            ("11", "11"),
            ("#180", "180"),
            ("S1-D02-01", "S1D02.01"),
            ("轨道", "轨道"),
            ("", ""),
        ] {
            assert_eq!(key(written), expected, "{written}");
            assert_eq!(TrackId::new(written).key(), expected, "{written}");
        }
    }

    #[test]
    fn display_gives_back_what_was_written() {
        assert_eq!(TaskId::new("B.1").to_string(), "B.1");
        assert_eq!(TaskId::new("B.1"), TaskId::new("b1"));
    }
}
