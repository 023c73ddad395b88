//! The coding agents that can be made to ask the guard: which file of theirs names hooks, and what belongs into it.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde_json::{Value, json};

use crate::commands::new::create;
use crate::documents::read_file;
use crate::error::Error;
use crate::fix;
use crate::json_text::{self, Fault};

/// A coding agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Agent {
    /// Claude Code.
    Claude,
    /// Codex.
    Codex,
    /// Gemini CLI.
    Gemini,
    /// Cursor.
    Cursor,
}

/// An event at which an agent asks, and the entry for it as JSON.
type Entry = (&'static str, &'static str);

const CLAUDE: [Entry; 3] = [
    (
        "PreToolUse",
        r#"{ "matcher": "Edit|Write|MultiEdit|NotebookEdit", "hooks": [{ "type": "command", "command": "phasetrack agent-hook" }] }"#,
    ),
    ("PostToolUse", r#"{ "matcher": "Bash", "hooks": [{ "type": "command", "command": "phasetrack agent-hook" }] }"#),
    ("Stop", r#"{ "hooks": [{ "type": "command", "command": "phasetrack agent-hook" }] }"#),
];

const CODEX: [Entry; 3] = [
    (
        "PreToolUse",
        r#"{ "matcher": "apply_patch", "hooks": [{ "type": "command", "command": "phasetrack agent-hook" }] }"#,
    ),
    CLAUDE[1],
    CLAUDE[2],
];

const GEMINI: [Entry; 3] = [
    (
        "BeforeTool",
        r#"{ "matcher": "write_file|replace", "hooks": [{ "type": "command", "command": "phasetrack agent-hook" }] }"#,
    ),
    (
        "AfterTool",
        r#"{ "matcher": "run_shell_command", "hooks": [{ "type": "command", "command": "phasetrack agent-hook" }] }"#,
    ),
    ("AfterAgent", r#"{ "hooks": [{ "type": "command", "command": "phasetrack agent-hook" }] }"#),
];

/// Cursor goes on when a hook fails, unless it is told not to, and asks nobody after a shell.
const CURSOR: [Entry; 1] =
    [("preToolUse", r#"{ "command": "phasetrack agent-hook", "matcher": "Write", "failClosed": true }"#)];

impl Agent {
    /// All that are known.
    pub(crate) const ALL: [Self; 4] = [Self::Claude, Self::Codex, Self::Gemini, Self::Cursor];

    /// What people call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Claude => "Claude Code",
            Self::Codex => "Codex",
            Self::Gemini => "Gemini CLI",
            Self::Cursor => "Cursor",
        }
    }

    /// Its settings, from the root of a repository.
    pub(crate) fn file(self) -> &'static str {
        match self {
            Self::Claude => ".claude/settings.json",
            Self::Codex => ".codex/hooks.json",
            Self::Gemini => ".gemini/settings.json",
            Self::Cursor => ".cursor/hooks.json",
        }
    }

    /// Settings that ask, made from those that are there: nothing is taken away, nothing is moved, and what asks
    /// already is left as it is.
    pub(crate) fn merged(self, text: &str) -> Result<String, Fault> {
        let mut text = if text.trim().is_empty() { "{}\n".to_owned() } else { text.to_owned() };
        let settings = json_text::parse(&text)?;
        if self == Self::Cursor && settings.get("version").is_none() {
            text = json_text::insert_member(&text, &[], "version", "1")?;
        }
        for (event, entry) in self.entries() {
            if !settings["hooks"].get(event).is_some_and(asks) {
                text = json_text::append(&text, &["hooks", event], entry)?;
            }
        }
        Ok(text)
    }

    /// What the settings run before a file is written.
    pub(crate) fn before_writing(self, settings: &Value) -> Vec<&str> {
        let (event, _) = self.entries()[0];
        let mut commands = Vec::new();
        for entry in settings["hooks"][event].as_array().into_iter().flatten() {
            if entry.get("matcher").and_then(Value::as_str).is_none_or(|matcher| is_met(matcher, self.tool())) {
                gather(entry, &mut commands);
            }
        }
        commands
    }

    /// What the agent says before it writes a file, from a folder.
    pub(crate) fn payload(self, folder: &Path, file: &str) -> String {
        let (event, _) = self.entries()[0];
        let input = match self {
            Self::Codex => json!({ "command": format!("*** Begin Patch\n*** Update File: {file}\n*** End Patch") }),
            _ => json!({ "file_path": folder.join(file) }),
        };
        json!({ "hook_event_name": event, "cwd": folder, "tool_name": self.tool(), "tool_input": input }).to_string()
    }

    /// The tool with which it writes.
    fn tool(self) -> &'static str {
        match self {
            Self::Claude => "Edit",
            Self::Codex => "apply_patch",
            Self::Gemini => "write_file",
            Self::Cursor => "Write",
        }
    }

    /// The word that names it among the arguments.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Claude => "claude",
            Self::Codex => "codex",
            Self::Gemini => "gemini",
            Self::Cursor => "cursor",
        }
    }

    fn entries(self) -> &'static [Entry] {
        match self {
            Self::Claude => &CLAUDE,
            Self::Codex => &CODEX,
            Self::Gemini => &GEMINI,
            Self::Cursor => &CURSOR,
        }
    }
}

