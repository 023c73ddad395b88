//! A change that the plan forbids, and a repository to try it in.

use std::path::{Path, PathBuf};

use phasetrack_core::facts::{Facts, Ownership, TrackIx};
use phasetrack_core::files::Files;
use phasetrack_core::guard::{self, Change, Request, Why};
use phasetrack_core::render;
use phasetrack_core::settings::Unowned;
use phasetrack_git::{Commit, Error as Git, Head, Hidden, Repository, Scratch};

use crate::error::Error;
use crate::pinned::{Base, Pinned};
use crate::root::CONFIG;
use crate::session::Session;
use crate::trial;

/// The branch on which it is tried.
pub(crate) const BRANCH: &str = "phasetrack-doctor";

/// A track, a path that it must not change, and a commit that changes it.
pub(crate) struct Subject {
    /// Where it is tried. The track's branch stands where the base does, and the index holds what that commit does.
    pub(crate) scratch: Scratch,
    /// The branch from which tracks start.
    pub(crate) base: String,
    /// What says that it is this one.
    pub(crate) origin: String,
    /// The commit with the plan.
    pub(crate) tip: Commit,
    /// The commit that changes the path.
    pub(crate) foreign: Commit,
    /// The path.
    pub(crate) path: Vec<u8>,
    /// The track as people call it.
    pub(crate) track: String,
    /// Paths that git does not look at, and that are not the present branch's to change.
    pub(crate) hidden: Vec<Hidden>,
}

impl Subject {
    /// Chooses a change by the plan of the base, and makes a commit of it in an empty folder.
    ///
    /// # Errors
    /// There is no plan, or it has no track.
    pub(crate) fn new(repository: &Repository, folder: &Path, session: &Session) -> Result<Self, Error> {
        let usual = repository.default_branch().map_err(Error::Git)?.ok_or(Error::NoBase)?;
        let base = Base::configured(repository, &usual, &[])?;
        let origin = origin(repository, &usual, &base.name)?;
        let mut found = None;
        for tip in &base.tips {
            let pinned = Pinned::of_commit(repository, tip, session)?;
            if !pinned.is_empty() {
                found = Some((tip.clone(), pinned));
                break;
            }
        }
        let (tip, pinned) = found.ok_or(Error::NoPlan)?;
        let plan = phasetrack_core::read(&pinned.sources, &pinned.settings);
        let facts = Facts::new(&plan);
        let ownership = Ownership::new(&facts);
        let mut tracks = (0..facts.tracks.len()).map(TrackIx).map(|track| (track, name(&facts, track)));
        let known = |(track, name): &(TrackIx, String)| guard::track_named(&facts, name) == Ok(*track);
        let (track, name) = tracks.find(known).ok_or(Error::NoPlan)?;

        let listed = repository.listed(&tip, &[]).map_err(Error::Git)?;
        // Agents name files by texts.
        let is_plain = |path: &[u8]| str::from_utf8(path).is_ok_and(|path| render::escape(path) == path);
        let files = listed.into_iter().filter(|file| is_plain(&file.path));
        let changes: Vec<Change> =
            files.map(|file| Change::modified(file.path, file.entry, guard::Entry::File)).collect();
        let denied = |track, changes: &[Change]| {
            let reserved = pinned.reserved(changes);
            let tree = Files::default();
            let unowned = Unowned::Deny;
            let request = Request { track, changes, tree: &tree, reserved: &reserved, unowned, exceptions: &[] };
            guard::judge(&facts, &ownership, &request)
        };
        let verdict = denied(track, &changes);
        // Another track's file is what the layers are for; the documents of the plan are denied in any case.
        let choices = [Why::Foreign, Why::Plan];
        let ruling = choices.iter().find_map(|why| verdict.denied().find(|ruling| ruling.why == *why));
        let path = ruling.ok_or(Error::NoPlan)?.path.clone();

        let mut hidden = repository.hidden().map_err(Error::Git)?;
        let asker = match repository.head().map_err(Error::Git)? {
            Head::Branch(branch) | Head::Rebasing(branch) => {
                trial::track_of_branch(repository, &facts, &pinned, &branch)?
            }
            Head::Detached => None,
        };
        hidden.retain(|entry| match asker {
            Some(track) => {
                let change = Change::modified(entry.path.clone(), guard::Entry::File, guard::Entry::File);
                !denied(track, &[change]).allows()
            }
            None => !ownership.of(&entry.path).is_empty(),
        });

        let (scratch, foreign) = tried(repository, folder, &base.name, &tip, &name, &path).map_err(Error::Git)?;
        Ok(Self { scratch, base: base.name, origin, tip, foreign, path, track: format!("track {name}"), hidden })
    }

