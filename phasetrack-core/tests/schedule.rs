//! Schedules of plans: from Markdown to waves, workers and reasons.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use phasetrack_core::facts::{Facts, Ownership};
use phasetrack_core::render::{self, Chart};
use phasetrack_core::schedule::{Options, Pieces, ProblemError, Timetable, Unit, Work, conflicts};
use phasetrack_core::settings::{Schedule, Settings};
use phasetrack_core::text::Sources;

/// What is asked of the schedule of a plan.
struct Case<'t> {
    name: &'t str,
    text: &'t str,
    pieces: Pieces<'static>,
    options: Options,
    /// Waves, longest chain, length, recommended workers.
    expected: (usize, u64, u64, u32),
    /// Whether lengths are minutes.
    in_minutes: bool,
}

fn options(workers: Option<u32>, wave_size: Option<u32>) -> Options {
    Options { workers, wave_size, ..Options::default() }
}

/// Calls `then` with the schedule of a plan.
fn with_schedule<T>(
    text: &str,
    pieces: Pieces<'_>,
    options: Options,
    then: impl FnOnce(&Facts<'_>, &Work, &Timetable) -> T,
) -> T {
    let mut sources = Sources::default();
    sources.add("plan.md", text);
    let plan = phasetrack_core::read(&sources, &Settings::default());
    let facts = Facts::new(&plan);
    let conflicts = conflicts(&facts, &Ownership::new(&facts), &Schedule::default());
    let work = Work::new(&facts, pieces, &conflicts).expect("the plan has no circle");
    let table = Timetable::new(&work, options);
    then(&facts, &work, &table)
}

const TRACKS: Pieces<'static> = Pieces { unit: Unit::Tracks, owners: None, chains: false };

/// Every owner is one person.
static ALONE: BTreeMap<String, u32> = BTreeMap::new();

/// One owner is two.
static PAIR: LazyLock<BTreeMap<String, u32>> = LazyLock::new(|| BTreeMap::from([("Ann".to_owned(), 2)]));

/// What a planner printed: chains, the halves of one of them, and a task of its own.
const REPORT: &str = "\
# Report\n\n```\n\
  Chain 1 (Core): JOB-1 → JOB-2 → JOB-3 (30 hours)\n\
  Chain 2 (Docs): JOB-4 → JOB-5 (24 hours)\n\
  Loose: JOB-6, JOB-7 (12 hours)\n\n\
Track 1 (Core):\n  Total: 4 tasks, 35 hours across 2 sprints\n\
  - SPRINT-1: Base (2 tasks, 21 hours)\n    * JOB-1: Types\n    * JOB-2: Parser\n\
  - SPRINT-2: Rest (2 tasks, 14 hours)\n    * JOB-3: Printer\n    * JOB-6: Names\n\
Track 2 (Docs):\n  Total: 3 tasks, 31 hours\n\
  - SPRINT-3: All (3 tasks, 31 hours)\n    * JOB-4: Guide\n    * JOB-5: Pages\n    * JOB-7: Index\n```\n\n## Track 1: Core\n\n## Track 2: Docs\n";

const SHOP: &str = "\
## Track A: API\n**Owner**: Ann\n**Effort**: 2 hours\n**Files**: `src/api/**`, `src/main.rs`\n\n\
## Track B: Login\n**Owner**: Ben\n**Effort**: 3 hours\n**Files**: `src/login/**`, `src/main.rs`\n\n\
## Track C: Web\n**Owner**: Ann\n**Effort**: 1 hour\n**Depends on**: Track B\n**Files**: `web/**`\n\n\
## Track D: Jobs\n**Owner**: Ann\n**Effort**: 2 hours\n**Files**: `jobs/**`, `src/main.rs`\n";

#[test]
fn plans() {
    let loose = "## Track A: One\n**Files**: `a/**`\n\n## Track B: Two\n**Effort**: 1 day\n**Files**: `b/**`\n";
    let nested = "\
## Track A: Base\n**Effort**: 1 day\n**Files**: `a/**`\n\n\
## Track B: Shop\n**Depends on**: Track A\n\n### Track B.1: Cart\n**Effort**: 2 days\n**Files**: `cart/**`\n\n\
### Track B.2: Till\n**Effort**: 3 days\n**Files**: `till/**`\n\n\
## Track C: Launch\n**Effort**: 1 day\n**Depends on**: Track B\n**Files**: `c/**`\n";
    let tasks = "\
## Track A: Base\n**Files**: `a/**`\n- [ ] A1: One\n- [ ] A2: Two\n\n\
## Track B: Shop\n**Depends on**: Track A\n**Files**: `b/**`\n- [ ] B1: Three\n- [ ] B2: Four (depends on B1)\n";
    let cases = [
        // The file of A, B and D is one thing that three want: seven hours, however many work.
        Case {
            name: "files",
            text: SHOP,
            pieces: TRACKS,
            options: options(None, None),
            expected: (3, 240, 420, 2),
            in_minutes: true,
        },
        // Ann does C besides, after B, and everything stands in one line.
        Case {
            name: "owners",
            text: SHOP,
            pieces: Pieces { owners: Some(&ALONE), ..TRACKS },
            options: options(Some(4), None),
            expected: (4, 240, 480, 1),
            in_minutes: true,
        },
        Case {
            name: "one worker",
            text: SHOP,
            pieces: TRACKS,
            options: options(Some(1), Some(3)),
            expected: (4, 240, 480, 2),
            in_minutes: true,
        },
        Case {
            name: "an estimate is missing",
            text: loose,
            pieces: TRACKS,
            options: options(None, None),
            expected: (1, 1, 1, 2),
            in_minutes: false,
        },
        Case {
            name: "tracks in tracks",
            text: nested,
            pieces: TRACKS,
            options: options(None, None),
            expected: (3, 5 * 1440, 5 * 1440, 2),
            in_minutes: true,
        },
        // C waits for B, but needs less: as one piece they would keep A and D from the file for as long as C takes, too.
        Case {
            name: "chains of pieces that need different things",
            text: SHOP,
            pieces: Pieces { chains: true, ..TRACKS },
            options: options(None, None),
            expected: (3, 240, 420, 2),
            in_minutes: true,
        },
        Case {
            name: "chains",
            text: REPORT,
            pieces: Pieces { unit: Unit::Tasks, chains: true, ..TRACKS },
            options: options(Some(2), None),
            expected: (2, 30 * 60, 35 * 60, 3),
            in_minutes: true,
        },
        // The whole has an estimate of its own, which is that of its part; what waits for it waits for the part.
        Case {
            name: "tasks of tracks in tracks",
            text: "\
## Track A: Base\n**Effort**: 10 hours\n\n### Track A.1: Part\n- [ ] A.1.1: One (4 hours)\n\n\
## Track B: Rest\n**Depends on**: Track A\n- [ ] B.1: Two (2 hours)\n",
            pieces: Pieces { unit: Unit::Tasks, ..TRACKS },
            options: options(None, None),
            expected: (2, 6 * 60, 6 * 60, 1),
            in_minutes: true,
        },
        Case {
            name: "tasks",
            text: tasks,
            pieces: Pieces { unit: Unit::Tasks, ..TRACKS },
            options: options(None, None),
            expected: (3, 3, 3, 2),
            in_minutes: false,
        },
    ];
    let cases = cases.into_iter().chain([
        // Three figures for chains, two for halves of them, one for what is left: what they leave open is split evenly.
        Case {
            name: "figures for several",
            text: REPORT,
            pieces: Pieces { unit: Unit::Tasks, ..TRACKS },
            options: options(Some(2), None),
            expected: (4, 30 * 60, 33 * 60, 3),
            in_minutes: true,
        },
        Case {
            name: "so much each",
            text: "# Five packages (5 tracks x 2 days each)\n\n## Track A: a\n\n## Track B: b\n\n## Track C: c\n\n## Track D: d\n\n## Track E: e\n",
            pieces: TRACKS,
            options: options(None, Some(2)),
            expected: (3, 2 * 1440, 2 * 1440, 5),
            in_minutes: true,
        },
        Case {
            name: "things that one may have",
            text: "## Track A: a\n**Port**: 3000\n\n## Track B: b\n**Exclusive resources**: test server, port 3000\n\n## Track C: c\n**Locks**: Test Server\n",
            pieces: TRACKS,
            options: options(None, None),
            expected: (2, 1, 2, 2),
            in_minutes: false,
        },
        // The person who owns A, C and D is a team of two.
        Case {
            name: "owners that are several",
            text: SHOP,
            pieces: Pieces { owners: Some(&PAIR), ..TRACKS },
            options: options(Some(4), None),
            expected: (3, 240, 420, 2),
            in_minutes: true,
        },
    ]);
    for Case { name, text, pieces, options, expected, in_minutes } in cases {
        let found = with_schedule(text, pieces, options, |_, work, table| {
            assert!(table.waves.is_proven() && table.solution.is_proven(), "{name}");
            assert_eq!(work.in_minutes, in_minutes, "{name}");
            (table.waves.waves.len(), table.critical_length, table.solution.makespan, table.recommended)
        });
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn a_circle_has_no_schedule() {
    let mut sources = Sources::default();
    sources.add("plan.md", "## Track A: One\n**Depends on**: Track B\n\n## Track B: Two\n**Depends on**: Track A\n");
    let plan = phasetrack_core::read(&sources, &Settings::default());
    let facts = Facts::new(&plan);
    let refused =
        [Unit::Tracks, Unit::Tasks].map(|unit| Work::new(&facts, Pieces { unit, ..TRACKS }, &[]).unwrap_err());
    assert!(refused.iter().all(|error| matches!(error, ProblemError::Cycle(_))));
}

#[test]
fn nothing_to_schedule() {
    let chart = |facts: &Facts<'_>, work: &Work, table: &Timetable| Chart::new(facts, work, table, None);
    let chart = with_schedule("# Nothing\n", TRACKS, Options::default(), chart);
    assert!(render::schedule_text(&chart, 80).starts_with("Nothing to schedule"));
    assert!(render::schedule_json(&chart).contains("\"assignments\": []"));
    for picture in [render::graph_svg(&chart), render::gantt_svg(&chart)] {
        assert!(picture.starts_with("<svg ") && picture.ends_with("</svg>\n"));
    }
}

/// Each task waits for those of the track before, not for all that come before these.
#[test]
fn waits_do_not_pile_up() {
    let track = |number: usize| {
        let waits = if number > 0 { format!("**Depends on**: Track T{}\n", number - 1) } else { String::new() };
        format!(
            "## Track T{number}: Part\n{waits}- [ ] T{number}.1: One\n- [ ] T{number}.2: Two\n- [ ] T{number}.3: Three\n\n"
        )
    };
    let plan: String = (0..40).map(track).collect();
    let pieces = Pieces { unit: Unit::Tasks, ..Pieces::default() };
    with_schedule(&plan, pieces, Options::default(), |_, work, table| {
        assert_eq!((work.steps.len(), work.problem.order().edge_count()), (120, 39 * 9));
        assert_eq!((table.critical_length, table.width.len(), table.waves.waves.len()), (40, 3, 40));
    });
}
