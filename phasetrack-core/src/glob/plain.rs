//! Patterns as rows of names: the form in which two of them are compared in nanoseconds.
//!
//! Most patterns are made of fixed text, `*` and `**` only. Names of a path are independent of each other, so whether
//! two such patterns meet is decided name by name, from both ends: where both have a `**`, what lies between can always
//! be filled in; where one has, its names are looked for from left to right. No search, and nothing is allocated.
//! Braces are a few such rows; a pattern with `?`, a class or many alternatives has none and is left to the automata.

use super::automaton::{Automaton, State, Take};

/// A pattern without braces as a row of names.
#[derive(Clone, Debug, Default)]
pub(super) struct Plain {
    /// The names without anything between them. [`STAR`] stands for a `*`.
    text: Vec<u8>,
    names: Vec<Name>,
    /// The first and the last `**`.
    deep: Option<(usize, usize)>,
}

/// A name as a part of the text. What stands for any number of names is empty.
#[derive(Clone, Copy, Debug)]
struct Name {
    start: u16,
    end: u16,
    /// How many bytes before the first `*`; all, if there is none.
    head: u16,
    /// How many bytes after the last `*`; all, if there is none.
    tail: u16,
}

/// No name holds this byte.
const STAR: u8 = b'/';

/// How many rows a pattern has at most.
const MAX_ROWS: usize = 16;

/// What lies between the fixed beginning and the fixed end of the paths that a pattern matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Middle {
    /// There is no end: the beginning is the whole path.
    Nothing,
    /// Anything: `src/**`, `src/**/*.rs`.
    Anything,
    /// A part of one name: `src/x*.rs`.
    InName,
    /// Nothing, or names with a `/` after each: `src/**/x.rs`.
    Names,
    /// Nothing, or a `/` and names: `src`.
    Below,
    /// What only the pattern knows.
    Other,
}

/// The rows of names that the automaton stands for; none if it stands for more than such rows.
pub(super) fn rows(automaton: &Automaton) -> Vec<Plain> {
    let mut found = Vec::new();
    let mut open = vec![(0, Plain::default())];
    while let Some((at, row)) = open.pop() {
        if found.len() + open.len() >= MAX_ROWS {
            return Vec::new();
        }
        let mut walk = Walk { automaton, at, row };
        if walk.to_end(&mut open).is_none() {
            return Vec::new();
        }
        found.push(walk.row);
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
    fn to_end(&mut self, open: &mut Vec<(usize, Plain)>) -> Option<()> {
        let accept = self.automaton.accept();
        let mut at_least_one = false;
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
                    self.row.end_name(std::mem::take(&mut at_least_one))?;
                    if next == accept {
                        // A bare name: the path may end here.
                        self.row.push_deep();
                        return Some(());
                    }
                    to
                }
                Take::Char(c) => {
                    self.row.text.extend(c.encode_utf8(&mut [0; 4]).bytes());
                    to
                }
                Take::Name if to == self.at => {
                    self.row.text.push(STAR);
                    next
                }
                Take::Name => match self.after_name(to) {
                    AfterName::Names => {
                        self.row.push_deep();
                        next
                    }
                    AfterName::End => {
                        self.row.text.push(STAR);
                        self.row.end_name(true)?;
                        self.row.push_deep();
                        return Some(());
                    }
                    AfterName::Star(after) if self.row.open_name().is_empty() => {
                        self.row.text.push(STAR);
                        at_least_one = true;
                        after
                    }
                    _ => return None,
                },
                Take::Class(_) => return None,
            };
        }
        if !self.row.open_name().is_empty() {
            self.row.end_name(at_least_one)?;
        }
        Some(())
    }

    /// What the builder makes that starts with one symbol of a name and goes on to `inside`.
    fn after_name(&self, inside: usize) -> AfterName {
        let states = &self.automaton.states;
        let State { take, to, free: [next, other] } = states[inside];
        if take != Take::Name || usize::from(to) != inside {
            return AfterName::Other;
        }
        if usize::from(other) == self.automaton.accept() {
            return AfterName::End;
        }
        let after = states[usize::from(next)];
        match after.take {
            Take::Char('/') if usize::from(after.to) == self.at => AfterName::Names,
            _ => AfterName::Star(usize::from(next)),
        }
    }
}

