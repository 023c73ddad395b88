//! Why a text is no pattern.

use std::error::Error;
use std::fmt;
use std::ops::Range;

use super::{MAX_LEN, MAX_STATES};

/// A text that is no pattern: what is wrong and where.
///
/// ```
/// use phasetrack_core::glob::{ErrorKind, Fault, Pattern};
///
/// let error = Pattern::parse("src/../etc/x").unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::ParentDirectory);
/// assert_eq!(error.kind().fault(), Fault::Outside);
/// assert_eq!(error.range(), 4..6);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    kind: ErrorKind,
    range: Range<usize>,
}

impl ParseError {
    pub(super) fn new(kind: ErrorKind, range: Range<usize>) -> Self {
        Self { kind, range }
    }

    /// What is wrong.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// What is wrong, and what to write instead.
    pub fn parts(&self) -> (String, String) {
        let told = self.to_string();
        let (what, instead) = told.split_once(": ").unwrap_or((&told, "write another path"));
        (what.to_owned(), instead.to_owned())
    }

    /// Where, as bytes of the text that was given to [`Pattern::parse`](super::Pattern::parse); on character
    /// boundaries, and empty only when the text is.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

impl Error for ParseError {}

/// What family a mistake belongs to: what the author of the text has to think about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// The text breaks the rules of the dialect.
    Syntax,
    /// The text names something that is not in the repository.
    Outside,
    /// The text stands for a name that is still to be filled in.
    Placeholder,
}

/// What is wrong with a text. The message of each kind holds the remedy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Nothing is written, or one way through the braces leaves nothing.
    Empty,
    /// More than [`MAX_LEN`] bytes.
    TooLong,
    /// More than [`MAX_STATES`] states, which only large braces need.
    TooComplex,
    /// NUL or another control character.
    ControlCharacter,
    /// `[` without `]`; also `[]` and `[!]`, because a class that is empty could match nothing.
    UnclosedClass,
    /// `[z-a]`.
    ReversedRange,
    /// `[a/b]`.
    SlashInClass,
    /// `[[:alpha:]]`.
    NamedClass,
    /// `{` without `}`.
    UnclosedBrace,
    /// `}` without `{`.
    UnopenedBrace,
    /// `\` at the end.
    TrailingBackslash,
    /// `\` that is no escape: most likely a separator of Windows.
    Backslash,
    /// `!src/**`.
    Negation,
    /// `*.(ts|tsx)`.
    Parentheses,
    /// A name `..`.
    ParentDirectory,
    /// `/etc/x`.
    Absolute,
    /// `~/x`.
    Home,
    /// `$HOME/x`.
    Variable,
    /// `C:\x`.
    Drive,
    /// `\\host\share`.
    NetworkShare,
    /// `https://…`.
    Url,
    /// `<name>`, `{{name}}`, `[name]` as the whole pattern, a name `...`.
    Placeholder,
}

impl ErrorKind {
    /// The family of the mistake.
    pub fn fault(self) -> Fault {
        match self {
            Self::ParentDirectory
            | Self::Absolute
            | Self::Home
            | Self::Variable
            | Self::Drive
            | Self::NetworkShare
            | Self::Url => Fault::Outside,
            Self::Placeholder => Fault::Placeholder,
            _ => Fault::Syntax,
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "the pattern is empty: write `**` for every file",
            Self::TooLong => {
                return write!(f, "the pattern is longer than {MAX_LEN} bytes: write it as several patterns");
            }
            Self::TooComplex => {
                return write!(
                    f,
                    "the pattern needs more than {MAX_STATES} states: write its alternatives as several patterns"
                );
            }
            Self::ControlCharacter => "a path cannot hold a control character: remove it",
            Self::UnclosedClass => "`[` is never closed by a `]`: close it, or write `[[]` for the character itself",
            Self::ReversedRange => "the range runs backwards: write the smaller character first",
            Self::SlashInClass => "a class stands for one character of a name, never for `/`: use `{a,b}` instead",
            Self::NamedClass => "named classes are not known: write the range, such as `[a-z]` or `[0-9]`",
            Self::UnclosedBrace => "`{` is never closed by a `}`: close it, or write `[{]` for the character itself",
            Self::UnopenedBrace => "`}` closes no `{`: remove it, or write `\\}` for the character itself",
            Self::TrailingBackslash => "nothing follows the `\\`: remove it, or write `/` to mean a directory",
            Self::Backslash => {
                "`\\` does not separate names: write `/`; a special character inside a name is written `[*]`"
            }
            Self::Negation => {
                "a pattern cannot exclude: name what is meant, or write `\\!` for a name that starts with `!`"
            }
            Self::Parentheses => "`(a|b)` is no choice here: write `{a,b}`",
            Self::ParentDirectory => "`..` may leave the repository: write the path from the repository's root",
            Self::Absolute => {
                "an absolute path is outside the repository: leave out the first `/` to start at the repository's root"
            }
            Self::Home => {
                "`~` is outside the repository: write the path from the repository's root, or `\\~` for a name that \
                 starts with it"
            }
            Self::Variable => {
                "variables are not replaced: write the path from the repository's root, or `\\$` for the character \
                 itself"
            }
            Self::Drive => {
                "a drive letter is outside the repository: write the path from the repository's root, with `/`"
            }
            Self::NetworkShare => {
                "a network share is outside the repository: write the path from the repository's root, with `/`"
            }
            Self::Url => "a URL is no path: write the path from the repository's root",
            Self::Placeholder => "this is a placeholder: replace it by the name that is meant, or by `*` for any name",
        })
    }
}
