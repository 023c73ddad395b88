//! Finding bytes many at a time: the one home of `memchr`.
//!
//! Documents are looked through line by line and for single marks again and again, so these few loops decide how fast
//! they are read.

use memchr::{memchr, memchr2, memmem, memrchr2};

/// The length of the first line, its end left out.
pub(crate) fn line_end(bytes: &[u8]) -> usize {
    memchr2(b'\n', b'\r', bytes).unwrap_or(bytes.len())
}

/// The offset of the line in which an offset lies.
pub(crate) fn line_start(bytes: &[u8], at: usize) -> usize {
    memrchr2(b'\n', b'\r', &bytes[..at]).map_or(0, |end| end + 1)
}

/// The offset of the first byte of a value.
pub(crate) fn byte(value: u8, bytes: &[u8]) -> Option<usize> {
    memchr(value, bytes)
}

/// The offset of the first byte of one of two values.
pub(crate) fn either(one: u8, other: u8, bytes: &[u8]) -> Option<usize> {
    memchr2(one, other, bytes)
}

/// The offset of the first occurrence of a text in another.
pub(crate) fn first(text: &str, part: &str) -> Option<usize> {
    memmem::find(text.as_bytes(), part.as_bytes())
}

/// The offsets of all occurrences of a text in another, none overlapping the one before.
pub(crate) fn all<'t>(text: &'t str, part: &'t str) -> impl Iterator<Item = usize> + use<'t> {
    memmem::find_iter(text.as_bytes(), part)
}

/// The set of some bytes.
pub(crate) const fn set(bytes: &[u8]) -> [bool; 256] {
    let mut set = [false; 256];
    let mut at = 0;
    while at < bytes.len() {
        set[bytes[at] as usize] = true;
        at += 1;
    }
    set
}

/// The number of bytes before the first one of a set.
pub(crate) fn until(set: &[bool; 256], bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| set[usize::from(*byte)]).unwrap_or(bytes.len())
}
