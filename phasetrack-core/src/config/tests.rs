//! What is accepted, and the message and place of what is not.

use std::fmt::Write;

use expect_test::{Expect, expect};

use super::read;
use crate::diagnostic::{Diagnostic, Level};
use crate::settings::{Settings, Unowned};
use crate::text::Sources;

#[track_caller]
fn check(text: impl Into<Vec<u8>>, expected: &Expect) {
    let mut sources = Sources::default();
    let id = sources.add_bytes("phasetrack.toml", text.into());
    let (_, findings) = read(&sources, id);
    let mut lines = String::new();
    for finding in &findings {
        let at = sources.position(id, finding.span.start);
        let help = finding.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
        let Diagnostic { span, message, .. } = finding;
        writeln!(lines, "{}:{} `{}` {message}{help}", at.line, at.column, sources.slice(*span))
            .expect("a string can be written to");
    }
    expected.assert_eq(&lines);
}

fn settings(text: &str) -> Settings {
    let mut sources = Sources::default();
    let id = sources.add("phasetrack.toml", text);
    let (settings, findings) = read(&sources, id);
    assert_eq!(findings, []);
    settings
}

#[test]
fn every_key_is_read() {
    let settings = settings(
        r#"
plans = ["docs/phase1.md", "docs/phase2.md"]
[vocabulary]
track = ["Squad", "Crew"]
[rules]
unknown-track = "warning"
[branches]
"phase1/track-a-*" = "A"
[guard]
base = "main"
unowned = "warn"
allow-once = false
[schedule]
agents = 3
wave-size = 0x4
[schedule.owners]
"Team Blue" = 2
[schedule.resources]
"test server" = ["A", "B"]
[[agent]]
name = "coder"
command = ["coder", "--print"]
[[gate]]
name = "tests"
command = ["cargo", "test"]
[[gate]]
name = "format"
command = "./format"
[owners]
"Coder Agent" = "@org/team"
"#,
    );
    assert_eq!(settings.plans, ["docs/phase1.md", "docs/phase2.md"]);
    assert_eq!(settings.levels.get("unknown-track"), Some(&Level::Warning));
    assert_eq!(settings.branches["phase1/track-a-*"], "A");
    assert_eq!(settings.owners["Coder Agent"], "@org/team");
    assert_eq!(settings.guard.base.as_deref(), Some("main"));
    assert_eq!((settings.guard.unowned, settings.guard.allow_once), (Unowned::Warn, false));
    assert_eq!((settings.schedule.agents, settings.schedule.wave_size), (Some(3), Some(4)));
    assert_eq!(settings.schedule.owners["Team Blue"], 2);
    assert_eq!(settings.schedule.resources["test server"], ["A", "B"]);
    assert_eq!(settings.agents[0].command, ["coder", "--print"]);
    assert_eq!(settings.gates[1].name, "format");
    assert_eq!(settings.gates[1].command, ["./format"]);
}

#[test]
fn an_empty_text_gives_the_defaults() {
    let settings = settings("");
    assert!(settings.plans.is_empty());
    assert_eq!((settings.guard.unowned, settings.guard.allow_once), (Unowned::Deny, true));
}

