//! The longest path, and how long every node may be put off without making it longer.

use super::Dag;

/// When every node comes at the earliest and at the latest, and one of the longest paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LongestPath {
    length: u64,
    nodes: Vec<usize>,
    /// The longest path to the end of each node.
    ends: Vec<u64>,
}

impl LongestPath {
    /// The sum of the weights along it.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Its nodes in order; of several longest paths one that is the same whatever redundant edges there are.
    pub fn nodes(&self) -> &[usize] {
        &self.nodes
    }

    /// The weight of the longest path that ends with each node, that node included: when it is done at the earliest.
    pub fn ends(&self) -> &[u64] {
        &self.ends
    }
}

impl Dag<'_> {
    /// The longest path by the sum of the weights of its nodes. Takes O(n + m) time.
    ///
    /// # Panics
    /// If there is not one weight for each node: a bug of the caller.
    pub fn longest_path(&self, weights: &[u64]) -> LongestPath {
        assert_eq!(weights.len(), self.graph().len(), "one weight for each node");
        let mut ends = vec![0_u64; weights.len()];
        for &node in self.nodes() {
            let before = self.graph().before(node).iter().map(|&before| ends[before as usize]).max().unwrap_or(0);
            ends[node as usize] = before + weights[node as usize];
        }
        let length = ends.iter().copied().max().unwrap_or(0);
        // Of equally late nodes the one of the highest level, so that nodes without weight are not passed over and an
        // edge that follows from others changes nothing.
        let latest = |nodes: &mut dyn Iterator<Item = usize>, end: u64| {
            nodes.filter(|&node| ends[node] == end).max_by_key(|&node| (self.levels()[node], std::cmp::Reverse(node)))
        };
        let mut nodes = Vec::new();
        let mut next = latest(&mut (0..weights.len()), length);
        while let Some(node) = next {
            nodes.push(node);
            next = latest(&mut self.graph().predecessors(node), ends[node] - weights[node]);
        }
        nodes.reverse();
        LongestPath { length, nodes, ends }
    }

    /// The weight of the longest path that begins with each node, that node included. Takes O(n + m) time.
    ///
    /// # Panics
    /// If there is not one weight for each node: a bug of the caller.
    pub fn tails(&self, weights: &[u64]) -> Vec<u64> {
        assert_eq!(weights.len(), self.graph().len(), "one weight for each node");
        let mut tails = vec![0_u64; weights.len()];
        for &node in self.nodes().iter().rev() {
            let after = self.graph().after(node).iter().map(|&after| tails[after as usize]).max().unwrap_or(0);
            tails[node as usize] = after + weights[node as usize];
        }
        tails
    }

    /// How long each node may be put off without making the longest path longer; zero for the nodes of all longest
    /// paths. Takes O(n + m) time.
    ///
    /// # Panics
    /// If there is not one weight for each node: a bug of the caller.
    pub fn slack(&self, weights: &[u64]) -> Vec<u64> {
        let LongestPath { length, ends, .. } = self.longest_path(weights);
        let tails = self.tails(weights);
        (0..weights.len()).map(|node| length + weights[node] - ends[node] - tails[node]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Graph;

    #[test]
    fn paths() {
        let check = |nodes, edges: &[(usize, usize)], weights: &[u64], length, path: &[usize], slack: &[u64]| {
            let graph = Graph::new(nodes, edges.iter().copied());
            let dag = Dag::new(&graph).unwrap();
            let found = dag.longest_path(weights);
            assert_eq!((found.length(), found.nodes()), (length, path), "{edges:?}");
            assert_eq!(dag.slack(weights), slack, "{edges:?}");
        };
        check(0, &[], &[], 0, &[], &[]);
        check(2, &[], &[3, 5], 5, &[1], &[2, 0]);
        check(4, &[(0, 1), (1, 3), (0, 2), (2, 3)], &[1, 5, 2, 1], 7, &[0, 1, 3], &[0, 0, 3, 0]);
        check(3, &[(0, 1), (1, 2), (0, 2)], &[0, 0, 4], 4, &[0, 1, 2], &[0, 0, 0]);
    }
}
