use std::collections::BTreeSet;

use crate::model::UnreadKind;
use crate::rules::{Cx, words};
use crate::syntax::{self, Kind};
use crate::text::{SourceId, Span};

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let with_tracks: BTreeSet<SourceId> = cx.plan.tracks().map(|track| track.span.source).collect();
    for source in cx.sources.ids() {
        let has_track = with_tracks.contains(&source);
        let unread =
            cx.unread().any(|(span, kind)| span.source == source && matches!(kind, UnreadKind::TooLarge { .. }));
        if has_track || unread {
            continue;
        }
        let text = cx.sources.source(source).text();
        let end = text.find(['\r', '\n']).unwrap_or(text.len());
        let first_line = Span { source, start: 0, end: crate::text::offset(end) };
        let message = format!("no track was found: {}", what_was_seen(source, text));
        cx.report(first_line, message).help(
            "begin each track with a heading such as `## Track A: API`, and say below it what the track owns: \
             `**Files**: src/api/**`",
        );
    }
}

fn what_was_seen(source: SourceId, text: &str) -> String {
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return "the document is empty".to_owned();
    }
    let outline = syntax::parse(source, text);
    let seen = |is_kind: fn(Kind) -> bool| outline.blocks.iter().filter(|block| is_kind(block.kind)).count();
    let counts: Vec<String> = [
        (seen(|kind| matches!(kind, Kind::Heading(_))), "heading"),
        (seen(|kind| kind == Kind::Table), "table"),
        (seen(|kind| matches!(kind, Kind::Item { .. })), "list item"),
        (seen(|kind| matches!(kind, Kind::Fence { .. })), "code block"),
    ]
    .into_iter()
    .filter(|(n, _)| *n > 0)
    .map(|(n, noun)| words::count(n, noun))
    .collect();
    if counts.is_empty() {
        "the document has text only, no headings and no tables".to_owned()
    } else {
        format!("the document has {}, and none of them names a track", counts.join(", "))
    }
}
