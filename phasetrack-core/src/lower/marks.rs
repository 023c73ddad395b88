//! Finding the first of several words or marks in a text, in one pass and without copying it.

/// Words and phrases that are found in any case. One in ASCII letters is found at the beginning of a word only.
pub(super) struct Phrases(Set);

/// Marks that are found as they are written, wherever they stand.
pub(super) struct Signs(Set);

/// Texts with a table of the bytes they begin with: nearly every place of a text is passed over by one look at it.
struct Set {
    marks: &'static [&'static str],
    begins: [bool; 256],
}

impl Phrases {
    /// The phrases, in lower case and none of them empty; an earlier one wins over a later one at the same place.
    pub(super) const fn new(marks: &'static [&'static str]) -> Self {
        Self(Set::new(marks))
    }

    /// The place of the first phrase in a text, and its length.
    pub(super) fn find(&self, text: &str) -> Option<(usize, usize)> {
        let bytes = text.as_bytes();
        self.0.find(text, 0, |mark, at| {
            let inside = at > 0 && bytes[at].is_ascii_alphanumeric() && bytes[at - 1].is_ascii_alphanumeric();
            let part = bytes.get(at..at + mark.len());
            !inside && part.is_some_and(|part| part.eq_ignore_ascii_case(mark.as_bytes()))
        })
    }
}

impl Signs {
    /// The marks, none of them empty.
    pub(super) const fn new(marks: &'static [&'static str]) -> Self {
        Self(Set::new(marks))
    }

    /// The place of the first mark in a text, from an offset on. Marks with which the whole text begins are not looked
    /// for when `from` is not zero: they are part of what stands before.
    pub(super) fn find(&self, text: &str, from: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        let fits = |mark: &str, at: usize| bytes[at..].starts_with(mark.as_bytes());
        self.0.find(text, from, |mark, at| fits(mark, at) && (from == 0 || !fits(mark, 0))).map(|(at, _)| at)
    }
}

impl Set {
    const fn new(marks: &'static [&'static str]) -> Self {
        let mut begins = [false; 256];
        let mut index = 0;
        while index < marks.len() {
            let first = marks[index].as_bytes()[0];
            begins[first as usize] = true;
            begins[first.to_ascii_uppercase() as usize] = true;
            index += 1;
        }
        Self { marks, begins }
    }

    fn find(&self, text: &str, from: usize, fits: impl Fn(&str, usize) -> bool) -> Option<(usize, usize)> {
        let bytes = text.as_bytes();
        let mut at = from;
        while let Some(skip) = bytes.get(at..)?.iter().position(|byte| self.begins[usize::from(*byte)]) {
            at += skip;
            if let Some(mark) = self.marks.iter().find(|mark| fits(mark, at)) {
                return Some((at, mark.len()));
            }
            at += 1;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{Phrases, Signs};

    #[test]
    fn phrases() {
        for (text, marks, expected) in [
            ("Depends on A", &["depends on"][..], Some((0, 10))),
            ("it depends on A", &["blocked by", "depends on"], Some((3, 10))),
            ("independent", &["depend"], None),
            ("必须等轨道 C", &["等"], Some((6, 3))),
            ("", &["x"], None),
            ("after", &["after "], None),
        ] {
            assert_eq!(Phrases::new(marks).find(text), expected, "{text}");
        }
    }

    #[test]
    fn signs() {
        for (text, from, expected) in [
            ("a → b", 0, Some(2)),
            ("a  b → c", 0, Some(1)),
            ("→ b → c", 1, None),
            ("→ b  c", 1, Some(5)),
            ("a", 1, None),
            ("", 1, None),
        ] {
            assert_eq!(Signs::new(&["→", "  "]).find(text, from), expected, "{text}");
        }
    }
}
