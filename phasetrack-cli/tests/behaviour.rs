//! What transcripts cannot show: exit codes as a table, streams, bytes that are not text, files that are rewritten.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use phasetrack_cli::exit;
use tempfile::TempDir;

/// A plan without findings.
const GOOD: &str = "# Phase 1: MVP\n\n## Track A: API\n\n**Files**: `src/api/**`\n";

/// A plan with an error.
const BAD: &str = "# Phase 1: MVP\n\n## Track A: API\n\n**Files**: `src/api/**`\n**Depends on**: Track B\n";

/// Damaged characters, which have a safe fix.
const DAMAGED: &str = "# Phase 1: Caf\u{c3}\u{a9}\r\n\r\n## Track A: API\r\n\r\n**Files**: `src/api/**`\r\n";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file for the test");
    }
    folder
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_phasetrack"));
    command.current_dir(folder).args(arguments).env_clear();
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().expect("the program runs")
}

fn run_with_input(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut command = command(folder, arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    let mut stdin = child.stdin.take().expect("standard input is a pipe");
    // A program that refuses its arguments may end before it has read its input.
    let _ = stdin.write_all(input);
    drop(stdin);
    child.wait_with_output().expect("the program ends")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("the output is UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are UTF-8")
}

#[test]
fn exit_codes() {
    let folder = folder(&[("good.md", GOOD), ("bad.md", BAD), ("wrong.toml", "plan = 1\n")]);
    for (arguments, expected) in [
        (&["check", "good.md"][..], exit::CLEAN),
        (&["check", "bad.md"], exit::FINDINGS),
        (&["check", "bad.md", "--exit-zero"], exit::CLEAN),
        (&["check", "bad.md", "--ignore", "unknown-track"], exit::CLEAN),
        (&["check", "bad.md", "--select", "dependency-cycle"], exit::CLEAN),
        (&["check", "none.md"], exit::FAILED),
        (&["check", "."], exit::FAILED),
        (&["check"], exit::FAILED),
        (&["check", "-", "--watch"], exit::FAILED),
        (&["check", "--watch"], exit::FAILED),
        (&["check", "good.md", "--config", "wrong.toml"], exit::FAILED),
        (&["check", "good.md", "--config", "none.toml"], exit::FAILED),
        (&["check", "good.md", "--ignore", "no-such-rule"], exit::FAILED),
        (&["check", "good.md", "--config", "wrong.toml", "--isolated"], exit::FAILED),
        (&["show", "bad.md"], exit::CLEAN),
        (&["show", "none.md"], exit::FAILED),
        (&["explain"], exit::CLEAN),
        (&["explain", "--all"], exit::CLEAN),
        (&["explain", "dependency-cycle"], exit::CLEAN),
        (&["explain", "dependancy-cycle"], exit::FAILED),
        (&["init"], exit::CLEAN),
        (&["init"], exit::FINDINGS),
        (&["new", "phase", "2", "Next", "-o", "next.md"], exit::CLEAN),
        (&["new", "phase", "2", "Next", "-o", "next.md"], exit::FINDINGS),
        (&["check", "next.md"], exit::CLEAN),
        (&["--help"], exit::CLEAN),
        (&["--version"], exit::CLEAN),
        (&["chekc"], exit::FAILED),
        (&[], exit::FAILED),
    ] {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(i32::from(expected)), "{arguments:?}\n{}", stderr(&output));
    }
}

#[test]
fn results_and_messages_have_their_own_streams() {
    let folder = folder(&[("bad.md", BAD)]);
    let output = run(folder.path(), &["check", "bad.md", "--output-format", "concise"]);
    assert_eq!(stdout(&output).lines().count(), 1);
    assert!(stderr(&output).starts_with("Found 1 error"));
    let output = run(folder.path(), &["check", "bad.md", "-q"]);
    assert_eq!(stderr(&output), "");
    let output = run(folder.path(), &["check", "bad.md", "-v"]);
    let line = format!("document: bad.md ({} bytes)\n", BAD.len());
    assert!(stderr(&output).contains(&line), "{}", stderr(&output));
}

#[test]
fn colours_on_request_only() {
    let folder = folder(&[("bad.md", BAD)]);
    assert!(!stdout(&run(folder.path(), &["check", "bad.md"])).contains('\u{1b}'));
    assert!(stdout(&run(folder.path(), &["check", "bad.md", "--color", "always"])).contains('\u{1b}'));
    let output = command(folder.path(), &["check", "bad.md"]).env("CLICOLOR_FORCE", "1").output();
    assert!(stdout(&output.expect("the program runs")).contains('\u{1b}'));
}

