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
        let message = format!("damaged characters in {places} of this document: `{damaged}` was `{}`", first.text);
        cx.report(first.span, message)
            .help("text in UTF-8 was read as Windows-1252 and saved again: let the fix put the characters back")
            .fix(Fix {
                message: format!("put back the characters in {places}"),
                applicability: Applicability::Safe,
                edits,
            });
    }
}
