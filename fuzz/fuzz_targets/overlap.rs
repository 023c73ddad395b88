//! Patterns, one a line: a common path that is found must match both, containing must agree with overlapping, the
//! exceptions of a difference must be left out, and an index must say what its patterns say.
#![no_main]

use libfuzzer_sys::fuzz_target;
use phasetrack_core::glob::{Index, Overlap, Pattern, Region, overlap};

/// So many lines are patterns; more make no new cases.
const LINES: usize = 6;

fuzz_target!(|text: &str| {
    let patterns: Vec<Pattern> = text.lines().take(LINES).filter_map(pattern).collect();
    if let [a, rest @ ..] = patterns.as_slice() {
        pair(a, rest.first().unwrap_or(a));
        difference(a, rest.first().unwrap_or(a), &patterns);
    }
    index(&patterns, text.as_bytes());
});

/// The pattern of a text, with the place of the mistake checked when there is none.
fn pattern(text: &str) -> Option<Pattern> {
    match Pattern::parse(text) {
        Ok(pattern) => Some(pattern),
        Err(error) => {
            assert!(text.get(error.range()).is_some(), "{error} at {:?} of {text:?}", error.range());
            None
        }
    }
}

fn pair(a: &Pattern, b: &Pattern) {
    let witness = overlap(a, b);
    assert_eq!(witness.is_some(), overlap(b, a).is_some(), "overlap must not depend on the order");
    assert_eq!(witness.is_some(), a.overlaps(b), "{a:?} and {b:?}");
    if let Some(path) = &witness {
        assert!(a.matches(path) && b.matches(path), "{:?} must match {a:?} and {b:?}", String::from_utf8_lossy(path));
    }
    let own = overlap(a, a);
    assert!(own.is_none_or(|path| a.matches(&path)));
    assert_ne!(a.contains(a), Some(false), "{a:?} contains itself");
    if a.contains(b) == Some(true) {
        let path = overlap(b, b);
        assert!(path.is_none_or(|path| a.matches(&path)), "{a:?} contains {b:?}");
        assert!(witness.is_some() || overlap(b, b).is_none());
    }
}

/// The first two patterns, each without some of the others.
fn difference(a: &Pattern, b: &Pattern, patterns: &[Pattern]) {
    let except = |from: usize| patterns.iter().skip(from).step_by(2).collect();
    let (left, right) = (Region { include: a, exclude: except(2) }, Region { include: b, exclude: except(3) });
    let (found, turned) = (left.overlap(&right), right.overlap(&left));
    if found != Overlap::Undecided && turned != Overlap::Undecided {
        assert_eq!(found.is_disjoint(), turned.is_disjoint(), "{left:?} and {right:?}");
    }
    match &found {
        Overlap::At(path) => {
            assert!(left.matches(path) && right.matches(path), "{path:?} must be in {left:?} and {right:?}");
        }
        Overlap::Disjoint => {
            let path = overlap(a, b);
            assert!(path.is_none_or(|path| !left.matches(&path) || !right.matches(&path)));
        }
        Overlap::Undecided => {}
    }
    if left.contains(&right) == Some(true)
        && let Overlap::At(path) = right.overlap(&right)
    {
        assert!(left.matches(&path), "{left:?} contains {right:?}");
    }
}

fn index(patterns: &[Pattern], path: &[u8]) {
    let index = Index::new(patterns);
    let own = patterns.iter().filter_map(|pattern| overlap(pattern, pattern));
    for path in own.chain([path.to_vec()]) {
        let expected: Vec<_> = (0..patterns.len()).filter(|&number| patterns[number].matches(&path)).collect();
        assert_eq!(index.matches(&path), expected, "{path:?} of {patterns:?}");
    }
    let overlaps = index.overlaps(|number| number);
    let mut found = overlaps.pairs;
    for floating in overlaps.floating {
        found.extend(floating.meets.iter().map(|&other| {
            let pattern = floating.pattern;
            (pattern.min(other), pattern.max(other))
        }));
    }
    found.sort_unstable();
    let pairs = (0..patterns.len()).flat_map(|a| (a + 1..patterns.len()).map(move |b| (a, b)));
    let expected: Vec<_> = pairs.filter(|&(a, b)| patterns[a].overlaps(&patterns[b])).collect();
    assert_eq!(found, expected, "{patterns:?}");
}
