//! Many patterns at once: who matches a path, and which of them meet.
//!
//! Each row of names of a pattern ([`plain`](super::plain)) has a fixed beginning and a fixed end. The beginnings are
//! in a [`Trie`]; where many patterns begin alike, their ends, read backwards, are in another. What both let through is
//! compared exactly: paths with what is known of the middle, patterns with one another.

use std::ops::Range;

use super::Pattern;
use super::plain::{Middle, is_path, lies_between};
use super::trie::Trie;

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
    /// The fixed beginnings and ends, in the order of the tree.
    text: Vec<u8>,
    /// In the order of the tree, so that a place in it is an index of this.
    entries: Vec<Entry>,
    beginnings: Trie,
    /// The ends of entries that begin alike, where these are many: by the place of the first.
    ends: Vec<(usize, Trie)>,
}

/// The patterns of an [`Index`] that have paths in common. Each pair is told once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlaps {
    /// Pairs of patterns that do not float, the smaller number first, in ascending order.
    pub pairs: Vec<(usize, usize)>,
    /// The floating patterns that meet others, in ascending order.
    pub floating: Vec<Floating>,
}

impl Overlaps {
    /// Every pair: of a pair with a floating pattern that one first, of any other the later one.
    ///
    /// ```
    /// use phasetrack_core::glob::{Index, Pattern};
    ///
    /// let patterns = ["src/api/**", "src/*/mod.rs", "**/mod.rs"].map(|text| Pattern::parse(text).unwrap());
    /// let overlaps = Index::new(&patterns).overlaps(|number| number);
    /// assert_eq!(overlaps.each().collect::<Vec<_>>(), [(1, 0), (2, 0), (2, 1)]);
    /// ```
    pub fn each(&self) -> impl Iterator<Item = (usize, usize)> {
        let pairs = self.pairs.iter().map(|(first, second)| (*second, *first));
        let floating = self.floating.iter().flat_map(|one| one.meets.iter().map(|with| (one.pattern, *with)));
        pairs.chain(floating)
    }
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

/// So many entries that begin alike are looked at one by one.
const FEW: usize = 8;

/// A row of a pattern.
#[derive(Clone, Copy, Debug)]
struct Entry {
    pattern: u32,
    /// Where its beginning is in the text; its end follows, or is the same if that is the whole path.
    start: u32,
    prefix: u16,
    suffix: u16,
    middle: Middle,
}

impl<'p> Index<'p> {
    /// Makes an index of the patterns.
    ///
    /// Takes time and memory linear in the patterns.
    pub fn new(patterns: impl IntoIterator<Item = &'p Pattern>) -> Self {
        let patterns: Vec<_> = patterns.into_iter().collect();
        let (mut text, mut entries) = (Vec::new(), Vec::with_capacity(patterns.len()));
        for (number, pattern) in (0..).zip(&patterns) {
            let mut add = |prefix: &str, suffix: &str, middle| {
                let start = place(text.len());
                text.extend_from_slice(prefix.as_bytes());
                if middle != Middle::Nothing {
                    text.extend_from_slice(suffix.as_bytes());
                }
                entries.push(Entry { pattern: number, start, prefix: len(prefix), suffix: len(suffix), middle });
            };
            for row in pattern.rows() {
                add(row.prefix(), row.suffix(), row.middle());
            }
            if pattern.rows().is_empty() {
                add(pattern.prefix(), pattern.suffix(), Middle::Other);
            }
        }
        let count = place(entries.len());
        let chunk = |key: u32, at: usize| {
            let prefix = entries[key as usize].prefix(&text);
            chunk(prefix.get(at..).unwrap_or_default().iter())
        };
        let beginnings = Trie::new(count, chunk);
        let mut index = Self { patterns, text: Vec::new(), entries: Vec::new(), beginnings, ends: Vec::new() };
        index.put_in_order(&text, &entries);
        index.ends = index.ends();
        index
    }

    /// Copies what is near in the tree to places near in memory.
    fn put_in_order(&mut self, text: &[u8], entries: &[Entry]) {
        self.text.reserve_exact(text.len());
        self.entries.reserve_exact(entries.len());
        for &key in self.beginnings.keys() {
            let mut entry = entries[key as usize];
            let from = entry.start as usize;
            entry.start = place(self.text.len());
            self.text.extend_from_slice(&text[from..from + entry.len()]);
            self.entries.push(entry);
        }
    }

    /// Trees of the ends of entries that begin alike.
    fn ends(&self) -> Vec<(usize, Trie)> {
        let large = self.beginnings.nodes().filter(|range| range.len() > FEW);
        let tree = |range: Range<usize>| {
            let entries = &self.entries[range.clone()];
            let chunk = |key: u32, at: usize| {
                let suffix = entries[key as usize].suffix(&self.text);
                chunk(suffix[..suffix.len().saturating_sub(at)].iter().rev())
            };
            (range.start, Trie::new(place(entries.len()), chunk))
        };
        let mut found: Vec<_> = large.map(tree).collect();
        found.sort_unstable_by_key(|(start, _)| *start);
        found
    }

