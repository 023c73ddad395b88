//! What the words beside a path say of it: "(new)", "do not touch", "except", "lines 10-40".
//!
//! A remark may say anything, and most remarks only describe. So only closed phrases change a claim: "not yet written"
//! and "never panics" forbid nothing, while a bare "not" or "never" does so where it is all that is said.

use crate::model::ClaimKind;
use crate::vocabulary::normalise;

use super::document::plain;

/// Signs that forbid what follows them.
const SIGNS: &[char] = &['❌', '🚫', '⛔'];

/// Marks between the parts of a remark, and between paths.
const SEPARATORS: &[char] = &[',', ';', '，', '、', '；'];

/// Words that keep a track off a file, wherever they stand in a part of a remark.
const KEEP_OFF: &[&str] = &[
    "do not touch",
    "do not edit",
    "do not modify",
    "do not change",
    "don t touch",
    "don t edit",
    "don t modify",
    "don t change",
    "not to touch",
    "not to edit",
    "not to modify",
    "not to change",
    "must not touch",
    "must not edit",
    "must not modify",
    "must not change",
    "must not be touched",
    "must not be edited",
    "must not be modified",
    "must not be changed",
    "may not touch",
    "may not edit",
    "may not modify",
    "cannot touch",
    "cannot edit",
    "cannot modify",
    "never touch",
    "never edit",
    "never modify",
    "never change",
    "avoid touching",
    "avoid editing",
    "avoid modifying",
    "avoid changing",
    "off limits",
    "hands off",
    "keep off",
    "no changes",
    "no edits",
    "leave alone",
    "leave it alone",
    "leave them alone",
    "leave untouched",
    "leave unchanged",
    "leave as is",
    "不要",
    "禁止",
    "触らない",
];

/// Words that keep a track off a file where they are a whole part of a remark.
const KEEP_OFF_ALONE: &[&str] = &["not", "avoid", "never", "leave", "do not", "don t", "must not", "forbidden"];

/// Words with which a part of a remark speaks of a file of several tracks.
const SHARED: &[&str] =
    &["shared with", "shared by", "shared between", "shared among", "shared across", "shared file", "shared files"];

/// Words that do so where they are a whole part of a remark.
const SHARED_ALONE: &[&str] = &["shared", "is shared", "compartido", "compartilhado"];

/// Such words in scripts without spaces.
const SHARED_INSIDE: &[&str] = &["共享", "共有", "공유"];

/// Words with which a remark begins that says how the track writes.
const WRITES: &[(ClaimKind, &[&str])] = &[
    (
        ClaimKind::Creates,
        &[
            "new",
            "new file",
            "create",
            "creates",
            "created",
            "to create",
            "新建",
            "新增",
            "新規",
            "신규",
            "nuevo",
            "novo",
        ],
    ),
    (
        ClaimKind::Modifies,
        &[
            "modify",
            "modified",
            "update",
            "updated",
            "updates",
            "edit",
            "extend",
            "add",
            "delete",
            "remove",
            "rewrite",
            "if fixes needed",
            "修改",
            "変更",
            "수정",
        ],
    ),
];

/// Words that limit a claim to a part of a file.
const PARTIAL: &[&str] = &[
    "section", "sections", "lines", "line", "method", "methods", "function", "class", "part", "fields", "仅", "部分",
    "のみ", "만",
];

/// Words beside "only" that speak of who writes and not of what is written.
const WRITERS: &[&str] = &[
    "track",
    "tracks",
    "lane",
    "agent",
    "team",
    "stream",
    "workstream",
    "worker",
    "me",
    "us",
    "we",
    "owner",
    "read",
    "write",
    "edit",
    "edits",
    "by",
    "integration",
];

/// Words that begin an exception.
const EXCEPT: &[&str] = &[
    "except for",
    "except",
    "excepting",
    "excluding",
    "but not",
    "apart from",
    "aside from",
    "other than",
    "minus",
    "without",
    "not including",
    "unless",
    "excepto",
    "exceto",
];

/// Words of an exception in scripts without spaces, before or after what is excepted.
const EXCEPT_INSIDE: &[&str] = &["除外", "除了", "제외", "以外"];

/// Words that may stand before those of an exception.
const EVERYTHING: &[&str] = &["everything else", "everything", "all files", "all", "anything"];

/// Words that begin a second path.
const ALSO: &[&str] = &["and", "plus", "also", "or"];

/// More words than this before a second path speak of something else.
const MAX_ALSO: usize = 3;

/// How a text leads to the path after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lead {
    /// What follows is an exception of what stands before.
    Except,
    /// What follows is named in the same way as what stands before.
    Also,
    /// Any other words.
    Words,
}

/// A text in normal form; remarks keep what stands in parentheses, unlike labels.
pub(super) fn words(text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        normalise(&plain(text).replace(['(', ')', '（', '）', '[', ']'], " "))
    }
}

/// The part of a text between two paths that belongs to the second: what stands in parentheses or before a comma is
/// said of the first.
pub(super) fn before(gap: &str) -> &str {
    let mut depth = 0_u32;
    let mut start = 0;
    for (at, c) in gap.char_indices() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => {
                depth = depth.saturating_sub(1);
                start = if depth == 0 { at + c.len_utf8() } else { start };
            }
            _ if depth == 0 && SEPARATORS.contains(&c) => start = at + c.len_utf8(),
            _ => {}
        }
    }
    &gap[start..]
}

