use super::clashes;
use crate::diagnostic::Level;
use crate::files::Files;
use crate::model::ClaimKind;
use crate::rules::{Cx, words};
use crate::spelling;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let (facts, Some(files)) = (cx.facts, cx.files) else { return };
    let matched: Vec<bool> = facts.claims.iter().map(|claim| is_there(claim, files)).collect();
    // A plan that comes before its code matches nothing, and every path of it would be reported.
    if !matched.contains(&true) {
        return;
    }
    let mut looks = 0;
    for (claim, _) in facts.claims.iter().zip(&matched).filter(|(_, matched)| !**matched) {
        let Ok(pattern) = &claim.pattern else { continue };
        let path = pattern.prefix();
        let is_to_come = claim.claim.kind == ClaimKind::Creates || claim.claim.kind == ClaimKind::Forbidden;
        if is_to_come || pattern.literal().is_none() || created(facts, path) {
            continue;
        }
        let who = words::claimant(facts, claim);
        looks += files.len();
        let near = if looks > words::MAX_LOOKS { None } else { nearest(path, files) };
        let changes = claim.claim.kind == ClaimKind::Modifies;
        let message = match claim.claim.kind {
            ClaimKind::Modifies => format!("{who} modifies `{path}`, which is not in the repository"),
            _ => format!("`{path}` of {who} is not in the repository"),
        };
        let help = match &near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("list it among the files to create if it is new: `{path}` (new)"),
        };
        let finding = cx.report(claim.claim.pattern.span, message).help(help);
        if near.is_none() && !changes {
            finding.at_most(Level::Note);
        }
    }
}

/// Whether the repository has a file for a claim.
fn is_there(claim: &crate::facts::ClaimFact<'_>, files: &Files) -> bool {
    let Ok(pattern) = &claim.pattern else { return true };
    files.below(pattern.prefix().as_bytes()).any(|path| pattern.matches(path))
}

/// Whether a track of the plan makes the file.
fn created(facts: &crate::facts::Facts<'_>, path: &str) -> bool {
    let owners = facts.ownership.of(facts, path.as_bytes());
    owners.into_iter().any(|at| clashes::stake(facts, at).right == crate::facts::Right::Create)
}

/// The file that was probably meant: one of the same name elsewhere, if it is the only one, or of a similar path.
fn nearest(path: &str, files: &Files) -> Option<String> {
    let name = path.rsplit('/').next()?;
    let texts = || files.iter().filter_map(|file| std::str::from_utf8(file).ok());
    let mut namesakes = texts().filter(|file| file.rsplit('/').next() == Some(name));
    if let (Some(only), None) = (namesakes.next(), namesakes.next()) {
        return Some(only.to_owned());
    }
    let folder = &path[..path.len() - name.len()];
    let beside = texts().filter(|file| file.strip_prefix(folder).is_some_and(|rest| !rest.contains('/')));
    spelling::nearest(path, beside).or_else(|| spelling::nearest(path, texts())).map(str::to_owned)
}
