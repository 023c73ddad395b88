//! A repository as one who judges changes asks it: where HEAD is, which commits there are, what is configured.

use std::cell::OnceCell;
use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::Error;
use crate::error::Unsure;
use crate::library::Library;
use crate::program::{self, Program, Unanswered};

/// A repository, asked from one folder. What libgit2 and the reader of the index answer as git does is asked of them,
/// inside this process; all else, and whatever they do not understand to the last bit, is asked of the `git` program.
#[derive(Clone, Debug)]
pub struct Repository {
    folder: PathBuf,
    /// None in a bare repository.
    root: Option<PathBuf>,
    /// None where it does not read this repository as git does.
    libgit2: Option<Rc<Library>>,
    /// What git's configuration says of phasetrack and of names of branches, the last words last.
    settings: OnceCell<Vec<(String, String)>>,
}

/// A commit by its full name. Only git gives it out, so it can be neither an option nor a range.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Commit(String);

/// Where a branch stands: here, and at `origin`.
const PLACES: [&str; 2] = ["refs/heads/", "refs/remotes/origin/"];

/// Where the branches of all servers stand, each below the server's name.
const SERVERS: &str = "refs/remotes/";

/// A name that leads to a commit.
struct Reference {
    commit: Commit,
    name: String,
    /// The name that it stands for; mostly empty.
    target: String,
}

impl Reference {
    fn is(&self, place: &str, name: &str) -> bool {
        self.name.strip_prefix(place) == Some(name)
    }
}

/// Where HEAD is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Head {
    /// On a branch, which need not have a commit yet: `phase1/track-a`.
    Branch(String),
    /// On a commit of its own, while a branch is being rebased: the branch will get what is made here.
    Rebasing(String),
    /// On a commit of its own.
    Detached,
}

impl Commit {
    /// The full name, in hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Takes a name that git printed.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let is_name = matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_name.then(|| Self(text.to_owned()))
    }
}

impl Repository {
    /// Finds the repository that git would use in the folder `start`; `None` where there is none.
    ///
    /// # Errors
    /// There is one that cannot be read.
    pub fn find(start: &Path) -> Result<Option<Self>, Error> {
        let (root, library) = match Library::open(start) {
            Ok(library) => (library.root(), Some(library).filter(Library::is_as_git).map(Rc::new)),
            Err(failure) if failure.is_absence() => return Ok(None),
            Err(failure) => (Program::new(start).root().map_err(|unanswered| unanswered.after(&failure))?, None),
        };
        Ok(Some(Self { folder: start.to_path_buf(), root, libgit2: library, settings: OnceCell::new() }))
    }

    /// The reader that needs no program, where there is one.
    pub(crate) fn libgit2(&self) -> Result<&Library, Unsure> {
        self.libgit2.as_deref().ok_or(Unsure)
    }

    /// The folder in which paths begin: absolute, without symbolic links. None in a bare repository.
    pub fn root(&self) -> Option<&Path> {
        self.root.as_deref()
    }

    /// Where HEAD is.
    pub fn head(&self) -> Result<Head, Error> {
        let name = match self.libgit2().and_then(Library::head) {
            Ok(name) => name,
            Err(Unsure) => self.line_if(&["symbolic-ref", "-q", "HEAD"])?,
        };
        if let Some(name) = name {
            return Ok(Head::Branch(name.strip_prefix("refs/heads/").unwrap_or(&name).to_owned()));
        }
        for state in ["rebase-merge/head-name", "rebase-apply/head-name"] {
            if let Some(name) = self.own_file(state)? {
                let name = name.trim_end();
                return Ok(name.strip_prefix("refs/heads/").map_or(Head::Detached, |name| Head::Rebasing(name.into())));
            }
        }
        Ok(Head::Detached)
    }

    /// The commits that are being merged into HEAD.
    pub fn merging(&self) -> Result<Vec<Commit>, Error> {
        let names = self.own_file("MERGE_HEAD")?.unwrap_or_default();
        names.lines().map(|name| Commit::of(name).ok_or(Error::Unclear { what: "for what is merged" })).collect()
    }

    /// The commit that a name stands for, if there is one.
    pub fn commit(&self, name: &str) -> Result<Option<Commit>, Error> {
        // What begins like an option, or joins two names, is the name of no commit.
        if name.is_empty() || name.starts_with('-') || name.contains("..") || name.contains(char::is_control) {
            return Ok(None);
        }
        if let Ok(found) = self.commit_of(name) {
            return Ok(found);
        }
        let line = self.line_if(&["rev-parse", "--verify", "-q", &format!("{name}^{{commit}}")])?;
        line.map(|line| Commit::of(&line).ok_or(Error::Unclear { what: "for a commit" })).transpose()
    }

