//! Names that not every system can hold, and names that are one on some.

/// What is wrong with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It holds a character that Windows refuses: `< > : " | ? * \` or a control character.
    Character,
    /// It ends in a dot or a space, which Windows drops.
    End,
    /// It is a device on Windows: `CON`, `nul.txt`.
    Device,
    /// It looks like the short form of another name on Windows: `PROGRA~1`.
    ShortForm,
    /// It is longer than 255 bytes.
    Length,
}

/// Names of devices on Windows, with any extension.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "conin$", "conout$"];

/// The first flaw of a path's names. Linear in the path.
pub(super) fn flaw(path: &[u8]) -> Option<Flaw> {
    path.split(|byte| *byte == b'/').find_map(flaw_of_name)
}

fn flaw_of_name(name: &[u8]) -> Option<Flaw> {
    let refused = |byte: &u8| *byte < 0x20 || *byte == 0x7f || b"<>:\"|?*\\".contains(byte);
    if name.iter().any(refused) {
        return Some(Flaw::Character);
    }
    if name.ends_with(b".") || name.ends_with(b" ") {
        return Some(Flaw::End);
    }
    let stem = name.split(|byte| *byte == b'.').next().unwrap_or(name).to_ascii_lowercase();
    let stem = stem.trim_ascii_end();
    let numbered = |device: &[u8]| stem.strip_prefix(device).is_some_and(|rest| matches!(rest, [b'1'..=b'9']));
    if DEVICES.iter().any(|device| device.as_bytes() == stem) || numbered(b"com") || numbered(b"lpt") {
        return Some(Flaw::Device);
    }
    let digits = stem.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    if digits > 0 && stem.len() <= 8 && stem[..stem.len() - digits].ends_with(b"~") {
        return Some(Flaw::ShortForm);
    }
    (name.len() > 255).then_some(Flaw::Length)
}
