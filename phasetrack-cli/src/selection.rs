//! Rules named on the command line.

use phasetrack_core::diagnostic::Level;
use phasetrack_core::rules::{self, RULES, Rule};
use phasetrack_core::settings::Settings;

use crate::error::Error;

/// The rule of a name.
pub(crate) fn rule(name: &str) -> Result<&'static Rule, Error> {
    rules::find(name).ok_or_else(|| Error::UnknownRule { name: name.to_owned(), near: rules::suggest(name) })
}

/// Turns rules off as `--select` and `--ignore` say; a rule that is selected runs whatever the configuration says.
pub(crate) fn restrict(settings: &mut Settings, select: &[String], ignore: &[String]) -> Result<(), Error> {
    let named = |names: &[String]| names.iter().map(|name| rule(name)).collect::<Result<Vec<_>, _>>();
    let select = named(select)?;
    for rule in RULES.iter().filter(|_| !select.is_empty()) {
        if !select.iter().any(|selected| selected.name == rule.name) {
            settings.levels.insert(rule.name, Level::Off);
        } else if settings.levels.get(rule.name).unwrap_or(&rule.level) == &Level::Off {
            // Who names a rule that is off wants to hear of it.
            settings.levels.insert(rule.name, rule.level.max(Level::Note));
        }
    }
    settings.levels.extend(named(ignore)?.into_iter().map(|rule| (rule.name, Level::Off)));
    Ok(())
}
