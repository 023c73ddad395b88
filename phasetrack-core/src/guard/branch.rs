//! Which track a name, or a branch, stands for.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::{Facts, TrackIx};
use crate::glob::Pattern;
use crate::id::key;

/// Words that begin the name of a track's branch, with the id or the title behind them.
const WORDS: [&str; 2] = ["track", "workstream"];

/// A name that stands for no track, or for several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unidentified {
    /// The plan has no such track.
    Unknown {
        /// What was looked for.
        name: String,
    },
    /// Tracks of several phases have that name, or several lines of a configuration disagree.
    Ambiguous {
        /// What was looked for.
        name: String,
        /// Those it may mean.
        tracks: Vec<TrackIx>,
    },
}

/// The track that a name means: an id or a title, alone or behind its phase: `A`, `1/A`, `phase1/Track A`.
///
/// # Errors
/// No track has that name, or tracks of several phases have it.
pub fn track_named(facts: &Facts<'_>, name: &str) -> Result<TrackIx, Unidentified> {
    let (phase, own) = name.rsplit_once('/').map_or((None, name), |(phase, own)| (Some(phase), own));
    let bare = WORDS.iter().find_map(|word| strip_word(own, word));
    let found = [Some(own), bare].into_iter().flatten().map(|own| find(facts, phase, own));
    one_of(name, found.into_iter().find(|found| !found.is_empty()).unwrap_or_default())
}

/// The track that a branch stands for, if it stands for one. The patterns of a configuration come first, then what the
/// plan says of its branches, then the usual names: `track-a`, `track-a-endpoints`, `phase1/track-a`,
/// `workstream/error-handling`.
///
/// # Errors
/// It has the name of a track's branch, and which track is not clear. A branch that might be a track's is never taken
/// for one that is not.
pub fn track_of_branch(
    facts: &Facts<'_>,
    branches: &BTreeMap<String, String>,
    branch: &str,
) -> Result<Option<TrackIx>, Unidentified> {
    let mut found = BTreeSet::new();
    for (pattern, name) in branches {
        // The configuration has refused what is no pattern.
        if Pattern::parse(pattern).is_ok_and(|pattern| pattern.matches(branch.as_bytes())) {
            found.insert(track_named(facts, name)?);
        }
    }
    if found.is_empty() {
        let stated = |ix: &usize| facts.tracks[*ix].track.branch.as_ref().is_some_and(|stated| stated.value == branch);
        found.extend((0..facts.tracks.len()).filter(stated).map(TrackIx));
    }
    if found.is_empty() {
        return usual(branch).map(|(phase, rest)| by_beginning(facts, phase, &rest, branch)).transpose();
    }
    one_of(branch, found).map(Some)
}

/// Whether a branch has the usual name of a track's branch, whatever the plan says.
pub fn is_usual(branch: &str) -> bool {
    usual(branch).is_some()
}

/// The phase and the rest of a usual name: `phase1/track-a-endpoints` is `phase1` and `a-endpoints`.
fn usual(branch: &str) -> Option<(Option<&str>, String)> {
    let names: Vec<&str> = branch.split('/').collect();
    names.iter().enumerate().find_map(|(at, name)| {
        let word = WORDS.iter().find_map(|word| strip_word(name, word))?;
        let rest = [&[word], &names[at + 1..]].concat().join("-");
        let rest = rest.trim_matches('-').to_owned();
        let phase = at.checked_sub(1).map(|at| names[at]).filter(|phase| phase_number(phase).is_some());
        (!rest.is_empty()).then_some((phase, rest))
    })
}

/// The track of the longest beginning that is an id or a title: `a-1-endpoints` may be track `A.1`, or track `A`.
fn by_beginning(facts: &Facts<'_>, phase: Option<&str>, rest: &str, branch: &str) -> Result<TrackIx, Unidentified> {
    let ends = rest.char_indices().filter(|(_, c)| matches!(c, '-' | '_')).map(|(at, _)| at).chain([rest.len()]);
    let mut beginnings = ends.collect::<Vec<_>>().into_iter().rev().map(|end| find(facts, phase, &rest[..end]));
    one_of(branch, beginnings.find(|found| !found.is_empty()).unwrap_or_default())
}

/// The tracks of an id or title, in one phase or in any.
fn find(facts: &Facts<'_>, phase: Option<&str>, name: &str) -> BTreeSet<TrackIx> {
    let wanted = phase.map(|phase| phase_number(phase).unwrap_or_default());
    let is_wanted = |at: &usize| {
        let number = facts.plan.phases[*at].number.as_ref();
        wanted.as_ref().is_none_or(|wanted| number.is_some_and(|number| number.key() == wanted))
    };
    let in_phase = |at: usize| {
        let found = facts.names.track(at, name).or_else(|| facts.names.title(at, name));
        found.filter(|ix| facts.tracks[ix.0].phase == at)
    };
    (0..facts.plan.phases.len()).filter(is_wanted).filter_map(in_phase).collect()
}

