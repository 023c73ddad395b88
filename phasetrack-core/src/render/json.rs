//! The plan and the findings for other programs.

use super::{Places, unread, wire};
use crate::diagnostic::{Applicability, Diagnostic};
use crate::id::Effort;
use crate::model::{Claim, Dependency, GroupKind, InterfaceRole, Phase, Plan, Strength, Target, Task, Track};
use crate::text::Spanned;

/// The version of the format; it grows when a name changes its meaning.
pub(super) const VERSION: u32 = 1;

/// One object with the plan as it was read and every finding.
pub fn json(places: &Places<'_>, plan: &Plan, diagnostics: &[Diagnostic]) -> String {
    let unread = plan.unread.iter().map(|unread| {
        let at = places.start(unread.span);
        let source = places.source(unread.span).name().to_owned();
        wire::Unread { message: unread::describe(&unread.kind), source, line: at.line, column: at.column }
    });
    let document = wire::Document {
        version: VERSION,
        phases: plan.phases.iter().map(|value| phase(places, value)).collect(),
        unread: unread.collect(),
        diagnostics: diagnostics.iter().map(|value| finding(places, value)).collect(),
    };
    text(serde_json::to_string_pretty(&document))
}

/// One object per finding, each on a line of its own.
pub fn json_lines(places: &Places<'_>, diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(|value| text(serde_json::to_string(&finding(places, value)))).collect()
}

/// The text of a value of which serialisation cannot fail.
pub(super) fn text(json: serde_json::Result<String>) -> String {
    json.expect("structs of texts and numbers always serialise") + "\n"
}

fn phase(places: &Places<'_>, phase: &Phase) -> wire::Phase {
    let groups = phase.groups.iter().map(|group| wire::Group {
        kind: match group.kind {
            GroupKind::Wave => "wave",
            GroupKind::Time => "time",
            GroupKind::Step => "step",
        },
        label: group.label.clone(),
        members: ids(&group.members, None),
        line: places.start(group.span).line,
    });
    let turns = phase.turns.iter().map(|turns| wire::Queue {
        worker: turns.worker.clone(),
        order: turns.turns.iter().map(|turn| ids(turn, None)).collect(),
        line: places.start(turns.span).line,
    });
    let estimates = phase.estimates.iter().map(|estimate| wire::Estimate {
        label: estimate.label.clone(),
        effort: effort(Some(&estimate.effort), None),
        members: ids(&estimate.members, None),
        line: places.start(estimate.effort.span).line,
    });
    let shared = phase.shared.iter().map(|shared| {
        let at = places.start(shared.claim.pattern.span);
        wire::Shared {
            pattern: shared.claim.pattern.value.clone(),
            kind: shared.claim.kind.to_string(),
            owner: value(shared.owner.as_ref()),
            line: at.line,
            column: at.column,
        }
    });
    wire::Phase {
        source: places.sources().source(phase.source).name().to_owned(),
        number: phase.number.as_ref().map(ToString::to_string),
        title: phase.title.clone(),
        tracks: phase.tracks.iter().map(|value| track(places, value)).collect(),
        groups: groups.collect(),
        turns: turns.collect(),
        estimates: estimates.collect(),
        shared: shared.collect(),
        sync_points: values(&phase.sync_points),
        criteria: values(&phase.criteria),
        line: places.start(phase.span).line,
    }
}

fn track(places: &Places<'_>, track: &Track) -> wire::Track {
    let line = |span| places.start(span).line;
    let interfaces = track.interfaces.iter().map(|interface| wire::Interface {
        name: interface.name.value.clone(),
        role: match interface.role {
            InterfaceRole::Publishes => "publishes",
            InterfaceRole::Consumes => "consumes",
            InterfaceRole::Implements => "implements",
        },
        line: line(interface.name.span),
    });
    let checklist = track.tasks.iter().filter(|task| task.id.is_none());
    let checklist =
        checklist.map(|task| wire::Item { title: task.title.clone(), done: task.done, line: line(task.span) });
    wire::Track {
        id: track.id.to_string(),
        title: track.title.clone(),
        parent: track.parent.as_ref().map(ToString::to_string),
        owners: values(&track.owners),
        status: value(track.status.as_ref()),
        percent: track.percent.as_ref().map(|percent| percent.value),
        priority: value(track.priority.as_ref()),
        effort: effort(track.effort.as_ref(), track.effort_text.as_ref()),
        branch: value(track.branch.as_ref()),
        claims: track.claims.iter().map(|value| claim(places, value)).collect(),
        depends_on: ids(&track.dependencies, None),
        optional: ids(&track.dependencies, Some(Strength::Soft)),
        prerequisites: external(&track.dependencies),
        tasks: track.tasks.iter().filter_map(|value| task(places, value)).collect(),
        checklist: checklist.collect(),
        deliverables: values(&track.deliverables),
        criteria: values(&track.criteria),
        interfaces: interfaces.collect(),
        line: line(track.span),
    }
}

