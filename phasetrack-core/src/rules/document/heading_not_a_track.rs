use crate::model::UnreadKind;
use crate::rules::{Cx, words};

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    for (span, kind) in cx.unread() {
        match kind {
            UnreadKind::HeadingNotATrack { heading, place } => {
                let heading = words::short(heading.trim_end_matches("-->").trim_end());
                let noun = place.split_once(' ').map_or(*place, |(_, noun)| noun);
                cx.report(span, format!("`{heading}` stands in {place} and is not read as a track"))
                    .help(format!("if the track is meant, take its heading out of the {noun}"));
            }
            UnreadKind::Rejected { heading, reason } => {
                let heading = words::short(heading);
                cx.report(span, format!("`{heading}` is not read as a track: it {reason}"))
                    .help("if a track is meant, name it like `## Track A: API` and say below which files it owns");
            }
            _ => {}
        }
    }
}
