//! Graphs without circles, in an order in which every edge leads forward.

use super::Graph;
use super::rows::narrow;

/// A graph that has no circle, with its nodes in an order in which every edge leads forward.
///
/// An edge is read as "comes before". Where edges say "waits for", the order is that of the last step first.
#[derive(Clone, Debug)]
pub struct Dag<'g> {
    graph: &'g Graph,
    order: Vec<u32>,
    levels: Vec<u32>,
}

impl<'g> Dag<'g> {
    /// Orders a graph; `None` if it has a circle.
    ///
    /// Takes O(n + m) time (Kahn, *Topological sorting of large networks*, 1962). The levels fall out of it: a node
    /// becomes free when the last of its predecessors is taken, and nodes are taken in the order of their levels.
    pub fn new(graph: &'g Graph) -> Option<Self> {
        let nodes = narrow(graph.len());
        // The number of predecessors that are not taken yet; once there are none, the level.
        let mut levels: Vec<u32> = (0..nodes).map(|node| narrow(graph.before(node).len())).collect();
        let mut order: Vec<u32> = Vec::with_capacity(graph.len());
        order.extend((0..nodes).filter(|&node| levels[node as usize] == 0));
        let mut taken = 0;
        while let Some(&node) = order.get(taken) {
            taken += 1;
            let next_level = levels[node as usize] + 1;
            for &next in graph.after(node) {
                let left = &mut levels[next as usize];
                *left -= 1;
                if *left == 0 {
                    *left = next_level;
                    order.push(next);
                }
            }
        }
        (taken == graph.len()).then_some(Self { graph, order, levels })
    }

    /// The graph.
    pub fn graph(&self) -> &'g Graph {
        self.graph
    }

    /// All nodes, each after its predecessors; by level, and those of one level in a fixed order.
    pub fn order(&self) -> impl DoubleEndedIterator<Item = usize> + ExactSizeIterator + '_ {
        self.order.iter().map(|&node| node as usize)
    }

    /// The level of every node: the number of edges of the longest path that leads to it.
    ///
    /// The widest level is no more than a lower bound of how many nodes are free of each other; see
    /// [`Dag::widest_antichain`].
    pub fn levels(&self) -> &[u32] {
        &self.levels
    }

    pub(super) fn nodes(&self) -> &[u32] {
        &self.order
    }

    /// The place of every node in the order.
    pub(super) fn places(&self) -> Vec<u32> {
        let mut places = vec![0; self.order.len()];
        for (place, &node) in (0..).zip(&self.order) {
            places[node as usize] = place;
        }
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_and_order() {
        let graph = Graph::new(6, [(5, 0), (0, 1), (5, 1), (1, 2), (3, 2)]);
        let dag = Dag::new(&graph).unwrap();
        assert_eq!(dag.levels(), [1, 2, 3, 0, 0, 0]);
        assert_eq!(dag.order().collect::<Vec<_>>(), [3, 4, 5, 0, 1, 2]);
        assert!(Dag::new(&Graph::new(2, [(0, 1), (1, 0)])).is_none());
        assert!(Dag::new(&Graph::new(1, [(0, 0)])).is_none());
        assert_eq!(Dag::new(&Graph::default()).unwrap().order().len(), 0);
    }

    #[test]
    fn long_chains_need_no_stack() {
        let nodes = 200_000;
        let graph = Graph::new(nodes, (1..nodes).map(|node| (node, node - 1)));
        let dag = Dag::new(&graph).unwrap();
        assert_eq!(dag.levels()[0], narrow(nodes) - 1);
        assert_eq!(dag.widest_antichain().len(), 1);
        assert_eq!(dag.longest_path(&vec![2; nodes]).length(), 400_000);
    }
}
