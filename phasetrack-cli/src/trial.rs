//! A request to the guard from beginning to end: which track asks, by which plan, what changes, and the verdict.

use std::path::Path;

use phasetrack_core::facts::{Facts, Ownership, TrackIx};
use phasetrack_core::files::Files;
use phasetrack_core::guard::{self, Change, Request, Unidentified};
use phasetrack_core::render::{self, Judgement, Places};
use phasetrack_git::{Commit, Head, Repository};

use crate::answer::{Answer, Form};
use crate::changing::{self, At};
use crate::error::Error;
use crate::exceptions;
use crate::pinned::{Base, Pinned};
use crate::session::Session;

/// What is to be judged.
#[derive(Clone, Debug)]
pub(crate) enum Question {
    /// What a commit would record now; `merging` are parents that git does not tell by itself.
    Staged {
        /// Further parents.
        merging: Vec<Commit>,
    },
    /// What is staged, and what is only in the work tree.
    WorkTree,
    /// What a commit has beyond the commit where it left its base.
    Tip(Commit),
    /// What a commit has beyond the commit where it left another.
    Range {
        /// The other: a branch or a commit.
        base: String,
        /// The commit.
        tip: Commit,
        /// Every commit by itself, and then all together.
        per_commit: bool,
    },
    /// Files, as if each was written.
    Paths(Vec<Vec<u8>>),
}

/// Who asks, as far as it is said.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asker {
    /// The name of the track.
    pub(crate) track: Option<String>,
    /// The branch; else the current one.
    pub(crate) branch: Option<String>,
    /// The commit whose plan counts; else the one where the branch left its base.
    pub(crate) plan_from: Option<String>,
    /// Why what is denied is to be noted as an exception.
    pub(crate) allow_once: Option<String>,
}

/// What came of it.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// Nobody of a plan asks: the branch is no track's.
    NoTrack,
    /// There is no plan.
    NoPlan,
    /// A verdict, and what is to be said.
    Judged {
        /// Whether every change is allowed.
        allows: bool,
        /// Whether something is allowed by an exception only.
        excepted: bool,
        /// The verdict as text.
        text: String,
    },
}

/// Judges. The verdict is told in a form.
pub(crate) fn judge(
    repository: &Repository,
    question: &Question,
    asker: &Asker,
    form: Form,
    session: &Session,
) -> Result<Outcome, Error> {
    let Standing { branch, heads, base, pinned } = match standing(repository, question, asker, session)? {
        Ok(standing) => standing,
        Err(outcome) => return Ok(outcome),
    };
    let plan = phasetrack_core::read(&pinned.sources, &pinned.settings);
    let facts = Facts::new(&plan);
    let track = match (&asker.track, &branch) {
        (Some(name), _) => guard::track_named(&facts, name).map_err(|error| unidentified(&facts, error))?,
        (None, Some(branch)) => match track_of_branch(repository, &facts, &pinned, branch)? {
            Some(track) => track,
            None => return Ok(Outcome::NoTrack),
        },
        (None, None) => return Err(Error::Detached),
    };
    if base.is_none() && asker.plan_from.is_none() {
        return Err(Error::NoBase);
    }
    let meets = base.as_ref().map_or(&[][..], |base| &base.meets);
    pinned.require_claims()?;
    let (ownership, places) = (Ownership::new(&facts), Places::new(&pinned.sources));
    let name = base.as_ref().map_or("the base", |base| base.name.as_str());
    let mut answer = Answer::default();
    for (changes, at) in changing::changes(repository, question, &heads, meets)? {
        let reserved = pinned.reserved(&changes);
        // With new paths only there is something to compare with.
        let tree = if changes.iter().any(Change::is_new) {
            match &at {
                At::Index(staging) => staging.beside(&changes),
                At::Commit(commit) | At::Tip(commit) => repository.beside(&changes, commit),
            }
            .map_err(Error::Git)?
        } else {
            Files::default()
        };
        let unowned = pinned.settings.guard.unowned;
        let mut request =
            Request { track, changes: &changes, tree: &tree, reserved: &reserved, unowned, exceptions: &[] };
        let mut verdict = guard::judge(&facts, &ownership, &request);
        // Most of the time nothing is denied, and nobody has to look for exceptions.
        let known = match &asker.allow_once {
            _ if verdict.allows() => Vec::new(),
            Some(_) if !pinned.settings.guard.allow_once => return Err(Error::NoExceptions { base: name.to_owned() }),
            None if !pinned.settings.guard.allow_once => Vec::new(),
            // Only what is staged is asked for with a reason.
            Some(reason) => match &at {
                At::Index(staging) => {
                    exceptions::note(repository, &staging.held().map_err(Error::Git)?, &verdict, reason)?
                }
                At::Commit(_) | At::Tip(_) => Vec::new(),
            },
            None => exceptions::known(repository, question, [&heads, meets], &at)?,
        };
        if !known.is_empty() {
            request.exceptions = &known;
            verdict = guard::judge(&facts, &ownership, &request);
        }
        match at {
            At::Commit(commit) => answer.commits.push((commit, changes.len(), verdict)),
            At::Index(_) | At::Tip(_) => answer.whole = (changes.len(), verdict),
        }
    }
    let told = |changes, verdict| Judgement {
        places: &places,
        facts: &facts,
        ownership: &ownership,
        track,
        base: name,
        changes,
        verdict,
    };
    let by_commit = matches!(question, Question::Range { per_commit: true, .. });
    Ok(Outcome::Judged {
        allows: answer.allows(),
        excepted: answer.excepted(),
        text: answer.text(form, by_commit, told),
    })
}

