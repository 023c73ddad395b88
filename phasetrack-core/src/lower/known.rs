//! The ids of a document, for finding them in running text.

use std::collections::BTreeMap;

use crate::id::{TaskId, TrackId, key};
use crate::model::Target;

use super::draft::{Draft, Who};

/// Tracks and tasks of all phases; the tracks stand in the order of the drafts. Every look-up takes logarithmic time.
#[derive(Default)]
pub(super) struct Ids {
    tracks: Vec<(usize, TrackId)>,
    by_key: BTreeMap<(String, usize), usize>,
    tasks: BTreeMap<String, (TaskId, Place)>,
    /// Titles in lower case; of equal titles none can be meant.
    titles: BTreeMap<(String, usize), Option<usize>>,
    /// The kind word of each track.
    kinds: Vec<String>,
    /// Letters that track codes begin with, and those of task codes.
    track_families: Vec<String>,
    task_families: Vec<String>,
}

/// Kind words for workers and for places of work, which have numbers of their own.
const PLACES: &[&str] = &["agent", "developer", "session", "team", "worker", "engineer", "worktree", "terminal"];

/// Where a task stands: its draft, and its place among the tasks of that.
type Place = (usize, usize);

/// The ids that a text of one phase can mean: the phase's tracks, and all tasks.
#[derive(Clone, Copy)]
pub(super) struct Known<'i> {
    ids: &'i Ids,
    /// The phase; none for a text that stands outside of phases.
    scope: Option<usize>,
}

impl Ids {
    pub(super) fn new(drafts: &[Draft]) -> Self {
        let mut ids = Self::default();
        for draft in drafts {
            ids.add(draft);
        }
        ids.add_phases(drafts);
        ids
    }

    fn add(&mut self, draft: &Draft) {
        let (id, scope) = (&draft.track.id, draft.scope);
        let index = self.tracks.len();
        self.tracks.push((scope, id.clone()));
        self.kinds.push(draft.word.clone());
        self.by_key.entry((id.key().to_owned(), scope)).or_insert(index);
        for alias in &draft.aliases {
            self.by_key.entry((key(alias), scope)).or_insert(index);
        }
        push_new(&mut self.track_families, family(id.key()));
        let title = draft.track.title.split(['(', '（']).next().unwrap_or_default().trim();
        if title.len() >= 4 {
            let entry = self.titles.entry((title.to_lowercase(), scope));
            entry.and_modify(|found| *found = None).or_insert(Some(index));
        }
        for (task, id) in draft.tasks.list.iter().enumerate().filter_map(|(at, task)| Some((at, task.id.as_ref()?))) {
            push_new(&mut self.task_families, family(id.key()));
            self.tasks.entry(id.key().to_owned()).or_insert_with(|| (id.clone(), (index, task)));
        }
    }

    /// "Track 2: Core (Phase 1)": where one track alone is a phase, the phase means the track.
    fn add_phases(&mut self, drafts: &[Draft]) {
        let mut phases: BTreeMap<(String, usize), Option<usize>> = BTreeMap::new();
        for (index, draft) in drafts.iter().enumerate() {
            let title = draft.track.title.as_str();
            let Some(note) = title.rfind("(Phase ").and_then(|open| title[open + 1..].split(')').next()) else {
                continue;
            };
            if note["Phase ".len()..].bytes().all(|byte| byte.is_ascii_digit()) {
                phases.entry((key(note), draft.scope)).and_modify(|found| *found = None).or_insert(Some(index));
            }
        }
        for (phase, index) in phases {
            if let Some(index) = index {
                self.by_key.entry(phase).or_insert(index);
            }
        }
    }

    /// The ids for a text of a phase, or of any.
    pub(super) fn within(&self, scope: Option<usize>) -> Known<'_> {
        Known { ids: self, scope }
    }
}

impl<'i> Known<'i> {
    /// All tracks, in the order of the document.
    pub(super) fn tracks(self) -> impl Iterator<Item = &'i TrackId> + use<'i> {
        let scope = self.scope;
        self.ids.tracks.iter().filter(move |(own, _)| scope.is_none_or(|scope| scope == *own)).map(|(_, id)| id)
    }