    /// The patterns that match the path, in ascending order. The path is given as to [`Pattern::matches`].
    ///
    /// # Complexity
    /// Linear in the path, whatever the number of patterns, plus a comparison with each pattern that begins and ends
    /// as the path does.
    pub fn matches(&self, path: &[u8]) -> Vec<usize> {
        let mut found = Vec::new();
        if !is_path(path) {
            return found;
        }
        let mut check = |place: usize| {
            let entry = &self.entries[place];
            if self.entry_matches(entry, path) {
                found.push(entry.pattern as usize);
            }
        };
        self.beginnings.walk(
            |at| path.get(at).copied(),
            |range| match self.ends_of(&range) {
                None => range.for_each(&mut check),
                Some(tree) => {
                    let visit = |places: Range<usize>| {
                        tree.keys()[places].iter().for_each(|&key| check(range.start + key as usize));
                    };
                    tree.walk(|at| backwards(path, at), visit);
                }
            },
        );
        found.sort_unstable();
        found.dedup();
        found
    }

    fn entry_matches(&self, entry: &Entry, path: &[u8]) -> bool {
        lies_between(path, entry.prefix(&self.text), entry.middle, entry.suffix(&self.text))
            .unwrap_or_else(|| self.patterns[entry.pattern as usize].matches(path))
    }

    /// All pairs of patterns of different groups that have a path in common. Which path, [`overlap`](fn@super::overlap)
    /// says.
    ///
    /// # Complexity
    /// Linear in the patterns, plus a comparison ([`Pattern::overlaps`]) of each pair that agrees in its fixed beginnings
    /// and its fixed ends, as far as both go.
    pub fn overlaps(&self, group: impl Fn(usize) -> usize) -> Overlaps {
        let floats: Vec<bool> = self.patterns.iter().map(|pattern| pattern.is_floating()).collect();
        let groups: Vec<usize> = (0..self.patterns.len()).map(group).collect();
        let (mut pairs, mut floating) = (Vec::new(), Vec::new());
        for (place, entry) in self.entries.iter().enumerate() {
            self.each_near(place, |other| {
                let [one, two] = [entry.pattern.min(other.pattern), entry.pattern.max(other.pattern)];
                let [a, b] = [one, two].map(|number| number as usize);
                if one == two || groups[a] == groups[b] || !self.patterns[a].overlaps(self.patterns[b]) {
                    return;
                }
                match (floats[a], floats[b]) {
                    (false, false) => pairs.push((one, two)),
                    (true, _) => floating.push((one, two)),
                    (false, true) => floating.push((two, one)),
                }
            });
        }
        for list in [&mut pairs, &mut floating] {
            list.sort_unstable();
            list.dedup();
        }
        let floating = floating.chunk_by(|(a, _), (b, _)| a == b).map(|chunk| Floating {
            pattern: chunk[0].0 as usize,
            meets: chunk.iter().map(|(_, other)| *other as usize).collect(),
        });
        let pairs = pairs.into_iter().map(|(one, two)| (one as usize, two as usize));
        Overlaps { floating: floating.collect(), pairs: pairs.collect() }
    }

    /// Calls `visit` with the entries whose beginning and end may agree with those of the entry at this place: each pair
    /// of entries is found from one of the two.
    fn each_near(&self, place: usize, mut visit: impl FnMut(&Entry)) {
        let entry = &self.entries[place];
        let (prefix, suffix) = (entry.prefix(&self.text), entry.suffix(&self.text));
        let mut check = |range: &Range<usize>, other: usize| {
            // Entries of one node find each other, so the later one of the two is left out.
            let its = self.entries[other].suffix(&self.text);
            if (!range.contains(&place) || place < other) && (suffix.ends_with(its) || its.ends_with(suffix)) {
                visit(&self.entries[other]);
            }
        };
        self.beginnings.walk(
            |at| prefix.get(at).copied(),
            |range| match self.ends_of(&range) {
                None => range.clone().for_each(|other| check(&range, other)),
                Some(tree) => {
                    let mut each = |places: Range<usize>| {
                        tree.keys()[places].iter().for_each(|&key| check(&range, range.start + key as usize));
                    };
                    let longer = tree.walk(|at| backwards(suffix, at), &mut each);
                    each(longer);
                }
            },
        );
    }

    /// The tree of the ends of these entries, if they are many.
    fn ends_of(&self, range: &Range<usize>) -> Option<&Trie> {
        if range.len() <= FEW {
            return None;
        }
        let at = self.ends.binary_search_by_key(&range.start, |(start, _)| *start).ok()?;
        Some(&self.ends[at].1)
    }
}

impl Entry {
    fn prefix<'t>(&self, text: &'t [u8]) -> &'t [u8] {
        &text[self.start as usize..][..usize::from(self.prefix)]
    }

    fn suffix<'t>(&self, text: &'t [u8]) -> &'t [u8] {
        &text[self.start as usize..][self.len() - usize::from(self.suffix)..self.len()]
    }

    /// How many bytes of the text belong to it.
    fn len(&self) -> usize {
        usize::from(self.prefix) + if self.middle == Middle::Nothing { 0 } else { usize::from(self.suffix) }
    }
}

/// The first bytes of a text, and zeros where it is shorter.
fn chunk<'t, const N: usize>(text: impl Iterator<Item = &'t u8>) -> [u8; N] {
    let mut chunk = [0; N];
    chunk.iter_mut().zip(text).for_each(|(place, byte)| *place = *byte);
    chunk
}

/// The byte of a text at an offset from its end.
fn backwards(text: &[u8], at: usize) -> Option<u8> {
    text.len().checked_sub(at + 1).map(|at| text[at])
}

/// A place in the index as it is stored; more than four gigabytes of patterns cannot be held.
fn place(at: usize) -> u32 {
    u32::try_from(at).expect("patterns of at most four gigabytes")
}

/// Patterns are far shorter than sixteen bits can say.
fn len(text: &str) -> u16 {
    u16::try_from(text.len()).expect("a pattern of at most 1024 bytes")
}
