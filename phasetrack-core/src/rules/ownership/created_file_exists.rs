use crate::diagnostic::Level;
use crate::facts::Node;
use crate::model::ClaimKind;
use crate::rules::{Cx, words};

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let (facts, Some(files)) = (cx.facts, cx.files) else { return };
    for claim in facts.claims.iter().filter(|claim| claim.claim.kind == ClaimKind::Creates) {
        let Some(path) = claim.pattern.as_ref().ok().and_then(|pattern| pattern.literal()) else { continue };
        let Some(track) = claim.track.filter(|_| files.contains(path.as_bytes())) else { continue };
        let who = words::noun(facts, Node::Track(track));
        let finding = cx
            .report(claim.claim.pattern.span, format!("{who} creates `{path}`, which is in the repository already"))
            .help("list it among the files to modify, or choose another name");
        // Who has begun may have made it.
        let track = facts.track(track);
        if track.tasks.iter().any(|task| task.done == Some(true)) || track.percent.as_ref().is_some_and(|p| p.value > 0) {
            finding.at_most(Level::Note);
        }
    }
}