#[test]
fn a_document_that_is_not_utf8_is_judged_and_never_rewritten() {
    let folder = folder(&[]);
    let bytes = [DAMAGED.as_bytes(), b"\n`src/caf\xe9.rs`\n"].concat();
    fs::write(folder.path().join("bytes.md"), &bytes).expect("a file for the test");
    let output = run(folder.path(), &["check", "bytes.md", "--fix", "--output-format", "concise"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("error[not-utf8]"), "{}", stdout(&output));
    assert_eq!(fs::read(folder.path().join("bytes.md")).expect("the file is there"), bytes);
}

#[test]
fn fixing_twice_is_fixing_once() {
    let folder = folder(&[("damaged.md", DAMAGED)]);
    let path = folder.path().join("damaged.md");
    let read = || fs::read_to_string(&path).expect("the file is there");

    let diff = run(folder.path(), &["check", "damaged.md", "--diff"]);
    assert_eq!(diff.status.code(), Some(1));
    assert!(stdout(&diff).contains("\n-# Phase 1: Caf\u{c3}\u{a9}\r\n+# Phase 1: Café\r\n"), "{}", stdout(&diff));
    assert_eq!(read(), DAMAGED);

    let fix = run(folder.path(), &["check", "damaged.md", "--fix"]);
    assert_eq!(fix.status.code(), Some(0), "{}", stdout(&fix));
    assert!(stderr(&fix).starts_with("fixed damaged.md\n"));
    let fixed = read();
    assert_eq!(fixed, DAMAGED.replace("\u{c3}\u{a9}", "é"));

    let again = run(folder.path(), &["check", "damaged.md", "--fix"]);
    assert!(stderr(&again).starts_with("nothing to fix safely\n"), "{}", stderr(&again));
    assert_eq!(read(), fixed);
    let diff = run(folder.path(), &["check", "damaged.md", "--diff"]);
    assert_eq!((diff.status.code(), stdout(&diff)), (Some(0), String::new()));
    assert_eq!(fs::read_dir(folder.path()).expect("the folder is there").count(), 1, "no file is left behind");
}

#[test]
#[cfg(unix)]
fn a_document_that_was_edited_meanwhile_is_left_alone() {
    let folder = folder(&[("damaged.md", DAMAGED)]);
    let path = folder.path().join("damaged.md");
    // The messages about the other documents are more than a pipe holds: once it is full, the program waits.
    let others = (0..200).map(|number| format!("{}{number}.md", "./".repeat(450)));
    let others: Vec<String> = others.collect();
    for other in &others {
        fs::write(folder.path().join(other), "# Notes\n").expect("a file for the test");
    }
    let mut command = command(folder.path(), &["check", "--fix", "--verbose", "--isolated", "damaged.md"]);
    let mut child = command.args(&others).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it runs");
    let mut messages = BufReader::new(child.stderr.take().expect("standard error is a pipe")).lines();
    messages.by_ref().map_while(Result::ok).find(|line| line.contains("damaged.md")).expect("the document is read");
    fs::write(&path, "edited meanwhile").expect("the file is written");
    let messages: Vec<String> = messages.map_while(Result::ok).collect();
    assert_eq!(child.wait().expect("the program ends").code(), Some(2));
    assert!(messages.iter().any(|line| line.starts_with("error: damaged.md was changed")), "{messages:?}");
    assert_eq!(fs::read_to_string(&path).expect("the file is there"), "edited meanwhile");
    assert_eq!(fs::read_dir(folder.path()).expect("the folder is there").count(), 201, "no file is left behind");
}

#[test]
#[cfg(unix)]
fn a_fixed_document_keeps_its_permissions_but_no_set_user_id() {
    use std::os::unix::fs::PermissionsExt;

    let name = format!("{}.md", "long".repeat(60));
    let folder = folder(&[(&name, DAMAGED)]);
    let path = folder.path().join(&name);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o6626)).expect("permissions for the test");
    let output = run(folder.path(), &["check", "--fix", &name]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(fs::metadata(&path).expect("the file is there").permissions().mode() & 0o7777, 0o626);
}

