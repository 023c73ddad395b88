//! Patterns: what they mean, and which are none.

use expect_test::expect;
use phasetrack_core::glob::{Pattern, overlap};

use super::{check, check_files};

#[test]
fn p19_paths_outside_of_the_repository() {
    check_files(
        &["`../b/**`", "`/etc/**`", "`~/x`", "`$HOME/x`", "`C:\\x`", "`src/../b/**`", "``", "", "` `"],
        &expect![[r#"
            `../b/**`
                owns ../b/**
                2:13 error path-outside-repository: `../b/**` of track `A` is not in the repository: `..` may leave the repository
            `/etc/**`
                owns /etc/**
                2:13 error path-outside-repository: `/etc/**` of track `A` is not in the repository: an absolute path is outside the repository
            `~/x`
                owns ~/x
                2:13 error path-outside-repository: `~/x` of track `A` is not in the repository: `~` is outside the repository
            `$HOME/x`
                owns $HOME/x
                2:13 error path-outside-repository: `$HOME/x` of track `A` is not in the repository: variables are not replaced
            `C:\x`
                owns C:\x
                2:13 error path-outside-repository: `C:\x` of track `A` is not in the repository: a drive letter is outside the repository
            `src/../b/**`
                owns src/../b/**
                2:17 error path-outside-repository: `src/../b/**` of track `A` is not in the repository: `..` may leave the repository
            ``
                nothing
                1:4 warning empty-track: no files, tasks or deliverables of track `A` could be read
                2:12 warning unread-label: nothing could be read from `Files`

                nothing
                1:4 warning empty-track: no files, tasks or deliverables of track `A` could be read
                2:3 warning unread-label: nothing could be read from `Files`
            ` `
                nothing
                1:4 warning empty-track: no files, tasks or deliverables of track `A` could be read
                2:12 warning unread-label: nothing could be read from `Files`
        "#]],
    );
    check(
        "## Track A: x\n| Files |\n|---|\n| `` |\n",
        &expect![[r#"
            A "x": nothing
            1:4 warning empty-track: no files, tasks or deliverables of track `A` could be read
        "#]],
    );
    check_files(
        &["../b/**, /etc/**, ~/x, $HOME/x, C:\\x, src/../b/**, src\\**, src/a.rs"],
        &expect![[r#"
            ../b/**, /etc/**, ~/x, $HOME/x, C:\x, src/../b/**, src\**, src/a.rs
                owns ../b/**, owns /etc/**, owns ~/x, owns $HOME/x, owns C:\x, owns src/../b/**, owns src\**, owns src/a.rs
                2:12 error path-outside-repository: `../b/**` of track `A` is not in the repository: `..` may leave the repository
                2:21 error path-outside-repository: `/etc/**` of track `A` is not in the repository: an absolute path is outside the repository
                2:30 error path-outside-repository: `~/x` of track `A` is not in the repository: `~` is outside the repository
                2:35 error path-outside-repository: `$HOME/x` of track `A` is not in the repository: variables are not replaced
                2:44 error path-outside-repository: `C:\x` of track `A` is not in the repository: a drive letter is outside the repository
                2:54 error path-outside-repository: `src/../b/**` of track `A` is not in the repository: `..` may leave the repository
                2:66 error invalid-pattern: `src\**` of track `A` is no pattern: `\` does not separate names
        "#]],
    );
}

#[test]
fn p20_spellings_of_separators() {
    for (written, path, matches) in [
        ("./src/**", "src/a", true),
        ("././src/./**", "src/a", true),
        ("src//**", "src/a", true),
        ("src///a.rs", "src/a.rs", true),
    ] {
        assert_eq!(Pattern::parse(written).unwrap().matches(path.as_bytes()), matches, "{written}");
    }
    check_files(
        &["`./src/**`, `src//**`", "`src\\**`", "src\\**", "src\\api\\x.rs"],
        &expect![[r#"
            `./src/**`, `src//**`
                owns ./src/**, owns src//**
                2:25 note redundant-claim: `./src/**` of the same track includes `src//**`
                  2:13 included in this
            `src\**`
                owns src\**
                2:16 error invalid-pattern: `src\**` of track `A` is no pattern: `\` does not separate names
            src\**
                owns src\**
                2:15 error invalid-pattern: `src\**` of track `A` is no pattern: `\` does not separate names
            src\api\x.rs
                owns src\api\x.rs
                2:15 error invalid-pattern: `src\api\x.rs` of track `A` is no pattern: `\` does not separate names
        "#]],
    );
}

#[test]
fn p21_a_folder_means_what_is_below_it() {
    for (pattern, path, matches) in [
        ("src", "src", true),
        ("src", "src/a", true),
        ("src", "src/a/b", true),
        ("src", "srcs/a", false),
        ("src/", "src/a/b", true),
        ("src/", "src", false),
        ("src/a.rs", "src/a.rs/b", false),
    ] {
        assert_eq!(Pattern::parse(pattern).unwrap().matches(path.as_bytes()), matches, "{pattern} against {path}");
    }
    check_files(
        &["`src`, `tests/`"],
        &expect![[r#"
            `src`, `tests/`
                owns src, owns tests/
        "#]],
    );
}

#[test]
fn p22_a_star_stays_inside_a_name() {
    for (pattern, path, matches) in [
        ("src/*", "src/a", true),
        ("src/*", "src/a/b", false),
        ("src/*.rs", "src/a/b.rs", false),
        ("src/**", "src/a/b", true),
        ("src/?", "src//", false),
        ("*", "a/b", false),
        ("src/[!a]b", "src//b", false),
    ] {
        assert_eq!(Pattern::parse(pattern).unwrap().matches(path.as_bytes()), matches, "{pattern} against {path}");
    }
}

#[test]
fn p23_damaged_patterns_are_located_errors() {
    check_files(
        &[
            "`[`",
            "`src/[`",
            "`src/[]`",
            "`src/{a,b`",
            "`src/[z-a].rs`",
            "`src/a\\`",
            "`src/a.rs`, `src/{a,b`, `src/c.rs`",
            "src/[, src/[], src/{a,b, src/[z-a].rs, src/a\\",
            "src/{a,b, src/c.rs, src/d.rs",
        ],
        &expect![[r#"
            `[`
                nothing
                1:4 warning empty-track: no files, tasks or deliverables of track `A` could be read
                2:12 warning unread-label: nothing could be read from `Files`
            `src/[`
                owns src/[
                2:17 error invalid-pattern: `src/[` of track `A` is no pattern: `[` is never closed by a `]`
            `src/[]`
                owns src/[]
                2:17 error invalid-pattern: `src/[]` of track `A` is no pattern: `[` is never closed by a `]`
            `src/{a,b`
                owns src/{a,b
                2:17 error invalid-pattern: `src/{a,b` of track `A` is no pattern: `{` is never closed by a `}`
            `src/[z-a].rs`
                owns src/[z-a].rs
                2:18 error invalid-pattern: `src/[z-a].rs` of track `A` is no pattern: the range runs backwards
            `src/a\`
                owns src/a\
                2:18 error invalid-pattern: `src/a\` of track `A` is no pattern: nothing follows the `\`
            `src/a.rs`, `src/{a,b`, `src/c.rs`
                owns src/a.rs, owns src/{a,b, owns src/c.rs
                2:29 error invalid-pattern: `src/{a,b` of track `A` is no pattern: `{` is never closed by a `}`
            src/[, src/[], src/{a,b, src/[z-a].rs, src/a\
                owns src/[, owns src/[], owns src/{a,b, owns src/[z-a].rs, owns src/a\
                2:16 error invalid-pattern: `src/[` of track `A` is no pattern: `[` is never closed by a `]`
                2:23 error invalid-pattern: `src/[]` of track `A` is no pattern: `[` is never closed by a `]`
                2:31 error invalid-pattern: `src/{a,b` of track `A` is no pattern: `{` is never closed by a `}`
                2:42 error invalid-pattern: `src/[z-a].rs` of track `A` is no pattern: the range runs backwards
                2:56 error invalid-pattern: `src/a\` of track `A` is no pattern: nothing follows the `\`
            src/{a,b, src/c.rs, src/d.rs
                owns src/{a,b, owns src/c.rs, owns src/d.rs
                2:16 error invalid-pattern: `src/{a,b` of track `A` is no pattern: `{` is never closed by a `}`
        "#]],
    );
}

#[test]
fn p24_patterns_that_explode_elsewhere_take_no_time() {
    let start = std::time::Instant::now();
    let nested = format!("{}x{}", "{a,".repeat(200), "}".repeat(200));
    let wide = "{a,b}".repeat(18);
    let starred = format!("{}b", "a*".repeat(28));
    let long_a = "a".repeat(200);
    for (pattern, path, matches) in [
        (&nested, "x", true),
        (&nested, "y", false),
        (&wide, "ababababababababab", true),
        (&wide, "abababababababababa", false),
        (&starred, &long_a, false),
        (&starred, &format!("{long_a}b"), true),
    ] {
        assert_eq!(Pattern::parse(pattern).unwrap().matches(path.as_bytes()), matches, "{pattern} against {path}");
    }
    for (one, other, common) in [
        (&nested, &wide, None),
        (&nested, &starred, None),
        (&wide, &starred, None),
        (&wide, &"?".repeat(18), Some(18)),
        (&starred, &format!("{}b", "*a".repeat(28)), Some(29)),
        (&starred, &"[!b]".repeat(40), None),
    ] {
        let [one, other] = [one, other].map(|text| Pattern::parse(text).unwrap());
        assert_eq!(overlap(&one, &other).map(|path| path.len()), common, "{one} and {other}");
    }
    for text in ["{a,".repeat(3_000), "{a,".repeat(300), format!("{}{}", "{a,".repeat(3_000), "}".repeat(3_000))] {
        assert!(Pattern::parse(&text).is_err());
    }
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
}
