//! The keys of `phasetrack.toml`, section by section.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::DeTable;

use super::reader::{Key, Reader, Value};
use crate::diagnostic::{Diagnostic, Level};
use crate::rules;
use crate::settings::{Command, Guard, Schedule, Settings, Unowned};
use crate::text::{SourceId, Sources};
use crate::vocabulary::{UnknownMeaning, Vocabulary, normalise};

/// The rule under which mistakes of the configuration are reported.
pub const RULE: &str = "invalid-configuration";

/// The largest configuration that is read, in bytes (1 MiB).
pub const MAX_CONFIG_BYTES: usize = 1 << 20;

/// After this many errors of syntax the rest is not worth reading.
const MAX_SYNTAX_ERRORS: usize = 8;

const SETTINGS: &[Key<Settings>] = &[
    ("plans", |reader, value, settings| settings.plans = plans(reader, value)),
    ("vocabulary", |reader, value, settings| vocabulary(reader, value, &mut settings.vocabulary)),
    ("rules", levels),
    ("branches", |reader, value, settings| settings.branches = branches(reader, value)),
    ("owners", |reader, value, settings| settings.owners = owners(reader, value)),
    ("guard", |reader, value, settings| section(reader, "guard", value, GUARD, &mut settings.guard)),
    ("schedule", |reader, value, settings| {
        section(reader, "schedule", value, SCHEDULE, &mut settings.schedule);
    }),
    ("agent", |reader, value, settings| settings.agents = commands(reader, "agent", value)),
    ("gate", |reader, value, settings| settings.gates = commands(reader, "gate", value)),
];

const GUARD: &[Key<Guard>] = &[
    ("base", |reader, value, guard| guard.base = revision(reader, "base", value)),
    ("unowned", |reader, value, guard| {
        let choices = [("deny", Unowned::Deny), ("warn", Unowned::Warn), ("allow", Unowned::Allow)];
        guard.unowned = reader.choice("unowned", value, &choices).unwrap_or_default();
    }),
];

const SCHEDULE: &[Key<Schedule>] = &[
    ("agents", |reader, value, schedule| schedule.agents = reader.count("agents", value)),
    ("wave-size", |reader, value, schedule| schedule.wave_size = reader.count("wave-size", value)),
    ("owners", |reader, value, schedule| {
        schedule.owners = free(reader, "schedule.owners", value, Reader::count);
    }),
    ("resources", |reader, value, schedule| {
        schedule.resources = free(reader, "schedule.resources", value, |reader, name, value| {
            Some(reader.strings(name, value).into_iter().map(|(track, _)| track).collect())
        });
    }),
];

const COMMAND: &[Key<Command>] = &[
    ("name", |reader, value, command| command.name = reader.string("name", value).unwrap_or_default()),
    ("command", |reader, value, command| {
        command.command = reader.strings("command", value).into_iter().map(|(word, _)| word).collect();
    }),
];

const LEVELS: &[(&str, Level)] =
    &[("error", Level::Error), ("warning", Level::Warning), ("note", Level::Note), ("off", Level::Off)];

/// Reads a configuration. Always gives settings: what a mistake leaves open keeps its default. The findings are
/// ordered by place. Takes time linear in the text, up to sorting.
pub fn read(sources: &Sources, id: SourceId) -> (Settings, Vec<Diagnostic>) {
    let source = sources.source(id);
    let mut reader = Reader::new(id);
    let mut settings = Settings::default();
    if let Some(at) = source.invalid_at() {
        reader
            .report(at..at, "the configuration is not UTF-8")
            .help("save the file as UTF-8; the mark shows the first byte that is not");
    } else if source.text().len() > MAX_CONFIG_BYTES {
        let message = format!("the configuration has {} bytes", source.text().len());
        reader.report(0..0, message).help(format!("at most {MAX_CONFIG_BYTES} bytes are read"));
    } else {
        document(&mut reader, source.text(), &mut settings);
    }
    reader.diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    (settings, reader.diagnostics)
}

fn document(reader: &mut Reader, text: &str, settings: &mut Settings) {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors.iter().take(MAX_SYNTAX_ERRORS) {
        let at = error.span().unwrap_or_default();
        let end = at.end.min(text.len());
        reader.report(at.start.min(end)..end, error.message().lines().collect::<Vec<_>>().join("; "));
    }
    // A damaged text recovers into values that nobody wrote; judging them would only add noise.
    if errors.is_empty() {
        reader.fixed(table.get_ref(), "the configuration", SETTINGS, settings);
    }
}

/// A section with fixed keys.
fn section<T>(reader: &mut Reader, name: &str, value: &Value<'_>, keys: &[Key<T>], settings: &mut T) {
    if let Some(table) = reader.table(name, value) {
        reader.fixed(table, &format!("`[{name}]`"), keys, settings);
    }
}