enum AfterName {
    /// It is a `**` with names after it.
    Names,
    /// It is everything below a directory.
    End,
    /// It is a `*` that takes at least one symbol; where it goes on.
    Star(usize),
    Other,
}

impl Plain {
    /// The fixed text with which every path starts, the one with which every path ends, and what lies between.
    pub(super) fn ends(&self) -> (Vec<u8>, Vec<u8>, Middle) {
        let mut prefix = Vec::new();
        let first = self.names.iter().position(|name| !name.is_fixed()).unwrap_or(self.names.len());
        for (index, name) in self.names[..first].iter().enumerate() {
            prefix.extend(self.bytes(name));
            if self.names[index + 1..].iter().any(|later| !later.is_deep()) {
                prefix.push(b'/');
            }
        }
        if first == self.names.len() {
            return (prefix.clone(), prefix, Middle::Nothing);
        }
        prefix.extend(self.head(&self.names[first]));
        let last = self.names.iter().rposition(|name| !name.is_fixed()).unwrap_or(first);
        let mut suffix = self.tail(&self.names[last]).to_vec();
        for (index, name) in self.names.iter().enumerate().skip(last + 1) {
            if !self.names[index - 1].is_deep() {
                suffix.push(b'/');
            }
            suffix.extend(self.bytes(name));
        }
        let stars = |name: &Name| self.bytes(name).iter().filter(|&&byte| byte == STAR).count();
        let middle = match &self.names[first..=last] {
            [name] if !name.is_deep() && stars(name) == 1 => Middle::InName,
            [_] if suffix.is_empty() && first > 0 => Middle::Below,
            [name] if name.is_deep() => Middle::Names,
            [any, deep] if any.is_any() && deep.is_deep() && suffix.is_empty() => Middle::Anything,
            [deep, name] if deep.is_deep() && name.head == 0 && !name.is_deep() && stars(name) == 1 => Middle::Anything,
            _ => Middle::Other,
        };
        (prefix, suffix, middle)
    }

    /// Whether the two have a path in common.
    pub(super) fn meets(&self, other: &Self) -> bool {
        let (mine, its) = (self.names.len(), other.names.len());
        match (self.deep, other.deep) {
            (None, None) => mine == its && self.starts_meet(other, mine),
            (Some((first, last)), Some((its_first, its_last))) => {
                // Any names fit between the longer beginning and the longer end, so those of both do.
                self.starts_meet(other, first.min(its_first))
                    && self.ends_meet(other, (mine - 1 - last).min(its - 1 - its_last))
            }
            (Some(_), None) => self.spans(other),
            (None, Some(_)) => other.spans(self),
        }
    }

    /// Whether the first `count` names can be the same.
    fn starts_meet(&self, other: &Self, count: usize) -> bool {
        let mut names = self.names[..count].iter().zip(&other.names[..count]);
        names.all(|(mine, its)| self.name_meets(mine, other, its))
    }

    /// Whether the last `count` names can be the same.
    fn ends_meet(&self, other: &Self, count: usize) -> bool {
        let (mine, its) = (self.names.iter().rev(), other.names.iter().rev());
        mine.zip(its).take(count).all(|(mine, its)| self.name_meets(mine, other, its))
    }

    /// Whether this row, which has a `**`, meets another that has none: what is between two `**` is looked for from
    /// left to right, as early as it can be.
    fn spans(&self, other: &Self) -> bool {
        let Some((first, last)) = self.deep else { return false };
        let after = self.names.len() - 1 - last;
        if other.names.len() < first + after || !self.starts_meet(other, first) || !self.ends_meet(other, after) {
            return false;
        }
        let mut rest = &other.names[first..other.names.len() - after];
        for block in self.names[first..last].split(Name::is_deep) {
            let meets = |place: &[Name]| block.iter().zip(place).all(|(mine, its)| self.name_meets(mine, other, its));
            if !block.is_empty() {
                let Some(at) = rest.windows(block.len()).position(meets) else { return false };
                rest = &rest[at + block.len()..];
            }
        }
        true
    }

