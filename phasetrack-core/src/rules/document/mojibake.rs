use std::collections::BTreeMap;

use crate::diagnostic::{Applicability, Edit, Fix};
use crate::model::UnreadKind;
use crate::rules::{Cx, words};

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let mut documents: BTreeMap<_, Vec<Edit>> = BTreeMap::new();
    for (span, kind) in cx.unread() {
        if let UnreadKind::Mojibake { repaired } = kind {
            documents.entry(span.source).or_default().push(Edit { span, text: repaired.clone() });
        }
    }
    for edits in documents.into_values() {
        let first = edits[0].clone();
        let places = words::count(edits.len(), "place");
        let damaged = words::short(cx.sources.slice(first.span));
        let message =
            format!("{places} of this document read UTF-8 as Windows-1252: `{damaged}` was `{}`", first.text);
        cx.report(first.span, message)
            .help("save the document as UTF-8 again, or let the fix put the characters back")
            .fix(Fix {
                message: format!("put back the characters in {places}"),
                applicability: Applicability::Safe,
                edits,
            });
    }
}
