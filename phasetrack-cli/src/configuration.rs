//! Reads the configuration that applies.

use phasetrack_core::config;
use phasetrack_core::render;
use phasetrack_core::settings::Settings;
use phasetrack_core::text::Sources;

use crate::documents::read_file;
use crate::error::{Error, Invalid};
use crate::root::Root;
use crate::session::Session;

/// The settings of the root's configuration, or the defaults where there is none.
pub(crate) fn settings(root: &Root, session: &Session) -> Result<Settings, Error> {
    let Some(path) = &root.config else {
        session.detail("no configuration");
        return Ok(Settings::default());
    };
    session.detail(&format!("configuration: {}", render::escape(&path.to_string_lossy())));
    let bytes = read_file(path).map_err(|error| Error::UnreadConfiguration(Box::new(error)))?;
    let mut sources = Sources::default();
    let id = sources.add_bytes(path.to_string_lossy(), bytes);
    let (settings, findings) = config::read(&sources, id);
    if findings.is_empty() { Ok(settings) } else { Err(Error::Configuration(Box::new(Invalid { sources, findings }))) }
}
