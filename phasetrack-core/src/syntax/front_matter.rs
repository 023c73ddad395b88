//! YAML front matter, found by hand: the Markdown parser's own option for it takes quadratic time.

use std::ops::Range;

/// A closing `---` further away than this is taken for a thematic break of a long document.
const MAX_FRONT_MATTER: usize = 64 << 10;

/// The lines between the opening and the closing `---`, and the offset at which the document goes on.
/// `text` starts at the first byte of the document.
pub(super) fn find(text: &str) -> Option<(Range<usize>, usize)> {
    let first = text.split_inclusive(['\n', '\r']).next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let start = first.len();
    let mut at = start;
    let mut keyed = false;
    for line in text[start..].split_inclusive(['\n', '\r']) {
        let trimmed = line.trim_end();
        if trimmed == "---" || trimmed == "..." {
            return keyed.then_some((start..at, at + line.len()));
        }
        keyed |= trimmed.split_once(':').is_some_and(|(key, _)| is_key(key));
        at += line.len();
        if at > MAX_FRONT_MATTER {
            return None;
        }
    }
    None
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.'))
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn front_matter() {
        for (text, expected) in [
            ("---\nwave: 2\n---\n# A\n", Some("wave: 2")),
            ("---\r\nwave: 2\r\n---\r\n", Some("wave: 2")),
            ("---\n# only a break\n---\n", None),
            ("---\nwave: 2\n", None),
            ("# A\n---\n", None),
        ] {
            assert_eq!(find(text).map(|(range, _)| text[range].trim()), expected, "{text:?}");
        }
    }
}
