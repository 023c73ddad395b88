//! Documents made to exhaust the stack, or to take more than linear time.

use std::time::{Duration, Instant};

use phasetrack_core::render::{self, Places};
use phasetrack_core::settings::Settings;
use phasetrack_core::text::Sources;

/// What the parser of Markdown needs in an unoptimised build, and some more.
const STACK: usize = 512 << 10;

/// Far more than any of these documents takes, and far less than they would take in quadratic time.
const LIMIT: Duration = Duration::from_secs(10);

/// Reads, judges, renders and drops a document on a small stack, and gives the rules that fired.
#[track_caller]
fn run(name: &str, text: String) -> Vec<&'static str> {
    let work = move || {
        let start = Instant::now();
        let mut sources = Sources::default();
        sources.add("plan.md", text);
        let report = phasetrack_core::check(&sources, &Settings::default());
        let places = Places::new(&sources);
        render::json(&places, &report.plan, &report.diagnostics);
        render::show(&places, &report.plan);
        render::full(&places, &report.diagnostics, false);
        let mut rules: Vec<_> = report.diagnostics.iter().map(|finding| finding.rule).collect();
        rules.dedup();
        drop(report);
        (rules, start.elapsed())
    };
    let (rules, time) = std::thread::Builder::new().stack_size(STACK).spawn(work).unwrap().join().unwrap();
    assert!(time < LIMIT, "{name} took {time:?}");
    rules
}

const TRACK: &str = "## Track A: x\n**Files**: `a/**`\n\n";

#[test]
fn p16_deep_nesting() {
    for (name, text) in [
        ("quotations", ">".repeat(100_000)),
        ("quotations with spaces", "> ".repeat(50_000)),
        ("a list in one line", "- ".repeat(3_000)),
        ("a list in steps", (0..1_000).map(|n| format!("{}- x\n", "  ".repeat(n))).collect()),
        ("numbered", "1. ".repeat(3_000)),
        ("quotations in lists", "- > ".repeat(3_000)),
        ("emphasis", format!("{}a{}", "*a **a ".repeat(20_000), "** *".repeat(20_000))),
        ("brackets", "[".repeat(100_000)),
        ("links", "[a](".repeat(50_000)),
        ("parentheses", format!("**Files**: {}", "(".repeat(100_000))),
        ("braces", format!("**Files**: `{}`", "{a,".repeat(30_000))),
        ("code spans", (1..700).map(|n| format!("{} ", "`".repeat(n))).collect()),
        ("tags", "<a ".repeat(50_000)),
        ("headings", (0..10_000).map(|n| format!("{} x\n", "#".repeat(n % 6 + 1))).collect()),
    ] {
        run(name, format!("{TRACK}{text}\n"));
        run(name, format!("{text}\n\n{TRACK}"));
    }
}

#[test]
fn p17_repeated_rules_and_markers() {
    for (name, piece) in [
        ("numbered rules", "\n1. ---"),
        ("quoted rules", "> ---\n"),
        ("described rules", ": ---\n"),
        ("open strong", "# **\n> ---\n"),
        ("rules", "---\n"),
        ("footnotes", "[^a]: [^"),
        ("definitions", "[a]: b\n"),
        ("comments", "<!--"),
        ("declarations", "<!A "),
        ("fences", "```\n~~~\n"),
        ("tables", "|a|\n|-|\n"),
        ("entities", "&#1;&a;"),
        ("labels", "**Files**: "),
        ("label lines", "**Files**: `a`\n"),
        ("waits", "**Depends on**: Track A, "),
    ] {
        run(name, piece.repeat((64 << 10) / piece.len()));
        run(name, format!("{TRACK}{}", piece.repeat((64 << 10) / piece.len())));
    }
}

#[test]
fn p18_long_lines_and_wide_tables() {
    let long = |piece: &str| piece.repeat((256 << 10) / piece.len());
    let row = |cell: &str| format!("|{}\n", format!("{cell}|").repeat(1_000));
    for (name, text) in [
        ("a line", long("x")),
        ("words", long("a b/c.rs ")),
        ("a path", format!("**Files**: `{}`", long("a/"))),
        ("paths", format!("**Files**: {}", (0..3_000).map(|n| format!("`a/{n}.rs`, ")).collect::<String>())),
        ("an id", format!("## Track {}", long("A"))),
        ("a heading", format!("## Track B: {}", long("A "))),
        ("dependencies", format!("**Depends on**: {}", long("Track B, "))),
        ("a table", format!("{}{}{}", row("Files"), row("-"), row("a/b.rs").repeat(100))),
        (
            "a tall table",
            format!(
                "| Track | Files |\n|---|---|\n{}",
                (0..5_000).map(|n| format!("| {n} | `src/{n}.rs` |\n")).collect::<String>()
            ),
        ),
        ("a wide table", format!("{}{}", row("x"), row("-"))),
    ] {
        run(name, format!("{TRACK}{text}\n"));
    }
}

#[test]
fn p18_a_document_over_the_limit_is_refused() {
    let text = format!("{TRACK}{}", "x".repeat(16 << 20));
    assert_eq!(run("17 MB", text), ["too-large"]);
}
