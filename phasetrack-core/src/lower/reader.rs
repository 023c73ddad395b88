//! The steps of reading one document, in order.

use std::collections::BTreeMap;

use crate::model::{Dependency, Phase, Plan, Strength, Target, Unread};
use crate::text::Span;

use super::document::{Bytes, Document};
use super::draft::{Drafts, Pending, Says, Who};
use super::fields::{self, Field};
use super::headings::Candidate;
use super::known::{Ids, Known};
use super::{
    body, dependencies, estimates, graphs, groups, headings, items, lost, matrix, matter, mentions, order, phases,
    references, rows, sentences, stories, tables, task_rows, unread,
};

/// What has been read of one document so far.
pub(super) struct Reader<'c, 'a> {
    pub(super) document: &'c Document<'a>,
    pub(super) fields: Vec<Field>,
    /// Tables in document order.
    pub(super) tables: Vec<tables::Table>,
    pub(super) phases: Vec<Phase>,
    /// For each section the phase it belongs to.
    pub(super) scopes: Vec<usize>,
    pub(super) drafts: Drafts,
    pub(super) pending: Vec<Pending>,
    /// The draft that each block describes.
    pub(super) owner: Vec<Option<usize>>,
    /// Headings of workers that are no tracks.
    pub(super) workers: Vec<Candidate>,
    /// Parts that were not understood.
    pub(super) unread: Vec<Unread>,
}

/// Reads a document into the plan.
pub(super) fn read(document: &Document<'_>, plan: &mut Plan) {
    let fields = fields::find(document);
    let tables = tables::find(document);
    let (phases, scopes) = phases::scopes(document);
    let found = headings::read(document, &fields, &tables, &scopes);
    plan.unread.extend(found.unread);
    let mut reader = Reader {
        document,
        fields,
        tables,
        phases,
        scopes,
        drafts: found.drafts,
        pending: Vec::new(),
        owner: Vec::new(),
        workers: found.workers,
        unread: Vec::new(),
    };
    // Each way of writing tracks is tried only when those before it found none.
    if reader.drafts.is_empty() {
        reader.drafts = items::items(document, &reader.scopes);
    }
    rows::read(&mut reader);
    if reader.drafts.is_empty() {
        matter::read(&mut reader);
    }
    if reader.drafts.is_empty() {
        reader.drafts = stories::read(&reader);
    }
    if reader.drafts.is_empty() {
        reader.drafts = items::named_headings(document, &reader.fields, &reader.scopes);
    }
    reader.settle();
    reader.map_blocks();
    body::read(&mut reader);
    task_rows::read(&mut reader);
    reader.drop_track_ids();
    let ids = Ids::new(&reader.drafts);
    order::read(&mut reader, &ids);
    sentences::read(&mut reader, &ids);
    graphs::read(&mut reader, &ids);
    matrix::read(&mut reader, &ids);
    task_rows::workers(&mut reader, &ids);
    groups::read(&mut reader, &ids);
    estimates::read(&mut reader, &ids);
    reader.resolve(&ids);
    unread::read(&reader, &mut plan.unread);
    lost::read(&reader, &ids, &mut plan.unread);
    plan.unread.append(&mut reader.unread);
    plan.phases.extend(reader.finish());
}

impl Reader<'_, '_> {
    /// Gives the sections of a phase without tracks to the phase with tracks before it, or to the document's own: a
    /// sprint inside a track, a milestone below all tracks speak of tracks that stand elsewhere.
    fn settle(&mut self) {
        let mut has_tracks = vec![false; self.phases.len()];
        for draft in self.drafts.iter() {
            has_tracks[draft.scope] = true;
        }
        let mut last = 0;
        let homes: Vec<usize> = (0..has_tracks.len())
            .map(|phase| {
                if has_tracks[phase] {
                    last = phase;
                }
                last
            })
            .collect();
        for scope in &mut self.scopes {
            *scope = homes[*scope];
        }
    }

