//! `docs/rules.md` is made of the table and the pages: `UPDATE_DOCS=1 cargo test` writes it, otherwise it is checked.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

use phasetrack_core::rules::RULES;

#[test]
fn is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/rules.md");
    let expected = manual();
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &expected).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == expected,
        "docs/rules.md is stale: run `UPDATE_DOCS=1 cargo test -p phasetrack-core --test rules`"
    );
}

fn manual() -> String {
    let mut out = String::from(
        "<!-- Made from the pages of the rules by `UPDATE_DOCS=1 cargo test -p phasetrack-core --test rules`. -->\n\n\
         # Rules\n\n\
         `phasetrack check` runs these rules; `phasetrack explain RULE` prints one page of this manual. A configuration \
         changes a level: `[rules]` with `empty-track = \"off\"`.\n\n\
         | Rule | Level | Finds |\n|---|---|---|\n",
    );
    for rule in RULES {
        let summary = rule.summary.replace('|', "\\|");
        writeln!(out, "| [`{0}`](#{0}) | {1} | {summary} |", rule.name, rule.level).unwrap();
    }
    let mut family = "";
    for rule in RULES {
        if family != rule.family {
            family = rule.family;
            write!(out, "\n## {}{}\n", family[..1].to_uppercase(), &family[1..]).unwrap();
        }
        write!(out, "\n### {}\n\nLevel: {}\n\n{}\n", rule.name, rule.level, lower(rule.page.trim_end())).unwrap();
    }
    out
}

/// Moves the headings of a page two levels down; what stands in fences is left alone.
fn lower(page: &str) -> String {
    let mut fence: Option<&str> = None;
    let lines = page.lines().map(|line| {
        let marks = &line[..line.len() - line.trim_start_matches('`').len()];
        match fence {
            None if marks.len() >= 3 => fence = Some(marks),
            Some(open) if line == open => fence = None,
            None if line.starts_with("## ") => return format!("##{line}"),
            _ => {}
        }
        line.to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}
