//! `phasetrack hook`: make git ask the guard.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use phasetrack_core::render;
use phasetrack_git::Repository;

use crate::answer::Form;
use crate::error::Error;
use crate::hooks::{self, HOOKS};
use crate::session::Session;
use crate::trial::{self, Asker, Outcome, Question};
use crate::{exit, transaction};

/// Install, remove or look at the git hooks that ask the guard.
///
/// pre-commit and pre-merge-commit judge what is about to be recorded; reference-transaction judges whatever a branch is
/// to hold, so also what comes from a rebase, cherry-pick, merge, revert, patch or plumbing, or with --no-verify.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

/// What to do with the hooks.
#[derive(Debug, Subcommand)]
enum Action {
    /// Write the hooks; those that are there already run first. One installation serves every worktree, unless
    /// core.hooksPath is a relative path.
    Install,
    /// Remove the hooks, and put back those that were there before.
    Uninstall,
    /// Say of each hook whether it works; exit with 1 if one does not.
    Status,
    /// What the hooks call.
    Run {
        /// The hook.
        #[arg(value_enum)]
        hook: Hook,
        /// What git gives the hook.
        #[arg(value_name = "ARGUMENT")]
        given: Vec<String>,
    },
}

/// A hook that asks the guard.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Hook {
    /// Before a commit.
    PreCommit,
    /// Before a merge is recorded.
    PreMergeCommit,
    /// Before a reference changes.
    ReferenceTransaction,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<u8, Error> {
    if let Action::Run { hook: Hook::ReferenceTransaction, given } = &arguments.action {
        // Only here can git still be stopped.
        let judged = given.first().is_some_and(|state| state == "prepared");
        let allows = !judged || transaction::judge(session)?;
        return Ok(if allows { exit::CLEAN } else { exit::FINDINGS });
    }
    let repository = trial::repository()?;
    match &arguments.action {
        Action::Install => {
            let program =
                std::env::current_exe().map_err(|source| Error::Read { path: "phasetrack".into(), source })?;
            let folder = folder(&repository)?;
            for name in HOOKS {
                hooks::install(&folder, name, &program)?;
            }
            session.note(&format!("installed in {}", render::escape(&folder.to_string_lossy())));
            Ok(exit::CLEAN)
        }
        Action::Uninstall => {
            let folder = folder(&repository)?;
            let mut removed = 0;
            for name in HOOKS {
                removed += usize::from(hooks::uninstall(&folder, name)?);
            }
            session.note(if removed == 0 { "nothing to remove" } else { "removed" });
            Ok(exit::CLEAN)
        }
        Action::Status => status(&repository, session),
        Action::Run { hook, .. } => {
            let is_merge = matches!(hook, Hook::PreMergeCommit);
            let merging = if is_merge { transaction::merged(&repository)? } else { Vec::new() };
            let question = Question::Staged { merging };
            match trial::judge(&repository, &question, &Asker::default(), Form::Full, session)? {
                Outcome::NoTrack => Ok(exit::CLEAN),
                Outcome::NoPlan => {
                    session.note("there is no plan: nothing to judge");
                    Ok(exit::CLEAN)
                }
                Outcome::Judged { allows, text, .. } => {
                    session.refuse(&text);
                    Ok(if allows { exit::CLEAN } else { exit::FINDINGS })
                }
            }
        }
    }
}

fn folder(repository: &Repository) -> Result<PathBuf, Error> {
    repository.own_path("hooks").map_err(Error::Git)
}

/// One line for each hook of each work tree's folder of hooks, and what to do about those that do not ask.
fn status(repository: &Repository, session: &Session) -> Result<u8, Error> {
    let (mut text, mut next) = (String::new(), BTreeSet::new());
    for (folder, _) in hooks::folders(repository)? {
        for name in HOOKS {
            let state = hooks::state(&folder, name)?;
            let path = folder.join(name);
            let path = render::escape(&path.to_string_lossy()).into_owned();
            match state.fault() {
                None => text.extend([&path, ": on\n"]),
                Some(fault) => {
                    text.extend([&path, ": off: it ", fault, "\n"]);
                    next.insert(state.next(repository, &folder, name)?);
                }
            }
        }
    }
    session.print(&text)?;
    for step in &next {
        session.note(&format!("next: {}", render::escape(step)));
    }
    Ok(if next.is_empty() { exit::CLEAN } else { exit::FINDINGS })
}
