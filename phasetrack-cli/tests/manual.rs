//! `docs/cli.md` is made of the arguments: `UPDATE_DOCS=1 cargo test` writes it, otherwise it is checked.

use std::path::Path;
use std::{env, fs};

#[test]
fn is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/cli.md");
    let expected = manual();
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::create_dir_all(path.parent().expect("the file is in a folder")).expect("the folder can be made");
        fs::write(&path, &expected).expect("the manual can be written");
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == expected, "docs/cli.md is stale: run `UPDATE_DOCS=1 cargo test -p phasetrack-cli --test manual`");
}

fn manual() -> String {
    let mut text = String::from(
        "<!-- Made from the program's own help by `UPDATE_DOCS=1 cargo test -p phasetrack-cli --test manual`. -->\n\n\
         # The command line\n\n\
         Results are printed on standard output, everything about the run itself on standard error.\n\n\
         | exit code | meaning |\n|---|---|\n\
         | 0 | the command did what it was asked, and what it looked at is in order |\n\
         | 1 | the command ran and the answer is no: findings, an overlap, a file without owner, a change that is denied, a hook that is off, a file that exists already |\n\
         | 2 | the command could not run, or the guard cannot judge: wrong arguments, an unreadable file, an invalid configuration |\n",
    );
    page(&mut text, &phasetrack_cli::command(), "");
    text
}

/// The help of a command and of those below it.
fn page(text: &mut String, command: &clap::Command, above: &str) {
    let name = format!("{above}{}", command.get_name());
    let mut standing_alone = command.clone().bin_name(&name).term_width(100);
    let help = standing_alone.render_long_help().to_string();
    let lines: Vec<&str> = help.lines().map(str::trim_end).collect();
    text.extend(["\n## `", &name, "`\n\n```text\n", lines.join("\n").trim_end(), "\n```\n"]);
    for below in command.get_subcommands() {
        page(text, below, &format!("{name} "));
    }
}
