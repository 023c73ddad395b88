//! Where branches meet, and the commits between.

use std::collections::BTreeSet;

use crate::{Commit, Error, Repository};

/// A commit with those it was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The commit.
    pub commit: Commit,
    /// Its parents: none for a first commit, several for a merge.
    pub parents: Vec<Commit>,
}

impl Repository {
    /// The newest commits that both a base and the tips have; several where branches were merged crosswise, none where
    /// they have nothing in common. Several tips count as one, as if they were merged; a base that stands at several
    /// commits, here and at `origin`, has what either has.
    ///
    /// Of several, those come first in which the base itself stood, newest first, then those that were merged into it.
    ///
    /// # Errors
    /// The history is cut off between these commits and all that they come from, so that others may be newer.
    pub fn merge_bases(&self, base: &[Commit], tips: &[Commit]) -> Result<Vec<Commit>, Error> {
        let found = self.meets(base, tips)?;
        if found.len() > 1 { self.by_standing(base, &found) } else { Ok(found) }
    }

    /// The same in the order of the names.
    pub(crate) fn meets(&self, base: &[Commit], tips: &[Commit]) -> Result<Vec<Commit>, Error> {
        let mut found = Vec::new();
        for one in base {
            if let Ok(bases) = self.libgit2().and_then(|library| library.merge_bases(one, tips)) {
                found.extend(bases);
                continue;
            }
            let names = [one].into_iter().chain(tips).map(Commit::as_str);
            let arguments: Vec<&str> = ["merge-base", "--all"].into_iter().chain(names).collect();
            // Where nothing is in common, the program says so by failing.
            found.extend(commits(&self.ask_if(&arguments)?.unwrap_or_default())?);
        }
        found.sort_unstable();
        found.dedup();
        // Those of one commit have none among them that comes from another.
        if base.len() > 1 && found.len() > 1 {
            let names = found.iter().map(Commit::as_str);
            let arguments: Vec<&str> = ["merge-base", "--independent"].into_iter().chain(names).collect();
            found = commits(&self.ask(&arguments)?)?;
        }
        if self.is_cut_off(base.iter().chain(tips), &found)? { Err(Error::Shallow) } else { Ok(found) }
    }

    /// Whether the parents of some commits are not here, on the way from tips to where they meet. Below that nothing is
    /// looked for.
    fn is_cut_off<'c>(&self, tips: impl Iterator<Item = &'c Commit>, meets: &'c [Commit]) -> Result<bool, Error> {
        // Where the history is whole it was read without the program.
        if self.libgit2().is_ok() {
            return Ok(false);
        }
        let Some(cut) = self.own_file("shallow")? else { return Ok(false) };
        let cut: BTreeSet<&str> = cut.lines().collect();
        let without = ["--not"].into_iter().chain(meets.iter().map(Commit::as_str));
        let arguments = ["rev-list"].into_iter().chain(tips.map(Commit::as_str)).chain(without);
        let between = commits(&self.ask(&arguments.collect::<Vec<_>>())?)?;
        Ok(between.iter().any(|commit| cut.contains(commit.as_str())))
    }

    /// Commits that a base has, in the order in which it stood there itself; behind them the others, newest first.
    fn by_standing(&self, base: &[Commit], found: &[Commit]) -> Result<Vec<Commit>, Error> {
        let before: Vec<String> = found.iter().map(|commit| format!("^{}^@", commit.as_str())).collect();
        let mut sorted = Vec::new();
        for one in base {
            // Below the commits themselves nothing is looked for.
            let arguments = ["rev-list", "--first-parent", one.as_str()].into_iter().map(str::to_owned);
            let stood = commits(&self.ask(&arguments.chain(before.iter().cloned()).collect::<Vec<_>>())?)?;
            sorted.extend(stood.into_iter().filter(|commit| found.contains(commit)));
        }
        let all = ["rev-list", "--no-walk=sorted"].into_iter().chain(found.iter().map(Commit::as_str));
        sorted.extend(commits(&self.ask(&all.collect::<Vec<_>>())?)?);
        let mut seen = BTreeSet::new();
        sorted.retain(|commit| seen.insert(commit.clone()));
        Ok(sorted)
    }

    /// The commits that a tip has and the base has not, oldest first.
    pub fn steps(&self, base: &[Commit], tip: &Commit) -> Result<Vec<Step>, Error> {
        let without = ["--not"].into_iter().chain(base.iter().map(Commit::as_str));
        let arguments: Vec<&str> =
            ["rev-list", "--parents", "--reverse", "--topo-order", tip.as_str()].into_iter().chain(without).collect();
        let answer = self.ask(&arguments)?;
        let lines = answer.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        lines
            .map(|line| {
                let mut names = line.split(|byte| *byte == b' ').map(commit);
                let commit = names.next().ok_or(Error::Unclear { what: "for commits" })??;
                Ok(Step { commit, parents: names.collect::<Result<_, _>>()? })
            })
            .collect()
    }

    /// The parents of a commit.
    pub fn parents(&self, commit: &Commit) -> Result<Vec<Commit>, Error> {
        if let Ok(parents) = self.libgit2().and_then(|library| library.parents(commit)) {
            return Ok(parents);
        }
        let names = self.line_if(&["rev-list", "--parents", "--max-count=1", commit.as_str(), "--"])?;
        names.iter().flat_map(|names| names.split(' ')).skip(1).map(|name| self::commit(name.as_bytes())).collect()
    }

    /// Whether some branch, tag or other reference leads to a commit.
    pub fn is_reachable(&self, commit: &Commit) -> Result<bool, Error> {
        let arguments = ["for-each-ref", "--count=1", "--contains", commit.as_str(), "--format=%(refname)"];
        Ok(!self.ask(&arguments)?.is_empty())
    }
}

fn commits(lines: &[u8]) -> Result<Vec<Commit>, Error> {
    lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(commit).collect()
}

fn commit(name: &[u8]) -> Result<Commit, Error> {
    let name = str::from_utf8(name).ok().and_then(Commit::of);
    name.ok_or(Error::Unclear { what: "for commits" })
}
