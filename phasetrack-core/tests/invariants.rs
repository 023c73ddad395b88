//! What holds for every document: reading never fails, places lie in the text, equal input gives equal output, and what
//! a plan says is what is read.

#![expect(clippy::unwrap_used, reason = "these tests may panic")]

use std::fmt::Write;

use phasetrack_core::model::{Claim, Plan, Strength, Target, Track};
use phasetrack_core::render::{self, Places};
use phasetrack_core::settings::Settings;
use phasetrack_core::text::{SourceId, Sources};
use phasetrack_core::{Report, check, read};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn any_bytes_can_be_read(bytes in vec(any::<u8>(), 0..400)) {
        sound(&bytes);
    }

    #[test]
    fn any_text_can_be_read(text in "\\PC{0,200}|[\\x00-\\x7f]{0,400}") {
        sound(text.as_bytes());
    }

    #[test]
    fn any_mixture_of_markdown_can_be_read(pieces in vec(select(PIECES), 0..60)) {
        sound(pieces.concat().as_bytes());
    }

    #[test]
    fn a_damaged_plan_can_be_read(
        text in prop_oneof![select(STYLES).prop_map(String::from), plans().prop_map(|plan| markdown(&plan))],
        damage in vec((any::<Index>(), 0..9_usize, select(PIECES)), 1..6),
    ) {
        let mut text = text.into_bytes();
        for (at, len, piece) in damage {
            let at = at.index(text.len() + 1);
            let end = (at + len).min(text.len());
            text.splice(at..end, piece.bytes());
        }
        sound(&text);
    }

    #[test]
    fn the_order_of_documents_does_not_matter(first in documents(), second in documents()) {
        let named = [("a.md", &first), ("b.md", &second)];
        let ways = [named, [named[1], named[0]]].map(|texts| {
            let mut sources = Sources::default();
            let ids = texts.map(|(name, text)| sources.add(name, text.as_str()));
            let report = check(&sources, &Settings::default());
            ids.map(|id| of_one_document(&sources, &report, id))
        });
        prop_assert_eq!(&ways[0][0], &ways[1][1]);
        prop_assert_eq!(&ways[0][1], &ways[1][0]);
    }

    #[test]
    fn what_a_plan_says_is_what_is_read(plan in plans()) {
        let text = markdown(&plan);
        let mut sources = Sources::default();
        sources.add("plan.md", text.as_str());
        let found = read(&sources, &Settings::default());
        let tracks: Vec<_> = found.tracks().map(Written::of).collect();
        prop_assert_eq!(tracks, plan, "{}", text);
        prop_assert_eq!(found.phases.len(), 1);
        prop_assert_eq!(found.phases[0].number.as_ref().map(ToString::to_string), Some("1".to_owned()));
        prop_assert!(found.unread.is_empty(), "{:?}\n{}", found.unread, text);
    }
}

/// Reads and judges a document twice, renders everything, and looks at every place.
fn sound(bytes: &[u8]) {
    let ways = [(); 2].map(|()| {
        let mut sources = Sources::default();
        sources.add_bytes("plan.md", bytes.to_vec());
        let report = check(&sources, &Settings::default());
        let places = Places::new(&sources);
        let shown = [
            render::json(&places, &report.plan, &report.diagnostics),
            render::show(&places, &report.plan),
            render::full(&places, &report.diagnostics, true),
        ];
        let debugged = format!("{report:?}");
        let number = places_lie_in_the_text(&debugged, sources.source(sources.ids().next().unwrap()).text());
        assert!(number >= report.plan.phases.len() + report.diagnostics.len(), "places are not shown as expected");
        (debugged, shown)
    });
    assert_eq!(ways[0], ways[1]);
}

/// Looks at every span that occurs anywhere in a value, and gives their number.
fn places_lie_in_the_text(debugged: &str, text: &str) -> usize {
    let mut number = 0;
    for found in debugged.split("Span { source: SourceId(0), start: ").skip(1) {
        let (start, rest) = found.split_once(", end: ").unwrap();
        let (end, _) = rest.split_once(' ').unwrap();
        let (start, end): (usize, usize) = (start.parse().unwrap(), end.parse().unwrap());
        assert!(text.get(start..end).is_some(), "{start}..{end} is no part of {text:?}");
        number += 1;
    }
    number
}

/// What was read in a document and found in it.
fn of_one_document(sources: &Sources, report: &Report, id: SourceId) -> String {
    let plan = Plan {
        phases: report.plan.phases.iter().filter(|phase| phase.source == id).cloned().collect(),
        unread: report.plan.unread.iter().filter(|unread| unread.span.source == id).cloned().collect(),
    };
    let findings: Vec<_> = report.diagnostics.iter().filter(|finding| finding.span.source == id).collect();
    let text = format!("{plan:?} {findings:?}");
    sources.ids().fold(text, |text, id| text.replace(&format!("{id:?}"), sources.source(id).name()))
}

