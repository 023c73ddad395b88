//! From text to pieces: one pass, left to right, no recursion. [`Builder`] gives the pieces their meaning.

use std::ops::Range;

use super::automaton::Automaton;
use super::bracket::{self, Bracket};
use super::build::Builder;
use super::{ErrorKind, MAX_LEN, ParseError};

/// Names of files that have no extension, in byte order. Any other bare name without one may be a directory.
const FILES: [&str; 44] = [
    ".dockerignore",
    ".editorconfig",
    ".env",
    ".eslintignore",
    ".eslintrc",
    ".flake8",
    ".gitattributes",
    ".gitignore",
    ".gitmodules",
    ".node-version",
    ".npmrc",
    ".nvmrc",
    ".prettierignore",
    ".prettierrc",
    ".python-version",
    ".tool-versions",
    "AUTHORS",
    "Brewfile",
    "CHANGELOG",
    "CODEOWNERS",
    "CONTRIBUTING",
    "COPYING",
    "Caddyfile",
    "Containerfile",
    "Dockerfile",
    "Gemfile",
    "Jenkinsfile",
    "Justfile",
    "LICENSE",
    "MAINTAINERS",
    "Makefile",
    "NOTICE",
    "OWNERS",
    "Pipfile",
    "Podfile",
    "Procfile",
    "README",
    "Rakefile",
    "Taskfile",
    "Tiltfile",
    "VERSION",
    "Vagrantfile",
    "justfile",
    "makefile",
];

/// Whether a name is that of a file, though it has no extension.
pub(super) fn is_well_known_file(name: &str) -> bool {
    FILES.binary_search(&name).is_ok()
}

/// Reads a pattern. White space around it does not count.
pub(super) fn parse(text: &str) -> Result<Automaton, ParseError> {
    let trimmed = text.trim_end();
    let start = trimmed.len() - trimmed.trim_start().len();
    if trimmed.is_empty() {
        return Err(ParseError::new(ErrorKind::Empty, 0..text.len()));
    }
    if trimmed.len() - start > MAX_LEN {
        return Err(ParseError::new(ErrorKind::TooLong, start..trimmed.len()));
    }
    let builder = Builder::new(trimmed.len() - start);
    let mut parser = Parser { text: trimmed, start, at: start, builder };
    parser.refuse_foreign()?;
    while let Some(c) = trimmed[parser.at..].chars().next() {
        parser.piece(c)?;
        if parser.builder.is_full() {
            return parser.fail(ErrorKind::TooComplex, start..trimmed.len());
        }
    }
    if let Some(offset) = parser.builder.open_brace() {
        return parser.fail(ErrorKind::UnclosedBrace, offset..offset + 1);
    }
    let name = parser.name_before(trimmed.len());
    parser.builder.finish().map_err(|kind| {
        let range = if kind == ErrorKind::Empty { start..trimmed.len() } else { name };
        ParseError::new(kind, range)
    })
}

struct Parser<'t> {
    /// What was given, without white space at its end.
    text: &'t str,
    /// The first byte that counts.
    start: usize,
    at: usize,
    builder: Builder,
}

