use std::collections::BTreeSet;

use crate::rules::Cx;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    for phase in &cx.plan.phases {
        let parents: BTreeSet<_> = phase.tracks.iter().filter_map(|track| track.parent.as_ref()).collect();
        for track in &phase.tracks {
            let says_something = !track.claims.is_empty()
                || !track.tasks.is_empty()
                || !track.deliverables.is_empty()
                || !track.dependencies.is_empty();
            if says_something || parents.contains(&track.id) {
                continue;
            }
            cx.report(track.span, format!("track `{}` has no files, no tasks and no deliverables", track.id))
                .help("say what the track is to do: a list of tasks, or `**Files**:` with the paths it owns");
        }
    }
}
