//! Plans with very many statements: what is quadratic does not come to an end here.

use std::fmt::Write;

use phasetrack_core::text::Sources;

use super::findings;

/// The names of the rules that find something.
fn rules(document: &str) -> String {
    let mut sources = Sources::default();
    sources.add("plan.md", document);
    findings(&sources).iter().map(|finding| finding.rule).collect::<Vec<_>>().join(" ")
}

#[test]
fn many_statements_take_no_more_time_than_their_number() {
    let list = |names: &str, count: usize| {
        let mut list = String::new();
        (0..count).try_for_each(|number| writeln!(list, "- `{names}{number}.rs`")).unwrap();
        list
    };
    let (own, theirs) = (list("own/x", 4000), list("their/x", 4000));
    for label in ["Files NOT to touch", "Shared files"] {
        let document = format!(
            "## Track A: One\n**Files**:\n{own}\n**{label}**:\n{theirs}\n## Track B: Two\n**Files**:\n{theirs}"
        );
        assert_eq!(rules(&document), "", "{label}");
    }
    let mut document = String::new();
    for number in 0..4000 {
        write!(
            document,
            "## Track T{number}: T\n**Files**: `f{number}.rs`\n**Shared files**: `all.rs`\n**Conflicts**: None\n\n"
        )
        .unwrap();
    }
    assert_eq!(rules(&document), "shared-file-without-owner");
}

#[test]
fn many_numbers_about_one_plan() {
    let mut document = String::new();
    for number in 0..3000 {
        write!(
            document,
            "## Track T{number}: T\n- [ ] T{number}.1: a\n- [ ] T{number}.2: b (depends on T{number}.1)\n"
        )
        .unwrap();
    }
    for _ in 0..3000 {
        document.push_str("All 9000 tracks run in parallel, and at peak 8 tasks. The tracks give a 9000x speedup.\n");
    }
    let found = rules(&document);
    for rule in ["parallelism-overstated", "impossible-speedup"] {
        assert!(found.matches(rule).count() >= 3000, "{rule}");
    }
}
