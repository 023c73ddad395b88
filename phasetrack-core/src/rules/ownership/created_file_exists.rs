use super::clashes;
use crate::diagnostic::Level;
use crate::model::ClaimKind;
use crate::rules::Cx;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let (facts, Some(files)) = (cx.facts, cx.files) else { return };
    for claim in facts.claims.iter().filter(|claim| claim.claim.kind == ClaimKind::Creates) {
        let path = claim.pattern.as_ref().ok().and_then(clashes::literal);
        let Some((path, ix)) = path.filter(|path| files.contains(path.as_bytes())).zip(claim.track) else { continue };
        let who = clashes::track(cx, ix);
        let finding = cx
            .report(claim.claim.pattern.span, format!("{who} creates `{path}`, which is in the repository already"))
            .help("list it among the files to modify, or choose another name");
        // Who has begun may have made it.
        let track = facts.track(ix);
        let has_progress = track.percent.as_ref().is_some_and(|percent| percent.value > 0);
        if has_progress || track.tasks.iter().any(|task| task.done == Some(true)) {
            finding.at_most(Level::Note);
        }
    }
}
