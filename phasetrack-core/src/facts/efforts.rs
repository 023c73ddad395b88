//! How much work every track and task is, as far as a plan says: of itself, or in one figure with others.
//!
//! A figure for several is an equation: the effort of all its members adds up to it. Members that the same figures hold
//! are one *part*. A figure with one part that is not known gives it; where figures leave several open, the smallest is
//! split evenly. A part with several members is split evenly too, and [`Efforts::shared`] says so: each of them is
//! right in sum and a guess in detail.

use std::collections::{BTreeMap, BTreeSet};

use super::{Facts, Node, TaskIx, TrackIx};
use crate::id::Effort;

/// The effort of every track and task, in minutes; of an estimate that is a range the upper end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Efforts {
    tracks: Vec<Option<u64>>,
    tasks: Vec<Option<u64>>,
    /// Tracks, or tasks, that have even shares of what is known of them together.
    pub shared: Vec<Vec<Node>>,
}

impl Efforts {
    /// Works the efforts out. Takes O(m log m) time for m members of figures.
    pub fn new(facts: &Facts<'_>) -> Self {
        let own = |effort: Option<&Effort>| effort.map(|effort| u64::from(effort.max_minutes()));
        let tracks = facts.tracks.iter().map(|fact| own(fact.track.effort.as_ref().map(|effort| &effort.value)));
        let tasks = facts.tasks.iter().map(|fact| own(fact.task.effort.as_ref().map(|effort| &effort.value)));
        let mut found = Self { tracks: tracks.collect(), tasks: tasks.collect(), shared: Vec::new() };
        let (mut of_tracks, mut of_tasks) = (Vec::new(), Vec::new());
        for (phase, stated) in facts.plan.phases.iter().enumerate() {
            for estimate in &stated.estimates {
                let total = u64::from(estimate.effort.value.max_minutes());
                let nodes = estimate.members.iter().map(|member| facts.named(phase, &member.target));
                let Some(nodes) = nodes.collect::<Option<BTreeSet<Node>>>() else { continue };
                let tracks = nodes.iter().filter_map(|node| if let Node::Track(ix) = node { Some(ix.0) } else { None });
                let tasks = nodes.iter().filter_map(|node| if let Node::Task(ix) = node { Some(ix.0) } else { None });
                let (tracks, tasks): (Vec<_>, Vec<_>) = (tracks.collect(), tasks.collect());
                match (tracks.is_empty(), tasks.is_empty()) {
                    (false, true) => of_tracks.push((tracks, total)),
                    (true, false) => of_tasks.push((tasks, total)),
                    _ => {}
                }
            }
        }
        for (ix, total) in found.tracks.iter().enumerate() {
            let tasks = facts.tasks_of(TrackIx(ix));
            of_tasks.extend(total.filter(|_| !tasks.is_empty()).map(|total| (tasks.collect(), total)));
        }
        let track = |ix| Node::Track(TrackIx(ix));
        let task = |ix| Node::Task(TaskIx(ix));
        let nodes = |shared: Vec<usize>, node: fn(usize) -> Node| shared.into_iter().map(node).collect();
        let of_tracks = Sums::new(&found.tracks, of_tracks).solve(&mut found.tracks);
        let of_tasks = Sums::new(&found.tasks, of_tasks).solve(&mut found.tasks);
        found.shared.extend(of_tracks.into_iter().map(|shared| nodes(shared, track)));
        found.shared.extend(of_tasks.into_iter().map(|shared| nodes(shared, task)));
        found
    }

    /// The effort of a track or a task; none when the plan does not say it.
    pub fn of(&self, node: Node) -> Option<u64> {
        match node {
            Node::Track(ix) => self.tracks[ix.0],
            Node::Task(ix) => self.tasks[ix.0],
        }
    }
}

/// Figures for several members, less what is known of them.
struct Sums {
    /// What is left of each figure; none for one that its own members contradict.
    left: Vec<Option<u64>>,
    /// Members that the same figures hold, with those figures.
    parts: Vec<(Vec<usize>, Vec<usize>)>,
    /// The parts of each figure that are not known yet.
    open: Vec<BTreeSet<usize>>,
    /// Figures with open parts by the number of these and of their members: the next one is the least.
    queue: BTreeSet<(usize, usize, usize)>,
}

