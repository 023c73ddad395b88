//! Names of tracks: said twice, looking alike, and dangerous to hand on.

use expect_test::expect;

use super::check;

#[test]
fn p12_two_tracks_of_one_name() {
    check(
        "## Track A: API\n**Files**: `src/api/**`\n\n## Track A: Web\n**Files**: `src/web/**`\n",
        &expect![[r#"
            A "API": owns src/api/**
            A "Web": owns src/web/**
            4:4 error duplicate-track: track `A` is defined a second time
              1:4 first defined here
        "#]],
    );
    check(
        "## Track A: API\n**Files**: `src/api/**`\n\n## Track A: API\n**Files**: `src/web/**`\n",
        &expect![[r#"
            A "API": owns src/api/**
            A "API": owns src/web/**
            4:4 error duplicate-track: track `A` is defined a second time
              1:4 first defined here
        "#]],
    );
    check(
        "## Track A1: API\n**Files**: `src/api/**`\n\n## Track A.1: Web\n**Files**: `src/web/**`\n",
        &expect![[r#"
            A1 "API": owns src/api/**
            A.1 "Web": owns src/web/**
            4:4 error duplicate-track: track `A.1` is defined a second time
              1:4 first defined here
        "#]],
    );
}

#[test]
fn p13_names_that_look_alike() {
    check(
        "## Track A: API\n**Files**: `a/**`\n\n## Track \u{410}: Web\n**Files**: `b/**`\n",
        &expect![[r#"
            A "API": owns a/**
            А "Web": owns b/**
            4:10 error confusable-track-id: the id of track `А` has U+0410, a Cyrillic character that looks like `A`
              1:4 it can be taken for track `A`
        "#]],
    );
    check(
        "## Track A: API\n**Files**: `a/**`\n\n## Track\u{200b} A: Web\n**Files**: `b/**`\n",
        &expect![[r#"
            A "API": owns a/**
            A "Web": owns b/**
            4:4 error duplicate-track: track `A` is defined a second time
              1:4 first defined here
            4:9 error confusable-track-id: beside the id of track `A` is U+200B, a character that cannot be seen
        "#]],
    );
    check(
        "## Track A: API\n**Files**: `a/**`\n\n## Track A\u{200b}: Web\n**Files**: `b/**`\n",
        &expect![[r#"
            A "API": owns a/**
            A "Web": owns b/**
            4:4 error duplicate-track: track `A` is defined a second time
              1:4 first defined here
            4:11 error confusable-track-id: beside the id of track `A` is U+200B, a character that cannot be seen
        "#]],
    );
    check(
        "## Track A: API\n**Files**: `a/**`\n\n## Track \u{ff21}: Web\n**Files**: `b/**`\n",
        &expect![[r#"
            A "API": owns a/**
            Ａ "Web": owns b/**
            4:10 error confusable-track-id: the id of track `Ａ` has U+FF21, a full-width character that looks like `A`
              1:4 it can be taken for track `A`
        "#]],
    );
}

#[test]
fn p28_names_that_git_or_a_shell_would_misread() {
    check(
        "## Track -b: x\n**Files**: `a/**`\n",
        &expect![[r#"
            b "x": owns a/**
        "#]],
    );
    check(
        "## Track A; rm -rf ~\n**Files**: `a/**`\n",
        &expect![[r#"
            A "; rm -rf ~": owns a/**
        "#]],
    );
    check(
        "| Track | Branch | Files |\n|---|---|---|\n| A | `x.lock` | `a/**` |\n| B | t/../x | `b/**` |\n",
        &expect![[r#"
            A "": owns a/**; branch x.lock
            B "": owns b/**; branch t/../x
            3:8 error unsafe-name: `x.lock` cannot be the branch of a track: git keeps names that end in `.lock` for itself
            4:9 error unsafe-name: `t/../x` cannot be the branch of a track: git reads `..` as a range of commits
        "#]],
    );
    check(
        "## Track A: a\n**Branch**: `-b`\n- A1: x\n\n## Track B: b\n**Branch**: --upload-pack=x\n- B1: x\n\n\
         ## Track C: c\n**Branch**: `a..b`\n- C1: x\n\n## Track D: d\n**Branch**: `x.lock`\n- D1: x\n\n\
         ## Track E: e\n**Branch**: `t/../x`\n- E1: x\n\n## Track F: f\n**Branch**: `A; rm -rf ~`\n- F1: x\n\n\
         ## Track G: g\n**Branch**: `@{-1}`\n- G1: x\n\n## Track H: h\n**Branch**: `phase1/track-h`\n- H1: x\n",
        &expect![[r#"
            A "a": tasks A1; branch -b
            B "b": tasks B1; branch --upload-pack=x
            C "c": tasks C1; branch a..b
            D "d": tasks D1; branch x.lock
            E "e": tasks E1; branch t/../x
            F "f": tasks F1; branch A; rm -rf ~
            G "g": tasks G1; branch @{-1}
            H "h": tasks H1; branch phase1/track-h
            2:14 error unsafe-name: `-b` cannot be the branch of a track: git takes it for an option
            6:13 error unsafe-name: `--upload-pack=x` cannot be the branch of a track: git takes it for an option
            10:15 error unsafe-name: `a..b` cannot be the branch of a track: git reads `..` as a range of commits
            14:14 error unsafe-name: `x.lock` cannot be the branch of a track: git keeps names that end in `.lock` for itself
            18:16 error unsafe-name: `t/../x` cannot be the branch of a track: git reads `..` as a range of commits
            22:15 error unsafe-name: `A; rm -rf ~` cannot be the branch of a track: a shell gives this mark a meaning of its own
            26:14 error unsafe-name: `@{-1}` cannot be the branch of a track: git reads `@{` as an older state of a branch
        "#]],
    );
    check(
        "## Track A: x\n**Files**: `a/**`\n\n## Track x.lock: x\n**Files**: `b/**`\n",
        &expect![[r#"
            A "x": owns a/**
            x.lock "x": owns b/**
            4:10 error unsafe-name: `x.lock` cannot be the id of a track: git keeps names that end in `.lock` for itself
        "#]],
    );
    check(
        "## Track a..b: x\n**Files**: `a/**`\n",
        &expect![[r#"
            a..b "x": owns a/**
            1:11 error unsafe-name: `a..b` cannot be the id of a track: git reads `..` as a range of commits
        "#]],
    );
    check(
        "| Track | Files |\n|---|---|\n| --upload-pack=x | `a/**` |\n| A; rm -rf ~ | `b/**` |\n| B | `c/**` |\n",
        &expect![[r#"
            --upload-pack=x "": owns a/**
            A; rm -rf ~ "": owns b/**
            B "": owns c/**
            3:3 error unsafe-name: `--upload-pack=x` cannot be the id of a track: git takes it for an option
            4:4 error unsafe-name: `A; rm -rf ~` cannot be the id of a track: a shell gives this mark a meaning of its own
        "#]],
    );
}
