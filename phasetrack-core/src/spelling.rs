//! Which known name was meant: the distance between two words, and the nearest of many.
//!
//! ```
//! use phasetrack_core::spelling::nearest;
//!
//! assert_eq!(nearest("unkown-track", ["unknown-task", "unknown-track"]), Some("unknown-track"));
//! assert_eq!(nearest("Z", ["A", "B"]), None);
//! ```

/// The candidate that `word` was probably meant to be: the nearest one, if at most a third of the letters are off;
/// the first of equally near ones. Case does not count. Takes O(n·l²) time for n candidates of l letters.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let allowed = word.chars().count() / 3;
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let edits = distance(&lower, &candidate.to_lowercase(), allowed)?;
            Some((edits, candidate))
        })
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, candidate)| candidate)
}

/// The number of edits between two words if it is at most `limit`: insertions, deletions, replacements, and swaps of
/// neighbours count one each (the restricted distance of Damerau, 1964, and Levenshtein, 1966).
pub fn distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let (mut before, mut row): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        row.clear();
        row.push(i);
        for j in 1..=b.len() {
            let replaced = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replaced.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        if row.iter().all(|edits| *edits > limit) {
            return None;
        }
        std::mem::swap(&mut before, &mut last);
        std::mem::swap(&mut last, &mut row);
    }
    Some(last[b.len()]).filter(|edits| *edits <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        for (a, b, limit, expected) in [
            ("", "", 0, Some(0)),
            ("files", "files", 0, Some(0)),
            ("files", "fiels", 1, Some(1)),
            ("files", "file", 1, Some(1)),
            ("kitten", "sitting", 3, Some(3)),
            ("kitten", "sitting", 2, None),
            ("Größe", "Grösse", 2, Some(2)),
            ("a", "abcdef", 3, None),
        ] {
            assert_eq!(distance(a, b, limit), expected, "{a} {b}");
            assert_eq!(distance(b, a, limit), expected, "{b} {a}");
        }
    }

    #[test]
    fn short_names_are_not_guessed() {
        assert_eq!(nearest("Z", ["A", "B"]), None);
        assert_eq!(nearest("WS3", ["WS1", "WS2"]), Some("WS1"));
        assert_eq!(nearest("api endpoint", ["Database", "API Endpoints"]), Some("API Endpoints"));
        assert_eq!(nearest("", ["A"]), None);
    }
}
