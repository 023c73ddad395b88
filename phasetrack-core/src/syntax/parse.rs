//! One pass over the Markdown parser's events. Only structure is kept; text events are looked at for their ranges.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::outline::{Block, Kind, Mark, MarkKind, Outline};
use super::{fences, front_matter, lazy};
use crate::scan;
use crate::text::{SourceId, offset};

/// Makes the outline of a text. Takes time linear in its length.
pub fn parse(source: SourceId, text: &str) -> Outline {
    let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut outline = Outline { source, ..Outline::default() };
    let mut base = bom;
    if let Some((lines, end)) = front_matter::find(&text[bom..]) {
        outline.front_matter = Some(bom + lines.start..bom + lines.end);
        base = bom + end;
    }
    let body = &text[base..];
    let lines = lone_returns(body);
    let body = lines.as_deref().unwrap_or(body);
    let repaired = fences::repair(body);
    let markdown = match &repaired {
        Some(repair) => {
            outline.repaired = repair.outer.iter().map(|line| base + line.start..base + line.end).collect();
            repair.text.as_str()
        }
        None => body,
    };
    let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_STRIKETHROUGH;
    let mut builder = Builder::new(outline, markdown, base);
    for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
        builder.event(&event, range);
    }
    let mut outline = builder.outline;
    outline.find_sections();
    outline
}

/// A copy of equal length in which a lone carriage return is a line feed: the Markdown parser takes the first for a
/// line end in most places, but not after a closing fence.
fn lone_returns(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let lone = |at: usize| bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    if !text.contains('\r') || !(0..bytes.len()).any(lone) {
        return None;
    }
    let replaced = (0..bytes.len()).map(|at| if lone(at) { b'\n' } else { bytes[at] });
    String::from_utf8(replaced.collect()).ok()
}

struct Builder<'t> {
    outline: Outline,
    text: &'t str,
    /// Offset of `text` in the source.
    base: usize,
    /// The open items: each one's block and the column of its marker.
    items: Vec<(usize, usize)>,
    quotes: u32,
    /// The next number of each open list; none for bullets.
    lists: Vec<Option<u64>>,
    /// The block whose inline text is being read.
    leaf: Option<usize>,
    /// The leaf is the text of a tight item, which has no event of its own.
    implied: bool,
}

