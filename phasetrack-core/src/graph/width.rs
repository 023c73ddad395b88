//! How many nodes are free of each other at most, and which: the maximum antichain.
//!
//! By Dilworth's theorem the most nodes of which none comes before another are as many as the least number of chains that
//! together hold all nodes, which is n less a maximum matching between nodes and what comes after them, directly or
//! not. Hopcroft and Karp (1973) find that matching in phases of shortest augmenting paths. What comes after a node
//! indirectly is not written down, which would take n² bits: a path may instead pass through a node on its way, from
//! its right side back to its left side, as often as need be. So the whole takes memory in proportion to the graph.
//!
//! The witness is read from the nodes that a last search still reaches (König's theorem). That set depends on who comes
//! before whom alone, so redundant edges and other matchings of the same size give the same antichain.

use super::Dag;
use super::rows::narrow;

/// No node.
const NONE: u32 = u32::MAX;

impl Dag<'_> {
    /// The most nodes of which none comes before another, ascending; of several such sets the one that lies as far
    /// towards the end as possible.
    ///
    /// Takes O(m·√n) time in the worst case known for such networks and O(n + m) space.
    pub fn widest_antichain(&self) -> Vec<usize> {
        self.widest_antichain_among(|_| true)
    }

    /// The most nodes for which `counts` holds and of which none comes before another, be it through nodes that do not
    /// count. Otherwise as [`Dag::widest_antichain`].
    pub fn widest_antichain_among(&self, counts: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut flow = Flow::new(self);
        for node in (0..self.graph().len()).filter(|&node| !counts(node)) {
            // Paths may pass through it, but neither begin nor end there.
            (flow.from_left[node], flow.to_right[node]) = (true, true);
        }
        flow.match_greedily();
        while flow.find_distances() {
            flow.augment_all();
        }
        let is_free = |node: usize| flow.left[node] != NONE && flow.right[node] == NONE;
        (0..self.graph().len()).filter(|&node| counts(node) && is_free(node)).collect()
    }
}

/// A matching that is being made larger. Every node has a left side, which is matched with something after it, and a
/// right side, which is matched with something before it.
struct Flow<'d, 'g> {
    dag: &'d Dag<'g>,
    /// How often the left side is left along each edge: units of flow by target, in the order of the successors.
    uses: Vec<u32>,
    /// Where the edges of a node begin in `uses`.
    starts: Vec<u32>,
    /// For each incoming edge of a node, in the order of the predecessors, its place in `uses`.
    incoming: Vec<u32>,
    incoming_starts: Vec<u32>,
    /// Units that pass from the right side of a node to its left side.
    passes: Vec<u32>,
    /// Whether the left side is matched, and whether the right side is.
    from_left: Vec<bool>,
    to_right: Vec<bool>,
    /// Steps from an unmatched left side, in the present phase.
    left: Vec<u32>,
    right: Vec<u32>,
    /// How many ways out of each side were tried in the present phase.
    tried_left: Vec<u32>,
    tried_right: Vec<u32>,
    queue: Vec<(u32, Side)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// A step of an augmenting path, so that it can be taken back or carried out.
#[derive(Clone, Copy)]
enum Move {
    /// Along an edge, by its place in `uses`.
    Use(u32),
    /// Back along an edge that is used.
    Undo(u32),
    /// From the right side of a node to its left side.
    Pass(u32),
    /// Back.
    Unpass(u32),
}

impl<'d, 'g> Flow<'d, 'g> {
    fn new(dag: &'d Dag<'g>) -> Self {
        let graph = dag.graph();
        let nodes = graph.len();
        let (mut starts, mut incoming_starts) = (vec![0_u32], vec![0_u32]);
        for node in 0..nodes {
            starts.push(starts[node] + narrow(graph.successors(node).len()));
            incoming_starts.push(incoming_starts[node] + narrow(graph.predecessors(node).len()));
        }
        let mut incoming = vec![0; graph.edge_count()];
        let mut next = incoming_starts.clone();
        for (edge, (_, to)) in (0..).zip(graph.edges()) {
            incoming[next[to] as usize] = edge;
            next[to] += 1;
        }
        Self {
            dag,
            uses: vec![0; graph.edge_count()],
            starts,
            incoming,
            incoming_starts,
            passes: vec![0; nodes],
            from_left: vec![false; nodes],
            to_right: vec![false; nodes],
            left: vec![NONE; nodes],
            right: vec![NONE; nodes],
            tried_left: vec![0; nodes],
            tried_right: vec![0; nodes],
            queue: Vec::with_capacity(nodes),
        }
    }

