//! Rules and their pages, from the one table.

use serde::Serialize;

use crate::rules::Rule;

/// All rules, one a line: name, level, summary.
pub fn rule_list(rules: &[Rule]) -> String {
    let widest = rules.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let line = |rule: &Rule| format!("{:widest$}  {:7}  {}", rule.name, rule.level.to_string(), rule.summary);
    rules.iter().map(line).collect::<Vec<_>>().join("\n") + "\n"
}

/// The page of one rule, in Markdown, with its name and level above it.
pub fn rule_page(rule: &Rule) -> String {
    format!("# {}\n\n{}; {}, by default.\n\n{}\n", rule.name, sentence(rule.summary), rule.level, rule.page.trim())
}

/// Rules as a JSON array.
pub fn rules_json<'r>(rules: impl IntoIterator<Item = &'r Rule>) -> String {
    let rules = rules.into_iter().map(|rule| Wire {
        name: rule.name,
        family: rule.family,
        level: rule.level.to_string(),
        summary: rule.summary,
        page: rule.page,
    });
    super::json::text(serde_json::to_string_pretty(&rules.collect::<Vec<_>>()))
}

#[derive(Serialize)]
struct Wire {
    name: &'static str,
    family: &'static str,
    level: String,
    summary: &'static str,
    page: &'static str,
}

fn sentence(summary: &str) -> String {
    let mut letters = summary.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
