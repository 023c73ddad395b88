use std::borrow::Cow;

use super::clashes;
use crate::files::fold;
use crate::glob::Pattern;
use crate::rules::Cx;

/// The most pairs that are compared: a program made what has more.
const MAX_LOOKS: usize = 1_000_000;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let stakes = &cx.ownership.stakes;
    let names: Vec<Name> = stakes.iter().map(|stake| Name::new(stake.region.include)).collect();
    let odd: Vec<usize> = (0..names.len()).filter(|at| names[*at].folded.is_some()).collect();
    if odd.len() * names.len() > MAX_LOOKS {
        return;
    }
    for at in odd {
        let collides = |other: &usize| {
            // Two odd names meet once: at the later of the two.
            let is_later = *other < at || names[*other].folded.is_none();
            is_later
                && stakes[*other].claim != stakes[at].claim
                && names[at].folded().overlaps(names[*other].folded())
                && !names[at].written.overlaps(names[*other].written)
        };
        if let Some(other) = (0..names.len()).find(collides) {
            let [first, second] = [at.min(other), at.max(other)].map(|at| &clashes::claim(cx, at).pattern);
            let (text, who) = (&first.value, clashes::who(cx, at.min(other)));
            cx.report(
                second.span,
                format!("`{}` and `{text}` are two names here, and one on other systems", second.value),
            )
            .help("write both letter by letter as the repository does")
            .related(first.span, format!("`{text}` of {who}"));
        }
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
