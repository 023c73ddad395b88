//! The known word that a misspelt one was probably meant to be.

/// The candidate nearest to `word`, when it is near enough to be a slip of the pen: at most a third of the letters
/// differ, where swapping two neighbours counts once. Of equally near ones the first. Case does not count.
///
/// Takes time O(candidates × length²); words longer than 64 characters have no near candidate.
///
/// ```
/// use phasetrack_core::config::closest;
///
/// assert_eq!(closest("shcedule", ["rules", "schedule"]), Some("schedule"));
/// assert_eq!(closest("colour", ["rules", "schedule"]), None);
/// ```
pub fn closest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word: Vec<char> = word.to_lowercase().chars().collect();
    if word.is_empty() || word.len() > 64 {
        return None;
    }
    let mut best = None;
    for candidate in candidates {
        let letters: Vec<char> = candidate.to_lowercase().chars().collect();
        let allowed = word.len().max(letters.len()).div_ceil(3);
        let distance = distance(&word, &letters);
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The least number of letters inserted, removed, replaced or swapped with a neighbour.
fn distance(from: &[char], to: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in to.iter().enumerate() {
            let mut least = (above[j] + usize::from(a != b)).min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == to[j - 1] && from[i - 1] == *b {
                least = least.min(before[j - 1] + 1);
            }
            row.push(least);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words() {
        let known = ["error", "warning", "note", "off"];
        for (word, expected) in [
            ("eror", Some("error")),
            ("Warning", Some("warning")),
            ("wraning", Some("warning")),
            ("of", Some("off")),
            ("fatal", None),
            ("", None),
        ] {
            assert_eq!(closest(word, known), expected, "{word}");
        }
    }
}
