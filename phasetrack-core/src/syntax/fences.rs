//! Nested code fences. CommonMark ends a fence at the first bare ` ``` `, so a template that holds a fenced example
//! closes early, and from there on text and code change places. Writers pair fences like brackets: a line with an info
//! string opens, a bare line closes. Where that reading leaves every fence closed and CommonMark's does not agree with
//! it, the inner fences are masked (in a copy of equal length, so that spans hold) before the Markdown parser runs.

use std::ops::Range;

use crate::scan;

/// A fence line: where it stands, how many marks, whether an info string follows.
struct FenceLine {
    line: Range<usize>,
    indent: usize,
    mark: u8,
    count: usize,
    info: bool,
}

/// A copy of `text` with inner fences masked, and the opening lines of the fences around them.
pub(super) struct Repair {
    pub(super) text: String,
    pub(super) outer: Vec<Range<usize>>,
}

/// Pairs fences by their info strings, when CommonMark's pairing differs and the new one is complete.
pub(super) fn repair(text: &str) -> Option<Repair> {
    let lines = fence_lines(text);
    if !nests(&lines) {
        return None;
    }
    let (masked, outer) = pair(&lines)?;
    let mut bytes = text.as_bytes().to_vec();
    for line in masked {
        for byte in &mut bytes[line.line.clone()] {
            if *byte == line.mark {
                *byte = b'\'';
            }
        }
    }
    Some(Repair { text: String::from_utf8(bytes).ok()?, outer })
}

fn fence_lines(text: &str) -> Vec<FenceLine> {
    let mut found = Vec::new();
    for mark in ["```", "~~~"] {
        let mut at = 0;
        for start in scan::all(text, mark) {
            if start < at {
                continue;
            }
            let line_start = scan::line_start(text.as_bytes(), start);
            let line_end = start + scan::line_end(&text.as_bytes()[start..]);
            at = line_end;
            let line = &text[line_start..line_end];
            let indent = line.len() - line.trim_start_matches([' ', '\t', '>']).len();
            let fence = &line[indent..];
            let count = fence.bytes().take_while(|byte| *byte == mark.as_bytes()[0]).count();
            let info = fence[count..].trim();
            if count >= 3 && line_start + indent == start && !info.contains('`') {
                let info = !info.is_empty();
                found.push(FenceLine { line: line_start..line_end, indent, mark: mark.as_bytes()[0], count, info });
            }
        }
    }
    found.sort_by_key(|fence| fence.line.start);
    found
}

/// Whether a fence with an info string stands where CommonMark has one open already.
fn nests(lines: &[FenceLine]) -> bool {
    let mut open: Option<&FenceLine> = None;
    for line in lines {
        match open {
            None => open = Some(line),
            Some(outer) if !line.info && line.mark == outer.mark && line.count >= outer.count => open = None,
            Some(outer) if line.info && line.mark == outer.mark && line.count >= outer.count => return true,
            Some(_) => {}
        }
    }
    false
}

/// Pairs like brackets; gives the inner lines and the outer opening lines, or nothing when a fence stays open.
fn pair(lines: &[FenceLine]) -> Option<(Vec<&FenceLine>, Vec<Range<usize>>)> {
    let mut stack: Vec<&FenceLine> = Vec::new();
    let (mut inner, mut outer) = (Vec::new(), Vec::new());
    for line in lines {
        let closes = stack.last().is_some_and(|top| {
            !line.info && line.mark == top.mark && line.count >= top.count && line.indent <= top.indent + 3
        });
        if closes {
            stack.pop();
            if !stack.is_empty() {
                inner.push(line);
            }
            continue;
        }
        if let Some(first) = stack.first() {
            // A longer outer fence nests by itself; only equal ones need help.
            if line.mark == first.mark && line.count >= first.count {
                inner.push(line);
                outer.push(first.line.clone());
            }
        }
        stack.push(line);
    }
    outer.dedup();
    stack.is_empty().then_some((inner, outer))
}

#[cfg(test)]
mod tests {
    use super::repair;

    #[test]
    fn pairs() {
        for (text, expected) in [
            ("```\na\n```\n", None),
            ("```md\n```py\nx\n```\n```\n", Some("```md\n'''py\nx\n'''\n```\n")),
            ("```md\n```py\nx\n```\n", None),
            ("````md\n```py\nx\n```\n````\n", None),
            ("```md\n~~~py\nx\n~~~\n```\n", None),
        ] {
            assert_eq!(repair(text).map(|repair| repair.text).as_deref(), expected, "{text:?}");
        }
    }
}
