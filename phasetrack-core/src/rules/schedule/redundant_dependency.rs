use crate::facts::{Link, Node, TaskIx, TrackIx};
use crate::graph::{Dag, Graph};
use crate::rules::{Cx, words};

/// Larger plans are not looked at: nobody would read the notes.
const MAX_NODES: usize = 20_000;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let facts = cx.facts;
    if facts.tracks.len().max(facts.tasks.len()) > MAX_NODES {
        return;
    }
    // Tracks among themselves and the tasks of one track: that a task of one track waits for a task of another says
    // more than that the tracks do.
    check_links(cx, facts.tracks.len(), |from, to| match (from, to) {
        (Node::Track(from), Node::Track(to)) => Some((from.0, to.0)),
        _ => None,
    });
    check_links(cx, facts.tasks.len(), |from, to| match (from, to) {
        (Node::Task(from), Node::Task(to)) if facts.tasks[from.0].track == facts.tasks[to.0].track => {
            Some((from.0, to.0))
        }
        _ => None,
    });
}

/// Looks at the links that `edge` gives numbers to.
fn check_links(cx: &mut Cx<'_>, nodes: usize, edge: impl Fn(Node, Node) -> Option<(usize, usize)>) {
    let facts = cx.facts;
    let links: Vec<(&Link<'_>, Node, (usize, usize))> =
        facts.hard_links().filter_map(|(link, to)| Some((link, to, edge(link.from, to)?))).collect();
    let graph = Graph::new(nodes, links.iter().map(|(_, _, edge)| *edge));
    let Some(dag) = Dag::new(&graph) else { return };
    let redundant = dag.redundant_edges();
    for (link, to, edge) in links {
        if redundant.binary_search(&edge).is_err() {
            continue;
        }
        let between = between(&graph, edge);
        let like = |number: usize| match to {
            Node::Track(_) => Node::Track(TrackIx(number)),
            Node::Task(_) => Node::Task(TaskIx(number)),
        };
        let id = words::name(facts, to);
        let [who, what] = [link.from, to].map(|node| words::noun(facts, node));
        let via = between.map_or(String::new(), |via| format!(": {who} waits for {}", words::noun(facts, like(via))));
        cx.report(
            cx.part(link.dependency.span, &id),
            format!("that {who} waits for {what} follows from other dependencies{via}"),
        )
        .help(format!("drop `{id}` here, or leave it if it is worth saying"));
    }
}

/// Another successor of the first node that leads to the second.
fn between(graph: &Graph, (from, to): (usize, usize)) -> Option<usize> {
    let mut seen = vec![false; graph.len()];
    let mut leads = |start: usize| {
        let mut next = vec![start];
        while let Some(node) = next.pop() {
            if node == to {
                return true;
            }
            if !std::mem::replace(&mut seen[node], true) {
                next.extend(graph.successors(node));
            }
        }
        false
    };
    graph.successors(from).filter(|&node| node != to).find(|&node| leads(node))
}
