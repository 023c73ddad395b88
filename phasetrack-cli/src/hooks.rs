//! The files that make git ask the guard: where they belong, what is in them, what was there before.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use phasetrack_git::Repository;

use crate::error::Error;

/// The hooks that are installed: two that advise before a commit is made, one that judges whatever a branch is to hold.
pub(crate) const HOOKS: [&str; 3] = ["pre-commit", "pre-merge-commit", "reference-transaction"];

/// What is added to the name of a hook that was there before.
const BEFORE: &str = ".before-phasetrack";

/// The line by which a hook is known to be one of these.
const MARK: &str = "# Written by `phasetrack hook install`; `phasetrack hook uninstall` removes it.";

/// The command that puts every hook in place.
const INSTALL: &str = "`phasetrack hook install`";

/// What a hook's file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// It asks the guard.
    On,
    /// There is none.
    Missing,
    /// It is somebody else's.
    Other,
    /// It asks the guard, but may not be run, so git passes it over.
    NotExecutable,
    /// The program that it starts is gone, so it refuses everything.
    NoProgram,
}

impl State {
    /// What is wrong with a hook, in words that follow its path; nothing when it asks the guard.
    pub(crate) fn fault(self) -> Option<&'static str> {
        match self {
            Self::On => None,
            Self::Missing => Some("is not there"),
            Self::Other => Some("is another hook"),
            Self::NotExecutable => Some("may not be run, so git passes it over"),
            Self::NoProgram => Some("starts a program that is gone, so it refuses everything"),
        }
    }

    /// What to do about a hook in a folder.
    pub(crate) fn next(self, repository: &Repository, folder: &Path, name: &str) -> Result<String, Error> {
        Ok(match self {
            Self::On => format!("{INSTALL} again"),
            Self::Missing => match repository.every_setting("core.hooksPath").map_err(Error::Git)?.last() {
                None => INSTALL.to_owned(),
                Some(setting) if setting.scope == "command" => format!(
                    "take core.hooksPath out of the environment (GIT_CONFIG_COUNT, GIT_CONFIG_PARAMETERS), then {INSTALL}"
                ),
                Some(setting) => {
                    format!("`git config --{} --unset-all core.hooksPath`, then {INSTALL}", setting.scope)
                }
            },
            Self::Other => format!("{INSTALL} keeps it, and runs it first"),
            Self::NotExecutable => format!("`chmod +x {}`, or {INSTALL}", folder.join(name).display()),
            Self::NoProgram => format!("install phasetrack again, then {INSTALL}"),
        })
    }
}

/// The folders in which git looks for hooks, each with a work tree for which it does: one, unless work trees have hooks
/// of their own.
pub(crate) fn folders(repository: &Repository) -> Result<Vec<(PathBuf, PathBuf)>, Error> {
    let mut folders: Vec<(PathBuf, PathBuf)> = Vec::new();
    for tree in repository.work_trees().map_err(Error::Git)? {
        let Some(at) = Repository::find(&tree).map_err(Error::Git)? else { continue };
        let folder = at.own_path("hooks").map_err(Error::Git)?;
        let folder = folder.canonicalize().unwrap_or(folder);
        if folders.iter().all(|(known, _)| *known != folder) {
            folders.push((folder, tree));
        }
    }
    Ok(folders)
}

/// Writes a hook. One that is there already is kept beside it, and runs first.
pub(crate) fn install(folder: &Path, name: &str, program: &Path) -> Result<(), Error> {
    let path = folder.join(name);
    let failed = |source| Error::Write { path: path.clone(), source };
    if folder.exists() && !folder.is_dir() {
        return Err(Error::HooksNoFolder { folder: folder.to_path_buf() });
    }
    fs::create_dir_all(folder).map_err(failed)?;
    if path.symlink_metadata().is_ok() && !is_ours(&path)? {
        let before = folder.join(format!("{name}{BEFORE}"));
        if before.symlink_metadata().is_ok() {
            return Err(Error::TwoHooks { path, before });
        }
        fs::rename(&path, before).map_err(failed)?;
    }
    let new = folder.join(format!("{name}.new-phasetrack"));
    let written = fs::write(&new, text(name, program)).and_then(|()| make_executable(&new));
    written.and_then(|()| fs::rename(&new, &path)).map_err(failed)
}

