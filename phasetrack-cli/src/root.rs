//! Where relative names start: the folder of the configuration, or the repository's root.

use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::session::Session;

/// The name of the configuration.
pub(crate) const CONFIG: &str = "phasetrack.toml";

/// The folder from which `plans` and the default places are found.
pub(crate) struct Root {
    /// The folder, relative to the current one: empty, or `..` repeated, or as the user named it.
    pub(crate) folder: PathBuf,
    /// The configuration, if one is to be read.
    pub(crate) config: Option<PathBuf>,
}

impl Root {
    /// Finds the nearest configuration between the current folder and the root of its repository.
    ///
    /// Outside a repository only the current folder counts: a file somewhere above would surprise.
    pub(crate) fn find(session: &Session) -> Result<Self, Error> {
        if let Some(config) = &session.config {
            let folder = config.parent().map(Path::to_path_buf).unwrap_or_default();
            return Ok(Self { folder, config: Some(config.clone()) });
        }
        let current = std::env::current_dir().map_err(Error::CurrentFolder)?;
        let mut nearest: Option<PathBuf> = None;
        let mut folder = PathBuf::new();
        for above in current.ancestors() {
            // Whatever has the name: what is no file fails when it is read, and is not passed over in silence.
            if nearest.is_none() && !session.isolated && above.join(CONFIG).symlink_metadata().is_ok() {
                nearest = Some(folder.clone());
            }
            if above.join(".git").exists() {
                let config = nearest.as_ref().map(|folder| folder.join(CONFIG));
                return Ok(Self { folder: nearest.unwrap_or(folder), config });
            }
            folder.push("..");
        }
        let here = nearest.is_some_and(|folder| folder.as_os_str().is_empty());
        Ok(Self { folder: PathBuf::new(), config: here.then(|| PathBuf::from(CONFIG)) })
    }
}
