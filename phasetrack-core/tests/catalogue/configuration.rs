//! Configurations: every mistake has a place, and none is passed over.

use expect_test::{Expect, expect};
use phasetrack_core::Report;
use phasetrack_core::config;
use phasetrack_core::model::Plan;
use phasetrack_core::text::Sources;

#[track_caller]
fn check(input: impl Into<Vec<u8>>, expected: &Expect) {
    let mut sources = Sources::default();
    let id = sources.add_bytes("phasetrack.toml", input.into());
    let (_, diagnostics) = config::read(&sources, id);
    expected.assert_eq(&super::show(&sources, &Report { plan: Plan::default(), diagnostics }));
}

#[test]
fn p27_configurations_that_are_wrong() {
    check(
        format!("plans = {}{}\n", "[".repeat(81), "]".repeat(81)),
        &expect![[r#"
            1:89 error invalid-configuration: cannot recurse further; max recursion depth met
        "#]],
    );
    check(
        format!("plans = {}{}\n", "[".repeat(100_000), "]".repeat(100_000)),
        &expect![[r#"
            1:89 error invalid-configuration: cannot recurse further; max recursion depth met
        "#]],
    );
    check(
        format!("a = {}", "{a=".repeat(100_000)),
        &expect![[r#"
            1:245 error invalid-configuration: cannot recurse further; max recursion depth met
            1:300005 error invalid-configuration: unclosed inline table, expected `}`
            1:300005 error invalid-configuration: unclosed inline table, expected `}`
            1:300005 error invalid-configuration: unclosed inline table, expected `}`
            1:300005 error invalid-configuration: unclosed inline table, expected `}`
            1:300005 error invalid-configuration: unclosed inline table, expected `}`
            1:300005 error invalid-configuration: unclosed inline table, expected `}`
            1:300005 error invalid-configuration: unclosed inline table, expected `}`
        "#]],
    );
    check(
        "[guard]\nbase = \"a\"\nbase = \"b\"\n",
        &expect![[r#"
            3:1 error invalid-configuration: duplicate key
        "#]],
    );
    check(
        "[guard]\nowned = \"deny\"\n",
        &expect![[r#"
            2:1 error invalid-configuration: unknown key `owned` in `[guard]`
        "#]],
    );
    check(
        "gaurd = 1\n",
        &expect![[r#"
            1:1 error invalid-configuration: unknown key `gaurd` in the configuration
        "#]],
    );
    check(
        format!("# {}\n", "x".repeat(4 << 20)),
        &expect![[r#"
            1:1 error invalid-configuration: the configuration has 4194307 bytes
        "#]],
    );
    check(
        b"plans = [\"caf\xe9\"]\n",
        &expect![[r#"
            1:14 error invalid-configuration: the configuration is not UTF-8
        "#]],
    );
    check(
        "plans = [\"a\0b\"]\n",
        &expect![[r#"
            1:12 error invalid-configuration: invalid basic string, expected non-double-quote visible characters, `\`
        "#]],
    );
}

#[test]
fn p27_a_configuration_of_a_megabyte() {
    let start = std::time::Instant::now();
    let keys: String = (0..50_000).map(|n| format!("k{n} = {n}\n")).collect();
    check(format!("[owners]\n{}", keys.replace("= ", "= \"a").replace('\n', "\"\n")), &expect![""]);
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
}

#[test]
fn p28_a_base_that_git_would_misread() {
    for name in ["-b", "--upload-pack=x", "a..b", "t/../x", "A; rm -rf ~", "@{-1}"] {
        let mut sources = Sources::default();
        let id = sources.add("phasetrack.toml", format!("[guard]\nbase = \"{name}\"\n"));
        let (settings, findings) = config::read(&sources, id);
        assert_eq!((findings.len(), settings.guard.base), (1, None), "{name}");
    }
}
