use std::collections::BTreeMap;

use super::figures::{Line, hundredths, lines, most_at_once};
use super::groups::placed;
use crate::facts::Facts;
use crate::model::GroupKind;
use crate::rules::{Cx, words};
use crate::schedule::{Pieces, Unit, Work};
use crate::text::{SourceId, Span};

/// Words that say that a line speaks of the plan's speed and not of the product's.
const PARALLEL: &[&str] = &[
    "parallel",
    "parallelism",
    "concurrent",
    "concurrently",
    "simultaneous",
    "wave",
    "waves",
    "tracks",
    "workstreams",
    "worktrees",
];

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    let claims: Vec<(SourceId, Span, u64)> = lines(cx, &["speed", "faster", "time sav"])
        .flat_map(|line| claims(&line).into_iter().map(move |(span, speed)| (line.source, span, speed)))
        .collect();
    let mut limits = BTreeMap::new();
    for (source, span, speed) in claims {
        let Some((most, why)) = limits.entry(source).or_insert_with(|| limit(cx, source)) else { continue };
        if speed > *most {
            let shown = format!("{}.{:02}", *most / 100, *most % 100);
            let shown = shown.trim_end_matches('0').trim_end_matches('.');
            cx.report(span, format!("no more than {shown} times as fast is possible: {why}"))
                .help("state what the plan's own numbers give; `phasetrack schedule` works it out");
        }
    }
}

/// What a line promises, in hundredths of the speed of one worker: "3x speedup", "time savings: 59 %".
fn claims(line: &Line<'_>) -> Vec<(Span, u64)> {
    let text = line.text.to_lowercase();
    let of_plan = line.has(PARALLEL);
    let speed = of_plan && ["speedup", "speed-up", "faster"].iter().any(|word| text.contains(word));
    let saving = ["time saving", "time saved"].iter().any(|word| text.contains(word));
    let mut found = Vec::new();
    for (at, token) in line.tokens.iter().enumerate() {
        let Some(number) = hundredths(&token.text).filter(|_| line.stands_alone(at)) else { continue };
        let is_times = line.tokens.get(at + 1).is_some_and(|next| next.text == "x") || line.after(at) == Some('×');
        let is_share = line.after(at) == Some('%') && number > 0 && number < 10_000;
        if speed && is_times {
            found.push((line.span(at..at + 1), number));
        } else if saving && is_share {
            found.push((line.span(at..at + 1), 1_000_000 / (10_000 - number)));
        }
    }
    found
}

/// The most that the tracks of a document allow, in hundredths, and why.
fn limit(cx: &Cx<'_>, source: SourceId) -> Option<(u64, String)> {
    let facts = cx.facts;
    let width = most_at_once(facts, source).len();
    if width == 0 {
        return None;
    }
    let at_once = format!("at most {} can be at work at once", words::count(width, "track"));
    let waves = widest_wave(cx, source)
        .map(|size| (size as u64 * 100, format!("no wave has more than {}", words::count(size, "track"))));
    let limits = [Some((width as u64 * 100, at_once)), waves, by_effort(facts)];
    limits.into_iter().flatten().min_by_key(|(most, _)| *most)
}

/// The most tracks in one wave, if the waves of the document name all of its tracks.
fn widest_wave(cx: &Cx<'_>, source: SourceId) -> Option<usize> {
    let phases = (0..cx.plan.phases.len()).filter(|&phase| cx.plan.phases[phase].source == source);
    let mut widest = None;
    for phase in phases.filter(|&phase| !cx.plan.phases[phase].tracks.is_empty()) {
        let waves = placed(cx, phase, GroupKind::Wave);
        let mut named: Vec<_> = waves.iter().flat_map(|wave| wave.tracks().into_keys()).collect();
        named.sort_unstable();
        named.dedup();
        if named.len() < cx.plan.phases[phase].tracks.len() {
            return None;
        }
        widest = widest.max(waves.iter().map(|wave| wave.tracks().len()).max());
    }
    widest
}

/// All work divided by the longest chain: of tasks, if all have an estimate, for work can be given out in tasks; else of
/// tracks, if all of these have one.
fn by_effort(facts: &Facts<'_>) -> Option<(u64, String)> {
    let work = |unit| Work::new(facts, Pieces { unit, ..Pieces::default() }, &[]).ok().filter(|work| work.in_minutes);
    let work = work(Unit::Tasks).or_else(|| work(Unit::Tracks))?;
    let path = work.problem.dag().longest_path(work.problem.durations());
    let most = (work.problem.total() * 100).checked_div(path.length())?;
    let chain: Vec<usize> = path.nodes().iter().copied().filter(|&task| work.pieces[task]).collect();
    let name = |task: usize| work.name(facts, task);
    let what = match chain.as_slice() {
        [alone] => format!("`{}` alone", name(*alone)),
        [first, .., last] => format!("the chain from `{}` to `{}`", name(*first), name(*last)),
        [] => return None,
    };
    let share = path.length() * 100 / work.problem.total().max(1);
    Some((most, format!("{what} is {share} % of all work")))
}
