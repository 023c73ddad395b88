//! Exceptions as commits record them: lines of their messages that name a path, what it holds, and why.
//!
//! `Phasetrack-Allow: b/list.rs 100644:3b18e512dba79e4c8300dd08aeb37f8e728b8dad the outage cannot wait`
//!
//! Such a line is bound to its path and to the very content: it says nothing of another path, and nothing of the same
//! path once that holds something else. It may stand anywhere in a message, as it does after commits were squashed.

use std::collections::BTreeMap;
use std::fmt;

use crate::index::Staged;
use crate::tree::hexadecimal;
use crate::{Commit, Error, Repository, Staging, mode};

/// The name of the trailer.
const TRAILER: &str = "Phasetrack-Allow:";

/// What stands for the content of a path that is not there.
const DELETED: &str = "deleted";

/// One line: a path may hold this, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// The path.
    pub path: Vec<u8>,
    /// Mode and object, `100644:3b18…`, or `deleted`.
    pub content: String,
    /// Why.
    pub reason: String,
}

/// An allowance with the commit that records it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// What is allowed.
    pub allowance: Allowance,
    /// The commit's author: `Ann <ann@example.com>`.
    pub by: String,
    /// The commit.
    pub commit: Commit,
}

/// The paths of a commit or of the index with mode and object: `100644:3b18…`.
#[derive(Clone, Debug, Default)]
pub struct Contents(BTreeMap<Vec<u8>, String>);

impl Allowance {
    /// Reads a line of a message; none if it is no allowance, or a damaged one.
    pub fn parse(line: &str) -> Option<Self> {
        let mut parts = line.strip_prefix(TRAILER)?.trim().splitn(3, ' ');
        let (path, content, reason) = (parts.next()?, parts.next()?, parts.next()?.trim());
        let allowance = Self { path: decoded(path)?, content: content.to_owned(), reason: reason.to_owned() };
        (!reason.is_empty()).then_some(allowance)
    }
}

/// The line, as it is written into a message.
impl fmt::Display for Allowance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{TRAILER} {} {} {}", encoded(&self.path), self.content, self.reason)
    }
}

impl Contents {
    /// What a path holds: mode and object, or that it is not there.
    pub fn of(&self, path: &[u8]) -> &str {
        self.0.get(path).map_or(DELETED, String::as_str)
    }
}

impl Repository {
    /// The allowances in the messages of all commits that the tips have and the starts have not, newest first.
    pub fn recorded(&self, starts: &[Commit], tips: &[Commit]) -> Result<Vec<Recorded>, Error> {
        if tips.is_empty() {
            return Ok(Vec::new());
        }
        let without = ["--not"].into_iter().chain(starts.iter().map(Commit::as_str));
        let arguments = ["rev-list", "--header", "--topo-order"].into_iter().chain(tips.iter().map(Commit::as_str));
        let answer = self.ask(&arguments.chain(without).collect::<Vec<_>>())?;
        let mut found = Vec::new();
        for record in answer.split(|byte| *byte == 0).filter(|record| !record.is_empty()) {
            read(&String::from_utf8_lossy(record), &mut found)?;
        }
        Ok(found)
    }

    /// What a commit holds.
    pub fn held(&self, commit: &Commit) -> Result<Contents, Error> {
        held(&self.ask(&["ls-tree", "-r", "-z", "--full-tree", commit.as_str()])?)
    }
}

impl Staging<'_> {
    /// What git would commit now: of the very index that was judged, also when another one has taken its place since.
    ///
    /// # Errors
    /// The index can be read by the program only, and it fails.
    pub fn held(&self) -> Result<Contents, Error> {
        let Ok(index) = &self.index else {
            return held(&self.repository.ask(&["ls-files", "-z", "--stage", "--full-name", "--", ":/"])?);
        };
        let shown = |staged: Staged<'_>| {
            let content = format!("{}:{}", mode::octal(staged.entry), hexadecimal(staged.object));
            (staged.path.to_vec(), content)
        };
        Ok(index.iter().map(shown).collect())
    }
}

