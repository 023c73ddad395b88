//! What the guard says: a verdict on everything together, and where it was asked for, one on each commit.

use clap::ValueEnum;
use phasetrack_core::guard::Verdict;
use phasetrack_core::render::{self, Judgement};
use phasetrack_git::Commit;

/// How a verdict is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// A paragraph for each path: why, whose it is by which line, what to do instead.
    Full,
    /// One line for each path.
    Concise,
    /// One object.
    Json,
}

/// Verdicts, each with the number of changes that were judged.
#[derive(Debug, Default)]
pub(crate) struct Answer {
    /// On each commit by itself, the oldest first.
    pub(crate) commits: Vec<(Commit, usize, Verdict)>,
    /// On all together.
    pub(crate) whole: (usize, Verdict),
}

impl Answer {
    /// Whether nothing is denied.
    pub(crate) fn allows(&self) -> bool {
        self.verdicts().all(Verdict::allows)
    }

    /// Whether something is allowed by an exception only.
    pub(crate) fn excepted(&self) -> bool {
        self.verdicts().flat_map(|verdict| &verdict.rulings).any(|ruling| ruling.exception.is_some())
    }

    /// The verdicts in a form; `told` has what they are about.
    pub(crate) fn text<'j>(
        &'j self,
        form: Form,
        by_commit: bool,
        told: impl Fn(usize, &'j Verdict) -> Judgement<'j>,
    ) -> String {
        let whole = told(self.whole.0, &self.whole.1);
        let commits: Vec<(String, Judgement<'j>)> = self
            .commits
            .iter()
            .map(|(commit, changes, verdict)| (commit.as_str().to_owned(), told(*changes, verdict)))
            .collect();
        // What is denied of all together a commit was denied already, except where a merge throws work away.
        let is_repeated = by_commit && (whole.verdict.allows() || !commits.iter().all(|(_, one)| one.verdict.allows()));
        let shown = commits.iter().map(|(_, one)| one).chain((!is_repeated).then_some(&whole));
        match form {
            Form::Full => shown.map(Judgement::full).collect(),
            Form::Concise => shown.map(Judgement::concise).collect(),
            Form::Json => render::guard_json(&whole, by_commit.then_some(&commits)),
        }
    }

    fn verdicts(&self) -> impl Iterator<Item = &Verdict> {
        self.commits.iter().map(|(_, _, verdict)| verdict).chain([&self.whole.1])
    }
}
