//! The project's own documents are true: its plan is in order and covers its files, and what its READMEs show is read
//! as they say. `UPDATE_DOCS=1 cargo test` writes this crate's README and the list of the reader's files.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "these tests read and write files and may panic")]

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use phasetrack_core::diagnostic::Level;
use phasetrack_core::facts::{ClaimFact, Facts};
use phasetrack_core::model::{Claim, Designated};
use phasetrack_core::settings::Settings;
use phasetrack_core::text::Sources;
use phasetrack_core::{config, glob};

/// Folders whose files must have an owner.
const FOLDERS: &[&str] =
    &[".ci", "benches", "docs", "fuzz/fuzz_targets", "phasetrack-cli", "phasetrack-core", "phasetrack-git", "src"];

#[test]
fn the_own_plan_has_no_findings() {
    let report = phasetrack_core::check(&own_plan(), &Settings::default());
    assert_eq!(report.diagnostics, []);
    assert_eq!(report.plan.unread, []);
}

#[test]
fn no_two_tracks_of_the_own_plan_claim_a_file() {
    let plan = phasetrack_core::read(&own_plan(), &Settings::default());
    let facts = Facts::new(&plan);
    for (at, a) in facts.claims.iter().enumerate() {
        for b in facts.claims[..at].iter().filter(|b| b.track != a.track) {
            let meeting = glob::overlap(a.pattern.as_ref().unwrap(), b.pattern.as_ref().unwrap());
            let meeting = meeting.map(|path| String::from_utf8_lossy(&path).into_owned());
            assert_eq!(meeting, None, "{} and {} meet", a.claim.pattern.value, b.claim.pattern.value);
        }
    }
}

#[test]
fn every_file_has_an_owner_in_the_own_plan() {
    let plan = phasetrack_core::read(&own_plan(), &Settings::default());
    let facts = Facts::new(&plan);
    let owned = |path: &str| {
        let matches = |fact: &ClaimFact<'_>| fact.pattern.as_ref().unwrap().matches(path.as_bytes());
        facts.claims.iter().any(|fact| fact.track.is_some() && matches(fact))
    };
    let unowned: Vec<_> = files().into_iter().filter(|path| !owned(path)).collect();
    assert!(unowned.is_empty(), "no track of docs/phase1.md owns {}", unowned.join(", "));
}

#[test]
fn the_architecture_names_every_module_with_an_invariant() {
    let text = fs::read_to_string(root().join("docs/ARCHITECTURE.md")).unwrap();
    let sections: Vec<&str> = text.split("\n### ").collect();
    let source = root().join("phasetrack-core/src");
    for path in entries(&source) {
        let name = path.file_name().unwrap().to_str().unwrap();
        let title = if name == "lib.rs" { name } else { name.trim_end_matches(".rs") };
        let section = sections.iter().find(|section| section.starts_with(&format!("`{title}`\n")));
        let section = section.unwrap_or_else(|| panic!("docs/ARCHITECTURE.md has no section `{title}`"));
        assert!(section.contains("\n**Architecture Invariant:** "), "`{title}` has no invariant");
    }
}

#[test]
fn the_architecture_lists_the_files_of_the_reader() {
    let path = root().join("docs/ARCHITECTURE.md");
    let text = fs::read_to_string(&path).unwrap();
    let (begin, end) = ("--test documents`. -->\n\n", "\n<!-- end -->");
    let (before, rest) = text.split_once(begin).unwrap();
    let (_, after) = rest.split_once(end).unwrap();
    let mut files = entries(&root().join("phasetrack-core/src/lower"));
    files.retain(|file| file.extension().is_some_and(|ending| ending == "rs"));
    files.sort();
    let mut table = String::from("| file | is about |\n|---|---|\n");
    for file in files {
        let source = fs::read_to_string(&file).unwrap();
        let story = source.lines().map_while(|line| line.strip_prefix("//! ")).collect::<Vec<_>>().join(" ");
        let first = story.split_once(". ").map_or(story.as_str(), |(first, _)| first).trim_end_matches('.');
        let name = file.file_name().unwrap().to_str().unwrap();
        writeln!(table, "| `{name}` | {} |", first.replace('|', "\\|")).unwrap();
    }
    update_or_compare(&path, &text, &format!("{before}{begin}{table}{end}{after}"));
}

