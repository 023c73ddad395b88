//! Chains that stay together: pieces that only wait for each other, one after the other, given to a worker as one.

use crate::graph::{Dag, Graph};

/// Groups nodes into chains: a node joins the one before it if it waits for nothing else, nothing else waits for that, and
/// the two are alike: a chain occupies what it needs from its beginning to its end.
/// Gives the nodes of each group in order, by the least node of each, and what comes before what among the groups.
/// Where nodes wait in a circle every node is a group of its own.
pub(super) fn join(
    nodes: usize,
    order: &[(usize, usize)],
    alike: impl Fn(usize, usize) -> bool,
) -> (Vec<Vec<usize>>, Vec<(usize, usize)>) {
    let graph = Graph::new(nodes, order.iter().copied());
    let Some(dag) = Dag::new(&graph) else {
        return ((0..nodes).map(|node| vec![node]).collect(), order.to_vec());
    };
    let reduced = dag.transitive_reduction();
    let mut group_of = vec![0; nodes];
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for node in dag.order() {
        let mut before = reduced.predecessors(node);
        let last = before.next().filter(|_| before.len() == 0);
        let last = last.filter(|&last| reduced.successors(last).len() == 1 && alike(last, node));
        group_of[node] = last.map_or(groups.len(), |last| group_of[last]);
        match groups.get_mut(group_of[node]) {
            Some(group) => group.push(node),
            None => groups.push(vec![node]),
        }
    }
    let mut sorted: Vec<usize> = (0..groups.len()).collect();
    sorted.sort_by_key(|&group| groups[group].iter().min());
    let mut numbers = vec![0; groups.len()];
    for (number, &group) in sorted.iter().enumerate() {
        numbers[group] = number;
    }
    let edges = reduced.edges().map(|(from, to)| (numbers[group_of[from]], numbers[group_of[to]]));
    let edges = edges.filter(|(from, to)| from != to).collect();
    (sorted.into_iter().map(|group| std::mem::take(&mut groups[group])).collect(), edges)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains() {
        let check = |nodes, order: &[(usize, usize)], groups: &[&[usize]], edges: &[(usize, usize)]| {
            let (found, found_edges) = join(nodes, order, |one, other| one != 5 && other != 5);
            assert_eq!(
                (found, found_edges.as_slice()),
                (groups.iter().map(|g| g.to_vec()).collect(), edges),
                "{order:?}"
            );
        };
        check(3, &[(2, 1), (1, 0)], &[&[2, 1, 0]], &[]);
        check(3, &[(0, 1), (1, 2), (0, 2)], &[&[0, 1, 2]], &[]);
        check(4, &[(0, 1), (0, 2), (2, 3)], &[&[0], &[1], &[2, 3]], &[(0, 1), (0, 2)]);
        check(4, &[(0, 2), (1, 2), (2, 3)], &[&[0], &[1], &[2, 3]], &[(0, 2), (1, 2)]);
        check(7, &[(3, 4), (4, 5), (5, 6)], &[&[0], &[1], &[2], &[3, 4], &[5], &[6]], &[(3, 4), (4, 5)]);
        check(2, &[(0, 1), (1, 0)], &[&[0], &[1]], &[(0, 1), (1, 0)]);
    }
}
