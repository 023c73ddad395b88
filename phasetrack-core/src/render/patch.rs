//! Fixes applied to a text, and what they change as a unified diff.

use std::fmt::Write;

use super::escape::escape_lines;
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::text::{SourceId, Sources};

/// Lines of context around a change.
const CONTEXT: usize = 3;

/// The texts of all documents that safe fixes change.
///
/// A fix is applied as a whole or not at all: one that touches what an earlier one replaces waits for the next
/// round. A document that is not UTF-8 is left alone, for its text is not what its file holds.
pub fn fixed(sources: &Sources, diagnostics: &[Diagnostic]) -> Vec<(SourceId, String)> {
    let mut edits: Vec<&Edit> = Vec::new();
    let fixes = diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_ref());
    for fix in fixes.filter(|fix| fix.applicability == Applicability::Safe) {
        let possible = fix.edits.iter().all(|edit| {
            let readable = sources.source(edit.span.source).invalid_at().is_none();
            readable && edits.iter().all(|taken| !touch(taken, edit))
        });
        if possible {
            edits.extend(&fix.edits);
        }
    }
    edits.sort_by_key(|edit| edit.span);
    let changed = edits.chunk_by(|a, b| a.span.source == b.span.source);
    changed.map(|edits| (edits[0].span.source, apply(sources.source(edits[0].span.source).text(), edits))).collect()
}

/// Whether two edits cannot both be applied.
fn touch(a: &Edit, b: &Edit) -> bool {
    a.span.source == b.span.source && a.span.start <= b.span.end && b.span.start <= a.span.end
}

/// Applies edits that are in order and do not touch.
fn apply(text: &str, edits: &[&Edit]) -> String {
    let mut changed = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        changed += &text[at..edit.span.start as usize];
        changed += &edit.text;
        at = edit.span.end as usize;
    }
    changed + &text[at..]
}

/// A unified diff of two versions of a document, empty when they are equal. It is for people: what a terminal would
/// obey is escaped, as [`escape`](super::escape()) does.
///
/// Lines that both versions share at their start and end are set apart first; what lies between is compared line by
/// line with a walk that looks for the next line in common, which suits fixes: few, small and far apart.
pub fn diff(name: &str, before: &str, after: &str) -> String {
    let (old, new) = (split(before), split(after));
    let changes = changes(&old, &new);
    let mut text = String::new();
    let mut rest = changes.as_slice();
    while let Some(first) = rest.first() {
        if text.is_empty() {
            let name = super::escape(name);
            // Writing to a string cannot fail, here and below.
            let _ = write!(text, "--- {name}\n+++ {name}\n");
        }
        let joined = rest.windows(2).take_while(|pair| pair[1].old - pair[0].old_end <= 2 * CONTEXT).count() + 1;
        let (hunk, later) = rest.split_at(joined);
        let last = hunk[joined - 1];
        let lead = first.old.min(CONTEXT);
        let tail = (old.len() - last.old_end).min(CONTEXT);
        let (from, to) = (first.old - lead, last.old_end + tail);
        let (new_from, new_to) = (first.new - lead, last.new_end + tail);
        let _ = writeln!(text, "@@ -{} +{} @@", range(from, to), range(new_from, new_to));
        let mut at = from;
        for change in hunk {
            lines(&mut text, ' ', &old[at..change.old]);
            lines(&mut text, '-', &old[change.old..change.old_end]);
            lines(&mut text, '+', &new[change.new..change.new_end]);
            at = change.old_end;
        }
        lines(&mut text, ' ', &old[at..to]);
        rest = later;
    }
    text
}

/// Old lines replaced by new ones.
#[derive(Clone, Copy)]
struct Change {
    old: usize,
    old_end: usize,
    new: usize,
    new_end: usize,
}

fn changes(old: &[&str], new: &[&str]) -> Vec<Change> {
    let mut changes = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            (i, j) = (i + 1, j + 1);
            continue;
        }
        let (skip_old, skip_new) = next_common(&old[i..], &new[j..]);
        changes.push(Change { old: i, old_end: i + skip_old, new: j, new_end: j + skip_new });
        (i, j) = (i + skip_old, j + skip_new);
    }
    changes
}

/// How many lines to skip on either side to reach a line in common, the fewest in sum; all when there is none near.
fn next_common(old: &[&str], new: &[&str]) -> (usize, usize) {
    const REACH: usize = 64;
    for sum in 1..=REACH {
        for skip in 0..=sum {
            let (a, b) = (sum - skip, skip);
            if a < old.len() && b < new.len() && old[a] == new[b] {
                return (a, b);
            }
        }
    }
    (old.len(), new.len())
}

fn split(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

fn lines(text: &mut String, mark: char, lines: &[&str]) {
    for line in lines {
        text.push(mark);
        // A carriage return within a line would let what follows overwrite what is before it.
        let body = line.strip_suffix('\n').unwrap_or(line);
        let body = if body.len() < line.len() { body.strip_suffix('\r').unwrap_or(body) } else { body };
        *text += &escape_lines(body).replace('\r', "\\u{d}");
        *text += &line[body.len()..];
        if !line.ends_with('\n') {
            *text += "\n\\ No newline at end of file\n";
        }
    }
}

/// The lines of a hunk as a diff numbers them: from 1, and an empty range by the line before it.
fn range(from: usize, to: usize) -> String {
    match to - from {
        0 => format!("{from},0"),
        1 => format!("{}", from + 1),
        count => format!("{},{count}", from + 1),
    }
}
