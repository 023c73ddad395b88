//! The words by which facts are recognised.

/// Words by meaning; `phasetrack.toml` can add to them.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {}

/// A `[vocabulary]` key that names no meaning.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no meaning that words can be added to")]
pub struct UnknownMeaning(pub String);

impl Vocabulary {
    /// The keys that [`Vocabulary::extend`] takes, in the order of the manual.
    pub fn keys() -> Vec<&'static str> {
        vec!["track", "files", "dependencies"]
    }

    /// Adds words to a meaning: `extend("track", ["Squad"])`.
    pub fn extend<'w>(
        &mut self,
        key: &str,
        _words: impl IntoIterator<Item = &'w str>,
    ) -> Result<(), UnknownMeaning> {
        if Self::keys().contains(&key) { Ok(()) } else { Err(UnknownMeaning(key.to_owned())) }
    }
}