/// What Markdown and plans are made of, and what could confuse a reader of them.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "    ",
    "  ",
    " ",
    "# ",
    "## ",
    "### ",
    "- ",
    "* ",
    "1. ",
    "- [ ] ",
    "- [x] ",
    "> ",
    "```",
    "```text\n",
    "~~~\n",
    "---\n",
    "|",
    "| ",
    "|---|---|\n",
    "**",
    "__",
    "*",
    "_",
    "`",
    "``",
    "~~",
    "<!-- ",
    " -->",
    "<details>",
    "</details>\n",
    "<br>",
    "[",
    "]",
    "](",
    ")",
    "(",
    "{",
    "}",
    "\\",
    "\\|",
    "&amp;",
    "&#42;",
    ":",
    "：",
    ", ",
    " / ",
    " + ",
    " → ",
    " — ",
    "Track",
    "Track A",
    "Track B: ",
    "Track A + Track B",
    "Tracks A-C",
    "Phase 1: ",
    "Phase 2",
    "Wave 1",
    "Week 2",
    "Agent 1",
    "Stream",
    "Files",
    "**Files**: ",
    "**Owner:** ",
    "**Depends on**: ",
    "Dependencies",
    "**Effort**: ",
    "**Branch**: ",
    "Status",
    "Tasks",
    "None",
    "A1",
    "A.1: ",
    "B.2",
    "T001",
    "1.1 ",
    "US1",
    "[P]",
    "src/",
    "src/**/*.rs",
    "`a/b.rs`",
    "../x",
    "~/x",
    "$HOME",
    "a b.rs",
    "├── ",
    "│   ",
    "└── x.rs\n",
    "(NEW)",
    "except",
    "shared",
    "2-3 hours",
    "1e309 h",
    "50%",
    "✅",
    "🔵 ",
    "é",
    "日本語",
    "轨道 A",
    "\u{feff}",
    "\u{200b}",
    "\u{410}",
    "\u{0}",
    "\u{1b}",
    "âœ…",
    "Ã",
    "\u{fffd}",
    "TBD",
    "<name>",
    "[Name]",
    "A → B → C",
    "after ",
    "blocked by ",
    "depends on A1",
    "title: x\n",
];

/// Plans as people write them: headings, tables, lists, trees, quotations, other languages.
const STYLES: &[&str] = &[
    "# Phase 1: MVP\n\n> **Owner**: Ann\n\n## Track A: API (Agent 1)\n\n### Files Owned\n- `src/api/**` (NEW)\n- `src/lib.rs` - add one line\n\n\
     ### Tasks\n1. **A1**: routes (2h)\n2. A2: tests, depends on A1\n\n## Track B: Web\n**Dependencies**: Track A (A.1), none else\n**Status:** 🟡 50%\n",
    "| Track | Owner | Files | Depends on | Effort |\n|---|---|---|---|---|\n| A: API | Ann / Bob | `src/api/`, `a.rs` | - | 2-3 days |\n\
     | **B** | Agent 2 | `src/{web,app}/*.ts`<br>`x\\|y` | A, C | 1 week |\n| C | | | after A | |\n",
    "## Parallel Work\n\n- **Track A (API)** - Ann\n  - Files: `api/`\n  - [x] A1: one\n  - [ ] A2: two → A1\n- **Track B (Web)**: Bob\n  - depends on: A\n\n\
     ### Execution Order\n1. Track A\n2. Track B + Track C (parallel)\n\nWave 1: A, B\nWave 2: C\n",
    "# 阶段 1：基础\n\n## 轨道 A：接口\n- 负责人：李雷\n- 文件：`src/api/**`、`src/主.rs`\n- 依赖：无\n- 工时：2小时\n\n## 轨道 B：前端\n- 依赖：轨道 A\n\n\
     ## Agent-2 归属\n文件：`web/`（新建）\n",
    "## Workstream 1: Core\n\n```\nsrc/\n├── core/\n│   ├── mod.rs   # NEW\n│   └── a b.rs\n└── lib.rs (modify)\n```\n\n\
     ```text\nWS1 ──▶ WS2\n  └──▶ WS3 → WS4\n```\n\n## Workstream 2: UI\n**Blocked by**: WS1\n\n| Area | Tracks | Resolution |\n|---|---|---|\n| `lib.rs` | WS1, WS2 | WS1 first |\n",
    "---\ntitle: Plan\ntracks:\n  - id: A\n    files: [src/**]\n---\n\n## Developer A: Backend\n**Files you own:** src/__init__.py, src/**/*.py\n\
     **Do not touch**: `web/**`\n\n### Week 1\n- Developer A: T001 [P] [US1] build `src/x.py`\n\n## Shared Files\n- `Cargo.toml` (owner: Track A)\n",
];

fn documents() -> impl Strategy<Value = String> {
    prop_oneof![vec(select(PIECES), 0..60).prop_map(|pieces| pieces.concat()), plans().prop_map(|plan| markdown(&plan))]
}

