//! What `docs/patterns.md` says of phasetrack, git and globset is what they do.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "this test reads a page, asks git and may panic")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use globset::GlobBuilder;
use phasetrack_core::glob::Pattern;

const COLUMNS: usize = 6;

#[test]
fn the_table_of_dialects_is_true() {
    let rows = rows();
    assert!(rows.len() > 40, "{} rows", rows.len());
    let repository = Repository::new();
    let mut wrong = Vec::new();
    for row in &rows {
        let [pattern, path, ours, gits, github, globsets] = row.each_ref().map(String::as_str);
        assert!(["yes", "no", "–"].contains(&github), "{github}");
        let git = repository.as_ref().map_or(gits, |repository| repository.ignores(pattern, path));
        let found = [phasetrack(pattern, path), git, globset(pattern, path)];
        if found != [ours, gits, globsets] {
            wrong.push(format!("`{pattern}` and `{path}`: phasetrack, gitignore, globset say {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "docs/patterns.md is wrong:\n{}", wrong.join("\n"));
}

/// The cells of the page's tables, without backticks.
fn rows() -> Vec<[String; COLUMNS]> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/patterns.md");
    let page = fs::read_to_string(page).unwrap();
    let rows = page.lines().filter(|line| line.starts_with("| `"));
    let cells = |line: &str| -> Vec<String> {
        line.trim_matches('|').split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).collect()
    };
    rows.map(|line| cells(line).try_into().unwrap_or_else(|_| panic!("{COLUMNS} cells: {line}"))).collect()
}

fn phasetrack(pattern: &str, path: &str) -> &'static str {
    Pattern::parse(pattern).map_or("error", |pattern| yes(pattern.matches(path.as_bytes())))
}

fn globset(pattern: &str, path: &str) -> &'static str {
    GlobBuilder::new(pattern)
        .literal_separator(true)
        .build()
        .map_or("error", |glob| yes(glob.compile_matcher().is_match(path)))
}

fn yes(is_match: bool) -> &'static str {
    if is_match { "yes" } else { "no" }
}

/// An empty repository to ask git in.
struct Repository {
    folder: tempfile::TempDir,
}

impl Repository {
    /// `None` on a machine without git, where the column of git is believed.
    fn new() -> Option<Self> {
        let repository = Self { folder: tempfile::tempdir().unwrap() };
        let init = repository.git(&["init", "--quiet"])?;
        assert_eq!(init, 0, "git init");
        Some(repository)
    }

    fn ignores(&self, pattern: &str, path: &str) -> &'static str {
        fs::write(self.folder.path().join(".gitignore"), format!("{pattern}\n")).unwrap();
        match self.git(&["check-ignore", "--quiet", "--no-index", "--", path]) {
            Some(0) => "yes",
            Some(1) => "no",
            _ => "error",
        }
    }

    /// The exit code; `None` when there is no git.
    fn git(&self, arguments: &[&str]) -> Option<i32> {
        let mut command = Command::new("git");
        command.args(arguments).current_dir(&self.folder).stdout(Stdio::null()).stderr(Stdio::null());
        let ambient = std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_"));
        for (name, _) in ambient {
            command.env_remove(name);
        }
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        command.status().ok()?.code()
    }
}
