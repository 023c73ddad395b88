//! The JSON of a schedule, and the names in it that scripts rely on.

use expect_test::expect;

use super::{chains, chart, shop};
use crate::render::chart::schedule_json;
use crate::schedule::{Options, Unit};

#[test]
fn json() {
    let expected = expect![[r#"
        {
          "version": 1,
          "unit": "minutes",
          "missing_estimates": [],
          "shared_estimates": [],
          "width": {
            "value": 2,
            "witness": [
              "C",
              "D"
            ]
          },
          "critical_path": {
            "minutes": 8640,
            "ids": [
              "A",
              "B",
              "D"
            ]
          },
          "waves": [
            {
              "number": 1,
              "tracks": [
                "A"
              ],
              "minutes": 2880
            },
            {
              "number": 2,
              "tracks": [
                "B"
              ],
              "minutes": 4320
            },
            {
              "number": 3,
              "tracks": [
                "C",
                "D"
              ],
              "minutes": 2880
            }
          ],
          "waves_proven": true,
          "wave_limit": null,
          "wave_bound": 3,
          "agents": 2,
          "makespan": {
            "minutes": 10080,
            "lower_bound": 10080,
            "proven": true,
            "reason": "all work on routes.ts, with what comes before and after"
          },
          "curve": [
            {
              "agents": 1,
              "minutes": 11520,
              "lower_bound": 11520
            },
            {
              "agents": 2,
              "minutes": 10080,
              "lower_bound": 10080
            }
          ],
          "recommended_agents": 2,
          "sequential": {
            "minutes": 11520
          },
          "saved": {
            "minutes": 1440,
            "percent": 12.5
          },
          "idle": [
            {
              "worker": "Worker 1",
              "minutes": 0
            },
            {
              "worker": "Worker 2",
              "minutes": 8640
            }
          ],
          "conflicts": [
            {
              "kind": "file",
              "name": "routes.ts",
              "ids": [
                "B",
                "C"
              ]
            }
          ],
          "sprints": [],
          "assignments": [
            {
              "id": "A",
              "members": [
                "A"
              ],
              "title": "Schema",
              "owner": "Ann",
              "worker": "Worker 1",
              "wave": 1,
              "start": 0,
              "end": 2880,
              "slack": 0,
              "waits": []
            },
            {
              "id": "B",
              "members": [
                "B"
              ],
              "title": "Orders",
              "owner": "Bert",
              "worker": "Worker 1",
              "wave": 2,
              "start": 2880,
              "end": 7200,
              "slack": 0,
              "waits": [
                {
                  "reason": "dependency",
                  "resource": null,
                  "on": "A",
                  "minutes": 2880
                }
              ]
            },
            {
              "id": "C",
              "members": [
                "C"
              ],
              "title": "Payments",
              "owner": "Cleo",
              "worker": "Worker 1",
              "wave": 3,
              "start": 7200,
              "end": 10080,
              "slack": 2880,
              "waits": [
                {
                  "reason": "file",
                  "resource": "routes.ts",
                  "on": "B",
                  "minutes": 4320
                }
              ]
            },
            {
              "id": "D",
              "members": [
                "D"
              ],
              "title": "Pages",
              "owner": "Ann",
              "worker": "Worker 2",
              "wave": 3,
              "start": 7200,
              "end": 8640,
              "slack": 0,
              "waits": [
                {
                  "reason": "dependency",
                  "resource": null,
                  "on": "B",
                  "minutes": 4320
                }
              ]
            }
          ]
        }
    "#]];
    expected.assert_eq(&schedule_json(&shop()));
}

/// The names that scripts rely on, wherever they stand.
#[test]
fn names_of_the_json() {
    let json = schedule_json(&chart(&chains(), Unit::Tasks, Options { workers: Some(3), ..Options::default() }));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    for (pointer, expected) in [
        ("/version", "1"),
        ("/unit", "\"minutes\""),
        ("/width/value", "7"),
        ("/critical_path/minutes", "2520"),
        ("/critical_path/ids/0", "\"A1\""),
        ("/waves/0/number", "1"),
        ("/waves/0/minutes", "600"),
        ("/waves_proven", "true"),
        ("/agents", "3"),
        ("/makespan/minutes", "2580"),
        ("/makespan/lower_bound", "2580"),
        ("/makespan/proven", "true"),
        ("/curve/0/agents", "1"),
        ("/curve/0/minutes", "7680"),
        ("/curve/0/lower_bound", "7680"),
        ("/recommended_agents", "4"),
        ("/sequential/minutes", "7680"),
        ("/saved/minutes", "5100"),
        ("/saved/percent", "66.4"),
        ("/assignments/0/id", "\"A1\""),
        ("/assignments/0/start", "0"),
        ("/assignments/0/end", "600"),
        ("/assignments/0/slack", "0"),
        ("/assignments/1/waits/0/reason", "\"dependency\""),
        ("/assignments/1/waits/0/on", "\"A1\""),
    ] {
        assert_eq!(json.pointer(pointer).map(ToString::to_string).as_deref(), Some(expected), "{pointer}");
    }
    for pointer in ["/width/witness/6", "/waves/0/tracks/0", "/wave_bound", "/makespan/reason", "/assignments/0/worker"]
    {
        assert!(json.pointer(pointer).is_some(), "{pointer}");
    }
    assert!(json.pointer("/assignments/1/waits/0/minutes").is_some());
}
