//! What happens to a path.

/// What a path is in a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entry {
    /// A file.
    File,
    /// A file that may be run.
    Executable,
    /// A symbolic link.
    Link,
    /// Another repository, by its commit.
    Submodule,
}

/// A path with what it was and what it becomes; the two differ in content, kind, or both.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// The path as git records it: names with one `/` between them, any bytes.
    pub path: Vec<u8>,
    /// What it was; none for a path that is new.
    pub old: Option<Entry>,
    /// What it becomes; none for a path that is deleted.
    pub new: Option<Entry>,
}

impl Change {
    /// A path that is new.
    pub fn added(path: impl Into<Vec<u8>>, new: Entry) -> Self {
        Self { path: path.into(), old: None, new: Some(new) }
    }

    /// A path that is there before and after.
    pub fn modified(path: impl Into<Vec<u8>>, old: Entry, new: Entry) -> Self {
        Self { path: path.into(), old: Some(old), new: Some(new) }
    }

    /// A path that is no longer there.
    pub fn deleted(path: impl Into<Vec<u8>>, old: Entry) -> Self {
        Self { path: path.into(), old: Some(old), new: None }
    }

    /// Whether the path is new.
    pub fn is_new(&self) -> bool {
        self.old.is_none()
    }

    /// Whether another repository is on either side.
    pub fn has_submodule(&self) -> bool {
        [self.old, self.new].contains(&Some(Entry::Submodule))
    }
}