/// Who asks, and by which plan.
struct Standing {
    /// The branch; none for one who says which track it is, and on no branch.
    branch: Option<String>,
    /// The commits that what is judged was, or will be, made from.
    heads: Vec<Commit>,
    /// Where the branch left its base; none where nobody knows the base.
    base: Option<Base>,
    /// The plan, which has documents.
    pinned: Pinned,
}

/// Finds out who asks and by which plan, or what comes of it without a look at any change.
fn standing(
    repository: &Repository,
    question: &Question,
    asker: &Asker,
    session: &Session,
) -> Result<Result<Standing, Outcome>, Error> {
    let branch = match (&asker.track, &asker.branch) {
        (Some(_), _) => None,
        (None, Some(name)) => Some(name.clone()),
        (None, None) => match repository.head().map_err(Error::Git)? {
            Head::Branch(name) | Head::Rebasing(name) => Some(name),
            Head::Detached => None,
        },
    };
    let is_explicit = asker.track.is_some() || asker.plan_from.is_some();
    let head = match question {
        Question::Tip(_) | Question::Range { .. } => None,
        Question::Staged { .. } | Question::WorkTree | Question::Paths(_) => {
            repository.commit("HEAD").map_err(Error::Git)?
        }
    };
    let heads = changing::heads(repository, question, head.as_ref())?;
    let base = match question {
        Question::Range { base, .. } => Some(Base::named(repository, base, &heads)?),
        _ => match default_branch(repository)? {
            // Here a plan or a configuration that is broken must not keep anyone from mending it.
            Some(usual) if !is_explicit && branch.as_ref() == Some(&usual) => return Ok(Err(Outcome::NoTrack)),
            Some(usual) => Some(Base::configured(repository, &usual, &heads)?),
            None => None,
        },
    };
    if let (Question::Tip(tip), Some(base)) = (question, &base)
        && base.meets.contains(tip)
    {
        // A branch that has nothing of its own, whoever's it is.
        return Ok(Err(Outcome::NoTrack));
    }
    let pinned = match (&asker.plan_from, &base) {
        (Some(name), _) => {
            let commit = repository.require_commit(name).map_err(Error::Git)?;
            Pinned::of_commit(repository, &commit, session)?
        }
        (None, Some(base)) if !is_explicit && branch.as_ref() == Some(&base.name) => return Ok(Err(Outcome::NoTrack)),
        (None, Some(base)) => Pinned::of_base(repository, base, session)?,
        // Nobody knows where the plan is. The branch's own says at least whether it is a track's.
        (None, None) if is_explicit || branch.as_deref().is_some_and(guard::is_usual) => return Err(Error::NoBase),
        (None, None) => match heads.first() {
            Some(head) => Pinned::of_commit(repository, head, session)?,
            None => return Ok(Err(Outcome::NoTrack)),
        },
    };
    if pinned.is_empty() {
        return if is_explicit { Err(Error::NoPlan) } else { Ok(Err(no_plan(branch.as_deref()))) };
    }
    Ok(Ok(Standing { branch, heads, base, pinned }))
}

/// The branch from which work starts.
///
/// # Errors
/// It has the name of a track's: then a track would be judged by its own plan, and nothing would be its change.
pub(crate) fn default_branch(repository: &Repository) -> Result<Option<String>, Error> {
    match repository.default_branch().map_err(Error::Git)? {
        Some(name) if guard::is_usual(&name) => Err(Error::TrackAsBase { name }),
        found => Ok(found),
    }
}

/// A branch that has the name of a track's is told that there is no plan; any other hears nothing.
fn no_plan(branch: Option<&str>) -> Outcome {
    if branch.is_some_and(guard::is_usual) { Outcome::NoPlan } else { Outcome::NoTrack }
}

/// The track that a branch is bound to, by git's own configuration or by its name.
pub(crate) fn track_of_branch(
    repository: &Repository,
    facts: &Facts<'_>,
    pinned: &Pinned,
    branch: &str,
) -> Result<Option<TrackIx>, Error> {
    let bound = repository.setting(&format!("branch.{branch}.phasetrack-track")).map_err(Error::Git)?;
    let found = match bound {
        Some(name) => guard::track_named(facts, name).map(Some),
        None => guard::track_of_branch(facts, &pinned.settings.branches, branch),
    };
    found.map_err(|error| unidentified(facts, error))
}

/// The error for a name that no track has, or several.
fn unidentified(facts: &Facts<'_>, error: Unidentified) -> Error {
    let shown = |ix: &TrackIx| {
        let fact = facts.tracks[ix.0];
        let number = facts.plan.phases[fact.phase].number.as_ref();
        let phase = number.map_or(String::new(), |number| format!("{number}/"));
        render::escape(&format!("{phase}{}", fact.track.id)).into_owned()
    };
    let all: Vec<TrackIx> = (0..facts.tracks.len()).map(TrackIx).collect();
    let (name, tracks, several) = match error {
        Unidentified::Unknown { name } => (name, all, false),
        Unidentified::Ambiguous { name, tracks } => (name, tracks, true),
    };
    Error::NoSuchTrack { name, several, tracks: tracks.iter().map(shown).collect() }
}

/// The repository around the current folder.
///
/// # Errors
/// There is none.
pub(crate) fn repository() -> Result<Repository, Error> {
    Repository::find(Path::new(".")).map_err(Error::Git)?.ok_or(Error::NoRepository)
}
