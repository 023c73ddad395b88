//! Paths as they stand in Markdown: what the syntax around them does to them, and what it must not do.

use expect_test::expect;

use super::{check, check_files};

#[test]
fn p01_stars_of_unquoted_globs_are_no_emphasis() {
    check(
        "## Track A: x\n\n**Files**:\n- src/**/*.rs, tests/**/*.rs\n",
        &expect![[r#"
            A "x": owns src/**/*.rs, owns tests/**/*.rs
        "#]],
    );
    check_files(
        &["src/**/*.rs, tests/**/*.rs"],
        &expect![[r#"
            src/**/*.rs, tests/**/*.rs
                owns src/**/*.rs, owns tests/**/*.rs
        "#]],
    );
    check(
        "## Track A: x\n| Files |\n|---|\n| src/**/*.rs, tests/**/*.rs |\n",
        &expect![[r#"
            A "x": owns src/**/*.rs, owns tests/**/*.rs
        "#]],
    );
    check_files(
        &["*src/a.rs*, _src/b.rs_, **src/c.rs**", "**lib/*.rs**"],
        &expect![[r#"
            *src/a.rs*, _src/b.rs_, **src/c.rs**
                owns src/a.rs, owns src/b.rs, owns src/c.rs
            **lib/*.rs**
                owns lib/*.rs
        "#]],
    );
}

#[test]
fn p02_underscores_of_unquoted_paths_are_no_emphasis() {
    check_files(
        &["src/__init__.py"],
        &expect![[r#"
            src/__init__.py
                owns src/__init__.py
        "#]],
    );
    check(
        "## Track A: x\n\n**Files**:\n- src/__init__.py\n- **tests/__init__.py** (new)\n",
        &expect![[r#"
            A "x": owns src/__init__.py, creates tests/__init__.py
        "#]],
    );
    check_files(
        &["src/_a_/_b_.py, __main__.py, **src/__x__.py**"],
        &expect![[r#"
            src/_a_/_b_.py, __main__.py, **src/__x__.py**
                owns src/_a_/_b_.py, owns __main__.py, owns src/__x__.py
        "#]],
    );
}

#[test]
fn p03_tags_in_paths_are_placeholders() {
    check_files(
        &["src/<track>/x.rs", "`src/<track>/x.rs`", "src/[name]/x.rs, `src/{{name}}/x.rs`, `src/.../x.rs`"],
        &expect![[r#"
            src/<track>/x.rs
                owns src/<track>/x.rs
                2:16 error placeholder: `<track>` in a path of track `A` was never filled in
            `src/<track>/x.rs`
                owns src/<track>/x.rs
                2:17 error placeholder: `<track>` in a path of track `A` was never filled in
            src/[name]/x.rs, `src/{{name}}/x.rs`, `src/.../x.rs`
                owns src/[name]/x.rs, owns src/{{name}}/x.rs, owns src/.../x.rs
                2:34 error placeholder: `{{name}}` in a path of track `A` was never filled in
                2:55 error placeholder: `...` in a path of track `A` was never filled in
        "#]],
    );
}

#[test]
fn p04_entities_are_not_decoded() {
    check_files(
        &[
            "src/&#42;&#47;x.rs, src/a&amp;b.rs",
            "`src/&#42;&#47;x.rs`, `src/a&amp;b.rs`",
            "`app/routes/users.$id.tsx`, `src/a&amp;b.rs`, `src/x=1.rs`, `src/b.rs`",
        ],
        &expect![[r#"
            src/&#42;&#47;x.rs, src/a&amp;b.rs
                owns src/&#42;&#47;x.rs, owns src/a&amp;b.rs
            `src/&#42;&#47;x.rs`, `src/a&amp;b.rs`
                owns src/&#42;&#47;x.rs, owns src/a&amp;b.rs
            `app/routes/users.$id.tsx`, `src/a&amp;b.rs`, `src/x=1.rs`, `src/b.rs`
                owns app/routes/users.$id.tsx, owns src/a&amp;b.rs, owns src/x=1.rs, owns src/b.rs
        "#]],
    );
}

#[test]
fn p05_a_bare_bar_ends_a_cell_and_an_escaped_one_does_not() {
    check(
        "| Track | Files |\n|---|---|\n| A | `src/a|b.rs` |\n",
        &expect![[r#"
            A "": nothing
            3:3 warning empty-track: no files, tasks or deliverables of track `A` could be read
            3:7 warning unread-label: nothing could be read from `Files`
            3:13 error split-cell: this `|` ends the table cell in the middle of a code span
        "#]],
    );
    check(
        "| Track | Files |\n|---|---|\n| A | `src/a\\|b.rs` |\n",
        &expect![[r#"
            A "": owns src/a|b.rs
        "#]],
    );
    check(
        "| Track | Files |\n|---|---|\n| A | src/a\\|b.rs |\n",
        &expect![[r#"
            A "": owns src/a|b.rs
        "#]],
    );
}

#[test]
fn p08_control_characters_in_paths() {
    check_files(
        &["`src/a\0b.rs`", "src/a\0b.rs", "`src/\u{1b}[31m.rs`, `src/\u{7f}.rs`"],
        &expect![[r#"
            `src/a�b.rs`
                owns src/a�b.rs
                2:18 error invalid-pattern: `src/a\u{0}b.rs` of track `A` is no pattern: a path cannot hold a control character
            src/a�b.rs
                owns src/a�b.rs
                2:17 error invalid-pattern: `src/a\u{0}b.rs` of track `A` is no pattern: a path cannot hold a control character
            `src/�[31m.rs`, `src/�.rs`
                owns src/�[31m.rs, owns src/�.rs
                2:17 error invalid-pattern: `src/\u{1b}[31m.rs` of track `A` is no pattern: a path cannot hold a control character
                2:33 error invalid-pattern: `src/\u{7f}.rs` of track `A` is no pattern: a path cannot hold a control character
        "#]],
    );
}

#[test]
fn p15_struck_paths_are_not_owned() {
    check_files(
        &["~~src/a.rs~~ src/b.rs", "~~`src/a.rs`~~, `src/b.rs`"],
        &expect![[r#"
            ~~src/a.rs~~ src/b.rs
                owns src/b.rs
                2:14 note struck-path: `src/a.rs` is struck out, so no track claims it here
            ~~`src/a.rs`~~, `src/b.rs`
                owns src/b.rs
                2:15 note struck-path: `src/a.rs` is struck out, so no track claims it here
        "#]],
    );
    check(
        "## Track A: x\n\n**Files**:\n- ~~src/a.rs~~\n- src/b.rs\n",
        &expect![[r#"
            A "x": owns src/b.rs
            4:5 note struck-path: `src/a.rs` is struck out, so no track claims it here
        "#]],
    );
    check_files(
        &["~~`src/a.rs`, src/b.rs~~, ~src/c.rs~, src/d~e.rs"],
        &expect![[r#"
            ~~`src/a.rs`, src/b.rs~~, ~src/c.rs~, src/d~e.rs
                owns src/d~e.rs
                2:15 note struck-path: `src/a.rs` is struck out, so no track claims it here
                2:26 note struck-path: `src/b.rs` is struck out, so no track claims it here
                2:39 note struck-path: `src/c.rs` is struck out, so no track claims it here
        "#]],
    );
}
