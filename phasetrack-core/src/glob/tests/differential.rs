//! Random patterns against slow oracles: the [reference](super::reference) for everything, `globset` for matching.

use globset::{GlobBuilder, GlobMatcher};

use super::random::Random;
use super::reference::{Reading, Table, expand, is_file};
use super::{Pattern, overlap};
use crate::glob::automaton::WORDS;
use crate::glob::{ErrorKind, Overlap, Region, parse, rows};

/// Random patterns that both this module and the reference accept.
fn patterns(seed: u64, count: usize) -> Vec<(Pattern, Table)> {
    let mut random = Random(seed);
    let mut found = Vec::new();
    let mut refused = 0;
    while found.len() < count {
        let text = random.pattern();
        match (Pattern::parse(&text), Table::of(&text)) {
            (Ok(pattern), Reading::Language(table)) => found.push((pattern, table)),
            (Err(_), Reading::Refused) => refused += 1,
            (_, Reading::TooLarge) => {}
            // An escape that could be a separator depends on what is before it; the reference does not know that.
            (Err(error), Reading::Language(_)) if error.kind() == ErrorKind::Backslash => {}
            (Ok(_), Reading::Refused) => panic!("the reference refuses `{text}`"),
            (Err(error), Reading::Language(_)) => panic!("the reference accepts `{text}`: {error}"),
        }
    }
    assert!(refused > count / 100, "refusals are compared too");
    found
}

#[test]
fn matching_agrees_with_the_reference() {
    let mut random = Random(1);
    let mut matched = 0;
    for (pattern, table) in patterns(2, 600) {
        for _ in 0..150 {
            let path = random.path();
            let expected = table.matches(path.as_bytes());
            assert_eq!(pattern.matches(path.as_bytes()), expected, "{pattern} and {path}");
            // Without the shortcuts, and as large patterns are matched.
            assert_eq!(pattern.automaton().run::<WORDS>(0, path.as_bytes()), expected, "{pattern} and {path}");
            matched += usize::from(expected);
        }
    }
    assert!(matched > 5_000, "{matched} paths match");
}

#[test]
fn overlap_agrees_with_the_product_of_deterministic_automata() {
    let patterns = patterns(3, 450);
    let mut overlaps = 0;
    for (index, (a, a_table)) in patterns.iter().enumerate() {
        for (b, b_table) in &patterns[index..] {
            let witness = overlap(a, b);
            assert_eq!(witness.is_some(), a_table.overlaps(b_table), "{a} and {b}: {witness:?}");
            assert_eq!(a.overlaps(b), witness.is_some(), "{a} and {b}");
            if let Some(path) = witness {
                let shown = path.escape_ascii();
                assert!(a.matches(&path) && b.matches(&path), "{a} and {b}: {shown}");
                assert!(a_table.matches(&path) && b_table.matches(&path), "{a} and {b}: {shown}");
                overlaps += 1;
            }
        }
    }
    assert!(overlaps > 10_000, "{overlaps} pairs overlap");
}

#[test]
fn containment_agrees_with_the_product_of_deterministic_automata() {
    let patterns = patterns(4, 120);
    let mut contained = 0;
    for (a, a_table) in &patterns {
        for (b, b_table) in &patterns {
            let expected = a_table.contains(b_table);
            assert_eq!(a.contains(b), Some(expected), "{a} and {b}");
            contained += usize::from(expected);
        }
    }
    assert!(contained > 200, "{contained} pairs contain");
}

#[test]
fn differences_agree_with_the_product_of_deterministic_automata() {
    let mut random = Random(7);
    let patterns = patterns(8, 500);
    let mut one = || random.below(500);
    let (mut found, mut none) = (0, 0);
    while found + none < 5_000 {
        let [(a, a_table), (b, b_table), (c, c_table), (d, d_table)] = [(); 4].map(|()| &patterns[one()]);
        // All that is decided by the patterns alone is compared elsewhere.
        if !a.overlaps(b) || !c.overlaps(a) || !c.overlaps(b) {
            continue;
        }
        let both_excluded = one() % 2 == 0;
        let exclude = if both_excluded { vec![c, d] } else { vec![c] };
        let left = Region { include: a, exclude };
        let right = Region { include: b, exclude: if both_excluded { Vec::new() } else { vec![d] } };
        let expected = Table::differ([a_table, b_table], [c_table, d_table]);
        match left.overlap(&right) {
            Overlap::At(path) => {
                assert!(expected, "{left:?} and {right:?}");
                assert!(left.matches(&path) && right.matches(&path), "{left:?} and {right:?}: {}", path.escape_ascii());
                found += 1;
            }
            Overlap::Disjoint => {
                assert!(!expected, "{left:?} and {right:?}");
                none += 1;
            }
            Overlap::Undecided => panic!("{left:?} and {right:?}"),
        }
        if (found + none) % 8 == 0 {
            let outside =
                Table::differ([b_table; 2], [d_table, a_table]) || Table::differ([b_table, c_table], [d_table; 2]);
            let right = Region { include: b, exclude: vec![d] };
            assert_eq!(left.contains(&right), Some(!outside), "{left:?} contains {right:?}");
        }
    }
    assert!(found > 500 && none > 500, "{found} found, {none} not");
}