#[test]
#[cfg(unix)]
fn what_is_not_a_regular_file_is_refused_and_never_discovered() {
    let folder = folder(&[("elsewhere.md", BAD)]);
    let docs = folder.path().join("docs");
    fs::create_dir(&docs).expect("a folder for the test");
    let pipe = Command::new("mkfifo").arg(docs.join("phase1.md")).status().expect("a pipe for the test");
    assert!(pipe.success());
    std::os::unix::fs::symlink("../elsewhere.md", docs.join("phase2.md")).expect("a link for the test");
    std::os::unix::fs::symlink("docs", folder.path().join("linked")).expect("a link for the test");
    for special in ["docs/phase1.md", "/dev/null", "/dev/zero"] {
        let output = run(folder.path(), &["check", special]);
        assert_eq!(output.status.code(), Some(2));
        let message = format!("error: {special} is not a regular file\nhint: ");
        assert!(stderr(&output).starts_with(&message), "{}", stderr(&output));
    }
    let output = run(folder.path(), &["check"]);
    assert!(stderr(&output).starts_with("error: no plan found"), "{}", stderr(&output));
    for plans in ["docs/phase2.md", "docs/*.md", "linked/*.md"] {
        fs::write(folder.path().join("phasetrack.toml"), format!("plans = [\"{plans}\"]\n")).expect("a file");
        fs::write(docs.join("other.txt"), GOOD).expect("a file for the test");
        let output = run(folder.path(), &["check"]);
        assert!(stderr(&output).contains("which matches no file"), "{plans}: {}", stderr(&output));
    }
    assert_eq!(run(folder.path(), &["check", "docs/phase2.md"]).status.code(), Some(1), "a link that is named");
}

#[test]
fn a_configuration_that_is_no_file_gets_its_own_hint() {
    let folder = folder(&[("good.md", GOOD)]);
    let output = run(folder.path(), &["check", "good.md", "--config", "."]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stderr(&output), "error: . is a folder\nhint: name the file in it: ./phasetrack.toml\n");
    let file = fs::File::create(folder.path().join("large.toml")).expect("a file for the test");
    file.set_len((16 << 20) + 1).expect("a large file");
    let output = run(folder.path(), &["check", "good.md", "--config", "large.toml"]);
    assert!(stderr(&output).contains("hint: name a phasetrack.toml"), "{}", stderr(&output));
}

#[test]
#[cfg(unix)]
fn a_closed_standard_input_is_no_empty_document() {
    let folder = folder(&[]);
    let program = env!("CARGO_BIN_EXE_phasetrack");
    let output =
        Command::new("sh").args(["-c", "exec \"$0\" check - <&-", program]).current_dir(folder.path()).output();
    let output = output.expect("the program runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).starts_with("error: standard input is closed"), "{}", stderr(&output));
    assert_eq!(run_with_input(folder.path(), &["check", "-"], b"").status.code(), Some(1), "an empty one is judged");
}

#[test]
fn what_only_a_person_can_fix_is_counted() {
    let folder = folder(&[("label.md", &format!("{GOOD}\n```\ncode\n\n## Track B: Web\n\n**Files**: `web/**`\n"))]);
    for option in ["--fix", "--diff"] {
        let output = run(folder.path(), &["check", "label.md", option]);
        let message = "nothing to fix safely; 1 suggestion needs a person\n";
        assert!(stderr(&output).starts_with(message), "{}", stderr(&output));
    }
}

#[test]
fn a_document_cannot_command_the_terminal() {
    let hostile = "\u{1b}]0;title\u{7} \u{9b}31m \u{202e}\rover";
    let folder = folder(&[("hostile.md", &DAMAGED.replace("\u{a9}", &format!("\u{a9} {hostile}")))]);
    let diff = stdout(&run(folder.path(), &["check", "hostile.md", "--diff"]));
    let full = stdout(&run(folder.path(), &["check", "hostile.md"]));
    for text in [&diff, &full] {
        assert!(!text.replace("\r\n", "\n").contains(|c: char| c.is_control() && c != '\n'), "{text:?}");
        assert!(!text.contains('\u{202e}'), "{text:?}");
        assert!(text.contains(r"\u{1b}]0;title\u{7} \u{9b}31m \u{202e}"), "{text}");
    }
}

#[test]
fn standard_input() {
    let folder = folder(&[]);
    let arguments = ["check", "-", "--stdin-filename", "docs/phase1.md", "--output-format", "concise"];
    let output = run_with_input(folder.path(), &arguments, BAD.as_bytes());
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).starts_with("docs/phase1.md:6:"), "{}", stdout(&output));
    let output = run_with_input(folder.path(), &["check", "-", "--fix"], DAMAGED.as_bytes());
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("standard input cannot be fixed in place\nhint: "), "{}", stderr(&output));
    let output = run_with_input(folder.path(), &["check", "-", "--diff"], DAMAGED.as_bytes());
    assert!(stdout(&output).starts_with("--- <stdin>\n"), "{}", stdout(&output));
}

