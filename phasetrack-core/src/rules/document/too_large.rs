use crate::model::UnreadKind;
use crate::rules::Cx;
use crate::text::MAX_SOURCE_BYTES;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    for (span, kind) in cx.unread() {
        if let UnreadKind::TooLarge { bytes } = kind {
            let message =
                format!("this document has {bytes} bytes and was not read: the limit is {MAX_SOURCE_BYTES} bytes");
            cx.report(span, message).help("give each phase a document of its own; all of them are read as one plan");
        }
    }
}
