//! Rules about the document as such: what keeps a plan from being read as its writer meant it.

pub(super) mod heading_inside_fence;
pub(super) mod heading_not_a_track;
pub(super) mod mojibake;
pub(super) mod no_tracks;
pub(super) mod not_utf8;
pub(super) mod placeholder;
pub(super) mod split_cell;
pub(super) mod struck_path;
pub(super) mod too_large;
pub(super) mod unread_label;
