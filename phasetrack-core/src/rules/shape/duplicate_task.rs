use crate::facts::{Facts, TaskFact, TrackIx};
use crate::rules::Cx;

/// An id with a letter (`A1`, `T001`) names one task of its phase; a bare number (`1.2`) one of its track.
pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let facts = cx.facts;
    let mut tasks: Vec<_> = facts.tasks.iter().filter_map(|fact| Some((name(facts, fact)?, fact))).collect();
    // The sort is stable: of the tasks with one name the first of the document comes first.
    tasks.sort_by_key(|(name, _)| *name);
    for same in tasks.chunk_by(|(one, _), (other, _)| one == other) {
        let [(_, first), repeated @ ..] = same else { continue };
        for (_, TaskFact { track, task }) in repeated {
            // Below a list with boxes, an item without one that begins with an id is a remark about that task.
            let Some(id) = task.id.as_ref().filter(|_| first.task.done.is_none() || task.done.is_some()) else {
                continue;
            };
            let where_first = if facts.track(first.track).id == facts.track(*track).id {
                "first listed here".to_owned()
            } else {
                format!("first listed here, in track `{}`", facts.track(first.track).id)
            };
            cx.report(cx.part(task.span, id.as_str()), format!("task `{id}` is listed a second time"))
                .related(first.task.span, where_first)
                .help("give the second task the next free id");
        }
    }
}

/// What must not be the same for two tasks.
fn name<'p>(facts: &Facts<'p>, TaskFact { track, task }: &TaskFact<'p>) -> Option<(usize, Option<TrackIx>, &'p str)> {
    let key = task.id.as_ref()?.key();
    let is_number = !key.contains(char::is_alphabetic);
    Some((facts.tracks[track.0].phase, is_number.then_some(*track), key))
}