    /// Chains that take the first successor that no other chain has; a good start, and all there is to do for a chain.
    fn match_greedily(&mut self) {
        for &node in self.dag.nodes() {
            if self.from_left[node as usize] {
                continue;
            }
            let first = self.starts[node as usize];
            let after = self.dag.graph().after(node);
            if let Some(at) = after.iter().position(|&next| !self.to_right[next as usize]) {
                self.uses[first as usize + at] = 1;
                self.from_left[node as usize] = true;
                self.to_right[after[at] as usize] = true;
            }
        }
    }

    /// Breadth-first from all unmatched left sides; whether an unmatched right side is among what is reached.
    fn find_distances(&mut self) -> bool {
        self.left.fill(NONE);
        self.right.fill(NONE);
        self.tried_left.fill(0);
        self.tried_right.fill(0);
        self.queue.clear();
        for node in (0..).zip(&self.from_left).filter(|(_, matched)| !**matched).map(|(node, _)| node) {
            self.left[node as usize] = 0;
            self.queue.push((node, Side::Left));
        }
        let (mut at, mut found) = (0, NONE);
        while let Some(&(node, side)) = self.queue.get(at) {
            at += 1;
            let index = node as usize;
            match side {
                Side::Left => {
                    let steps = self.left[index] + 1;
                    if steps > found {
                        break;
                    }
                    for &next in self.dag.graph().after(node) {
                        if self.right[next as usize] == NONE {
                            self.right[next as usize] = steps;
                            self.queue.push((next, Side::Right));
                            if !self.to_right[next as usize] {
                                found = steps;
                            }
                        }
                    }
                    if self.passes[index] > 0 && self.right[index] == NONE {
                        self.right[index] = steps;
                        self.queue.push((node, Side::Right));
                    }
                }
                Side::Right => {
                    let steps = self.right[index] + 1;
                    if self.left[index] == NONE {
                        self.left[index] = steps;
                        self.queue.push((node, Side::Left));
                    }
                    let first = self.incoming_starts[index] as usize;
                    for (at, &before) in self.dag.graph().before(node).iter().enumerate() {
                        let edge = self.incoming[first + at];
                        if self.uses[edge as usize] > 0 && self.left[before as usize] == NONE {
                            self.left[before as usize] = steps;
                            self.queue.push((before, Side::Left));
                        }
                    }
                }
            }
        }
        found != NONE
    }

    /// Augments along shortest paths until none is left in this phase.
    fn augment_all(&mut self) {
        let mut path = Vec::new();
        for start in (0..).take(self.from_left.len()) {
            if !self.from_left[start as usize] && self.augment(start, &mut path) {
                self.from_left[start as usize] = true;
            }
        }
    }

    /// Depth-first along growing distances from an unmatched left side to an unmatched right side.
    fn augment(&mut self, start: u32, path: &mut Vec<(Move, (u32, Side))>) -> bool {
        path.clear();
        let mut here = (start, Side::Left);
        loop {
            let (node, side) = here;
            if side == Side::Right && !self.to_right[node as usize] {
                self.to_right[node as usize] = true;
                for &(step, _) in path.iter() {
                    match step {
                        Move::Use(edge) => self.uses[edge as usize] += 1,
                        Move::Undo(edge) => self.uses[edge as usize] -= 1,
                        Move::Pass(node) => self.passes[node as usize] += 1,
                        Move::Unpass(node) => self.passes[node as usize] -= 1,
                    }
                }
                return true;
            }
            match self.next_move(here) {
                Some((step, there)) => {
                    path.push((step, here));
                    here = there;
                }
                None => match path.pop() {
                    Some((_, before)) => {
                        self.skip(before);
                        here = before;
                    }
                    None => return false,
                },
            }
        }
    }

    /// The next way from a side that leads one step further from the start; it stays the next until it is skipped.
    fn next_move(&mut self, (node, side): (u32, Side)) -> Option<(Move, (u32, Side))> {
        let graph = self.dag.graph();
        let index = node as usize;
        match side {
            Side::Left => {
                let steps = self.left[index] + 1;
                let after = graph.after(node);
                while let Some(&next) = after.get(self.tried_left[index] as usize) {
                    if self.right[next as usize] == steps {
                        let edge = self.starts[index] + self.tried_left[index];
                        return Some((Move::Use(edge), (next, Side::Right)));
                    }
                    self.tried_left[index] += 1;
                }
                let last = self.tried_left[index] as usize == after.len();
                let back = last && self.passes[index] > 0 && self.right[index] == steps;
                back.then_some((Move::Unpass(node), (node, Side::Right)))
            }
            Side::Right => {
                let steps = self.right[index] + 1;
                if self.tried_right[index] == 0 {
                    if self.left[index] == steps {
                        return Some((Move::Pass(node), (node, Side::Left)));
                    }
                    self.tried_right[index] = 1;
                }
                let before = graph.before(node);
                while let Some(&prior) = before.get(self.tried_right[index] as usize - 1) {
                    let at = self.incoming_starts[index] + self.tried_right[index] - 1;
                    let edge = self.incoming[at as usize];
                    if self.uses[edge as usize] > 0 && self.left[prior as usize] == steps {
                        return Some((Move::Undo(edge), (prior, Side::Left)));
                    }
                    self.tried_right[index] += 1;
                }
                None
            }
        }
    }

