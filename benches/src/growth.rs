//! Does four times the text take four times as long?

use std::hint::black_box;
use std::time::Duration;

use phasetrack_core::Report;
use phasetrack_core::render::{self, Places};
use phasetrack_core::settings::Settings;
use phasetrack_core::text::Sources;

use crate::measure::{events, least, time};
use crate::patterns::Pattern;

/// The largest text, in bytes.
pub const LARGEST: usize = 4 << 20;

/// The most that four times the text may cost: linear, with room for caches that are too small.
pub const LIMIT: f64 = 5.0;

/// Times below this say little about growth.
const SHORTEST: Duration = Duration::from_millis(2);

/// A text that takes longer is not made four times as long.
const LONGEST: Duration = Duration::from_secs(4);

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The bare event loop of the Markdown parser: what it cannot do in linear time nobody can who uses it.
    Events,
    /// Reading and judging.
    Check,
    /// Printing the findings and the plan in every format.
    Print,
}

/// How a step grew on one pattern.
#[derive(Clone, Copy, Debug)]
pub struct Growth {
    /// The worst ratio of the time for 4n bytes to that for n, and that n; nothing when every time was too short.
    pub worst: Option<(f64, usize)>,
    /// Bytes of the longest text that was measured.
    pub bytes: usize,
    /// The time for it.
    pub time: Duration,
}

impl Growth {
    /// Whether the worst ratio is over the limit.
    pub fn is_too_fast(&self) -> bool {
        self.worst.is_some_and(|(ratio, _)| ratio > LIMIT)
    }
}

/// Measures a step on ever longer texts of a pattern, from `smallest` bytes to `largest`.
pub fn of(pattern: &Pattern, step: Step, settings: &Settings, smallest: usize, largest: usize) -> Growth {
    let measure = |bytes| run(&pattern.text(bytes), step, settings);
    let mut growth = Growth { worst: None, bytes: smallest, time: measure(smallest) };
    while growth.bytes * 4 <= largest && growth.time < LONGEST {
        let (bytes, mut before, mut after) = (growth.bytes, growth.time, measure(growth.bytes * 4));
        // A ratio over the limit may be noise: both ends get two more chances.
        for _ in 0..2 {
            if after > SHORTEST && ratio(after, before) > LIMIT && after < LONGEST {
                before = before.min(measure(bytes));
                after = after.min(measure(bytes * 4));
            }
        }
        let ratio = ratio(after, before);
        if before >= SHORTEST && growth.worst.is_none_or(|(worst, _)| ratio > worst) {
            growth.worst = Some((ratio, bytes));
        }
        growth.bytes *= 4;
        growth.time = after;
    }
    growth
}

/// A quick look: 8 KiB and 32 KiB, reading and judging. True when the larger takes long enough, and too much longer.
pub fn suspicious(pattern: &Pattern, settings: &Settings) -> bool {
    let check = |text: &str| {
        let mut sources = Sources::default();
        sources.add("plan.md", text);
        time(&mut || drop(black_box(phasetrack_core::check(&sources, settings))))
    };
    let (short, long) = (pattern.text(8 << 10), pattern.text(32 << 10));
    let mut looks = (0..3).map(|_| (check(&short), check(&long)));
    looks.all(|(before, after)| after > SHORTEST / 4 && ratio(after, before) > LIMIT)
}

fn ratio(after: Duration, before: Duration) -> f64 {
    after.as_secs_f64() / before.as_secs_f64()
}

/// The time of one step on one text.
fn run(text: &str, step: Step, settings: &Settings) -> Duration {
    let mut sources = Sources::default();
    sources.add("plan.md", text);
    match step {
        Step::Events => least(|| events(text)),
        Step::Check => least(|| drop(black_box(phasetrack_core::check(&sources, settings)))),
        Step::Print => {
            let report = phasetrack_core::check(&sources, settings);
            least(|| print(&sources, &report))
        }
    }
}

fn print(sources: &Sources, report: &Report) {
    let places = Places::new(sources);
    black_box(render::full(&places, &report.diagnostics, false));
    black_box(render::concise(&places, &report.diagnostics));
    black_box(render::github(&places, &report.diagnostics));
    black_box(render::json(&places, &report.plan, &report.diagnostics));
    black_box(render::show(&places, &report.plan));
}
