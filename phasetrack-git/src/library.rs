//! Reading with libgit2: fast, inside this process, and not able to read every repository.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use git2::{ErrorCode, Index, Repository, RepositoryOpenFlags, Status, StatusOptions, StatusShow};
use phasetrack_core::files::Files;

/// Variables that libgit2 does not know, or to which it gives another meaning than git.
const NOT_AS_GIT: [&str; 2] = ["GIT_WORK_TREE", "GIT_COMMON_DIR"];

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
    // Its path ends in a separator, which is taken off.
    open(start).map(|repository| repository.workdir().map(|root| root.components().collect()))
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
