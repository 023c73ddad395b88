//! Why a command could not run.

use std::io;
use std::path::PathBuf;

use phasetrack_core::diagnostic::Diagnostic;
use phasetrack_core::text::{MAX_SOURCE_BYTES, Sources};

use crate::agents::Agent;
use crate::exit;
use crate::root::CONFIG;

/// The world is not as the command needs it. The messages are fragments after "error: "; `hint.rs` adds the
/// next step.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum Error {
    /// A file that was named does not exist.
    #[error("there is no file {}", shown(path))]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// A folder was named where a file is needed.
    #[error("{} is a folder", shown(path))]
    Folder {
        /// The folder.
        path: PathBuf,
    },
    /// Something was named that is neither a file nor a folder: a pipe, a device.
    #[error("{} is not a regular file", shown(path))]
    Special {
        /// The pipe or device.
        path: PathBuf,
    },
    /// The configuration cannot be read, for the same reasons as a document.
    #[error(transparent)]
    UnreadConfiguration(Box<Error>),
    /// Nothing can come from standard input.
    #[error("standard input is closed or the null device")]
    NoInput,
    /// A file cannot be read.
    #[error("cannot read {}", shown(path))]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file is larger than is read.
    #[error("{} has more than {MAX_SOURCE_BYTES} bytes", shown(path))]
    TooLarge {
        /// The file.
        path: PathBuf,
    },
    /// No document was named and none was found.
    #[error("no plan found below {}", shown(folder))]
    NoPlans {
        /// The folder that was searched.
        folder: PathBuf,
    },
    /// A pattern of the configuration matches no document.
    #[error("`plans` names `{pattern}`, which matches no file below {}", shown(folder))]
    NoMatch {
        /// The pattern.
        pattern: String,
        /// The folder that was searched.
        folder: PathBuf,
    },
    /// The configuration is wrong; its findings say where.
    #[error("the configuration is invalid")]
    Configuration(Box<Invalid>),
    /// The configuration by which a branch is judged is wrong; its findings say where.
    #[error("cannot judge: {CONFIG} of the base is invalid")]
    BaseConfiguration(Box<Invalid>),
    /// The command line names a configuration where only the base's counts.
    #[error("the guard judges by {CONFIG} of the base, and by no other")]
    OtherConfiguration,
    /// There is no schedule; the findings tell the circles.
    #[error("there is no schedule")]
    Unschedulable(#[source] phasetrack_core::schedule::ProblemError, Box<Invalid>),
    /// A rule that does not exist.
    #[error("there is no rule `{name}`")]
    UnknownRule {
        /// The name as given.
        name: String,
        /// The name that was probably meant.
        near: Option<&'static str>,
    },
    /// Standard input is no file.
    #[error("standard input cannot be {action}")]
    StandardInput {
        /// What was asked for: "watched".
        action: &'static str,
    },
    /// The file to be written exists.
    #[error("{} exists already", shown(path))]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// A file cannot be written.
    #[error("cannot write {}", shown(path))]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file is no longer what was read.
    #[error("{} was changed while it was checked: left as it is", shown(path))]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// A file cannot be replaced without a loss.
    #[error("{} {obstacle}: left as it is", shown(path))]
    Irreplaceable {
        /// The file.
        path: PathBuf,
        /// What would be lost.
        obstacle: Obstacle,
    },
    /// A text for a plan holds what nobody can see.
    #[error("`{}` holds a character that cannot be seen", phasetrack_core::render::escape(text))]
    Unprintable {
        /// The text.
        text: String,
    },
    /// A file is to be written where a link may lead out of the repository.
    #[error("{} lies behind a symbolic link", shown(path))]
    BehindLink {
        /// The file.
        path: PathBuf,
        /// The agent whose settings are to be written; else it is a plan.
        agent: Option<Agent>,
    },
    /// A list of ignored files is none, or endless.
    #[error("{} is not a regular file of at most {most} bytes", shown(path))]
    IgnoreFile {
        /// The list.
        path: PathBuf,
        /// The most bytes that are read of one.
        most: u64,
    },
    /// A result cannot be printed.
    #[error("cannot print the result")]
    Print(#[source] io::Error),
    /// The current folder is unknown.
    #[error("cannot find the current folder")]
    CurrentFolder(#[source] io::Error),
    /// The repository cannot be read.
    #[error(transparent)]
    Repository(phasetrack_git::Error),
    /// The repository has no work tree.
    #[error("the repository is bare: it has no files")]
    Bare,
    /// The files of a folder cannot be listed.
    #[error("cannot list the files below {}", shown(folder))]
    Walk {
        /// The folder.
        folder: PathBuf,
        /// Why.
        source: ignore::Error,
    },
    /// A folder without a repository holds more files than are listed.
    #[error("there are more than {most} files below {}, and no repository", shown(folder))]
    TooManyFiles {
        /// The folder.
        folder: PathBuf,
        /// How many are listed.
        most: usize,
    },
    /// A file that was named lies outside of the repository.
    #[error("{} is not below {}", shown(path), shown(folder))]
    Outside {
        /// The file.
        path: PathBuf,
        /// Where the repository's files are.
        folder: PathBuf,
    },
    /// A folder was named where the owners of a file are asked for.
    #[error("{} is a folder, and owners have files", shown(path))]
    Unownable {
        /// The folder.
        path: PathBuf,
    },
    /// What changes, or what a commit holds, cannot be found out.
    #[error("cannot judge")]
    Git(#[source] phasetrack_git::Error),
    /// Git is told to look for hooks where none can be.
    #[error("git looks for hooks in {}, which is no folder", shown(folder))]
    HooksNoFolder {
        /// Where it looks.
        folder: PathBuf,
    },
    /// A hook is to be kept beside the new one, and there is one that was kept before.
    #[error("{} cannot be kept as {}, which is there already", shown(path), shown(before))]
    TwoHooks {
        /// The hook.
        path: PathBuf,
        /// The one that was kept.
        before: PathBuf,
    },
    /// There is no repository around the current folder.
    #[error("cannot judge: there is no git repository here")]
    NoRepository,
    /// The branch that work starts from is not known.
    #[error("cannot judge: the branch that tracks start from is not known")]
    NoBase,
    /// What is configured as the branch that work starts from has the name of a track's.
    #[error(
        "cannot judge: tracks start from `{}`, which is a track's branch itself",
        phasetrack_core::render::escape(name)
    )]
    TrackAsBase {
        /// The branch.
        name: String,
    },
    /// A document of the plan, or the configuration, is a link or another repository on the base.
    #[error("cannot judge: {} of the base is no file", shown(path))]
    PlanNoFile {
        /// Its path.
        path: PathBuf,
    },
    /// Where unowned files may be changed, a claim that is not read gives its files to everyone.
    #[error("cannot judge: the plan of the base has claims that cannot be read")]
    UnreadClaims(Box<Invalid>),
    /// A track was named, and there is no plan that could have it.
    #[error("cannot judge: there is no plan")]
    NoPlan,
    /// HEAD is on no branch.
    #[error("cannot judge: HEAD is on no branch, so nobody knows which track this is")]
    Detached,
    /// The end of a range is not the name of one branch.
    #[error(
        "cannot judge: `{}` is the name of no branch, so nobody knows which track this is",
        phasetrack_core::render::escape(tip)
    )]
    NoBranch {
        /// The end of the range as given.
        tip: String,
    },
    /// A name that is no track's, or that of several.
    #[error("cannot judge: `{}` is {}", phasetrack_core::render::escape(name), if *several { "the name of several tracks" } else { "the name of no track" })]
    NoSuchTrack {
        /// The name of the track or branch.
        name: String,
        /// Whether it is the name of several.
        several: bool,
        /// The tracks that may be meant, safe for a terminal.
        tracks: Vec<String>,
    },
    /// An exception is to be recorded where there are none.
    #[error("there are no exceptions: `allow-once` is off in {CONFIG} on `{}`", phasetrack_core::render::escape(base))]
    NoExceptions {
        /// Where it is switched off.
        base: String,
    },
    /// The settings of a coding agent cannot be added to without a loss.
    #[error("{}:{line}:{column}: {reason}", shown(path))]
    Settings {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is in the way.
        reason: String,
        /// Whose settings they are.
        agent: Agent,
    },
    /// What a hook is given is not what git gives it.
    #[error("cannot judge: standard input is no list of references")]
    NoTransaction,
    /// What an agent's hook is given is not understood.
    #[error("cannot judge what the agent is about to do: {reason}")]
    Payload {
        /// What is wrong with it.
        reason: String,
    },
    /// A range that is none.
    #[error("`{}` is no range", phasetrack_core::render::escape(text))]
    NoRange {
        /// What was given.
        text: String,
    },
    /// Patterns to be compared are none; their findings say where.
    #[error("what is no pattern cannot be compared")]
    Patterns(Box<Invalid>),
}

