//! Carries out safe fixes: in memory until nothing is left to fix, then file by file.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use phasetrack_core::settings::Settings;
use phasetrack_core::{Report, render};

use crate::documents::Documents;
use crate::error::Error;

/// One fix may make room for another; more rounds than this mean that two undo each other.
const MAX_ROUNDS: usize = 8;

/// Applies safe fixes to the texts until none is left; gives the report on what they are then.
pub(crate) fn apply(documents: &mut Documents, settings: &Settings) -> Report {
    let mut report = phasetrack_core::check(&documents.sources, settings);
    for _ in 0..MAX_ROUNDS {
        let changed = render::fixed(&documents.sources, &report.diagnostics);
        if changed.is_empty() {
            break;
        }
        for (id, text) in changed {
            documents.sources.replace(id, text);
        }
        report = phasetrack_core::check(&documents.sources, settings);
    }
    report
}

/// Writes a file so that a reader sees the old text or the new one, never a part: into a new file beside it, which
/// then takes its name. Keeps the permissions; follows links.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Error> {
    let failed = |source| Error::Write { path: path.to_path_buf(), source };
    let target = fs::canonicalize(path).map_err(failed)?;
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let temporary = target.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    let written = write_new(&temporary, text)
        .and_then(|()| fs::set_permissions(&temporary, fs::metadata(&target)?.permissions()))
        .and_then(|()| fs::rename(&temporary, &target));
    written.map_err(|source| {
        // The file is of no use to anybody; that it cannot be removed would only hide the first error.
        let _ = fs::remove_file(&temporary);
        failed(source)
    })
}

/// Creates a file that does not exist yet.
pub(crate) fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let mut file = fs::File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
