//! Runs the rules.

use super::{RULES, Rule, words};
use crate::diagnostic::{Diagnostic, Level};
use crate::facts::{Facts, Ownership};
use crate::files::Files;
use crate::model::{Plan, UnreadKind};
use crate::settings::Settings;
use crate::text::{Sources, Span};

/// Runs every rule that the settings leave on. The findings are ordered by place, then by rule; their texts are safe
/// to print.
///
/// A finding has the level that the settings give its rule, else the rule's own; a rule may make a finding less
/// serious than that, never more. Rules about the repository's files say nothing without them.
pub fn check(sources: &Sources, plan: &Plan, settings: &Settings, files: Option<&Files>) -> Vec<Diagnostic> {
    let facts = Facts::new(plan);
    let ownership = Ownership::new(&facts);
    let mut all = Vec::new();
    for rule in RULES {
        let level = settings.levels.get(rule.name).copied().unwrap_or(rule.level);
        if level == Level::Off {
            continue;
        }
        let mut cx =
            Cx { sources, plan, facts: &facts, ownership: &ownership, settings, files, rule, found: Vec::new() };
        (rule.check)(&mut cx);
        for mut finding in cx.found {
            finding.at_most(level);
            make_printable(&mut finding);
            all.push(finding);
        }
    }
    all.sort_by(|a, b| (a.span, a.rule, &a.message).cmp(&(b.span, b.rule, &b.message)));
    all
}

/// Messages quote the document, which may hold anything.
fn make_printable(finding: &mut Diagnostic) {
    finding.message = words::visible(&finding.message);
    finding.help = finding.help.take().map(|help| words::visible(&help));
    for related in &mut finding.related {
        related.message = words::visible(&related.message);
    }
    if let Some(fix) = &mut finding.fix {
        fix.message = words::visible(&fix.message);
    }
}

/// What a rule sees, and where it reports.
pub(super) struct Cx<'a> {
    pub(super) sources: &'a Sources,
    pub(super) plan: &'a Plan,
    pub(super) facts: &'a Facts<'a>,
    pub(super) ownership: &'a Ownership<'a>,
    pub(super) settings: &'a Settings,
    /// The repository's files, where they are known.
    pub(super) files: Option<&'a Files>,
    rule: &'static Rule,
    found: Vec<Diagnostic>,
}

impl<'a> Cx<'a> {
    /// Adds a finding; what it returns takes related places, help and a fix.
    pub(super) fn report(&mut self, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        let at = self.found.len();
        self.found.push(Diagnostic::new(self.rule.name, span, message));
        &mut self.found[at]
    }

    /// What the reader could not read.
    pub(super) fn unread(&self) -> impl Iterator<Item = (Span, &'a UnreadKind)> + use<'a> {
        self.plan.unread.iter().map(|unread| (unread.span, &unread.kind))
    }

    /// The part of a span that reads `text`, as a word of its own if there is one; the whole span if it is written
    /// differently there.
    pub(super) fn part(&self, span: Span, text: &str) -> Span {
        if text.is_empty() {
            return span;
        }
        let slice = self.sources.slice(span);
        let is_word = |at: usize| {
            !slice[..at].ends_with(char::is_alphanumeric)
                && !slice[at + text.len()..].starts_with(char::is_alphanumeric)
        };
        let mut places = slice.match_indices(text).map(|(at, _)| at);
        let found = places.find(|at| is_word(*at)).or_else(|| slice.find(text));
        found.map_or(span, |start| span.part(start..start + text.len()))
    }
}
