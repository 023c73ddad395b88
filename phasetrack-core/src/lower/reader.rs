//! The steps of reading one document, in order.

use crate::id::{TrackId, key};
use crate::model::{Dependency, Phase, Plan, Strength, Target, Track};
use crate::vocabulary::Noun;

use super::document::Document;
use super::draft::{Draft, Pending, Says, Who};
use super::fields::{self, Field};
use super::headings::Candidate;
use super::references::Known;
use super::{
    body, dependencies, groups, headings, items, matter, names, order, phases, references, rows, stories, tables,
    unread,
};

/// What has been read of one document so far.
pub(super) struct Reader<'c, 'a> {
    pub(super) document: &'c Document<'a>,
    pub(super) fields: Vec<Field>,
    pub(super) tables: Vec<tables::Table>,
    pub(super) phases: Vec<Phase>,
    pub(super) drafts: Vec<Draft>,
    pub(super) pending: Vec<Pending>,
    /// The draft that each block describes.
    pub(super) owner: Vec<Option<usize>>,
    /// Headings of workers that are no tracks.
    pub(super) workers: Vec<Candidate>,
}

/// Reads a document into the plan.
pub(super) fn read(document: &Document<'_>, plan: &mut Plan) {
    let fields = fields::find(document);
    let tables = tables::find(document, 0..document.outline.blocks.len());
    let (phases, scopes) = scopes(document);
    let scope = |section: usize| scopes[section];
    let found = headings::read(document, &fields, &tables, &scope);
    let mut drafts = found.drafts;
    plan.unread.extend(found.unread);
    if drafts.is_empty() {
        drafts = items::items(document, &scope);
        if drafts.len() < 2 {
            drafts.clear();
        }
    }
    let mut reader = Reader {
        document,
        fields,
        tables,
        phases,
        drafts,
        pending: Vec::new(),
        owner: Vec::new(),
        workers: found.workers,
    };
    rows::read(&mut reader, &scope);
    if reader.drafts.is_empty() {
        matter::read(&mut reader);
    }
    if reader.drafts.is_empty() {
        reader.drafts = stories::read(&reader, &scope);
    }
    if reader.drafts.is_empty() {
        reader.drafts = items::named_headings(document, &reader.fields, &scope);
    }
    reader.map_blocks();
    body::read(&mut reader, &mut plan.unread);
    rows::tasks(&mut reader);
    reader.drop_track_ids();
    order::read(&mut reader);
    let known = reader.known(0);
    groups::read(&mut reader, &known, &scope);
    reader.resolve();
    unread::read(&reader, &mut plan.unread);
    plan.phases.extend(reader.finish());
}

/// The phases of a document and, for each section, the phase it belongs to. The first phase is the document's own.
fn scopes(document: &Document<'_>) -> (Vec<Phase>, Vec<usize>) {
    let mut phases = vec![phases::of_document(document)];
    let mut scopes = Vec::with_capacity(document.outline.sections.len());
    for section in &document.outline.sections {
        let inherited = section.parent.map_or(0, |parent| scopes[parent]);
        let own =
            section.heading.filter(|_| section.level > 1).and_then(|heading| phases::of_heading(document, heading));
        match own {
            Some(phase) => {
                phases.push(phase);
                scopes.push(phases.len() - 1);
            }
            None => scopes.push(inherited),
        }
    }
    (phases, scopes)
}

impl Reader<'_, '_> {
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

    /// A list of other tracks inside a track is no list of tasks. Tasks keep their indices: pending texts point at them.
    fn drop_track_ids(&mut self) {
        let mut keys: Vec<String> = self
            .drafts
            .iter()
            .filter(|draft| draft.word != "phase")
            .map(|draft| draft.track.id.key().to_owned())
            .collect();
        keys.sort_unstable();
        for draft in &mut self.drafts {
            let is_track = |task: &crate::model::Task| {
                task.id.as_ref().is_some_and(|id| keys.binary_search_by(|key| key.as_str().cmp(id.key())).is_ok())
            };
            for task in draft.track.tasks.iter_mut().filter(|task| is_track(task)) {
                task.id = None;
            }
        }
    }

    /// The draft of a phase by its id's key; any phase when the id is unique in the document.
    pub(super) fn draft(&self, id: &str, scope: Option<usize>) -> Option<usize> {
        let wanted = TrackId::new(id);
        let of = |draft: &Draft| {
            draft.track.id == wanted
                || draft.aliases.iter().any(|alias| key(alias) == wanted.key())
                || draft.track.id.key().trim_start_matches('0') == wanted.key().trim_start_matches('0')
                    && !wanted.key().is_empty()
        };
        let mut found = self
            .drafts
            .iter()
            .enumerate()
            .filter(|(_, draft)| of(draft) && scope.is_none_or(|scope| draft.scope == scope));
        let first = found.next()?;
        Some(first.0)
    }

