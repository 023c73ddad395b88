//! Rules about files: which paths a track may claim.

pub(super) mod invalid_pattern;
pub(super) mod path_outside_repository;
mod patterns;
