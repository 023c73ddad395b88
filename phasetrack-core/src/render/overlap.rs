//! Whether two patterns meet: a path that both match, or `disjoint`.

use super::{escape, json, wire};
use crate::glob::Pattern;

/// The path on a line of its own, or `disjoint`.
pub fn overlap(witness: Option<&[u8]>) -> String {
    let path = witness.map(String::from_utf8_lossy);
    format!("{}\n", path.as_ref().map_or("disjoint".into(), |path| escape(path)))
}

/// One object with both patterns and the path, which is `null` if there is none.
pub fn overlap_json(patterns: [&Pattern; 2], witness: Option<&[u8]>) -> String {
    let path = witness.map(String::from_utf8_lossy);
    let answer = wire::Overlap {
        version: json::VERSION,
        patterns: patterns.map(Pattern::as_str),
        disjoint: witness.is_none(),
        witness: path.as_deref(),
    };
    json::text(serde_json::to_string_pretty(&answer))
}
