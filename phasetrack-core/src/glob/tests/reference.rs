//! The dialect a second time, slowly: braces are expanded as text, every expansion becomes a regular expression,
//! and deterministic automata of `regex-automata` do the rest.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use regex_automata::dfa::{Automaton, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::{primitives::StateID, start, syntax};

/// The bytes that the compared patterns and paths are made of. `x` stands for all others.
pub(super) const ALPHABET: &[u8] = b"abcx.-/,}][{*? ";

/// Every path: names that are not empty, `.` or `..`.
const PATHS: &str = r"(?:[^/.][^/]*|\.[^/.][^/]*|\.\.[^/]+)(?:/(?:[^/.][^/]*|\.[^/.][^/]*|\.\.[^/]+))*";
const BELOW: &str = "[^/]+(?:/[^/]+)*";

/// The text with its braces expanded, as a shell does it.
pub(super) fn expand(text: &str) -> Vec<String> {
    let (mut depth, mut open, mut commas) = (0, 0, Vec::new());
    let mut at = 0;
    while at < text.len() {
        match text.as_bytes()[at] {
            b'\\' => at += 1,
            b'[' => at += class_len(&text[at..]) - 1,
            b'{' => {
                if depth == 0 {
                    open = at;
                }
                depth += 1;
            }
            b',' if depth == 1 => commas.push(at),
            b'}' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    commas.push(at);
                    let mut from = open + 1;
                    let mut all = Vec::new();
                    for comma in commas {
                        let alternative = &text[from..comma];
                        all.extend(expand(&format!("{}{alternative}{}", &text[..open], &text[at + 1..])));
                        from = comma + 1;
                    }
                    return all;
                }
            }
            _ => {}
        }
        at += 1;
    }
    vec![text.to_owned()]
}

/// The length of the class that the text starts with.
fn class_len(text: &str) -> usize {
    let mut at = if text[1..].starts_with(['!', '^']) { 3 } else { 2 };
    if text[at - 1..].starts_with('\\') {
        at += 1;
    }
    while !text[at..].starts_with(']') {
        at += if text[at..].starts_with('\\') { 2 } else { 1 };
    }
    at + 1
}

/// One name as a regular expression.
struct Name {
    regex: String,
    /// What the name is, when it has no wildcard.
    fixed: Option<String>,
    deep: bool,
}

fn name(text: &str) -> Name {
    if text.len() > 1 && text.bytes().all(|byte| byte == b'*') {
        return Name { regex: String::new(), fixed: None, deep: true };
    }
    if text == "*" {
        return Name { regex: "[^/]+".to_owned(), fixed: None, deep: false };
    }
    let (mut regex, mut fixed) = (String::new(), Some(String::new()));
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let len = match rest.as_bytes()[0] {
            b'[' => class_len(rest),
            b'\\' => 2,
            _ => 1,
        };
        match &rest[..len] {
            "*" => regex += "[^/]*",
            "?" => regex += "[^/]",
            "[.]" => regex += r"\.",
            class if len > 2 => {
                let negated = class[1..].starts_with(['!', '^']);
                let body = &class[if negated { 2 } else { 1 }..len - 1];
                let body = body.replace('\\', "").replace('[', r"\[").replace(']', r"\]");
                let body = match body.strip_suffix('-') {
                    Some(others) => format!(r"{others}\-"),
                    None => body,
                };
                regex += &if negated { ["[^/", &body, "]"].concat() } else { ["[", &body, "&&[^/]]"].concat() };
            }
            fixed => regex += &escape(fixed.trim_start_matches('\\')),
        }
        fixed = match &rest[..len] {
            "*" | "?" => None,
            "[.]" => fixed.map(|name| name + "."),
            _ if len > 2 => None,
            c => fixed.map(|name| name + c.trim_start_matches('\\')),
        };
        at += len;
    }
    Name { regex, fixed, deep: false }
}