    /// The commit of a full name: of an object, of HEAD, or of a reference.
    fn commit_of(&self, name: &str) -> Result<Option<Commit>, Unsure> {
        let library = self.libgit2()?;
        if name.len() == 40 && name.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return library.commit(name).map(Some);
        }
        if name != "HEAD" && (!name.starts_with("refs/") || name.contains(['^', '~', '@', ':'])) {
            return Err(Unsure);
        }
        if let Some(found) = library.reference(name)? {
            return Ok(Some(found.commit));
        }
        // To git a name that is not there may be the end of another.
        for place in ["refs/", "refs/tags/", "refs/heads/", "refs/remotes/"] {
            if library.reference(&format!("{place}{name}"))?.is_some() {
                return Err(Unsure);
            }
        }
        Ok(None)
    }

    /// The commit that a name stands for.
    ///
    /// # Errors
    /// There is none.
    pub fn require_commit(&self, name: &str) -> Result<Commit, Error> {
        self.commit(name)?.ok_or_else(|| Error::NoCommit { name: name.to_owned() })
    }

    /// A value of git's configuration; the last one counts.
    pub fn configured(&self, key: &str) -> Result<Option<String>, Error> {
        self.line_if(&["config", "--get", key])
    }

    /// What the repository's own configuration says of base and track; the last value counts. What a user's
    /// configuration, a variable or the option `-c` of one call says does not: it would be another answer for each who
    /// asks.
    ///
    /// The program is asked once for all that anybody wants to know, for where it looks and what its conditions mean is
    /// known to itself only.
    pub fn setting(&self, key: &str) -> Result<Option<&str>, Error> {
        if self.settings.get().is_none() {
            let wanted = r"^(phasetrack\.base|branch\..*\.phasetrack-track)$";
            let answer = self.ask_if(&["config", "--local", "-z", "--get-regexp", wanted])?;
            let answer = String::from_utf8_lossy(answer.as_deref().unwrap_or_default()).into_owned();
            let pairs = answer.split('\0').filter(|pair| !pair.is_empty());
            // Without a value a key stands alone.
            let pairs = pairs.map(|pair| pair.split_once('\n').unwrap_or((pair, "")));
            let pairs = pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
            self.settings.get_or_init(|| pairs);
        }
        let mut settings = self.settings.get().into_iter().flatten();
        Ok(settings.rfind(|(known, _)| known == key).map(|(_, value)| value.as_str()))
    }

    /// Where branches are looked for. Into a repository without a work tree others push, and below `refs/remotes/` they
    /// write whatever they like.
    fn places(&self) -> &'static [&'static str] {
        if self.root.is_some() { &PLACES } else { &PLACES[..1] }
    }

    /// The branch from which work starts: what the repository's setting `phasetrack.base` says, else what `origin`
    /// says, else `main` or `master`, whichever exists.
    pub fn default_branch(&self) -> Result<Option<String>, Error> {
        if let Some(name) = self.setting("phasetrack.base")? {
            return Ok(Some(name.to_owned()));
        }
        let (usual, places) = (["main", "master"], self.places());
        let of_origin = places.contains(&PLACES[1]).then(|| "refs/remotes/origin/HEAD".to_owned());
        let names = usual.iter().flat_map(|name| places.iter().map(move |place| format!("{place}{name}")));
        let refs = self.refs(of_origin.into_iter().chain(names))?;
        let at_origin = refs.iter().find_map(|found| found.target.strip_prefix(PLACES[1]));
        let exists = |name: &&str| refs.iter().any(|found| places.iter().any(|place| found.is(place, name)));
        Ok(at_origin.or(usual.into_iter().find(exists)).map(str::to_owned))
    }

    /// The commits at which a branch stands: here, and at `origin`; or that of a branch at a server, as in
    /// `origin/main`. One that exists in none of these may be any name. Without a work tree, here is the only place.
    ///
    /// A tag never stands for a branch of its name, nor a branch that is called `origin/main` for the one at `origin`.
    pub fn branch_tips(&self, name: &str) -> Result<Vec<Commit>, Error> {
        // A full name is no part of another one.
        let is_full = matches!(name, "HEAD" | "@") || name.starts_with("refs/");
        let places = if is_full { &[] } else { self.places() };
        // The first part of such a name is that of a server.
        let server = Some(SERVERS).filter(|_| places.len() > 1 && name.contains('/'));
        let found = self.refs(places.iter().copied().chain(server).map(|place| format!("{place}{name}")))?;
        let of = |place: &str| found.iter().find(|found| found.is(place, name)).map(|found| found.commit.clone());
        let mut tips: Vec<Commit> = match server.and_then(of) {
            Some(tip) => vec![tip],
            None => places.iter().filter_map(|place| of(place)).collect(),
        };
        if tips.is_empty() {
            tips.extend(self.commit(name)?);
        }
        tips.dedup();
        Ok(tips)
    }

    /// The commit at which a branch stands, here if it is here, or the one that another name stands for. As for
    /// [`Repository::branch_tips`].
    ///
    /// # Errors
    /// There is none.
    pub fn require_tip(&self, name: &str) -> Result<Commit, Error> {
        let tips = self.branch_tips(name)?;
        tips.into_iter().next().ok_or_else(|| Error::NoCommit { name: name.to_owned() })
    }

    /// The references of these names that lead to commits, and those below them.
    fn refs(&self, names: impl Iterator<Item = String>) -> Result<Vec<Reference>, Error> {
        // A name with marks would be a pattern.
        let names: Vec<String> = names.filter(|name| !name.contains(['*', '?', '[', '\\'])).collect();
        if names.is_empty() {
            return Ok(Vec::new());
        }
        if let Ok(found) = self.refs_of(&names) {
            return Ok(found);
        }
        let format = ["for-each-ref", "--format=%(objectname) %(refname) %(symref)", "--"].map(str::to_owned);
        let answer = self.ask(&format.into_iter().chain(names).collect::<Vec<_>>())?;
        let answer = String::from_utf8_lossy(&answer);
        let parts = answer.lines().filter_map(|line| line.split_once(' '));
        let found = parts.filter_map(|(object, names)| {
            let (name, target) = names.split_once(' ')?;
            Some(Reference { commit: Commit::of(object)?, name: name.to_owned(), target: target.to_owned() })
        });
        Ok(found.collect())
    }

    fn refs_of(&self, names: &[String]) -> Result<Vec<Reference>, Unsure> {
        let library = self.libgit2()?;
        let mut found = Vec::new();
        for name in names {
            if let Some(target) = library.reference(name)? {
                let (commit, name) = (target.commit, name.clone());
                found.push(Reference { commit, name, target: target.name.unwrap_or_default() });
            }
        }
        Ok(found)
    }

    /// A path of git's own, as it is in this work tree: `hooks`, `MERGE_HEAD`.
    pub fn own_path(&self, name: &str) -> Result<PathBuf, Error> {
        let answer = self.ask(&["rev-parse", "--git-path", name])?;
        // It is relative to the folder that was asked in.
        Ok(program::start(&self.folder).join(program::path(answer.strip_suffix(b"\n").unwrap_or(&answer))))
    }

    /// The folders of all work trees that are there: the main one, and those linked to it.
    pub fn work_trees(&self) -> Result<Vec<PathBuf>, Error> {
        let answer = self.ask(&["worktree", "list", "--porcelain"])?;
        let lines = answer.split(|byte| *byte == b'\n').filter_map(|line| line.strip_prefix(b"worktree "));
        Ok(lines.map(program::path).filter(|folder| folder.is_dir()).collect())
    }

    pub(crate) fn own_file(&self, name: &str) -> Result<Option<String>, Error> {
        let path = self.libgit2().map(|library| library.own_path(name)).or_else(|_| self.own_path(name))?;
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(source) => Err(Error::Read { path, source }),
        }
    }

    /// The first line of an answer, if there is one.
    pub(crate) fn line_if(&self, arguments: &[&str]) -> Result<Option<String>, Error> {
        let answer = self.ask_if(arguments)?.unwrap_or_default();
        Ok(String::from_utf8_lossy(&answer).lines().next().map(str::to_owned))
    }

    /// An answer; none where the program says no, by exit code 1: when it fails, its exit code is another one.
    pub(crate) fn ask_if(&self, arguments: &[&str]) -> Result<Option<Vec<u8>>, Error> {
        match program::ask(&self.folder, arguments, b"") {
            Err(Unanswered::Refused { code: Some(1), .. }) => Ok(None),
            answer => answer.map(Some).map_err(error),
        }
    }

    pub(crate) fn ask<A: AsRef<OsStr>>(&self, arguments: &[A]) -> Result<Vec<u8>, Error> {
        self.ask_with(arguments, b"")
    }

    pub(crate) fn ask_with<A: AsRef<OsStr>>(&self, arguments: &[A], input: &[u8]) -> Result<Vec<u8>, Error> {
        program::ask(&self.folder, arguments, input).map_err(error)
    }
}

fn error(unanswered: Unanswered) -> Error {
    match unanswered {
        Unanswered::NotStarted(source) => Error::NotStarted(source),
        Unanswered::Refused { message, .. } => Error::Refused { message },
    }
}
