//! Reading with libgit2: fast, inside this process, and not able to read every repository.

use std::env;
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

use git2::{
    ErrorCode, Index, ObjectType, Odb, Oid, Reference, Repository, RepositoryOpenFlags, Status, StatusOptions,
    StatusShow,
};
use phasetrack_core::files::Files;

use crate::Commit;
use crate::error::Unsure;

/// Variables that libgit2 does not know, or to which it gives another meaning than git.
const NOT_AS_GIT: [&str; 2] = ["GIT_WORK_TREE", "GIT_COMMON_DIR"];

/// Variables that change what is read here in another way than what the program reads.
const NOT_FOR_BOTH: [&str; 3] = ["GIT_NAMESPACE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"];

/// Files of a repository that make its history another one.
const OTHER_HISTORY: [&str; 2] = ["shallow", "info/grafts"];

/// Why libgit2 does not read a repository; the `git` program may be able to.
#[derive(Debug)]
pub(crate) struct Failure {
    message: String,
    absence: bool,
}

impl Failure {
    /// Whether it is certain that there is no repository at all.
    pub(crate) fn is_absence(&self) -> bool {
        self.absence
    }

    /// What libgit2 says, or why it was not asked.
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    fn unlike_git(variable: &str) -> Self {
        Self { message: format!("it does not read {variable} as git does"), absence: false }
    }
}

impl From<git2::Error> for Failure {
    fn from(error: git2::Error) -> Self {
        Self { message: error.message().to_owned(), absence: false }
    }
}

/// The root of the work tree around a folder; `None` for a bare repository.
pub(crate) fn root(start: &Path) -> Result<Option<PathBuf>, Failure> {
    Library::open(start).map(|library| library.root())
}

/// A repository, read with libgit2. What it does not answer as git would, it does not answer.
pub(crate) struct Library {
    repository: Repository,
}

impl fmt::Debug for Library {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Library").field(&self.repository.path()).finish()
    }
}

impl From<git2::Error> for Unsure {
    fn from(_: git2::Error) -> Self {
        Self
    }
}

/// What a reference leads to.
pub(crate) struct Target {
    pub(crate) commit: Commit,
    /// The reference that it stands for, if it is none of its own.
    pub(crate) name: Option<String>,
}

impl Library {
    /// Opens the repository that git would use in a folder.
    pub(crate) fn open(start: &Path) -> Result<Self, Failure> {
        open(start).map(|repository| Self { repository })
    }

    /// The root of the work tree; `None` for a bare repository. Its path ends in a separator, which is taken off.
    pub(crate) fn root(&self) -> Option<PathBuf> {
        self.repository.workdir().map(|root| root.components().collect())
    }

    /// Whether all that is asked of libgit2 below is read by git in the same way.
    pub(crate) fn is_as_git(&self) -> bool {
        let is_set = |name: &&str| env::var_os(name).is_some();
        let exists = |name: &&str| self.repository.commondir().join(name).symlink_metadata().is_ok();
        // Git can be told to refuse bare repositories, and HEAD was a link once.
        let is_link = self.own_path("HEAD").symlink_metadata().is_ok_and(|head| head.is_symlink());
        let is_other = self.repository.is_bare() || is_link;
        !(is_other || NOT_FOR_BOTH.iter().any(is_set) || OTHER_HISTORY.iter().any(exists))
    }

    /// A file of git's own, as it is in this work tree. Not for what git's configuration puts elsewhere.
    pub(crate) fn own_path(&self, name: &str) -> PathBuf {
        self.repository.path().join(name)
    }

    /// The bytes of the index.
    pub(crate) fn index(&self) -> Result<Vec<u8>, Unsure> {
        let path = match (env::var_os("GIT_INDEX_FILE"), self.repository.workdir()) {
            (Some(name), Some(root)) => root.join(name),
            (Some(_), None) => return Err(Unsure),
            (None, _) => self.own_path("index"),
        };
        std::fs::read(path).map_err(|_| Unsure)
    }

    /// The reference that HEAD stands for; none if it is a commit of its own.
    pub(crate) fn head(&self) -> Result<Option<String>, Unsure> {
        symbolic(&self.repository.find_reference("HEAD")?)
    }

    /// Where a reference of this full name leads; `None` if there is none.
    pub(crate) fn reference(&self, name: &str) -> Result<Option<Target>, Unsure> {
        let reference = match self.repository.find_reference(name) {
            Err(error) if error.code() == ErrorCode::NotFound => return Ok(None),
            found => found?,
        };
        let name = symbolic(&reference)?;
        let direct = if name.is_some() { reference.resolve()? } else { reference };
        // A reference that stands for one that stands for a third is rare, and what is not there is git's to tell.
        let is_far = name.as_deref().is_some_and(|name| direct.name().ok() != Some(name));
        let object = direct.target().ok_or(Unsure)?;
        if is_far || self.repository.find_commit(object).is_err() {
            Err(Unsure)
        } else {
            Ok(Some(Target { commit: commit(object)?, name }))
        }
    }

    /// The commit that an object is, or that a tag names.
    pub(crate) fn commit(&self, object: &str) -> Result<Commit, Unsure> {
        let object = self.repository.find_object(Oid::from_str(object)?, None)?;
        commit(object.peel_to_commit()?.id())
    }