fn escape(text: &str) -> String {
    let mark = |c: char| (!c.is_ascii_alphanumeric()).then_some('\\');
    text.chars().flat_map(|c| mark(c).into_iter().chain([c])).collect()
}

/// An expansion as a regular expression; `None` when it is refused.
fn regex(expansion: &str) -> Option<String> {
    if expansion.is_empty() || expansion.starts_with('/') {
        return None;
    }
    let mut names: Vec<Name> = expansion.split('/').filter(|text| !text.is_empty()).map(name).collect();
    if names.iter().any(|name| matches!(name.fixed.as_deref(), Some(".." | "..."))) {
        return None;
    }
    let is_dot = |name: &Name| name.fixed.as_deref() == Some(".");
    let directory = expansion.ends_with('/') || names.last().is_some_and(is_dot);
    names.retain(|name| !is_dot(name));
    let mut all = String::new();
    let count = names.len();
    for (index, name) in names.into_iter().enumerate() {
        let last = index + 1 == count;
        all += &match (name.deep, last, directory) {
            (true, true, _) => return Some(all + BELOW),
            (true, false, _) => "(?:[^/]+/)*".to_owned(),
            (false, false, _) | (false, true, true) => name.regex + "/",
            (false, true, false) => match name.fixed {
                Some(fixed) if !is_file(&fixed) => return Some(format!("{all}{}(?:/{BELOW})?", name.regex)),
                _ => return Some(all + &name.regex),
            },
        };
    }
    Some(all + BELOW)
}

/// Whether a name has an extension.
pub(super) fn is_file(name: &str) -> bool {
    name.rfind('.').is_some_and(|dot| {
        let extension = &name[dot + 1..];
        dot > 0
            && extension.starts_with(|c: char| c.is_ascii_lowercase())
            && extension.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    })
}

/// What the reference makes of a pattern.
pub(super) enum Reading {
    Refused,
    /// Not tried: deterministic automata can be exponentially large.
    TooLarge,
    Language(Table),
}

/// A deterministic automaton over [`ALPHABET`]. State 0 is the start.
pub(super) struct Table {
    next: Vec<[Option<usize>; ALPHABET.len()]>,
    accepts: Vec<bool>,
}

impl Table {
    /// The language of a pattern.
    pub(super) fn of(text: &str) -> Reading {
        let expansions: Option<BTreeSet<String>> = expand(text).iter().map(|text| regex(text)).collect();
        let Some(expansions) = expansions else { return Reading::Refused };
        let union = expansions.into_iter().collect::<Vec<_>>().join("|");
        match (dfa(&union), dfa(PATHS)) {
            (Some(mine), Some(paths)) => Reading::Language(Self::explore(&[&mine, &paths])),
            _ => Reading::TooLarge,
        }
    }

    /// The part of the product of the automata that can lead to acceptance.
    fn explore(dfas: &[&dense::DFA<Vec<u32>>; 2]) -> Self {
        let start = start::Config::new().anchored(regex_automata::Anchored::Yes);
        let first = dfas.map(|dfa| dfa.start_state(&start).expect("a start state"));
        let mut ids = BTreeMap::from([(first, 0)]);
        let mut queue = VecDeque::from([first]);
        let (mut next, mut accepts) = (Vec::new(), Vec::new());
        while let Some(states) = queue.pop_front() {
            accepts.push((0..2).all(|i| dfas[i].is_match_state(dfas[i].next_eoi_state(states[i]))));
            next.push([None; ALPHABET.len()]);
            for (symbol, &byte) in ALPHABET.iter().enumerate() {
                let after: [StateID; 2] = [0, 1].map(|i: usize| dfas[i].next_state(states[i], byte));
                if (0..2).any(|i| dfas[i].is_dead_state(after[i])) {
                    continue;
                }
                let count = ids.len();
                let id = *ids.entry(after).or_insert_with(|| {
                    queue.push_back(after);
                    count
                });
                if let Some(row) = next.last_mut() {
                    row[symbol] = Some(id);
                }
            }
        }
        let mut table = Self { next, accepts };
        table.prune();
        table
    }