impl Sums {
    fn new(known: &[Option<u64>], figures: Vec<(Vec<usize>, u64)>) -> Self {
        let mut holding: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut left = Vec::with_capacity(figures.len());
        for (number, (members, total)) in figures.into_iter().enumerate() {
            let stated: u64 = members.iter().filter_map(|&member| known[member]).sum();
            left.push(total.checked_sub(stated));
            for member in members.into_iter().filter(|&member| known[member].is_none()) {
                holding.entry(member).or_default().push(number);
            }
        }
        let mut parts: BTreeMap<Vec<usize>, Vec<usize>> = BTreeMap::new();
        for (member, figures) in holding {
            parts.entry(figures).or_default().push(member);
        }
        let parts: Vec<_> = parts.into_iter().map(|(figures, members)| (members, figures)).collect();
        let mut open = vec![BTreeSet::new(); left.len()];
        for (part, (_, figures)) in parts.iter().enumerate() {
            for &figure in figures {
                open[figure].insert(part);
            }
        }
        let mut sums = Self { left, parts, open, queue: BTreeSet::new() };
        sums.queue = (0..sums.open.len()).filter_map(|figure| sums.entry(figure)).collect();
        sums
    }

    /// Fills in what follows, and gives those that have no more than even shares.
    fn solve(mut self, known: &mut [Option<u64>]) -> Vec<Vec<usize>> {
        let mut shared = Vec::new();
        while let Some((.., figure)) = self.queue.pop_first() {
            let total = self.left[figure].unwrap_or(0);
            let parts: Vec<usize> = self.open[figure].iter().copied().collect();
            let members: Vec<usize> = parts.iter().flat_map(|&part| self.parts[part].0.iter().copied()).collect();
            for (&member, share) in members.iter().zip(shares(total, members.len())) {
                known[member] = Some(share);
            }
            if members.len() > 1 {
                shared.push(members);
            }
            for part in parts {
                let sum = self.parts[part].0.iter().filter_map(|&member| known[member]).sum();
                for figure in self.parts[part].1.clone() {
                    if let Some(entry) = self.entry(figure) {
                        self.queue.remove(&entry);
                    }
                    self.open[figure].remove(&part);
                    self.left[figure] = self.left[figure].and_then(|left| left.checked_sub(sum));
                    self.queue.extend(self.entry(figure));
                }
            }
        }
        shared
    }

    /// The place of a figure in the queue; none for one without open parts, or that is contradicted.
    fn entry(&self, figure: usize) -> Option<(usize, usize, usize)> {
        let parts = &self.open[figure];
        let members = || parts.iter().map(|&part| self.parts[part].0.len()).sum();
        (self.left[figure].is_some() && !parts.is_empty()).then(|| (parts.len(), members(), figure))
    }
}

/// An amount in even parts: whole hours where it is one, so that figures in hours give parts in hours.
fn shares(total: u64, parts: usize) -> impl Iterator<Item = u64> {
    let count = u64::try_from(parts).unwrap_or(u64::MAX);
    let unit = if total.is_multiple_of(60) && total / 60 >= count { 60 } else { 1 };
    let (each, more) = (total / unit / count, total / unit % count);
    (0..count).map(move |part| (each + u64::from(part < more)) * unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_from_figures_for_several() {
        type Figures = &'static [(&'static [usize], u64)];
        type Efforts = &'static [Option<u64>];
        // Figures as members and total; what is known of itself; what follows; who has an even share.
        type Case = (Figures, Efforts, Efforts, &'static [usize]);
        let cases: &[Case] = &[
            (&[], &[None, Some(5)], &[None, Some(5)], &[]),
            (&[(&[0, 1], 60)], &[Some(20), None], &[Some(20), Some(40)], &[]),
            (&[(&[0, 1, 2], 300)], &[None; 3], &[Some(120), Some(120), Some(60)], &[0, 1, 2]),
            // A chain of three, the first two of which are a sprint.
            (&[(&[0, 1, 2], 600), (&[0, 1], 360)], &[None; 3], &[Some(180), Some(180), Some(240)], &[0, 1]),
            // The remainder of one figure leads to the remainder of another.
            (
                &[(&[0, 1], 480), (&[1, 2, 3], 720), (&[2, 3], 300)],
                &[None; 4],
                &[Some(60), Some(420), Some(180), Some(120)],
                &[2, 3],
            ),
            // Members that say more than the figure: it gives nothing.
            (&[(&[0, 1], 60)], &[Some(61), None], &[Some(61), None], &[]),
            // Too little for whole hours.
            (&[(&[0, 1], 60)], &[None; 2], &[Some(30), Some(30)], &[0, 1]),
        ];
        for (figures, known, expected, shares) in cases {
            let mut found = known.to_vec();
            let sums = Sums::new(known, figures.iter().map(|(members, total)| (members.to_vec(), *total)).collect());
            let mut shared = sums.solve(&mut found).concat();
            shared.sort_unstable();
            assert_eq!((found.as_slice(), shared.as_slice()), (*expected, *shares), "{figures:?} {known:?}");
        }
    }
}
