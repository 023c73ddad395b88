//! What was not understood, in words.

use crate::model::{FenceEnd, UnreadKind};

/// Says what a part of a document is and why it was not read, in one line.
pub(super) fn describe(kind: &UnreadKind) -> String {
    match kind {
        UnreadKind::HeadingInFence { heading, end: FenceEnd::Unclosed, .. } => {
            format!("heading \"{heading}\" lies in a code fence that is never closed: not read")
        }
        UnreadKind::HeadingInFence { heading, end: FenceEnd::Closed, .. } => {
            format!("heading \"{heading}\" lies in a code fence: counted as code")
        }
        UnreadKind::FenceRepaired => "this code fence holds another one: what follows was read all the same".to_owned(),
        UnreadKind::HeadingNotATrack { heading, place } => {
            format!("heading \"{heading}\" lies in {place}: not taken for a track")
        }
        UnreadKind::Label { label, expected } => format!("\"{label}\" gives no value: expected {expected}"),
        UnreadKind::MisspeltLabel { label, known } => {
            format!("\"{label}\" is no known label: did it mean \"{known}\"?")
        }
        UnreadKind::Effort { text, reason } => format!("estimate \"{text}\": {reason}"),
        UnreadKind::Rejected { heading, reason } => {
            format!("heading \"{heading}\" was not taken for a track: {reason}")
        }
        UnreadKind::Mojibake { repaired } => format!("damaged characters; meant was \"{repaired}\""),
        UnreadKind::NotUtf8 => "bytes that are not UTF-8".to_owned(),
        UnreadKind::TooLarge { bytes } => format!("nothing was read: the document has {bytes} bytes"),
        UnreadKind::Struck { text } => format!("\"{text}\" is struck out: not claimed"),
        UnreadKind::SplitCell => "a `|` inside a code span ends the table cell".to_owned(),
    }
}
