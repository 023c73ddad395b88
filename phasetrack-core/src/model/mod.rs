//! What a plan states, as inert values with their places: [`Plan`] → [`Phase`] → [`Track`] → [`Claim`], [`Task`],
//! [`Dependency`] and the rest.
//!
//! Nothing here is checked: a dependency may name a track that does not exist. [`crate::facts`] resolves names,
//! [`crate::rules`] judge. What the reader saw but could not read is kept in [`Plan::unread`].

mod claim;
mod dependency;
mod plan;
mod task;
mod track;
mod unread;

pub use claim::{Claim, ClaimKind, Designated};
pub use dependency::{Dependency, Strength, Target};
pub use plan::{ConflictArea, Estimate, Group, GroupKind, Phase, Plan, SharedFile, Turns};
pub use task::Task;
pub use track::{Interface, InterfaceRole, Track, TrackForm};
pub use unread::{FenceEnd, Unread, UnreadKind};
