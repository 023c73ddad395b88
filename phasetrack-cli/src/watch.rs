//! Runs something again whenever one of its files changes.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

/// How often the files are looked at.
const PAUSE: Duration = Duration::from_millis(200);

/// When a file was changed last, and its length, for two changes may share a tick of the clock; `None` for a file
/// that is not there.
type Stamp = Option<(SystemTime, u64)>;

/// The files of one run, each as it was before it was read: a change during the run is noticed after it.
#[derive(Default)]
pub(crate) struct Watched {
    files: Vec<(PathBuf, Stamp)>,
}

impl Watched {
    /// Adds files that are about to be read.
    pub(crate) fn add<'p>(&mut self, files: impl IntoIterator<Item = &'p PathBuf>) {
        self.files.extend(files.into_iter().map(|file| (file.clone(), stamp(file))));
    }

    fn is_changed(&self) -> bool {
        self.files.iter().any(|(file, before)| stamp(file) != *before)
    }
}

/// Calls `run`, waits until one of the files it names changes, appears or disappears, and calls it again, until the
/// process is interrupted. Returns only when `run` names no file.
pub(crate) fn forever(mut run: impl FnMut(&mut Watched)) {
    loop {
        let mut watched = Watched::default();
        run(&mut watched);
        if watched.files.is_empty() {
            return;
        }
        while !watched.is_changed() {
            thread::sleep(PAUSE);
        }
    }
}

fn stamp(file: &Path) -> Stamp {
    let data = fs::metadata(file).ok()?;
    Some((data.modified().ok()?, data.len()))
}
