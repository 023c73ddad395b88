//! Edges that say nothing new, because a longer path says the same.

use super::{Dag, Graph};

/// How many 64-bit words one block of the reachability table may take: 32 MiB.
const MAX_WORDS: usize = 1 << 22;

impl Dag<'_> {
    /// The edges that a longer path makes superfluous, ascending. Without them exactly the same nodes come before
    /// exactly the same others (Aho, Garey and Ullman, *The transitive reduction of a directed graph*, 1972).
    ///
    /// Who reaches whom is worked out in bits, 64 nodes at a time, in blocks of as many columns as fit into 32 MiB:
    /// O(n·m / 64) time, O(n + m) space beyond that block.
    pub fn redundant_edges(&self) -> Vec<(usize, usize)> {
        let nodes = self.graph().len();
        let places = self.places();
        // Everything is named by its place from here on, so that rows of neighbours in the order lie side by side.
        let mut starts = Vec::with_capacity(nodes + 1);
        let mut after: Vec<u32> = Vec::with_capacity(self.graph().edge_count());
        for &node in self.nodes() {
            starts.push(after.len());
            after.extend(self.graph().after(node).iter().map(|&next| places[next as usize]));
            let first = starts[starts.len() - 1];
            after[first..].sort_unstable();
        }
        starts.push(after.len());
        let words = (MAX_WORDS / nodes.max(1)).clamp(1, nodes.div_ceil(64).max(1));
        let mut redundant = Vec::new();
        let mut reach: Vec<u64> = Vec::new();
        for first in (0..nodes).step_by(words * 64) {
            let last = (first + words * 64).min(nodes);
            reach.clear();
            reach.resize(last * words, 0);
            // Nodes from `last` on reach nothing in this block.
            for place in (0..last).rev() {
                let (rows, below) = reach.split_at_mut((place + 1) * words);
                let row = &mut rows[place * words..];
                for &next in &after[starts[place]..starts[place + 1]] {
                    let next = next as usize;
                    if next >= last {
                        break;
                    }
                    if next >= first {
                        let (word, bit) = ((next - first) / 64, 1_u64 << ((next - first) % 64));
                        if row[word] & bit != 0 {
                            // Reached already: all that it reaches is, too.
                            redundant.push((self.nodes()[place] as usize, self.nodes()[next] as usize));
                            continue;
                        }
                        row[word] |= bit;
                    }
                    // A node reaches only what comes later: the words before its own are empty.
                    let empty = next.saturating_sub(first) / 64;
                    let theirs = &below[(next - place - 1) * words..][..words];
                    for (mine, theirs) in row[empty..].iter_mut().zip(&theirs[empty..]) {
                        *mine |= theirs;
                    }
                }
            }
        }
        redundant.sort_unstable();
        redundant
    }

    /// The same graph without its redundant edges: the least one in which the same nodes come before the same others.
    /// Takes as long as [`Dag::redundant_edges`].
    pub fn transitive_reduction(&self) -> Graph {
        let redundant = self.redundant_edges();
        let kept = self.graph().edges().filter(|edge| redundant.binary_search(edge).is_err());
        Graph::new(self.graph().len(), kept)
    }
}

#[cfg(test)]
mod tests {
    use petgraph::algo::tred::{dag_to_toposorted_adjacency_list, dag_transitive_reduction_closure};
    use petgraph::graph::DiGraph;
    use petgraph::visit::IntoNeighbors;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn edges_that_say_nothing_new() {
        let check = |nodes, edges: &[(usize, usize)], expected: &[(usize, usize)]| {
            let graph = Graph::new(nodes, edges.iter().copied());
            let dag = Dag::new(&graph).unwrap();
            assert_eq!(dag.redundant_edges(), expected, "{edges:?}");
            assert_eq!(dag.transitive_reduction().edge_count(), graph.edge_count() - expected.len());
        };
        check(0, &[], &[]);
        check(3, &[(0, 1), (1, 2), (0, 2)], &[(0, 2)]);
        check(4, &[(0, 1), (0, 2), (1, 3), (2, 3)], &[]);
        check(4, &[(3, 2), (2, 1), (1, 0), (3, 0), (3, 1), (2, 0)], &[(2, 0), (3, 0), (3, 1)]);
    }

    #[test]
    fn blocks_meet() {
        // Too many nodes for one block, and edges across all of them.
        let nodes = 30_000;
        let chain = (1..nodes).map(|node| (node - 1, node));
        let jumps = (0..nodes).step_by(97).filter(|from| from + 9_001 < nodes).map(|from| (from, from + 9_001));
        let graph = Graph::new(nodes, chain.chain(jumps.clone()));
        assert_eq!(Dag::new(&graph).unwrap().redundant_edges(), jumps.collect::<Vec<_>>());
    }

    proptest! {
        #[test]
        fn agrees_with_petgraph(nodes in 1..90_usize, pairs in prop::collection::vec((0..90_usize, 0..90_usize), 0..400)) {
            let edges = pairs.iter().map(|&(a, b)| (a % nodes, b % nodes)).filter(|(a, b)| a < b);
            let graph = Graph::new(nodes, edges);
            let mut theirs = DiGraph::<(), ()>::new();
            let indices: Vec<_> = (0..nodes).map(|_| theirs.add_node(())).collect();
            for (from, to) in graph.edges() {
                theirs.add_edge(indices[from], indices[to], ());
            }
            let (list, _) = dag_to_toposorted_adjacency_list::<_, u32>(&theirs, &indices);
            let (kept, _) = dag_transitive_reduction_closure(&list);
            let reduced = Dag::new(&graph).unwrap().transitive_reduction();
            for from in 0..nodes {
                let mut expected: Vec<_> = (&kept).neighbors(u32::try_from(from).unwrap()).map(|to| to as usize).collect();
                expected.sort_unstable();
                prop_assert_eq!(reduced.successors(from).collect::<Vec<_>>(), expected);
            }
        }
    }
}
