use crate::diagnostic::{Applicability, Edit, Fix};
use crate::model::UnreadKind;
use crate::rules::{Cx, words};
use crate::text::Span;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    for (span, kind) in cx.unread() {
        match kind {
            UnreadKind::Label { label, expected } => {
                cx.report(span, format!("nothing could be read from `{label}`"))
                    .help(format!("write {expected} after it"));
            }
            UnreadKind::MisspeltLabel { label, known } => misspelt(cx, span, label, known),
            UnreadKind::Effort { text, reason } => {
                let text = words::short(text);
                cx.report(span, format!("`{text}` is no amount of time: {reason}"))
                    .help("write a number and a unit, as in `2-3 hours` or `1.5 days`");
            }
            _ => {}
        }
    }
}

fn misspelt(cx: &mut Cx<'_>, span: Span, label: &str, known: &str) {
    let known = with_case_of(label, known);
    let place = cx.part(span, label);
    let is_label = cx.sources.slice(place) == label;
    let finding = cx.report(place, format!("`{label}` is not a label that is known, so its value was not read"));
    finding.help(format!("did you mean `{known}`?"));
    if is_label {
        finding.fix(Fix {
            message: format!("replace `{label}` with `{known}`"),
            applicability: Applicability::DisplayOnly,
            edits: vec![Edit { span: place, text: known }],
        });
    }
}

/// The known label, with a capital if the other one has a capital.
fn with_case_of(label: &str, known: &str) -> String {
    if label.starts_with(char::is_uppercase) && known.is_ascii() && !known.is_empty() {
        known[..1].to_uppercase() + &known[1..]
    } else {
        known.to_owned()
    }
}
