//! What is around the layers and weakens them, or may.

use std::fs;
use std::path::{Path, PathBuf};

use phasetrack_core::render;
use phasetrack_git::{Head, Repository};

use super::{Report, Subject};
use crate::error::Error;
use crate::hooks::{self, HOOKS, State};

/// Variables by which hook managers are told to run nothing, or less.
const SWITCHES: [&str; 7] =
    ["LEFTHOOK", "LEFTHOOK_EXCLUDE", "HUSKY", "HUSKY_SKIP_HOOKS", "SKIP", "PREK_SKIP", "OVERCOMMIT_DISABLE"];

/// Where build servers are told what to do; of a folder every file.
const WORKFLOWS: [&str; 10] = [
    ".github/workflows",
    ".forgejo/workflows",
    ".gitea/workflows",
    ".gitlab-ci.yml",
    ".gitlab",
    ".circleci/config.yml",
    ".woodpecker.yml",
    "azure-pipelines.yml",
    "bitbucket-pipelines.yml",
    "Jenkinsfile",
];

/// The most paths that are named.
const MOST: usize = 3;

/// Looks around, and changes nothing.
pub(crate) fn surroundings(
    repository: &Repository,
    root: &Path,
    subject: &Subject,
    report: &mut Report,
) -> Result<(), Error> {
    hidden(subject, report);
    base(repository, subject, report)?;
    for setting in repository.every_setting("core.hooksPath").map_err(Error::Git)? {
        let said = format!("`{}`, of the {} configuration ({})", setting.value, setting.scope, setting.origin);
        report.note("core.hooksPath", &said, None);
    }
    for name in SWITCHES {
        let Some(value) = std::env::var_os(name) else { continue };
        let said = format!("it is set to `{}`, by which a hook manager leaves hooks out", value.to_string_lossy());
        report.note(
            name,
            &said,
            Some("unset it, and try again; the hooks of `phasetrack hook install` do not read it"),
        );
    }
    submodules(repository, root, report)?;
    let replaced = repository.replaced().map_err(Error::Git)?;
    if !replaced.is_empty() {
        let said = format!("git shows others in place of {}; the guard judges the real ones", few(&replaced));
        report.note("replaced objects", &said, Some("`git replace --delete OBJECT` shows the real ones again"));
    }
    build_server(root, report);
    Ok(())
}

/// The base, from which all layers here take the plan.
fn base(repository: &Repository, subject: &Subject, report: &mut Report) -> Result<(), Error> {
    let said = format!("`{}`, by {}", subject.base, subject.origin);
    match repository.head().map_err(Error::Git)? {
        Head::Branch(branch) | Head::Rebasing(branch) if branch == subject.base => {
            let said = format!("{said}; it is the current branch, and nothing on it is judged");
            report.note("base", &said, Some("if this is a track's branch: `git config phasetrack.base BRANCH`"));
        }
        _ => report.note("base", &said, None),
    }
    Ok(())
}

/// Foreign paths that git takes for unchanged.
fn hidden(subject: &Subject, report: &mut Report) {
    for (bit, skipped) in [("skip-worktree", true), ("assume-unchanged", false)] {
        let entries = subject.hidden.iter().filter(|entry| entry.skipped == skipped);
        let paths: Vec<String> = entries.map(|entry| format!("`{}`", render::escape_bytes(&entry.path))).collect();
        if !paths.is_empty() {
            let said = format!("by the bit {bit} nobody sees when these are changed: {}", few(&paths));
            report.off("guard --worktree", &said, &format!("`git update-index --no-{bit} FILE`"));
        }
    }
}

/// Submodules have hooks of their own.
fn submodules(repository: &Repository, root: &Path, report: &mut Report) -> Result<(), Error> {
    for path in repository.submodules().map_err(Error::Git)? {
        let Some(inner) = Repository::find(&root.join(&path)).map_err(Error::Git)? else { continue };
        let folder = inner.own_path("hooks").map_err(Error::Git)?;
        let is_on = |name: &str| hooks::state(&folder, name).is_ok_and(|state| state == State::On);
        if !HOOKS.into_iter().all(is_on) {
            let said = "commits in it are not judged, only which of them is recorded here";
            let subject = format!("submodule {}", path.display());
            report.note(&subject, said, Some("if it has a plan of its own, `phasetrack hook install` in it"));
        }
    }
    Ok(())
}

/// Whether a build server asks, as far as files tell.
fn build_server(root: &Path, report: &mut Report) {
    let subject = "build server";
    let files = WORKFLOWS.iter().flat_map(|place| files(&root.join(place)));
    let found = files.into_iter().find(|path| fs::read_to_string(path).is_ok_and(|text| asks(root, &text)));
    match found.as_deref().and_then(|path| path.strip_prefix(root).ok()) {
        Some(path) => {
            let said =
                format!("{} runs `guard --range`; that it must succeed is for the server to say", path.display());
            report.note(subject, &said, None);
        }
        None => report.note(
            subject,
            "no file here tells one to run `phasetrack guard --range`, and only there nobody can switch the guard off",
            Some("docs/guard.md of phasetrack has the recipes"),
        ),
    }
}

/// Whether a file for a build server runs the guard, or names another file of the repository that does, or a workflow
/// of phasetrack's own somewhere else.
fn asks(root: &Path, text: &str) -> bool {
    let runs = |text: &str| text.contains("phasetrack") && text.contains("guard --range");
    let mut lines = text.lines().map(str::trim_start).filter(|line| !line.starts_with('#'));
    let names_one = |line: &str| {
        let words = line.split(|c: char| c.is_whitespace() || "'\"{}[],".contains(c));
        let is_file = |path: &Path| path.extension().is_some_and(|ending| ending == "yml" || ending == "yaml");
        let mut named = words.map(|word| root.join(word.trim_start_matches('/'))).filter(|path| is_file(path));
        named.any(|path| fs::read_to_string(path).is_ok_and(|text| runs(&text)))
    };
    let uses_one = |line: &str| line.contains("uses:") && line.contains("phasetrack");
    runs(text) || lines.any(|line| uses_one(line) || names_one(line))
}

/// A file, or the files of a folder.
fn files(place: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(place) else { return vec![place.to_path_buf()] };
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    files
}

/// The first of many.
fn few(names: &[String]) -> String {
    let more = names.len().saturating_sub(MOST);
    let shown = names[..names.len().min(MOST)].join(", ");
    if more == 0 { shown } else { format!("{shown} and {more} more") }
}
