//! The plan as it was read, for a person: what was understood at a glance, and what was not.

use super::columns::columns;
use super::summary::{counted, facts};
use super::{Places, escape, unread};
use crate::model::{
    Claim, ClaimKind, Dependency, GroupKind, Interface, InterfaceRole, Phase, Plan, Strength, Target, Task, Track,
};
use crate::text::{SourceId, Spanned};

/// Columns of the text.
const WIDTH: usize = 92;

/// Columns before a value: two of indentation and the longest label.
const MARGIN: usize = 16;

/// Phases, tracks, claims, dependencies and tasks, document by document; at the end of each document what was not
/// read, with its line. Uses no colour and fits 92 columns but for paths that are longer.
pub fn show(places: &Places<'_>, plan: &Plan) -> String {
    let mut sheet = Sheet { places, text: String::new() };
    for source in places.sources().ids() {
        sheet.document(plan, source);
    }
    sheet.text
}

/// The text as it grows.
struct Sheet<'p, 's> {
    places: &'p Places<'s>,
    text: String,
}

impl Sheet<'_, '_> {
    fn document(&mut self, plan: &Plan, source: SourceId) {
        if !self.text.is_empty() {
            self.text += "\n";
        }
        let phases: Vec<&Phase> = plan.phases.iter().filter(|phase| phase.source == source).collect();
        let tracks = phases.iter().flat_map(|phase| &phase.tracks);
        let name = escape(self.places.sources().source(source).name());
        self.text.extend([&*name, ": ", &facts(tracks), "\n"]);
        for phase in phases {
            self.phase(phase);
        }
        let unread: Vec<_> = plan.unread.iter().filter(|unread| unread.span.source == source).collect();
        if !unread.is_empty() {
            self.text.extend(["\nNot understood: ", &counted(unread.len(), "place"), "\n"]);
            for unread in unread {
                let line = self.places.start(unread.span).line;
                self.row(&format!("line {line}"), &unread::describe(&unread.kind));
            }
        }
    }

    fn phase(&mut self, phase: &Phase) {
        let line = self.places.start(phase.span).line;
        match (&phase.number, &phase.title) {
            (Some(number), Some(title)) => self.heading(&format!("Phase {number}: {title}"), line),
            (Some(number), None) => self.heading(&format!("Phase {number}"), line),
            (None, Some(title)) => self.heading(title, line),
            (None, None) => {}
        }
        for group in &phase.groups {
            let label = match group.kind {
                GroupKind::Step => format!("step {}", group.label),
                GroupKind::Wave | GroupKind::Time => group.label.clone(),
            };
            self.row(&label, &joined(group.members.iter().map(dependency)));
        }
        for turns in &phase.turns {
            let each = turns.turns.iter().map(|turn| joined(turn.iter().map(dependency)));
            self.row(&turns.worker, &each.collect::<Vec<_>>().join(" → "));
        }
        for estimate in &phase.estimates {
            let members = joined(estimate.members.iter().map(dependency));
            self.row(&estimate.label, &format!("{members}: {}", estimate.effort.value));
        }
        self.rows(
            "shared",
            phase.shared.iter().map(|shared| {
                let owner = shared.owner.as_ref().map(|owner| format!(" (owner: {})", owner.value));
                let kind = if shared.claim.kind == ClaimKind::Forbidden { " (forbidden)" } else { "" };
                format!("{}{kind}{}", claim(&shared.claim), owner.unwrap_or_default())
            }),
        );
        self.rows(
            "conflicts",
            phase.conflict_areas.iter().map(|area| {
                let tracks = joined(area.tracks.iter().map(dependency));
                let settled = area.resolution.as_ref().map(|text| format!(": {text}")).unwrap_or_default();
                format!("{} ({tracks}){settled}", area.area.value)
            }),
        );
        self.rows("sync points", texts(&phase.sync_points));
        self.rows("criteria", texts(&phase.criteria));
        for track in &phase.tracks {
            self.track(track);
        }
    }

