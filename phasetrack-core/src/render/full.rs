//! Findings as a compiler shows them: the source, both places, help, and the fix as a patch.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Origin, Patch, Renderer, Snippet};

use super::escape::escape_lines;
use super::{Places, escape};
use crate::diagnostic::{Diagnostic, Edit, Fix, Level};
use crate::text::Span;

/// Columns to which excerpts of long lines are cut.
const WIDTH: usize = 120;

/// A line longer than this is named and not shown: an excerpt of it helps nobody and takes long to lay out.
const MAX_LINE: usize = 4000;

/// Places of one document that are nearer than this are shown in one excerpt.
const MAX_EXCERPT: usize = 4000;

/// Every finding with its excerpts, each followed by an empty line. `colour` adds terminal colours.
///
/// The time for one finding depends on the length of its lines, never on the length of the document.
pub fn full(places: &Places<'_>, diagnostics: &[Diagnostic], colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(WIDTH);
    let mut text = String::new();
    for diagnostic in diagnostics {
        let mut report = vec![finding(places, diagnostic)];
        report.extend(diagnostic.fix.iter().map(|fix| proposal(places, fix)));
        text += &renderer.render(&report);
        text += "\n\n";
    }
    text
}

/// The finding itself: title, excerpts, help.
fn finding<'a>(places: &Places<'a>, diagnostic: &'a Diagnostic) -> Group<'a> {
    let title = level(diagnostic.level).primary_title(escape(&diagnostic.message)).id(diagnostic.rule);
    let mut marks = vec![Mark::new(places, diagnostic.span, AnnotationKind::Primary, None)];
    for related in &diagnostic.related {
        marks.push(Mark::new(places, related.span, AnnotationKind::Context, Some(&related.message)));
    }
    // The place of the finding comes first; the others follow in the order in which they were said.
    let mut elements: Vec<Element<'a>> = Vec::new();
    while !marks.is_empty() {
        let near: Vec<Mark<'a>>;
        (near, marks) = split_near(marks);
        elements.extend(excerpt(places, &near));
    }
    if let Some(help) = &diagnostic.help {
        elements.push(annotate_snippets::Level::HELP.message(escape(help)).into());
    }
    title.elements(elements)
}

/// The fix as a patch; edits that are near each other share an excerpt.
fn proposal<'a>(places: &Places<'a>, fix: &'a Fix) -> Group<'a> {
    let near = |a: &Edit, b: &Edit| {
        a.span.source == b.span.source && b.span.end.saturating_sub(a.span.start) as usize <= MAX_EXCERPT
    };
    let shown = |edits: &&[Edit]| edits.iter().all(|edit| lines(places, edit.span).len() <= MAX_LINE);
    let snippets = fix.edits.chunk_by(near).filter(shown).map(|edits| {
        let lines = edits.iter().map(|edit| lines(places, edit.span));
        let around = lines.reduce(|a, b| a.start.min(b.start)..a.end.max(b.end)).unwrap_or_default();
        let source = places.source(edits[0].span);
        let top = edits.iter().map(|edit| places.start(edit.span).line).min().unwrap_or(1);
        let text = &source.text()[around.clone()];
        let patches = edits.iter().map(|edit| Patch::new(relative(edit.span, &around, text), escape_lines(&edit.text)));
        let snippet = Snippet::source(escape_lines(text)).line_start(top).path(escape(source.name()));
        snippet.patches(patches.collect::<Vec<_>>())
    });
    annotate_snippets::Level::HELP.secondary_title(escape(&fix.message)).elements(snippets.collect::<Vec<_>>())
}

/// A place to be marked, with the lines around it.
struct Mark<'a> {
    span: Span,
    lines: Range<usize>,
    kind: AnnotationKind,
    label: Option<&'a str>,
}

impl<'a> Mark<'a> {
    /// A place; of one that spans lines only the first is marked.
    fn new(places: &Places<'_>, span: Span, kind: AnnotationKind, label: Option<&'a str>) -> Self {
        let text = places.source(span).text();
        let first = text[span.range()].find(['\n', '\r']).unwrap_or(span.len());
        let span = span.part(0..first);
        Self { span, lines: lines(places, span), kind, label }
    }
}

/// Takes the first mark with those near enough to share its excerpt; gives them and the rest.
fn split_near(marks: Vec<Mark<'_>>) -> (Vec<Mark<'_>>, Vec<Mark<'_>>) {
    let (source, mut around) = (marks[0].span.source, marks[0].lines.clone());
    marks.into_iter().partition(|mark| {
        let joined = around.start.min(mark.lines.start)..around.end.max(mark.lines.end);
        let near = mark.span.source == source && (joined == around || joined.len() <= MAX_EXCERPT);
        if near {
            around = joined;
        }
        near
    })
}

/// One excerpt with its marks, or only the place when its line is too long to be shown.
fn excerpt<'a>(places: &Places<'a>, marks: &[Mark<'a>]) -> Vec<Element<'a>> {
    let first = &marks[0];
    let (source, path) = (places.source(first.span), escape(places.source(first.span).name()));
    let start = marks.iter().map(|mark| mark.lines.start).min().unwrap_or_default();
    let end = marks.iter().map(|mark| mark.lines.end).max().unwrap_or_default();
    if end - start > MAX_EXCERPT.max(MAX_LINE) || source.text().is_empty() {
        let at = places.start(first.span);
        let origin = Origin::path(path).line(at.line).char_column(at.column);
        let label = first.label.map(|label| annotate_snippets::Level::NOTE.message(escape(label)).into());
        return std::iter::once(origin.into()).chain(label).collect();
    }
    let top = marks.iter().map(|mark| places.start(mark.span).line).min().unwrap_or(1);
    let text = &source.text()[start..end];
    let annotations = marks.iter().map(|mark| annotation(mark, &(start..end), text));
    let snippet = Snippet::source(escape_lines(text)).line_start(top).path(path);
    vec![snippet.annotations(annotations.collect::<Vec<_>>()).into()]
}

fn annotation<'a>(mark: &Mark<'a>, excerpt: &Range<usize>, text: &str) -> Annotation<'a> {
    let annotation = mark.kind.span(relative(mark.span, excerpt, text));
    match mark.label {
        Some(label) => annotation.label(escape(label)),
        None => annotation,
    }
}

/// The range of the whole lines around a span, without the last line's end. Of a line that is too long to be shown it
/// is no more than what shows that: findings without number may lie in one line of megabytes.
fn lines(places: &Places<'_>, span: Span) -> Range<usize> {
    let text = places.source(span).text();
    let Range { start, end } = span.range();
    let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let before = text.as_bytes()[..start].iter().rev().take(MAX_LINE + 1).take_while(|byte| !is_end(byte)).count();
    let after = text.as_bytes()[end..].iter().take(MAX_LINE + 1).take_while(|byte| !is_end(byte)).count();
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    (start - before).max(mark.min(start))..end + after
}

/// Where a span lies in an excerpt once its text is escaped.
fn relative(span: Span, excerpt: &Range<usize>, text: &str) -> Range<usize> {
    let escaped = |at: usize| escape_lines(&text[..at - excerpt.start]).len();
    escaped(span.range().start)..escaped(span.range().end)
}

fn level(level: Level) -> annotate_snippets::Level<'static> {
    match level {
        Level::Error => annotate_snippets::Level::ERROR,
        Level::Warning => annotate_snippets::Level::WARNING,
        Level::Note | Level::Off => annotate_snippets::Level::NOTE,
    }
}