#[test]
fn unknown_keys_and_names() {
    check(
        "plan = []\ncolour = 1\n[guard]\nbse = \"main\"\n[rules]\nunkown-track = \"error\"\nunknown-track = \"eror\"\n[vocabulary]\nfils = [\"x\"]\n[gaurd]\n",
        &expect![[r#"
            1:1 `plan` unknown key `plan` in the configuration (did you mean `plans`?)
            2:1 `colour` unknown key `colour` in the configuration (known: `plans`, `vocabulary`, `rules`, `branches`, `owners`, `guard`, `schedule`, `agent`, `gate`)
            4:1 `bse` unknown key `bse` in `[guard]` (did you mean `base`?)
            6:1 `unkown-track` there is no rule `unkown-track` (did you mean `unknown-track`?)
            7:17 `"eror"` `unknown-track` cannot be "eror" (did you mean "error"?)
            9:1 `fils` `fils` is no meaning that words can be added to (did you mean `files`?)
            10:2 `gaurd` unknown key `gaurd` in the configuration (did you mean `guard`?)
        "#]],
    );
}

#[test]
fn wrong_types_and_values() {
    check(
        "plans = 3\nguard = true\n[schedule]\nagents = 0\nwave-size = 2.5\n[branches]\n\"\" = \"A\"\n\"track-b\" = \" \"\n",
        &expect![[r#"
            1:9 `3` `plans` must be a list of texts, not a whole number
            2:9 `true` `guard` must be a table, not true or false
            4:10 `0` `agents` must lie between 1 and 4294967295
            5:13 `2.5` `wave-size` must be a whole number, not a number with a fraction
            7:1 `""` a key of `[branches]` cannot be empty
            8:13 `" "` `track-b` cannot be empty
        "#]],
    );
    check(
        "[guard]\nbase = \"--upload-pack=x\"\nunowned = \"perhaps\"\nallow-once = \"no\"\nallow-one = true\n[schedule]\nagents = 99999999999999999999\n",
        &expect![[r#"
            2:8 `"--upload-pack=x"` `base` is not the name of a branch (write it as `git branch` prints it)
            3:11 `"perhaps"` `unowned` cannot be "perhaps" (it can be "deny", "warn", "allow")
            4:14 `"no"` `allow-once` must be true or false, not a text
            5:1 `allow-one` unknown key `allow-one` in `[guard]` (did you mean `allow-once`?)
            7:10 `99999999999999999999` `agents` must lie between 1 and 4294967295
        "#]],
    );
}

#[test]
fn patterns() {
    check(
        "plans = [\"docs/*.md\", \"../x.md\", \"a\\\\b\"]\n[branches]\n\"track-[\" = \"A\"\n",
        &expect![[r#"
            1:24 `..` `../x.md` is no pattern: `..` may leave the repository: write the path from the repository's root
            1:34 `"a\\b"` `a\b` is no pattern: `\` does not separate names: write `/`; a special character inside a name is written `[*]`
            3:8 `[` `track-[` is no pattern: `[` is never closed by a `]`: close it, or write `[[]` for the character itself
        "#]],
    );
}

#[test]
fn agents_and_gates() {
    check(
        "[agent]\nname = \"x\"\n[[gate]]\ncommand = [\"a\"]\n[[gate]]\nname = \"t\"\n[[gate]]\nname = \"u\"\ncommand = [\"a\"]\n[[gate]]\nname = \"u\"\ncommand = [\"b\"]\n",
        &expect![[r#"
            1:1 `[agent]` `agent` must be a list of tables, not a table
            3:1 `[[gate]]` `[[gate]]` has no `name`
            5:1 `[[gate]]` `[[gate]]` has no `command` (for example `command = ["cargo", "test"]`)
            10:1 `[[gate]]` two `[[gate]]` are called "u"
        "#]],
    );
}

#[test]
fn syntax() {
    check(
        "plans = [\n",
        &expect![[r"
        1:10 `` unclosed array, expected `]`
    "]],
    );
    check(
        "[guard]\nbase = \"a\"\nbase = \"b\"\n",
        &expect![[r"
        3:1 `base` duplicate key
    "]],
    );
    check(
        "[guard]\n[guard]\n",
        &expect![[r"
        2:2 `guard` duplicate key
    "]],
    );
}

#[test]
fn hostile_texts() {
    check(
        format!("plans = {}{}\n", "[".repeat(81), "]".repeat(81)),
        &expect![[r"
        1:89 `[` cannot recurse further; max recursion depth met
    "]],
    );
    check(
        format!("[{}a]\n", "a.".repeat(100_000)),
        &expect![[r"
        1:1 `` recursion limit
    "]],
    );
    check(
        b"plans = [\"caf\xe9\"]\n",
        &expect![[r"
        1:14 `` the configuration is not UTF-8 (save the file as UTF-8; the mark shows the first byte that is not)
    "]],
    );
    check(
        format!("# {}\n", "x".repeat(4 << 20)),
        &expect![[r"
        1:1 `` the configuration has 4194307 bytes (at most 1048576 bytes are read)
    "]],
    );
}
