//! Runs the examples of the pages.

use phasetrack_core::config;
use phasetrack_core::diagnostic::Level;
use phasetrack_core::files::Files;
use phasetrack_core::rules::{RULES, Rule};
use phasetrack_core::text::{MAX_SOURCE_BYTES, Sources};

use super::{findings_in, render};

#[test]
fn examples() {
    let mut faults = String::new();
    for rule in RULES {
        let (listed, examples): (Vec<_>, Vec<_>) =
            examples_of(rule.page).into_iter().partition(|example| example.info[0] == "files");
        let files: Option<Files> = listed.first().map(|example| example.lines.iter().copied().collect());
        let count = |heading| examples.iter().filter(|example| example.heading == heading).count();
        assert!(count("Example") > 0, "{}: no fence under `## Example`", rule.name);
        assert!(count("Use instead") > 0, "{}: no fence under `## Use instead`", rule.name);
        for example in examples {
            faults += &run(rule, &example, files.as_ref()).err().unwrap_or_default();
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

/// A fenced document of a page.
struct Example<'p> {
    heading: &'p str,
    info: Vec<&'p str>,
    lines: Vec<&'p str>,
}

fn examples_of(page: &str) -> Vec<Example<'_>> {
    let mut examples = Vec::new();
    let mut heading = "";
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let marks = line.len() - line.trim_start_matches('`').len();
        if marks >= 3 {
            let (fence, info) = line.split_at(marks);
            let inside = lines.by_ref().take_while(|line| !line.starts_with(fence)).collect();
            let info: Vec<_> = info.split_whitespace().collect();
            if matches!(info.first(), Some(&"markdown" | &"toml" | &"files")) {
                examples.push(Example { heading, info, lines: inside });
            }
        } else if let Some(text) = line.strip_prefix("## ") {
            heading = text;
        }
    }
    examples
}

fn run(rule: &Rule, example: &Example<'_>, files: Option<&Files>) -> Result<(), String> {
    let (document, mut marked) = document(rule, example);
    let mut sources = Sources::default();
    sources.add_bytes("example.md", document.clone());
    let all = match example.info[0] {
        "toml" => config::read(&sources, sources.ids().next().unwrap()).1,
        _ => findings_in(&sources, files),
    };
    let mut found: Vec<_> = all
        .iter()
        .filter(|finding| finding.rule == rule.name)
        .map(|finding| {
            let start = sources.position(finding.span.source, finding.span.start);
            let text = sources.slice(finding.span);
            let width = text.lines().next().unwrap_or_default().chars().count();
            (start.line, start.column, width.max(1))
        })
        .collect();
    found.sort_unstable();
    marked.sort_unstable();
    let shown = String::from_utf8_lossy(&document[..document.len().min(2000)]).into_owned();
    let rendered = render(&sources, &all);
    let fault = if found != marked {
        format!("(line, column, width) are {found:?}, but the carets mark {marked:?}")
    } else if example.heading == "Example" && marked.is_empty() {
        "no line of carets marks where the rule fires".to_owned()
    } else if example.heading != "Example" && all.iter().any(|finding| finding.level == Level::Error) {
        "the good example has errors".to_owned()
    } else {
        return Ok(());
    };
    Err(format!("\n{}, `## {}`: {fault}\n{shown}\nfound:\n{rendered}", rule.name, example.heading))
}

/// The document of an example and the places its caret lines mark: line, column, width.
fn document(rule: &Rule, example: &Example<'_>) -> (Vec<u8>, Vec<(usize, usize, usize)>) {
    let has = |word| example.info.contains(&word);
    let read = |text: &str| if has("escaped") { unescape(text) } else { text.as_bytes().to_vec() };
    let width = |text: &str| String::from_utf8_lossy(&read(text)).chars().count();
    let (mut lines, mut marked): (Vec<&str>, Vec<_>) = (Vec::new(), Vec::new());
    for line in &example.lines {
        match caret_line(line, rule.name) {
            Some((before, carets)) => {
                let above = lines.last().expect("a caret line stands below a line of the document");
                let column = |n: usize| above.char_indices().nth(n).map_or(above.len(), |(at, _)| at);
                let (start, end) = (column(before), column(before + carets));
                marked.push((lines.len(), width(&above[..start]) + 1, width(&above[start..end]).max(1)));
            }
            None => lines.push(line),
        }
    }
    let mut document = Vec::new();
    for line in &lines {
        document.extend(read(line));
        document.push(b'\n');
    }
    let last = document.split_off(document.len() - lines.last().map_or(0, |line| read(line).len() + 1));
    let times = if has("repeated") { MAX_SOURCE_BYTES / last.len() + 1 } else { 1 };
    document.extend(last.repeat(times));
    (document, marked)
}

/// The number of spaces and of carets in a line that marks a place.
fn caret_line(line: &str, name: &str) -> Option<(usize, usize)> {
    let carets = line.trim_start_matches(' ');
    let rest = carets.trim_start_matches('^');
    let is_marker = rest.len() < carets.len() && rest.trim() == name;
    is_marker.then_some((line.len() - carets.len(), carets.len() - rest.len()))
}

fn unescape(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.extend(rest[..at].bytes());
        rest = &rest[at..];
        let escape_len = if rest.starts_with("\\u{") { rest.find('}').map_or(1, |end| end + 1) } else { 4 };
        let (escape, after) = rest.split_at(escape_len.min(rest.len()));
        let digits = escape.trim_start_matches(['\\', 'u', 'x', '{']).trim_end_matches('}');
        let value = u32::from_str_radix(digits, 16).expect("an escape is `\\u{…}` or `\\x` with two digits");
        if escape.starts_with("\\x") {
            out.push(u8::try_from(value).unwrap());
        } else {
            out.extend(char::from_u32(value).unwrap().to_string().bytes());
        }
        rest = after;
    }
    out.extend(rest.bytes());
    out
}
