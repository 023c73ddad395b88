//! Markdown → [`Outline`]: headings, paragraphs, items, tables and fences with byte ranges; never fails.
//!
//! The outline keeps *where* things are and leaves the text in the source. Inline text is never taken from a parser's
//! text events, which drop `**` and `__` from unquoted paths, but read from the source beside the ranges of code
//! spans, strong text, links and the like ([`Mark`]).
//!
//! A label right below a list ends the list, as its writer means it, although CommonMark takes it for text of the item.
//!
//! Two things are done before CommonMark sees a document. Front matter is cut off by hand. Nested fences, which
//! CommonMark closes too early, are paired by their info strings where that leaves no doubt ([`Outline::repaired`]).

mod fences;
mod front_matter;
mod lazy;
mod outline;
mod parse;

pub use outline::{Block, Kind, Mark, MarkKind, Outline, Section};
pub use parse::parse;
