use crate::facts::Right;
use crate::rules::{Cx, words};

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let (ownership, Some(files), Some(phase)) = (cx.ownership, cx.files, cx.plan.phases.first()) else { return };
    let is_owned = |path: &&[u8]| ownership.of(path).into_iter().any(|at| ownership.stakes[at].right != Right::KeepOff);
    let ownerless: Vec<_> = files.iter().filter(|path| !is_owned(path)).map(String::from_utf8_lossy).collect();
    if !ownerless.is_empty() {
        let (count, all) = (ownerless.len(), words::count(files.len(), "file"));
        let names = words::list(ownerless.iter().map(AsRef::as_ref));
        cx.report(phase.span, format!("no track owns {count} of {all}: {names}"))
            .help("give each to a track, or share it under a designated owner");
    }
}
