use std::collections::BTreeMap;

use crate::diagnostic::{Applicability, Edit, Fix, Level};
use crate::model::UnreadKind;
use crate::rules::{Cx, words};
use crate::text::Span;

/// A heading that a fence holds.
struct Held<'a> {
    span: Span,
    text: &'a str,
    unclosed: bool,
    recovered: bool,
}

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let mut fences: BTreeMap<Span, Vec<Held<'_>>> = BTreeMap::new();
    for (span, kind) in cx.unread() {
        if let UnreadKind::HeadingInFence { heading, fence, unclosed, recovered } = kind {
            let held = Held { span, text: heading, unclosed: *unclosed, recovered: *recovered };
            fences.entry(*fence).or_default().push(held);
        }
    }
    for (fence, held) in fences {
        report(cx, fence, &held);
    }
}

fn report(cx: &mut Cx<'_>, fence: Span, held: &[Held<'_>]) {
    let headings = words::count(held.len(), "heading");
    let unclosed = held.iter().any(|heading| heading.unclosed);
    let recovered = held.iter().all(|heading| heading.recovered);
    let never = if unclosed { "is never closed and " } else { "" };
    let message = if recovered {
        format!("this code fence {never}holds {headings} of tracks, which were read all the same")
    } else {
        format!("this code fence {never}swallows {headings} of tracks")
    };
    let marks = marks(cx.sources.slice(fence));
    let first = held[0].span;
    let finding = cx.report(fence, message);
    for heading in held {
        let state = if heading.recovered { "read" } else { "lost" };
        finding.related(heading.span, format!("`{}` is {state} here", words::short(heading.text)));
    }
    if recovered {
        finding.at_most(Level::Note);
    }
    if unclosed {
        let before = Span { end: first.start, ..first };
        finding.help(format!("close the fence with a line `{marks}` where its code ends")).fix(Fix {
            message: format!("put `{marks}` before the first heading"),
            applicability: Applicability::DisplayOnly,
            edits: vec![Edit { span: before, text: format!("{marks}\n\n") }],
        });
    } else {
        finding.help(format!(
            "close the fence before the headings, or open the outer fence with one mark more: `{marks}{}`",
            &marks[..1]
        ));
    }
}

/// The marks of a fence's opening line.
fn marks(line: &str) -> &str {
    let line = line.trim_start_matches(|c| c != '`' && c != '~');
    let mark = if line.starts_with('~') { '~' } else { '`' };
    let len = line.len() - line.trim_start_matches(mark).len();
    if len >= 3 { &line[..len] } else { "```" }
}