    /// Notes for every block which draft it describes; an inner region wins over the one around it.
    fn map_blocks(&mut self) {
        let mut regions: Vec<(usize, usize, usize)> = Vec::new();
        for (index, draft) in self.drafts.iter().enumerate() {
            regions.extend(draft.regions.iter().map(|region| (region.start, region.end, index)));
        }
        regions.sort_by_key(|(start, end, _)| (*start, usize::MAX - *end));
        self.owner = vec![None; self.document.outline.blocks.len()];
        let mut open: Vec<(usize, usize)> = Vec::new();
        let mut next = regions.into_iter().peekable();
        for block in 0..self.owner.len() {
            while open.pop_if(|(end, _)| *end <= block).is_some() {}
            while let Some((_, end, draft)) = next.next_if(|(start, ..)| *start <= block) {
                if end > block {
                    open.push((end, draft));
                }
            }
            self.owner[block] = open.last().map(|(_, draft)| *draft);
        }
    }

    /// A list of other tracks inside a track is no list of tasks. Tasks keep their places: pending texts point at them.
    fn drop_track_ids(&mut self) {
        let mut keys: Vec<String> = self.drafts.iter().map(|draft| draft.track.id.key().to_owned()).collect();
        keys.sort_unstable();
        for draft in self.drafts.iter_mut() {
            for task in &mut draft.tasks.list {
                let is_track =
                    task.id.as_ref().is_some_and(|id| keys.binary_search_by(|key| key.as_str().cmp(id.key())).is_ok());
                if is_track {
                    task.id = None;
                }
            }
        }
    }

    /// The draft of an id, in one phase or in the first that has it.
    pub(super) fn draft(&self, id: &str, scope: Option<usize>) -> Option<usize> {
        self.drafts.find(id, scope)
    }

    /// The section in which a block stands.
    pub(super) fn section(&self, block: usize) -> usize {
        self.document.section(block)
    }

    /// The tracks that a text names, as indices of drafts. Used for assignments, where a bare list of letters counts.
    pub(super) fn named_drafts(&self, range: Bytes, ids: &Ids) -> Vec<usize> {
        let found = references::find(self.document, range, ids.within(None));
        let tracks = found.list.iter().filter_map(|dependency| match &dependency.target {
            Target::Track(id) => self.draft(id.as_str(), None),
            _ => None,
        });
        tracks.collect()
    }

    /// Turns the texts about order into dependencies.
    fn resolve(&mut self, ids: &Ids) {
        for pending in std::mem::take(&mut self.pending) {
            let (draft, task) = match pending.who {
                Who::Track(draft) => (draft, None),
                Who::Task(draft, task) => (draft, Some(task)),
            };
            let known = ids.within(Some(self.drafts[draft].scope));
            let own = self.drafts[draft].track.id.clone();
            let mut list = match pending.says {
                Says::Mentions => dependencies::mentions(self.document, pending.range, known),
                _ => dependencies::value(self.document, pending.range, known, Some(own.key())),
            };
            for dependency in &mut list {
                dependency.strength = dependency.strength.max(pending.strength);
            }
            match pending.says {
                Says::Blocks => {
                    self.reverse(pending.who, known, list);
                    continue;
                }
                Says::Names => list.retain(|dependency| !matches!(dependency.target, Target::External(_))),
                Says::Waits | Says::Mentions => {}
            }
            if pending.says != Says::Waits {
                list.retain(|dependency| dependency.target != Target::Track(own.clone()));
            }
            let draft = &mut self.drafts[draft];
            match task {
                Some(task) => draft.tasks.list[task].dependencies.append(&mut list),
                None => draft.track.dependencies.append(&mut list),
            }
        }
    }

