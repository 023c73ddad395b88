//! A range of commits as it is given: where it begins and ends, and whose branch its end is.

use phasetrack_git::{Commit, Repository};

use crate::error::Error;

/// Where branches are.
pub(crate) const HEADS: &str = "refs/heads/";

/// Where the branches of servers are, each below the server's name.
const SERVERS: &str = "refs/remotes/";

/// The names of both ends. Three dots mean the same as two: what TIP has beyond the commit where it left BASE.
///
/// # Errors
/// There is no BASE; without a TIP the range ends at HEAD.
pub(crate) fn ends(range: &str) -> Result<(&str, &str), Error> {
    let ends = range.split_once("...").or_else(|| range.split_once(".."));
    let (base, tip) =
        ends.filter(|(base, _)| !base.is_empty()).ok_or_else(|| Error::NoRange { text: range.to_owned() })?;
    Ok((base, if tip.is_empty() { "HEAD" } else { tip }))
}

/// The branch at the end of a range, here or at a server.
///
/// # Errors
/// It is the name of none, or of several.
pub(crate) fn branch(repository: &Repository, name: &str, tip: &Commit) -> Result<String, Error> {
    // The name of a server comes first.
    let below = |name: &str| name.split_once('/').map(|(_, branch)| branch.to_owned());
    let places = match (name.strip_prefix(HEADS), name.strip_prefix(SERVERS)) {
        (Some(branch), _) => vec![(name.to_owned(), Some(branch.to_owned()))],
        (_, Some(rest)) => vec![(name.to_owned(), below(rest))],
        _ => vec![
            (format!("{SERVERS}{name}"), below(name)),
            (format!("{HEADS}{name}"), Some(name.to_owned())),
            (format!("{SERVERS}origin/{name}"), Some(name.to_owned())),
        ],
    };
    let mut branches = Vec::new();
    // With such marks it is no name, but what leads from one to a commit.
    if !name.contains(['~', '^', ':']) && !name.contains("@{") {
        for (place, branch) in places {
            let branch = branch.filter(|branch| branch != "HEAD");
            if repository.commit(&place).map_err(Error::Git)?.as_ref() == Some(tip) {
                branches.extend(branch);
            }
        }
    }
    branches.dedup();
    match <[String; 1]>::try_from(branches) {
        Ok([branch]) => Ok(branch),
        Err(_) => Err(Error::NoBranch { tip: name.to_owned() }),
    }
}
