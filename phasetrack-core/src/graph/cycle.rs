//! Which nodes wait for each other in a circle, and the shortest such circle.

use std::collections::VecDeque;

use petgraph::algo::kosaraju_scc;

use super::{Dag, Graph};

/// How many edges [`Graph::shortest_cycle`] looks at before it is content with the shortest cycle found so far.
const MAX_STEPS: usize = 5_000_000;

impl Graph {
    /// The strongly connected components that hold a cycle, each ascending, ordered by their first node.
    ///
    /// A node with an edge to itself is such a component. Takes O(n + m) time (Kosaraju and Sharir, two depth-first
    /// passes; see Aho, Hopcroft and Ullman, *Data Structures and Algorithms*, 1983).
    pub fn cyclic_components(&self) -> Vec<Vec<usize>> {
        if Dag::new(self).is_some() {
            return Vec::new();
        }
        let mut components: Vec<Vec<usize>> = kosaraju_scc(self)
            .into_iter()
            .filter(|nodes| nodes.len() > 1 || self.after(nodes[0]).contains(&nodes[0]))
            .map(|nodes| {
                let mut nodes: Vec<usize> = nodes.into_iter().map(|node| node as usize).collect();
                nodes.sort_unstable();
                nodes
            })
            .collect();
        components.sort_unstable();
        components
    }

    /// The shortest cycle among the nodes of `component` (ascending), in the order of its edges and beginning with
    /// its least node; of several equally short ones the one whose least node is least. Empty if there is none.
    ///
    /// A breadth-first search from every node, least first. A node that was searched from is taken out, and with it
    /// everything that thereby lies on no cycle, so a plain ring takes O(n log n). The worst case is O(n·m log n) and is
    /// cut off after five million edges: then a cycle is given still, but a shorter one may exist.
    pub fn shortest_cycle(&self, component: &[usize]) -> Vec<usize> {
        let mut search = Search::new(self, component);
        let mut best: Vec<usize> = Vec::new();
        for start in 0..component.len() {
            let enough = best.len() == 1 || (!best.is_empty() && search.steps > MAX_STEPS);
            if enough {
                break;
            }
            if search.alive[start] {
                if let Some(cycle) = search.cycle_through(start, best.len()) {
                    best = cycle;
                }
                search.take_out(start);
            }
        }
        best.into_iter().map(|node| component[node]).collect()
    }
}

/// The state of one search for the shortest cycle. Nodes are positions in the component here.
struct Search<'g> {
    graph: &'g Graph,
    component: &'g [usize],
    /// Whether a node is still of interest.
    alive: Vec<bool>,
    /// For every node the number of edges from and to nodes of interest.
    degrees: Vec<(usize, usize)>,
    /// How each node was reached in the search of the given start.
    reached: Vec<Option<Reached>>,
    /// Edges looked at so far.
    steps: usize,
}

#[derive(Clone, Copy)]
struct Reached {
    start: usize,
    from: usize,
    depth: usize,
}

impl<'g> Search<'g> {
    fn new(graph: &'g Graph, component: &'g [usize]) -> Self {
        let nodes = component.len();
        let mut search = Self {
            graph,
            component,
            alive: vec![true; nodes],
            degrees: vec![(0, 0); nodes],
            reached: vec![None; nodes],
            steps: 0,
        };
        for node in 0..nodes {
            search.degrees[node] = (search.before(node).count(), search.after(node).count());
        }
        search
    }

    /// The nodes of interest that edges lead to.
    fn after(&self, node: usize) -> impl Iterator<Item = usize> + use<'_, 'g> {
        self.graph.successors(self.component[node]).filter_map(|next| self.local(next))
    }

    /// The nodes of interest that edges come from.
    fn before(&self, node: usize) -> impl Iterator<Item = usize> + use<'_, 'g> {
        self.graph.predecessors(self.component[node]).filter_map(|next| self.local(next))
    }

    fn local(&self, node: usize) -> Option<usize> {
        self.component.binary_search(&node).ok().filter(|node| self.alive[*node])
    }

    /// The shortest cycle through `start` that has fewer than `limit` nodes; zero sets no limit.
    fn cycle_through(&mut self, start: usize, limit: usize) -> Option<Vec<usize>> {
        let mut queue = VecDeque::from([start]);
        self.reached[start] = Some(Reached { start, from: start, depth: 1 });
        while let Some(node) = queue.pop_front() {
            let depth = self.reached[node].map_or(1, |reached| reached.depth);
            if limit != 0 && depth >= limit {
                return None;
            }
            let next_nodes: Vec<usize> = self.after(node).collect();
            self.steps += next_nodes.len();
            for next in next_nodes {
                if next == start {
                    return Some(self.path_back(node));
                }
                if self.reached[next].is_none_or(|reached| reached.start != start) {
                    self.reached[next] = Some(Reached { start, from: node, depth: depth + 1 });
                    queue.push_back(next);
                }
            }
        }
        None
    }

