//! What to do after an error: the line that begins with "hint: ".

use std::io::ErrorKind;
use std::path::Path;

use crate::agents::Agent;
use crate::error::{Error, Obstacle, shown};
use crate::root::CONFIG;

impl Error {
    /// The next step.
    pub(crate) fn hint(&self) -> String {
        match self {
            Self::Missing { .. } => "check the name; paths are taken from the current folder".to_owned(),
            Self::Folder { path } => {
                format!("name the documents in it, for example {}", shown(&path.join("phase1.md")))
            }
            Self::Special { .. } => "copy it to a file, or pipe it in: `-` is standard input".to_owned(),
            Self::NoInput => "pipe a document into it, or name a file".to_owned(),
            Self::UnreadConfiguration(error) => match error.as_ref() {
                Self::Folder { path } if path.ends_with(CONFIG) => {
                    "put a file in its place, or run with `--isolated`".to_owned()
                }
                Self::Folder { path } => format!("name the file in it: {}", shown(&path.join(CONFIG))),
                Self::TooLarge { .. } => format!("name a {CONFIG}, which is seldom longer than a page"),
                Self::Special { .. } => "copy it to a file".to_owned(),
                other => other.hint(),
            },
            Self::TooLarge { .. } => "split the document: one file per phase".to_owned(),
            Self::NoPlans { .. } => {
                "name a document, list documents under `plans` in phasetrack.toml, or write one with \
                 `phasetrack new phase 1 TITLE --tracks 3`"
                    .to_owned()
            }
            Self::NoMatch { .. } => "correct `plans` in phasetrack.toml; symbolic links are not followed".to_owned(),
            Self::UnknownRule { near: Some(near), .. } => format!("did you mean `{near}`?"),
            Self::UnknownRule { near: None, .. } => "`phasetrack explain` lists the rules".to_owned(),
            Self::StandardInput { .. } => "name a file; `--diff` shows what would change".to_owned(),
            Self::Exists { .. } => "choose another name, or edit the file".to_owned(),
            Self::Changed { .. } => "run the command again".to_owned(),
            Self::Irreplaceable { obstacle, .. } => match obstacle {
                Obstacle::ReadOnly => "allow writing to it and run the command again; `--diff` shows what would change",
                Obstacle::OtherOwner => "run the command as that user; `--diff` shows what would change",
                Obstacle::ManyNames => "edit it in place: `--diff` shows what would change",
            }
            .to_owned(),
            Self::Unprintable { .. } => "write it in letters, digits, marks and spaces, on one line".to_owned(),
            Self::BehindLink { agent: None, .. } => "name the file that is meant with `--output`".to_owned(),
            Self::BehindLink { agent: Some(agent), .. } => {
                format!("put a file or folder in place of the link, or write this where it leads:\n{}", settings(*agent))
            }
            Self::IgnoreFile { .. } => "put a list of patterns in its place".to_owned(),
            Self::Configuration(_) => "correct it, or run with `--isolated`".to_owned(),
            Self::BaseConfiguration(_) => "correct it on the base, then merge the base".to_owned(),
            Self::OtherConfiguration => {
                "leave out `--config` and `--isolated`; `--plan-from REV` judges by another commit".to_owned()
            }
            Self::Unschedulable(..) => {
                "break the circle; tracks that can be finished only together may have a schedule `--by tasks`"
                    .to_owned()
            }
            Self::Repository(_) => "`git status` in the same folder tells more".to_owned(),
            Self::Bare => "run it in a work tree: `git worktree add FOLDER` makes one".to_owned(),
            Self::TooManyFiles { .. } => {
                format!("put a {CONFIG} into the project's own folder and run it there, or `git init` it")
            }
            Self::Outside { .. } => "name files of this repository, from the current folder".to_owned(),
            Self::Unownable { path } => {
                format!("name files; `git ls-files -- {}` lists those in it", shown(path))
            }
            Self::Git(error) => git_hint(error),
            Self::NoRepository => "run it in a work tree".to_owned(),
            Self::NoBase => {
                "name it once with `git config phasetrack.base BRANCH`, or `--plan-from REV` for this call".to_owned()
            }
            Self::TrackAsBase { .. } => {
                "name the base with `git config phasetrack.base BRANCH`; `git remote set-head origin --auto` asks the \
                 server for its own"
                    .to_owned()
            }
            Self::PlanNoFile { .. } => {
                format!("put a file in its place on the base, or list the documents of the plan in {CONFIG} there")
            }
            Self::UnreadClaims(_) => {
                "correct them on the base; with `unowned = \"deny\"` nobody gets such files".to_owned()
            }
            Self::NoPlan => {
                format!("commit the plan on the branch that tracks start from, or list it in {CONFIG} there")
            }
            Self::Detached => "switch to the track's branch, or name the track with `--track`".to_owned(),
            Self::NoBranch { .. } => "name the branch with `--branch`, or the track with `--track`".to_owned(),
            Self::NoSuchTrack { tracks, .. } => format!(
                "say which it is with `--track`, or once with `git config branch.NAME.phasetrack-track TRACK`; the plan \
                 has {}",
                tracks.join(", ")
            ),
            Self::NoExceptions { base } => {
                let base = phasetrack_core::render::escape(base);
                format!("leave these files as they are, or have the plan on `{base}` give them to this track")
            }
            Self::Settings { agent, .. } => {
                format!("the file stays as it is; this belongs into it:\n{}", settings(*agent))
            }
            Self::HooksNoFolder { .. } => {
                "`git config --show-scope --get-all core.hooksPath` says where that is set; unset it there, and run the \
                 command again"
                    .to_owned()
            }
            Self::TwoHooks { path, before } => format!(
                "bring both together in {}, remove {}, and run the command again",
                shown(path),
                shown(before)
            ),
            Self::NoTransaction => "git calls it: `phasetrack hook install` makes it do so".to_owned(),
            Self::Payload { .. } => "the host's hook must send its JSON on standard input".to_owned(),
            Self::NoRange { .. } => "write it as BASE..TIP, for example `origin/main..HEAD`".to_owned(),
            Self::Patterns(_) => "`phasetrack explain invalid-pattern` shows how patterns are written".to_owned(),
            Self::Read { path, source } | Self::Write { path, source } => unreachable_file(path, source.kind()),
            Self::Print(_) => "see to what the output goes to, and run the command again".to_owned(),
            Self::CurrentFolder(_) => "change to a folder that is there".to_owned(),
            Self::Walk { .. } => "have its folders be readable, or name documents".to_owned(),
        }
    }
}

