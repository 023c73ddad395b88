//! Tracks while they are being collected: a track, the blocks that describe it, and the texts about order that wait
//! until every id of the document is known.

use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut, Range};

use crate::id::{TrackId, key};
use crate::model::{Strength, Task, Track, TrackForm, Unread};
use crate::text::Span;

use super::claims::Claims;
use super::document::Bytes;

/// A track in the making.
pub(super) struct Draft {
    pub(super) track: Track,
    pub(super) claims: Claims,
    pub(super) tasks: TaskList,
    /// The phase it belongs to, an index into the phases of the document.
    pub(super) scope: usize,
    /// It says of itself that it waits for nothing.
    pub(super) free: bool,
    /// The kind word it was written with; empty for a code.
    pub(super) word: String,
    /// The section in which it was defined first.
    pub(super) section: usize,
    /// Other names for it: the phase of a user story, the code of a branch.
    pub(super) aliases: Vec<String>,
    /// Ranges of blocks that describe it.
    pub(super) regions: Vec<Range<usize>>,
}

impl Draft {
    pub(super) fn new(id: TrackId, title: String, form: TrackForm, span: Span, scope: usize) -> Self {
        Self {
            claims: Claims::of(id.key()),
            tasks: TaskList { own: id.key().to_owned(), ..TaskList::default() },
            track: Track::new(id, title, form, span),
            scope,
            free: false,
            word: String::new(),
            section: 0,
            aliases: Vec::new(),
            regions: Vec::new(),
        }
    }
}

/// The drafts of a document, found by id in logarithmic time.
#[derive(Default)]
pub(super) struct Drafts {
    list: Vec<Draft>,
    /// For each key the draft of that name in every phase that has one, in the order of the phases.
    index: BTreeMap<String, BTreeMap<usize, usize>>,
}

impl Drafts {
    /// Adds a draft and gives its index.
    pub(super) fn push(&mut self, draft: Draft) -> usize {
        let index = self.list.len();
        let names = draft.aliases.iter().map(|alias| key(alias)).chain([draft.track.id.key().to_owned()]);
        for name in names {
            let bare = name.trim_start_matches('0').to_owned();
            if !bare.is_empty() {
                self.index.entry(bare).or_default().entry(draft.scope).or_insert(index);
            }
            self.index.entry(name).or_default().entry(draft.scope).or_insert(index);
        }
        self.list.push(draft);
        index
    }

    /// The draft of an id, in one phase or in the first that has it. `01` is `1` where that is not taken.
    pub(super) fn find(&self, id: &str, scope: Option<usize>) -> Option<usize> {
        let key = key(id);
        let bare = key.trim_start_matches('0');
        if key.is_empty() {
            return None;
        }
        [key.as_str(), bare].into_iter().find_map(|name| {
            let phases = self.index.get(name)?;
            scope.map_or_else(|| phases.values().next(), |scope| phases.get(&scope)).copied()
        })
    }

    pub(super) fn into_inner(self) -> Vec<Draft> {
        self.list
    }
}

impl Deref for Drafts {
    type Target = [Draft];

    fn deref(&self) -> &[Draft] {
        &self.list
    }
}

impl DerefMut for Drafts {
    fn deref_mut(&mut self) -> &mut [Draft] {
        &mut self.list
    }
}

impl FromIterator<Draft> for Drafts {
    fn from_iter<I: IntoIterator<Item = Draft>>(drafts: I) -> Self {
        let mut all = Self::default();
        for draft in drafts {
            all.push(draft);
        }
        all
    }
}

/// The tasks of a draft and the bytes that describe each.
#[derive(Default)]
pub(super) struct TaskList {
    pub(super) list: Vec<Task>,
    /// Positions by key of the id: the first task of that id, and further ones.
    pub(super) index: BTreeMap<String, (usize, Vec<usize>)>,
    /// The key of the track's id.
    pub(super) own: String,
    /// Parts of tasks that could not be read.
    pub(super) unread: Vec<Unread>,
    extents: Vec<(Bytes, usize)>,
    /// Extents around the byte that was asked for last, and the next one to come.
    open: Vec<(u32, usize)>,
    next: usize,
}

impl TaskList {
    /// Notes that a range of bytes describes a task. Ranges come in the order of their starts.
    pub(super) fn describe(&mut self, range: Bytes, task: usize) {
        self.extents.push((range, task));
    }

    /// Ends the last range where another task begins, if the two overlap in one paragraph.
    pub(super) fn cut(&mut self, paragraph: Bytes, at: u32) {
        if let Some(((start, end), _)) = self.extents.last_mut()
            && *start >= paragraph.0
            && *end > at
            && *end <= paragraph.1
        {
            *end = at;
        }
    }

    /// Lets bytes be asked for from the beginning again.
    pub(super) fn rewind(&mut self) {
        self.open.clear();
        self.next = 0;
    }

    /// The innermost task that a byte describes. Bytes must be asked for in ascending order: then all questions
    /// together take linear time.
    pub(super) fn at(&mut self, byte: u32) -> Option<usize> {
        while let Some(((start, end), task)) = self.extents.get(self.next).filter(|((start, _), _)| *start <= byte) {
            debug_assert!(start <= end, "a range ends after it starts");
            self.open.push((*end, *task));
            self.next += 1;
        }
        while self.open.pop_if(|(end, _)| *end <= byte).is_some() {}
        self.open.last().map(|(_, task)| *task)
    }
}

/// Who states a dependency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// A draft.
    Track(usize),
    /// A task of a draft.
    Task(usize, usize),
}

impl Who {
    /// The draft, also of a task.
    pub(super) fn draft(self) -> usize {
        let (Self::Track(draft) | Self::Task(draft, _)) = self;
        draft
    }
}

/// A text about order that is read when all ids are known.
pub(super) struct Pending {
    pub(super) who: Who,
    pub(super) range: Bytes,
    pub(super) says: Says,
    pub(super) strength: Strength,
}

impl Pending {
    /// A firm statement.
    pub(super) fn hard(who: Who, range: Bytes, says: Says) -> Self {
        Self { who, range, says, strength: Strength::Hard }
    }
}

/// What such a text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// The value of a dependency label: ids, "none", or prose about something outside the plan.
    Waits,
    /// A remark in passing, such as a status: only ids count.
    Mentions,
    /// What an item outside the track's section names: ids or titles, nothing else counts.
    Names,
    /// The reverse: what is named waits for this.
    Blocks,
}
