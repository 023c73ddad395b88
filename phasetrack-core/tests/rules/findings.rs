//! What the rules say in corner cases. `UPDATE_EXPECT=1 cargo test` rewrites the expectations.

use std::fmt::Write;

use expect_test::{Expect, expect};
use phasetrack_core::settings::Settings;
use phasetrack_core::text::Sources;

use super::{findings, render};

/// Checks what is said about documents that `=== ` lines divide.
#[track_caller]
fn check(input: &str, expected: &Expect) {
    let mut sources = Sources::default();
    for (index, text) in input.split("=== \n").enumerate() {
        sources.add(format!("{index}.md"), text);
    }
    let all = findings(&sources);
    expected.assert_eq(&render(&sources, &all));
    for fix in all.iter().filter_map(|finding| finding.fix.as_ref()) {
        for edit in &fix.edits {
            let text = sources.source(edit.span.source).text();
            assert!(text.get(edit.span.range()).is_some(), "an edit must lie on character boundaries: {edit:?}");
        }
    }
}

const B: &str = "## Track B: Database\n**Files**: `db/**`\n";

#[test]
fn documents_without_tracks() {
    check(
        "",
        &expect![[r#"
        1:1 error no-tracks: no track was found: the document is empty
          help: begin each track with a heading such as `## Track A: API`, and say below it what the track owns: `**Files**: src/api/**`
    "#]],
    );
    check(
        "\u{feff}\n\n",
        &expect![[r#"
        1:1 error no-tracks: no track was found: the document is empty
          help: begin each track with a heading such as `## Track A: API`, and say below it what the track owns: `**Files**: src/api/**`
    "#]],
    );
    check(
        "Only words.\n",
        &expect![[r#"
        1:1 error no-tracks: no track was found: the document has text only, no headings and no tables
          help: begin each track with a heading such as `## Track A: API`, and say below it what the track owns: `**Files**: src/api/**`
    "#]],
    );
    check(
        "# Notes\n\n- a\n- b\n\n| x |\n|---|\n| y |\n",
        &expect![[r#"
        1:1 error no-tracks: no track was found: the document has 1 heading, 1 table, 2 list items, and none of them names a track
          help: begin each track with a heading such as `## Track A: API`, and say below it what the track owns: `**Files**: src/api/**`
    "#]],
    );
    check(
        &format!("# Overview\n=== \n{B}"),
        &expect![[r#"
        1:1 error no-tracks: no track was found: the document has 1 heading, and none of them names a track
          help: begin each track with a heading such as `## Track A: API`, and say below it what the track owns: `**Files**: src/api/**`
    "#]],
    );
}

#[test]
fn fences() {
    check(
        &format!("```text\nprompt\n\n{B}```\n\n## Track A: API\n**Files**: `api/**`\n"),
        &expect![[r#"
        1:1 note heading-inside-fence: this code fence holds 1 heading of tracks, which count as code
          4:1 `Track B: Database` is not read
          help: if these tracks are part of the plan, take them out of the fence
    "#]],
    );
    check(
        &format!("~~~\ncode\n\n{B}"),
        &expect![[r#"
        1:1 error heading-inside-fence: this code fence is never closed and swallows 1 heading of tracks
          4:1 `Track B: Database` is not read
          help: close the fence where its code ends, with a line of its own: ~~~
          fix: close the fence before the first heading
        1:1 error no-tracks: no track was found: the document has 1 code block, and none of them names a track
          help: begin each track with a heading such as `## Track A: API`, and say below it what the track owns: `**Files**: src/api/**`
    "#]],
    );
    check(
        &format!("```bash\ncargo test\n\n{B}\n```rust\nfn f() {{}}\n```\n"),
        &expect![[r#"
        1:1 error heading-inside-fence: this code fence is closed too late and swallows 1 heading of tracks
          4:1 `Track B: Database` is not read
          help: close the fence where its code ends, with a line of its own: ```
          fix: close the fence before the first heading
        1:1 error no-tracks: no track was found: the document has 1 code block, and none of them names a track
          help: begin each track with a heading such as `## Track A: API`, and say below it what the track owns: `**Files**: src/api/**`
    "#]],
    );
    check(&format!("> ```\n> x\n\n{B}"), &expect![[""]]);
}

#[test]
fn headings_that_are_no_tracks() {
    check(
        &format!("<!-- ## Track A: API -->\n\n{B}"),
        &expect![[r#"
            1:6 note heading-not-a-track: `Track A: API` stands in an HTML comment and is not read as a track
              help: if the track is meant, take its heading out of the HTML comment
        "#]],
    );
    check(
        &format!("{B}\n    ## Track C: Code\n"),
        &expect![[r#"
        4:5 note heading-not-a-track: `Track C: Code` stands in an indented code block and is not read as a track
          help: if the track is meant, take its heading out of the indented code block
    "#]],
    );
    check("<details>\n<summary>more</summary>\n\n## Track A: API\n**Files**: `api/**`\n\n</details>\n", &expect![[""]]);
}

#[test]
fn labels() {
    check(
        "## Track A: API\n**Files**: `api/**`\n**Effort**: 1e309 h\n**Depnds on**: none\n",
        &expect![[r#"
        3:13 warning unread-label: `1e309 h` is no amount of time: the amount of time is too large
          help: write a number and a unit, as in `2-3 hours` or `1.5 days`
        4:3 warning unread-label: `Depnds on` is not a label that is known, so its value was not read
          help: did you mean `Depends on`?
          fix: replace `Depnds on` with `Depends on`
    "#]],
    );
}

#[test]
fn damaged_text() {
    check(
        "## Track A: API\n**Files**: `api/**`\n\n- âœ… A1: x â†’ y\n",
        &expect![[r#"
        4:3 warning mojibake: damaged characters in 2 places of this document: `âœ…` was `✅`
          help: text in UTF-8 was read as Windows-1252 and saved again: let the fix put the characters back
          fix: put back the characters in 2 places
    "#]],
    );
    check(
        "| Track | Files |\n|---|---|\n| A | `a|b`, `c\\|d`, ``e|f`` |\n",
        &expect![[r#"
            3:3 warning empty-track: no files, tasks or deliverables of track `A` could be read
              help: write its tasks as list items and its paths after `**Files**:`; what stands in a code block is not read
            3:7 warning unread-label: nothing could be read from `Files`
              help: write a path in backticks after it
            3:9 error split-cell: this `|` ends the table cell in the middle of a code span
              help: write `\|` to mean the character
              fix: write `\|`
            3:25 error split-cell: this `|` ends the table cell in the middle of a code span
              help: write `\|` to mean the character
              fix: write `\|`
        "#]],
    );
}

#[test]
fn duplicates() {
    check(
        "## Track A: API\n**Files**: `api/**`\n\n## Track a: Auth\n**Files**: `auth/**`\n",
        &expect![[r#"
        4:4 error duplicate-track: track `a` is defined a second time
          1:4 first defined here
          help: give the second track an id of its own, or move what it says under the first heading
    "#]],
    );
    check("# Phase 1\n\n## Track A: API\n- A1: x\n\n# Phase 2\n\n## Track A: Web\n- A1: y\n", &expect![[""]]);
    check(
        "## Track A: API\n- [ ] Task 1.1: x\n- [ ] Task 1.1: y\n\n## Track B: Web\n- [ ] Task 1.1: z\n",
        &expect![[r#"
            3:12 error duplicate-task: task `1.1` is listed a second time
              2:12 first listed here
              help: give the second task the next free id
        "#]],
    );
    check(
        "## Track A: API\n- [ ] A1: x\n\n## Track B: Web\n- [ ] A1: y\n- [ ] B1: z\n\nNotes:\n- B1 is hard\n",
        &expect![[r#"
            5:7 error duplicate-task: task `A1` is listed a second time
              2:7 first listed here, in track `A`
              help: give the second task the next free id
            5:7 warning task-under-wrong-track: task `A1` is listed in track `B`
              1:4 by its id it belongs to track `A`
              help: move the task to track `A`, or give it an id of track `B`
        "#]],
    );
}

#[test]
fn confusable_ids() {
    check(
        "## Track A: API\n**Files**: `api/**`\n\n## Track \u{410}: Db\n**Files**: `db/**`\n",
        &expect![[r#"
            4:10 error confusable-track-id: the id of track `А` has U+0410, a Cyrillic character that looks like `A`
              1:4 it can be taken for track `A`
              help: type the id again in plain letters: `A`
              fix: replace the id with `A`
        "#]],
    );
    check(
        "## Track\u{200b} A: API\n**Files**: `api/**`\n",
        &expect![[r#"
            1:9 error confusable-track-id: beside the id of track `A` is U+200B, a character that cannot be seen
              help: delete the line and type it again
        "#]],
    );
    check(
        "## Track \u{ff22}: Db\n**Files**: `db/**`\n\n## Дорожка Сервер\n- c\n",
        &expect![[r#"
            1:10 error confusable-track-id: the id of track `Ｂ` has U+FF22, a full-width character that looks like `B`
              help: type the id again in plain letters: `B`
              fix: replace the id with `B`
        "#]],
    );
}

#[test]
fn unknown_names() {
    check(
        &format!("## Track A: API\n**Depends on**: Track Databse, Track B, Track D\n\n{B}"),
        &expect![[r#"
        2:47 error unknown-track: track `A` waits for track `D`, which does not exist
          help: name a track of this phase (`A` and `B`), or give track `D` a heading of its own
    "#]],
    );
    check(
        "## Track WS1: API\n**Depends on**: WS3\n\n## Track WS2: Db\n**Files**: `db/**`\n",
        &expect![[r#"
            2:17 error unknown-track: track `WS1` waits for track `WS3`, which does not exist
              help: name a track of this phase (`WS1` and `WS2`), or give track `WS3` a heading of its own
        "#]],
    );
    check(
        "# Phase 1\n\n## Track A: API\n- A1: x\n\n# Phase 2\n\n## Track C: Web\n**Depends on**: Track A, Task A1, Task A9, A.99\n",
        &expect![[r#"
            9:40 error unknown-task: track `C` waits for task `A9`, which does not exist
              help: name a task that a track lists, or add task `A9` to the track that does it
            9:44 error unknown-task: track `C` waits for task `A.99`, which does not exist
              help: name a task that a track lists, or add task `A.99` to the track that does it
        "#]],
    );
    check(&format!("## Track A: API\n**Depends on**: Track B\n=== \n{B}"), &expect![[""]]);
}

#[test]
fn cycles() {
    check(
        "## Track A: x\n**Depends on**: Track A\n",
        &expect![[r#"
        2:23 error self-dependency: track `A` waits for itself
          help: name the track or task that it really waits for, or write `none`
    "#]],
    );
    check(
        "## Track A: x\n**Depends on**: Track B\n\n## Track B: y\n**Depends on**: Track A, Track C\n\n## Track C: z\n**Depends on**: Track B\n",
        &expect![[r#"
            2:23 error dependency-cycle: these can never begin, for they wait for each other: A waits for B, B waits for A
              5:23 B waits for A here
              help: drop one of these waits, or split a track so that what the others need comes first
        "#]],
    );
    check(
        "## Track A: x\n- A1: first (depends on B1)\n\n## Track B: y\n- B1: second (depends on A1)\n",
        &expect![[r#"
            2:25 error dependency-cycle: these can never begin, for they wait for each other: A1 waits for B1, B1 waits for A1
              5:26 B1 waits for A1 here
              help: drop one of these waits, or split a track so that what the others need comes first
        "#]],
    );
    check(
        "## Track A: x\n- A1: first\n- A2: then (depends on B1)\n\n## Track B: y\n- B1: second (depends on A1)\n",
        &expect![[r#"
            3:24 warning dependency-cycle: these tracks can be finished only together: A2 waits for B1, B1 waits for A1
              6:26 B1 waits for A1 here
              help: move these tasks into one track, or split a track where the other one goes on
        "#]],
    );
}

#[test]
fn patterns() {
    check(
        "## Track A: API\n**Files**: `src/<track>/x.rs`, `../b/**`, `/etc/x`, `~/x`, `C:\\x`, `src\\api\\x.rs`, `src/[z-a].rs`, `src/{a,b/x.rs`, `a\u{0}b.rs`\n",
        &expect![[r#"
            2:17 error placeholder: `<track>` in a path of track `A` was never filled in
              help: write the real name in its place, or `*` for any name
            2:33 error path-outside-repository: `../b/**` of track `A` is not in the repository: `..` may leave the repository
              help: write the path from the repository's root
            2:44 error path-outside-repository: `/etc/x` of track `A` is not in the repository: an absolute path is outside the repository
              help: leave out the first `/` to start at the repository's root
            2:54 error path-outside-repository: `~/x` of track `A` is not in the repository: `~` is outside the repository
              help: write the path from the repository's root, or `\~` for a name that starts with it
            2:61 error path-outside-repository: `C:\x` of track `A` is not in the repository: a drive letter is outside the repository
              help: write the path from the repository's root, with `/`
            2:72 error invalid-pattern: `src\api\x.rs` of track `A` is no pattern: `\` does not separate names
              help: write `/`; a special character inside a name is written `[*]`
            2:90 error invalid-pattern: `src/[z-a].rs` of track `A` is no pattern: the range runs backwards
              help: write the smaller character first
            2:105 error invalid-pattern: `src/{a,b/x.rs` of track `A` is no pattern: `{` is never closed by a `}`
              help: close it, or write `[{]` for the character itself
            2:119 error invalid-pattern: `a\u{0}b.rs` of track `A` is no pattern: a path cannot hold a control character
              help: remove it
        "#]],
    );
}

#[test]
fn a_long_chain_and_a_long_ring() {
    let chain = |last: &str| {
        let mut text = format!("## Track 0: x\n**Files**: `x.rs`\n**Depends on**: {last}\n");
        for n in 1..2_000 {
            writeln!(text, "## Track {n}: x\n**Depends on**: Track {}", n - 1).unwrap();
        }
        text
    };
    let mut sources = Sources::default();
    sources.add("chain.md", chain("none"));
    assert_eq!(render(&sources, &findings(&sources)), "");
    let mut sources = Sources::default();
    sources.add("ring.md", chain("Track 1999"));
    let all = findings(&sources);
    assert_eq!(all.len(), 1);
    assert!(all[0].message.ends_with("and 1980 more until the circle closes"), "{}", all[0].message);
    assert_eq!(all[0].related.len(), 19);
}

#[test]
fn levels_are_decided_by_the_settings() {
    use phasetrack_core::diagnostic::Level::{Error, Note, Off, Warning};
    let mut sources = Sources::default();
    sources.add("plan.md", "## Track A: [Domain Name]\n**Depends on**: Track Z\n");
    for (unknown, placeholder, expected) in [
        (None, None, vec![("placeholder", Warning), ("unknown-track", Error)]),
        (Some(Off), None, vec![("placeholder", Warning)]),
        (Some(Note), Some(Error), vec![("placeholder", Warning), ("unknown-track", Note)]),
        (Some(Warning), Some(Off), vec![("unknown-track", Warning)]),
    ] {
        let mut settings = Settings::default();
        settings.levels.extend(unknown.map(|level| ("unknown-track", level)));
        settings.levels.extend(placeholder.map(|level| ("placeholder", level)));
        let found = phasetrack_core::check(&sources, &settings).diagnostics;
        let found: Vec<_> = found.iter().map(|finding| (finding.rule, finding.level)).collect();
        assert_eq!(found, expected);
    }
}
