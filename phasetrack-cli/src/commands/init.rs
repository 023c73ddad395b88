//! `phasetrack init`: a configuration to start from, and settings by which coding agents ask the guard.

use std::path::{Path, PathBuf};

use clap::Args;
use phasetrack_git::{Found, WorkTree};

use super::new::create;
use crate::agents::{Agent, Settings};
use crate::error::Error;
use crate::exit;
use crate::root::CONFIG;
use crate::session::Session;

/// Write a phasetrack.toml that holds every default as a comment, and settings by which coding agents ask the guard.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// Also make these coding agents ask the guard before they write, by their settings at the root of the repository;
    /// all of them, if none is named. What the settings hold already stays as it is, and so does a phasetrack.toml.
    #[arg(long, value_enum, value_delimiter = ',', num_args = 0.., value_name = "AGENT")]
    agents: Option<Vec<Agent>>,
}

/// The configuration; what is not a comment is what a new project wants.
pub(crate) const TEMPLATE: &str = r#"# Configuration of phasetrack. Everything here is optional: what is a comment shows the default or an example.

# The documents that `phasetrack check` reads when it is given none.
# plans = ["docs/**/*phase*.md", "docs/**/*track*.md"]

# More words by which facts are recognised.
[vocabulary]
# track = ["Squad"]

# Levels of rules: "error", "warning", "note" or "off". `phasetrack explain` lists them.
[rules]
# placeholder = "off"

# Which track a branch stands for. Without a line here `track-a`, `track-a-…` and `phase1/track-a-…` stand for track A.
[branches]
# "phase1/api-*" = "A"

# How changed files are judged.
[guard]
# base = "main"
# unowned = "deny"     # a file that no track owns: "deny", "warn" or "allow"
# allow-once = true    # whether a commit may record an exception: true or false

# Who works at once. Without a number: as many as are useful.
[schedule]
# agents = 3
# wave-size = 4

# Programs that carry out tasks.
# [[agent]]
# name = "coder"
# command = ["coder", "--print"]

# Programs that must succeed before work counts as done.
# [[gate]]
# name = "tests"
# command = ["cargo", "test"]

# Accounts of owners.
[owners]
# "Coder Agent" = "@org/team"
"#;

/// Runs the command. A configuration that exists is left alone.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<u8, Error> {
    let Some(agents) = &arguments.agents else {
        create(PathBuf::from(CONFIG), TEMPLATE)?;
        session.note(&format!("wrote {CONFIG}"));
        return Ok(exit::CLEAN);
    };
    let root = root()?;
    let wanted = Agent::ALL.into_iter().filter(|agent| agents.is_empty() || agents.contains(agent));
    // What is refused is refused before anything is written.
    let settings = wanted.map(|agent| Settings::read(&root, agent)).collect::<Result<Vec<_>, _>>()?;
    let config = root.join(CONFIG);
    if config.symlink_metadata().is_err() {
        create(config, TEMPLATE)?;
        session.note(&format!("wrote {CONFIG}"));
    }
    for settings in settings {
        let done = if settings.write()? { "asks the guard from now on" } else { "asks the guard already" };
        session.note(&format!("{}: {} {done}", settings.agent.file(), settings.agent.name()));
    }
    Ok(exit::CLEAN)
}

/// Where agents look for settings: at the root of the repository; without one, here.
fn root() -> Result<PathBuf, Error> {
    match WorkTree::find(Path::new(".")).map_err(Error::Repository)? {
        Found::WorkTree(tree) => Ok(tree.root().to_path_buf()),
        Found::Bare => Err(Error::Bare),
        Found::Nothing => Ok(PathBuf::new()),
    }
}

#[cfg(test)]
mod tests {
    use phasetrack_core::config;
    use phasetrack_core::text::Sources;

    use super::TEMPLATE;

    #[track_caller]
    fn check(text: String) {
        let mut sources = Sources::default();
        let id = sources.add("phasetrack.toml", text);
        assert_eq!(config::read(&sources, id).1, []);
    }

    #[test]
    fn the_template_is_valid_as_it_is_and_with_every_comment_taken_in() {
        check(TEMPLATE.to_owned());
        let examples = TEMPLATE.lines().map(|line| match line.strip_prefix("# ") {
            Some(example) if example.contains(" = ") || example.starts_with('[') => example,
            _ => line,
        });
        check(examples.collect::<Vec<_>>().join("\n"));
    }
}