    /// The path in the scratch repository's work tree.
    pub(crate) fn file(&self) -> PathBuf {
        self.scratch.folder().join(&*String::from_utf8_lossy(&self.path))
    }

    /// What is tried: "a change of `b/f` by track A".
    pub(crate) fn shown(&self) -> String {
        format!("a change of `{}` by {}", render::escape_bytes(&self.path), self.track)
    }

    /// Whether somebody refused it as the guard does: with the path and the sum.
    pub(crate) fn is_verdict(&self, said: &str) -> bool {
        said.contains(&format!("error: {}: ", render::escape_bytes(&self.path))) && said.contains(" may not change ")
    }
}

/// What says which branch is the base. None of it is out of reach of those who work here.
fn origin(repository: &Repository, usual: &str, base: &str) -> Result<String, Error> {
    Ok(if base != usual {
        format!("`[guard] base` of {CONFIG} on `{usual}`")
    } else if repository.setting("phasetrack.base").map_err(Error::Git)?.is_some() {
        "git's setting phasetrack.base".to_owned()
    } else if repository.commit("refs/remotes/origin/HEAD").map_err(Error::Git)?.is_some() {
        "refs/remotes/origin/HEAD, the default branch of `origin`".to_owned()
    } else {
        "its name".to_owned()
    })
}

/// What a track is called where several phases may have it.
fn name(facts: &Facts<'_>, track: TrackIx) -> String {
    let fact = facts.tracks[track.0];
    let number = facts.plan.phases[fact.phase].number.as_ref();
    number.map_or_else(|| fact.track.id.to_string(), |number| format!("{number}/{}", fact.track.id))
}

/// A repository with the base and the track's branch, and the commit that is forbidden.
fn tried(
    repository: &Repository,
    folder: &Path,
    base: &str,
    tip: &Commit,
    track: &str,
    path: &[u8],
) -> Result<(Scratch, Commit), Git> {
    let scratch = Scratch::new(repository, folder)?;
    let setting = format!("branch.{BRANCH}.phasetrack-track");
    scratch.git(&["config", "phasetrack.base", base])?;
    scratch.git(&["config", &setting, track])?;
    for branch in [base, BRANCH] {
        scratch.git(&["update-ref", &format!("refs/heads/{branch}"), tip.as_str()])?;
    }
    scratch.git(&["symbolic-ref", "HEAD", &format!("refs/heads/{BRANCH}")])?;
    scratch.git(&["read-tree", tip.as_str()])?;
    // Hook managers look for their settings at the root.
    let files = scratch.git(&["ls-files", "-z"])?;
    let at_root = files.split_inclusive(|byte| *byte == 0).filter(|path| !path.contains(&b'/'));
    scratch.git_with(&["checkout-index", "-q", "-z", "--stdin"], &at_root.collect::<Vec<_>>().concat())?;
    let blob = scratch.object(&["hash-object", "-w", "--stdin"], b"phasetrack doctor was here\n")?;
    let entry = [format!("100644 {} 0\t", blob.as_str()).as_bytes(), path, b"\0"].concat();
    scratch.git_with(&["update-index", "-z", "--index-info"], &entry)?;
    let tree = scratch.object(&["write-tree"], b"")?;
    let foreign = scratch.object(&["commit-tree", "-p", tip.as_str(), "-m", "doctor", tree.as_str()], b"")?;
    Ok((scratch, foreign))
}
