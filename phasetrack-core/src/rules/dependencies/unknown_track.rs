use std::collections::BTreeSet;

use crate::facts::Meaning;
use crate::model::Target;
use crate::rules::{Cx, words};
use crate::spelling;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let facts = cx.facts;
    for link in &facts.links {
        let (Meaning::Unknown, Target::Track(id)) = (link.to, &link.dependency.target) else { continue };
        let phase = facts.tracks[facts.track_of(link.from).0].phase;
        let who = words::noun(facts, link.from);
        let message = format!("{who} waits for track `{id}`, which does not exist");
        let help = help(cx, id.as_str(), phase);
        cx.report(cx.part(link.dependency.span, id.as_str()), message).help(help);
    }
}

fn help(cx: &Cx<'_>, name: &str, phase: usize) -> String {
    let tracks = || cx.facts.tracks.iter().map(|fact| fact.track);
    let ids = tracks().map(|track| track.id.as_str());
    let titles = tracks().map(|track| track.title.as_str());
    if let Some(near) = spelling::nearest(name, ids.chain(titles)) {
        let meant = tracks().find(|track| track.title == near && track.id.as_str() != near);
        return match meant {
            Some(track) => format!("did you mean track `{}`, “{near}”?", track.id),
            None => format!("did you mean track `{near}`?"),
        };
    }
    let near: BTreeSet<&str> = cx
        .facts
        .tracks
        .iter()
        .filter(|fact| fact.phase == phase)
        .map(|fact| fact.track.id.as_str())
        .collect();
    format!(
        "name a track of this phase ({}), or state track `{name}` with a heading of its own",
        words::list(near)
    )
}
