use crate::facts::Meaning;
use crate::model::Target;
use crate::rules::{Cx, words};

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let facts = cx.facts;
    let mut looks = 0;
    for link in &facts.links {
        let (Meaning::Unknown, Target::Track(id)) = (link.to, &link.dependency.target) else { continue };
        let who = words::noun(facts, link.from);
        let message = format!("{who} waits for track `{id}`, which does not exist");
        looks += facts.tracks.len();
        let near = if looks > words::MAX_LOOKS { None } else { guess(cx, id.as_str()) };
        let help = near.unwrap_or_else(|| {
            let phase = &cx.plan.phases[facts.tracks[facts.track_of(link.from).0].phase];
            let tracks = words::list(phase.tracks.iter().map(|track| track.id.as_str()));
            format!("name a track of this phase ({tracks}), or give track `{id}` a heading of its own")
        });
        cx.report(cx.part(link.dependency.span, id.as_str()), message).help(help);
    }
}

/// The track whose id or title is nearest to a name.
fn guess(cx: &Cx<'_>, name: &str) -> Option<String> {
    let tracks = || cx.plan.tracks();
    let ids = tracks().map(|track| track.id.as_str());
    let near = words::guess(name, ids.chain(tracks().map(|track| track.title.as_str())))?;
    let by_title = tracks().find(|track| track.title == near && track.id.as_str() != near);
    Some(match by_title {
        Some(track) => format!("did you mean track `{}`, “{near}”?", track.id),
        None => format!("did you mean track `{near}`?"),
    })
}