/// What would be lost if a new file took the place of an old one.
#[derive(Clone, Copy, Debug, thiserror::Error)]
pub(crate) enum Obstacle {
    /// That nobody writes to it.
    #[error("is read-only")]
    ReadOnly,
    /// Whose it is.
    #[error("belongs to another user")]
    OtherOwner,
    /// That its other names are the same file.
    #[error("is one file with several names (hard links)")]
    ManyNames,
}

/// Texts with their mistakes: a configuration, patterns.
#[derive(Debug, Default)]
pub(crate) struct Invalid {
    /// The texts, and nothing else.
    pub(crate) sources: Sources,
    /// Its mistakes.
    pub(crate) findings: Vec<Diagnostic>,
}

impl Error {
    /// The message with all causes behind it, on one line.
    pub(crate) fn with_causes(&self) -> String {
        let mut text = self.to_string();
        let mut source = std::error::Error::source(self);
        while let Some(cause) = source {
            text.extend([": ", &cause.to_string()]);
            source = cause.source();
        }
        phasetrack_core::render::escape(&text).into_owned()
    }

    /// The exit code that says so to scripts.
    pub(crate) fn exit_code(&self) -> u8 {
        match self {
            Self::Exists { .. } | Self::Unschedulable(..) | Self::NoExceptions { .. } => exit::FINDINGS,
            _ => exit::FAILED,
        }
    }
}

/// A path safe for the terminal; the current folder by its name.
pub(crate) fn shown(path: &std::path::Path) -> String {
    let text = path.to_string_lossy();
    if text.is_empty() { ".".to_owned() } else { phasetrack_core::render::escape(&text).into_owned() }
}
