//! Carries out safe fixes: in memory until nothing is left to fix, then file by file.

use std::fs;
use std::io::{self, Write};
#[cfg(unix)]
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use phasetrack_core::files::Files;
use phasetrack_core::settings::Settings;
use phasetrack_core::{Report, render};

use crate::documents::{Documents, read_file};
use crate::error::{Error, Obstacle};

/// One fix may make room for another; more rounds than this mean that two undo each other.
const MAX_ROUNDS: usize = 8;

/// More files than this, left behind by processes of the same number, mean that something else is wrong.
const MAX_LEFT_BEHIND: usize = 100;

/// The permissions of owner, group and others.
#[cfg(unix)]
const READ_WRITE_EXECUTE: u32 = 0o777;

/// Applies safe fixes to the texts until none is left; gives the report on what they are then.
pub(crate) fn apply(documents: &mut Documents, settings: &Settings, files: Option<&Files>) -> Report {
    let mut report = phasetrack_core::check_with_files(&documents.sources, settings, files);
    for _ in 0..MAX_ROUNDS {
        let changed = render::fixed(&documents.sources, &report.diagnostics);
        if changed.is_empty() {
            break;
        }
        for (id, text) in changed {
            documents.sources.replace(id, text);
        }
        report = phasetrack_core::check_with_files(&documents.sources, settings, files);
    }
    report
}

/// Writes a file so that a reader sees the old text or the new one, never a part: into a new file beside it, which
/// then takes its name. Keeps who may read and write it; follows symbolic links.
///
/// A file that no longer holds the text it had `before` was edited by somebody else and is left alone, and so is one
/// for which a new file is no substitute.
pub(crate) fn write(path: &Path, before: &str, text: &str) -> Result<(), Error> {
    let failed = |source| Error::Write { path: path.to_path_buf(), source };
    let target = fs::canonicalize(path).map_err(failed)?;
    let old = fs::metadata(&target).map_err(failed)?;
    let (temporary, file) = create_beside(&target, &old.permissions()).map_err(failed)?;
    let written = file.metadata().map_err(failed).and_then(|new| {
        if let Some(obstacle) = obstacle(&old, &new) {
            return Err(Error::Irreplaceable { path: path.to_path_buf(), obstacle });
        }
        fill(file, text, &old.permissions()).map_err(failed)?;
        if read_file(&target)? != before.as_bytes() {
            return Err(Error::Changed { path: path.to_path_buf() });
        }
        fs::rename(&temporary, &target).map_err(failed)
    });
    if written.is_err() {
        // The file is of no use to anybody; that it cannot be removed would only hide the first error.
        let _ = fs::remove_file(&temporary);
    }
    written
}

/// Why a new file cannot take the place of an old one: something of the old one would be lost.
fn obstacle(old: &fs::Metadata, new: &fs::Metadata) -> Option<Obstacle> {
    let obstacles = [
        (old.permissions().readonly(), Obstacle::ReadOnly),
        (owner(old) != owner(new), Obstacle::OtherOwner),
        (names(old) > 1, Obstacle::ManyNames),
    ];
    obstacles.into_iter().find(|(stands, _)| *stands).map(|(_, obstacle)| obstacle)
}

/// The user to whom a file belongs; elsewhere the folder decides that.
#[cfg(unix)]
fn owner(file: &fs::Metadata) -> u32 {
    file.uid()
}

#[cfg(not(unix))]
fn owner(_: &fs::Metadata) -> u32 {
    0
}

/// How many names a file has; elsewhere nothing tells.
#[cfg(unix)]
fn names(file: &fs::Metadata) -> u64 {
    file.nlink()
}

#[cfg(not(unix))]
fn names(_: &fs::Metadata) -> u64 {
    1
}

/// Creates a file in the folder of another. Its name is short, however long the other's is, and never one in use,
/// such as that of a file which an interrupted run left behind.
fn create_beside(target: &Path, permissions: &fs::Permissions) -> io::Result<(PathBuf, fs::File)> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    restrict(&mut options, permissions);
    let mut number = 0;
    loop {
        let path = target.with_file_name(format!(".phasetrack-{}-{number}.tmp", std::process::id()));
        match options.open(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < MAX_LEFT_BEHIND => number += 1,
            opened => return opened.map(|file| (path, file)),
        }
    }
}

/// The new file is never open to more users than the old one, not even while it is written.
#[cfg(unix)]
fn restrict(options: &mut fs::OpenOptions, permissions: &fs::Permissions) {
    options.mode(permissions.mode() & READ_WRITE_EXECUTE);
}

#[cfg(not(unix))]
fn restrict(_: &mut fs::OpenOptions, _: &fs::Permissions) {}

/// Writes the text and gives the file its final permissions, from which the process's mask may have taken some.
/// Set-user-id and set-group-id are not among them: the new file may belong to another user.
fn fill(mut file: fs::File, text: &str, permissions: &fs::Permissions) -> io::Result<()> {
    file.write_all(text.as_bytes())?;
    #[cfg(unix)]
    let permissions = fs::Permissions::from_mode(permissions.mode() & READ_WRITE_EXECUTE);
    #[cfg(not(unix))]
    let permissions = permissions.clone();
    file.set_permissions(permissions)?;
    file.sync_all()
}

/// Creates a file that does not exist yet.
pub(crate) fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let mut file = fs::File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