/// What a text leads to. `bare`: nothing but a path follows, so that "not" alone is an exception.
pub(super) fn lead(text: &str, bare: bool) -> Lead {
    let words = words(text);
    let rest = EVERYTHING.iter().find_map(|all| after_word(&words, all)).unwrap_or(&words);
    let begins = |list: &[&str]| list.iter().any(|word| after_word(rest, word).is_some());
    if begins(EXCEPT) || EXCEPT_INSIDE.iter().any(|mark| words.contains(mark)) || (bare && rest == "not") {
        Lead::Except
    } else if words.is_empty() || (begins(ALSO) && words.split(' ').count() <= MAX_ALSO) {
        Lead::Also
    } else {
        Lead::Words
    }
}

/// The kind that the words of a remark, or of a verb before a path, ask for.
pub(super) fn kind(text: &str, kind: ClaimKind) -> ClaimKind {
    if kind >= ClaimKind::Shared || text.trim().is_empty() {
        return kind;
    }
    let signed = text.trim_start_matches(|c: char| !c.is_alphanumeric() && !SIGNS.contains(&c));
    if signed.starts_with(SIGNS) && words(signed).is_empty() {
        return ClaimKind::Forbidden;
    }
    let marks = |c: char| SEPARATORS.contains(&c) || matches!(c, '.' | '—' | '–' | ':' | '(' | ')');
    let parts: Vec<String> = text.split(marks).map(words).filter(|part| !part.is_empty()).collect();
    let any = |test: &dyn Fn(&str) -> bool| parts.iter().any(|part| test(part));
    if any(&|part| KEEP_OFF_ALONE.contains(&part) || KEEP_OFF.iter().any(|phrase| has(part, phrase))) {
        return ClaimKind::Forbidden;
    }
    let shares = |part: &str| {
        SHARED_ALONE.contains(&part)
            || SHARED.iter().any(|phrase| after_word(part, phrase).is_some())
            || SHARED_INSIDE.iter().any(|mark| part.contains(mark))
    };
    if any(&shares) {
        return ClaimKind::Shared;
    }
    let words = words(text);
    let writes = WRITES.iter().find(|(_, list)| {
        list.iter().any(|mark| if mark.is_ascii() { after_word(&words, mark).is_some() } else { words.contains(mark) })
    });
    writes.map_or(kind, |(kind, _)| *kind)
}

/// Whether a remark limits a claim to a part of the file.
pub(super) fn is_partial(words: &str) -> bool {
    let only = has(words, "only") && !words.split(' ').any(|word| WRITERS.contains(&word));
    only || PARTIAL.iter().any(|word| has(words, word))
}

/// The length of a path before a range of lines: "src/a.ts:10-40", "src/a.ts#L5-L9".
pub(super) fn before_lines(path: &str) -> Option<usize> {
    let at = path.rfind([':', '#'])?;
    let lines = &path[at + 1..];
    let marked = path[at..].starts_with('#');
    let number = |part: &str| {
        let digits = part.strip_prefix('L');
        let digits = digits.unwrap_or(if marked { "" } else { part });
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    (at > 0 && lines.split('-').count() <= 2 && lines.split('-').all(number)).then_some(at)
}

/// Whether whole words stand in a text; in scripts without spaces, whether they stand in it at all.
fn has(text: &str, phrase: &str) -> bool {
    if !phrase.is_ascii() {
        return text.contains(phrase);
    }
    text.match_indices(phrase).any(|(at, _)| {
        (at == 0 || text[..at].ends_with(' '))
            && (text[at + phrase.len()..].is_empty() || text[at + phrase.len()..].starts_with(' '))
    })
}

/// What follows a word with which a text begins.
fn after_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(word)?;
    rest.strip_prefix(' ').or_else(|| rest.is_empty().then_some(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds() {
        use ClaimKind::{Creates, Forbidden, Owns, Shared};
        for (text, expected) in [
            ("(not yet written)", Owns),
            ("- never panics", Owns),
            ("(leave as little code here as possible)", Owns),
            ("do not forget the tests", Owns),
            ("(do not touch)", Forbidden),
            ("- reference, do not edit", Forbidden),
            ("Not: ", Forbidden),
            ("❌ ", Forbidden),
            ("❌ not done: ", Owns),
            ("(shared state lives here)", Owns),
            ("(shared with Track B)", Shared),
            ("(NEW)", Creates),
        ] {
            assert_eq!(kind(text, Owns), expected, "{text}");
        }
    }

    #[test]
    fn leads() {
        for (text, expected) in [
            (" except ", Lead::Except),
            ("everything except ", Lead::Except),
            ("Exception types: ", Lead::Words),
            ("and exceptions in ", Lead::Also),
            (" (not ", Lead::Except),
            ("not only ", Lead::Words),
            (" (and its test ", Lead::Also),
        ] {
            assert_eq!(lead(text, true), expected, "{text}");
        }
        assert_eq!(before(" (new), and "), " and ");
        assert_eq!(before(" (except "), " (except ");
    }

    #[test]
    fn lines() {
        for (path, expected) in [
            ("src/a.ts:10-40", Some(8)),
            ("src/a.ts:10", Some(8)),
            ("src/a.ts#L5-L9", Some(8)),
            ("src/a#1.ts", None),
            ("src/a.ts#12", None),
            ("src/a.ts", None),
        ] {
            assert_eq!(before_lines(path), expected, "{path}");
        }
    }
}
