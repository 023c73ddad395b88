use crate::model::UnreadKind;
use crate::rules::Cx;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    for (span, kind) in cx.unread() {
        if let UnreadKind::Struck { text } = kind {
            cx.report(span, format!("`{text}` is struck out, so no track claims it here"))
                .help("take the `~~` away if the track still owns the path");
        }
    }
}
