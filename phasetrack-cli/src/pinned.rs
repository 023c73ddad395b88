//! The plan that a branch is judged by: that of the commit where it left its base, never that of the branch itself.

use phasetrack_core::config;
use phasetrack_core::diagnostic::Level;
use phasetrack_core::glob::Pattern;
use phasetrack_core::guard::{Change, Entry};
use phasetrack_core::settings::{Settings, Unowned};
use phasetrack_core::text::{MAX_SOURCE_BYTES, Sources};
use phasetrack_git::{Commit, Listed, Repository};

use crate::documents::DEFAULT_PLANS;
use crate::error::{Error, Invalid};
use crate::root::CONFIG;
use crate::session::Session;

/// The rules that find claims, or tracks with their claims, of which nothing was read.
const LOST_CLAIMS: [&str; 5] =
    ["invalid-pattern", "path-outside-repository", "split-cell", "heading-inside-fence", "not-utf8"];

/// Where a branch left its base.
pub(crate) struct Base {
    /// The branch, or the commit, that work starts from.
    pub(crate) name: String,
    /// Where it stands: here, and at `origin`.
    pub(crate) tips: Vec<Commit>,
    /// The newest commits that it and the branch have; none before the first commit of the branch.
    pub(crate) meets: Vec<Commit>,
}

/// A plan with everything that one who judges by it needs.
pub(crate) struct Pinned {
    pub(crate) settings: Settings,
    /// The documents; empty where there is no plan.
    pub(crate) sources: Sources,
}

impl Base {
    /// The base that a name stands for, as seen from commits.
    pub(crate) fn named(repository: &Repository, name: &str, heads: &[Commit]) -> Result<Self, Error> {
        let tips = repository.branch_tips(name).map_err(Error::Git)?;
        if tips.is_empty() {
            return Err(Error::Git(phasetrack_git::Error::NoCommit { name: name.to_owned() }));
        }
        // Before its first commit a branch has nothing in common with anything.
        let mut meets =
            if heads.is_empty() { Vec::new() } else { repository.merge_bases(&tips, heads).map_err(Error::Git)? };
        if meets.is_empty() && !heads.is_empty() {
            // Commits that come from nowhere are measured by what is there: all that they lack counts as deleted.
            meets.clone_from(&tips);
        }
        Ok(Self { name: name.to_owned(), tips, meets })
    }

    /// The base that the configuration on the usual base names, else the usual one itself.
    pub(crate) fn configured(repository: &Repository, usual: &str, heads: &[Commit]) -> Result<Self, Error> {
        let base = Self::named(repository, usual, heads)?;
        let configured = match base.states().next() {
            Some(commit) => settings(repository, &listed(repository, commit, &[CONFIG])?)?.guard.base,
            None => None,
        };
        match configured {
            Some(name) if name != base.name => Self::named(repository, &name, heads),
            _ => Ok(base),
        }
    }

    /// The commits in which the plan is looked for, in order. A branch that is older than the plan is judged by it too.
    fn states(&self) -> impl Iterator<Item = &Commit> {
        self.meets.iter().chain(&self.tips)
    }
}

impl Pinned {
    /// The plan of the first of the base's commits that has one.
    pub(crate) fn of_base(repository: &Repository, base: &Base, session: &Session) -> Result<Self, Error> {
        let mut found = Err(Error::NoBase);
        for commit in base.states() {
            found = Self::of_commit(repository, commit, session);
            if !found.as_ref().is_ok_and(Self::is_empty) {
                break;
            }
        }
        found
    }

    /// The plan of a commit.
    pub(crate) fn of_commit(repository: &Repository, commit: &Commit, session: &Session) -> Result<Self, Error> {
        let mut files = listed(repository, commit, &[CONFIG, "docs/"])?;
        let settings = settings(repository, &files)?;
        if !settings.plans.is_empty() {
            let folders: Vec<&str> = settings.plans.iter().map(|pattern| folder(pattern)).collect();
            let below = if folders.contains(&"") { &[] } else { folders.as_slice() };
            files = listed(repository, commit, below)?;
        }
        let patterns = plans(&settings);
        let plans = files.iter().filter(|file| is_plan(&patterns, &file.path)).map(required);
        let plans: Vec<&Listed> = plans.collect::<Result<_, _>>()?;
        let mut sources = Sources::default();
        for (file, bytes) in plans.iter().zip(repository.contents(&plans).map_err(Error::Git)?) {
            let name = String::from_utf8_lossy(&file.path).into_owned();
            if bytes.len() > MAX_SOURCE_BYTES {
                return Err(Error::TooLarge { path: name.into() });
            }
            session.detail(&format!("document: {} of {}", phasetrack_core::render::escape(&name), commit.as_str()));
            sources.add_bytes(name, bytes);
        }
        Ok(Self { settings, sources })
    }

