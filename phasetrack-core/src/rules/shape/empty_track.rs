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
            cx.report(track.span, format!("no files, tasks or deliverables of track `{}` could be read", track.id)).help(
                "write its tasks as list items and its paths after `**Files**:`; what stands in a code block is not read",
            );
        }
    }
}
