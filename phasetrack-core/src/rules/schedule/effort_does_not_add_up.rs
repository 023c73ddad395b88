use crate::facts::{Efforts, Node, TrackIx};
use crate::id::Effort;
use crate::rules::{Cx, words};

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    tracks(cx);
    if cx.plan.phases.iter().any(|phase| !phase.estimates.is_empty()) {
        figures(cx);
    }
}

/// Figures for several tracks or tasks, against what is known of these.
fn figures(cx: &mut Cx<'_>) {
    let facts = cx.facts;
    let ranged = |effort: &Effort| effort.min_minutes() != effort.max_minutes();
    // Of ranges the upper ends are added up, which need not be meant.
    let any_range = facts.tasks.iter().filter_map(|fact| fact.task.effort.as_ref()).any(|effort| ranged(&effort.value))
        || facts.tracks.iter().filter_map(|fact| fact.track.effort.as_ref()).any(|effort| ranged(&effort.value));
    for (estimate, sum) in Efforts::new(facts).contradicted {
        if any_range || ranged(&estimate.effort.value) {
            continue;
        }
        let total = u64::from(estimate.effort.value.max_minutes());
        let parts = if sum < total { "its parts take only" } else { "what is known of its parts takes" };
        let message = format!("{} takes {}, but {parts} {}", estimate.label, estimate.effort.value, span(sum));
        cx.report(estimate.effort.span, message).help("correct this estimate or those of the parts");
    }
}

/// Tracks, against their own tasks.
fn tracks(cx: &mut Cx<'_>) {
    let facts = cx.facts;
    for (ix, fact) in facts.tracks.iter().enumerate() {
        let Some(stated) = &fact.track.effort else { continue };
        let tasks: Option<Vec<&Effort>> =
            fact.track.tasks.iter().map(|task| task.effort.as_ref().map(|effort| &effort.value)).collect();
        let Some(tasks) = tasks.filter(|tasks| !tasks.is_empty()) else { continue };
        let sum = |end: fn(&Effort) -> u32| tasks.iter().map(|effort| u64::from(end(effort))).sum::<u64>();
        let (least, most) = (sum(Effort::min_minutes), sum(Effort::max_minutes));
        let (low, high) = (u64::from(stated.value.min_minutes()), u64::from(stated.value.max_minutes()));
        if least <= high && low <= most {
            continue;
        }
        let track = words::noun(facts, Node::Track(TrackIx(ix)));
        let more = if least > high { "more" } else { "less" };
        let message = format!(
            "the tasks of {track} take {}, which is {more} than the {} of the track",
            range(least, most),
            stated.value
        );
        cx.report(stated.span, message).help("correct the estimate of the track or those of its tasks");
    }
}

/// `6 h`, `6 h to 9 h`.
fn range(least: u64, most: u64) -> String {
    if least == most { span(least) } else { format!("{} to {}", span(least), span(most)) }
}

fn span(minutes: u64) -> String {
    match (minutes / 60, minutes % 60) {
        _ if minutes > 0 && minutes.is_multiple_of(1440) => {
            words::count(usize::try_from(minutes / 1440).unwrap_or(0), "day")
        }
        (hours, 0) => format!("{hours} h"),
        (0, minutes) => format!("{minutes} min"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}