/// The settings of an agent, as they are and as they shall be.
pub(crate) struct Settings {
    /// Whose they are.
    pub(crate) agent: Agent,
    path: PathBuf,
    /// None where there is no such file.
    before: Option<String>,
    after: String,
}

impl Settings {
    /// Reads what is there, and says what it shall be.
    ///
    /// # Errors
    /// Something would be lost, or written where a link leads out of the repository.
    pub(crate) fn read(root: &Path, agent: Agent) -> Result<Self, Error> {
        let path = root.join(agent.file());
        let refused = |fault: Fault| {
            let Fault { line, column, reason } = fault;
            Error::Settings { path: path.clone(), line, column, reason, agent }
        };
        let before = if path.symlink_metadata().is_ok() {
            Some(String::from_utf8(read_file(&path)?).map_err(|error| refused(json_text::not_text(&error)))?)
        } else if path.parent().is_some_and(Path::is_symlink) {
            return Err(Error::BehindLink { path, agent: Some(agent) });
        } else {
            None
        };
        let after = agent.merged(before.as_deref().unwrap_or_default()).map_err(refused)?;
        Ok(Self { agent, path, before, after })
    }

    /// Writes what is new; tells whether there was anything.
    pub(crate) fn write(&self) -> Result<bool, Error> {
        match &self.before {
            Some(before) if *before == self.after => return Ok(false),
            Some(before) => fix::write(&self.path, before, &self.after)?,
            None => create(self.path.clone(), &self.after)?,
        }
        Ok(true)
    }
}

/// Whether a hook runs for a tool. Matchers are regular expressions for some agents; those that are more than words
/// with `|` between are taken to be met, and what comes of it is tried.
fn is_met(matcher: &str, tool: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || "_-| ".contains(c);
    matcher.is_empty() || !matcher.chars().all(plain) || matcher.split('|').any(|word| word.trim() == tool)
}

/// Whether one of the commands of an event asks the guard, by whatever path the program is started.
fn asks(event: &Value) -> bool {
    let mut commands = Vec::new();
    gather(event, &mut commands);
    commands.iter().any(|command| command.contains("phasetrack") && command.contains("agent-hook"))
}

fn gather<'v>(value: &'v Value, commands: &mut Vec<&'v str>) {
    match value {
        Value::Object(fields) => {
            commands.extend(fields.get("command").and_then(Value::as_str));
            fields.values().for_each(|value| gather(value, commands));
        }
        Value::Array(values) => values.iter().for_each(|value| gather(value, commands)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::Agent;
    use crate::json_text;

    #[test]
    fn what_is_there_stays_byte_for_byte() {
        for agent in Agent::ALL {
            for before in [
                "",
                "{}",
                "{ }\n",
                "{\"hooks\":{}}",
                "{\n\t\"z\": 1.50,\n\t\"a\": [1, 2],\n\t\"hooks\": {\n\t\t\"Stop\": [ ]\n\t}\n}\n",
                "{\r\n    \"hooks\": {\"PreToolUse\": [{\"matcher\": \"Bash\", \"hooks\": []}]},\r\n    \"b\": \"\\u00e9 } ]\"\r\n}\r\n",
                "{ \"version\": 2, \"hooks\": { \"enabled\": true } }",
            ] {
                let after = agent.merged(before).unwrap();
                assert_eq!(agent.merged(&after).unwrap(), after, "twice is once");
                let settings = json_text::parse(&after).unwrap();
                let asking =
                    agent.before_writing(&settings).into_iter().filter(|command| *command == "phasetrack agent-hook");
                assert_eq!(asking.count(), 1);
                // Every character that was there is there, in the same order.
                let mut rest = after.chars();
                let kept = before.trim().chars().filter(|c| !c.is_whitespace()).all(|c| rest.any(|other| other == c));
                assert!(kept, "{before}\n{after}");
                assert_eq!(after.contains("\r\n"), before.contains("\r\n"), "{after:?}");
            }
        }
    }

    #[test]
    fn the_manual_shows_what_is_written() {
        let manual = include_str!("../../docs/guard.md");
        let shown: Vec<&str> = manual.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
        let written = [Agent::Claude, Agent::Cursor].map(|agent| json_text::parse(&agent.merged("").unwrap()).unwrap());
        assert_eq!(shown.into_iter().map(|text| json_text::parse(text).unwrap()).collect::<Vec<_>>(), written);
    }

    #[test]
    fn what_asks_already_is_left_alone() {
        let before = r#"{"hooks":{"PreToolUse":[{"hooks":[{"type":"command","command":"/opt/phasetrack agent-hook"}]}],
            "PostToolUse":[{"hooks":[{"command":"phasetrack -q agent-hook"}]}],"Stop":[{"hooks":[{"command":"phasetrack agent-hook"}]}]}}"#;
        assert_eq!(Agent::Claude.merged(before).unwrap(), before);
        assert_eq!(Agent::Codex.merged(before).unwrap(), before);
    }
}
