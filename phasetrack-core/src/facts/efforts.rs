//! How much work every track and task is, as far as a plan says: of itself, or in one figure with others.
//!
//! A figure for several is an equation: the effort of all its members adds up to it. Members that the same figures hold
//! are one *part*. A figure with one part that is not known gives that part. Where every figure leaves several open, the
//! one that leaves the least to each member is split evenly: so no other figure is left with too little. A part with
//! several members is split evenly too. [`Efforts::shared`] lists who has no more than an even share.

use std::collections::{BTreeMap, BTreeSet};

use super::{Facts, Node, TaskIx, TrackIx};
use crate::id::Effort;
use crate::model::Estimate;

/// The effort of every track and task, in minutes; of an estimate that is a range the upper end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Efforts<'p> {
    tracks: Vec<Option<u64>>,
    tasks: Vec<Option<u64>>,
    /// Tracks, or tasks, that have even shares of what is known of them together.
    pub shared: Vec<Vec<Node>>,
    /// Figures for several that their own members contradict, with the minutes that these take; none of them is a guess.
    pub contradicted: Vec<(&'p Estimate, u64)>,
}

impl<'p> Efforts<'p> {
    /// Works the efforts out. Takes O(m log m) time for m members of figures.
    pub fn new(facts: &Facts<'p>) -> Self {
        let own = |effort: Option<&Effort>| effort.map(|effort| u64::from(effort.max_minutes()));
        let tracks = facts.tracks.iter().map(|fact| own(fact.track.effort.as_ref().map(|effort| &effort.value)));
        let tasks = facts.tasks.iter().map(|fact| own(fact.task.effort.as_ref().map(|effort| &effort.value)));
        let mut found = Self { tracks: tracks.collect(), tasks: tasks.collect(), ..Self::default() };
        let (mut of_tracks, mut of_tasks) = (Vec::new(), Vec::new());
        for (phase, stated) in facts.plan.phases.iter().enumerate() {
            for estimate in &stated.estimates {
                let nodes = estimate.members.iter().map(|member| facts.named(phase, &member.target));
                let Some(nodes) = nodes.collect::<Option<BTreeSet<Node>>>() else { continue };
                let tracks = nodes.iter().filter_map(|node| if let Node::Track(ix) = node { Some(ix.0) } else { None });
                let tasks = nodes.iter().filter_map(|node| if let Node::Task(ix) = node { Some(ix.0) } else { None });
                let (tracks, tasks): (Vec<_>, Vec<_>) = (tracks.collect(), tasks.collect());
                let figure = |members| Figure {
                    members,
                    total: u64::from(estimate.effort.value.max_minutes()),
                    estimate: Some(estimate),
                };
                match (tracks.is_empty(), tasks.is_empty()) {
                    (false, true) => of_tracks.push(figure(tracks)),
                    (true, false) => of_tasks.push(figure(tasks)),
                    _ => {}
                }
            }
        }
        let stated: Vec<usize> = (0..found.tracks.len()).filter(|&track| found.tracks[track].is_some()).collect();
        of_tasks.extend(stated.iter().filter_map(|&track| found.of_tasks(facts, track)));
        found.solve_tasks(of_tasks);
        for track in 0..found.tracks.len() {
            let tasks = facts.tasks_of(TrackIx(track));
            let sum = || tasks.clone().map(|task| found.tasks[task]).sum::<Option<u64>>();
            found.tracks[track] = found.tracks[track].or_else(|| if tasks.is_empty() { None } else { sum() });
        }
        let solved = Sums::new(&found.tracks, of_tracks).solve(&mut found.tracks);
        found.take(solved, |track| Node::Track(TrackIx(track)));
        let derived = (0..found.tracks.len()).filter(|track| stated.binary_search(track).is_err());
        let of_tasks = derived.filter_map(|track| found.of_tasks(facts, track)).collect();
        found.solve_tasks(of_tasks);
        found
    }

    /// The effort of a track or a task; none when the plan does not say it.
    pub fn of(&self, node: Node) -> Option<u64> {
        match node {
            Node::Track(ix) => self.tracks[ix.0],
            Node::Task(ix) => self.tasks[ix.0],
        }
    }

