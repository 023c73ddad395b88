use std::collections::BTreeMap;

use crate::facts::TaskFact;
use crate::rules::Cx;

/// An id with a letter (`A1`, `T001`) names one task of its phase; a bare number (`1.2`) one of its track.
pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let facts = cx.facts;
    let mut first = BTreeMap::new();
    for TaskFact { track, task } in &facts.tasks {
        let Some(id) = &task.id else { continue };
        let fact = facts.tracks[track.0];
        let is_number = !id.key().contains(char::is_alphabetic);
        let scope = (fact.phase, is_number.then_some(*track), id);
        let Some((earlier, other)) = first.get(&scope).copied() else {
            first.insert(scope, (*task, fact.track));
            continue;
        };
        // Below a list with boxes, an item without one that begins with an id is a remark about that task.
        if earlier.done.is_some() && task.done.is_none() {
            continue;
        }
        let where_first = if other.id == fact.track.id {
            "first listed here".to_owned()
        } else {
            format!("first listed here, in track `{}`", other.id)
        };
        cx.report(cx.part(task.span, id.as_str()), format!("task `{id}` is listed a second time"))
            .related(earlier.span, where_first)
            .help("give the second task the next free id");
    }
}
