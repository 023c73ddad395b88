//! A schedule as a value that every form draws: pieces with their names and times, waves, arrows, contended files.
//!
//! All that is worked out for a picture is worked out here, once; a form only writes it down.

use std::num::NonZeroU32;

use super::parts::{Arrow, Bounded, Clash, Kind, Piece, Point, Share, Sprint, Why};
use super::scale::Scale;
use crate::facts::{Facts, Node, Step, TrackIx};
use crate::graph::{Dag, Graph};
use crate::schedule::{Argument, Reason, Role, Timetable, Wait, Work};

/// A plan's schedule, ready to be drawn.
#[derive(Clone, Debug)]
pub struct Chart {
    pub(super) scale: Scale,
    /// Whether pieces are tasks.
    by_tasks: bool,
    /// In document order.
    pub(super) pieces: Vec<Piece>,
    /// Those without an estimate, where some have one.
    pub(super) without: Vec<usize>,
    /// Those whose length is an even share of one figure for several.
    pub(super) shared: Vec<usize>,
    /// Who comes before whom, by piece, without what follows from the rest; ascending.
    pub(super) arrows: Vec<Arrow>,
    /// What pieces may not edit or have at once.
    pub(super) clashes: Vec<Clash>,
    /// The pieces of each wave, ascending, and how long it takes.
    pub(super) waves: Vec<(Vec<usize>, u64)>,
    /// The waves' time in all, the number below which there are none, whether the time is the least.
    pub(super) waves_length: u64,
    pub(super) wave_bound: usize,
    pub(super) waves_length_proven: bool,
    /// The most pieces in one wave, and how many waves of which length there would be without that limit.
    pub(super) wave_limit: Option<(u32, usize, u64)>,
    /// The most pieces of which none waits for another.
    pub(super) width: Vec<usize>,
    /// The longest chain of pieces and its length.
    pub(super) critical_path: Vec<usize>,
    pub(super) critical_length: u64,
    pub(super) workers: u32,
    pub(super) makespan: u64,
    pub(super) bound: Bounded,
    pub(super) curve: Vec<Point>,
    pub(super) recommended: u32,
    pub(super) sequential: u64,
    pub(super) saved: u64,
    /// How long each worker has nothing to do.
    pub(super) idle: Vec<u64>,
    /// What is finished in each sprint; nothing where sprints were not asked for.
    pub(super) sprints: Vec<Sprint>,
}

impl Chart {
    /// Works out what the forms draw; `sprints` is the number of parts of one length that the time is divided into.
    ///
    /// Takes O(n·m / 64) time for n pieces and m dependencies, mostly to leave out the dependencies that follow from
    /// others.
    pub fn new(facts: &Facts<'_>, work: &Work, table: &Timetable, sprints: Option<NonZeroU32>) -> Self {
        let tasks: Vec<usize> = (0..work.steps.len()).filter(|&task| work.pieces[task]).collect();
        let view = View { facts, work, table, tasks: &tasks };
        let mut wave_of = vec![0; tasks.len()];
        let lengths = table.waves.lengths(&work.problem);
        let waves: Vec<_> = table.waves.waves.iter().map(|wave| view.numbers(wave)).zip(lengths).collect();
        for (number, (wave, _)) in waves.iter().enumerate() {
            for &piece in wave {
                wave_of[piece] = number;
            }
        }
        let critical_path = view.numbers(&table.critical_path);
        let pieces = tasks.iter().zip(&wave_of).enumerate();
        let pieces = pieces.map(|(number, (&task, &wave))| view.piece(task, wave, critical_path.contains(&number)));
        let scale = Scale::new(work.problem.durations(), work.in_minutes);
        Self {
            scale,
            by_tasks: work.steps.iter().flatten().any(|step| !matches!(step, Step::End(_))),
            pieces: pieces.collect(),
            without: view.numbers(&work.without),
            shared: view.numbers(&work.shared),
            arrows: view.arrows(&critical_path),
            clashes: view.clashes(&wave_of),
            waves,
            waves_length: table.waves.length,
            wave_bound: table.waves.bound,
            waves_length_proven: table.waves.length_proven,
            wave_limit: table.wave_limit.as_ref().map(|(size, free)| (*size, free.waves.len(), free.length)),
            width: view.numbers(&table.width),
            critical_path,
            critical_length: table.critical_length,
            workers: table.workers,
            makespan: table.solution.makespan,
            bound: view.bounded(table.solution.bound),
            curve: (table.curve.iter())
                .map(|p| Point { workers: p.workers, length: p.length, bound: view.bounded(p.bound) })
                .collect(),
            recommended: table.recommended,
            sequential: table.sequential,
            saved: table.saved(),
            idle: table.idle(&work.problem),
            sprints: (sprints.map_or(Vec::new(), |count| table.sprints(&work.problem, count)).into_iter())
                .map(|(end, workers)| {
                    let share = |(worker, tasks): (u32, Vec<usize>)| Share { worker, pieces: view.numbers(&tasks) };
                    Sprint { end, shares: workers.into_iter().map(share).collect() }
                })
                .collect(),
        }
    }

