//! Any bytes are a document: reading, judging and printing it must end, and every place must lie inside the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use phasetrack_core::Report;
use phasetrack_core::diagnostic::Diagnostic;
use phasetrack_core::model::{Claim, Dependency, Plan, Task, Track};
use phasetrack_core::render::{self, Places};
use phasetrack_core::settings::Settings;
use phasetrack_core::text::{Sources, Span};

fuzz_target!(|bytes: &[u8]| {
    let mut sources = Sources::default();
    sources.add_bytes("plan.md", bytes.to_vec());
    let report = phasetrack_core::check(&sources, &Settings::default());
    for span in spans(&report) {
        inside(&sources, span);
    }
    for finding in &report.diagnostics {
        assert!(!finding.message.contains(char::is_control), "a message must be safe to print: {:?}", finding.message);
    }
    print(&sources, &report);
});

/// A span that leaves the text, or cuts a character, would make a renderer panic or point at the wrong place.
fn inside(sources: &Sources, span: Span) {
    let text = sources.source(span.source).text();
    assert!(text.get(span.range()).is_some(), "{span:?} in a text of {} bytes", text.len());
}

fn print(sources: &Sources, report: &Report) {
    let places = Places::new(sources);
    let _ = render::full(&places, &report.diagnostics, false);
    let _ = render::concise(&places, &report.diagnostics);
    let _ = render::github(&places, &report.diagnostics);
    let _ = render::json(&places, &report.plan, &report.diagnostics);
    let _ = render::json_lines(&places, &report.diagnostics);
    let _ = render::show(&places, &report.plan);
    let _ = render::summary(sources, &report.plan, &report.diagnostics);
}

fn spans(report: &Report) -> Vec<Span> {
    let mut all = Vec::new();
    plan(&report.plan, &mut all);
    report.diagnostics.iter().for_each(|finding| diagnostic(finding, &mut all));
    all
}

fn plan(plan: &Plan, all: &mut Vec<Span>) {
    all.extend(plan.unread.iter().map(|unread| unread.span));
    for phase in &plan.phases {
        all.push(phase.span);
        all.extend(phase.sync_points.iter().map(|point| point.span));
        all.extend(phase.criteria.iter().map(|criterion| criterion.span));
        for group in &phase.groups {
            all.push(group.span);
            dependencies(&group.members, all);
        }
        for area in &phase.conflict_areas {
            all.push(area.area.span);
            dependencies(&area.tracks, all);
        }
        for shared in &phase.shared {
            claim(&shared.claim, all);
            all.extend(shared.owner.iter().map(|owner| owner.span));
        }
        phase.tracks.iter().for_each(|stated| track(stated, all));
    }
}

fn track(track: &Track, all: &mut Vec<Span>) {
    all.push(track.span);
    all.extend(&track.also);
    all.extend(track.percent.iter().map(|percent| percent.span));
    all.extend(track.effort.iter().map(|effort| effort.span));
    let texts = [&track.status, &track.priority, &track.effort_text, &track.branch];
    all.extend(texts.into_iter().flatten().map(|text| text.span));
    let lists = [&track.owners, &track.deliverables, &track.criteria, &track.no_conflicts];
    all.extend(lists.into_iter().flatten().map(|text| text.span));
    all.extend(track.interfaces.iter().map(|interface| interface.name.span));
    track.claims.iter().for_each(|stated| claim(stated, all));
    track.tasks.iter().for_each(|stated| task(stated, all));
    dependencies(&track.dependencies, all);
}

fn claim(claim: &Claim, all: &mut Vec<Span>) {
    all.push(claim.pattern.span);
    all.extend(claim.except.iter().map(|pattern| pattern.span));
}

fn task(task: &Task, all: &mut Vec<Span>) {
    all.push(task.span);
    all.extend(task.effort.iter().map(|effort| effort.span));
    dependencies(&task.dependencies, all);
}

fn dependencies(list: &[Dependency], all: &mut Vec<Span>) {
    all.extend(list.iter().map(|dependency| dependency.span));
}

fn diagnostic(finding: &Diagnostic, all: &mut Vec<Span>) {
    all.push(finding.span);
    all.extend(finding.related.iter().map(|related| related.span));
    all.extend(finding.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span));
}
