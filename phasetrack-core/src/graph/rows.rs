//! The graph itself, in compressed rows: all successors in one vector, row after row, and all predecessors in another.

/// A directed graph without parallel edges.
///
/// Takes 8 bytes a node and 8 bytes an edge.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    after: Rows,
    before: Rows,
}

/// Neighbours by node: those of node `n` are `items[starts[n]..starts[n + 1]]`, ascending.
#[derive(Clone, Debug)]
struct Rows {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Default for Rows {
    fn default() -> Self {
        Self { starts: vec![0], items: Vec::new() }
    }
}

impl Graph {
    /// Builds a graph of the nodes `0..nodes`. An edge that is given twice counts once.
    ///
    /// Takes O(n + m) time and space for n nodes and m edges.
    ///
    /// # Panics
    /// If an edge names a node that is not below `nodes`, or if there are 2³² nodes or edges: a bug of the caller.
    pub fn new(nodes: usize, edges: impl IntoIterator<Item = (usize, usize)>) -> Self {
        assert!(u32::try_from(nodes).is_ok(), "a graph has fewer than 2³² nodes");
        let edges: Vec<(u32, u32)> = edges
            .into_iter()
            .map(|(from, to)| {
                assert!(from < nodes && to < nodes, "the edge {from} → {to} leaves a graph of {nodes} nodes");
                (narrow(from), narrow(to))
            })
            .collect();
        // Rows come out ascending when they are filled from rows taken in order, so turning twice sorts both.
        let mut after = Rows::by_target(nodes, &edges).turned(nodes);
        after.drop_repetitions();
        Self { before: after.turned(nodes), after }
    }

    /// Number of nodes.
    pub fn len(&self) -> usize {
        self.after.starts.len() - 1
    }

    /// Whether the graph has no node.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of edges.
    pub fn edge_count(&self) -> usize {
        self.after.items.len()
    }

    /// All edges, ascending.
    pub fn edges(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        (0..self.len()).flat_map(|from| self.successors(from).map(move |to| (from, to)))
    }

    /// The nodes that edges lead to from `node`, ascending.
    pub fn successors(&self, node: usize) -> impl ExactSizeIterator<Item = usize> + Clone + '_ {
        self.after.row(node).iter().map(|&node| node as usize)
    }

    /// The nodes from which edges lead to `node`, ascending.
    pub fn predecessors(&self, node: usize) -> impl ExactSizeIterator<Item = usize> + Clone + '_ {
        self.before.row(node).iter().map(|&node| node as usize)
    }

    /// Whether an edge leads from one node to the other. Takes O(log d) time for d successors.
    pub fn has_edge(&self, from: usize, to: usize) -> bool {
        self.after.row(from).binary_search(&narrow(to)).is_ok()
    }

    pub(super) fn after(&self, node: u32) -> &[u32] {
        self.after.row(node as usize)
    }

    pub(super) fn before(&self, node: u32) -> &[u32] {
        self.before.row(node as usize)
    }
}

impl Rows {
    fn row(&self, node: usize) -> &[u32] {
        &self.items[self.starts[node] as usize..self.starts[node + 1] as usize]
    }

    /// The edges' first nodes, by their second.
    fn by_target(nodes: usize, edges: &[(u32, u32)]) -> Self {
        let mut rows = Self::empty(nodes, edges.iter().map(|&(_, to)| to));
        for &(from, to) in edges {
            rows.put(to, from);
        }
        rows.closed()
    }

    /// The same edges by their other end.
    fn turned(&self, nodes: usize) -> Self {
        let mut rows = Self::empty(nodes, self.items.iter().copied());
        for node in 0..nodes {
            for &other in self.row(node) {
                rows.put(other, narrow(node));
            }
        }
        rows.closed()
    }

    /// Rows with room for one item for each mention of a node. Until they are closed, `starts[n]` is where the next item of
    /// row `n` goes.
    fn empty(nodes: usize, mentions: impl Iterator<Item = u32>) -> Self {
        let mut starts = vec![0_u32; nodes + 1];
        for node in mentions {
            starts[node as usize] += 1;
        }
        let mut sum = 0_u32;
        for start in &mut starts {
            let count = *start;
            *start = sum;
            sum = sum.checked_add(count).expect("a graph has fewer than 2³² edges");
        }
        Self { starts, items: vec![0; sum as usize] }
    }

    fn put(&mut self, node: u32, item: u32) {
        let next = &mut self.starts[node as usize];
        self.items[*next as usize] = item;
        *next += 1;
    }

    fn closed(mut self) -> Self {
        // Each start has moved to the end of its row, which is where the next row starts.
        self.starts.rotate_right(1);
        self.starts[0] = 0;
        let rows = self.starts.len() - 1;
        self.starts[rows] = narrow(self.items.len());
        self
    }

    fn drop_repetitions(&mut self) {
        let (mut kept, mut from) = (0, 0);
        for row in 0..self.starts.len() - 1 {
            let until = self.starts[row + 1] as usize;
            let first = kept;
            for at in from..until {
                let item = self.items[at];
                if kept == first || self.items[kept - 1] != item {
                    self.items[kept] = item;
                    kept += 1;
                }
            }
            from = until;
            self.starts[row + 1] = narrow(kept);
        }
        self.items.truncate(kept);
    }
}

/// A node or edge number; there are fewer than 2³² of either, which [`Graph::new`] makes sure of.
pub(super) fn narrow(number: usize) -> u32 {
    u32::try_from(number).expect("a graph has fewer than 2³² nodes and edges")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_ascend() {
        let graph = Graph::new(4, [(0, 3), (0, 1), (2, 1), (0, 2), (0, 1)]);
        assert_eq!(graph.successors(0).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(graph.predecessors(1).collect::<Vec<_>>(), [0, 2]);
        assert_eq!(graph.edges().collect::<Vec<_>>(), [(0, 1), (0, 2), (0, 3), (2, 1)]);
        assert!(graph.has_edge(2, 1) && !graph.has_edge(1, 2));
    }

    #[test]
    fn no_nodes_and_no_edges() {
        assert!(Graph::default().is_empty() && Graph::new(0, []).is_empty());
        let lonely = Graph::new(3, []);
        assert_eq!((lonely.len(), lonely.edge_count(), lonely.successors(2).len()), (3, 0, 0));
        assert_eq!(Graph::new(1, [(0, 0), (0, 0)]).edge_count(), 1);
    }
}
