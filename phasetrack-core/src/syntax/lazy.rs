//! Labels below a list without a blank line. To CommonMark the second line of
//!
//! ```text
//! - `src/billing/**`
//! **Do not touch**:
//! - `src/auth/**`
//! ```
//!
//! lazily continues the item above it, so the label and what it says would be text of that item. To those who write
//! it, a line that begins no deeper than the item's marker and looks like a label has left the list.

use crate::scan;

/// A label without stress has at most this many words.
const MAX_WORDS: usize = 5;

/// Marks that a label in plain words does not have.
const UNLIKELY: &[char] = &['`', '"', '/', '\\', '|', '<', '[', '.', ',', '→'];

/// The line around an offset: the column in which it begins, in bytes, and its text from there on.
pub(super) fn line(text: &str, at: usize) -> (usize, &str) {
    let line = &text[scan::line_start(text.as_bytes(), at)..at + scan::line_end(&text.as_bytes()[at..])];
    let shown = line.trim_start_matches([' ', '\t', '>']);
    (line.len() - shown.len(), shown)
}

/// Whether a line looks like a label: stressed words with a colon, or a few words before one.
pub(super) fn is_label(line: &str) -> bool {
    // What decorates a label is no letter and no quoted text.
    let bare = line.trim_start_matches(|c: char| !c.is_alphanumeric() && !UNLIKELY.contains(&c) && c != '~');
    let stressed = ["**", "__"].into_iter().find(|mark| line[..line.len() - bare.len()].ends_with(mark));
    let head = match stressed {
        None => bare,
        Some(mark) => {
            let Some((label, after)) = bare.split_once(mark) else { return false };
            let after = after.trim_start();
            return label.contains([':', '：']) || after.is_empty() || after.starts_with([':', '：', '(', '（']);
        }
    };
    let Some((label, value)) = head.split_once([':', '：']) else { return false };
    let capital = label.starts_with(|c: char| !c.is_lowercase() && !c.is_ascii_digit());
    capital && !value.starts_with(':') && !label.contains(UNLIKELY) && label.split_whitespace().count() <= MAX_WORDS
}

#[cfg(test)]
mod tests {
    use super::is_label;

    #[test]
    fn labels() {
        for (line, expected) in [
            ("**Forbidden**:", true),
            ("**Forbidden:** `a/**`", true),
            ("🚫 **Files NOT to touch** (other tracks): x", true),
            ("Do not touch:", true),
            ("**文件**：", true),
            ("依赖：无", true),
            ("**bold** words of a sentence", false),
            ("and then: more", false),
            ("https://example.org", false),
            ("`src/a.rs`: the API", false),
            ("src/a.rs: the API", false),
            ("A long sentence that goes on and on until: here", false),
            ("words", false),
            ("", false),
        ] {
            assert_eq!(is_label(line), expected, "{line}");
        }
    }
}