    /// Turns the texts about order into dependencies.
    fn resolve(&mut self) {
        let mut scopes: Vec<usize> = self.drafts.iter().map(|draft| draft.scope).collect();
        scopes.sort_unstable();
        scopes.dedup();
        let known: Vec<(usize, Known)> = scopes.into_iter().map(|scope| (scope, self.known(scope))).collect();
        for pending in std::mem::take(&mut self.pending) {
            let (draft, task) = match pending.who {
                Who::Track(draft) => (draft, None),
                Who::Task(draft, task) => (draft, Some(task)),
            };
            let Some((_, known)) = known.iter().find(|(scope, _)| *scope == self.drafts[draft].scope) else { continue };
            let own = self.drafts[draft].track.id.key().to_owned();
            let mut list = match pending.says {
                Says::Waits | Says::Blocks | Says::Names => {
                    dependencies::value(self.document, pending.range, known, Some(&own))
                }
                Says::Mentions => references::find(self.document, pending.range, known, true).list,
            };
            for dependency in &mut list {
                dependency.span.source = self.document.source;
                dependency.strength = dependency.strength.max(pending.strength);
            }
            if pending.says == Says::Blocks {
                self.reverse(draft, list);
                continue;
            }
            if pending.says == Says::Names {
                list.retain(|dependency| !matches!(dependency.target, Target::External(_)));
            }
            if matches!(pending.says, Says::Mentions | Says::Names) {
                list.retain(|dependency| dependency.target != Target::Track(self.drafts[draft].track.id.clone()));
            }
            let track = &mut self.drafts[draft].track;
            let into = match task {
                Some(task) => &mut track.tasks[task].dependencies,
                None => &mut track.dependencies,
            };
            for dependency in list {
                add_dependency(into, dependency);
            }
        }
    }

    /// "A blocks B": B waits for A.
    fn reverse(&mut self, draft: usize, list: Vec<Dependency>) {
        let blocker = self.drafts[draft].track.id.clone();
        for dependency in list {
            let Target::Track(blocked) = &dependency.target else { continue };
            if let Some(index) = self.draft(blocked.as_str(), Some(self.drafts[draft].scope)) {
                let strength = dependency.strength;
                let waits = Dependency { target: Target::Track(blocker.clone()), strength, span: dependency.span };
                if index != draft {
                    add_dependency(&mut self.drafts[index].track.dependencies, waits);
                }
            }
        }
    }

    /// The ids that texts of a phase can mean: its own first, then those of the other phases.
    fn known(&self, scope: usize) -> Known {
        let mut known = Known::default();
        for own in [true, false] {
            for draft in self.drafts.iter().filter(|draft| (draft.scope == scope) == own) {
                if own {
                    known.add_track(&draft.track.id, &draft.track.title);
                    for alias in &draft.aliases {
                        known.add_alias(alias, &draft.track.id);
                    }
                }
                for id in draft.track.tasks.iter().filter_map(|task| task.id.as_ref()) {
                    known.add_task(id);
                }
            }
        }
        known
    }

    /// The phases with their tracks; a phase without tracks is kept only when there is no other.
    fn finish(self) -> Vec<Phase> {
        let mut phases = self.phases;
        for draft in self.drafts {
            phases[draft.scope].tracks.push(draft.track);
        }
        let any = phases.iter().any(|phase| !phase.tracks.is_empty());
        let mut index = 0;
        phases.retain(|phase| {
            index += 1;
            !phase.tracks.is_empty() || (!any && index == 1)
        });
        phases
    }
}

/// Adds a dependency unless the same target stands there already; a hard one replaces a soft one.
pub(super) fn add_dependency(list: &mut Vec<Dependency>, dependency: Dependency) {
    match list.iter_mut().find(|known| known.target == dependency.target) {
        Some(known) if known.strength == Strength::Soft => known.strength = dependency.strength,
        Some(_) => {}
        None => list.push(dependency),
    }
}

/// The tracks that a text names, as indices of drafts. Used for assignments, where a bare letter list counts.
pub(super) fn named_drafts(reader: &Reader<'_, '_>, range: super::document::Bytes) -> Vec<usize> {
    let mut known = Known::default();
    for draft in &reader.drafts {
        known.add_track(&draft.track.id, &draft.track.title);
        for alias in &draft.aliases {
            known.add_alias(alias, &draft.track.id);
        }
    }
    let found = references::find(reader.document, range, &known, true);
    found
        .list
        .iter()
        .filter_map(|dependency| match &dependency.target {
            Target::Track(id) => reader.draft(id.as_str(), None),
            _ => None,
        })
        .collect()
}

/// Whether a text begins with a kind word for a group: "Wave 2", "Week 1".
pub(super) fn is_group(document: &Document<'_>, text: &str) -> bool {
    let start = names::lead(text);
    matches!(names::kind_word(&text[start..], document.words), Some((Noun::Group, _, len)) if text[start + len..].trim_start().starts_with(|c: char| c.is_ascii_digit()))
}

/// A track that a table or a text adds to.
pub(super) fn track<'r>(reader: &'r mut Reader<'_, '_>, draft: usize) -> &'r mut Track {
    &mut reader.drafts[draft].track
}
