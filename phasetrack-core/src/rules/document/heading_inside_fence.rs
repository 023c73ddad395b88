use std::collections::BTreeMap;

use crate::diagnostic::{Applicability, Edit, Fix, Level};
use crate::model::{FenceEnd, UnreadKind};
use crate::rules::{Cx, words};
use crate::text::Span;

/// What is known of a fence that holds headings.
#[derive(Default)]
struct Fence<'a> {
    headings: Vec<(Span, &'a str)>,
    unclosed: bool,
    repaired: bool,
}

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let mut fences: BTreeMap<Span, Fence<'_>> = BTreeMap::new();
    for (span, kind) in cx.unread() {
        match kind {
            UnreadKind::HeadingInFence { heading, fence, end } => {
                let fence = fences.entry(*fence).or_default();
                fence.unclosed |= *end == FenceEnd::Unclosed;
                fence.headings.push((span, heading));
            }
            UnreadKind::FenceRepaired => fences.entry(span).or_default().repaired = true,
            _ => {}
        }
    }
    for (opening, fence) in fences {
        report(cx, opening, &fence);
    }
}

fn report(cx: &mut Cx<'_>, opening: Span, fence: &Fence<'_>) {
    let text = cx.sources.source(opening.source).text();
    let marks = marks(&text[opening.range()]);
    let more_marks = format!("{marks}{}", &marks[..1]);
    let headings = words::count(fence.headings.len(), "heading");
    let late = !fence.unclosed && !fence.repaired && is_closed_late(&text[opening.end as usize..], marks);
    let finding = if fence.unclosed || late {
        let how = if late { "is closed too late" } else { "is never closed" };
        cx.report(opening, format!("this code fence {how} and swallows {headings} of tracks"))
    } else if fence.headings.is_empty() {
        cx.report(opening, "this code fence holds another one that would close it; what follows was read all the same")
    } else {
        cx.report(opening, format!("this code fence holds {headings} of tracks, which count as code"))
    };
    for (span, heading) in &fence.headings {
        finding.related(*span, format!("`{}` is not read", words::short(heading)));
    }
    match fence.headings.first() {
        Some((first, _)) if fence.unclosed || late => {
            finding.help(format!("close the fence where its code ends, with a line of its own: {marks}")).fix(Fix {
                message: "close the fence before the first heading".to_owned(),
                applicability: Applicability::DisplayOnly,
                edits: vec![Edit { span: Span { end: first.start, ..*first }, text: format!("{marks}\n\n") }],
            });
        }
        Some(_) => {
            finding.help("if these tracks are part of the plan, take them out of the fence").at_most(Level::Note);
        }
        None => {
            finding
                .help(format!("write the outer fence with one mark more, above and below: {more_marks}"))
                .at_most(Level::Note);
        }
    }
}

/// Whether the next fence line opens another fence: then this one was to be closed before it.
fn is_closed_late(after: &str, marks: &str) -> bool {
    let next = after.lines().skip(1).find_map(|line| line.trim_start().strip_prefix(marks));
    next.is_some_and(|info| !info.trim_start_matches(&marks[..1]).trim().is_empty())
}

/// The marks of a fence's opening line.
fn marks(line: &str) -> &str {
    let line = line.trim_start_matches(|c| c != '`' && c != '~');
    let mark = if line.starts_with('~') { '~' } else { '`' };
    let len = line.len() - line.trim_start_matches(mark).len();
    if len >= 3 { &line[..len] } else { "```" }
}
