//! Many patterns at once: who matches a path, and which of them meet.

use super::Pattern;

/// Patterns, made ready for many questions. A pattern is known by its number, counted from 0 as given.
///
/// ```
/// use phasetrack_core::glob::{Floating, Index, Pattern};
///
/// let patterns = ["src/api/**", "src/*/mod.rs", "docs/*.md", "**/*.md"].map(|text| Pattern::parse(text).unwrap());
/// let index = Index::new(&patterns);
/// assert_eq!(index.matches(b"src/api/mod.rs"), [0, 1]);
/// assert!(index.matches(b"Cargo.toml").is_empty());
///
/// // Each pattern is a group of its own:
/// let overlaps = index.overlaps(|number| number);
/// assert_eq!(overlaps.pairs, [(0, 1)]);
/// assert_eq!(overlaps.floating, [Floating { pattern: 3, meets: vec![0, 2] }]);
/// ```
#[derive(Clone, Debug)]
pub struct Index<'p> {
    patterns: Vec<&'p Pattern>,
}

/// The patterns of an [`Index`] that have paths in common. Each pair is told once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlaps {
    /// Pairs of patterns that do not float, the smaller number first, in ascending order.
    pub pairs: Vec<(usize, usize)>,
    /// The floating patterns that meet others, in ascending order.
    pub floating: Vec<Floating>,
}

/// A floating pattern ([`Pattern::is_floating`]) with all that it meets: one such pattern can meet most of a plan,
/// and that is one finding, not thousands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Floating {
    /// The pattern.
    pub pattern: usize,
    /// Those that it meets, in ascending order. Of two floating patterns that meet, the first has the second here.
    pub meets: Vec<usize>,
}

impl<'p> Index<'p> {
    /// Makes an index of the patterns.
    pub fn new(patterns: impl IntoIterator<Item = &'p Pattern>) -> Self {
        Self { patterns: patterns.into_iter().collect() }
    }

    /// The patterns that match the path, in ascending order.
    pub fn matches(&self, path: &[u8]) -> Vec<usize> {
        (0..self.patterns.len()).filter(|&number| self.patterns[number].matches(path)).collect()
    }

    /// All pairs of patterns of different groups that have a path in common. Which path, [`overlap`](fn@super::overlap)
    /// says.
    pub fn overlaps(&self, group: impl Fn(usize) -> usize) -> Overlaps {
        let mut found = Overlaps::default();
        for (first, a) in self.patterns.iter().enumerate() {
            for (second, b) in self.patterns.iter().enumerate().skip(first + 1) {
                if group(first) != group(second) && a.overlaps(b) {
                    match (a.is_floating(), b.is_floating()) {
                        (false, false) => found.pairs.push((first, second)),
                        (true, _) => found.add(first, second),
                        (false, true) => found.add(second, first),
                    }
                }
            }
        }
        found
    }
}

impl Overlaps {
    fn add(&mut self, pattern: usize, other: usize) {
        let at = self.floating.partition_point(|floating| floating.pattern < pattern);
        if self.floating.get(at).is_none_or(|floating| floating.pattern != pattern) {
            self.floating.insert(at, Floating { pattern, meets: Vec::new() });
        }
        self.floating[at].meets.push(other);
    }
}
