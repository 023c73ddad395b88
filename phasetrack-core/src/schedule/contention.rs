//! What tracks contend for: files that several edit, things that several need alone, persons.

use std::collections::{BTreeMap, BTreeSet};

use super::Role;
use crate::facts::{Facts, Meeting, Ownership, TrackIx};
use crate::settings::Schedule;
use crate::vocabulary::normalise;

/// Tracks of which not all may be at work at once, and because of what.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conflict {
    /// What the thing is: [`Role::File`] for a path that all of them edit, [`Role::Other`] for what they need alone,
    /// [`Role::Kind`] for a person or several of one name.
    pub role: Role,
    /// The path, or the name of the thing.
    pub name: String,
    /// How many of the tracks may have it at once.
    pub capacity: u32,
    /// The tracks, ascending.
    pub tracks: Vec<TrackIx>,
}

/// The conflicts that a plan states: for each file that several tracks edit, and for each thing that several need alone,
/// all of these as one group. Groups of files that lie in larger ones are left out.
///
/// Takes O(c·p) time for c clashes and p the time to look up a path.
pub fn conflicts(facts: &Facts<'_>, ownership: &Ownership<'_>, settings: &Schedule) -> Vec<Conflict> {
    let mut found = of_files(ownership);
    found.extend(needed(facts, settings));
    found
}

/// The things that several tracks need alone: as they say themselves, or as the settings do. A name of the settings that no
/// track has, or several, says nothing about these documents.
///
/// Takes O(n log n) time for n such statements.
pub fn needed(facts: &Facts<'_>, settings: &Schedule) -> Vec<Conflict> {
    let stated = facts
        .tracks
        .iter()
        .enumerate()
        .flat_map(|(ix, fact)| fact.track.resources.iter().map(move |thing| (thing.value.as_str(), TrackIx(ix))));
    let configured = settings.resources.iter().flat_map(|(thing, tracks)| {
        let known = tracks.iter().filter_map(|name| track_called(facts, name));
        known.map(move |track| (thing.as_str(), track))
    });
    let mut needing: BTreeMap<String, (&str, BTreeSet<TrackIx>)> = BTreeMap::new();
    for (thing, track) in stated.chain(configured) {
        needing.entry(normalise(thing)).or_insert((thing, BTreeSet::new())).1.insert(track);
    }
    let contended = needing.into_values().filter(|(_, tracks)| tracks.len() > 1);
    let conflict = |(name, tracks): (&str, BTreeSet<TrackIx>)| Conflict {
        role: Role::Other,
        name: name.to_owned(),
        capacity: 1,
        tracks: tracks.into_iter().collect(),
    };
    contended.map(conflict).collect()
}

/// The one track of an id or a title.
fn track_called(facts: &Facts<'_>, name: &str) -> Option<TrackIx> {
    let in_phase = |phase: usize| {
        let found = facts.names.track(phase, name).or_else(|| facts.names.title(phase, name));
        found.filter(|track| facts.tracks[track.0].phase == phase)
    };
    let mut found = (0..facts.plan.phases.len()).filter_map(in_phase);
    found.next().filter(|_| found.next().is_none())
}

fn of_files(ownership: &Ownership<'_>) -> Vec<Conflict> {
    let mut groups: BTreeMap<BTreeSet<TrackIx>, String> = BTreeMap::new();
    let contends = |meeting| matches!(meeting, Meeting::Collision | Meeting::CreatedTwice | Meeting::TwoOwners);
    for clash in ownership.clashes.iter().filter(|clash| contends(clash.meeting)) {
        let [at, with] = [clash.at, clash.with].map(|stake| &ownership.stakes[stake].region);
        let Some(path) = at.overlap(with).path().map(<[u8]>::to_vec) else { continue };
        let stakes = ownership.of(&path);
        let editing = stakes.iter().map(|&stake| &ownership.stakes[stake]).filter(|stake| stake.right.edits());
        let tracks: BTreeSet<TrackIx> = editing.filter_map(|stake| stake.holder).collect();
        if tracks.len() > 1 {
            groups.entry(tracks).or_insert_with(|| String::from_utf8_lossy(&path).into_owned());
        }
    }
    let within = |tracks: &BTreeSet<TrackIx>| groups.keys().any(|other| other != tracks && tracks.is_subset(other));
    let largest = groups.iter().filter(|(tracks, _)| !within(tracks));
    let conflict = |(tracks, path): (&BTreeSet<TrackIx>, &String)| Conflict {
        role: Role::File,
        name: path.clone(),
        capacity: 1,
        tracks: tracks.iter().copied().collect(),
    };
    largest.map(conflict).collect()
}

/// All that tracks contend for: what they conflict over, and persons where these count.
pub(super) fn contended(
    facts: &Facts<'_>,
    owners: Option<&BTreeMap<String, u32>>,
    conflicts: &[Conflict],
) -> Vec<Conflict> {
    let persons = owners.into_iter().flat_map(|counts| {
        let owned = tracks_by_owner(facts).into_iter();
        owned.map(|(name, tracks)| {
            let known = counts.iter().find(|(known, _)| normalise(known) == normalise(&name));
            Conflict { role: Role::Kind, capacity: known.map_or(1, |(_, count)| *count), name, tracks }
        })
    });
    conflicts.iter().cloned().chain(persons).collect()
}

/// The tracks of everybody who is named first as an owner, and has more than one.
fn tracks_by_owner(facts: &Facts<'_>) -> Vec<(String, Vec<TrackIx>)> {
    let mut owners: BTreeMap<String, Vec<TrackIx>> = BTreeMap::new();
    for (ix, fact) in facts.tracks.iter().enumerate() {
        if let Some(owner) = fact.track.owners.first() {
            owners.entry(owner.value.clone()).or_default().push(TrackIx(ix));
        }
    }
    owners.retain(|_, tracks| tracks.len() > 1);
    // By their first tracks, so that another name changes nothing.
    let mut owners: Vec<_> = owners.into_iter().collect();
    owners.sort_by_key(|(_, tracks)| tracks[0]);
    owners
}
