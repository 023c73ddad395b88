//! What was not understood, in words.

use crate::model::UnreadKind;

/// Says what a part of a document is and why it was not read, in one line.
pub(super) fn describe(kind: &UnreadKind) -> String {
    match kind {
        UnreadKind::HeadingInFence { heading, unclosed, recovered, .. } => {
            let fence = if *unclosed { "that is never closed" } else { "that is closed too late" };
            let read = if *recovered { "read all the same" } else { "not read" };
            format!("heading \"{heading}\" lies in a code fence {fence}: {read}")
        }
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
