//! Patterns of paths: parse, match, and decide whether two have a path in common.
//!
//! A [`Pattern`] names files of a repository: `src/api/**`, `docs/*.md`, `Cargo.lock`. It is parsed once
//! ([`Pattern::parse`]; a [`ParseError`] says what is wrong, where, and what to write instead), matches paths as bytes
//! ([`Pattern::matches`]), and can be compared with another: [`overlap`] finds a path that both match, or proves
//! that there is none, [`Pattern::overlaps`] only tells whether there is one, and sooner; [`Pattern::contains`] tells
//! whether one matches all that the other does. A [`Region`] is a pattern with exceptions. An [`Index`] answers for
//! thousands of patterns at once: which of them match a path, and which of them meet.
//!
//! ```
//! use phasetrack_core::glob::{Pattern, overlap};
//!
//! let api = Pattern::parse("src/api/")?;
//! let tests = Pattern::parse("**/*.test.ts")?;
//! assert!(api.matches(b"src/api/users/list.ts"));
//! assert!(!api.matches(b"src/api.ts"));
//!
//! // Two owners who write these patterns will meet in one file:
//! assert_eq!(overlap(&api, &tests), Some(b"src/api/x.test.ts".to_vec()));
//!
//! // What can only be a mistake is no pattern:
//! let error = Pattern::parse("src\\api\\**").unwrap_err();
//! assert!(error.to_string().contains("write `/`"));
//! # Ok::<(), phasetrack_core::glob::ParseError>(())
//! ```
//!
//! # Syntax
//!
//! A pattern is a path from the repository's root, of names with `/` between them. It matches a whole path, with
//! upper and lower case told apart, hidden files included. A *character* is one of Unicode, or one byte of a name
//! that is not UTF-8.
//!
//! - `*` stands for any number of characters of one name, also none; a name is never empty.
//! - `?` stands for one character of a name.
//! - `**` as a whole name stands for any number of names: `a/**/b` matches `a/b` and `a/x/y/b`. At the end it stands
//!   for everything below: `a/**` matches `a/x/y`, not `a`. Within a name, as in `a**`, it is the same as `*`.
//! - `[abc]`, `[a-z]`, `[a-z0-9_]` stand for one character out of these; `[!a-z]` and `[^a-z]` for one that is none of
//!   them, and not `/`. `]` is itself when it comes first, `-` when it comes first or last. Inside brackets `\` makes
//!   `[`, `]`, `-`, `!`, `^` themselves, and `*?{}<$~` need no mark: `[*]` is a star. `[.]` is no wildcard but a dot.
//! - `{a,b}` stands for `a` or `b`. Alternatives may be empty, hold `/` and wildcards, and be nested; outside of braces
//!   a `,` is itself. A pattern with braces means all that its expansions mean: `{src/**,docs/*.md}`.
//! - `\` makes a special character itself: `]`, `}`, `,`, `!`, `-`, `~`, `$`, `<`, `>`, `(`, `)` and the space anywhere;
//!   `*`, `?`, `[`, `{` at the beginning of a name only, because further on `src\**` would be one.
//!
//! Everything else is itself: `(dashboard)`, `@scope`, `+page.svelte`, `$id.tsx` (not at the start), `a b`.
//!
//! # A file or a directory
//!
//! - `src/` is everything below `src`, the same as `src/**`. `.` is the root: everything.
//! - `src`, a last name without wildcards, may be either: it matches the path `src` and everything below.
//! - `src/app.py`, a last name that looks like a file's, matches that path only. Such a name has an extension (a `.` that
//!   is not its first character, then a lower-case letter, then letters, digits and `_` to the end), or is a well-known
//!   one written in one piece, such as `Makefile`, `LICENSE` or `.gitignore`. A directory with such a name is written
//!   with `/` at its end: `conf.d/`.
//! - `src/*`, a last name with a wildcard, matches entries of `src` and nothing below them.
//!
//! ```
//! # use phasetrack_core::glob::Pattern;
//! let matches = |pattern: &str, path: &str| Pattern::parse(pattern).unwrap().matches(path.as_bytes());
//! assert!(matches("src", "src") && matches("src", "src/a/b.rs"));
//! assert!(matches("src/", "src/a/b.rs") && !matches("src/", "src"));
//! assert!(matches("src/a.rs", "src/a.rs") && !matches("src/a.rs", "src/a.rs/b"));
//! assert!(matches("src/*", "src/a.rs") && !matches("src/*", "src/a/b.rs"));
//! ```
//!
//! # Brackets that are names
//!
//! Web frameworks name folders `[id]`, `[...slug]`, `[[...slug]]`. A bracket with a *word* is therefore read both as
//! itself and as the class it also is: `app/[id]/page.tsx` matches `app/[id]/page.tsx` and `app/i/page.tsx`; with `...`
//! or in double brackets only as itself. A word has two letters or more, starts with one or with `...`, and is made of letters,
//! digits, `_`, `-`, `=`, `.`. Two kinds of word are nothing but a class: letters in their order within a stretch of six
//! of the alphabet (`[ab]`, `[xyz]`), and those with a single character beside a `-` (`[a-zA-Z]`).
//!
//! A bracket that stands for a name still to be filled in is an error instead: a word, or words with `/`, as the whole
//! pattern (`[name]`, `[High/Low]`); one capital as a whole name (`path/to/[Y]`); words with spaces anywhere
//! (`src/[your name]/x.rs`).
//!
//! # Normalisation
//!
//! White space around a pattern does not count, nor does `./`, nor a doubled `/`: `./src//a.rs` is `src/a.rs`.
//!
//! # Errors
//!
//! [`ErrorKind`] lists them; [`ErrorKind::fault`] tells three families apart:
//!
//! - *Syntax*: `[`, `[]`, `{a,b`, `}`, `[z-a]`, a trailing `\`, nothing at all; `src\api\x.rs`; `!src/**`; `*.(ts|tsx)`.
//! - *Outside* of the repository: `../b/**`, `src/../b`, `/etc/**`, `~/x`, `C:\x`, `\\host\share`, URLs; `$HOME/x`, where a
//!   variable is `$name` at the start, `$NAME` in capitals or `${…}` anywhere.
//! - *Placeholder*: `src/<track>/x.rs`, `src/{{track}}/x.rs`, `[name]` as above, a name `...`.
//!
//! Inside braces too, it is the expansion that counts: `{src,.}./x` is outside.
//!
//! # Limits and complexity
//!
//! A pattern has at most [`MAX_LEN`] bytes and needs at most [`MAX_STATES`] states, about one a byte; more is an error.
//! Nothing recurses, so no pattern and no path can exhaust the stack or take exponential time. With `n` and `m` bytes
//! of patterns, `p` bytes of a path and `k` patterns:
//!
//! | question | time |
//! |---|---|
//! | [`Pattern::parse`] | `O(n)`; braces are never expanded |
//! | [`Pattern::matches`] | `O(n·p)`; `O(n + p)` for most patterns |
//! | [`Pattern::overlaps`] | `O(n·m)`; `O(n + m)` for most pairs of fixed text, `*` and `**` |
//! | [`overlap`] | `O(n·m·log(n·m))` |
//! | [`Region::overlap`], [`Region::contains`], [`Pattern::contains`] | at most [`MAX_STEPS`] steps more, else undecided |
//! | [`Index::new`] | `O(k·n)` |
//! | [`Index::matches`] | `O(p)`, whatever `k` is, plus the patterns that begin and end as the path does |
//! | [`Index::overlaps`] | `O(k·n)`, plus the pairs that agree in fixed beginnings and ends |

mod automaton;
mod bracket;
mod build;
mod difference;
mod error;
mod index;
mod look;
mod overlap;
mod parse;
mod pattern;
mod plain;
mod product;
mod region;
mod rows;
#[cfg(test)]
mod tests;
mod trie;

pub use error::{ErrorKind, Fault, ParseError};
pub use index::{Floating, Index, Overlaps};
pub use overlap::overlap;
pub use pattern::Pattern;
pub use region::{Overlap, Region};

/// The longest pattern that is read, in bytes.
pub const MAX_LEN: usize = 1024;

/// The most states that a pattern may need.
pub const MAX_STATES: usize = 1280;

/// The most steps that are made to decide about a difference or about containment.
pub const MAX_STEPS: usize = 1 << 14;
