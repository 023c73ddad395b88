//! Paths that the tasks and deliverables of a track name: "Extend `src/web/index.ts`".

use crate::model::Track;
use crate::syntax::{Kind, MarkKind};
use crate::text::{Span, Spanned};

use super::document::Document;
use super::shape::has_extension;

/// Finds the files in code spans of a track's tasks and deliverables. A name without a folder may be that of many, and
/// `application/json` has no extension.
pub(super) fn read(document: &Document<'_>, track: &mut Track) {
    let places = track.tasks.iter().map(|task| task.span).chain(track.deliverables.iter().map(|item| item.span));
    track.mentions = places.flat_map(|place| mentions(document, place)).collect();
    track.mentions.sort_by_key(|mention| mention.span);
    track.mentions.dedup_by_key(|mention| mention.span);
}

fn mentions(document: &Document<'_>, place: Span) -> impl Iterator<Item = Spanned<String>> {
    let blocks = &document.outline.blocks;
    let text = blocks[..blocks.partition_point(|block| block.start <= place.start)]
        .iter()
        .rposition(|block| matches!(block.kind, Kind::Paragraph | Kind::Cell | Kind::Heading(_)));
    let text = text.filter(|block| document.block(*block).end > place.start);
    let codes = text.into_iter().flat_map(move |block| {
        let content = document.block(block).content;
        document.marks(block, (place.start.max(content.0), content.1)).filter(|mark| mark.kind == MarkKind::Code)
    });
    codes.map(|mark| document.code(mark)).filter_map(|range| {
        let path = document.slice(range);
        let is_file = has_extension(path) && path.contains('/') && !path.starts_with('/') && !path.contains([' ', ':']);
        is_file.then(|| Spanned::new(path.to_owned(), document.span(range)))
    })
}