#[test]
fn a_file_named_twice_does_not_collide_with_itself() {
    let folder = folder(&[("good.md", GOOD)]);
    let output = run(folder.path(), &["check", "good.md", "./good.md"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    assert!(stderr(&output).starts_with("good.md: 1 track, 1 claim"), "{}", stderr(&output));
}

#[test]
fn a_file_that_is_too_large_is_refused() {
    let folder = folder(&[]);
    let file = fs::File::create(folder.path().join("large.md")).expect("a file for the test");
    file.set_len((16 << 20) + 1).expect("a large file");
    let output = run(folder.path(), &["check", "large.md"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).starts_with("error: large.md has more than 16777216 bytes\nhint: "), "{}", stderr(&output));
}

#[test]
fn the_nearest_configuration_up_to_the_repository_counts() {
    let folder = folder(&[("phasetrack.toml", "[rules]\nunknown-track = \"off\"\n"), ("bad.md", BAD)]);
    let inner = folder.path().join("repository/docs");
    fs::create_dir_all(&inner).expect("a folder for the test");
    fs::write(inner.join("phase1.md"), BAD).expect("a file for the test");
    let code = |folder: &Path, arguments: &[&str]| run(folder, arguments).status.code();
    assert_eq!(code(folder.path(), &["check", "bad.md"]), Some(0), "beside the document");
    assert_eq!(code(folder.path(), &["check", "bad.md", "--isolated"]), Some(1));
    assert_eq!(code(&inner, &["check", "phase1.md"]), Some(1), "outside a repository nothing above counts");
    fs::create_dir(folder.path().join(".git")).expect("a folder for the test");
    assert_eq!(code(&inner, &["check", "phase1.md"]), Some(0), "within the repository");
    fs::create_dir(folder.path().join("repository/.git")).expect("a folder for the test");
    assert_eq!(code(&inner, &["check", "phase1.md"]), Some(1), "a repository of its own");
    let output = run(&inner, &["check", "--output-format", "concise"]);
    assert!(stdout(&output).starts_with("../docs/phase1.md:6:"), "found from the root: {}", stdout(&output));
}

#[test]
fn plans_of_the_configuration() {
    let files = [("good.md", GOOD), ("other.md", BAD), ("phasetrack.toml", "plans = [\"g*.md\"]\n")];
    let folder = folder(&files);
    assert_eq!(run(folder.path(), &["check"]).status.code(), Some(0));
    fs::write(folder.path().join("phasetrack.toml"), "plans = [\"docs/*.md\"]\n").expect("a file for the test");
    let output = run(folder.path(), &["check"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("`docs/*.md`, which matches no file"), "{}", stderr(&output));
}

#[test]
fn an_invalid_configuration_speaks_the_format_that_was_asked_for() {
    let folder = folder(&[("good.md", GOOD), ("phasetrack.toml", "[guard]\nbse = \"main\"\n")]);
    let output = run(folder.path(), &["check", "good.md", "--output-format", "json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stdout(&output).contains("\"rule\": \"invalid-configuration\""), "{}", stdout(&output));
    let output = run(folder.path(), &["check", "good.md"]);
    assert_eq!(stdout(&output), "");
    assert!(stderr(&output).contains("phasetrack.toml:2:1"), "{}", stderr(&output));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = folder(&[("bad.md", BAD)]);
    let mut command = command(folder.path(), &["explain", "--all"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), String::new()));
}

#[test]
fn watching_checks_again_after_a_change() {
    let folder = folder(&[("plan.md", BAD)]);
    let arguments = ["check", "plan.md", "--watch", "--output-format", "concise"];
    let mut command = command(folder.path(), &arguments);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program runs");
    let stdout = child.stdout.take().expect("standard output is a pipe");
    let (sender, lines) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        BufReader::new(stdout).lines().map_while(Result::ok).all(|line| sender.send(line).is_ok())
    });
    let next = || lines.recv_timeout(Duration::from_secs(20)).expect("the program checks and prints");
    let first = next();
    fs::write(folder.path().join("plan.md"), BAD.replace("Track B", "Track Z")).expect("the file is written");
    let second = next();
    child.kill().expect("the program still runs");
    child.wait().expect("the program ends");
    assert!(first.contains("track `B`"), "{first}");
    assert!(second.contains("track `Z`"), "{second}");
}
