//! What the architecture promises, read from the sources: floors, sizes, purity, one home for each outside crate.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "this test reads the sources and may panic")]

use std::fs;
use std::path::{Path, PathBuf};

/// The modules of the library by floor. A module uses lower floors only; siblings on a floor never see each other.
const FLOORS: &[(&str, u8)] = &[
    ("text", 1),
    ("id", 1),
    ("glob", 1),
    ("graph", 1),
    ("scan", 1),
    ("spelling", 1),
    ("files", 1),
    ("diagnostic", 2),
    ("syntax", 2),
    ("model", 2),
    ("vocabulary", 3),
    ("settings", 4),
    ("lower", 5),
    ("facts", 6),
    ("schedule", 7),
    ("guard", 7),
    ("progress", 7),
    ("rules", 8),
    ("integrate", 8),
    ("config", 9),
    ("render", 9),
    ("lib", 10),
];

/// The only place that names an outside crate.
const HOMES: &[(&str, &str)] = &[
    ("pulldown_cmark", "syntax/"),
    ("petgraph", "graph/"),
    ("annotate_snippets", "render/full.rs"),
    ("toml", "config/"),
    ("memchr", "scan.rs"),
    ("unicode_width", "render/columns.rs"),
];

/// Parts of the standard library that would make the core more than a function of its arguments.
const IMPURE: &[&str] = &["env", "fs", "io", "net", "process", "thread"];

/// Words that do the same without a path.
const IMPURE_WORDS: &[&str] =
    &["Instant", "SystemTime", "HashMap", "HashSet", "print!", "println!", "eprint!", "eprintln!"];

/// Files that are one long table of words; they may be as long as the table is.
const TABLES: &[&str] = &["phasetrack-core/src/vocabulary/labels.rs"];

const MAX_LINES: usize = 400;
const MAX_RULE_LINES: usize = 150;

/// Half of the files that are neither a rule nor a command are at most this long.
const MAX_MEDIAN: usize = 180;

/// The folders of a crate that hold Rust files.
const FOLDERS: &[&str] = &["src", "tests", "examples", "fuzz_targets"];

#[test]
fn modules_use_lower_floors_only() {
    let mut faults = Vec::new();
    for file in core() {
        let module = file.module();
        let Some(floor) = floor(&module) else {
            faults.push(format!("{}: `{module}` has no floor: add it to FLOORS in tests/tidy.rs", file.path));
            continue;
        };
        let at_root = file.path.matches('/').count() == 2 || file.path.ends_with(&format!("/{module}/mod.rs"));
        let mut used = file.paths("crate");
        if at_root && module != "lib" {
            used.extend(
                file.paths("super").into_iter().filter(|(_, name)| FLOORS.iter().any(|(known, _)| known == name)),
            );
        }
        for (line, name) in used {
            // An item of the crate's root lives on the highest floor.
            let other = FLOORS.iter().find(|(known, _)| *known == name).map_or("lib", |(known, _)| known);
            let above = FLOORS.iter().find(|(known, _)| *known == other).is_some_and(|(_, other)| *other >= floor);
            if other != module && above {
                faults.push(format!(
                    "{}:{line}: `{module}` (floor {floor}) looks at `{other}`, which is not below it",
                    file.path
                ));
            }
        }
        for (line, name) in file.paths("super") {
            if name == "super" {
                faults.push(format!("{}:{line}: `super::super` hides where it looks: write `crate::…`", file.path));
            }
        }
    }
    report(&faults);
}

#[test]
fn outside_crates_have_one_home() {
    let mut faults = Vec::new();
    for file in core() {
        for (name, home) in HOMES {
            let inside = file.path.starts_with(&format!("phasetrack-core/src/{home}"));
            if inside {
                continue;
            }
            for (line, code) in file.code_lines() {
                if has_word(code, &format!("{name}::")) || code.trim() == format!("use {name};") {
                    faults.push(format!("{}:{line}: `{name}` is named in src/{home} only", file.path));
                }
            }
        }
    }
    report(&faults);
}

#[test]
fn the_core_is_pure() {
    let mut faults = Vec::new();
    for file in core() {
        for (line, name) in file.paths("std") {
            if IMPURE.contains(&name.as_str()) {
                faults.push(format!(
                    "{}:{line}: `std::{name}` has no place in the core: take a value, give a value",
                    file.path
                ));
            }
        }
        for (line, code) in file.code_lines() {
            for word in IMPURE_WORDS.iter().filter(|word| has_word(code, word)) {
                faults.push(format!(
                    "{}:{line}: `{word}` has no place in the core: take a value, give a value",
                    file.path
                ));
            }
        }
    }
    report(&faults);
}

#[test]
fn files_are_small() {
    let mut faults = Vec::new();
    for file in workspace().iter().filter(|file| !TABLES.contains(&file.path.as_str())) {
        let limit = if file.is_unit() { MAX_RULE_LINES } else { MAX_LINES };
        let lines = file.text.lines().count();
        if lines > limit {
            faults.push(format!("{}: {lines} lines, {limit} are allowed: split it by noun", file.path));
        }
    }
    report(&faults);
}

#[test]
fn most_files_are_far_smaller() {
    let files = workspace();
    let mut lines: Vec<_> = files.iter().filter(|file| !file.is_unit()).map(|file| file.text.lines().count()).collect();
    lines.sort_unstable();
    let median = lines[lines.len() / 2];
    assert!(median <= MAX_MEDIAN, "the median file has {median} lines, {MAX_MEDIAN} are allowed: split by noun");
}

