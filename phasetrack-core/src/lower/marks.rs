//! Finding the first of several words or marks in a text, in one pass and without copying it.

/// Words and phrases that are found in any case. One in ASCII letters is found at the beginning of a word only.
pub(super) struct Phrases(Set);

/// Marks that are found as they are written, wherever they stand.
pub(super) struct Signs(Set);

/// Texts with a table of their first and second bytes: nearly every place of a text is passed over by a look at it.
struct Set {
    marks: &'static [&'static str],
    /// What each byte can be in a mark, of [`FIRST`], [`SECOND`] and [`WHOLE`].
    bytes: [u8; 256],
}

/// The first byte of a mark.
const FIRST: u8 = 1;
/// The second byte of a mark.
const SECOND: u8 = 2;
/// A mark of one byte.
const WHOLE: u8 = 4;

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
        if !self.0.may_stand(bytes) {
            return None;
        }
        self.0.marks.iter().find(|mark| begins(bytes, mark, |byte| byte)).copied()
    }
}

impl Set {
    const fn new(marks: &'static [&'static str]) -> Self {
        let mut bytes = [0; 256];
        let mut index = 0;
        while index < marks.len() {
            let mark = marks[index].as_bytes();
            note(&mut bytes, mark[0], if mark.len() == 1 { FIRST | WHOLE } else { FIRST });
            if mark.len() > 1 {
                note(&mut bytes, mark[1], SECOND);
            }
            index += 1;
        }
        Self { marks, bytes }
    }

    /// Whether the first two bytes are those of a mark, of one or of two.
    fn may_stand(&self, bytes: &[u8]) -> bool {
        let role = |at: usize| bytes.get(at).map_or(0, |byte| self.bytes[usize::from(*byte)]);
        role(0) & WHOLE != 0 || (role(0) & FIRST != 0 && role(1) & SECOND != 0)
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
        while let Some(skip) = bytes.get(at..)?.iter().position(|byte| self.bytes[usize::from(*byte)] & FIRST != 0) {
            at += skip;
            let mark = if self.may_stand(&bytes[at..]) && accepts(at) {
                self.marks.iter().find(|mark| fits(mark, at))
            } else {
                None
            };
            if let Some(mark) = mark {
                return Some((at, mark.len()));
            }
            at += 1;
        }
        None
    }
}

/// Notes what a byte can be, in either case.
const fn note(bytes: &mut [u8; 256], byte: u8, role: u8) {
    bytes[byte.to_ascii_lowercase() as usize] |= role;
    bytes[byte.to_ascii_uppercase() as usize] |= role;
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
