//! Files in a fence: a drawn tree, an indented list, or one path a line, each with a remark.

use crate::text::offset;

use super::document::{Bytes, Document};
use super::marks::Signs;
use super::paths::has_extension;

/// Marks with which a remark begins.
static REMARKS: Signs = Signs::new(&["←", "<-", "→", "->", " #", " //", " (", "（", " - ", " – ", " — ", "  ", "\t"]);

/// Marks around a name.
const QUOTES: [char; 2] = ['`', '"'];

/// A leaf of a tree, or a line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Leaf {
    /// The full path, joined from the folders above.
    pub(super) path: String,
    /// Where the last name stands.
    pub(super) at: Bytes,
    /// The remark after it; may be empty.
    pub(super) remark: Bytes,
}

struct Line {
    column: usize,
    name: Bytes,
    remark: Bytes,
    drawn: bool,
}

/// Reads a fence's content as files. Lines that hold no name are passed over.
pub(super) fn leaves(document: &Document<'_>, range: Bytes) -> Vec<Leaf> {
    let lines: Vec<Line> = document.raw_lines(range).filter_map(|line| read_line(document, line)).collect();
    let drawn = lines.iter().any(|line| line.drawn);
    let indented = lines.iter().any(|line| line.column > lines[0].column);
    let mut stack: Vec<(usize, String)> = Vec::new();
    let mut leaves = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        while stack.last().is_some_and(|(column, _)| *column >= line.column) {
            stack.pop();
        }
        let folder = lines.get(index + 1).is_some_and(|next| next.column > line.column) && (drawn || indented);
        let names = document.slice(line.name);
        for (at, name) in split_names(names) {
            let mut path: String = stack.iter().map(|(_, name)| name.as_str()).collect();
            path.push_str(name.strip_prefix("./").unwrap_or(name));
            if folder {
                let mut name = name.trim_start_matches("./").to_owned();
                if !name.ends_with('/') && !name.is_empty() {
                    name.push('/');
                }
                stack.push((line.column, if name == "./" { String::new() } else { name }));
                break;
            }
            let start = line.name.0 + offset(at);
            leaves.push(Leaf { path, at: (start, start + offset(name.len())), remark: line.remark });
        }
    }
    leaves
}

/// Whether a fence's content looks like files at all: most lines are names.
pub(super) fn is_files(document: &Document<'_>, range: Bytes) -> bool {
    let (mut names, mut other) = (0, 0);
    let mut left = document.raw_lines(range).count();
    for line in document.raw_lines(range) {
        left -= 1;
        if other > names + left {
            return false;
        }
        let text = document.slice(line).trim();
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        match read_line(document, line) {
            Some(line) if line.drawn || looks_like_path(document.slice(line.name)) => names += 1,
            _ => other += 1,
        }
    }
    names > 0 && names >= other
}

fn looks_like_path(name: &str) -> bool {
    split_names(name)
        .all(|(_, name)| name.contains('/') || has_extension(name) || name.contains('*') || name.starts_with('.'))
}

fn read_line(document: &Document<'_>, line: Bytes) -> Option<Line> {
    let text = document.slice(line);
    let body = text.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '│' | '├' | '└' | '─' | '┬' | '┌' | '╰' | '|' | '`' | '+') || c == '\u{a0}'
    });
    let body = body.strip_prefix("* ").or_else(|| body.strip_prefix("** ")).unwrap_or(body);
    let body = body.trim_start_matches(['-', '─', '>', '•']).trim_start();
    let lead = text.len() - body.len();
    let before = &text[..lead];
    let drawn = before.bytes().any(|byte| byte != b' ')
        && (before.contains(['│', '├', '└', '─', '╰'])
            || before.contains("|--")
            || before.contains("`--")
            || before.contains("+--"));
    let end = remark_start(body);
    let name = body[..end].trim_end().trim_end_matches([',', ':']).trim_matches(QUOTES);
    if name.is_empty() || name.split(' ').count() > 4 || name.starts_with(['#', '/']) && !name.contains('.') {
        return None;
    }
    let words = || name.split([' ', ',']).filter(|word| !word.is_empty());
    if words().nth(1).is_some() && !words().all(|word| word.contains(['.', '/'])) {
        return None;
    }
    let start = line.0 + offset(lead + body.len() - body.trim_start_matches(QUOTES).len());
    let remark = document.trimmed((line.0 + offset(lead + end), line.1));
    Some(Line { column: before.chars().count(), name: (start, start + offset(name.len())), remark, drawn })
}

/// Where a line's remark begins: two spaces, an arrow, a hash, a parenthesis, a dash.
fn remark_start(body: &str) -> usize {
    REMARKS.find(body, 1).unwrap_or(body.len())
}

/// Several names on one line, split at commas outside braces.
fn split_names(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_i32, 0);
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(start..at);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(start..text.len());
    parts.into_iter().filter_map(move |range| {
        let part = &text[range.clone()];
        let name = part.trim();
        (!name.is_empty()).then(|| (range.start + (part.len() - part.trim_start().len()), name))
    })
}
