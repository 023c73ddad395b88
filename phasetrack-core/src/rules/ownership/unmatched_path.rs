use super::clashes;
use crate::diagnostic::Level;
use crate::facts::{ClaimFact, Right};
use crate::files::Files;
use crate::model::ClaimKind;
use crate::rules::{Cx, words};
use crate::spelling;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let (facts, Some(files)) = (cx.facts, cx.files) else { return };
    let missing: Vec<&ClaimFact<'_>> = facts.claims.iter().filter(|claim| !is_there(claim, files)).collect();
    // A plan that comes before its code matches nothing, and every path of it would be reported.
    let is_before_code = missing.len() == facts.claims.len();
    let mut looks = 0;
    for claim in missing {
        let Some(path) = claim.pattern.as_ref().ok().and_then(clashes::literal) else { continue };
        let kind = claim.claim.kind;
        if files.has_directory(path.as_bytes()) {
            let who = words::claimant(facts, claim);
            cx.report(claim.claim.pattern.span, format!("{who} names `{path}`, which is a folder of the repository"))
                .help(format!("write `{path}/`, which means all files in it"));
            continue;
        }
        let is_to_come = matches!(kind, ClaimKind::Creates | ClaimKind::Forbidden);
        if is_before_code || is_to_come || is_made(cx, path) {
            continue;
        }
        looks += files.len();
        let near = if looks > words::MAX_LOOKS { None } else { nearest(path, files) };
        let (who, verb) =
            (words::claimant(facts, claim), if kind == ClaimKind::Modifies { "modifies" } else { "claims" });
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("if it is new, list it among the files to create: `{path}` (new)"),
        };
        let finding = cx
            .report(claim.claim.pattern.span, format!("{who} {verb} `{path}`, which is not in the repository"))
            .help(help);
        // What is only listed may well be new.
        if near.is_none() && kind != ClaimKind::Modifies {
            finding.at_most(Level::Note);
        }
    }
}

/// Whether the repository has a file for a claim, as far as it could be read.
fn is_there(claim: &ClaimFact<'_>, files: &Files) -> bool {
    let Ok(pattern) = &claim.pattern else { return false };
    files.below(pattern.prefix().as_bytes()).any(|path| pattern.matches(path))
}

/// Whether a track of the plan makes the file.
fn is_made(cx: &Cx<'_>, path: &str) -> bool {
    let held = cx.ownership.of(path.as_bytes());
    held.into_iter().any(|at| cx.ownership.stakes[at].right == Right::Create)
}

/// The file that was probably meant: the only one of that name elsewhere, or one of a similar name.
fn nearest<'f>(path: &str, files: &'f Files) -> Option<&'f str> {
    let name = |path: &str| path.rfind('/').map_or(0, |slash| slash + 1);
    let wanted = &path[name(path)..];
    let texts = || files.iter().filter_map(|file| std::str::from_utf8(file).ok());
    let mut namesakes = texts().filter(|file| &file[name(file)..] == wanted);
    match (namesakes.next(), namesakes.next()) {
        (Some(only), None) => Some(only),
        _ => spelling::nearest(path, texts()),
    }
}
