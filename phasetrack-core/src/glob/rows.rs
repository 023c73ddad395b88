//! How a pattern becomes rows of names: straight from an ordinary text, else from the automaton.

use super::automaton::{Automaton, State, Take};
use super::parse::is_well_known_file;
use super::plain::Plain;

/// How many rows a pattern has at most.
const MAX_ROWS: usize = 16;

/// Longer texts are left to the automaton, which knows the limits on patterns.
const MAX_ORDINARY: usize = 256;

/// The row of names that an ordinary text stands for: names of ASCII letters, digits, `_`, `-`, `.` and stars, with one
/// `/` between them. `None` says nothing about the text. [`of`] gives the same row, later.
pub(super) fn ordinary(text: &str) -> Option<Plain> {
    if text.is_empty() || text.len() > MAX_ORDINARY {
        return None;
    }
    let mut row = Plain::with_capacity(text.len() + 4);
    let mut names = text.split('/').peekable();
    while let Some(name) = names.next() {
        let (is_last, directory) = (names.peek().is_none(), names.peek() == Some(&""));
        match name {
            // A `/` at the end. One at the start would be an error.
            "" if is_last && !row.is_empty() => row.push_below()?,
            "" => return None,
            "**" if is_last => row.push_below()?,
            "**" => row.push_deep()?,
            _ => {
                let wild = push_name(&mut row, name)?;
                row.end_name()?;
                if is_last && !wild && !directory && !is_file(name) {
                    row.push_deep()?;
                }
            }
        }
    }
    Some(row.finish())
}

/// Adds the text of a name; tells whether it has a star.
fn push_name(row: &mut Plain, name: &str) -> Option<bool> {
    let is_ordinary = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'*');
    // Also `***`, which is a `**`.
    if !name.bytes().all(is_ordinary) || name.bytes().all(|byte| byte == b'.') || name.len() > 1 && is_stars(name) {
        return None;
    }
    for (index, piece) in name.split('*').enumerate() {
        if index > 0 {
            row.push_star();
        }
        row.push(piece);
    }
    Some(name.contains('*'))
}

fn is_stars(name: &str) -> bool {
    name.bytes().all(|byte| byte == b'*')
}

/// Whether a fixed name looks like a file's.
fn is_file(name: &str) -> bool {
    let extension = name.rfind('.').filter(|&dot| dot > 0).map(|dot| &name[dot + 1..]);
    extension
        .is_some_and(|extension| extension.starts_with(|c: char| c.is_ascii_lowercase()) && !extension.contains('-'))
        || is_well_known_file(name)
}

/// The rows of names that the automaton stands for; none if it stands for more than such rows.
pub(super) fn of(automaton: &Automaton) -> Vec<Plain> {
    let mut found = Vec::new();
    let mut open = vec![(0, Plain::default())];
    while let Some((at, row)) = open.pop() {
        if found.len() + open.len() >= MAX_ROWS {
            return Vec::new();
        }
        let mut walk = Walk { automaton, at, row };
        if walk.follow(&mut open).is_none() {
            return Vec::new();
        }
        found.push(walk.row.finish());
    }
    found
}

/// One way through an automaton.
struct Walk<'a> {
    automaton: &'a Automaton,
    at: usize,
    row: Plain,
}

impl Walk<'_> {
    /// Walks to the end and leaves other ways in `open`; `None` when this is no row of plain names.
    fn follow(&mut self, open: &mut Vec<(usize, Plain)>) -> Option<()> {
        let accept = self.automaton.accept();
        // A `*` took one symbol more than its text says, as it does when it is the whole name.
        let mut one_more = false;
        while self.at != accept {
            let State { take, to, free: [next, other] } = self.automaton.states[self.at];
            let (to, next) = (usize::from(to), usize::from(next));
            self.at = match take {
                Take::Nothing if next == 0 => return None,
                Take::Nothing => {
                    if other != 0 {
                        open.push((usize::from(other), self.row.clone()));
                    }
                    next
                }
                Take::Char('/') => {
                    self.end_name(std::mem::take(&mut one_more))?;
                    if next == accept {
                        // A bare name: the path may end here.
                        return self.row.push_deep();
                    }
                    to
                }
                Take::Char(c) => {
                    self.row.push(c.encode_utf8(&mut [0; 4]));
                    to
                }
                Take::Name if to == self.at => {
                    self.row.push_star();
                    next
                }
                Take::Name => match self.after_symbol(to) {
                    AfterSymbol::Names => {
                        self.row.push_deep()?;
                        next
                    }
                    AfterSymbol::End => return self.row.push_below(),
                    AfterSymbol::Star(after) if self.row.open_name().is_empty() => {
                        self.row.push_star();
                        one_more = true;
                        after
                    }
                    _ => return None,
                },
                Take::Class(_) => return None,
            };
        }
        if self.row.open_name().is_empty() { Some(()) } else { self.end_name(one_more) }
    }

    fn end_name(&mut self, one_more: bool) -> Option<()> {
        if one_more == self.row.is_star() { self.row.end_name() } else { None }
    }

    /// What the builder makes that starts with one symbol of a name and goes on to `inside`.
    fn after_symbol(&self, inside: usize) -> AfterSymbol {
        let states = &self.automaton.states;
        let State { take, to, free: [next, other] } = states[inside];
        if take != Take::Name || usize::from(to) != inside {
            return AfterSymbol::Other;
        }
        if usize::from(other) == self.automaton.accept() {
            return AfterSymbol::End;
        }
        let after = states[usize::from(next)];
        match after.take {
            Take::Char('/') if usize::from(after.to) == self.at => AfterSymbol::Names,
            _ => AfterSymbol::Star(usize::from(next)),
        }
    }
}

enum AfterSymbol {
    /// It is a `**` with names after it.
    Names,
    /// It is everything below a directory.
    End,
    /// It is a `*` that takes one symbol at least; where it goes on.
    Star(usize),
    Other,
}
