use std::collections::BTreeMap;

use crate::rules::Cx;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    for phase in &cx.plan.phases {
        let mut first = BTreeMap::new();
        for track in &phase.tracks {
            let Some(earlier) = first.get(&track.id).copied() else {
                first.insert(&track.id, track.span);
                continue;
            };
            cx.report(track.span, format!("track `{}` is defined a second time", track.id))
                .related(earlier, "first defined here")
                .help("give the second track an id of its own, or move what it says under the first heading");
        }
    }
}
