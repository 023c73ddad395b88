use crate::facts::Meaning;
use crate::id::TaskId;
use crate::model::Target;
use crate::rules::{Cx, words};

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let facts = cx.facts;
    let mut looks = 0;
    for link in &facts.links {
        let (Meaning::Unknown, Target::Task(id)) = (link.to, &link.dependency.target) else { continue };
        let who = words::noun(facts, link.from);
        let message = format!("{who} waits for task `{id}`, which does not exist");
        let ids = facts.tasks.iter().filter_map(|fact| fact.task.id.as_ref());
        looks += facts.tasks.len();
        let ids = ids.take(if looks > words::MAX_LOOKS { 0 } else { usize::MAX });
        let help = match words::guess(id.as_str(), ids.map(TaskId::as_str)) {
            Some(near) => format!("did you mean task `{near}`?"),
            None => format!("name a task that a track lists, or add task `{id}` to the track that does it"),
        };
        cx.report(cx.part(link.dependency.span, id.as_str()), message).help(help);
    }
}
