//! From byte spans to lines and columns.

use crate::text::{LineIndex, Position, Source, Sources, Span};

/// The documents of a call with the lines of each found once.
pub struct Places<'s> {
    sources: &'s Sources,
    lines: Vec<LineIndex>,
}

impl<'s> Places<'s> {
    /// Finds the lines of every document in one pass.
    pub fn new(sources: &'s Sources) -> Self {
        let lines = sources.ids().map(|id| LineIndex::new(sources.source(id).text())).collect();
        Self { sources, lines }
    }

    /// The documents.
    pub fn sources(&self) -> &'s Sources {
        self.sources
    }

    /// The document of a span.
    pub fn source(&self, span: Span) -> &'s Source {
        self.sources.source(span.source)
    }

    /// Line and column of the first character of a span.
    pub fn start(&self, span: Span) -> Position {
        self.position(span, span.start)
    }

    /// Line and column after the last character of a span.
    pub fn end(&self, span: Span) -> Position {
        self.position(span, span.end)
    }

    /// `docs/phase1.md:12:4` for the first character of a span, with the name escaped.
    pub fn name_line_column(&self, span: Span) -> String {
        let at = self.start(span);
        format!("{}:{}:{}", super::escape(self.source(span).name()), at.line, at.column)
    }

    fn position(&self, span: Span, at: u32) -> Position {
        self.lines[span.source.index()].position(self.source(span).text(), at)
    }
}
