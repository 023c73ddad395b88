//! A check in one line.

use std::fmt;

use crate::diagnostic::{Diagnostic, Level};
use crate::model::Plan;
use crate::text::Sources;

/// How many findings there are of each level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Findings that fail a check.
    pub errors: usize,
    /// Findings that fail a check on request.
    pub warnings: usize,
    /// Findings that are only worth knowing.
    pub notes: usize,
}

impl Counts {
    /// Counts findings by level.
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let count = |level| diagnostics.iter().filter(|diagnostic| diagnostic.level == level).count();
        Self { errors: count(Level::Error), warnings: count(Level::Warning), notes: count(Level::Note) }
    }
}

impl fmt::Display for Counts {
    /// `2 errors, 1 warning`, or `no findings`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<String> = [("error", self.errors), ("warning", self.warnings), ("note", self.notes)]
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(word, count)| counted(count, word))
            .collect();
        if parts.is_empty() { f.write_str("no findings") } else { f.write_str(&parts.join(", ")) }
    }
}

/// What was found and what was read, in one line:
/// `docs/phase1.md: 4 tracks, 17 claims, 12 tasks: no findings`, or
/// `Found 2 errors, 1 warning in docs/phase1.md (4 tracks, 17 claims, 12 tasks)`.
///
/// Silence about a plan that claims nothing is no proof, and is not left to look like one.
pub fn summary(sources: &Sources, plan: &Plan, diagnostics: &[Diagnostic]) -> String {
    let mut ids = sources.ids();
    let place = match (ids.next(), ids.count()) {
        (Some(id), 0) => super::escape(sources.source(id).name()).into_owned(),
        (first, more) => counted(more + usize::from(first.is_some()), "document"),
    };
    let (facts, counts) = (facts(plan.tracks()), Counts::of(diagnostics));
    if diagnostics.is_empty() {
        let claims_nothing = plan.tracks().all(|track| track.claims.is_empty());
        let unproven = if claims_nothing { "; nothing is proven about files, for no track states any" } else { "" };
        format!("{place}: {facts}: {counts}{unproven}")
    } else {
        format!("Found {counts} in {place} ({facts})")
    }
}

/// `4 tracks, 17 claims, 12 tasks`.
pub(super) fn facts<'t>(tracks: impl Iterator<Item = &'t crate::model::Track>) -> String {
    let (mut all, mut claims, mut tasks) = (0, 0, 0);
    for track in tracks {
        all += 1;
        claims += track.claims.len();
        tasks += track.tasks.len();
    }
    [counted(all, "track"), counted(claims, "claim"), counted(tasks, "task")].join(", ")
}

/// `1 track`, `2 tracks`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_about_a_plan_without_files_is_no_proof() {
        let unproven = "; nothing is proven about files, for no track states any";
        for (files, expected) in [
            ("", format!("1 track, 0 claims, 1 task: no findings{unproven}")),
            ("**Files**: `src/**`\n", "1 track, 1 claim, 1 task: no findings".to_owned()),
        ] {
            let mut sources = Sources::default();
            sources.add("a.md", format!("## Track A: API\n{files}- [ ] A1: List users\n"));
            let settings = crate::settings::Settings::default();
            let plan = crate::lower::plan(&sources, &settings.vocabulary);
            let findings = crate::rules::check(&sources, &plan, &settings, None);
            assert_eq!(summary(&sources, &plan, &findings), format!("a.md: {expected}"));
        }
    }

    #[test]
    fn counts() {
        let counts = |errors, warnings, notes| Counts { errors, warnings, notes }.to_string();
        assert_eq!(counts(0, 0, 0), "no findings");
        assert_eq!(counts(2, 1, 0), "2 errors, 1 warning");
        assert_eq!(counts(0, 0, 3), "3 notes");
    }
}
