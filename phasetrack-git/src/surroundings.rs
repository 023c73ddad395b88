//! What around a repository changes how its hooks and its index work: settings by where they come from, objects that
//! stand for others, paths that git does not look at, submodules.

use std::path::PathBuf;

use crate::{Error, Repository, program};

/// A value of git's configuration, with where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// `system`, `global`, `local`, `worktree`, or `command` for options and variables of this very call.
    pub scope: String,
    /// `file:/home/ann/.gitconfig`, `command line:`.
    pub origin: String,
    /// The value.
    pub value: String,
}

/// A path of the index that git takes for unchanged without a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// The path.
    pub path: Vec<u8>,
    /// Whether it is the bit `skip-worktree`; otherwise it is `assume-unchanged`.
    pub skipped: bool,
}

impl Repository {
    /// All values of a key, of all scopes, in the order in which git reads them: the last one counts.
    pub fn every_setting(&self, key: &str) -> Result<Vec<Setting>, Error> {
        let answer = self.ask_if(&["config", "-z", "--show-scope", "--show-origin", "--get-all", key])?;
        let answer = String::from_utf8_lossy(answer.as_deref().unwrap_or_default()).into_owned();
        let parts: Vec<&str> = answer.split_terminator('\0').collect();
        let settings = parts.chunks(3).map(|parts| match parts {
            [scope, origin, value] => {
                Ok(Setting { scope: (*scope).to_owned(), origin: (*origin).to_owned(), value: (*value).to_owned() })
            }
            _ => Err(Error::Unclear { what: "for its configuration" }),
        });
        settings.collect()
    }

    /// The names of objects for which git shows others.
    pub fn replaced(&self) -> Result<Vec<String>, Error> {
        let answer = self.ask(&["for-each-ref", "--format=%(refname:lstrip=2)", "refs/replace/"])?;
        Ok(String::from_utf8_lossy(&answer).lines().map(str::to_owned).collect())
    }

    /// The paths of the index that git takes for unchanged without a look. What a sparse checkout leaves out is not
    /// among them: there it is meant.
    pub fn hidden(&self) -> Result<Vec<Hidden>, Error> {
        let sparse = self.configured("core.sparseCheckout")?.is_some_and(|value| value != "false");
        let answer = self.ask(&["ls-files", "-z", "-v", "--full-name", "--", ":/"])?;
        let parts = answer.split(|byte| *byte == 0).filter_map(|part| part.split_at_checked(2));
        let hidden = parts.filter_map(|(tag, path)| {
            let skipped = tag[0].eq_ignore_ascii_case(&b's');
            let hides = tag[0].is_ascii_lowercase() || (skipped && !sparse);
            hides.then(|| Hidden { path: path.to_vec(), skipped })
        });
        Ok(hidden.collect())
    }

    /// The folders of the submodules that are checked out, from the root.
    pub fn submodules(&self) -> Result<Vec<PathBuf>, Error> {
        let Some(root) = self.root() else { return Ok(Vec::new()) };
        let answer = self.ask(&["ls-files", "-z", "--stage", "--full-name", "--", ":/"])?;
        let lines = answer.split(|byte| *byte == 0).filter_map(|line| line.strip_prefix(b"160000 "));
        let paths = lines.filter_map(|line| line.split(|byte| *byte == b'\t').nth(1)).map(program::path);
        Ok(paths.filter(|path| root.join(path).join(".git").exists()).collect())
    }
}
