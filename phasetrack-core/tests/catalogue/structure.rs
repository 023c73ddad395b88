//! Headings, fences, comments, quotations and line ends: where a track is one, and where it only looks like it.

use expect_test::expect;

use super::{check, outcome};

#[test]
fn p06_a_byte_order_mark_before_a_heading() {
    check(
        "\u{feff}# Track A: API\n**Files**: `src/**`\n",
        &expect![[r#"
            A "API": owns src/**
        "#]],
    );
    check(
        "\u{feff}## Track A: API\n**Depends on**: Track Z\n",
        &expect![[r#"
            A "API": after Z
            2:23 error unknown-track: track `A` waits for track `Z`, which does not exist
        "#]],
    );
    check(
        "\u{feff}---\ntitle: x\n---\n\n## Track A: API\n**Files**: `src/**`\n",
        &expect![[r#"
            A "API": owns src/**
        "#]],
    );
}

#[test]
fn p07_line_ends_do_not_matter() {
    let unix = "# Phase 1\n\n## Track A: API\n\n**Files**:\n- `src/a.rs`\n- src/**/*.py\n\n- [ ] A1: one\n  (depends on B1)\n\n\
                | Task | Time |\n|---|---|\n| A2 | 2h |\n\n```\ncode\n```\n\n## Track B: Web\n**Depends on**: Track Z\n- B1: x\n";
    let expected = outcome(unix);
    expect![[r#"
        A "API": owns src/a.rs, owns src/**/*.py; tasks A1 (after task B1), A2
        B "Web": after Z; tasks B1
        21:23 error unknown-track: track `B` waits for track `Z`, which does not exist
    "#]]
    .assert_eq(&expected);
    for (name, end) in [("CRLF", "\r\n"), ("CR", "\r")] {
        assert_eq!(outcome(&unix.replace('\n', end)), expected, "{name}");
    }
    // A lone `\r` before an empty line that ends in `\n` would be one line end.
    let mut ends = ["\r\n", "\n", "\r"].into_iter().cycle();
    let mixed: String = unix.split('\n').flat_map(|line| [line, ends.next().unwrap()]).collect();
    assert_eq!(outcome(&mixed.replace("\r\n\r", "\r\n\n")), expected, "mixed");
}

#[test]
fn p09_comments_hide_tracks_and_details_do_not() {
    check(
        "## Track A: x\n**Files**: `a/**`\n\n<!-- ## Track B: y -->\n",
        &expect![[r#"
            A "x": owns a/**
            4:6 note heading-not-a-track: `Track B: y` stands in an HTML comment and is not read as a track
        "#]],
    );
    check(
        "## Track A: x\n**Files**: `a/**`\n\n<!--\n## Track B: y\n**Files**: `b/**`\n-->\n",
        &expect![[r#"
            A "x": owns a/**
            5:1 note heading-not-a-track: `Track B: y` stands in an HTML comment and is not read as a track
        "#]],
    );
    check(
        "<details>\n<summary>Track A</summary>\n\n## Track A: x\n**Files**: `a/**`\n\n</details>\n",
        &expect![[r#"
            A "x": owns a/**
        "#]],
    );
    check(
        "<details>\n## Track A: x\n**Files**: `a/**`\n</details>\n\n## Track B: y\n**Files**: `b/**`\n",
        &expect![[r#"
            B "y": owns b/**
            2:1 note heading-not-a-track: `Track A: x` stands in a block of HTML and is not read as a track
        "#]],
    );
}

#[test]
fn p10_an_unclosed_fence_swallows_tracks() {
    check(
        "# Phase 1\n\n```\nsome code\n\n## Track A: x\n**Files**: `a/**`\n\n## Track B: y\n**Files**: `b/**`\n",
        &expect![[r#"
            1:1 error no-tracks: no track was found: the document has 1 heading, 1 code block, and none of them names a track
            3:1 error heading-inside-fence: this code fence is never closed and swallows 2 headings of tracks
              6:1 `Track A: x` is not read
              9:1 `Track B: y` is not read
        "#]],
    );
    check(
        "## Track A: x\n**Files**: `a/**`\n\n~~~sh\nmake\n\n## Track B: y\n**Files**: `b/**`\n",
        &expect![[r#"
            A "x": owns a/**
            4:1 error heading-inside-fence: this code fence is never closed and swallows 1 heading of tracks
              7:1 `Track B: y` is not read
        "#]],
    );
    check(
        "## Track A: x\n**Files**:\n```\na/x.rs\na/y.rs\n\n## Track B: y\n**Files**: `b/**`\n",
        &expect![[r#"
            A "x": owns a/x.rs, owns a/y.rs
            3:1 error heading-inside-fence: this code fence is never closed and swallows 1 heading of tracks
              7:1 `Track B: y` is not read
        "#]],
    );
}

#[test]
fn p11_an_indented_heading_is_code() {
    check(
        "## Track A: x\n**Files**: `a/**`\n\n    ## Track B: y\n",
        &expect![[r#"
            A "x": owns a/**
            4:5 note heading-not-a-track: `Track B: y` stands in an indented code block and is not read as a track
        "#]],
    );
    check(
        "## Track A: x\n**Files**: `a/**`\n\n\t## Track B: y\n",
        &expect![[r#"
            A "x": owns a/**
            4:2 note heading-not-a-track: `Track B: y` stands in an indented code block and is not read as a track
        "#]],
    );
    check(
        "## Track A: x\n**Files**: `a/**`\n\n   ## Track B: y\n   **Files**: `b/**`\n",
        &expect![[r#"
            A "x": owns a/**
            B "y": owns b/**
        "#]],
    );
}

#[test]
fn p14_a_heading_in_a_quotation() {
    check(
        "> # Track H: quoted\n> **Files**: `h/**`\n\n## Track A: x\n**Files**: `a/**`\n",
        &expect![[r#"
            A "x": owns a/**
            1:5 note heading-not-a-track: `Track H: quoted` stands in a quotation and is not read as a track
        "#]],
    );
    check(
        "- > ## Track H: quoted\n\n## Track A: x\n**Files**: `a/**`\n",
        &expect![[r#"
            A "x": owns a/**
            1:8 note heading-not-a-track: `Track H: quoted` stands in a quotation and is not read as a track
        "#]],
    );
}
