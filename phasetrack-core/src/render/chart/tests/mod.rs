//! Every form against plans whose schedules are known, against hostile titles, and against properties of all plans.

mod forms;
mod json;
mod pictures;
mod properties;

use super::Chart;
use crate::facts::{Facts, Ownership};
use crate::lower;
use crate::schedule::{Options, Pieces, Timetable, Unit, Work, conflicts};
use crate::settings::Schedule;
use crate::text::Sources;
use crate::vocabulary::Vocabulary;

/// The chart of a plan.
fn chart(plan: &str, unit: Unit, options: Options) -> Chart {
    let mut sources = Sources::default();
    sources.add("plan.md", plan);
    let plan = lower::plan(&sources, &Vocabulary::default());
    let facts = Facts::new(&plan);
    let pieces = Pieces { unit, ..Pieces::default() };
    let work = Work::new(&facts, pieces, &conflicts(&facts, &Ownership::new(&facts), &Schedule::default())).unwrap();
    Chart::new(&facts, &work, &Timetable::new(&work, options), None)
}

/// A small plan with an order, a contended file and estimates.
const SHOP: &str = "\
# Phase 2: Shop

| Track | Owner | Files | Depends on | Effort |
|---|---|---|---|---|
| Track A: Schema | Ann | `db/**` | none | 2 days |
| Track B: Orders | Bert | `orders/**`, `routes.ts` | A | 3 days |
| Track C: Payments | Cleo | `pay/**`, `routes.ts` | A | 2 days |
| Track D: Pages | Ann | `web/**` | B | 1 day |
";

fn shop() -> Chart {
    chart(SHOP, Unit::Tracks, Options::default())
}

/// Three chains and four loose tasks, as many hours in all as 128.
fn chains() -> String {
    let mut plan = String::from("# Phase 2: Shop\n");
    let chains: [&[u32]; 3] = [&[10, 8, 8, 8, 8], &[8, 8, 8, 7, 7], &[7, 7, 7, 7]];
    for (track, chain) in ["Track A: Backend", "Track B: Frontend", "Track C: Platform"].into_iter().zip(chains) {
        let letter = &track[6..7];
        let heading = format!("\n## {track}\n\n| Task | Title | Effort | Depends on |\n|---|---|---|---|\n");
        let rows = (1..).zip(chain).map(|(number, hours)| {
            let before = if number > 1 { format!("{letter}{}", number - 1) } else { "none".to_owned() };
            format!("| {letter}{number} | Step {number} | {hours} hours | {before} |\n")
        });
        let loose = (0..if letter == "A" { 2 } else { 1 })
            .map(|at| format!("| {letter}{} | Loose | 5 hours | none |\n", 7 + at));
        plan.extend([heading].into_iter().chain(rows).chain(loose));
    }
    plan
}
