//! The ids of a document, for finding them in running text.

use std::collections::BTreeMap;

use crate::id::{TaskId, TrackId, key};

/// Tracks and tasks by key. Every look-up takes logarithmic time.
#[derive(Default)]
pub(super) struct Known {
    tracks: Vec<TrackId>,
    by_key: BTreeMap<String, usize>,
    tasks: BTreeMap<String, TaskId>,
    /// Titles in lower case; of equal titles none can be meant.
    titles: BTreeMap<String, Option<usize>>,
    /// Letters that track codes begin with, and those of task codes.
    track_families: Vec<String>,
    task_families: Vec<String>,
}

impl Known {
    pub(super) fn add_track(&mut self, id: &TrackId, title: &str) {
        let index = self.tracks.len();
        self.by_key.entry(id.key().to_owned()).or_insert(index);
        push_new(&mut self.track_families, family(id.key()));
        self.tracks.push(id.clone());
        let title = title.split(['(', '（']).next().unwrap_or_default().trim();
        if title.len() >= 4 {
            self.titles.entry(title.to_lowercase()).and_modify(|found| *found = None).or_insert(Some(index));
        }
    }

    /// Another name for a track.
    pub(super) fn add_alias(&mut self, alias: &str, id: &TrackId) {
        if let Some(index) = self.by_key.get(id.key()).copied() {
            self.by_key.entry(key(alias)).or_insert(index);
        }
    }

    pub(super) fn add_task(&mut self, id: &TaskId) {
        push_new(&mut self.task_families, family(id.key()));
        self.tasks.entry(id.key().to_owned()).or_insert_with(|| id.clone());
    }

    /// All tracks, in the order of the document.
    pub(super) fn tracks(&self) -> &[TrackId] {
        &self.tracks
    }

    fn position(&self, key: &str) -> Option<usize> {
        self.by_key.get(key).or_else(|| self.by_key.get(key.trim_start_matches('0'))).copied()
    }

    /// The track of an id, however it is spelled; `01` also finds `1`.
    pub(super) fn track(&self, text: &str) -> Option<&TrackId> {
        self.position(&key(text)).map(|index| &self.tracks[index])
    }

    /// The tracks from one id to another, when both are known and stand in that order.
    pub(super) fn between(&self, first: &str, last: &str) -> Option<&[TrackId]> {
        let (first, last) = (self.position(&key(first))?, self.position(&key(last))?);
        (first <= last).then(|| &self.tracks[first..=last])
    }

    /// The task of an id, however it is spelled.
    pub(super) fn task(&self, text: &str) -> Option<&TaskId> {
        self.tasks.get(&key(text))
    }

    /// The one track whose title is, or begins with, a text of four letters or more.
    pub(super) fn by_title(&self, text: &str) -> Option<&TrackId> {
        let text = text.trim().to_lowercase();
        if text.chars().count() < 4 {
            return None;
        }
        let fits = |title: &str| {
            title.strip_prefix(text.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        let mut found = self
            .titles
            .range(text.clone()..)
            .take_while(|(title, _)| title.starts_with(text.as_str()))
            .filter(|(title, _)| fits(title))
            .take(2);
        let (_, index) = found.next()?;
        if found.next().is_some() {
            return None;
        }
        index.map(|index| &self.tracks[index])
    }

    /// Tracks whose ids are a text and a letter more: `M3` for `M3a` and `M3b`.
    pub(super) fn by_prefix(&self, text: &str) -> Vec<TrackId> {
        let key = key(text);
        if key.len() < 2 || !key.ends_with(|c: char| c.is_ascii_digit()) {
            return Vec::new();
        }
        ('A'..='Z')
            .filter_map(|letter| self.by_key.get(&format!("{key}{letter}")))
            .map(|i| self.tracks[*i].clone())
            .collect()
    }

    /// What family of codes a text would belong to: tracks or tasks with the same letters.
    pub(super) fn family_of(&self, text: &str) -> Option<Family> {
        let family = family(&key(text));
        if family.is_empty() {
            None
        } else if self.task_families.contains(&family) {
            Some(Family::Tasks)
        } else if self.track_families.contains(&family) {
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

fn push_new(list: &mut Vec<String>, item: String) {
    if !item.is_empty() && list.len() < 64 && !list.contains(&item) {
        list.push(item);
    }
}

/// The letters that a code begins with.
fn family(key: &str) -> String {
    let letters: String = key.chars().take_while(char::is_ascii_alphabetic).collect();
    if letters.len() < key.len() { letters } else { String::new() }
}