    fn track(&mut self, track: &Track) {
        let line = self.places.start(track.span).line;
        let title = if track.title.is_empty() { String::new() } else { format!(": {}", track.title) };
        self.heading(&format!("Track {}{title}", track.id), line);
        self.rows("part of", track.parent.iter().map(ToString::to_string));
        self.row("owner", &joined(texts(&track.owners)));
        self.rows("status", texts(&track.status));
        self.rows("done", track.percent.iter().map(|percent| format!("{} %", percent.value)));
        self.rows("priority", texts(&track.priority));
        match (&track.effort, &track.effort_text) {
            (None, Some(text)) => self.row("effort", &format!("{} (no amount of time)", text.value)),
            (Some(effort), _) => self.row("effort", &effort.value.to_string()),
            (None, None) => {}
        }
        self.row("needs alone", &joined(texts(&track.resources)));
        self.rows("branch", texts(&track.branch));
        self.row("depends on", &joined(track.dependencies.iter().map(dependency)));
        for kind in ClaimKind::ALL {
            let claims = track.claims.iter().filter(|claim| claim.kind == kind);
            self.rows(&kind.to_string(), claims.map(claim));
        }
        if track.claims.is_empty() {
            self.row("files", "(none stated)");
        }
        self.rows("interfaces", track.interfaces.iter().map(interface));
        self.rows("tasks", track.tasks.iter().map(task));
        self.rows("delivers", texts(&track.deliverables));
        self.rows("criteria", texts(&track.criteria));
    }

    /// A line of its own with the line of the document at the right.
    fn heading(&mut self, text: &str, line: usize) {
        let text = escape(text);
        let line = format!("line {line}");
        let gap = WIDTH.saturating_sub(columns(&text) + line.len()).max(2);
        self.text.extend(["\n", &text, &" ".repeat(gap), &line, "\n"]);
    }

    /// Values of one label, each on lines of its own; the label stands before the first.
    fn rows(&mut self, label: &str, values: impl Iterator<Item = String>) {
        for (index, value) in values.enumerate() {
            self.row(if index == 0 { label } else { "" }, &value);
        }
    }

    /// A label and its value, broken between words; nothing when there is no value.
    fn row(&mut self, label: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        let label = escape(label);
        let mut column = 2 + columns(&label);
        self.text += "  ";
        self.text += &label;
        if column >= MARGIN {
            self.text += "\n";
            column = 0;
        }
        self.text += &" ".repeat(MARGIN - column);
        column = MARGIN;
        let value = escape(value);
        for (index, word) in value.split(' ').filter(|word| !word.is_empty()).enumerate() {
            let needed = columns(word) + 1;
            if index > 0 && column + needed > WIDTH {
                self.text += "\n";
                self.text += &" ".repeat(MARGIN + 2);
                column = MARGIN + 2;
            } else if index > 0 {
                self.text += " ";
                column += 1;
            }
            self.text += word;
            column += needed - 1;
        }
        self.text += "\n";
    }
}

fn dependency(dependency: &Dependency) -> String {
    let name = match &dependency.target {
        Target::Track(id) => id.to_string(),
        Target::Task(id) => id.to_string(),
        Target::External(text) => format!("\"{text}\" (outside the plan)"),
    };
    if dependency.strength == Strength::Soft { format!("{name} (can start without)") } else { name }
}

fn claim(claim: &Claim) -> String {
    let mut text = claim.pattern.value.clone();
    if let Some(remark) = &claim.remark {
        text.extend([" (", remark, ")"]);
    }
    if claim.partial {
        text += " [only a part of the file]";
    }
    if !claim.except.is_empty() {
        text.extend([" except ", &joined(texts(&claim.except))]);
    }
    text
}

fn interface(interface: &Interface) -> String {
    let role = match interface.role {
        InterfaceRole::Publishes => "publishes",
        InterfaceRole::Consumes => "consumes",
        InterfaceRole::Implements => "implements",
    };
    format!("{role} {}", interface.name.value)
}

fn task(task: &Task) -> String {
    let mark = match task.done {
        Some(true) => "[x]",
        Some(false) => "[ ]",
        None => " - ",
    };
    let id = task.id.as_ref().map(|id| format!(" {id}")).unwrap_or_default();
    let mut text = format!("{mark}{id} {}", task.title);
    if let Some(effort) = &task.effort {
        text.extend([" (", &effort.value.to_string(), ")"]);
    }
    if !task.dependencies.is_empty() {
        text.extend([" <- ", &joined(task.dependencies.iter().map(dependency))]);
    }
    text
}

fn texts<'a>(values: impl IntoIterator<Item = &'a Spanned<String>>) -> impl Iterator<Item = String> {
    values.into_iter().map(|value| value.value.clone())
}

fn joined(values: impl Iterator<Item = String>) -> String {
    values.collect::<Vec<_>>().join(", ")
}