pub(super) fn claim(places: &Places<'_>, claim: &Claim) -> wire::Claim {
    let at = places.start(claim.pattern.span);
    wire::Claim {
        pattern: claim.pattern.value.clone(),
        kind: claim.kind.to_string(),
        remark: claim.remark.clone(),
        partial: claim.partial,
        except: values(&claim.except),
        line: at.line,
        column: at.column,
    }
}

fn task(places: &Places<'_>, task: &Task) -> Option<wire::Task> {
    Some(wire::Task {
        id: task.id.as_ref()?.to_string(),
        title: task.title.clone(),
        done: task.done,
        depends_on: ids(&task.dependencies, None),
        effort: effort(task.effort.as_ref(), None),
        line: places.start(task.span).line,
    })
}

/// The ids of tracks and tasks, each once, in the order of the document; all of them or those of one strength.
fn ids(dependencies: &[Dependency], strength: Option<Strength>) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for dependency in dependencies.iter().filter(|one| strength.is_none_or(|wanted| one.strength == wanted)) {
        let id = match &dependency.target {
            Target::Track(id) => id.as_str(),
            Target::Task(id) => id.as_str(),
            Target::External(_) => continue,
        };
        if !ids.iter().any(|known| known == id) {
            ids.push(id.to_owned());
        }
    }
    ids
}

fn external(dependencies: &[Dependency]) -> Vec<String> {
    let texts = dependencies.iter().filter_map(|dependency| match &dependency.target {
        Target::External(text) => Some(text.clone()),
        Target::Track(_) | Target::Task(_) => None,
    });
    texts.collect()
}

fn effort(amount: Option<&Spanned<Effort>>, text: Option<&Spanned<String>>) -> Option<wire::Effort> {
    let amount = amount.map(|amount| &amount.value);
    Some(wire::Effort {
        text: text.map(|text| text.value.clone()).or_else(|| amount.map(ToString::to_string))?,
        min_minutes: amount.map(Effort::min_minutes),
        max_minutes: amount.map(Effort::max_minutes),
    })
}

fn value(text: Option<&Spanned<String>>) -> Option<String> {
    text.map(|text| text.value.clone())
}

pub(super) fn values(texts: &[Spanned<String>]) -> Vec<String> {
    texts.iter().map(|text| text.value.clone()).collect()
}

fn finding(places: &Places<'_>, diagnostic: &Diagnostic) -> wire::Finding {
    let source = |span| places.source(span).name().to_owned();
    let related = diagnostic.related.iter().map(|related| {
        let at = places.start(related.span);
        let message = related.message.clone();
        wire::Related { message, source: source(related.span), line: at.line, column: at.column }
    });
    let fix = diagnostic.fix.as_ref().map(|fix| wire::Fix {
        message: fix.message.clone(),
        applicability: match fix.applicability {
            Applicability::Safe => "safe",
            Applicability::DisplayOnly => "display-only",
        },
        edits: fix.edits.iter().map(|value| edit(places, value)).collect(),
    });
    let (start, end) = (places.start(diagnostic.span), places.end(diagnostic.span));
    wire::Finding {
        rule: diagnostic.rule,
        level: diagnostic.level.to_string(),
        message: diagnostic.message.clone(),
        source: source(diagnostic.span),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        related: related.collect(),
        help: diagnostic.help.clone(),
        fix,
    }
}

fn edit(places: &Places<'_>, edit: &crate::diagnostic::Edit) -> wire::Edit {
    let (start, end) = (places.start(edit.span), places.end(edit.span));
    wire::Edit {
        source: places.source(edit.span).name().to_owned(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        text: edit.text.clone(),
    }
}
