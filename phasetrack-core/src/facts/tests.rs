//! Facts of plans made by hand.

use super::*;
use crate::id::{TaskId, TrackId};
use crate::model::{Phase, TrackForm};
use crate::text::{SourceId, Span};

fn dependency(target: Target) -> Dependency {
    Dependency { target, strength: Strength::Hard, span: Span::default() }
}

/// `name` begins with a small letter for a task, else it is a track; `?` at the end makes it soft.
fn waits_for(name: &str) -> Dependency {
    let soft = name.strip_suffix('?');
    let name = soft.unwrap_or(name);
    let target = match name.strip_prefix("task ") {
        Some(task) => Target::Task(TaskId::new(task)),
        None => Target::Track(TrackId::new(name)),
    };
    let mut dependency = dependency(target);
    if soft.is_some() {
        dependency.strength = Strength::Soft;
    }
    dependency
}

/// One line a track: `A: B, task B.1` or a task of the track above: `- A1: B`; `# phase` begins a phase.
fn plan(text: &str) -> Plan {
    let mut plan = Plan::default();
    let phase = || Phase::new(SourceId::default(), Span::default());
    plan.phases.push(phase());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (name, rest) = line.split_once(':').unwrap_or((line, ""));
        let dependencies = rest.split(',').map(str::trim).filter(|name| !name.is_empty()).map(waits_for).collect();
        if name == "# phase" {
            plan.phases.push(phase());
        }
        let tracks = &mut plan.phases.last_mut().unwrap().tracks;
        if let Some(id) = name.strip_prefix("- ") {
            let mut task = Task::new(Some(TaskId::new(id)), String::new(), Span::default());
            task.dependencies = dependencies;
            tracks.last_mut().unwrap().tasks.push(task);
        } else if name != "# phase" {
            let title = format!("Title of {name}");
            let mut track = Track::new(TrackId::new(name), title, TrackForm::Heading, Span::default());
            track.dependencies = dependencies;
            tracks.push(track);
        }
    }
    plan
}

#[track_caller]
fn check_links(text: &str, expected: &[&str]) {
    let plan = plan(text);
    let facts = Facts::new(&plan);
    let name = |node| match node {
        Node::Track(ix) => format!("{}#{}", facts.track(ix).id, ix.0),
        Node::Task(ix) => format!("{}#{}", facts.task(ix).id.as_ref().unwrap(), ix.0),
    };
    let links: Vec<_> = facts
        .links
        .iter()
        .map(|link| match link.to {
            Meaning::Known(node) => format!("{} → {}", name(link.from), name(node)),
            other => format!("{} → {other:?}", name(link.from)),
        })
        .collect();
    assert_eq!(links, expected);
}

#[test]
fn names() {
    check_links("A: b, Z\nB: title of a", &["A#0 → B#1", "A#0 → Unknown", "B#1 → A#0"]);
    check_links("01\n2: 1, 02", &["2#1 → 01#0", "2#1 → 2#1"]);
    check_links("A: task B1, B.2\n- A1: task B\nB\n- B.1\n- B2", &["A#0 → B.1#1", "A#0 → B2#2", "A1#0 → B#1"]);
    // The same number in every track: one's own task first, the track's letter says another.
    check_links("A\n- 1\n- 2: task 1\nB\n- 1\n- 2: task 1, task A.1", &["2#1 → 1#0", "2#3 → 1#2", "2#3 → 1#0"]);
    // The own phase first, then the one before.
    check_links("A\n# phase\nA\nB: A\n# phase\nC: A", &["B#2 → A#1", "C#3 → A#1"]);
}

#[test]
fn names_outside_of_tracks() {
    let plan = plan("A\n- 1\n- A2\nB\n- 1\n- 01\n# phase\nC\n- 1");
    let facts = Facts::new(&plan);
    // In a phase a name, and the number of the task that it means.
    for (phase, name, expected) in [
        (0, "A2", Some(1)),
        (0, "1", None),
        (0, "A.1", Some(0)),
        (0, "B.1", Some(2)),
        (0, "01", Some(3)),
        (1, "1", Some(4)),
        (1, "9", None),
    ] {
        let found = facts.named(phase, &Target::Task(TaskId::new(name)));
        assert_eq!(found, expected.map(|task| Node::Task(TaskIx(task))), "{name} in phase {phase}");
    }
}

#[test]
fn order_lifts_tasks_to_tracks() {
    let plan = plan("A: A1\n- A1: task A2, task B1\n- A2\nB: C?\n- B1\nC: C");
    let facts = Facts::new(&plan);
    let edges: Vec<_> = (0..3).flat_map(|from| facts.order.successors(from).map(move |to| (from, to))).collect();
    assert_eq!(edges, [(0, 1)]);
}

#[test]
fn tracks_that_interleave_can_be_finished() {
    let interleaved = plan("A\n- A1\n- A2: task B1\nB\n- B1: task A1");
    let facts = Facts::new(&interleaved);
    assert_eq!(facts.order.cyclic_components().len(), 1);
    assert!(facts.work.cyclic_components().is_empty());

    let stuck = plan("A\n- A1: task B1\nB: A\n- B1");
    let facts = Facts::new(&stuck);
    let components = facts.work.cyclic_components();
    let steps: Vec<_> = facts.work.shortest_cycle(&components[0]).iter().map(|n| Step::new(&facts, *n)).collect();
    let (a, b) = (TrackIx(0), TrackIx(1));
    let expected = [Step::End(a), Step::Task(TaskIx(0)), Step::Task(TaskIx(1)), Step::Begin(b)];
    assert_eq!(steps, expected);
    assert!(steps.iter().all(|step| Step::new(&facts, step.number(&facts)) == *step));
}