    /// The parents of a commit.
    pub(crate) fn parents(&self, of: &Commit) -> Result<Vec<Commit>, Unsure> {
        self.repository.find_commit(oid(of)?)?.parent_ids().map(commit).collect()
    }

    /// The newest commits that a commit and others have, as if these were merged; `None` where there is none.
    pub(crate) fn merge_bases(&self, one: &Commit, others: &[Commit]) -> Result<Vec<Commit>, Unsure> {
        let objects = [one].into_iter().chain(others).map(oid).collect::<Result<Vec<_>, _>>()?;
        self.repository.merge_bases_many(&objects)?.iter().copied().map(commit).collect()
    }

    /// The bytes of a commit's tree.
    pub(crate) fn tree_of(&self, commit: &Commit) -> Result<Vec<u8>, Unsure> {
        let tree = self.repository.find_commit(oid(commit)?)?.tree_id();
        self.object(tree, ObjectType::Tree)
    }

    /// The bytes of a tree by the bytes of its name.
    pub(crate) fn tree(&self, object: &[u8]) -> Result<Vec<u8>, Unsure> {
        self.object(Oid::from_bytes(object)?, ObjectType::Tree)
    }

    /// The bytes of a file by the name of its object.
    pub(crate) fn blob(&self, object: &str) -> Result<Vec<u8>, Unsure> {
        self.object(Oid::from_str(object)?, ObjectType::Blob)
    }

    fn object(&self, object: Oid, kind: ObjectType) -> Result<Vec<u8>, Unsure> {
        let objects: Odb<'_> = self.repository.odb()?;
        let found = objects.read(object)?;
        if found.kind() == kind { Ok(found.data().to_vec()) } else { Err(Unsure) }
    }
}

fn symbolic(reference: &Reference<'_>) -> Result<Option<String>, Unsure> {
    match reference.symbolic_target_bytes() {
        None => Ok(None),
        Some(name) => str::from_utf8(name).map(|name| Some(name.to_owned())).map_err(|_| Unsure),
    }
}

fn oid(commit: &Commit) -> Result<Oid, Unsure> {
    Ok(Oid::from_str(commit.as_str())?)
}

fn commit(object: Oid) -> Result<Commit, Unsure> {
    Commit::of(&object.to_string()).ok_or(Unsure)
}

/// The files of the index and those that are not ignored, of the work tree around a folder.
pub(crate) fn files(start: &Path) -> Result<Files, Failure> {
    let repository = open(start)?;
    if let (Some(index), Some(root)) = (env::var_os("GIT_INDEX_FILE"), repository.workdir()) {
        // To git a relative name starts at the root, to libgit2 in the current folder.
        repository.set_index(&mut Index::open(&root.join(index))?)?;
    }
    let index = repository.index()?;
    let mut options = StatusOptions::new();
    options.show(StatusShow::Workdir).include_untracked(true).recurse_untracked_dirs(true);
    // What changed inside a submodule does not matter here.
    options.exclude_submodules(true).no_refresh(true);
    let statuses = repository.statuses(Some(&mut options))?;
    let untracked = statuses.iter().filter(|entry| entry.status().contains(Status::WT_NEW));
    // Another repository is listed with a `/` at its end, for it is a folder.
    let untracked = untracked.map(|entry| entry.path_bytes().strip_suffix(b"/").unwrap_or(entry.path_bytes()).to_vec());
    Ok(index.iter().map(|entry| entry.path).chain(untracked).collect())
}

/// Opens the repository that git would use in a folder.
fn open(start: &Path) -> Result<Repository, Failure> {
    if let Some(variable) = NOT_AS_GIT.into_iter().find(|variable| env::var_os(variable).is_some()) {
        return Err(Failure::unlike_git(variable));
    }
    if env::var_os("GIT_DIR").is_some() {
        let repository = Repository::open_from_env()?;
        // With GIT_DIR alone the current folder is the root to git, whatever the repository lies in.
        let same = |root: &Path| env::current_dir().and_then(|here| here.canonicalize()).is_ok_and(|here| here == root);
        let agreed = repository.workdir().is_none_or(|root| same(&root.components().collect::<PathBuf>()));
        return if agreed { Ok(repository) } else { Err(Failure::unlike_git("GIT_DIR")) };
    }
    // Given no ceilings, git2 passes an empty list, and libgit2 does not look for the variable.
    let ceilings = env::var_os("GIT_CEILING_DIRECTORIES").unwrap_or_default();
    let ceilings: Vec<OsString> = env::split_paths(&ceilings).map(PathBuf::into_os_string).collect();
    // libgit2 finds nothing at all around an empty path.
    let start = if start.as_os_str().is_empty() { Path::new(".") } else { start };
    Repository::open_ext(start, RepositoryOpenFlags::FROM_ENV, ceilings).map_err(|error| {
        let absence = error.code() == ErrorCode::NotFound && !has_link(start);
        Failure { absence, ..error.into() }
    })
}

/// Whether a folder around `start` says that its repository is elsewhere. If it is not found there, something broke.
fn has_link(start: &Path) -> bool {
    let start = start.canonicalize().unwrap_or_default();
    start.ancestors().any(|folder| folder.join(".git").is_file())
}
