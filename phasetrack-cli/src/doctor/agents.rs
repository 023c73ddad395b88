//! The hooks of coding agents, tried with what each would say.

use std::fs;
use std::path::Path;

use phasetrack_core::render;
use phasetrack_git::Repository;

use super::{Report, Subject};
use crate::agents::Agent;
use crate::error::Error;
use crate::json_text;

/// Tries the command that the settings of each agent name, as the agent would run it.
pub(crate) fn agents(
    repository: &Repository,
    root: &Path,
    subject: &Subject,
    report: &mut Report,
) -> Result<(), Error> {
    let tracked = repository.staged_files().map_err(Error::Git)?;
    let mut absent = Vec::new();
    for agent in Agent::ALL {
        let path = root.join(agent.file());
        let Ok(bytes) = fs::read(&path) else {
            absent.push(agent.name());
            continue;
        };
        let layer = format!("{} ({})", agent.name(), agent.file());
        let set_up = format!("`phasetrack init --agents {}`", agent.word());
        let text = String::from_utf8_lossy(&bytes);
        let settings = match json_text::parse(&text) {
            Ok(settings) => settings,
            Err(fault) => {
                let said = format!("line {}, column {}: {}", fault.line, fault.column, fault.reason);
                report.off(&layer, &said, &format!("mend the file, then {set_up}"));
                continue;
            }
        };
        if settings["disableAllHooks"] == true {
            report.off(&layer, "`disableAllHooks` switches all of its hooks off", "take that line out");
            continue;
        }
        let commands = agent.before_writing(&settings);
        let asking: Vec<&str> = commands.into_iter().filter(|command| command.contains("agent-hook")).collect();
        let Some(command) = asking.iter().find(|command| is_plain(command)).or(asking.first()) else {
            report.off(&layer, "it names no hook that asks the guard before a file is written", &set_up);
            continue;
        };
        if !is_plain(command) {
            let said = format!("`{command}` is not tried: a file of the repository could have anything run here");
            report.off(
                &layer,
                &said,
                "write it as `phasetrack agent-hook`, in front at most the folder as an absolute path",
            );
            continue;
        }
        let payload = agent.payload(subject.scratch.folder(), &render::escape_bytes(&subject.path));
        let attempt = subject.scratch.attempt("sh", &["-c", command], payload.as_bytes()).map_err(Error::Git)?;
        if attempt.code == Some(2) && subject.is_verdict(&attempt.said) {
            report.on(&layer, &format!("its hook denied {}", subject.shown()));
            if agent.merged(&text).is_ok_and(|merged| merged != text) {
                report.note(
                    &layer,
                    "it does not ask at every event, so what a shell writes may be missed",
                    Some(&set_up),
                );
            }
            if !tracked.contains(agent.file().as_bytes()) {
                let said = "the file is not committed, so other work trees do not have it";
                report.note(&layer, said, Some(&format!("`git add {}`, and commit it on the base", agent.file())));
            }
        } else {
            let code = attempt.code.map_or("no code at all".to_owned(), |code| code.to_string());
            let said = format!("`{command}` ended with {code} where only 2 keeps the agent from writing");
            report.off(&layer, &said, "put phasetrack into PATH, or write its whole path into the command");
        }
    }
    if !absent.is_empty() {
        let said = format!("there are no settings for {}", absent.join(", "));
        report.note("coding agents", &said, Some("`phasetrack init --agents` writes them for those who are used here"));
    }
    Ok(())
}

/// Whether a command starts phasetrack, and nothing else: what stands in a file of the repository may be anybody's.
fn is_plain(command: &str) -> bool {
    let is_mark = |c: char| c.is_ascii_alphanumeric() || "-_./=".contains(c);
    let mut words = command.split(' ');
    let program = words.next().unwrap_or_default();
    let is_named = program == "phasetrack" || (program.starts_with('/') && program.ends_with("/phasetrack"));
    is_named && program.chars().all(is_mark) && words.all(|word| word.chars().all(is_mark))
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn what_is_tried() {
        for (command, plain) in [
            ("phasetrack agent-hook", true),
            ("phasetrack -q agent-hook --color=never", true),
            ("/opt/tools-1.2/phasetrack agent-hook", true),
            ("./phasetrack agent-hook", false),
            ("bin/phasetrack agent-hook", false),
            ("other agent-hook", false),
            ("/opt/other-phasetrack agent-hook", false),
            ("phasetrack agent-hook; touch x", false),
            ("phasetrack agent-hook\ntouch x", false),
            ("phasetrack agent-hook $(touch x)", false),
            ("phasetrack agent-hook `touch x`", false),
            ("phasetrack agent-hook > x", false),
            ("phasetrack agent-hook | sh", false),
            ("touch x # phasetrack agent-hook", false),
            ("PATH=/x phasetrack agent-hook", false),
            ("\"$HOME\"/phasetrack agent-hook", false),
            ("", false),
        ] {
            assert_eq!(is_plain(command), plain, "{command}");
        }
    }
}
