use crate::model::UnreadKind;
use crate::rules::Cx;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    for (span, kind) in cx.unread() {
        if *kind == UnreadKind::NotUtf8 {
            cx.report(span, "this document is not UTF-8: from here on, bytes were replaced by `\u{fffd}`")
                .help("save the document as UTF-8");
        }
    }
}
