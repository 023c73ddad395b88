use super::confusables::{odd_character, plain, plain_letter};
use crate::diagnostic::{Applicability, Edit, Fix};
use crate::facts::TrackIx;
use crate::model::{Track, TrackForm};
use crate::rules::Cx;
use crate::rules::words::is_invisible;
use crate::text::{Span, offset};

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    for (ix, fact) in cx.facts.tracks.iter().enumerate() {
        let track = fact.track;
        let id = track.id.as_str();
        if let Some(odd) = odd_character(id) {
            let message = match plain_letter(odd) {
                Some((script, letter)) => {
                    format!(
                        "the id of track `{id}` has {}, a {script} character that looks like `{letter}`",
                        number(odd)
                    )
                }
                None => {
                    format!("the id of track `{id}` has {}, a character that cannot be seen", number(odd))
                }
            };
            report(cx, TrackIx(ix), message);
        } else if let Some((place, hidden)) = hidden_beside(cx, track) {
            cx.report(
                place,
                format!("beside the id of track `{id}` is {}, a character that cannot be seen", number(hidden)),
            )
            .help("delete the line and type it again");
        }
    }
}

fn report(cx: &mut Cx<'_>, ix: TrackIx, message: String) {
    let track = cx.facts.track(ix);
    let plain: String = track.id.as_str().chars().filter_map(plain).collect();
    let twin = cx.facts.names.track(cx.facts.tracks[ix.0].phase, &plain).filter(|twin| *twin != ix);
    let twin = twin.map(|twin| cx.facts.track(twin));
    let place = cx.part(track.span, track.id.as_str());
    let is_whole = cx.sources.slice(place) == track.id.as_str();
    let finding = cx.report(place, message);
    if let Some(twin) = twin {
        finding.related(twin.span, format!("it can be taken for track `{}`", twin.id));
    }
    finding.help(format!("type the id again in plain letters: `{plain}`"));
    if is_whole {
        let message = format!("replace the id with `{plain}`");
        let edits = vec![Edit { span: place, text: plain }];
        finding.fix(Fix { message, applicability: Applicability::DisplayOnly, edits });
    }
}

fn number(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// A character that cannot be seen between the begin of a heading and the id in it, or right after the id. Joiners hold
/// emoji together, and a document may begin with a byte order mark.
fn hidden_beside(cx: &Cx<'_>, track: &Track) -> Option<(Span, char)> {
    if track.form != TrackForm::Heading {
        return None;
    }
    let text = cx.sources.source(track.span.source).text();
    let id = cx.part(track.span, track.id.as_str());
    let line = text[..id.start as usize].rfind(['\r', '\n']).map_or(0, |end| end + 1);
    let is_hidden = |(at, c): &(usize, char)| *c != '\u{200D}' && line + at > 0 && is_invisible(*c);
    let before = text[line..id.start as usize].char_indices();
    let after = text[line..].char_indices().skip_while(|(at, _)| line + at < id.end as usize).take(1);
    let (at, c) = before.chain(after).find(is_hidden)?;
    let start = offset(line + at);
    Some((Span { source: track.span.source, start, end: start + offset(c.len_utf8()) }, c))
}
