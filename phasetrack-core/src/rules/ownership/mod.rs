//! Rules about files: which paths a track may claim, and that no two tracks claim one file.

pub(super) mod case_collision;
mod clashes;
pub(super) mod contradictory_claim;
pub(super) mod created_by_two;
pub(super) mod created_file_exists;
pub(super) mod duplicate_claim;
pub(super) mod forbidden_but_unowned;
pub(super) mod invalid_pattern;
pub(super) mod no_conflict_claim_contradicted;
pub(super) mod overlapping_ownership;
pub(super) mod ownerless_files;
pub(super) mod path_outside_repository;
mod patterns;
pub(super) mod redundant_claim;
pub(super) mod sequential_overlap;
pub(super) mod shared_file_without_owner;
pub(super) mod two_designated_owners;
pub(super) mod unmatched_path;
pub(super) mod unowned_mention;