impl Parser<'_> {
    /// Reads the piece at the current offset, which starts with `c`.
    fn piece(&mut self, c: char) -> Result<(), ParseError> {
        let at = self.at;
        self.at += c.len_utf8();
        match c {
            '/' => self.builder.slash().or_else(|kind| match kind {
                ErrorKind::Absolute => self.fail(kind, at..at + 1),
                _ => self.fail(kind, self.name_before(at)),
            })?,
            '*' => self.builder.star(),
            '?' => self.builder.any(),
            '[' => self.bracket(at)?,
            '{' => self.brace(at)?,
            ',' if self.builder.open_brace().is_some() => self.builder.comma(),
            '}' if self.builder.open_brace().is_some() => self.builder.close(),
            '}' => self.fail(ErrorKind::UnopenedBrace, at..at + 1)?,
            '\\' => self.escape(at)?,
            '<' => self.angle(at)?,
            '(' => self.parenthesis(at)?,
            '$' => self.dollar(at)?,
            '~' if self.builder.at_start() => self.fail(ErrorKind::Home, at..at + 1)?,
            ':' if self.text[self.at..].starts_with("//") => self.fail(ErrorKind::Url, self.start..at + 3)?,
            _ => {
                if let Some(len) = self.file_at(at) {
                    self.builder.file(&self.text[at..at + len]);
                    self.at = at + len;
                } else {
                    self.at += self.text[self.at..].bytes().take_while(|byte| is_plain(*byte)).count();
                    self.builder.text(&self.text[at..self.at]);
                }
            }
        }
        Ok(())
    }

    /// Refuses what is no path of this dialect as a whole.
    fn refuse_foreign(&self) -> Result<(), ParseError> {
        let rest = &self.text[self.start..];
        let start = self.start;
        let bytes = rest.as_bytes();
        if rest.starts_with("\\\\") {
            return self.fail(ErrorKind::NetworkShare, start..start + 2);
        }
        if bytes[0].is_ascii_alphabetic() && bytes.get(1) == Some(&b':') {
            return self.fail(ErrorKind::Drive, start..start + 2);
        }
        if bytes[0] == b'!' {
            return self.fail(ErrorKind::Negation, start..start + 1);
        }
        // Beyond ASCII all control characters begin with 0xC2.
        let may_hold_control = rest.bytes().any(|byte| byte.is_ascii_control() || byte == 0xc2);
        match rest.char_indices().filter(|_| may_hold_control).find(|(_, c)| c.is_control()) {
            Some((at, c)) => self.fail(ErrorKind::ControlCharacter, start + at..start + at + c.len_utf8()),
            None => Ok(()),
        }
    }

    fn bracket(&mut self, at: usize) -> Result<(), ParseError> {
        let alone = at == self.start || self.text[..at].ends_with('/');
        let shift = |range: Range<usize>| at + range.start..at + range.end;
        match bracket::read(&self.text[at..], at == self.start, alone) {
            Err((kind, range)) => self.fail(kind, shift(range))?,
            Ok(Bracket::Class(class, len)) => {
                self.builder.class(class);
                self.at = at + len;
            }
            Ok(Bracket::Word(class, len)) => {
                self.at = at + len;
                if class.is_some() {
                    self.builder.open(at);
                }
                for c in self.text[at..self.at].chars() {
                    self.builder.char(c);
                }
                if let Some(class) = class {
                    self.builder.comma();
                    self.builder.class(class);
                    self.builder.close();
                }
            }
        }
        Ok(())
    }

    /// `{{name}}` is what templates write; `{{a,b},c}` is nested.
    fn brace(&mut self, at: usize) -> Result<(), ParseError> {
        let inner = self.text[self.at..].strip_prefix('{').and_then(|rest| rest.split_once("}}"));
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.');
        if let Some((word, _)) = inner.filter(|(word, _)| word.trim().len() > 1 && word.chars().all(is_word)) {
            return self.fail(ErrorKind::Placeholder, at..at + word.len() + "{{}}".len());
        }
        self.builder.open(at);
        Ok(())
    }

    /// `\` before a special character. Where it could be meant to separate names it is refused.
    fn escape(&mut self, at: usize) -> Result<(), ParseError> {
        let Some(c) = self.text[self.at..].chars().next() else {
            return self.fail(ErrorKind::TrailingBackslash, at..at + 1);
        };
        let opens = "*?[{".contains(c);
        let closes = "]},!-~$<>() ".contains(c);
        if closes || opens && self.builder.at_name() {
            self.at += 1;
            self.builder.char(c);
            return Ok(());
        }
        self.fail(ErrorKind::Backslash, at..at + 1)
    }

    fn angle(&mut self, at: usize) -> Result<(), ParseError> {
        match self.rest_of_name().find('>') {
            Some(len) if len > 0 => self.fail(ErrorKind::Placeholder, at..self.at + len + 1),
            _ => {
                self.builder.char('<');
                Ok(())
            }
        }
    }

    fn parenthesis(&mut self, at: usize) -> Result<(), ParseError> {
        match self.rest_of_name().find(')') {
            Some(len) if self.text[self.at..self.at + len].contains('|') => {
                self.fail(ErrorKind::Parentheses, at..self.at + len + 1)
            }
            _ => {
                self.builder.char('(');
                Ok(())
            }
        }
    }

    /// `$name` at the start; `$NAME`, `${…}` and `$(…)` anywhere. Other dollars are part of a name: `$slug.tsx`.
    fn dollar(&mut self, at: usize) -> Result<(), ParseError> {
        let rest = self.rest_of_name();
        let name = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
        let len = rest.chars().take_while(name).count();
        let constant = |name: &str| name.len() > 1 && !name.contains(|c: char| c.is_ascii_lowercase());
        let named = rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && (self.builder.at_start() || constant(&rest[..len]));
        if named || rest.starts_with(['{', '(']) {
            return self.fail(ErrorKind::Variable, at..self.at + len.max(1));
        }
        self.builder.char('$');
        Ok(())
    }

    /// The length of the well-known file name that is the whole of a name, or of an alternative, at this offset.
    fn file_at(&self, at: usize) -> Option<usize> {
        if at > self.start && !self.text[..at].ends_with(['/', '{', ',']) {
            return None;
        }
        let rest = &self.text[at..];
        let is_end = |byte| matches!(byte, b'/' | b'{' | b'}' | b',' | b'[' | b'*' | b'?' | b'\\');
        let name = &rest[..rest.bytes().position(is_end).unwrap_or(rest.len())];
        let ends = matches!(rest.as_bytes().get(name.len()), None | Some(b'}' | b','));
        (ends && is_well_known_file(name)).then_some(name.len())
    }

    /// What follows the current offset up to the next `/`.
    fn rest_of_name(&self) -> &str {
        let rest = &self.text[self.at..];
        &rest[..rest.find('/').unwrap_or(rest.len())]
    }

    /// The range of the name that ends at this offset; within braces that are still open, of its last part.
    fn name_before(&self, end: usize) -> Range<usize> {
        let name = self.text[self.start..end].rfind('/').map_or(self.start, |slash| self.start + slash + 1);
        match self.text[name..end].rfind(['{', ',', '}']) {
            Some(mark) if self.text.as_bytes()[name + mark] != b'}' => name + mark + 1..end,
            _ => name..end,
        }
    }

    fn fail<T>(&self, kind: ErrorKind, range: Range<usize>) -> Result<T, ParseError> {
        Err(ParseError::new(kind, range.start..range.end.min(self.text.len())))
    }
}

/// Whether a character means itself wherever it stands. Most of a path are such characters: they are read in one go.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')
}

#[cfg(test)]
mod tests {
    use super::FILES;

    #[test]
    fn file_names_are_in_order() {
        assert!(FILES.is_sorted());
    }
}
