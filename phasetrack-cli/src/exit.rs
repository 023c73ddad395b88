//! Exit codes. They are the same for every command.

/// The command did what it was asked, and what it looked at is in order.
pub const CLEAN: u8 = 0;

/// The command ran and the answer is no: findings, an overlap, a file without owner, a file that exists already.
pub const FINDINGS: u8 = 1;

/// The command could not run: wrong arguments, an unreadable file, an invalid configuration.
pub const FAILED: u8 = 2;