fn one_of(name: &str, found: BTreeSet<TrackIx>) -> Result<TrackIx, Unidentified> {
    let name = name.to_owned();
    match found.into_iter().collect::<Vec<_>>()[..] {
        [] => Err(Unidentified::Unknown { name }),
        [track] => Ok(track),
        ref tracks => Err(Unidentified::Ambiguous { name, tracks: tracks.to_vec() }),
    }
}

/// `track-a` without `track-`; also `Track A`, and `track` alone, which is followed by a name of its own.
fn strip_word<'n>(name: &'n str, word: &str) -> Option<&'n str> {
    let (head, rest) = name.split_at_checked(word.len())?;
    let is_end = rest.is_empty() || rest.starts_with(['-', '_', ' ']);
    (head.eq_ignore_ascii_case(word) && is_end).then(|| rest.trim_start_matches(['-', '_', ' ']))
}

/// `phase1`, `phase-1`, `1`: the key of the number.
fn phase_number(text: &str) -> Option<String> {
    let key = key(text);
    let number = key.strip_prefix("PHASE").unwrap_or(&key);
    number.starts_with(|c: char| c.is_ascii_digit()).then(|| number.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower;
    use crate::text::Sources;
    use crate::vocabulary::Vocabulary;

    const ONE: &str = "\
# Phase 1: Shop

## Track A: API
**Files**: `a/**`

### Track A.1: Part
**Files**: `part/**`

## Track B: Web
**Branch**: `web`
**Files**: `b/**`

## Track E: Error Handling
**Files**: `errors/**`
";
    const TWO: &str = "# Phase 2: Later\n\n## Track B: Web again\n**Files**: `c/**`\n";

    /// The track as `phase/id`, nothing, or what is not clear.
    fn said(found: &Result<Option<TrackIx>, Unidentified>, facts: &Facts<'_>) -> String {
        let shown = |ix: &TrackIx| {
            let fact = facts.tracks[ix.0];
            let number = facts.plan.phases[fact.phase].number.as_ref().map_or(String::new(), ToString::to_string);
            format!("{number}/{}", fact.track.id)
        };
        match found {
            Ok(found) => found.as_ref().map_or(String::new(), shown),
            Err(Unidentified::Unknown { name }) => format!("no {name}"),
            Err(Unidentified::Ambiguous { tracks, .. }) => tracks.iter().map(shown).collect::<Vec<_>>().join(" or "),
        }
    }

    #[test]
    fn branches_and_names() {
        let mut sources = Sources::default();
        sources.add("one.md", ONE);
        sources.add("two.md", TWO);
        let plan = lower::plan(&sources, &Vocabulary::default());
        let facts = Facts::new(&plan);
        let branches = [("api/*", "A"), ("web/**", "phase2/B"), ("lost/*", "Z"), ("api/both", "1/A.1")];
        let branches = branches.map(|(pattern, name)| (pattern.to_owned(), name.to_owned())).into_iter().collect();
        for (branch, expected) in [
            ("main", ""),
            ("feature/tracking", ""),
            ("backtrack-a", ""),
            ("track-a", "1/A"),
            ("Track_A", "1/A"),
            ("track-a-endpoints", "1/A"),
            ("phase1/track-a-endpoints", "1/A"),
            ("ann/track/a", "1/A"),
            ("track-a-1", "1/A.1"),
            ("track-a1-more", "1/A.1"),
            ("phase1/track-b", "1/B"),
            ("phase2/track-b", "2/B"),
            ("phase-02/track-b", "no phase-02/track-b"),
            ("track-b", "1/B or 2/B"),
            ("workstream/error-handling", "1/E"),
            ("workstream/api", "1/A"),
            ("track-z", "no track-z"),
            ("track-", ""),
            ("web", "1/B"),
            ("web/x/y", "2/B"),
            ("api/x", "1/A"),
            ("api/both", "1/A or 1/A.1"),
            ("lost/x", "no Z"),
        ] {
            assert_eq!(said(&track_of_branch(&facts, &branches, branch), &facts), expected, "{branch}");
        }
        for (name, expected) in [
            ("A", "1/A"),
            ("a.1", "1/A.1"),
            ("Track A", "1/A"),
            ("track-a", "1/A"),
            ("API", "1/A"),
            ("Error Handling", "1/E"),
            ("B", "1/B or 2/B"),
            ("1/B", "1/B"),
            ("phase 2/Track B", "2/B"),
            ("3/B", "no 3/B"),
            ("", "no "),
            ("Z", "no Z"),
        ] {
            assert_eq!(said(&track_named(&facts, name).map(Some), &facts), expected, "{name}");
        }
        assert!(is_usual("phase1/track-q"));
        assert!(!is_usual("main"));
    }
}