    /// Whether there is no plan.
    pub(crate) fn is_empty(&self) -> bool {
        self.sources.ids().next().is_none()
    }

    /// Whether the plan says of every file whose it is, as far as it matters: what nobody owns is denied, or no claim is
    /// lost.
    ///
    /// # Errors
    /// There are claims that cannot be read, whatever levels their findings have in the configuration.
    pub(crate) fn require_claims(&self) -> Result<(), Error> {
        if self.settings.guard.unowned == Unowned::Deny {
            return Ok(());
        }
        let mut settings = self.settings.clone();
        settings.levels.retain(|rule, _| !LOST_CLAIMS.contains(rule));
        let mut findings = phasetrack_core::check(&self.sources, &settings).diagnostics;
        findings.retain(|finding| finding.level == Level::Error && LOST_CLAIMS.contains(&finding.rule));
        if findings.is_empty() {
            return Ok(());
        }
        Err(Error::UnreadClaims(Box::new(Invalid { sources: self.sources.clone(), findings })))
    }

    /// The paths among these changes that state the plan, or how it is read.
    pub(crate) fn reserved(&self, changes: &[Change]) -> Vec<Vec<u8>> {
        let is_configuration = |path: &[u8]| path.rsplit(|byte| *byte == b'/').next() == Some(CONFIG.as_bytes());
        let (paths, plans) = (changes.iter().map(|change| &change.path), plans(&self.settings));
        paths.filter(|path| is_configuration(path) || is_plan(&plans, path)).cloned().collect()
    }
}

/// The patterns of the documents that state the plan. The configuration has refused what is no pattern.
fn plans(settings: &Settings) -> Vec<Pattern> {
    let usual = DEFAULT_PLANS.iter().copied().filter(|_| settings.plans.is_empty());
    let patterns = settings.plans.iter().map(String::as_str).chain(usual);
    patterns.filter_map(|pattern| Pattern::parse(pattern).ok()).collect()
}

/// Whether a path is that of a document which states the plan.
fn is_plan(plans: &[Pattern], path: &[u8]) -> bool {
    plans.iter().any(|pattern| pattern.matches(path))
}

/// The folder, or the file, below which a pattern finds everything; empty for the root.
fn folder(pattern: &str) -> &str {
    let pattern = pattern.trim_start_matches("./");
    match pattern.find(['*', '?', '[', '{', '\\']) {
        Some(end) => pattern[..end].rfind('/').map_or("", |slash| &pattern[..=slash]),
        None => pattern,
    }
}

fn listed(repository: &Repository, commit: &Commit, below: &[&str]) -> Result<Vec<Listed>, Error> {
    repository.listed(commit, below).map_err(Error::Git)
}

/// What must be a file: a link leads to what may be anything, and without it there would be less of a plan.
fn required(file: &Listed) -> Result<&Listed, Error> {
    match file.entry {
        Entry::File | Entry::Executable => Ok(file),
        Entry::Link | Entry::Submodule => {
            Err(Error::PlanNoFile { path: String::from_utf8_lossy(&file.path).into_owned().into() })
        }
    }
}

/// The settings of a commit. What the command line names has no say, or whoever asks could choose by what to be judged.
fn settings(repository: &Repository, files: &[Listed]) -> Result<Settings, Error> {
    let Some(file) = files.iter().find(|file| file.path == CONFIG.as_bytes()) else { return Ok(Settings::default()) };
    let bytes = repository.contents(&[required(file)?]).map_err(Error::Git)?.pop().unwrap_or_default();
    let mut sources = Sources::default();
    let id = sources.add_bytes(CONFIG, bytes);
    let (settings, findings) = config::read(&sources, id);
    if findings.is_empty() {
        Ok(settings)
    } else {
        Err(Error::BaseConfiguration(Box::new(Invalid { sources, findings })))
    }
}

#[cfg(test)]
mod tests {
    use super::folder;

    #[test]
    fn where_a_pattern_finds_everything() {
        for (pattern, expected) in [
            ("docs/**/*phase*.md", "docs/"),
            ("docs/phase1.md", "docs/phase1.md"),
            ("./plan.md", "plan.md"),
            ("*.md", ""),
            ("plans/p[12].md", "plans/"),
            ("plans/a{1,2}/x.md", "plans/"),
            ("plans", "plans"),
        ] {
            assert_eq!(folder(pattern), expected, "{pattern}");
        }
    }
}