#[test]
fn the_readme_shows_plans_that_are_read() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let (_, section) = readme.split_once("\n## How a plan may look\n").unwrap();
    let (section, _) = section.split_once("\n## How to write who owns what\n").unwrap();
    let examples: Vec<&str> =
        section.split("```markdown\n").skip(1).map(|rest| rest.split("\n```").next().unwrap()).collect();
    assert_eq!(examples.len(), 5, "the styles that the README speaks of");
    for example in examples {
        let mut sources = Sources::default();
        sources.add("README.md", example);
        let report = phasetrack_core::check(&sources, &Settings::default());
        assert_eq!(report.diagnostics, [], "{example}");
        assert_eq!(report.plan.tracks().count(), 2, "{example}");
    }
}

#[test]
fn the_readme_says_how_ownership_is_read() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let (_, section) = readme.split_once("\n## How to write who owns what\n").unwrap();
    let rows: Vec<Vec<&str>> = section
        .lines()
        .take_while(|line| !line.starts_with("## "))
        .filter(|line| line.contains("| `` "))
        .map(|line| line.trim_matches(['|', ' ']).split(" | ").collect())
        .collect();
    assert_eq!(rows.len(), 9, "the statements that the README speaks of");
    for row in rows {
        let written = row[1].strip_prefix("`` ").and_then(|rest| rest.strip_suffix(" ``")).unwrap();
        let mut sources = Sources::default();
        sources.add("README.md", format!("## Track A: Orders\n{written}\n\n## Track B: Web\n**Files**: `web/**`\n"));
        let report = phasetrack_core::check(&sources, &Settings::default());
        let errors: Vec<_> = report.diagnostics.iter().filter(|found| found.level == Level::Error).collect();
        assert!(errors.is_empty(), "{written}: {errors:?}");
        let track = report.plan.tracks().next().unwrap();
        assert_eq!(track.claims.iter().map(in_words).collect::<Vec<_>>().join(", "), row[2], "{written}");
    }
}

/// A claim as the README words it.
fn in_words(claim: &Claim) -> String {
    let part = if claim.partial { " a part of" } else { "" };
    let mut text = format!("{}{part} `{}`", claim.kind, claim.pattern.value);
    text.extend(claim.except.iter().map(|except| format!(" except `{}`", except.value)));
    match claim.designated.as_ref().map(|designated| &designated.value) {
        Some(Designated::Track(id)) => text + ", edited by " + id.as_str(),
        Some(Designated::Integration) => text + ", edited at the integration",
        None => text,
    }
}

#[test]
fn the_readme_shows_a_configuration_that_is_valid() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let (_, rest) = readme.split_once("```toml\n").unwrap();
    let mut sources = Sources::default();
    let id = sources.add("phasetrack.toml", rest.split("```").next().unwrap());
    assert_eq!(config::read(&sources, id).1, []);
}

#[test]
fn the_readme_of_the_crate_is_its_documentation() {
    let path = root().join("phasetrack-core/README.md");
    let source = fs::read_to_string(root().join("phasetrack-core/src/lib.rs")).unwrap();
    let mut expected = String::from("# phasetrack-core\n\n");
    let mut in_code = false;
    for line in
        source.lines().map_while(|line| line.strip_prefix("//!")).map(|line| line.strip_prefix(' ').unwrap_or(line))
    {
        let fence = line.starts_with("```");
        // Links to items lead nowhere outside of the generated documentation.
        let line = if in_code { line.to_owned() } else { line.replace("[`", "`").replace("`]", "`") };
        expected += if fence && !in_code { "```rust" } else { &line };
        expected.push('\n');
        in_code ^= fence;
    }
    update_or_compare(&path, &fs::read_to_string(&path).unwrap(), &expected);
}

/// Writes a generated document if that is asked for; fails if it was stale otherwise.
#[track_caller]
fn update_or_compare(path: &Path, found: &str, expected: &str) {
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(path, expected).unwrap();
    } else {
        assert!(found == expected, "{} is stale: run `UPDATE_DOCS=1 cargo test -p phasetrack-core`", path.display());
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn own_plan() -> Sources {
    let mut sources = Sources::default();
    sources.add_bytes("docs/phase1.md", fs::read(root().join("docs/phase1.md")).unwrap());
    sources
}

/// All files below [`FOLDERS`], as paths of the repository.
fn files() -> Vec<String> {
    let mut files = Vec::new();
    let mut folders: Vec<PathBuf> = FOLDERS.iter().map(|folder| root().join(folder)).collect();
    while let Some(folder) = folders.pop() {
        for path in entries(&folder) {
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/"));
            }
        }
    }
    assert!(files.len() > 20, "the sources were not found below {}", root().display());
    files
}

/// The entries of a folder; none if there is no such folder.
fn entries(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()).collect()
}