/// The next step when git does not say what is to be judged.
fn git_hint(error: &phasetrack_git::Error) -> String {
    use phasetrack_git::Error as Git;
    match error {
        Git::Shallow => {
            "fetch more history: `git fetch --unshallow`, or `fetch-depth: 0` on the build server".to_owned()
        }
        Git::Notes => {
            "`git ls-files -sz | git update-index -z --index-info` writes it anew from what it lists".to_owned()
        }
        Git::Unmerged { .. } => "settle the conflict and `git add` the file first".to_owned(),
        Git::NotStarted(_) => "install git, or put it into PATH".to_owned(),
        Git::NoCommit { .. } => "`git branch --all` lists branches; fetch it if it is not here".to_owned(),
        Git::NoObject { .. } => "`git fsck` names what is missing, `git fetch` may bring it back".to_owned(),
        Git::Read { path, source } => unreachable_file(path, source.kind()),
        // What git says of its own often names the way out; these commands say more.
        _ => "`git status` in the same folder tells more, and `git fsck` whether something is damaged".to_owned(),
    }
}

/// The next step when a file cannot be read or written.
fn unreachable_file(path: &Path, kind: ErrorKind) -> String {
    let path = shown(path);
    match kind {
        ErrorKind::NotFound => "check the name, and that the folders before it are there".to_owned(),
        ErrorKind::PermissionDenied => {
            format!("`ls -ld {path}` says who may: get leave, or run the command as that user")
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "make room, and run the command again".to_owned(),
        _ => format!("`ls -ld {path}` says what is there; see to it, and run the command again"),
    }
}

/// What belongs into the settings of an agent.
fn settings(agent: Agent) -> String {
    agent.merged("").unwrap_or_default().trim_end().to_owned()
}
