//! What changes, as a request to the guard asks for it: all that a branch has, a commit by itself, what is about to be
//! recorded, or files as if each was written.

use std::collections::BTreeMap;

use phasetrack_core::guard::{Change, Entry};
use phasetrack_git::{Commit, Repository, Staging};

use crate::error::Error;
use crate::trial::Question;

/// The commits that what is judged was, or will be, made from.
pub(crate) fn heads(repository: &Repository, question: &Question, head: Option<&Commit>) -> Result<Vec<Commit>, Error> {
    if let Question::Tip(tip) | Question::Range { tip, .. } = question {
        return Ok(vec![tip.clone()]);
    }
    let mut heads: Vec<Commit> = head.cloned().into_iter().collect();
    if repository.root().is_some() {
        heads.extend(repository.merging().map_err(Error::Git)?);
    }
    if let Question::Staged { merging } = question {
        heads.extend(merging.iter().cloned());
    }
    Ok(heads)
}

/// Where something has changed.
pub(crate) enum At<'r> {
    /// In what the next commit will hold.
    Index(Staging<'r>),
    /// In a commit by itself.
    Commit(Commit),
    /// In all commits up to this one.
    Tip(Commit),
}

/// What the next commit would change. What is as it was where the branch left its base is no change, and neither is
/// what this branch had already.
///
/// A merge is judged by the first of these alone: what a branch left as it was may be what the other side has changed.
fn recorded(staging: &Staging<'_>, heads: &[Commit], meets: &[Commit]) -> Result<Vec<Change>, phasetrack_git::Error> {
    match heads {
        [] | [_] if meets.is_empty() || meets == heads => staging.changes(heads),
        [head] => {
            let beyond = staging.beyond(meets)?;
            let mut changes = staging.changes(std::slice::from_ref(head))?;
            changes.retain(|change| beyond.binary_search_by(|other| other.path.cmp(&change.path)).is_ok());
            Ok(changes)
        }
        [head, ..] if meets.is_empty() => staging.changes(std::slice::from_ref(head)),
        _ => staging.beyond(meets),
    }
}

/// What changes: everything together, or commit by commit.
pub(crate) fn changes<'r>(
    repository: &'r Repository,
    question: &Question,
    heads: &[Commit],
    meets: &[Commit],
) -> Result<Vec<(Vec<Change>, At<'r>)>, Error> {
    let git = Error::Git;
    let staged = || {
        let staging = repository.staging();
        Ok((recorded(&staging, heads, meets).map_err(git)?, At::Index(staging)))
    };
    let whole = |tip: &Commit| Ok((repository.beyond(meets, tip).map_err(git)?, At::Tip(tip.clone())));
    Ok(match question {
        Question::Staged { .. } => vec![staged()?],
        Question::WorkTree => {
            let (staged, at) = staged()?;
            let mut changes: BTreeMap<Vec<u8>, Change> =
                staged.into_iter().map(|change| (change.path.clone(), change)).collect();
            for later in repository.unstaged().map_err(git)? {
                // What it was is what it was before it was staged. One that came and is gone again is still staged.
                match changes.get_mut(&later.path) {
                    Some(staged) if staged.is_new() && later.new.is_none() => {}
                    Some(staged) => staged.new = later.new,
                    None => _ = changes.insert(later.path.clone(), later),
                }
            }
            vec![(changes.into_values().collect(), at)]
        }
        Question::Tip(tip) | Question::Range { tip, per_commit: false, .. } => {
            vec![whole(tip)?]
        }
        Question::Range { tip, .. } => {
            let steps = repository.steps(meets, tip).map_err(git)?;
            let changes = |step: phasetrack_git::Step| {
                Ok((repository.between(&step.parents, &step.commit).map_err(git)?, At::Commit(step.commit)))
            };
            // A merge changes nothing by itself where it keeps one side and drops the other.
            steps.into_iter().map(changes).chain([whole(tip)]).collect::<Result<_, Error>>()?
        }
        Question::Paths(paths) => {
            let staging = repository.staging();
            let tree = staging.files().map_err(git)?;
            let written = |path: &Vec<u8>| {
                let old = tree.contains(path).then_some(Entry::File);
                Change { path: path.clone(), old, new: Some(Entry::File) }
            };
            vec![(paths.iter().map(written).collect(), At::Index(staging))]
        }
    })
}