    /// Whether two names can be the same. Two with stars can unless what is fixed at their ends differs.
    fn name_meets(&self, mine: &Name, other: &Self, its: &Name) -> bool {
        match (mine.is_fixed(), its.is_fixed()) {
            (true, true) => self.bytes(mine) == other.bytes(its),
            (true, false) => other.name_matches(its, self.bytes(mine)),
            (false, true) => self.name_matches(mine, other.bytes(its)),
            (false, false) => {
                let (head, its_head) = (self.head(mine), other.head(its));
                let (tail, its_tail) = (self.tail(mine), other.tail(its));
                (head.starts_with(its_head) || its_head.starts_with(head))
                    && (tail.ends_with(its_tail) || its_tail.ends_with(tail))
            }
        }
    }

    /// Whether a name with stars matches a fixed one.
    fn name_matches(&self, name: &Name, text: &[u8]) -> bool {
        let (head, tail) = (self.head(name), self.tail(name));
        let Some(rest) = text.strip_prefix(head).and_then(|rest| rest.strip_suffix(tail)) else { return false };
        let between = &self.bytes(name)[head.len()..usize::from(name.end - name.start) - tail.len()];
        let mut pieces = between.split(|&byte| byte == STAR).filter(|piece| !piece.is_empty());
        let find = |rest: &[u8], piece: &[u8]| rest.windows(piece.len()).position(|place| place == piece);
        pieces.try_fold(rest, |rest, piece| Some(&rest[find(rest, piece)? + piece.len()..])).is_some()
    }

    fn bytes(&self, name: &Name) -> &[u8] {
        &self.text[usize::from(name.start)..usize::from(name.end)]
    }

    fn head(&self, name: &Name) -> &[u8] {
        &self.text[usize::from(name.start)..usize::from(name.start + name.head)]
    }

    fn tail(&self, name: &Name) -> &[u8] {
        &self.text[usize::from(name.end - name.tail)..usize::from(name.end)]
    }

    /// The text that belongs to no name yet.
    fn open_name(&self) -> &[u8] {
        &self.text[self.names.last().map_or(0, |name| usize::from(name.end))..]
    }

    /// Ends a name. It must not be one that can be empty, nor one that takes at least one more symbol than its text
    /// says.
    fn end_name(&mut self, at_least_one: bool) -> Option<()> {
        let text = self.open_name();
        if at_least_one != (text == [STAR]) {
            return None;
        }
        let head = text.iter().position(|&byte| byte == STAR).unwrap_or(text.len());
        let tail = text.iter().rev().position(|&byte| byte == STAR).unwrap_or(text.len());
        let [start, end] = [self.text.len() - text.len(), self.text.len()];
        let [start, end, head, tail] = [start, end, head, tail].map(|at| u16::try_from(at).ok());
        self.names.push(Name { start: start?, end: end?, head: head?, tail: tail? });
        Some(())
    }

    fn push_deep(&mut self) {
        let end = self.names.last().map_or(0, |name| name.end);
        let at = self.names.len();
        self.deep = Some((self.deep.map_or(at, |(first, _)| first), at));
        self.names.push(Name { start: end, end, head: 0, tail: 0 });
    }
}

impl Name {
    /// It stands for any number of names.
    fn is_deep(&self) -> bool {
        self.start == self.end
    }

    /// It has no wildcard.
    fn is_fixed(&self) -> bool {
        self.head > 0 && self.start + self.head == self.end
    }

    /// It is `*`.
    fn is_any(&self) -> bool {
        self.head == 0 && self.tail == 0 && self.start + 1 == self.end
    }
}
