//! The files that a repository has, as a plain value: who judges a plan against them needs neither git nor a disk.
//!
//! [`Files`] is a sorted list of paths as bytes, collected from wherever they are known: git's index, a folder, an
//! archive. Asking for one path, for a directory, or for all that begin alike is a binary search.
//!
//! ```
//! use phasetrack_core::files::Files;
//!
//! let files: Files = ["src/lib.rs", "src/api/list.rs", "README.md"].into_iter().collect();
//! assert!(files.contains(b"src/lib.rs") && !files.contains(b"src"));
//! assert!(files.has_directory(b"src") && !files.has_directory(b"sr"));
//! assert_eq!(files.below(b"src/").count(), 2);
//! ```

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Paths from the repository's root, each once, in the order of their bytes.
///
/// A path is given as git writes it: names with one `/` between them, none of them empty, `.` or `..`. Names need not be
/// UTF-8. A submodule is a path without anything below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    paths: Vec<Vec<u8>>,
}

impl Files {
    /// How many paths there are.
    pub fn len(&self) -> usize {
        self.paths.len()
    }

    /// Whether there is no path at all, as in a repository that was just made.
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// Whether this very path is there; a directory is none. Takes O(log n) comparisons.
    pub fn contains(&self, path: &[u8]) -> bool {
        self.paths.binary_search_by(|known| known.as_slice().cmp(path)).is_ok()
    }

    /// Whether a path lies below this directory, named with or without a `/` at its end; the root is empty. Takes
    /// O(log n) comparisons.
    pub fn has_directory(&self, directory: &[u8]) -> bool {
        let directory = directory.strip_suffix(b"/").unwrap_or(directory);
        let separator: &[u8] = if directory.is_empty() { b"" } else { b"/" };
        self.below(&[directory, separator].concat()).next().is_some()
    }

    /// The paths that begin with these bytes, in order: all below a directory if they end in `/`, all if there are none.
    /// Finding the first takes O(log n) comparisons.
    pub fn below<'f, 'p>(&'f self, prefix: &'p [u8]) -> impl Iterator<Item = &'f [u8]> + use<'f, 'p> {
        let first = self.paths.partition_point(|known| known.as_slice() < prefix);
        self.paths[first..].iter().map(Vec::as_slice).take_while(move |known| known.starts_with(prefix))
    }

    /// All paths, in the order of their bytes.
    pub fn iter(&self) -> impl Iterator<Item = &[u8]> {
        self.paths.iter().map(Vec::as_slice)
    }
}

/// Sorts the paths and drops those that occur again. Takes O(n log n) comparisons.
impl<P: Into<Vec<u8>>> FromIterator<P> for Files {
    fn from_iter<I: IntoIterator<Item = P>>(paths: I) -> Self {
        let mut paths: Vec<Vec<u8>> = paths.into_iter().map(Into::into).collect();
        paths.sort_unstable();
        paths.dedup();
        Self { paths }
    }
}

/// A path, or a pattern of paths, as systems compare it that know no case, compose accents, or drop dots and spaces at
/// the end of a name. Borrowed if it is the same. Linear in the path.
pub fn fold(path: &str) -> Cow<'_, str> {
    let is_plain = path.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_plain && !path.split('/').any(|name| name.ends_with(['.', ' '])) {
        return Cow::Borrowed(path);
    }
    let is_seen = |c: &char| !matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}');
    let folded = if path.is_ascii() {
        path.to_ascii_lowercase()
    } else {
        path.chars().filter(is_seen).nfc().flat_map(char::to_lowercase).collect()
    };
    let names = folded.split('/').map(|name| match name.trim_end_matches(['.', ' ']) {
        "" => name,
        kept => kept,
    });
    let folded = names.collect::<Vec<_>>().join("/");
    if folded == path { Cow::Borrowed(path) } else { Cow::Owned(folded) }
}

#[cfg(test)]
mod tests {
    use super::{Files, fold};

    /// Names around `src/` in the order of bytes: `-` and `.` come before `/`, `0` after it.
    const PATHS: [&[u8]; 7] = [b"src0", b"src/b", b"src-a/x", b"src.rs", b"src/a/\xff", b"src/b", b"a"];

    #[test]
    fn paths_are_sorted_and_each_is_there_once() {
        let files: Files = PATHS.into_iter().collect();
        let expected: [&[u8]; 6] = [b"a", b"src-a/x", b"src.rs", b"src/a/\xff", b"src/b", b"src0"];
        assert_eq!(files.iter().collect::<Vec<_>>(), expected);
        assert_eq!((files.len(), files.is_empty()), (6, false));
        assert_eq!(files, PATHS.into_iter().rev().collect(), "the order in which they come does not matter");
    }

    #[test]
    fn every_question_agrees_with_looking_at_each_path() {
        let files: Files = PATHS.into_iter().collect();
        let empty = Files::default();
        let asked: [&[u8]; 14] = [
            b"",
            b"a",
            b"a/",
            b"s",
            b"src",
            b"src/",
            b"src/a",
            b"src/a/",
            b"src/a/\xff",
            b"src/b",
            b"src-a",
            b"src0",
            b"src.rs",
            b"zz",
        ];
        for path in asked {
            let shown = String::from_utf8_lossy(path);
            assert_eq!(files.contains(path), PATHS.contains(&path), "contains {shown}");
            let below: Vec<_> = files.iter().filter(|known| known.starts_with(path)).collect();
            assert_eq!(files.below(path).collect::<Vec<_>>(), below, "below {shown}");
            let name = path.strip_suffix(b"/").unwrap_or(path);
            let inside =
                |known: &&[u8]| name.is_empty() || (known.starts_with(name) && known.get(name.len()) == Some(&b'/'));
            assert_eq!(files.has_directory(path), PATHS.iter().any(inside), "has_directory {shown}");
            assert!(!empty.contains(path) && !empty.has_directory(path) && empty.below(path).next().is_none());
        }
    }

    #[test]
    fn names_that_are_one_on_some_system_fold_alike() {
        for (one, other) in [
            ("src/App.ts", "src/app.ts"),
            ("u\u{308}ber", "\u{fc}ber"),
            ("a./b", "a/b"),
            ("a /b", "a/b"),
            ("a\u{200b}", "a\u{200b}"),
            ("a\u{200d}b", "ab"),
            ("../x", "../x"),
        ] {
            assert_eq!(fold(one), fold(other), "{one:?} {other:?}");
        }
        assert_ne!(fold("a/b"), fold("ab"));
    }
}
