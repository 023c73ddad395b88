//! The table and the files of the rules agree.

use std::collections::BTreeSet;
use std::fs;

use phasetrack_core::diagnostic::Level;
use phasetrack_core::rules::{self, RULES};

use super::rules_folder;

#[test]
fn every_file_is_in_the_table_and_every_row_has_its_files() {
    let rows: BTreeSet<String> =
        RULES.iter().map(|rule| format!("{}/{}", rule.family, rule.name.replace('-', "_"))).collect();
    let mut files: [BTreeSet<String>; 2] = Default::default();
    for family in fs::read_dir(rules_folder()).unwrap().map(|entry| entry.unwrap().path()) {
        if !family.is_dir() {
            continue;
        }
        for file in fs::read_dir(&family).unwrap().map(|entry| entry.unwrap().path()) {
            let name = |path: &std::path::Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
            let module = format!("{}/{}", name(&family), name(&file));
            let source = fs::read_to_string(&file).unwrap();
            match file.extension().and_then(|ending| ending.to_str()) {
                Some("md") => assert!(files[1].insert(module)),
                // A rule has an entry; other files of a family help several rules.
                Some("rs") if source.contains("pub(in crate::rules) fn check(") => assert!(files[0].insert(module)),
                Some("rs") => {}
                _ => panic!("{} is neither a rule nor a page", file.display()),
            }
        }
    }
    assert_eq!(files[0], rows, "rule files (left) and rows of the table in src/rules/table.rs (right) differ");
    assert_eq!(files[1], rows, "rule pages (left) and rows of the table in src/rules/table.rs (right) differ");
}

#[test]
fn names_are_unique_and_in_kebab_case() {
    let mut names = BTreeSet::new();
    for rule in RULES {
        assert!(names.insert(rule.name), "two rules are called {}", rule.name);
        let words = rule.name.split('-');
        let is_kebab = words.clone().all(|word| {
            !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        });
        assert!(is_kebab, "{} is not in kebab-case", rule.name);
        let is_asked_for = rule.page.contains("It is off unless it is asked for");
        assert_eq!(rule.level == Level::Off, is_asked_for, "{}: the page says when the rule runs", rule.name);
        assert!(!rule.summary.ends_with('.'), "{}: the summary ends with a full stop", rule.name);
        assert!(std::ptr::eq(rules::find(rule.name).unwrap(), rule));
    }
}

#[test]
fn pages_have_the_same_headings() {
    let expected = ["What it does", "Why is this bad?", "Example", "Use instead", "Fix"];
    for rule in RULES {
        let mut fence = None;
        let mut headings = Vec::new();
        for line in rule.page.lines() {
            let marks = &line[..line.len() - line.trim_start_matches('`').len()];
            match fence {
                None if marks.len() >= 3 => fence = Some(marks),
                Some(open) if line == open => fence = None,
                None => headings.extend(line.strip_prefix("## ")),
                Some(_) => {}
            }
        }
        assert_eq!(headings, expected, "the headings of the page of {}", rule.name);
    }
}

#[test]
fn unknown_names_are_guessed() {
    assert_eq!(rules::suggest("unknown-trck"), Some("unknown-track"));
    assert_eq!(rules::suggest("something-else-altogether"), None);
    assert!(rules::find("unknown_track").is_none());
}
