//! Directed graphs over numbered nodes: circles, levels, longest paths, edges that say nothing new, and how many nodes
//! are free of each other.
//!
//! A [`Graph`] is built once from its edges and never changes. Nodes are numbers from zero that the caller gives a
//! meaning; edges keep no data. A [`Dag`] is a graph that was found to have no circle, together with an order of its
//! nodes: what only makes sense without circles is a method of it. Everything here is deterministic and iterative: a
//! chain of a hundred thousand nodes needs no more stack than a chain of two.
//!
//! ```
//! use phasetrack_core::graph::{Dag, Graph};
//!
//! let circle = Graph::new(4, [(0, 1), (1, 2), (2, 1), (3, 0)]);
//! assert_eq!(circle.cyclic_components(), [[1, 2]]);
//! assert_eq!(circle.shortest_cycle(&[1, 2]), [1, 2]);
//! assert!(Dag::new(&circle).is_none());
//!
//! // 0 comes before 1 and 2, these before 3; that 0 comes before 3 follows.
//! let diamond = Graph::new(4, [(0, 1), (0, 2), (1, 3), (2, 3), (0, 3)]);
//! let dag = Dag::new(&diamond).unwrap();
//! assert_eq!(dag.levels(), [0, 1, 1, 2]);
//! assert_eq!(dag.longest_path(&[5, 1, 7, 2]).nodes(), [0, 2, 3]);
//! assert_eq!(dag.redundant_edges(), [(0, 3)]);
//! assert_eq!(dag.widest_antichain(), [1, 2]);
//! ```

mod cycle;
mod dag;
mod path;
mod reduction;
mod rows;
mod visit;
mod width;

pub use dag::Dag;
pub use path::LongestPath;
pub use rows::Graph;
