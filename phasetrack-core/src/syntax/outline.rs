//! The outline: blocks in document order, marks inside them, and the sections that headings make.

use std::ops::Range;

use crate::text::{SourceId, Span};

/// A document's structure. All offsets are bytes of the source's text.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// The document.
    pub source: SourceId,
    /// Blocks in document order; containers come before what they hold.
    pub blocks: Vec<Block>,
    /// Inline marks in document order.
    pub marks: Vec<Mark>,
    /// One section per heading, in document order, after a first one for what stands before any heading.
    pub sections: Vec<Section>,
    /// The lines between the `---` of YAML front matter.
    pub front_matter: Option<Range<usize>>,
    /// The opening lines of fences that were paired by their info strings because CommonMark loses text.
    pub repaired: Vec<Range<usize>>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A paragraph, or the text of a tight list item.
    Paragraph,
    /// A list item; its text follows as blocks of the same depth.
    Item {
        /// The number of an ordered item.
        number: Option<u64>,
        /// The state of a task item.
        checked: Option<bool>,
    },
    /// A fenced code block; `content` is what stands between the fences.
    Fence {
        /// No closing fence was found.
        unclosed: bool,
    },
    /// An indented code block.
    Indented,
    /// A block of HTML.
    Html,
    /// A table; its rows follow.
    Table,
    /// A row; its cells follow.
    Row {
        /// The header row.
        header: bool,
    },
    /// A cell.
    Cell,
    /// A thematic break.
    Rule,
}

/// A block with its place.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// The whole block.
    pub start: u32,
    /// One past the whole block.
    pub end: u32,
    /// Its text without marker, fence or underline.
    pub content: (u32, u32),
    /// Indices of its inline marks in [`Outline::marks`].
    pub marks: (u32, u32),
    /// Number of list items around it, itself included for an item.
    pub depth: u16,
    /// Inside a block quote.
    pub quoted: bool,
}

/// What an inline mark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// A code span.
    Code,
    /// Strong text.
    Strong,
    /// Emphasised text.
    Emphasis,
    /// Struck text.
    Struck,
    /// A link.
    Link,
    /// Inline HTML.
    Html,
}

/// An inline mark with its delimiters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What it is.
    pub kind: MarkKind,
    /// First byte, the delimiter included.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A heading and what stands below it.
#[derive(Clone, Debug)]
pub struct Section {
    /// The heading's block; none for what stands before the first heading.
    pub heading: Option<usize>,
    /// Level of the heading, 0 for none.
    pub level: u8,
    /// Blocks after the heading up to the next heading of any level.
    pub own: Range<usize>,
    /// Blocks after the heading up to the next heading of the same or a higher rank.
    pub all: Range<usize>,
    /// The section around it.
    pub parent: Option<usize>,
}

impl Outline {
    /// The marks of a block.
    pub fn marks_of(&self, block: &Block) -> &[Mark] {
        &self.marks[block.marks.0 as usize..block.marks.1 as usize]
    }

    /// A span of the outline's source.
    pub fn span(&self, range: (u32, u32)) -> Span {
        Span { source: self.source, start: range.0, end: range.1 }
    }

    /// Derives the sections from the headings; called once after parsing.
    pub(super) fn find_sections(&mut self) {
        let mut open: Vec<usize> = Vec::new();
        let mut sections = vec![Section { heading: None, level: 0, own: 0..0, all: 0..0, parent: None }];
        for (index, block) in self.blocks.iter().enumerate() {
            let Kind::Heading(level) = block.kind else { continue };
            if block.quoted {
                continue;
            }
            if let Some(last) = sections.last_mut() {
                last.own.end = index;
            }
            while let Some(top) = open.pop_if(|top| sections[*top].level >= level) {
                sections[top].all.end = index;
            }
            let parent = open.last().copied();
            open.push(sections.len());
            let body = index + 1..index + 1;
            sections.push(Section { heading: Some(index), level, own: body.clone(), all: body, parent });
        }
        let end = self.blocks.len();
        if let Some(last) = sections.last_mut() {
            last.own.end = end;
        }
        for top in open {
            sections[top].all.end = end;
        }
        sections[0].all = sections[0].own.clone();
        self.sections = sections;
    }
}