#[test]
fn rows_read_from_the_text_are_those_of_the_automaton() {
    let mut random = Random(9);
    let pieces =
        ["a", "b", ".", "-", "_", "*", "**", "/", "/", "rs", "C", "Makefile", "7", "..", "/**/", "[", "?", "{a,b}"];
    let mut read = 0;
    for _ in 0..60_000 {
        let text: String = (0..=random.below(8)).map(|_| random.pick(&pieces)).collect();
        let Some(row) = rows::ordinary(&text) else { continue };
        let automaton = parse::parse(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(rows::of(&automaton), [row], "{text}");
        read += 1;
    }
    assert!(read > 10_000, "{read} texts are ordinary");
    assert!(rows::ordinary(&"*/".repeat(400)).is_none(), "what may be refused is left to the automaton");
}

/// The pattern in `globset`'s dialect, where no name stands for what is below it; `None` when that has no word for it.
fn globset(text: &str) -> Option<Vec<GlobMatcher>> {
    let build = |text: &str| {
        // Its negated classes match `/`.
        let text = text.replace("[!", "[!/").replace("[^", "[^/");
        let mut glob = GlobBuilder::new(&text);
        glob.literal_separator(true).empty_alternates(true).backslash_escape(true);
        glob.build().expect("a glob").compile_matcher()
    };
    let mut globs = Vec::new();
    for text in expand(text) {
        let names: Vec<&str> = text.split('/').collect();
        let foreign = |name: &&str| matches!(*name, "" | "." | "***") || name.contains('\\') || name.contains("[.]");
        if names.iter().any(foreign) {
            return None;
        }
        globs.push(build(&text));
        let last = names.last()?;
        if !last.contains(['*', '?', '[']) && !is_file(last) {
            globs.push(build(&format!("{text}/**")));
        }
    }
    Some(globs)
}

#[test]
fn matching_agrees_with_globset() {
    let mut random = Random(5);
    let (mut compared, mut matched) = (0, 0);
    while compared < 1_300 {
        let text = random.pattern();
        let (Ok(pattern), Some(globs)) = (Pattern::parse(&text), globset(&text)) else { continue };
        compared += 1;
        for _ in 0..80 {
            let path = random.path();
            let expected = globs.iter().any(|glob| glob.is_match(&path));
            assert_eq!(pattern.matches(path.as_bytes()), expected, "{text} and {path}");
            matched += usize::from(expected);
        }
    }
    assert!(matched > 5_000, "{matched} paths match");
}

#[test]
fn any_text_is_read_or_refused_with_a_place_in_it() {
    let pieces = [
        "[", "]", "[[", "]]", "...", "[!", "-", "\\", "{", "}", ",", "/", ".", "*", "?", "<", ">", "(", ")", "|", "$",
        "~", "!", ":", "://", "é", "日", "Z", "name", "a", " ", "\0", "[:", "^", "Makefile", "\u{a0}",
    ];
    let mut random = Random(6);
    let mut read = 0;
    for _ in 0..30_000 {
        let text: String = (0..random.below(9)).map(|_| random.pick(&pieces)).collect();
        match Pattern::parse(&text) {
            Ok(pattern) => {
                let witness = overlap(&pattern, &pattern);
                assert!(witness.is_some_and(|path| pattern.matches(&path)), "{text}");
                read += 1;
            }
            Err(error) => {
                let place = text.get(error.range());
                assert!(place.is_some_and(|place| !place.is_empty() || text.is_empty()), "{text}: {error:?}");
            }
        }
    }
    assert!(read > 1_000, "{read} texts are patterns");
}