    fn path_back(&self, last: usize) -> Vec<usize> {
        let mut path = vec![last];
        let mut at = last;
        while let Some(reached) = self.reached[at].filter(|reached| reached.from != at) {
            at = reached.from;
            path.push(at);
        }
        path.reverse();
        path
    }

    /// Takes a node out and then every node that has no way in or no way out any more.
    fn take_out(&mut self, node: usize) {
        let mut leaving = vec![node];
        while let Some(node) = leaving.pop() {
            if !self.alive[node] {
                continue;
            }
            self.alive[node] = false;
            for next in self.after(node).collect::<Vec<_>>() {
                self.degrees[next].0 -= 1;
                if self.degrees[next].0 == 0 {
                    leaving.push(next);
                }
            }
            for before in self.before(node).collect::<Vec<_>>() {
                self.degrees[before].1 -= 1;
                if self.degrees[before].1 == 0 {
                    leaving.push(before);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(nodes: usize, edges: &[(usize, usize)], cycles: &[&[usize]]) {
        let graph = Graph::new(nodes, edges.iter().copied());
        let found: Vec<_> = graph.cyclic_components().iter().map(|component| graph.shortest_cycle(component)).collect();
        assert_eq!(found, cycles, "{edges:?}");
    }

    #[test]
    fn cycles() {
        check(0, &[], &[]);
        check(3, &[(0, 1), (1, 2), (0, 2)], &[]);
        check(1, &[(0, 0)], &[&[0]]);
        check(2, &[(0, 1), (1, 0), (0, 1)], &[&[0, 1]]);
        check(3, &[(2, 1), (1, 0), (0, 2)], &[&[0, 2, 1]]);
        // A ring of four with a short cut: the short cut wins although a longer cycle begins earlier.
        check(5, &[(0, 1), (1, 2), (2, 3), (3, 0), (3, 2)], &[&[2, 3]]);
        // Two components; a node with an edge to itself inside a larger one.
        check(5, &[(3, 4), (4, 3), (0, 1), (1, 0), (1, 1)], &[&[1], &[3, 4]]);
    }

    #[test]
    fn long_chains_and_rings_need_no_stack_and_little_time() {
        let nodes = 100_000;
        let chain = (1..nodes).map(|node| (node - 1, node));
        assert!(Graph::new(nodes, chain.clone()).cyclic_components().is_empty());
        let ring = Graph::new(nodes, chain.chain([(nodes - 1, 0)]));
        let components = ring.cyclic_components();
        assert_eq!(components.len(), 1);
        assert_eq!(ring.shortest_cycle(&components[0]), (0..nodes).collect::<Vec<_>>());
    }

    #[test]
    fn many_components_cost_no_more_than_one() {
        let nodes = 200_000;
        let graph = Graph::new(nodes, (0..nodes).map(|node| (node, node ^ 1)));
        let found = graph.cyclic_components();
        assert_eq!(found.len(), nodes / 2);
        assert!(found.iter().all(|component| graph.shortest_cycle(component) == *component));
    }

    #[test]
    fn a_dense_component_is_given_up_in_time() {
        let nodes = 30_000;
        let edges = (0..nodes).flat_map(|node| (1..4).map(move |step| (node, (node + step * 2) % nodes)));
        let graph = Graph::new(nodes, edges);
        for component in graph.cyclic_components() {
            assert!(graph.shortest_cycle(&component).len() >= nodes / 6);
        }
    }

    /// Every cycle length by brute force on all graphs of three nodes.
    #[test]
    fn agrees_with_exhaustive_search() {
        for mask in 0..512_usize {
            let edges = (0..9).filter(|bit| mask >> bit & 1 == 1).map(|bit| (bit / 3, bit % 3));
            let edges: Vec<_> = edges.collect();
            let has = |from: usize, to: usize| edges.contains(&(from, to));
            let one = (0..3).any(|a| has(a, a));
            let two = [(0, 1), (0, 2), (1, 2)].iter().any(|&(a, b)| has(a, b) && has(b, a));
            let three = (has(0, 1) && has(1, 2) && has(2, 0)) || (has(0, 2) && has(2, 1) && has(1, 0));
            let expected = [one, two, three].iter().position(|&found| found).map(|at| at + 1);
            let graph = Graph::new(3, edges.iter().copied());
            let found = graph.cyclic_components().iter().map(|c| graph.shortest_cycle(c).len()).min();
            assert_eq!(found, expected, "{edges:?}");
        }
    }
}
