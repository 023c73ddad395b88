//! What waits for what, and how long it takes.

use expect_test::expect;

use super::{check, outcome};

#[test]
fn p25_circles_and_names_that_nothing_has() {
    check(
        "## Track A: x\n**Depends on**: Track A\n",
        &expect![[r#"
            A "x": after A
            2:23 error self-dependency: track `A` waits for itself
        "#]],
    );
    check(
        "## Track A: x\n**Depends on**: Track B\n\n## Track B: y\n**Depends on**: Track A\n",
        &expect![[r#"
            A "x": after B
            B "y": after A
            2:23 error dependency-cycle: these can never begin, for they wait for each other: A waits for B, B waits for A
              5:23 B waits for A here
        "#]],
    );
    check(
        "## Track A: x\n**Depends on**: Track Z\n\n## Track B: y\n- B1: x\n",
        &expect![[r#"
            A "x": after Z
            B "y": tasks B1
            2:23 error unknown-track: track `A` waits for track `Z`, which does not exist
        "#]],
    );
    check(
        "## Track A: x\n**Depends on**: B.99\n\n## Track B: y\n- B.1: x\n",
        &expect![[r#"
            A "x": after task B.99
            B "y": tasks B.1
            2:17 error unknown-task: track `A` waits for task `B.99`, which does not exist
        "#]],
    );
}

#[test]
fn p25_a_chain_of_ten_thousand_tracks() {
    use std::fmt::Write;
    let mut text = String::from("## Track 0: x\n- [ ] one\n\n");
    for n in 1..10_000 {
        writeln!(text, "## Track {n}: x\n**Depends on**: Track {}\n", n - 1).unwrap();
    }
    let small_stack = std::thread::Builder::new().stack_size(512 << 10);
    let shown = small_stack.spawn(move || outcome(&text)).unwrap().join().unwrap();
    assert_eq!(shown.lines().count(), 10_000);
    assert!(shown.ends_with("9999 \"x\": after 9998\n"));
}

#[test]
fn p26_ids_and_amounts_at_the_edge() {
    check(
        "## Track A: x\n**Effort**: 1e309 h\n- A1: x\n",
        &expect![[r#"
            A "x": tasks A1
            2:13 warning unread-label: `1e309 h` is no amount of time: the amount of time is too large
        "#]],
    );
    check(
        "## Track A: x\n**Effort**: NaN\n- A1: x\n",
        &expect![[r#"
            A "x": tasks A1
        "#]],
    );
    check(
        "## Track A: x\n**Effort**: -3 d\n- A1: x\n",
        &expect![[r#"
            A "x": tasks A1
            2:13 warning unread-label: `-3 d` is no amount of time: an amount of time cannot be negative
        "#]],
    );
    check(
        "## Track A: x\n**Effort**: 2-3 weeks\n- A1: x\n",
        &expect![[r#"
            A "x": tasks A1; 20160 to 30240 minutes
        "#]],
    );
    check(
        "## Track A: x\n**Effort**: 99999999999999999999 weeks\n- A1: x\n",
        &expect![[r#"
            A "x": tasks A1
            2:13 warning unread-label: `99999999999999999999 weeks` is no amount of time: the amount of time is too large
        "#]],
    );
    check(
        "| Task | Effort |\n|---|---|\n| A1 | -3 d |\n",
        &expect![[r#"
            1:1 error no-tracks: no track was found: the document has 1 table, and none of them names a track
        "#]],
    );
    check(
        "## Track A: x\n- A99999999999999999999: far\n- A1: one\n- A.1: the same\n- A2: (after A99999999999999999999)\n",
        &expect![[r#"
            A "x": tasks A99999999999999999999, A1, A.1, A2 (after task A99999999999999999999)
            4:3 error duplicate-task: task `A.1` is listed a second time
              3:3 first listed here
        "#]],
    );
    check(
        "## Track A: x\n- A1: x (1e309 h)\n- A2: y (-3 d)\n",
        &expect![[r#"
            A "x": tasks A1, A2
            2:10 warning unread-label: `1e309 h` is no amount of time: the amount of time is too large
            3:10 warning unread-label: `-3 d` is no amount of time: an amount of time cannot be negative
        "#]],
    );
}
