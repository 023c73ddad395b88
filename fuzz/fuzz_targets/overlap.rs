//! Two patterns, one a line: a common path that is found must match both, and containing must agree with overlapping.
#![no_main]

use libfuzzer_sys::fuzz_target;
use phasetrack_core::glob::{Pattern, overlap};

fuzz_target!(|text: &str| {
    let (first, second) = text.split_once('\n').unwrap_or((text, text));
    let (Some(a), Some(b)) = (pattern(first), pattern(second)) else { return };
    let witness = overlap(&a, &b);
    assert_eq!(witness.is_some(), overlap(&b, &a).is_some(), "overlap must not depend on the order");
    if let Some(path) = &witness {
        assert!(a.matches(path) && b.matches(path), "{:?} must match {a:?} and {b:?}", String::from_utf8_lossy(path));
    }
    let own = overlap(&a, &a);
    assert!(own.is_none_or(|path| a.matches(&path)));
    assert_ne!(a.contains(&a), Some(false), "{a:?} contains itself");
    if a.contains(&b) == Some(true) {
        let path = overlap(&b, &b);
        assert!(path.is_none_or(|path| a.matches(&path)), "{a:?} contains {b:?}");
        assert!(witness.is_some() || overlap(&b, &b).is_none());
    }
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
