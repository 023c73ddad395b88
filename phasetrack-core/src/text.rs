//! Where things are: sources, byte spans, and the line index that turns an offset into a line and a column.
//!
//! A [`Span`] names its source, so a finding may point into several documents at once.
//! Spans stay byte ranges from the first parse to the last renderer; only [`Sources::position`] knows lines.
//!
//! ```
//! use phasetrack_core::text::Sources;
//!
//! let mut sources = Sources::default();
//! let id = sources.add("docs/phase1.md", "# Phase 1\n\n## Track A: API\n");
//! let span = sources.find(id, "Track A").unwrap();
//! let position = sources.position(span.source, span.start);
//! assert_eq!((position.line, position.column), (3, 4));
//! ```

use std::ops::Range;

/// The largest document that is read, in bytes (16 MiB). A larger one is refused with a finding.
pub const MAX_SOURCE_BYTES: usize = 16 << 20;

/// Names one document of a call: an index into [`Sources`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

impl SourceId {
    /// The position of the source in the order in which it was added, from zero.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A range of bytes in one source; always on character boundaries of the decoded text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The document.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span as a range that can index a string.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Number of bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span covers no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// A part of the span, given relative to its start.
    ///
    /// # Panics
    /// If the part does not lie inside the span: a bug of the caller.
    #[must_use]
    pub fn part(self, part: Range<usize>) -> Self {
        assert!(part.start <= part.end && part.end <= self.len(), "a part must lie inside its span");
        Self { source: self.source, start: self.start + offset(part.start), end: self.start + offset(part.end) }
    }

    /// Whether `other` lies inside this span of the same source.
    pub fn contains(self, other: Self) -> bool {
        self.source == other.source && self.start <= other.start && other.end <= self.end
    }
}

/// Narrows an offset into a source; sources are at most [`MAX_SOURCE_BYTES`] long, so it always fits.
pub(crate) fn offset(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// A value and the place where the document states it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Joins a value and its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// One document: its name as the user wrote it, and its text.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: String,
    valid_up_to: Option<usize>,
}

impl Source {
    /// The path or name under which the document was given.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The decoded text. Bytes that are not UTF-8 became U+FFFD.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The offset of the first byte that was not UTF-8, if any.
    pub fn invalid_at(&self) -> Option<usize> {
        self.valid_up_to
    }
}

/// Line and column of an offset; both count from 1, columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// All documents of one call, in the order in which they were given.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    list: Vec<Source>,
}

impl Sources {
    /// Adds a document whose text is already decoded.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        self.push(Source { name: name.into(), text: text.into(), valid_up_to: None })
    }

    /// Adds a document from its bytes. Bytes that are not UTF-8 are replaced and remembered, never dropped.
    pub fn add_bytes(&mut self, name: impl Into<String>, bytes: Vec<u8>) -> SourceId {
        let (text, valid_up_to) = match String::from_utf8(bytes) {
            Ok(text) => (text, None),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                (String::from_utf8_lossy(error.as_bytes()).into_owned(), Some(at))
            }
        };
        self.push(Source { name: name.into(), text, valid_up_to })
    }

    fn push(&mut self, source: Source) -> SourceId {
        self.list.push(source);
        SourceId(offset(self.list.len() - 1))
    }

    /// Exchanges the text of a document, as a fix does. Spans into the old text lose their meaning.
    pub fn replace(&mut self, id: SourceId, text: impl Into<String>) {
        let source = &mut self.list[id.index()];
        source.text = text.into();
        source.valid_up_to = None;
    }

    /// The source of an id that these sources gave out.
    pub fn source(&self, id: SourceId) -> &Source {
        &self.list[id.index()]
    }

    /// The ids of all sources, in order.
    pub fn ids(&self) -> impl Iterator<Item = SourceId> + use<> {
        (0..offset(self.list.len())).map(SourceId)
    }

    /// The text under a span.
    pub fn slice(&self, span: Span) -> &str {
        &self.source(span.source).text[span.range()]
    }

    /// The span of the first occurrence of `text` in a source. Meant for tests and examples.
    pub fn find(&self, id: SourceId, text: &str) -> Option<Span> {
        let start = self.source(id).text.find(text)?;
        Some(Span { source: id, start: offset(start), end: offset(start + text.len()) })
    }

    /// Line and column of an offset. Takes time linear in the offset: render many findings with a [`LineIndex`].
    pub fn position(&self, id: SourceId, at: u32) -> Position {
        LineIndex::new(self.source(id).text()).position(self.source(id).text(), at)
    }
}

/// The starts of all lines of a text. A line ends with `\n`, `\r\n` or a lone `\r`.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// Number of characters before each block of [`BLOCK`] bytes, so that a column in a line of megabytes is cheap.
    characters: Vec<u32>,
}

/// Bytes per block of the index.
const BLOCK: usize = 512;

impl LineIndex {
    /// Finds the lines of `text` in one pass.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            if *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
                starts.push(offset(at + 1));
            }
        }
        let mut before = 0;
        let characters = bytes
            .chunks(BLOCK)
            .map(|block| {
                let here = before;
                before += characters(block);
                here
            })
            .collect();
        Self { starts, characters }
    }

    /// Line and column of an offset in the text the index was made of. A byte order mark takes no column.
    /// Takes time logarithmic in the number of lines.
    pub fn position(&self, text: &str, at: u32) -> Position {
        let line = self.starts.partition_point(|start| *start <= at);
        let start = self.starts[line - 1] as usize;
        let end = (at as usize).min(text.len());
        let mark = usize::from(start == 0 && end > 0 && text.starts_with('\u{feff}'));
        let column = self.characters_before(text, end) - self.characters_before(text, start) - mark + 1;
        Position { line, column }
    }

    fn characters_before(&self, text: &str, at: usize) -> usize {
        let block = (at / BLOCK).min(self.characters.len().saturating_sub(1));
        let known = self.characters.get(block).copied().unwrap_or_default();
        (known + characters(&text.as_bytes()[block * BLOCK..at])) as usize
    }
}

/// Number of characters that begin in a part of a UTF-8 text.
fn characters(bytes: &[u8]) -> u32 {
    offset(bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions() {
        let text = "\u{feff}a\r\nbé\rc\n";
        let index = LineIndex::new(text);
        for (at, line, column) in [(3, 1, 1), (4, 1, 2), (6, 2, 1), (7, 2, 2), (9, 2, 3), (10, 3, 1), (12, 4, 1)] {
            assert_eq!(index.position(text, at), Position { line, column }, "offset {at}");
        }
    }

    #[test]
    fn columns_of_a_long_line() {
        let text = "é".repeat(3 * BLOCK);
        let index = LineIndex::new(&text);
        for column in [1, BLOCK / 2, BLOCK, 2 * BLOCK + 7, 3 * BLOCK + 1] {
            assert_eq!(index.position(&text, offset(2 * (column - 1))).column, column);
        }
        assert_eq!(LineIndex::new("").position("", 0), Position { line: 1, column: 1 });
    }

    #[test]
    fn bytes_that_are_not_utf8_are_kept_and_remembered() {
        let mut sources = Sources::default();
        let id = sources.add_bytes("x.md", b"# Track \xff\n".to_vec());
        assert_eq!(sources.source(id).text(), "# Track \u{fffd}\n");
        assert_eq!(sources.source(id).invalid_at(), Some(8));
    }
}
