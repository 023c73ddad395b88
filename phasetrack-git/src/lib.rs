//! What git knows of a work tree, as values of `phasetrack-core`.
//!
//! [`WorkTree::find`] looks for the work tree around a folder, as git does: git's own variables (`GIT_DIR`,
//! `GIT_INDEX_FILE`, …) come first, so that a hook sees the index that is about to be committed, then the folders
//! upward. [`WorkTree::files`] lists its files as a [`Files`](phasetrack_core::files::Files).
//!
//! [`Repository`] is for those who judge changes: what is staged, what a range of commits changes, what the work tree
//! holds, and the files of the commit in which the plan stands. The answer is what the `git` program says, which alone
//! knows what it will record; where [`Index`] and libgit2 are certain to say the same, they are asked, for a hook is
//! waited for and each process takes longer than all of its work.
//!
//! Two readers stand behind a work tree. libgit2 finds the work tree inside this process, without a program. It cannot do so
//! everywhere (SHA-256, reftable, extensions it does not know, variables it reads otherwise): there the `git` program is
//! asked. The list is the program's, which alone is exact about what is ignored, and faster. On a machine without it
//! libgit2 lists, if it can read the index at all. `tests/files` compares both with `git ls-files` in every kind of
//! repository.
//!
//! Nothing here writes to a repository, runs its hooks or starts what its configuration names; to try out what hooks do
//! there is [`Scratch`], a repository of its own that is thrown away.
//!
//! ```no_run
//! use phasetrack_git::{Found, WorkTree};
//!
//! if let Found::WorkTree(tree) = WorkTree::find(".".as_ref())? {
//!     println!("{} files below {}", tree.files()?.len(), tree.root().display());
//! }
//! # Ok::<(), phasetrack_git::Error>(())
//! ```

mod allowance;
mod beside;
mod changes;
mod compare;
mod crossing;
mod error;
mod folders;
mod history;
mod index;
mod library;
mod mode;
mod program;
mod repository;
mod scratch;
mod surroundings;
mod tree;
mod trees;
mod work_tree;

pub use allowance::{Allowance, Contents, Recorded};
pub use changes::Staging;
pub use error::Error;
pub use history::Step;
pub use index::{Index, Staged};
pub use repository::{Commit, Head, Repository};
pub use scratch::{Attempt, Scratch};
pub use surroundings::{Hidden, Setting};
pub use trees::Listed;
pub use work_tree::{Found, WorkTree};
