//! How many columns of a terminal a text takes.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The columns of a text.
pub(super) fn columns(text: &str) -> usize {
    text.width()
}

/// The columns of a character: none for one that is drawn over the one before it.
pub(super) fn letter(c: char) -> usize {
    c.width().unwrap_or(0)
}
