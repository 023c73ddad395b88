//! Many patterns at once, against all of them one by one.

use super::random::Random;
use super::{Pattern, pattern};
use crate::glob::{Floating, Index, Overlaps};

/// What an index says, said by looking at every pattern and every pair.
fn brute(patterns: &[Pattern], group: impl Fn(usize) -> usize) -> Overlaps {
    let mut found = Overlaps::default();
    let mut floating = vec![Vec::new(); patterns.len()];
    for (one, a) in patterns.iter().enumerate() {
        for (two, b) in patterns.iter().enumerate().skip(one + 1) {
            if group(one) != group(two) && a.overlaps(b) {
                match (a.is_floating(), b.is_floating()) {
                    (false, false) => found.pairs.push((one, two)),
                    (true, _) => floating[one].push(two),
                    (false, true) => floating[two].push(one),
                }
            }
        }
    }
    let met = floating.into_iter().enumerate().filter(|(_, meets)| !meets.is_empty());
    found.floating = met.map(|(pattern, meets)| Floating { pattern, meets }).collect();
    found
}

/// Patterns as plans have them, many of which start or end alike.
fn claim(random: &mut Random) -> String {
    let number = random.below(30);
    let dir = random.pick(&["src", "src/api", "docs", "tests/unit", "a"]);
    match random.below(12) {
        0 => format!("{dir}/mod_{number}/**"),
        1 => format!("{dir}/m_{number}_*_test.rs"),
        2 | 3 => format!("{dir}/file_{number}.rs"),
        4 => format!("{dir}/m{number}*.toml"),
        5 | 6 => format!("{dir}/*/y_{number}.json"),
        7 => format!("**/mod_{number}.rs"),
        8 => format!("{dir}/**/file_{number}.rs"),
        9 => format!("{dir}/mod_{number}"),
        10 => format!("{dir}/{{mod_{number},file_{}}}.rs", random.below(30)),
        _ => random.pattern(),
    }
}

fn file(random: &mut Random) -> String {
    let number = random.below(30);
    let dir = random.pick(&["src", "src/api", "docs", "tests/unit", "a", "src/mod_3", "docs/x", "tests/unit/mod_7"]);
    match random.below(7) {
        0 => format!("{dir}/mod_{number}.rs"),
        1 => format!("{dir}/m_{number}_x_test.rs"),
        2 => format!("{dir}/file_{number}.rs"),
        3 => format!("{dir}/m{number}.toml"),
        4 => format!("{dir}/x/y_{number}.json"),
        5 => format!("{dir}/mod_{number}"),
        _ => random.path(),
    }
}

fn patterns(random: &mut Random, count: usize, make: impl Fn(&mut Random) -> String) -> Vec<Pattern> {
    std::iter::repeat_with(|| Pattern::parse(&make(random)).ok()).flatten().take(count).collect()
}

#[track_caller]
fn check(patterns: &[Pattern], paths: &[String], groups: usize) -> (usize, usize) {
    let index = Index::new(patterns);
    let mut matched = 0;
    for path in paths {
        let expected: Vec<_> = (0..patterns.len()).filter(|&at| patterns[at].matches(path.as_bytes())).collect();
        assert_eq!(index.matches(path.as_bytes()), expected, "{path} in {patterns:?}");
        matched += expected.len();
    }
    let group = |number: usize| number % groups;
    let found = index.overlaps(group);
    assert_eq!(found, brute(patterns, group), "{patterns:?}");
    (matched, found.pairs.len() + found.floating.len())
}

#[test]
fn an_index_agrees_with_looking_at_every_pattern() {
    let mut random = Random(11);
    let (mut matched, mut met) = (0, 0);
    for round in 0..2_000 {
        let count = random.below(40);
        let make = |random: &mut Random| if round % 2 == 0 { claim(random) } else { random.pattern() };
        let patterns = patterns(&mut random, count, make);
        let paths: Vec<_> = (0..20)
            .map(|at| match (round + at) % 3 {
                0 => random.path(),
                1 => file(&mut random),
                // Also what no repository has: empty names.
                _ => random.path() + random.pick(&["/", "//a", ""]),
            })
            .collect();
        let groups = random.below(12) + 2;
        let (more, pairs) = check(&patterns, &paths, groups);
        (matched, met) = (matched + more, met + pairs);
    }
    assert!(matched > 10_000, "{matched} matches");
    assert!(met > 10_000, "{met} pairs");
}

#[test]
fn a_large_index_agrees_too() {
    let mut random = Random(12);
    for _ in 0..3 {
        let patterns = patterns(&mut random, 1_000, claim);
        let paths: Vec<_> = (0..1_000).map(|_| file(&mut random)).collect();
        let (matched, met) = check(&patterns, &paths, 200);
        assert!(matched > 1_000, "{matched} matches");
        assert!(met > 1_000, "{met} pairs");
    }
}

#[test]
fn an_index_of_nothing_and_of_equals() {
    let index = Index::new(&[]);
    assert!(index.matches(b"a").is_empty());
    assert_eq!(index.overlaps(|number| number), Overlaps::default());
    let same = vec![pattern("src/**"); 100];
    let index = Index::new(&same);
    assert_eq!(index.matches(b"src/a"), (0..100).collect::<Vec<_>>());
    assert_eq!(index.overlaps(|number| number).pairs.len(), 100 * 99 / 2);
    assert_eq!(index.overlaps(|_| 0), Overlaps::default());
}

#[test]
fn what_floats_is_told_once() {
    for (text, floats) in [
        ("**/x.rs", true),
        ("*/x.rs", true),
        ("?/x.rs", true),
        ("*.rs", true),
        (".", true),
        ("{a,*}/x.rs", true),
        ("{a,b}/*/x.rs", false),
        ("src/**", false),
        ("[ab]/x.rs", false),
    ] {
        assert_eq!(pattern(text).is_floating(), floats, "{text}");
    }
    let patterns = ["src/a.rs", "**/a.rs", "src/**", "*/a.rs", "docs/**"].map(pattern);
    let overlaps = Index::new(&patterns).overlaps(|number| number);
    assert_eq!(overlaps.pairs, [(0, 2)]);
    let floating = [(1, vec![0, 2, 3, 4]), (3, vec![0, 2, 4])];
    assert_eq!(overlaps.floating, floating.map(|(pattern, meets)| Floating { pattern, meets }));
}
