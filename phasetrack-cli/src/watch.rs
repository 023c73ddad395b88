//! Runs something again whenever one of its files changes.

use std::fs;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, SystemTime};

/// How often the files are looked at.
const PAUSE: Duration = Duration::from_millis(200);

/// Calls `run`, waits until one of the files it names changes, appears or disappears, and calls it again, until the
/// process is interrupted.
pub(crate) fn forever(mut run: impl FnMut() -> Vec<PathBuf>) -> ! {
    let mut files = Vec::new();
    loop {
        let mut before = stamps(&files);
        let read = run();
        if read != files {
            before = stamps(&read);
            files = read;
        }
        while stamps(&files) == before {
            thread::sleep(PAUSE);
        }
    }
}

/// When each file was changed last, and its length: two changes may share a tick of the clock.
fn stamps(files: &[PathBuf]) -> Vec<Option<(SystemTime, u64)>> {
    let stamp = |file| {
        let data = fs::metadata(file).ok()?;
        Some((data.modified().ok()?, data.len()))
    };
    files.iter().map(stamp).collect()
}
