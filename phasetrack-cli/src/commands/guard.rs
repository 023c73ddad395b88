//! `phasetrack guard`: may this track change these paths?

use std::io::{self, Read};

use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use phasetrack_core::render::{self, Unjudged};

use super::new::printable;
use crate::answer::Form;
use crate::error::Error;
use crate::session::Session;
use crate::trial::{self, Asker, Outcome, Question};
use crate::{exceptions, exit, range};

/// Judge whether a track may change what is staged, what a range of commits changes, or what is in the work tree.
///
/// The plan is that of the commit where the branch left its base, never that of the branch itself.
/// The exit code is 0 when everything is allowed, 1 when something is denied, 2 when it cannot be judged.
/// On a branch that is no track's, and in a repository without a plan, everything is allowed.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    #[command(flatten)]
    what: What,
    /// The track that asks: `A`, or `1/A` where several phases have one. Without it the branch says which: by git's
    /// setting `branch.NAME.phasetrack-track`, by `[branches]` of phasetrack.toml, or by its name.
    #[arg(long, value_name = "TRACK", value_parser = NonEmptyStringValueParser::new())]
    track: Option<String>,
    /// The branch that asks, where none is checked out, as on a build server. With --range it is TIP, if that is the
    /// name of a branch.
    #[arg(long, value_name = "NAME", conflicts_with = "track", value_parser = NonEmptyStringValueParser::new())]
    branch: Option<String>,
    /// Take the plan from this commit.
    #[arg(long, value_name = "REV", value_parser = NonEmptyStringValueParser::new())]
    plan_from: Option<String>,
    /// With --range: judge every commit by itself, so that a change which is undone later counts too.
    #[arg(long, requires = "range")]
    per_commit: bool,
    /// With --staged: let pass what is denied, as it is staged now, and say why. Prints the lines that the commit's
    /// message must have; without them the commit is refused. What states the plan has no exceptions.
    #[arg(long, value_name = "REASON", value_parser = reason)]
    #[arg(conflicts_with_all = ["range", "worktree", "stdin"])]
    allow_once: Option<String>,
    /// How the verdict is printed.
    #[arg(long, value_enum, default_value = "full", value_name = "FORMAT")]
    output_format: Form,
}

/// What is judged.
#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
struct What {
    /// What `git commit` would record now.
    #[arg(long)]
    staged: bool,
    /// What TIP has beyond the commit where it left BASE.
    #[arg(long, value_name = "BASE..TIP")]
    range: Option<String>,
    /// What is staged, and what is changed or new in the work tree.
    #[arg(long)]
    worktree: bool,
    /// Files named on standard input, one a line or each followed by a NUL byte, from the repository's root.
    #[arg(long)]
    stdin: bool,
}

fn reason(text: &str) -> Result<String, String> {
    if text.trim().is_empty() { Err("it must say why".to_owned()) } else { Ok(text.to_owned()) }
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<u8, Error> {
    let repository = trial::repository()?;
    let mut asker = Asker {
        track: arguments.track.clone(),
        branch: arguments.branch.as_deref().map(|name| name.strip_prefix(range::HEADS).unwrap_or(name).to_owned()),
        plan_from: arguments.plan_from.clone(),
        allow_once: arguments.allow_once.as_deref().map(printable).transpose()?,
    };
    let question = match &arguments.what {
        What { range: Some(range), .. } => {
            let (base, name) = range::ends(range)?;
            let tip = repository.require_tip(name).map_err(Error::Git)?;
            // Who is checked out here has the end of a range only if that is where HEAD is.
            if asker.track.is_none() && asker.branch.is_none() && !matches!(name, "HEAD" | "@") {
                asker.branch = Some(range::branch(&repository, name, &tip)?);
            }
            Question::Range { base: base.to_owned(), tip, per_commit: arguments.per_commit }
        }
        What { worktree: true, .. } => Question::WorkTree,
        What { stdin: true, .. } => Question::Paths(paths()?),
        What { .. } => Question::Staged { merging: Vec::new() },
    };
    match trial::judge(&repository, &question, &asker, arguments.output_format, session)? {
        Outcome::NoTrack => {
            session.detail("this branch is no track's: nothing to judge");
            unjudged(Unjudged::NoTrack, arguments.output_format, session)
        }
        Outcome::NoPlan => {
            session.note("there is no plan: nothing to judge");
            unjudged(Unjudged::NoPlan, arguments.output_format, session)
        }
        Outcome::Judged { allows, excepted, text } => {
            session.print(&text)?;
            if allows && excepted && asker.allow_once.is_some() {
                let instructions = exceptions::instructions(&repository)?;
                match arguments.output_format {
                    Form::Json => session.note(&instructions),
                    Form::Full | Form::Concise => session.print(&format!("{instructions}\n"))?,
                }
            }
            Ok(if allows { exit::CLEAN } else { exit::FINDINGS })
        }
    }
}

/// Allows. A program is told so by an object, as always.
fn unjudged(why: Unjudged, form: Form, session: &Session) -> Result<u8, Error> {
    if form == Form::Json {
        session.print(&render::unjudged_json(why))?;
    }
    Ok(exit::CLEAN)
}

/// The paths on standard input.
fn paths() -> Result<Vec<Vec<u8>>, Error> {
    let mut bytes = Vec::new();
    io::stdin().read_to_end(&mut bytes).map_err(|source| Error::Read { path: "-".into(), source })?;
    let end = if bytes.contains(&0) { 0 } else { b'\n' };
    let paths = bytes.split(|byte| *byte == end).filter(|path| !path.is_empty());
    Ok(paths.map(<[u8]>::to_vec).collect())
}
