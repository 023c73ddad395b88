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
        let inside = |at: usize| at > 0 && bytes[at].is_ascii_alphanumeric() && bytes[at - 1].is_ascii_alphanumeric();
        let fits = |mark: &str, at: usize| begins(&bytes[at..], mark, |byte| byte.to_ascii_lowercase());
        self.0.find(bytes, 0, |at| !inside(at), fits)
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
        let fits = |mark: &str, at: usize| begins(&bytes[at..], mark, |byte| byte);
        self.0.find(bytes, from, |_| true, |mark, at| fits(mark, at) && (from == 0 || !fits(mark, 0))).map(|(at, _)| at)
    }
}

impl Signs {
    /// The mark that stands at an offset of a text.
    pub(super) fn at(&self, text: &str, at: usize) -> Option<&'static str> {
        let bytes = text.as_bytes().get(at..)?;
        let Set { marks, begins: table } = &self.0;
        let possible = table[usize::from(*bytes.first()?)];
        if possible { marks.iter().find(|mark| begins(bytes, mark, |byte| byte)).copied() } else { None }
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

    /// The first place that a test accepts and a mark fits, and the length of the mark.
    fn find(
        &self,
        bytes: &[u8],
        from: usize,
        accepts: impl Fn(usize) -> bool,
        fits: impl Fn(&str, usize) -> bool,
    ) -> Option<(usize, usize)> {
        let mut at = from;
        while let Some(skip) = bytes.get(at..)?.iter().position(|byte| self.begins[usize::from(*byte)]) {
            at += skip;
            let mark = if accepts(at) { self.marks.iter().find(|mark| fits(mark, at)) } else { None };
            if let Some(mark) = mark {
                return Some((at, mark.len()));
            }
            at += 1;
        }
        None
    }
}

/// Whether bytes begin with a mark. Marks are short: a loop is faster than a call.
fn begins(bytes: &[u8], mark: &str, form: impl Fn(u8) -> u8) -> bool {
    bytes.len() >= mark.len() && mark.bytes().zip(bytes).all(|(mark, byte)| mark == form(*byte))
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
