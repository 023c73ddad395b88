//! How long the graph's algorithms take, beside petgraph's.
//!
//! `graph-ratio` makes graphs without circles in which each node leads to three nodes at most a tenth of all nodes
//! ahead, and prints for each size the ratio of processor times, timed in turns: levels and critical path to petgraph's
//! topological order alone, the transitive reduction to petgraph's, and the time of the exact width. The goals are at
//! most 0.6 at a million nodes, at most 1/50 at ten thousand, and at most 2 ms at a thousand.

use std::hint::black_box;
use std::io::{self, Write};
use std::time::Duration;

use petgraph::algo::toposort;
use petgraph::algo::tred::{dag_to_toposorted_adjacency_list, dag_transitive_reduction_closure};
use petgraph::graph::{DiGraph, NodeIndex};
use phasetrack_benches::measure::{Paired, least, paired, time};
use phasetrack_benches::random::Random;
use phasetrack_core::graph::{Dag, Graph};

const BUDGET: Duration = Duration::from_millis(1500);

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for nodes in [1_000, 10_000, 100_000, 1_000_000] {
        let edges = edges(nodes);
        let ours = Graph::new(nodes, edges.iter().copied());
        let theirs = theirs(nodes, &ours);
        let weights: Vec<u64> = (0..nodes as u64).map(|node| 1 + node % 7).collect();
        writeln!(out, "{nodes} nodes, {} edges", ours.edge_count())?;
        let build = least(|| drop(black_box(Graph::new(nodes, edges.iter().copied()))));
        writeln!(out, "  build                         {build:.1?}")?;
        let levels = paired(
            BUDGET,
            time,
            &mut || {
                let dag = Dag::new(&ours).expect("edges lead forward");
                black_box(dag.longest_path(&weights));
            },
            &mut || drop(black_box(toposort(&theirs, None))),
        );
        print(&mut out, "levels and critical path", levels)?;
        let dag = Dag::new(&ours).expect("edges lead forward");
        if nodes <= 10_000 {
            let reduction =
                paired(BUDGET, time, &mut || drop(black_box(dag.redundant_edges())), &mut || reduce(&theirs));
            print(&mut out, "transitive reduction", reduction)?;
        } else if nodes <= 100_000 {
            writeln!(out, "  transitive reduction          {:.1?}", least(|| drop(black_box(dag.redundant_edges()))))?;
        }
        let width = dag.widest_antichain().len();
        writeln!(out, "  exact width {width:<6}            {:.1?}", least(|| drop(black_box(dag.widest_antichain()))))?;
    }
    Ok(())
}

fn print(out: &mut impl Write, what: &str, paired: Paired) -> io::Result<()> {
    let Paired { first, second, ratio, spread: (low, high), pairs } = paired;
    writeln!(out, "  {what:<29} {first:.1?} to {second:.1?}: {ratio:.4} ({low:.4} - {high:.4}), {pairs} pairs")
}

fn edges(nodes: usize) -> Vec<(usize, usize)> {
    let mut random = Random::new(42);
    let reach = (nodes / 10).max(1);
    let targets = (0..nodes * 3).map(|at| (at / 3, at / 3 + 1 + random.below(reach)));
    targets.filter(|&(_, to)| to < nodes).collect()
}

fn theirs(nodes: usize, graph: &Graph) -> DiGraph<(), ()> {
    let mut theirs = DiGraph::with_capacity(nodes, graph.edge_count());
    for _ in 0..nodes {
        theirs.add_node(());
    }
    for (from, to) in graph.edges() {
        theirs.add_edge(NodeIndex::new(from), NodeIndex::new(to), ());
    }
    theirs
}

fn reduce(graph: &DiGraph<(), ()>) {
    let order = toposort(graph, None).expect("edges lead forward");
    let (list, _) = dag_to_toposorted_adjacency_list::<_, u32>(graph, &order);
    black_box(dag_transitive_reduction_closure(&list));
}
