use crate::facts::{Node, Step};
use crate::graph::Dag;
use crate::rules::{Cx, words};

/// Larger plans are not looked at: nobody would read the notes.
const MAX_STEPS: usize = 20_000;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let facts = cx.facts;
    if facts.work.len() > MAX_STEPS {
        return;
    }
    let Some(dag) = Dag::new(&facts.work) else { return };
    let redundant = dag.redundant_edges();
    for (link, to) in facts.hard_links() {
        let from_step = match link.from {
            Node::Track(track) => Step::Begin(track),
            Node::Task(task) => Step::Task(task),
        };
        let to_step = match to {
            Node::Track(track) => Step::End(track),
            Node::Task(task) => Step::Task(task),
        };
        let edge = (from_step.number(facts), to_step.number(facts));
        if redundant.binary_search(&edge).is_err() {
            continue;
        }
        let [who, what] = [link.from, to].map(|node| words::noun(facts, node));
        let id = words::name(facts, to);
        let via = via(cx, edge).map_or(String::new(), |via| format!(" through {via}"));
        let message = format!("that {who} waits for {what} follows from its other dependencies{via}");
        cx.report(cx.part(link.dependency.span, &id), message)
            .help(format!("drop `{id}` here, or leave it if it is worth saying"));
    }
}

/// Another step that waits in between: a direct dependency of the first that leads to the second.
fn via(cx: &Cx<'_>, (from, to): (usize, usize)) -> Option<String> {
    let facts = cx.facts;
    let mut seen = vec![false; facts.work.len()];
    let reaches = |start: usize, seen: &mut Vec<bool>| {
        let mut next = vec![start];
        while let Some(step) = next.pop() {
            if step == to {
                return true;
            }
            if !std::mem::replace(&mut seen[step], true) {
                next.extend(facts.work.successors(step));
            }
        }
        false
    };
    let other = facts.work.successors(from).filter(|&step| step != to).find(|&step| reaches(step, &mut seen))?;
    Some(match Step::new(facts, other) {
        Step::Begin(track) | Step::End(track) => words::noun(facts, Node::Track(track)),
        Step::Task(task) => words::noun(facts, Node::Task(task)),
    })
}