    /// "A blocks B": B waits for A.
    fn reverse(&mut self, first: Who, known: Known<'_>, list: Vec<Dependency>) {
        // "Blocks everything": not a track that says of itself that nothing must come first.
        let all = list.len() > 1 && list.iter().all(|dependency| dependency.span == list[0].span);
        let free = |then: &Who| all && matches!(then, Who::Track(draft) if self.drafts[*draft].free);
        let named: Vec<(Who, Dependency)> = list
            .into_iter()
            .filter_map(|dependency| Some((known.who(&dependency.target)?, dependency)))
            .filter(|(then, _)| *then != first && !free(then))
            .collect();
        for (then, dependency) in named {
            self.wait(then, self.target(first), dependency.strength, dependency.span);
        }
    }

    /// How others name a track or a task.
    pub(super) fn target(&self, who: Who) -> Target {
        let draft = &self.drafts[who.draft()];
        let task = match who {
            Who::Track(_) => None,
            Who::Task(_, task) => draft.tasks.list[task].id.clone(),
        };
        task.map_or_else(|| Target::Track(draft.track.id.clone()), Target::Task)
    }

    /// That somebody who is named at a place has to come first.
    pub(super) fn hard(&self, target: Target, at: Bytes) -> Dependency {
        Dependency { target, strength: Strength::Hard, span: self.document.span(at) }
    }

    /// Makes a track or a task wait.
    pub(super) fn wait(&mut self, who: Who, target: Target, strength: Strength, span: Span) {
        let draft = &mut self.drafts[who.draft()];
        let list = match who {
            Who::Track(_) => &mut draft.track.dependencies,
            Who::Task(_, task) => &mut draft.tasks.list[task].dependencies,
        };
        list.push(Dependency { target, strength, span });
    }

    /// The phases with their tracks; one without tracks is kept only when there is no other. Of these the document's
    /// own alone can hold anything: it goes to the first phase.
    fn finish(self) -> Vec<Phase> {
        let mut phases = self.phases;
        for mut draft in self.drafts.into_inner() {
            let mut track = draft.track;
            unite(&mut track.dependencies);
            for task in &mut draft.tasks.list {
                unite(&mut task.dependencies);
            }
            track.tasks = draft.tasks.list;
            track.claims = draft.claims.list;
            mentions::read(self.document, &mut track);
            phases[draft.scope].tracks.push(track);
        }
        match phases.iter().position(|phase| !phase.tracks.is_empty()) {
            None => phases.truncate(1),
            Some(0) => phases.retain(|phase| !phase.tracks.is_empty()),
            Some(first) => {
                let own = phases.remove(0);
                take_over(&mut phases[first - 1], own);
                phases.retain(|phase| !phase.tracks.is_empty());
            }
        }
        phases
    }
}

/// Puts what a phase without tracks holds before what another one holds.
fn take_over(phase: &mut Phase, own: Phase) {
    fn prepend<T>(list: &mut Vec<T>, before: Vec<T>) {
        list.splice(..0, before);
    }
    // Every field has a name here, so that none is forgotten when one is added.
    let Phase {
        source: _,
        span: _,
        number: _,
        title: _,
        tracks: _,
        groups,
        estimates,
        turns,
        sync_points,
        conflict_areas,
        shared,
        criteria,
    } = own;
    prepend(&mut phase.groups, groups);
    prepend(&mut phase.estimates, estimates);
    prepend(&mut phase.turns, turns);
    prepend(&mut phase.sync_points, sync_points);
    prepend(&mut phase.conflict_areas, conflict_areas);
    prepend(&mut phase.shared, shared);
    prepend(&mut phase.criteria, criteria);
}

/// Leaves each target once, at its first place; a hard statement wins over a soft one.
fn unite(list: &mut Vec<Dependency>) {
    if list.len() < 2 {
        return;
    }
    let mut first: BTreeMap<Target, usize> = BTreeMap::new();
    let mut kept: Vec<Dependency> = Vec::with_capacity(list.len());
    for dependency in list.drain(..) {
        if let Some(index) = first.get(&dependency.target) {
            kept[*index].strength = kept[*index].strength.min(dependency.strength);
        } else {
            first.insert(dependency.target.clone(), kept.len());
            kept.push(dependency);
        }
    }
    *list = kept;
}
