//! When everything can be done: schedules, with a bound below which there is none.
//!
//! A [`Problem`] is the question as inert numbers: how long tasks take, what comes before what, and what they occupy.
//! [`solve`] gives a schedule with a [`Bound`] and the argument for it, [`waves`] divides the same tasks into as few
//! waves as there can be. [`Work`] makes a problem of a plan's tracks or tasks, and [`Timetable`] answers what people
//! ask about it: who does what when and why not earlier, how many workers are worth while, what is saved. [`Problem::verify`] tests any schedule and shares no code with what makes them.
//!
//! ```
//! use phasetrack_core::schedule::{Budget, Problem, Resource, Role, never, solve, waves};
//!
//! // Four tracks; the first comes before the second; two of them edit one file; two workers.
//! let file = Resource::exclusive(Role::File, [1, 2]);
//! let problem = Problem::new(vec![60, 90, 30, 120], [(0, 1)], vec![Resource::workers(2, 0..4), file]).unwrap();
//! let mut budget = Budget { schedules: 1_000, nodes: 10_000, stop: &mut never };
//! let solution = solve(&problem, &mut budget);
//! assert_eq!((solution.makespan, solution.is_proven()), (150, true));
//! assert!(problem.verify(&solution.starts).is_ok());
//! let waves = waves(&problem, Some(2), &mut budget);
//! assert_eq!((waves.waves.len(), waves.bound), (2, 2));
//! ```

mod bound;
mod budget;
mod chains;
mod compact;
mod contention;
mod cutset;
mod exact;
mod feasible;
mod layers;
mod list;
mod population;
mod problem;
mod profile;
mod random;
mod serial;
mod solve;
mod timetable;
mod waits;
mod waves;
mod work;

pub use bound::{Argument, Bound, lower_bound};
pub use budget::{Budget, never};
pub use contention::{Conflict, conflicts, needed};
pub use feasible::Violation;
pub use list::list_schedule;
pub use problem::{Problem, ProblemError, Resource, Role};
pub use solve::{Solution, solve};
pub use timetable::{Options, Point, Timetable};
pub use waits::{Reason, Wait, waits};
pub use waves::{Waves, waves};
pub use work::{Pieces, Unit, Work};

#[cfg(test)]
mod tests;
