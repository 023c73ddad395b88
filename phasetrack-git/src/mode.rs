//! The modes by which git says what a path is.

use phasetrack_core::guard::Entry;

/// What git writes today, in trees and in the index. Of files that may be written by a group, as old versions noted
/// them, the program alone knows what they become.
const MODES: [(&str, u32, Entry); 4] = [
    ("100644", 0o100_644, Entry::File),
    ("100755", 0o100_755, Entry::Executable),
    ("120000", 0o120_000, Entry::Link),
    ("160000", 0o160_000, Entry::Submodule),
];

/// A path that is a file to everyone but its group.
const OF_A_GROUP: &[u8] = b"100664";

/// What the digits of a mode stand for.
pub(crate) fn of_digits(digits: &[u8]) -> Option<Entry> {
    MODES.iter().find(|(known, ..)| known.as_bytes() == digits).map(|(.., entry)| *entry)
}

/// What the digits of a mode stand for, as the program prints them.
pub(crate) fn of_program(digits: &[u8]) -> Option<Entry> {
    if digits == OF_A_GROUP { Some(Entry::File) } else { of_digits(digits) }
}

/// What a mode as a number stands for.
pub(crate) fn of_number(number: u32) -> Option<Entry> {
    MODES.iter().find(|(_, known, _)| *known == number).map(|(.., entry)| *entry)
}

/// The digits for what a path is.
pub(crate) fn octal(entry: Entry) -> &'static str {
    MODES.iter().find(|(.., known)| *known == entry).map_or("", |(digits, ..)| digits)
}