#[test]
fn all_rust_files_are_read() {
    let files = workspace();
    for folder in [
        "phasetrack-core/examples/",
        "phasetrack-cli/src/",
        "phasetrack-git/src/",
        "benches/src/bin/",
        "fuzz/fuzz_targets/",
        "src/main.rs",
    ] {
        assert!(files.iter().any(|file| file.path.starts_with(folder)), "no Rust file was found in {folder}");
    }
}

#[test]
fn files_open_with_their_story() {
    let silent = |file: &&File| !file.text.starts_with("//!") && !file.is_rule();
    let faults: Vec<_> = workspace()
        .iter()
        .filter(silent)
        .map(|file| format!("{}: begin with `//!` and say what the file is about", file.path))
        .collect();
    report(&faults);
}

#[test]
fn lints_and_tests_are_not_silenced() {
    let silencers = [
        (concat!("#[", "allow("), "write `#[expect(…, reason = \"…\")]`"),
        (concat!("#![", "allow("), "write `#![expect(…, reason = \"…\")]`"),
        (concat!("#[", "ignore"), "a test runs or is deleted"),
    ];
    let mut faults = Vec::new();
    for file in workspace() {
        for (line, code) in file.code_lines() {
            for (silencer, instead) in silencers.iter().filter(|(silencer, _)| code.contains(silencer)) {
                faults.push(format!("{}:{line}: `{silencer}`: {instead}", file.path));
            }
        }
    }
    report(&faults);
}

#[test]
fn paths_are_found_in_groups() {
    let text = "use crate::text::Span;\nuse crate::{\n    id::{TaskId, key},\n    model,\n};\n// crate::render\npub(in crate::rules) fn x(y: crate::Report) {}\n";
    let file = File { path: "phasetrack-core/src/x.rs".into(), text: text.into() };
    let expected = [(1, "text"), (2, "id"), (2, "model"), (7, "rules"), (7, "Report")];
    assert_eq!(file.paths("crate"), expected.map(|(line, name)| (line, name.to_owned())));
    assert_eq!(file.module(), "x");
}

#[track_caller]
fn report(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

fn floor(module: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == module).map(|(_, floor)| *floor)
}

/// Whether `word` stands in the code and is not the end of a longer word.
fn has_word(code: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let ends = |after: &str| word.ends_with(['!', ':']) || !after.starts_with(is_part);
    code.match_indices(word).any(|(at, _)| !code[..at].ends_with(is_part) && ends(&code[at + word.len()..]))
}

/// A Rust file of the workspace.
struct File {
    /// Relative to the workspace.
    path: String,
    text: String,
}

impl File {
    /// The top module of the library that the file belongs to.
    fn module(&self) -> String {
        let inside = self.path.trim_start_matches("phasetrack-core/src/");
        inside.split('/').next().unwrap().trim_end_matches(".rs").to_owned()
    }

    fn is_rule(&self) -> bool {
        self.path.starts_with("phasetrack-core/src/rules/")
            && self.path.matches('/').count() == 4
            && self.text.contains("fn check(cx: &mut Cx")
    }

    /// A rule or a command: one unit of work.
    fn is_unit(&self) -> bool {
        let command = self.path.starts_with("phasetrack-cli/src/commands/") && !self.path.ends_with("/mod.rs");
        self.is_rule() || command
    }

    /// Numbered lines without comments. A `//` inside a string cuts its line; no check minds.
    fn code_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.text.lines().map(|line| line.split("//").next().unwrap()))
    }

    /// The first segments of all paths that begin with `root`, groups taken apart, with the line of the root.
    fn paths(&self, root: &str) -> Vec<(usize, String)> {
        let code: String = self.code_lines().flat_map(|(_, line)| [line, "\n"]).collect();
        let start = format!("{root}::");
        let mut found = Vec::new();
        for (at, _) in code.match_indices(&start) {
            if code[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | ':')) {
                continue;
            }
            let line = code[..at].matches('\n').count() + 1;
            let rest = &code[at + start.len()..];
            let names = match rest.strip_prefix('{') {
                Some(group) => group_names(group),
                None => vec![first_word(rest)],
            };
            found.extend(names.into_iter().map(|name| (line, name)));
        }
        found
    }
}

/// The first segment of every member of a group, from after its opening brace.
fn group_names(group: &str) -> Vec<String> {
    let mut names = Vec::new();
    let (mut depth, mut from) = (0_i32, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                names.push(first_word(group[from..at].trim_start()));
                from = at + 1;
            }
            _ => {}
        }
        if c == '}' && depth == 0 && from == at + 1 {
            break;
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The sources of the library.
fn core() -> Vec<File> {
    let mut files = workspace();
    files.retain(|file| file.path.starts_with("phasetrack-core/src/"));
    files
}

/// All Rust files of all crates: sources, tests, examples, fuzz targets.
fn workspace() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut files = Vec::new();
    let mut folders: Vec<PathBuf> =
        crates(root).iter().flat_map(|path| FOLDERS.iter().map(|folder| path.join(folder))).collect();
    while let Some(folder) = folders.pop() {
        for path in entries(&folder) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let relative = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                files.push(File { path: relative, text });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(files.len() > 20, "the sources were not found below {}", root.display());
    files
}

fn crates(root: &Path) -> Vec<PathBuf> {
    let mut crates = entries(root);
    crates.retain(|path| path.join("Cargo.toml").is_file());
    crates.push(root.to_owned());
    crates
}

/// The entries of a folder; none if there is no such folder.
fn entries(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()).collect()
}
