use crate::diagnostic::{Applicability, Edit, Fix};
use crate::model::UnreadKind;
use crate::rules::Cx;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    for (span, kind) in cx.unread() {
        if *kind != UnreadKind::SplitCell {
            continue;
        }
        let pipe = cx.part(span, "|");
        let is_pipe = cx.sources.slice(pipe) == "|";
        let finding = cx.report(pipe, "this `|` ends the table cell in the middle of a code span");
        finding.help("write `\\|` to mean the character");
        if is_pipe {
            finding.fix(Fix {
                message: "write `\\|`".to_owned(),
                applicability: Applicability::DisplayOnly,
                edits: vec![Edit { span: pipe, text: "\\|".to_owned() }],
            });
        }
    }
}