    /// The way that was tried last from a side led nowhere.
    fn skip(&mut self, (node, side): (u32, Side)) {
        match side {
            Side::Left => self.tried_left[node as usize] += 1,
            Side::Right => self.tried_right[node as usize] += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::graph::Graph;

    #[track_caller]
    fn check(nodes: usize, edges: &[(usize, usize)], expected: &[usize]) {
        let graph = Graph::new(nodes, edges.iter().copied());
        assert_eq!(Dag::new(&graph).unwrap().widest_antichain(), expected, "{edges:?}");
    }

    #[test]
    fn widths() {
        check(0, &[], &[]);
        check(3, &[], &[0, 1, 2]);
        check(3, &[(0, 1), (1, 2)], &[2]);
        check(4, &[(0, 1), (0, 2), (1, 3), (2, 3)], &[1, 2]);
        // The widest level has two nodes, and yet three are free of each other: 1, 3 and 4.
        check(5, &[(0, 1), (2, 3), (0, 4), (2, 4), (0, 3)], &[1, 3, 4]);
        check(6, &[(0, 1), (2, 3), (3, 4), (4, 5)], &[1, 5]);
        // Only a path that passes through 1 joins 0 and 2 into one chain while 1 is in another.
        check(5, &[(0, 1), (1, 2), (3, 1), (1, 4)], &[2, 4]);
    }

    /// Three chains and four nodes that wait for nobody: seven at once, though no chain is longer than five.
    #[test]
    fn chains_and_single_nodes() {
        let chains = [(0, 5), (5, 9), (9, 14)];
        let edges = chains.iter().flat_map(|&(from, until)| (from + 1..until).map(|node| (node - 1, node)));
        let graph = Graph::new(18, edges);
        assert_eq!(Dag::new(&graph).unwrap().widest_antichain(), [4, 8, 13, 14, 15, 16, 17]);
    }

    proptest! {
        #[test]
        fn agrees_with_exhaustive_search(nodes in 1..11_usize, pairs in prop::collection::vec((0..11_usize, 0..11_usize), 0..30), counted in 0..1_u32 << 11) {
            let edges = pairs.iter().map(|&(a, b)| (a % nodes, b % nodes)).filter(|(a, b)| a < b);
            let graph = Graph::new(nodes, edges);
            let mut reach = vec![0_u32; nodes];
            for from in (0..nodes).rev() {
                for to in graph.successors(from) {
                    reach[from] |= reach[to] | 1 << to;
                }
            }
            let is_free = |set: u32| (0..nodes).filter(|node| set >> node & 1 == 1).all(|node| reach[node] & set == 0);
            let most = (0..1_u32 << nodes).filter(|&set| is_free(set)).map(u32::count_ones).max().unwrap();
            let dag = Dag::new(&graph).unwrap();
            let found = dag.widest_antichain();
            prop_assert!(is_free(found.iter().map(|node| 1 << node).sum()));
            prop_assert_eq!(found.len(), most as usize);
            // What follows from other edges changes nothing.
            let closure = (0..nodes).flat_map(|from| (0..nodes).map(move |to| (from, to)));
            let closure = closure.filter(|&(from, to)| reach[from] >> to & 1 == 1);
            let closed = Graph::new(nodes, closure);
            prop_assert_eq!(Dag::new(&closed).unwrap().widest_antichain(), found);
            // Of some nodes only, the others being in between still.
            let some = |node: usize| counted >> node & 1 == 1;
            let most = (0..1_u32 << nodes).filter(|&set| set & !counted == 0 && is_free(set));
            let found = dag.widest_antichain_among(some);
            prop_assert!(found.iter().all(|&node| some(node)));
            prop_assert!(is_free(found.iter().map(|node| 1 << node).sum()));
            prop_assert_eq!(found.len(), most.map(u32::count_ones).max().unwrap() as usize);
        }
    }
}