/// A track as it is written down and read again.
#[derive(Clone, Debug, Default, PartialEq)]
struct Written {
    id: String,
    title: String,
    owners: Vec<String>,
    files: Vec<String>,
    branch: Option<String>,
    minutes: Option<(u32, u32)>,
    after: Vec<String>,
    tasks: Vec<(String, String, bool)>,
}

impl Written {
    fn of(track: &Track) -> Self {
        let after = |target: &Target| match target {
            Target::Track(id) => id.to_string(),
            other => format!("{other:?}"),
        };
        let claim = |claim: &Claim| format!("{}{}", claim.pattern.value, claim.remark.as_deref().unwrap_or_default());
        assert!(track.dependencies.iter().all(|dependency| dependency.strength == Strength::Hard));
        Self {
            id: track.id.to_string(),
            title: track.title.clone(),
            owners: track.owners.iter().map(|owner| owner.value.clone()).collect(),
            files: track.claims.iter().map(claim).collect(),
            branch: track.branch.as_ref().map(|branch| branch.value.clone()),
            minutes: track.effort.as_ref().map(|effort| (effort.value.min_minutes(), effort.value.max_minutes())),
            after: track.dependencies.iter().map(|dependency| after(&dependency.target)).collect(),
            tasks: track
                .tasks
                .iter()
                .map(|task| (task.id.as_ref().unwrap().to_string(), task.title.clone(), task.done.unwrap()))
                .collect(),
        }
    }
}

fn markdown(plan: &[Written]) -> String {
    let mut out = String::from("# Phase 1: Plan\n");
    for track in plan {
        write!(out, "\n## Track {}: {}\n\n", track.id, track.title).unwrap();
        let mut line = |label: &str, values: &[String]| {
            if !values.is_empty() {
                writeln!(out, "**{label}**: {}", values.join(", ")).unwrap();
            }
        };
        let quoted = |text: &String| format!("`{text}`");
        line("Owner", &track.owners);
        line("Files", &track.files.iter().map(quoted).collect::<Vec<_>>());
        line("Branch", &track.branch.iter().map(quoted).collect::<Vec<_>>());
        line("Effort", &track.minutes.iter().map(|(min, max)| format!("{min}-{max} minutes")).collect::<Vec<_>>());
        line("Depends on", &track.after.iter().map(|id| format!("Track {id}")).collect::<Vec<_>>());
        if !track.tasks.is_empty() {
            out.push_str("\n### Tasks\n\n");
        }
        for (id, title, done) in &track.tasks {
            writeln!(out, "- [{}] {id}: {title}", if *done { "x" } else { " " }).unwrap();
        }
    }
    out
}

const WORDS: &[&str] = &["Login", "Search", "Billing", "Größe", "検索", "Queue", "Cache", "Mail", "Profile", "Report"];
const NAMES: &[&str] = &["Ann", "Bob", "Coder Agent", "Zoë", "Backend Developer", "李雷"];
const PATHS: &[&str] = &[
    "src/api/**",
    "src/__init__.py",
    "docs/*.md",
    "Cargo.toml",
    "app/[id]/page.tsx",
    "db/{a,b}.sql",
    "tests/",
    ".github/x.yml",
    "src/größe.rs",
    "a b/c.rs",
    "src/(auth)/x.ts",
    "@scope/x.ts",
];

/// Plans of up to eight tracks, each waiting for some of those before it.
fn plans() -> impl Strategy<Value = Vec<Written>> {
    vec((tracks(), vec(any::<Index>(), 0..3)), 1..9).prop_map(|tracks| {
        let id = |index: usize| char::from(b'A' + u8::try_from(index).unwrap()).to_string();
        let mut plan = Vec::new();
        for (index, (mut track, after)) in tracks.into_iter().enumerate() {
            track.id = id(index);
            track.after = after.iter().filter(|_| index > 0).map(|before| id(before.index(index))).collect();
            track.after.sort();
            track.after.dedup();
            for (n, task) in (1..).zip(&mut track.tasks) {
                task.0 = format!("{}{n}", track.id);
            }
            plan.push(track);
        }
        plan
    })
}

/// Tracks without ids.
fn tracks() -> impl Strategy<Value = Written> {
    let words = || vec(select(WORDS), 1..4).prop_map(|words| words.join(" "));
    let some = |from: &'static [&'static str]| {
        subsequence(from, 0..4).prop_map(|some| some.into_iter().map(String::from).collect::<Vec<_>>())
    };
    let branch = option::of(words().prop_map(|words| format!("track/{}", words.to_lowercase().replace(' ', "-"))));
    let minutes = option::of((1..500_u32, 0..500_u32).prop_map(|(min, more)| (min, min + more)));
    let tasks = vec((Just(String::new()), words(), any::<bool>()), 0..5);
    (words(), some(NAMES), some(PATHS), branch, minutes, tasks).prop_map(
        |(title, owners, files, branch, minutes, tasks)| Written {
            title,
            owners,
            files,
            branch,
            minutes,
            tasks,
            ..Written::default()
        },
    )
}
