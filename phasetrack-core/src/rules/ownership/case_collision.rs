use std::borrow::Cow;
use std::collections::BTreeSet;

use super::clashes;
use crate::files::fold;
use crate::glob::{Index, Pattern};
use crate::rules::Cx;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let stakes = &cx.ownership.stakes;
    let names: Vec<Name> = stakes.iter().map(|stake| Name::new(stake.region.include)).collect();
    // Most plans have no name that could be another one elsewhere.
    if names.iter().all(|name| name.folded.is_none()) {
        return;
    }
    let index = Index::new(names.iter().map(Name::folded));
    let found = index.overlaps(|at| stakes[at].claim);
    let mut reported = BTreeSet::new();
    for (one, other) in found.each() {
        let (first, second) = (one.min(other), one.max(other));
        let is_odd = names[first].folded.is_some() || names[second].folded.is_some();
        if !is_odd || names[first].written.overlaps(names[second].written) || !reported.insert(second) {
            continue;
        }
        let [one, two] = [first, second].map(|at| &clashes::claim(cx, at).pattern);
        let (text, who) = (&one.value, clashes::who(cx, first));
        cx.report(two.span, format!("`{}` and `{text}` are two names here, and one on other systems", two.value))
            .help("write both letter by letter as the repository does")
            .related(one.span, format!("`{text}` of {who}"));
    }
}

/// A pattern, and what it is on systems that know no case, compose accents, or drop the dots at the end of a name.
struct Name<'p> {
    written: &'p Pattern,
    /// None where it is the same.
    folded: Option<Pattern>,
}

impl<'p> Name<'p> {
    fn new(written: &'p Pattern) -> Self {
        let folded = match fold(written.as_str()) {
            Cow::Borrowed(_) => None,
            Cow::Owned(folded) => Pattern::parse(&folded).ok(),
        };
        Self { written, folded }
    }

    fn folded(&self) -> &Pattern {
        self.folded.as_ref().unwrap_or(self.written)
    }
}