    /// Tenths of a per cent that are saved against one worker.
    pub(super) fn saved_per_mille(&self) -> u64 {
        (self.saved * 1000 + self.sequential / 2) / self.sequential.max(1)
    }

    pub(super) fn is_proven(&self) -> bool {
        self.makespan == self.bound.length
    }

    /// `Worker 2`, counted from one.
    pub(super) fn worker(number: u32) -> String {
        format!("Worker {}", number + 1)
    }

    /// What pieces are called: tracks, or tasks.
    pub(super) fn noun(&self) -> &'static str {
        match (self.by_tasks, self.pieces.len()) {
            (false, 1) => "track",
            (false, _) => "tracks",
            (true, 1) => "task",
            (true, _) => "tasks",
        }
    }

    /// `7 tracks in 3 waves, critical path 9 days`
    pub(super) fn headline(&self) -> String {
        let waves = if self.waves.len() == 1 { "wave" } else { "waves" };
        let path = self.scale.long(self.critical_length);
        format!("{} {} in {} {waves}, critical path {path}", self.pieces.len(), self.noun(), self.waves.len())
    }

    pub(super) fn is_in_one_wave(&self) -> bool {
        self.waves.len() <= 1
    }

    /// All that is known of a piece, in a line.
    pub(super) fn tooltip(&self, at: usize) -> String {
        let piece = &self.pieces[at];
        let separator = if piece.title.is_empty() { "" } else { ": " };
        let owner = piece.owner.as_ref().map_or(String::new(), |owner| format!(", {owner}"));
        let length =
            if self.scale.is_time() { format!(", {}", self.scale.long(piece.duration)) } else { String::new() };
        let (start, end) = (self.scale.short(piece.start), self.scale.short(piece.end()));
        let Piece { name, title, wave, .. } = piece;
        format!("{name}{separator}{title}, wave {}{owner}{length}, from {start} to {end}", wave + 1)
    }

    /// The pieces of each worker in the order in which they are done.
    pub(super) fn rows(&self) -> Vec<Vec<usize>> {
        let mut rows = vec![Vec::new(); self.workers as usize];
        for (number, piece) in self.pieces.iter().enumerate() {
            if let Some(worker) = piece.worker {
                rows[worker as usize].push(number);
            }
        }
        for row in &mut rows {
            row.sort_by_key(|&piece| (self.pieces[piece].start, piece));
        }
        rows
    }
}

/// What a chart is made of. A task of the problem becomes the number of a piece.
struct View<'a> {
    facts: &'a Facts<'a>,
    work: &'a Work,
    table: &'a Timetable,
    tasks: &'a [usize],
}