    /// The effort of a track as a figure for its tasks.
    fn of_tasks(&self, facts: &Facts<'p>, track: usize) -> Option<Figure<'p>> {
        let members: Vec<usize> = facts.tasks_of(TrackIx(track)).collect();
        Some(Figure { total: self.tracks[track]?, members, estimate: None }).filter(|figure| !figure.members.is_empty())
    }

    fn solve_tasks(&mut self, figures: Vec<Figure<'p>>) {
        let solved = Sums::new(&self.tasks, figures).solve(&mut self.tasks);
        self.take(solved, |task| Node::Task(TaskIx(task)));
    }

    fn take(&mut self, solved: Solved<'p>, node: fn(usize) -> Node) {
        self.shared.extend(solved.shared.into_iter().map(|members| members.into_iter().map(node).collect()));
        self.contradicted.extend(solved.contradicted);
    }
}

/// The effort of several members together.
struct Figure<'p> {
    members: Vec<usize>,
    total: u64,
    /// Where it is stated, unless it is the effort of a track.
    estimate: Option<&'p Estimate>,
}

/// Members that the same figures hold, and these figures.
struct Part {
    members: Vec<usize>,
    figures: Vec<usize>,
}

/// What is left of a figure.
struct Rest<'p> {
    figure: Figure<'p>,
    /// None once its own members contradict it.
    left: Option<u64>,
    /// The parts that are not known yet, and how many members these have.
    open: BTreeSet<usize>,
    members: u64,
}

/// Figures for several members, less what is known of them.
struct Sums<'p> {
    rests: Vec<Rest<'p>>,
    parts: Vec<Part>,
    /// Figures with open parts; the next one to be looked at is the least.
    queue: BTreeSet<Entry>,
}

/// Whether a figure leaves several parts open, what is left for each member, and its number.
type Entry = (bool, u64, usize);

/// What follows besides the efforts themselves.
#[derive(Default)]
struct Solved<'p> {
    shared: Vec<Vec<usize>>,
    contradicted: Vec<(&'p Estimate, u64)>,
}

impl<'p> Sums<'p> {
    fn new(known: &[Option<u64>], figures: Vec<Figure<'p>>) -> Self {
        let mut holding: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut rests = Vec::with_capacity(figures.len());
        for (number, figure) in figures.into_iter().enumerate() {
            let stated: u64 = figure.members.iter().filter_map(|&member| known[member]).sum();
            for &member in figure.members.iter().filter(|&&member| known[member].is_none()) {
                holding.entry(member).or_default().push(number);
            }
            let left = figure.total.checked_sub(stated);
            rests.push(Rest { figure, left, open: BTreeSet::new(), members: 0 });
        }
        let mut parts: BTreeMap<Vec<usize>, Vec<usize>> = BTreeMap::new();
        for (member, figures) in holding {
            parts.entry(figures).or_default().push(member);
        }
        let parts: Vec<Part> = parts.into_iter().map(|(figures, members)| Part { members, figures }).collect();
        for (number, part) in parts.iter().enumerate() {
            for &figure in &part.figures {
                rests[figure].open.insert(number);
                rests[figure].members += count(&part.members);
            }
        }
        let mut sums = Self { rests, parts, queue: BTreeSet::new() };
        sums.queue = (0..sums.rests.len()).filter_map(|figure| sums.entry(figure)).collect();
        sums
    }

