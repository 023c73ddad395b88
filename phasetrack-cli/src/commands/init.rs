//! `phasetrack init`: a configuration to start from.

use std::path::PathBuf;

use clap::Args;

use super::new::create;
use crate::error::Error;
use crate::exit;
use crate::root::CONFIG;
use crate::session::Session;

/// Write a phasetrack.toml that holds every default as a comment.
#[derive(Args, Debug)]
pub(crate) struct Arguments {}

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
pub(crate) fn run(_: &Arguments, session: &Session) -> Result<u8, Error> {
    create(PathBuf::from(CONFIG), TEMPLATE)?;
    session.note(&format!("wrote {CONFIG}"));
    Ok(exit::CLEAN)
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
