//! Mermaid flow charts: `A[Track A: Schema] --> B & C`.

use std::collections::BTreeMap;

use crate::model::Strength;
use crate::text::offset;
use crate::vocabulary::Relation;

use super::document::{Bytes, Document};
use super::draft::Who;
use super::drawing::Edge;
use super::graphs::Nodes;

/// Words that begin a line which draws no link.
const OTHER: &[&str] =
    &["graph", "flowchart", "subgraph", "end", "style", "classDef", "class", "linkStyle", "click", "direction"];

/// The links of a flow chart; none of a chart of another kind.
pub(super) fn edges(document: &Document<'_>, range: Bytes, nodes: &Nodes<'_, '_>) -> Vec<Edge> {
    let lines = || document.lines(range).filter(|line| !document.slice(*line).starts_with("%%"));
    let kind = lines().map(|line| document.slice(line)).find(|line| !line.is_empty()).unwrap_or_default();
    if !kind.starts_with("graph") && !kind.starts_with("flowchart") {
        return Vec::new();
    }
    let statements: Vec<Statement<'_>> = lines().flat_map(|line| statements(document, line)).collect();
    // A name is given its label once, anywhere.
    let mut labels: BTreeMap<&str, &str> = BTreeMap::new();
    for node in statements.iter().flat_map(|statement| statement.groups.iter().flatten()) {
        if let Some(label) = node.label {
            labels.entry(node.id).or_insert(label);
        }
    }
    let who = |group: &Vec<Node<'_>>| -> Vec<Who> {
        group.iter().flat_map(|node| nodes.units(labels.get(node.id).copied().unwrap_or(node.id))).collect()
    };
    let mut edges = Vec::new();
    for statement in &statements {
        for (pair, link) in statement.groups.windows(2).zip(&statement.links) {
            let (mut first, mut then) = (who(&pair[0]), who(&pair[1]));
            let waits = document.words.phrase(link.label).is_some_and(|phrase| phrase.relation != Relation::Blocks);
            if waits {
                std::mem::swap(&mut first, &mut then);
            }
            let strength = if link.dotted { Strength::Soft } else { Strength::Hard };
            for first in first {
                edges.extend(then.iter().map(|then| Edge { first, then: *then, strength, at: statement.at }));
            }
        }
    }
    edges
}

/// Names with links between them: `A & B --> C --> D`.
struct Statement<'t> {
    groups: Vec<Vec<Node<'t>>>,
    links: Vec<Link<'t>>,
    at: Bytes,
}

/// `A[label]`, or `A` alone.
struct Node<'t> {
    id: &'t str,
    label: Option<&'t str>,
}

struct Link<'t> {
    /// What stands on the link: `-->|needs|`, `-- needs -->`.
    label: &'t str,
    dotted: bool,
}

fn statements<'a>(document: &Document<'a>, line: Bytes) -> Vec<Statement<'a>> {
    let mut at = line.0;
    let mut found = Vec::new();
    for text in document.slice(line).split(';') {
        let here = (at, at + offset(text.len()));
        at = here.1 + 1;
        let first = text.split_whitespace().next().unwrap_or_default();
        if !first.is_empty() && !OTHER.contains(&first) {
            found.push(statement(document.slice(document.trimmed(here)), document.trimmed(here)));
        }
    }
    found
}

fn statement(text: &str, at: Bytes) -> Statement<'_> {
    let mut statement = Statement { groups: Vec::new(), links: Vec::new(), at };
    let mut rest = text;
    loop {
        let Some((start, end)) = arrow(rest) else {
            statement.groups.push(group(rest));
            return statement;
        };
        let mut link = Link { label: "", dotted: rest[start..end].contains('.') };
        let mut head = &rest[..start];
        // "A -- needs --> B"
        if let Some((before, label)) = head.split_once(" -- ").or_else(|| head.split_once(" == ")) {
            (head, link.label) = (before, label);
        }
        rest = rest[end..].trim_start();
        if let Some((label, after)) = rest.strip_prefix('|').and_then(|inner| inner.split_once('|')) {
            (link.label, rest) = (label, after);
        }
        statement.groups.push(group(head));
        statement.links.push(link);
    }
}

/// The first arrow outside of brackets.
fn arrow(text: &str) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut depth = 0_i32;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'[' | b'(' | b'{' => depth += 1,
            b']' | b')' | b'}' => depth -= 1,
            b'-' | b'=' if depth <= 0 => {
                let run = bytes[at..].iter().take_while(|byte| matches!(byte, b'-' | b'=' | b'.' | b'>')).count();
                if run > 1 && text[at..at + run].contains('>') {
                    return Some((at, at + run));
                }
                at += run;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    None
}

fn group(text: &str) -> Vec<Node<'_>> {
    let mut nodes = Vec::new();
    let (mut depth, mut start) = (0_i32, 0);
    for (at, c) in text.char_indices() {
        depth += i32::from(matches!(c, '[' | '(' | '{')) - i32::from(matches!(c, ']' | ')' | '}'));
        if c == '&' && depth == 0 {
            nodes.push(node(&text[start..at]));
            start = at + 1;
        }
    }
    nodes.push(node(&text[start..]));
    nodes
}

fn node(text: &str) -> Node<'_> {
    let text = text.split(":::").next().unwrap_or(text).trim();
    let open = text.find(['[', '(', '{']).unwrap_or(text.len());
    let label =
        text[open..].trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | '{' | '}' | '"' | '/' | '\\' | '>'));
    let label = label.split('<').next().unwrap_or(label).trim();
    Node { id: text[..open].trim(), label: (!label.is_empty()).then_some(label) }
}
