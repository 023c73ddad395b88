//! The answer: rulings, each with a reason and what it rests on.

use super::Flaw;

/// The answer to a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// A ruling for each path that is not simply the track's own, in the order of the changes.
    pub rulings: Vec<Ruling>,
}

impl Verdict {
    /// Whether every change is allowed.
    pub fn allows(&self) -> bool {
        self.denied().next().is_none()
    }

    /// The rulings that deny.
    pub fn denied(&self) -> impl Iterator<Item = &Ruling> {
        self.rulings.iter().filter(|ruling| ruling.denies)
    }
}

/// What is said of one path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// The path.
    pub path: Vec<u8>,
    /// Whether the change is denied; otherwise it is allowed with a warning.
    pub denies: bool,
    /// Why.
    pub why: Why,
    /// The stake that the ruling rests on: an index into [`Ownership::stakes`](crate::facts::Ownership::stakes).
    pub stake: Option<usize>,
    /// The exception without which it would be denied.
    pub exception: Option<Exception>,
}

/// That one path may hold what it holds now, although the plan denies it. Whoever asks has made sure of the content;
/// here the path is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exception {
    /// The path.
    pub path: Vec<u8>,
    /// Who recorded it.
    pub by: String,
    /// The commit that records it; none before there is one.
    pub commit: Option<String>,
    /// Why.
    pub reason: String,
}

/// Why a path is not simply the track's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The path states the plan, or how it is read: a track does not change the rules it is judged by.
    Plan,
    /// The name cannot be used on every system.
    Unportable(Flaw),
    /// Another path is the same on a system that knows no case, or composes accents.
    SameElsewhere(Vec<u8>),
    /// The contents of another repository cannot be judged; the plan does not name it.
    Submodule,
    /// The track must not touch it.
    KeptOff,
    /// It waits for the integration, or nobody may touch it.
    Integration,
    /// Another track owns it.
    Foreign,
    /// Another track that can be at work at the same time owns it too: the plan has to be mended first.
    Contested,
    /// It is shared, and another track edits it.
    Designated,
    /// It is shared by other tracks.
    Shared,
    /// It is shared by this track and others, and nobody is named who edits it.
    Unsettled,
    /// Nobody owns it.
    Unowned,
}
