//! Finding the first of several words in a text, without copying it.

/// The place of the first of some words or phrases in a text, and its length; case does not count. A word in ASCII
/// letters is found at the beginning of a word only. Takes one pass over the text.
pub(super) fn find(text: &str, marks: &[&str]) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    // One bit for each first byte modulo 64: nearly every place is passed over by looking at it.
    let first: u64 = marks.iter().map(|mark| 1 << (mark.as_bytes()[0] & 63)).fold(0, |all, bit| all | bit);
    let mut inside = false;
    for (at, byte) in bytes.iter().enumerate() {
        let letter = byte.is_ascii_alphanumeric();
        let lower = byte.to_ascii_lowercase();
        if !(letter && inside) && first & (1 << (lower & 63)) != 0 {
            let fits = |mark: &&&str| {
                mark.as_bytes()[0] == lower
                    && bytes.get(at..at + mark.len()).is_some_and(|part| part.eq_ignore_ascii_case(mark.as_bytes()))
            };
            if let Some(mark) = marks.iter().find(fits) {
                return Some((at, mark.len()));
            }
        }
        inside = letter;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn marks() {
        for (text, marks, expected) in [
            ("Depends on A", &["depends on"][..], Some((0, 10))),
            ("it depends on A", &["blocked by", "depends on"], Some((3, 10))),
            ("independent", &["depend"], None),
            ("必须等轨道 C", &["等"], Some((6, 3))),
            ("", &["x"], None),
            ("after", &["after "], None),
        ] {
            assert_eq!(find(text, marks), expected, "{text}");
        }
    }
}