/// A section of free keys with values of one kind.
fn free<T>(
    reader: &mut Reader,
    section: &str,
    value: &Value<'_>,
    read: impl Fn(&mut Reader, &str, &Value<'_>) -> Option<T>,
) -> BTreeMap<String, T> {
    let mut found = BTreeMap::new();
    for (key, value) in reader.table(section, value).into_iter().flatten() {
        if key.get_ref().trim().is_empty() {
            reader.report(key.span(), format!("a key of `[{section}]` cannot be empty"));
        } else if let Some(value) = read(reader, key.get_ref(), value) {
            found.insert(key.get_ref().to_string(), value);
        }
    }
    found
}

/// A key of the user's own choice and its text.
struct Pair {
    key: String,
    at: Range<usize>,
    text: String,
}

/// A section of free keys with texts as values.
fn pairs(reader: &mut Reader, name: &str, value: &Value<'_>) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (key, value) in reader.table(name, value).into_iter().flatten() {
        if key.get_ref().trim().is_empty() {
            reader.report(key.span(), format!("a key of `[{name}]` cannot be empty"));
        } else if let Some(text) = reader.string(key.get_ref(), value) {
            pairs.push(Pair { key: key.get_ref().to_string(), at: key.span(), text });
        }
    }
    pairs
}

fn plans(reader: &mut Reader, value: &Value<'_>) -> Vec<String> {
    let patterns = reader.strings("plans", value);
    patterns.into_iter().filter_map(|(text, at)| reader.pattern(&text, at).then_some(text)).collect()
}

fn branches(reader: &mut Reader, value: &Value<'_>) -> BTreeMap<String, String> {
    let pairs = pairs(reader, "branches", value);
    let pairs = pairs.into_iter().filter(|pair| reader.pattern(&pair.key, pair.at.clone()));
    pairs.map(|pair| (pair.key, pair.text)).collect()
}

fn owners(reader: &mut Reader, value: &Value<'_>) -> BTreeMap<String, String> {
    pairs(reader, "owners", value).into_iter().map(|pair| (pair.key, pair.text)).collect()
}

fn vocabulary(reader: &mut Reader, value: &Value<'_>, vocabulary: &mut Vocabulary) {
    for (key, value) in reader.table("vocabulary", value).into_iter().flatten() {
        let words = reader.strings(key.get_ref(), value);
        for (word, at) in &words {
            if normalise(word).is_empty() {
                reader.report(at.clone(), format!("\"{word}\" is no word"));
            }
        }
        let words = words.iter().map(|(word, _)| word.as_str());
        if let Err(UnknownMeaning(name)) = vocabulary.extend(key.get_ref(), words) {
            let message = format!("`{name}` is no meaning that words can be added to");
            reader.unknown(key.span(), message, &name, Vocabulary::keys().into_iter());
        }
    }
}

fn levels(reader: &mut Reader, value: &Value<'_>, settings: &mut Settings) {
    for (key, value) in reader.table("rules", value).into_iter().flatten() {
        let level = reader.choice(key.get_ref(), value, LEVELS);
        if key.get_ref() == RULE {
            reader.report(key.span(), format!("the level of `{RULE}` cannot be changed"));
        } else if let Some(rule) = rules::find(key.get_ref()) {
            settings.levels.extend(level.map(|level| (rule.name, level)));
        } else {
            let near = rules::suggest(key.get_ref());
            let help = near
                .map_or("`phasetrack explain` lists the rules".to_owned(), |near| format!("did you mean `{near}`?"));
            reader.report(key.span(), format!("there is no rule `{}`", key.get_ref())).help(help);
        }
    }
}

/// The name of a branch or commit that git cannot take for an option or a range.
fn revision(reader: &mut Reader, name: &str, value: &Value<'_>) -> Option<String> {
    let text = reader.string(name, value)?;
    let odd = |c: char| c.is_whitespace() || c.is_control() || "~^:?*[\\".contains(c);
    if text.starts_with('-') || text.contains("..") || text.contains("@{") || text.contains(odd) {
        reader
            .report(value.span(), format!("`{name}` is not the name of a branch"))
            .help("write it as `git branch` prints it");
        return None;
    }
    Some(text)
}

/// A list of named programs; a name may occur once.
fn commands(reader: &mut Reader, section: &str, value: &Value<'_>) -> Vec<Command> {
    let mut commands: Vec<Command> = Vec::new();
    for (table, at) in reader.tables(section, value) {
        let mut command = Command { name: String::new(), command: Vec::new() };
        let before = reader.diagnostics.len();
        reader.fixed(table, &format!("`[[{section}]]`"), COMMAND, &mut command);
        if reader.diagnostics.len() > before {
            continue;
        }
        if command.name.is_empty() {
            reader.report(at, format!("`[[{section}]]` has no `name`"));
        } else if command.command.is_empty() {
            reader
                .report(at, format!("`[[{section}]]` has no `command`"))
                .help("for example `command = [\"cargo\", \"test\"]`");
        } else if commands.iter().any(|other| other.name == command.name) {
            reader.report(at, format!("two `[[{section}]]` are called \"{}\"", command.name));
        } else {
            commands.push(command);
        }
    }
    commands
}