    fn position(self, key: &str) -> Option<usize> {
        [key, key.trim_start_matches('0')].into_iter().find_map(|name| {
            if let Some(scope) = self.scope {
                self.ids.by_key.get(&(name.to_owned(), scope)).copied()
            } else {
                let from = (name.to_owned(), 0);
                let found = self.ids.by_key.range(from..).next();
                found.filter(|((found, _), _)| found == name).map(|(_, index)| *index)
            }
        })
    }

    /// The track of an id, however it is spelled; `01` also finds `1`.
    pub(super) fn track(self, text: &str) -> Option<&'i TrackId> {
        self.position(&key(text)).map(|index| &self.ids.tracks[index].1)
    }

    /// Whether a kind word can go with a track's id: the track's own, or one of those that mean no worker and no place
    /// of work. Any goes with an id that no track has.
    pub(super) fn is_of_kind(self, id: &str, word: &str) -> bool {
        let own = self.position(&key(id)).map_or("", |index| self.ids.kinds[index].as_str());
        own.is_empty() || own == word || !PLACES.contains(&word) || PLACES.contains(&own)
    }

    /// The tracks from one id to another, when both are known and stand in that order.
    pub(super) fn between(self, first: &str, last: &str) -> Option<Vec<TrackId>> {
        let (first, last) = (self.position(&key(first))?, self.position(&key(last))?);
        let part = self.ids.tracks.get(first..=last)?;
        let own = part.iter().filter(|(own, _)| self.scope.is_none_or(|scope| scope == *own));
        Some(own.map(|(_, id)| id.clone()).collect())
    }

    /// The task of an id, however it is spelled.
    pub(super) fn task(self, text: &str) -> Option<&'i TaskId> {
        self.ids.tasks.get(&key(text)).map(|(id, _)| id)
    }

    /// Who a target is in the plan.
    pub(super) fn who(self, target: &Target) -> Option<Who> {
        match target {
            Target::Track(id) => self.position(id.key()).map(Who::Track),
            Target::Task(id) => self.ids.tasks.get(id.key()).map(|(_, (draft, task))| Who::Task(*draft, *task)),
            Target::External(_) => None,
        }
    }

    /// The one track whose title is, or begins with, a text of four letters or more.
    pub(super) fn by_title(self, text: &str) -> Option<&'i TrackId> {
        let text = text.trim().to_lowercase();
        if text.chars().count() < 4 {
            return None;
        }
        let fits = |title: &str| {
            title.strip_prefix(text.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        let mut found = self
            .ids
            .titles
            .range((text.clone(), 0)..)
            .take_while(|((title, _), _)| title.starts_with(text.as_str()))
            .filter(|((title, own), _)| fits(title) && self.scope.is_none_or(|scope| scope == *own))
            .take(2);
        let (_, index) = found.next()?;
        if found.next().is_some() {
            return None;
        }
        index.map(|index| &self.ids.tracks[index].1)
    }

    /// Tracks whose ids are a text and a letter more: `M3` for `M3a` and `M3b`.
    pub(super) fn by_prefix(self, text: &str) -> Vec<TrackId> {
        let key = key(text);
        if key.len() < 2 || !key.ends_with(|c: char| c.is_ascii_digit()) {
            return Vec::new();
        }
        let found = ('A'..='Z').filter_map(|letter| self.position(&format!("{key}{letter}")));
        found.map(|index| self.ids.tracks[index].1.clone()).collect()
    }

    /// What family of codes a text would belong to: tracks or tasks with the same letters.
    pub(super) fn family_of(self, text: &str) -> Option<Family> {
        let key = key(text);
        let family = family(&key);
        let is_of = |families: &[String]| families.iter().any(|known| known == family);
        if family.is_empty() {
            None
        } else if is_of(&self.ids.task_families) {
            Some(Family::Tasks)
        } else if is_of(&self.ids.track_families) {
            Some(Family::Tracks)
        } else {
            None
        }
    }
}

/// Codes that begin with the same letters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Tracks,
    Tasks,
}

fn push_new(list: &mut Vec<String>, item: &str) {
    if !item.is_empty() && list.len() < 64 && list.iter().all(|known| known != item) {
        list.push(item.to_owned());
    }
}

/// The letters that a code begins with; numbers of parts, such as `3.1`, are one family.
fn family(key: &str) -> &str {
    if key.contains('.') && key.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return ".";
    }
    let letters = key.bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters < key.len() { &key[..letters] } else { "" }
}
