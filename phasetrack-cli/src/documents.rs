//! Which documents are meant, and their bytes.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use phasetrack_core::glob::Pattern;
use phasetrack_core::render;
use phasetrack_core::text::{MAX_SOURCE_BYTES, Sources};

use crate::error::Error;
use crate::root::Root;
use crate::session::Session;

/// Where plans are looked for when nobody names them.
pub(crate) const DEFAULT_PLANS: [&str; 2] = ["docs/**/*phase*.md", "docs/**/*track*.md"];

/// The documents of one call.
pub(crate) struct Documents {
    /// Their texts.
    pub(crate) sources: Sources,
    /// Their files, in the order of the sources; `None` for standard input.
    pub(crate) paths: Vec<Option<PathBuf>>,
}

impl Documents {
    /// Reads files. `-` is standard input, which messages call `stdin_name`. A file named twice is read once.
    pub(crate) fn read(files: &[PathBuf], stdin_name: &str, session: &Session) -> Result<Self, Error> {
        let mut documents = Self { sources: Sources::default(), paths: Vec::new() };
        let mut seen = Vec::new();
        for path in files {
            let standard_input = is_standard_input(path);
            let same = if standard_input { path.clone() } else { fs::canonicalize(path).unwrap_or(path.clone()) };
            if seen.contains(&same) {
                continue;
            }
            seen.push(same);
            let bytes = if standard_input { read_standard_input(path)? } else { read_file(path)? };
            let name = if standard_input { stdin_name.into() } else { path.to_string_lossy() };
            session.detail(&format!("document: {} ({} bytes)", render::escape(&name), bytes.len()));
            documents.sources.add_bytes(name, bytes);
            documents.paths.push((!standard_input).then(|| path.clone()));
        }
        Ok(documents)
    }
}

/// Whether a path stands for standard input.
pub(crate) fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Reads a regular file of at most [`MAX_SOURCE_BYTES`]. A pipe or device is not even opened: that may wait forever.
pub(crate) fn read_file(path: &Path) -> Result<Vec<u8>, Error> {
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => Error::Missing { path: path.to_path_buf() },
        io::ErrorKind::IsADirectory => Error::Folder { path: path.to_path_buf() },
        _ => Error::Read { path: path.to_path_buf(), source },
    };
    let kind = fs::metadata(path).map_err(failed)?;
    if kind.is_dir() {
        return Err(Error::Folder { path: path.to_path_buf() });
    }
    if !kind.is_file() {
        return Err(Error::Special { path: path.to_path_buf() });
    }
    read_all(File::open(path).map_err(failed)?, path)
}

fn read_standard_input(path: &Path) -> Result<Vec<u8>, Error> {
    if is_null(&io::stdin()) { Err(Error::NoInput) } else { read_all(io::stdin(), path) }
}

/// Whether a stream is the null device. So is one that was closed: the process is started with that in its place.
#[cfg(unix)]
fn is_null(stream: &impl std::os::fd::AsFd) -> bool {
    use std::os::unix::fs::MetadataExt;

    let device = stream.as_fd().try_clone_to_owned().and_then(|copy| File::from(copy).metadata());
    let (Ok(device), Ok(null)) = (device, fs::metadata("/dev/null")) else { return false };
    device.rdev() == null.rdev() && !device.is_file()
}

/// Elsewhere a closed stream cannot be read, which says so by itself.
#[cfg(not(unix))]
fn is_null<S>(_: &S) -> bool {
    false
}

fn read_all(stream: impl Read, path: &Path) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    let limit = MAX_SOURCE_BYTES as u64 + 1;
    let read = stream.take(limit).read_to_end(&mut bytes);
    read.map_err(|source| Error::Read { path: path.to_path_buf(), source })?;
    if bytes.len() > MAX_SOURCE_BYTES {
        return Err(Error::TooLarge { path: path.to_path_buf() });
    }
    Ok(bytes)
}

/// The files that are named, or those that the configuration's patterns match, or those at the usual places, in the
/// order of their names.
pub(crate) fn find(named: &[PathBuf], plans: &[String], root: &Root) -> Result<Vec<PathBuf>, Error> {
    if !named.is_empty() {
        return Ok(named.to_vec());
    }
    let mut files = Vec::new();
    for pattern in plans {
        let before = files.len();
        matching(pattern, root, &mut files)?;
        if files.len() == before {
            return Err(Error::NoMatch { pattern: pattern.clone(), folder: root.folder.clone() });
        }
    }
    if plans.is_empty() {
        for pattern in DEFAULT_PLANS {
            matching(pattern, root, &mut files)?;
        }
    }
    files.sort();
    files.dedup();
    if files.is_empty() { Err(Error::NoPlans { folder: root.folder.clone() }) } else { Ok(files) }
}

fn matching(pattern: &str, root: &Root, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    let exact = root.folder.join(pattern);
    if has_link(&root.folder, pattern) {
        return Ok(());
    }
    if exact.is_file() {
        files.push(exact);
        return Ok(());
    }
    // The configuration has refused what is no pattern; one that slipped through matches nothing.
    let Ok(pattern) = Pattern::parse(pattern) else { return Ok(()) };
    let start = pattern.prefix().rfind('/').map_or("", |end| &pattern.prefix()[..end]);
    if has_link(&root.folder, start) {
        return Ok(());
    }
    walk(&root.folder, start, &mut |name| {
        if pattern.matches(name.as_bytes()) {
            files.push(root.folder.join(name));
        }
    })
}

/// Whether a name below the root leads over a symbolic link, which may lead out of the repository. A document that
/// is named on the command line may be a link: that was somebody's will.
fn has_link(root: &Path, name: &str) -> bool {
    let parts = Path::new(name).ancestors().filter(|part| !part.as_os_str().is_empty());
    parts.map(|part| root.join(part)).any(|part| part.is_symlink())
}

/// Visits every regular file below a folder, by its name from the root. Hidden folders and links are left out.
fn walk(root: &Path, start: &str, visit: &mut impl FnMut(&str)) -> Result<(), Error> {
    let mut waiting = vec![start.to_owned()];
    while let Some(name) = waiting.pop() {
        let folder = root.join(&name);
        let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder };
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(source) => return Err(Error::Read { path: folder, source }),
        };
        for entry in entries {
            let entry = entry.map_err(|source| Error::Read { path: folder.clone(), source })?;
            let Ok(kind) = entry.file_type() else { continue };
            let last = entry.file_name();
            let last = last.to_string_lossy();
            let below = if name.is_empty() { last.to_string() } else { format!("{name}/{last}") };
            if kind.is_dir() && !last.starts_with('.') {
                waiting.push(below);
            } else if kind.is_file() {
                visit(&below);
            }
        }
    }
    Ok(())
}