    /// Removes the edges to states from which nothing is accepted.
    fn prune(&mut self) {
        let mut alive = self.accepts.clone();
        let mut changed = true;
        while changed {
            changed = false;
            for state in 0..alive.len() {
                if !alive[state] && self.next[state].iter().flatten().any(|&to| alive[to]) {
                    alive[state] = true;
                    changed = true;
                }
            }
        }
        for edge in self.next.iter_mut().flatten() {
            *edge = edge.filter(|&to| alive[to]);
        }
    }

    pub(super) fn matches(&self, path: &[u8]) -> bool {
        let step = |state: usize, byte: &u8| {
            let symbol = ALPHABET.iter().position(|known| known == byte)?;
            self.next[state][symbol]
        };
        path.iter().try_fold(0, step).is_some_and(|state| self.accepts[state])
    }

    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.reaches(other, |mine, its| its.is_some_and(|its| self.accepts[mine] && other.accepts[its]))
    }

    pub(super) fn contains(&self, other: &Self) -> bool {
        !other.reaches(self, |its, mine| other.accepts[its] && !mine.is_some_and(|mine| self.accepts[mine]))
    }

    /// Whether there is a path of the two of `must` that neither of `never` has.
    pub(super) fn differ(must: [&Self; 2], never: [&Self; 2]) -> bool {
        let tables = [must[0], must[1], never[0], never[1]];
        // A state is counted from 1 here, and 0 is none.
        let mut met = BTreeSet::new();
        let mut stack = vec![[1_u16; 4]];
        let pack = |states: [u16; 4]| states.iter().fold(0_u64, |packed, &state| packed << 16 | u64::from(state));
        while let Some(states) = stack.pop() {
            let accepts = |at: usize| states[at] > 0 && tables[at].accepts[usize::from(states[at]) - 1];
            if accepts(0) && accepts(1) && !accepts(2) && !accepts(3) {
                return true;
            }
            for symbol in 0..ALPHABET.len() {
                let mut after = [0; 4];
                for at in (0..4).filter(|&at| states[at] > 0) {
                    let next = tables[at].next[usize::from(states[at]) - 1][symbol];
                    after[at] = next.map_or(0, |next| u16::try_from(next + 1).expect("few states"));
                }
                if after[0] > 0 && after[1] > 0 && met.insert(pack(after)) {
                    stack.push(after);
                }
            }
        }
        false
    }

    /// Whether some path leads to a pair of states for which `goal` holds.
    fn reaches(&self, other: &Self, goal: impl Fn(usize, Option<usize>) -> bool) -> bool {
        let width = other.next.len() + 1;
        let mut met = vec![false; self.next.len() * width];
        let mut stack = vec![(0, Some(0))];
        while let Some((mine, its)) = stack.pop() {
            if std::mem::replace(&mut met[mine * width + its.map_or(0, |its| its + 1)], true) {
                continue;
            }
            if goal(mine, its) {
                return true;
            }
            for symbol in 0..ALPHABET.len() {
                if let Some(mine) = self.next[mine][symbol] {
                    stack.push((mine, its.and_then(|its| other.next[its][symbol])));
                }
            }
        }
        false
    }
}

fn dfa(regex: &str) -> Option<dense::DFA<Vec<u32>>> {
    let limits = dense::Config::new()
        .start_kind(regex_automata::dfa::StartKind::Anchored)
        .determinize_size_limit(Some(50_000))
        .dfa_size_limit(Some(50_000));
    dense::Builder::new()
        .syntax(syntax::Config::new().unicode(false).utf8(false))
        .thompson(thompson::Config::new().utf8(false))
        .configure(limits)
        .build(&format!("(?:{regex})$"))
        .map_err(|error| assert!(error.is_size_limit_exceeded(), "{error:?}"))
        .ok()
}
