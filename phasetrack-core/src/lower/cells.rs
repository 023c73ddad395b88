//! Table cells that end in the middle of a code span.

use crate::model::{Unread, UnreadKind};
use crate::text::offset;

use super::document::{Bytes, Document};

/// The bare `|` inside code spans of a table row. A table is cut into cells before code spans are found, so each of
/// them ends a cell. Linear.
pub(super) fn split(document: &Document<'_>, row: Bytes, unread: &mut Vec<Unread>) {
    let text = document.slice(row);
    let bytes = text.as_bytes();
    let ticks = |from: usize| bytes[from..].iter().take_while(|byte| **byte == b'`').count();
    let mut at = 0;
    let mut unpaired = [false; 8];
    while let Some(next) = text[at..].find('`') {
        let start = at + next;
        let count = ticks(start);
        at = start + count;
        // A run of ticks that was searched for in vain need not be searched for again.
        if unpaired.get(count).is_none_or(|unpaired| *unpaired) {
            continue;
        }
        let Some(end) = closing(bytes, at, count) else {
            unpaired[count] = true;
            continue;
        };
        for (pipe, _) in text[at..end].match_indices('|') {
            if !text[..at + pipe].ends_with('\\') {
                let from = row.0 + offset(at + pipe);
                unread.push(Unread { span: document.span((from, from + 1)), kind: UnreadKind::SplitCell });
            }
        }
        at = end + count;
    }
}

/// Where the next run of exactly `count` ticks begins.
fn closing(bytes: &[u8], from: usize, count: usize) -> Option<usize> {
    let mut at = from;
    while at < bytes.len() {
        let run = bytes[at..].iter().take_while(|byte| **byte == b'`').count();
        if run == count {
            return Some(at);
        }
        at += run.max(1);
    }
    None
}
