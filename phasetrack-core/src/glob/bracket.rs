//! What stands between brackets: a class, a word that is the name of a folder, or a placeholder.
//!
//! Web frameworks name folders and files `[id]`, `[...slug]`, `[[...slug]]`; authors of plans write `[name]` for a name
//! that is still open; and `[ab]` is a class. All three are common, so the difference is made by what they look like.

use std::ops::Range;

use super::ErrorKind;
use super::automaton::Class;

/// What a text that starts with `[` is.
#[derive(Debug)]
pub(super) enum Bracket {
    /// A class, and its length in bytes.
    Class(Class, usize),
    /// A word, with its brackets as many bytes long; read as itself and, where it can be one, as a class too.
    Word(Option<Class>, usize),
}

/// Reads the bracket at the start of `rest`, the remainder of a pattern. `first`: nothing is before it;
/// `alone`: it is at the beginning of a name. An error's range counts from the bracket.
pub(super) fn read(rest: &str, first: bool, alone: bool) -> Result<Bracket, (ErrorKind, Range<usize>)> {
    let double = rest.starts_with("[[");
    let outer = if double { "]]" } else { "]" };
    if let Some(inner) = rest.find(outer) {
        let content = &rest[outer.len()..inner];
        let end = inner + outer.len();
        let after = &rest[end..];
        let whole = first && after.bytes().all(|byte| byte == b'/');
        let segment = alone && (after.is_empty() || after.starts_with('/'));
        if is_sentence(content)
            || (whole && (is_word(content) || is_choice(content)))
            || (segment && is_initial(content))
        {
            return Err((ErrorKind::Placeholder, 0..end));
        }
        if is_word(content) {
            let fixed = double || content.starts_with("...");
            let class = if fixed { None } else { class(rest).ok().map(|(class, _)| class) };
            return Ok(Bracket::Word(class, end));
        }
    }
    class(rest).map(|(class, end)| Bracket::Class(class, end))
}

/// Words with a space between them: no folder and no class anybody would write.
fn is_sentence(content: &str) -> bool {
    let text = |c: char| c.is_alphanumeric() || " /_-.,:'?".contains(c);
    content.starts_with(char::is_alphabetic) && content.trim().contains(' ') && content.chars().all(text)
}

/// `High/Medium/Low`
fn is_choice(content: &str) -> bool {
    content.contains('/') && !content.contains(['[', '*', '{'])
}

/// `Y`
fn is_initial(content: &str) -> bool {
    let mut chars = content.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
}

/// Two letters or more that do not look like a class. These do: `a-z` and `a-zA-Z0-9`, because of the single
/// characters around a `-`, and `ab` or `xyz`, letters in their order within a stretch of six.
fn is_word(content: &str) -> bool {
    let name = content.strip_prefix("...").unwrap_or(content);
    let letters = || name.chars().filter(|c| c.is_alphabetic());
    let in_order = || letters().zip(letters().skip(1)).all(|(a, b)| a < b);
    let stretch = || letters().next_back().map_or(0, u32::from) - letters().next().map_or(0, u32::from);
    name.starts_with(char::is_alphabetic)
        && letters().nth(1).is_some()
        && name.chars().all(|c| c.is_alphanumeric() || "_-=.".contains(c))
        && name.split('-').all(|piece| piece.chars().nth(1).is_some())
        && !(name.len() == content.len() && in_order() && stretch() < 6)
}

/// Reads the class at the start of `rest`; gives it with its length in bytes.
fn class(rest: &str) -> Result<(Class, usize), (ErrorKind, Range<usize>)> {
    let negated = rest[1..].starts_with(['!', '^']);
    let body = if negated { 2 } else { 1 };
    let mut reader = Reader { text: rest, at: body };
    let mut ranges = Vec::new();
    while let Some(c) = reader.peek() {
        let start = reader.at;
        if c == ']' && start > body {
            return Ok((Class { negated, ranges }, start + 1));
        }
        if c == '/' && rest[start..].contains(']') {
            return Err((ErrorKind::SlashInClass, start..start + 1));
        }
        if rest[start..].starts_with("[:") && rest[start..].contains(":]") {
            return Err((ErrorKind::NamedClass, start..start + 2));
        }
        let first = reader.char()?;
        let mut last = first;
        if let Some(after) = rest[reader.at..].strip_prefix('-')
            && !after.is_empty()
            && !after.starts_with([']', '/'])
        {
            reader.at += 1;
            last = reader.char()?;
        }
        if last < first {
            return Err((ErrorKind::ReversedRange, start..reader.at));
        }
        ranges.push((first, last));
    }
    Err((ErrorKind::UnclosedClass, 0..1))
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    /// One character of a class, which may be escaped.
    fn char(&mut self) -> Result<char, (ErrorKind, Range<usize>)> {
        let start = self.at;
        let Some(c) = self.peek() else { return Err((ErrorKind::UnclosedClass, 0..1)) };
        self.at += c.len_utf8();
        if c != '\\' {
            return Ok(c);
        }
        match self.peek() {
            Some(c @ ('[' | ']' | '-' | '!' | '^')) => {
                self.at += 1;
                Ok(c)
            }
            Some(_) => Err((ErrorKind::Backslash, start..self.at)),
            None => Err((ErrorKind::TrailingBackslash, start..self.at)),
        }
    }
}
