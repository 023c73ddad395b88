//! What a pattern matches without what others match: claims with exceptions.

use super::{Pattern, difference, overlap};

/// The paths that one pattern matches and none of some others: `src/**` except `src/generated/**`.
///
/// ```
/// use phasetrack_core::glob::{Overlap, Pattern, Region};
///
/// let pattern = |text| Pattern::parse(text).unwrap();
/// let (all, generated, schema) = (pattern("src/**"), pattern("src/generated/**"), pattern("src/**/schema.rs"));
/// let hand_written = Region { include: &all, exclude: vec![&generated] };
/// assert!(hand_written.matches(b"src/lib.rs"));
/// assert!(!hand_written.matches(b"src/generated/lib.rs"));
///
/// // Who writes everything by hand never meets who generates, but does meet who owns the schemas:
/// assert_eq!(hand_written.overlap(&Region::from(&generated)), Overlap::Disjoint);
/// assert_eq!(hand_written.overlap(&Region::from(&schema)), Overlap::At(b"src/schema.rs".to_vec()));
/// ```
#[derive(Clone, Debug)]
pub struct Region<'p> {
    /// What is in the region.
    pub include: &'p Pattern,
    /// What is not, though it is included.
    pub exclude: Vec<&'p Pattern>,
}

/// Whether two regions have a path in common.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub enum Overlap {
    /// There is none.
    Disjoint,
    /// They have this one, chosen to be read by people as that of [`overlap`](fn@overlap) is.
    At(Vec<u8>),
    /// That could not be found out within the bound. Who has to be safe treats this as a common path.
    Undecided,
}

impl Overlap {
    /// Whether it is proven that there is no common path.
    pub fn is_disjoint(&self) -> bool {
        *self == Self::Disjoint
    }

    /// The common path, if one was found.
    pub fn path(&self) -> Option<&[u8]> {
        match self {
            Self::At(path) => Some(path),
            Self::Disjoint | Self::Undecided => None,
        }
    }
}

impl<'p> From<&'p Pattern> for Region<'p> {
    fn from(include: &'p Pattern) -> Self {
        Self { include, exclude: Vec::new() }
    }
}

impl Region<'_> {
    /// Whether the path is in the region. Linear in the path times the patterns; see [`Pattern::matches`].
    pub fn matches(&self, path: &[u8]) -> bool {
        self.include.matches(path) && !self.exclude.iter().any(|pattern| pattern.matches(path))
    }

    /// A path that is in both regions, or the proof that there is none.
    ///
    /// # Complexity
    /// That of [`overlap`](fn@overlap), plus [`MAX_STEPS`](super::MAX_STEPS) steps at most, each linear in the
    /// excluded patterns, which is also all the memory: to decide about differences exactly can take exponential time,
    /// and what takes longer is [`Overlap::Undecided`]. Only exclusions that meet both regions are looked at.
    pub fn overlap(&self, other: &Region<'_>) -> Overlap {
        let Some(path) = overlap(self.include, other.include) else { return Overlap::Disjoint };
        if self.matches(&path) && other.matches(&path) {
            return Overlap::At(path);
        }
        let both = [self.include, other.include];
        let matter = |pattern: &&&Pattern| both.iter().all(|included| included.overlaps(pattern));
        let exclude: Vec<_> = self.exclude.iter().chain(&other.exclude).filter(matter).copied().collect();
        difference::find(both, &exclude)
    }

    /// Whether every path of `other` is in this region too; `None` when that could not be found out within the bound.
    ///
    /// # Complexity
    /// That of [`Region::overlap`] for each pattern of this region.
    pub fn contains(&self, other: &Region<'_>) -> Option<bool> {
        let rest: Vec<_> = other.exclude.iter().copied().chain([self.include]).collect();
        let mut found = vec![difference::find([other.include; 2], &rest)];
        found.extend(self.exclude.iter().map(|pattern| other.overlap(&Region::from(*pattern))));
        if found.iter().any(|overlap| overlap.path().is_some()) {
            return Some(false);
        }
        found.iter().all(Overlap::is_disjoint).then_some(true)
    }
}

impl Pattern {
    /// Whether every path that `other` matches is matched by this pattern too; `None` when that could not be found
    /// out within the bound, which ordinary patterns never come near.
    ///
    /// # Complexity
    /// Exact containment can take exponential time. At most [`MAX_STEPS`](super::MAX_STEPS) steps are made, each linear
    /// in this pattern.
    ///
    /// ```
    /// use phasetrack_core::glob::Pattern;
    ///
    /// let pattern = |text| Pattern::parse(text).unwrap();
    /// assert_eq!(pattern("src/**").contains(&pattern("src/{api,ui}/*.rs")), Some(true));
    /// assert_eq!(pattern("src/*.rs").contains(&pattern("src/**")), Some(false));
    /// ```
    pub fn contains(&self, other: &Self) -> Option<bool> {
        // No pattern is without a path, so of two that are apart neither contains the other.
        if self.meets(other) == Some(false) {
            return Some(false);
        }
        Region::from(self).contains(&Region::from(other))
    }
}
