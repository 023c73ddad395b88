//! What each form looks like.

use expect_test::{Expect, expect};

use super::{chains, chart, shop};
use crate::render::chart::{gantt_mermaid, graph_ascii, graph_dot, graph_mermaid, schedule_text};
use crate::schedule::{Options, Unit};

fn check(found: &str, expected: &Expect) {
    expected.assert_eq(found);
}

#[test]
fn text() {
    check(
        &schedule_text(&shop(), 80),
        &expect![[r#"
            Critical path     6 days: A → B → D
            At once           2 at most, none of which waits for another: C, D
            Never at once     B, C: both edit routes.ts

            Waves: 3, proven the fewest; 7 days one after the other, the least for 3
                1  2 days  A
                2  3 days  B
                3  2 days  C, D

            With 2 workers: 7 days (proven shortest: all work on routes.ts, with what comes
            before and after)

                        0                 2 d               4 d               6 d
              Worker 1 │A████████████████ B█████████████████████████ C▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
              Worker 2 │                                             D███████
              █ the critical path, ▒ the rest

            One worker alone needs 8 days: saved 1 day, 12.5 %. Idle time of all: 6 days.

            Workers   takes  why not shorter
                  1  8 days  work / workers
                  2  7 days  recommended, more gain nothing: all work on routes.ts, with
                             what comes before and after

            Why not earlier (costs: how much earlier this piece alone could start otherwise)
              B  at 2 d: waits for A (costs 2 days)
              C  at 5 d: B edits routes.ts (costs 3 days)
              D  at 5 d: waits for B (costs 3 days)
        "#]],
    );
}

#[test]
fn without_estimates_no_hours_are_told() {
    let plan = "## Track A: X\n**Depends on**: Track B\n## Track B: Y\n**Effort**: 2 hours\n";
    check(
        &schedule_text(&chart(plan, Unit::Tracks, Options::default()), 80),
        &expect![[r#"
            Without an estimate: A. Each piece counts one step, and no hours are told.

            Critical path     2 steps: B → A
            At once           1, for they follow one another

            Waves: 2, proven the fewest; 2 steps one after the other, the least for 2
                1  1 step  B
                2  1 step  A

            With 1 worker: 2 steps (proven shortest: critical path)

                        0                                1                                2
              Worker 1 │B███████████████████████████████ A███████████████████████████████
              █ the critical path

            One worker alone needs 2 steps: saved 0 steps, 0.0 %. Idle time of all: 0 steps.

            Workers    takes  why not shorter
                  1  2 steps  recommended, more gain nothing: critical path

            Why not earlier (costs: how much earlier this piece alone could start otherwise)
              A  at 1: waits for B
        "#]],
    );
    let nothing = chart("# Nothing here\n", Unit::Tracks, Options::default());
    check(
        &schedule_text(&nothing, 80),
        &expect![[r#"
        Nothing to schedule: no track was found.
    "#]],
    );
    check(
        &graph_ascii(&nothing, 80),
        &expect![[r#"
            Nothing to draw: no track was found.
        "#]],
    );
}

/// The widest moment, the useful number of workers and the number of chains are three different numbers.
#[test]
fn chains_and_loose_tasks() {
    let options = Options { workers: Some(3), ..Options::default() };
    let chart = chart(&chains(), Unit::Tasks, options);
    assert_eq!((chart.width.len(), chart.critical_length, chart.recommended), (7, 42 * 60, 4));
    let curve: Vec<_> = chart.curve.iter().map(|point| (point.workers, point.length / 60)).collect();
    assert_eq!(curve[..4], [(1, 128), (2, 64), (3, 43), (4, 42)]);
    assert!(chart.curve[..4].iter().all(|point| point.length == point.bound.length), "all are proven");
    let text = schedule_text(&chart, 92);
    for line in ["At once           7 at most", "With 3 workers: 43 hours (proven shortest", "saved 85 hours, 66.4 %"] {
        assert!(text.contains(line), "{line}\n{text}");
    }
}

/// One before six others, in waves of three at most: three waves and nine days, whatever the document hopes for.
#[test]
fn waves_of_three() {
    let mut plan =
        String::from("| Workstream | Depends on | Effort |\n|---|---|---|\n| WS1: Settings | none | 3 days |\n");
    plan.extend((2..8).map(|number| format!("| WS{number}: Part {number} | WS1 | 3 days |\n")));
    let chart = chart(&plan, Unit::Tracks, Options { wave_size: Some(3), ..Options::default() });
    assert_eq!((chart.waves.len(), chart.wave_bound, chart.waves_length), (3, 3, 9 * 1440));
    let text = schedule_text(&chart, 92);
    assert!(text.contains("Waves: 3, proven the fewest; 9 days one after the other, the least for 3\n"), "{text}");
}

#[test]
fn ascii() {
    check(
        &graph_ascii(&shop(), 80),
        &expect![[r#"
        4 tracks in 3 waves, critical path 6 days

        Wave 1          Wave 2            Wave 3

                                    ╭────>[*D Pages]
                    ╭──>[*B Orders]─┴┄╮
                    │               ╭─┴──>[C Payments]
        [*A Schema]─┴───────────────╯

        * critical path
        ┄ B, C edit routes.ts
    "#]],
    );
    check(
        &graph_ascii(&shop(), 40),
        &expect![[r#"
        4 tracks in 3 waves, critical path 6 days

        Wave 1     Wave 2       Wave 3

                          ╭────>[*D]
               ╭──>[*B]───┴┄╮
               │          ╭─┴──>[C]
        [*A]───┴──────────╯

        * critical path
        ┄ B, C edit routes.ts
    "#]],
    );
    // Two swap their rows: neither could bend first.
    let swap =
        "| Track | Depends on |\n|---|---|\n| A | |\n| B | |\n| C | A, B |\n| D | A |\n| E | B |\n| F | B, A |\n";
    check(
        &graph_ascii(&chart(swap, Unit::Tracks, Options::default()), 80),
        &expect![[r#"
        6 tracks in 2 waves, critical path 2 steps

        Wave 1       Wave 2


               ╭────>[D]
               │
               │
        [*A]───┤
               ├─┬──>[*C]
               │ │
               │ │
        [B]────│─┤
               ╰─┼──>[F]
                 │
                 │
                 │
                 ╰──>[E]

        * critical path
    "#]],
    );
}

#[test]
fn dot() {
    check(
        &graph_dot(&shop()),
        &expect![[r#"
        digraph plan {
          rankdir=LR;
          node [shape=box, style=rounded];
          subgraph cluster_1 {
            label="Wave 1: 2 days";
            n0 [label="A\nSchema", penwidth=2.5];
          }
          subgraph cluster_2 {
            label="Wave 2: 3 days";
            n1 [label="B\nOrders", penwidth=2.5];
          }
          subgraph cluster_3 {
            label="Wave 3: 2 days";
            n2 [label="C\nPayments"];
            n3 [label="D\nPages", penwidth=2.5];
          }
          n0 -> n1 [penwidth=2.5];
          n0 -> n2;
          n1 -> n3 [penwidth=2.5];
          n1 -> n2 [dir=none, style=dashed, constraint=false, label="routes.ts"];
        }
    "#]],
    );
}

#[test]
fn mermaid() {
    check(
        &graph_mermaid(&shop()),
        &expect![[r#"
        flowchart LR
          subgraph wave1["Wave 1: 2 days"]
            n0["A Schema"]
          end
          subgraph wave2["Wave 2: 3 days"]
            n1["B Orders"]
          end
          subgraph wave3["Wave 3: 2 days"]
            n2["C Payments"]
            n3["D Pages"]
          end
          n0 ==> n1
          n0 --> n2
          n1 ==> n3
          n1 -. "routes.ts" .- n2
          classDef critical stroke-width:3px,stroke:#d9480f
          class n0,n1,n3 critical
    "#]],
    );
    check(
        &gantt_mermaid(&shop()),
        &expect![[r#"
        gantt
          title 7 days with 2 workers
          dateFormat YYYY-MM-DD HH:mm
          axisFormat %j
          section Worker 1
          A Schema :crit, n0, 2001-01-01 00:00, 2001-01-03 00:00
          B Orders :crit, n1, 2001-01-03 00:00, 2001-01-06 00:00
          C Payments :n2, 2001-01-06 00:00, 2001-01-08 00:00
          section Worker 2
          D Pages :crit, n3, 2001-01-06 00:00, 2001-01-07 00:00
    "#]],
    );
}