/// Takes a hook away, and puts back what was there before. Somebody else's is left alone; tells whether it was ours.
pub(crate) fn uninstall(folder: &Path, name: &str) -> Result<bool, Error> {
    let path = folder.join(name);
    if !is_ours(&path)? {
        return Ok(false);
    }
    let before = folder.join(format!("{name}{BEFORE}"));
    let removed = if before.symlink_metadata().is_ok() { fs::rename(before, &path) } else { fs::remove_file(&path) };
    removed.map(|()| true).map_err(|source| Error::Write { path, source })
}

/// What a hook is.
pub(crate) fn state(folder: &Path, name: &str) -> Result<State, Error> {
    let path = folder.join(name);
    if path.symlink_metadata().is_err() {
        return Ok(State::Missing);
    }
    if !is_ours(&path)? {
        return Ok(State::Other);
    }
    if !is_executable(&path) {
        return Ok(State::NotExecutable);
    }
    let text = fs::read_to_string(&path).map_err(|source| Error::Read { path, source })?;
    let program = text.lines().find_map(|line| line.strip_prefix("program='")?.strip_suffix('\''));
    let program = program.map(|program| PathBuf::from(program.replace(r"'\''", "'")));
    Ok(if program.is_some_and(|program| is_executable(&program)) { State::On } else { State::NoProgram })
}

fn is_ours(path: &Path) -> Result<bool, Error> {
    match fs::read(path) {
        Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).contains(MARK)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(source) => Err(Error::Read { path: path.to_path_buf(), source }),
    }
}

/// A hook. Whatever fails in it refuses; the one that sees every reference is left at once when nothing can be stopped
/// any more, and without the program it lets pass what touches no branch.
///
/// It starts nothing that it need not, for git calls it several times for each commit: the program takes its place and
/// reads what git says by itself, unless a hook that was there before has to read it too.
fn text(name: &str, program: &Path) -> String {
    let program = program.to_string_lossy().replace('\'', r"'\''");
    let run = format!("\"$program\" hook run {name} \"$@\"");
    let (chained, leave, unless, told) = if name == "reference-transaction" {
        (
            "input=$(cat)\n  printf '%s\\n' \"$input\" | \"$before\" \"$@\" || exit",
            "[ \"$1\" = prepared ] || exit 0\n",
            "case ${input-$(cat)} in *refs/heads/*|*' HEAD'*) ;; *) exit 0 ;; esac\n  ",
            format!("if [ -x \"$before\" ]; then printf '%s\\n' \"$input\" | {run}; exit; fi\n"),
        )
    } else {
        ("\"$before\" \"$@\" || exit", "", "", String::new())
    };
    format!(
        "#!/bin/sh\n{MARK}\nprogram='{program}'\nbefore=$0{BEFORE}\n\
         if [ -x \"$before\" ]; then\n  {chained}\nfi\n{leave}\
         if [ ! -x \"$program\" ] || [ ! -s \"$program\" ]; then program=$(command -v phasetrack) && [ -s \"$program\" ] || {{\n  {unless}\
         echo 'error: phasetrack is gone, so nothing can be judged and this is refused' >&2\n  \
         echo \"hint: install it and run \\`phasetrack hook install\\` again, or remove $0\" >&2\n  exit 1\n}}; fi\n\
         {told}exec {run}\n"
    )
}

#[cfg(unix)]
fn make_executable(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;

    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
}

/// Whether a file may be run and does something: an empty one is a script that agrees to everything.
#[cfg(unix)]
fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;

    fs::metadata(path).is_ok_and(|kind| kind.is_file() && kind.len() > 0 && kind.permissions().mode() & 0o111 != 0)
}

/// Elsewhere every file may be run.
#[cfg(not(unix))]
fn make_executable(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
fn is_executable(path: &Path) -> bool {
    path.is_file()
}
