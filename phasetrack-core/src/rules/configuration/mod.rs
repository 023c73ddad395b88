//! Rules about `phasetrack.toml`.

pub(super) mod invalid_configuration;
