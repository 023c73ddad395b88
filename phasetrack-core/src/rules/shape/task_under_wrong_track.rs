use std::collections::BTreeMap;

use crate::rules::Cx;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    for phase in &cx.plan.phases {
        let by_key: BTreeMap<_, _> = phase.tracks.iter().map(|track| (track.id.key(), track)).collect();
        for track in &phase.tracks {
            for task in &track.tasks {
                let Some(id) = &task.id else { continue };
                let letters = id.key().trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
                let is_prefix = letters.len() < id.key().len() && letters != track.id.key();
                let Some(other) = is_prefix.then(|| by_key.get(letters)).flatten() else { continue };
                let message = format!("task `{id}` is listed in track `{}`", track.id);
                cx.report(cx.part(task.span, id.as_str()), message)
                    .related(other.span, format!("by its id it belongs to track `{}`", other.id))
                    .help(format!("move the task to track `{}`, or give it an id of track `{}`", other.id, track.id));
            }
        }
    }
}
