use crate::facts::Right;
use crate::rules::{Cx, words};

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let (facts, Some(files), Some(phase)) = (cx.facts, cx.files, cx.plan.phases.first()) else { return };
    let owned = |path: &[u8]| {
        let held = facts.ownership.of(facts, path);
        held.into_iter().any(|at| facts.ownership.stakes[at].right != Right::KeepOff)
    };
    let ownerless: Vec<_> = files.iter().filter(|path| !owned(path)).map(String::from_utf8_lossy).collect();
    if !ownerless.is_empty() {
        let (count, all) = (ownerless.len(), files.len());
        let names = words::list(ownerless.iter().map(AsRef::as_ref));
        cx.report(phase.span, format!("no track owns {count} of {}: {names}", words::count(all, "file")))
            .help("give each to a track, or share it with a designated owner");
    }
}