    /// Fills in what follows.
    fn solve(mut self, known: &mut [Option<u64>]) -> Solved<'p> {
        let mut solved = Solved::default();
        // What contradicts a guess contradicts nothing that is stated.
        let mut is_exact = true;
        while let Some((several, _, figure)) = self.queue.pop_first() {
            if several && is_exact {
                solved.contradicted = self.contradicted(known);
                is_exact = false;
            }
            let open: Vec<usize> = self.rests[figure].open.iter().copied().collect();
            let members: Vec<usize> = open.iter().flat_map(|&part| self.parts[part].members.iter().copied()).collect();
            for (&member, share) in members.iter().zip(shares(self.rests[figure].left.unwrap_or(0), count(&members))) {
                known[member] = Some(share);
            }
            for part in open {
                self.settle(part, known);
            }
            if members.len() > 1 {
                solved.shared.push(members);
            }
        }
        if is_exact {
            solved.contradicted = self.contradicted(known);
        }
        solved
    }

    /// Takes a part that is known now from every figure that holds it.
    fn settle(&mut self, part: usize, known: &[Option<u64>]) {
        let Part { members, figures } =
            std::mem::replace(&mut self.parts[part], Part { members: Vec::new(), figures: Vec::new() });
        let sum = members.iter().filter_map(|&member| known[member]).sum();
        for figure in figures {
            if let Some(entry) = self.entry(figure) {
                self.queue.remove(&entry);
            }
            let rest = &mut self.rests[figure];
            rest.open.remove(&part);
            rest.members -= count(&members);
            rest.left = rest.left.and_then(|left| left.checked_sub(sum));
            self.queue.extend(self.entry(figure));
        }
    }

    /// The place of a figure in the queue; none for one that leaves nothing open, or nothing for those that are.
    fn entry(&self, figure: usize) -> Option<Entry> {
        let rest = &self.rests[figure];
        let left = rest.left.filter(|&left| rest.members > 0 && left >= rest.members)?;
        Some((rest.open.len() > 1, left / rest.members, figure))
    }

    /// The figures that what is known of their members contradicts: it is more, or less and nothing is open, or it leaves
    /// nothing to those that are open.
    fn contradicted(&self, known: &[Option<u64>]) -> Vec<(&'p Estimate, u64)> {
        let of = |rest: &Rest<'p>| {
            let sum: u64 = rest.figure.members.iter().filter_map(|&member| known[member]).sum();
            let fits = match rest.left {
                Some(left) => left >= rest.members && (rest.members > 0 || left == 0),
                None => false,
            };
            Some((rest.figure.estimate.filter(|_| !fits)?, sum))
        };
        self.rests.iter().filter_map(of).collect()
    }
}

fn count(members: &[usize]) -> u64 {
    u64::try_from(members.len()).unwrap_or(u64::MAX)
}

/// An amount in even parts: whole hours where it is one, so that figures in hours give parts in hours.
fn shares(total: u64, parts: u64) -> impl Iterator<Item = u64> {
    let unit = if total.is_multiple_of(60) && total / 60 >= parts { 60 } else { 1 };
    let (each, more) = (total / unit / parts, total / unit % parts);
    (0..parts).map(move |part| (each + u64::from(part < more)) * unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_from_figures_for_several() {
        type Figures = &'static [(&'static [usize], u64)];
        type Known = &'static [Option<u64>];
        // Figures as members and total; what is known of itself; what follows; who has an even share.
        type Case = (Figures, Known, Known, &'static [usize]);
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
            // The figure that leaves less to each is split first, so that the other one is not left with too little.
            (&[(&[0, 1], 12_000), (&[1, 2], 3_600)], &[None; 3], &[Some(10_200), Some(1_800), Some(1_800)], &[1, 2]),
            // Members that say more than the figure, or as much before all have a say: it gives nothing.
            (&[(&[0, 1], 60)], &[Some(61), None], &[Some(61), None], &[]),
            (&[(&[0, 1], 60)], &[Some(60), None], &[Some(60), None], &[]),
            // Too little for whole hours.
            (&[(&[0, 1], 60)], &[None; 2], &[Some(30), Some(30)], &[0, 1]),
        ];
        for (figures, known, expected, shares) in cases {
            for reversed in [false, true] {
                let mut figures: Vec<Figure<'_>> = figures
                    .iter()
                    .map(|(members, total)| Figure { members: members.to_vec(), total: *total, estimate: None })
                    .collect();
                if reversed {
                    figures.reverse();
                }
                let mut found = known.to_vec();
                let mut shared = Sums::new(known, figures).solve(&mut found).shared.concat();
                shared.sort_unstable();
                assert_eq!((found.as_slice(), shared.as_slice()), (*expected, *shares), "{known:?} {expected:?}");
            }
        }
    }
}
