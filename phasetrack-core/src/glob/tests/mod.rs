//! Tables, one line a test, and comparisons with slow oracles.

mod differential;
mod indexing;
mod matching;
mod overlapping;
mod parsing;
mod random;
mod reference;

use super::{Pattern, overlap};

fn pattern(text: &str) -> Pattern {
    match Pattern::parse(text) {
        Ok(pattern) => pattern,
        Err(error) => panic!("`{text}` is refused: {error}"),
    }
}