impl FromIterator<(Vec<u8>, String)> for Contents {
    fn from_iter<I: IntoIterator<Item = (Vec<u8>, String)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

/// A commit as `--header` prints it: its name, its headers, an empty line, the message behind four spaces.
fn read(record: &str, found: &mut Vec<Recorded>) -> Result<(), Error> {
    const UNCLEAR: Error = Error::Unclear { what: "for messages of commits" };
    let (head, message) = record.split_once("\n\n").unwrap_or((record, ""));
    let mut head = head.lines();
    let commit = head.next().and_then(Commit::of).ok_or(UNCLEAR)?;
    let author = head.find_map(|line| line.strip_prefix("author ")).ok_or(UNCLEAR)?;
    // Behind the address stand the time and its zone.
    let by = author.rsplit_once('>').map_or(author.to_owned(), |(by, _)| format!("{by}>"));
    let lines = message.lines().filter_map(|line| Allowance::parse(line.strip_prefix("    ")?));
    found.extend(lines.map(|allowance| Recorded { allowance, by: by.clone(), commit: commit.clone() }));
    Ok(())
}

fn held(answer: &[u8]) -> Result<Contents, Error> {
    let parts = answer.split(|byte| *byte == 0).filter(|part| !part.is_empty());
    parts.map(|part| content(part).ok_or(Error::Unclear { what: "for what a path holds" })).collect()
}

/// `100644 blob <object>` or `100644 <object> 0`, a tab and the path.
fn content(part: &[u8]) -> Option<(Vec<u8>, String)> {
    let tab = part.iter().position(|byte| *byte == b'\t')?;
    let mut words = str::from_utf8(&part[..tab]).ok()?.split(' ');
    let mode = words.next()?;
    let object = words.find_map(Commit::of)?;
    Some((part[tab + 1..].to_vec(), format!("{mode}:{}", object.as_str())))
}

/// A path as one word of plain characters: other bytes and `%` as `%` and two digits.
fn encoded(path: &[u8]) -> String {
    let shown = |byte: &u8| match byte {
        b'%' => "%25".to_owned(),
        b if b.is_ascii_graphic() => char::from(*b).to_string(),
        b => format!("%{b:02X}"),
    };
    path.iter().map(shown).collect()
}

fn decoded(word: &str) -> Option<Vec<u8>> {
    let mut parts = word.split('%');
    let mut path = parts.next()?.as_bytes().to_vec();
    for part in parts {
        path.push(u8::from_str_radix(part.get(..2).filter(|digits| !digits.starts_with('+'))?, 16).ok()?);
        path.extend_from_slice(&part.as_bytes()[2..]);
    }
    (!path.is_empty()).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::Allowance;

    #[test]
    fn a_line_is_read_as_it_is_written() {
        for (path, written) in [
            (&b"b/f"[..], "b/f"),
            (b"b/x y", "b/x%20y"),
            (b"b/100%", "b/100%25"),
            (b"b/caf\xe9\n", "b/caf%E9%0A"),
            (b"-rf", "-rf"),
        ] {
            for content in ["deleted", "100755:3b18e512dba79e4c8300dd08aeb37f8e728b8dad"] {
                let allowance =
                    Allowance { path: path.to_vec(), content: content.to_owned(), reason: "a b".to_owned() };
                assert_eq!(allowance.to_string(), format!("Phasetrack-Allow: {written} {content} a b"));
                assert_eq!(Allowance::parse(&allowance.to_string()), Some(allowance));
            }
        }
        for damaged in [
            "",
            "Phasetrack-Allow:",
            "Phasetrack-Allow: b/f",
            "Phasetrack-Allow: b/f deleted",
            "Phasetrack-Allow: b/f deleted  ",
            "Phasetrack-Allow: %4 deleted x",
            "Phasetrack-Allow: %zz deleted x",
            "Phasetrack-Allow: %+1 deleted x",
            "Phasetrack-Allow: %\u{e9} deleted x",
            "phasetrack-allow: b/f deleted x",
            " Phasetrack-Allow: b/f deleted x",
        ] {
            assert_eq!(Allowance::parse(damaged), None, "{damaged}");
        }
    }
}