impl View<'_> {
    fn numbers(&self, tasks: &[usize]) -> Vec<usize> {
        tasks.iter().filter_map(|task| self.tasks.binary_search(task).ok()).collect()
    }

    fn track(&self, task: usize) -> TrackIx {
        match self.work.steps[task][0] {
            Step::Begin(track) | Step::End(track) => track,
            Step::Task(task) => self.facts.track_of(Node::Task(task)),
        }
    }

    fn piece(&self, task: usize, wave: usize, critical: bool) -> Piece {
        let (name, title) = (self.work.name(self.facts, task), self.work.title(self.facts, task));
        Piece {
            // What has no id is called by its title, once.
            title: if title == name { String::new() } else { title.to_owned() },
            name,
            members: self.work.members(self.facts, task),
            owner: self.facts.track(self.track(task)).owners.first().map(|owner| owner.value.clone()),
            start: self.table.solution.starts[task],
            duration: self.work.problem.durations()[task],
            slack: self.table.slack[task],
            worker: self.table.assigned[task],
            wave,
            critical,
            waits: self.table.waits[task].iter().map(|wait| self.why(wait, self.table.solution.starts[task])).collect(),
        }
    }

    fn why(&self, wait: &Wait, start: u64) -> Why {
        let (reason, thing) = match wait.reason {
            Reason::Dependency => (Kind::Dependency, None),
            Reason::Resource(at) => {
                let name = Some(self.work.resources[at].clone());
                match self.work.problem.resources()[at].role {
                    Role::Workers => (Kind::Worker, None),
                    Role::Kind => (Kind::Owner, name),
                    Role::File => (Kind::File, name),
                    Role::Other => (Kind::Resource, name),
                }
            }
        };
        Why { reason, thing, on: self.ending(&wait.on, start), price: wait.price }
    }

    /// The pieces behind points in time: those that end then.
    fn ending(&self, tasks: &[usize], time: u64) -> Vec<usize> {
        let (starts, durations) = (&self.table.solution.starts, self.work.problem.durations());
        let mut seen = vec![false; if tasks.iter().all(|&task| self.work.pieces[task]) { 0 } else { starts.len() }];
        let mut next = tasks.to_vec();
        let mut found = Vec::new();
        while let Some(task) = next.pop() {
            if self.work.pieces[task] {
                found.push(task);
            } else if !std::mem::replace(&mut seen[task], true) {
                let before = self.work.problem.order().predecessors(task);
                next.extend(before.filter(|&before| starts[before] + durations[before] == time));
            }
        }
        found.sort_unstable();
        found.dedup();
        self.numbers(&found)
    }

    /// The order of the pieces, through points in time, without what follows from the rest.
    fn arrows(&self, critical_path: &[usize]) -> Vec<Arrow> {
        let order = self.work.problem.order();
        let mut edges = Vec::new();
        let mut seen = vec![usize::MAX; order.len()];
        for (from, &task) in self.tasks.iter().enumerate() {
            let mut next: Vec<usize> = order.successors(task).collect();
            while let Some(task) = next.pop() {
                if std::mem::replace(&mut seen[task], from) == from {
                    continue;
                }
                match self.tasks.binary_search(&task) {
                    Ok(to) => edges.push((from, to)),
                    Err(_) => next.extend(order.successors(task)),
                }
            }
        }
        let graph = Graph::new(self.tasks.len(), edges);
        let reduced = Dag::new(&graph).expect("the order of a problem has no circle").transitive_reduction();
        let follows = |from, to| critical_path.windows(2).any(|two| two == [from, to]);
        reduced.edges().map(|(from, to)| Arrow { from, to, critical: follows(from, to) }).collect()
    }

    fn clashes(&self, wave_of: &[usize]) -> Vec<Clash> {
        let kind = |role| match role {
            Role::File => Some(Kind::File),
            Role::Other => Some(Kind::Resource),
            Role::Workers | Role::Kind => None,
        };
        let things = self.work.problem.resources().iter().zip(&self.work.resources);
        things
            .filter_map(|(resource, thing)| Some((resource, thing, kind(resource.role)?)))
            .map(|(resource, thing, kind)| {
                let tasks: Vec<usize> = resource.demands.iter().map(|demand| demand.0).collect();
                let mut pieces = self.numbers(&tasks);
                pieces.sort_by_key(|&piece| (wave_of[piece], piece));
                let mut tracks = std::collections::BTreeSet::new();
                pieces.retain(|&piece| tracks.insert(self.track(self.tasks[piece])));
                Clash { thing: thing.clone(), kind, pieces }
            })
            .collect()
    }

    fn bounded(&self, bound: crate::schedule::Bound) -> Bounded {
        let argument = match bound.argument {
            Argument::Work { resource, before: 0, after: 0 } => match self.work.problem.resources()[resource].role {
                Role::Workers => "work / workers".to_owned(),
                _ => format!("all work on {}", self.work.resources[resource]),
            },
            Argument::Work { resource, .. } => match self.work.problem.resources()[resource].role {
                Role::Workers => "work / workers, with what comes before and after".to_owned(),
                _ => format!("all work on {}, with what comes before and after", self.work.resources[resource]),
            },
            other => other.to_string(),
        };
        Bounded { length: bound.length, argument }
    }
}