impl<'t> Builder<'t> {
    fn new(mut outline: Outline, text: &'t str, base: usize) -> Self {
        // A block takes about forty bytes of Markdown; guessing saves most of the growing.
        outline.blocks.reserve(text.len() / 40);
        outline.marks.reserve(text.len() / 80);
        Self { outline, text, base, items: Vec::new(), quotes: 0, lists: Vec::new(), leaf: None, implied: false }
    }

    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag),
            Event::Code(_) => self.mark(MarkKind::Code, range),
            Event::InlineHtml(_) => self.mark(MarkKind::Html, range),
            Event::TaskListMarker(done) => {
                let item = self.outline.blocks.iter_mut().rev().find(|b| matches!(b.kind, Kind::Item { .. }));
                if let Some(Block { kind: Kind::Item { checked, .. }, .. }) = item {
                    *checked = Some(*done);
                }
            }
            Event::Rule => {
                self.close_implied();
                self.push(Kind::Rule, range);
            }
            Event::SoftBreak | Event::HardBreak if !self.items.is_empty() => self.line_break(range),
            _ => self.inline(range),
        }
    }

    /// A line end in an item: a label below it that stands no deeper than the item's marker ends the item.
    fn line_break(&mut self, range: Range<usize>) {
        let next = range.start + scan::line_end(&self.text.as_bytes()[range.start..]);
        let next = next + if self.text[next..].starts_with("\r\n") { 2 } else { 1 };
        let Some(leaf) = self.leaf.filter(|_| next < self.text.len()) else { return self.inline(range) };
        let (column, line) = lazy::line(self.text, next);
        let left = self.items.iter().filter(|(_, marker)| *marker < column).count();
        let stressed = self.outline.marks.last().is_some_and(|mark| mark.end as usize > self.base + next);
        if left == self.items.len() || stressed || !lazy::is_label(line) {
            return self.inline(range);
        }
        let end = self.outline.blocks[leaf].content.1;
        self.outline.blocks[leaf].end = end;
        for (item, _) in &self.items[left..] {
            self.outline.blocks[*item].end = end;
        }
        let start = next + self.text[next..].len() - self.text[next..].trim_start_matches([' ', '\t', '>']).len();
        let label = self.push(Kind::Paragraph, start..start);
        self.outline.blocks[label].depth = u16::try_from(left).unwrap_or(u16::MAX);
        (self.leaf, self.implied) = (Some(label), true);
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        let kind = match tag {
            Tag::Strong => return self.mark(MarkKind::Strong, range),
            Tag::Emphasis => return self.mark(MarkKind::Emphasis, range),
            Tag::Strikethrough => return self.mark(MarkKind::Struck, range),
            Tag::Link { .. } | Tag::Image { .. } => return self.mark(MarkKind::Link, range),
            Tag::Heading { level, .. } => Kind::Heading(*level as u8),
            Tag::Paragraph => Kind::Paragraph,
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => Kind::Fence { unclosed: self.unclosed(&range) },
            Tag::CodeBlock(CodeBlockKind::Indented) => Kind::Indented,
            Tag::HtmlBlock => Kind::Html,
            Tag::List(first) => {
                self.close_implied();
                return self.lists.push(*first);
            }
            Tag::BlockQuote(_) => {
                self.close_implied();
                self.quotes += 1;
                return;
            }
            Tag::Item => {
                self.close_implied();
                let number = self.lists.last_mut().and_then(|next| {
                    let number = (*next)?;
                    *next = Some(number.saturating_add(1));
                    Some(number)
                });
                let marker = range.start + self.text[range.clone()].find(|c: char| c != ' ').unwrap_or(0);
                self.items.push((self.outline.blocks.len(), lazy::line(self.text, marker).0));
                self.push(Kind::Item { number, checked: None }, range);
                return;
            }
            Tag::Table(_) => {
                self.close_implied();
                self.push(Kind::Table, range);
                return;
            }
            Tag::TableHead | Tag::TableRow => {
                self.push(Kind::Row { header: matches!(tag, Tag::TableHead) }, range);
                return;
            }
            Tag::TableCell => Kind::Cell,
            _ => return,
        };
        self.close_implied();
        self.leaf = Some(self.push(kind, range));
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Item => {
                self.close_implied();
                self.items.pop();
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::BlockQuote(_) => {
                self.close_implied();
                self.quotes -= 1;
            }
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::TableCell => {
                self.leaf = None;
            }
            _ => {}
        }
    }

    /// Text, a break or other inline matter: widens the leaf, or begins the text of a tight item.
    fn inline(&mut self, range: Range<usize>) {
        let (start, end) = (offset(range.start + self.base), offset(range.end + self.base));
        let leaf = match self.leaf {
            Some(leaf) => leaf,
            None if !self.items.is_empty() => {
                let leaf = self.push(Kind::Paragraph, range);
                (self.leaf, self.implied) = (Some(leaf), true);
                leaf
            }
            None => return,
        };
        let block = &mut self.outline.blocks[leaf];
        if block.content.0 == block.content.1 {
            block.content = (start, end);
        } else {
            block.content.1 = block.content.1.max(end);
        }
        if self.implied {
            block.end = block.content.1;
        }
    }

    fn mark(&mut self, kind: MarkKind, range: Range<usize>) {
        self.inline(range.clone());
        let Some(leaf) = self.leaf else { return };
        let (start, end) = (offset(range.start + self.base), offset(range.end + self.base));
        self.outline.marks.push(Mark { kind, start, end });
        self.outline.blocks[leaf].marks.1 = offset(self.outline.marks.len());
    }

    fn push(&mut self, kind: Kind, range: Range<usize>) -> usize {
        let (start, end) = (offset(range.start + self.base), offset(range.end + self.base));
        let marks = offset(self.outline.marks.len());
        self.outline.blocks.push(Block {
            kind,
            start,
            end,
            content: (start, start),
            marks: (marks, marks),
            depth: u16::try_from(self.items.len()).unwrap_or(u16::MAX),
            quoted: self.quotes > 0,
        });
        self.outline.blocks.len() - 1
    }

    fn close_implied(&mut self) {
        if self.implied {
            (self.leaf, self.implied) = (None, false);
        }
    }

    /// Whether the last line of a fenced block is no closing fence.
    fn unclosed(&self, range: &Range<usize>) -> bool {
        let block = self.text[range.clone()].trim_end();
        let Some(mark) = block.bytes().next() else { return true };
        let Some((_, last)) = block.rsplit_once(['\n', '\r']) else { return true };
        let last = last.trim_start_matches([' ', '\t', '>']);
        !(last.len() >= 3 && last.bytes().all(|byte| byte == mark))
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &Expect) {
        let outline = parse(SourceId::default(), text);
        let mut lines = String::new();
        for block in &outline.blocks {
            let content = &text[block.content.0 as usize..block.content.1 as usize];
            let quote = if block.quoted { ">" } else { "" };
            let indent = "  ".repeat(block.depth.into());
            lines.push_str(&[quote, &indent, &format!("{:?} {content:?}", block.kind)].concat());
            for mark in outline.marks_of(block) {
                let marked = &text[mark.start as usize..mark.end as usize];
                lines.push_str(&[" ", &format!("{:?}", mark.kind), "=", marked].concat());
            }
            lines.push('\n');
        }
        expected.assert_eq(&lines);
    }

    #[test]
    fn blocks() {
        check(
            "\u{feff}# Phase 1\n\n**Owner:** Ann\n- [x] `a.rs` - x\n  - deep\n\n> # Quote\n",
            &expect![[r##"
                Heading(1) "Phase 1"
                Paragraph "**Owner:** Ann" Strong=**Owner:**
                  Item { number: None, checked: Some(true) } ""
                  Paragraph "`a.rs` - x" Code=`a.rs`
                    Item { number: None, checked: None } ""
                    Paragraph "deep"
                >Heading(1) "Quote"
            "##]],
        );
    }

    #[test]
    fn tables_and_fences() {
        check(
            "| A | B |\n|---|---|\n| `x\\|y` | |\n\n```md\n# no\n```\n\n```\nopen\n",
            &expect![[r##"
                Table ""
                Row { header: true } ""
                Cell "A"
                Cell "B"
                Row { header: false } ""
                Cell "`x\\|y`" Code=`x\|y`
                Cell ""
                Fence { unclosed: false } "# no\n"
                Fence { unclosed: true } "open\n"
            "##]],
        );
    }

    #[test]
    fn sections_nest_by_level() {
        let outline = parse(SourceId::default(), "a\n# One\n## Two\nb\n# Three\n");
        let parents: Vec<_> = outline.sections.iter().map(|s| (s.level, s.parent, s.all.clone())).collect();
        assert_eq!(parents, [(0, None, 0..1), (1, None, 2..4), (2, Some(1), 3..4), (1, None, 5..5)]);
    }
}
