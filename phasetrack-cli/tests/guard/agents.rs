//! What coding agents are told, by payloads of each host.

use std::fs;
use std::io::Write;
use std::process::{Output, Stdio};

use crate::scene::{Scene, said};

/// The answer to a payload, in which `$W` is the work tree and `$T` the folder around it.
fn answer(scene: &Scene, payload: &str) -> Output {
    let at = |name: &str| scene.path(name).display().to_string();
    let payload = payload.replace("$W", &at("repo")).replace("$T", at("").trim_end_matches('/'));
    let mut command = scene.command("phasetrack");
    command.arg("agent-hook").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    child.stdin.take().expect("a pipe").write_all(payload.as_bytes()).expect("it reads");
    child.wait_with_output().expect("it ends")
}

/// An edit as Claude Code announces it.
fn edit(file: &str) -> String {
    format!(r#"{{"cwd":"$W","hook_event_name":"PreToolUse","tool_name":"Edit","tool_input":{{"file_path":"{file}"}}}}"#)
}

#[track_caller]
fn check(scene: &Scene, payload: &str, words: &str) {
    let output = answer(scene, payload);
    let denied = !words.is_empty();
    assert_eq!(output.status.code(), Some(if denied { 2 } else { 0 }), "{payload}: {}", said(&output));
    assert!(said(&output).contains(words), "{payload}: {}", said(&output));
    assert!(output.stdout.is_empty(), "standard output belongs to the host's own form");
}

#[test]
fn an_edit_is_judged_by_where_it_would_be_written() {
    let scene = Scene::new("");
    scene.done(
        "git worktree add -q ../linked -b track-b main; git worktree add -q a/inner -b feature main; ln -s ../b/f a/link; \
         ln -s ../b a/folder; ln -s ../b/nothing a/dangling; ln -s $T/home a/out; ln -s repo $T/alias",
    );
    for (file, words) in [
        ("$W/a/f", ""),
        ("a/new/deep.rs", ""),
        ("$T/alias/a/f", ""),
        ("b/../a/f", ""),
        ("$W/b/f", "track B (Web) owns it: `b/**`, docs/phase1.md:9:13"),
        ("a/../b/f", "track B (Web) owns it"),
        ("a/link", "error: b/f: track B"),
        ("a/folder/new", "error: b/new: track B"),
        ("a/folder/../a/f", ""),
        ("a/dangling", "it is not in this track's work tree"),
        ("a/out/x", "it is not in this track's work tree"),
        ("a/inner/a/f", "it is not in this track's work tree"),
        ("$T/linked/b/f", "it is not in this track's work tree"),
        ("/etc/passwd", "it is not in this track's work tree"),
        (".git/hooks/pre-commit", "it is not in this track's work tree"),
        ("docs/phase1.md", "it states the plan"),
        ("phasetrack.toml", "it states the plan"),
        ("other.txt", "nobody owns it"),
    ] {
        check(&scene, &edit(file), words);
    }
}

#[test]
fn a_file_is_judged_by_the_work_tree_that_it_is_in() {
    let scene = Scene::new("");
    scene.done(
        "git worktree add -q ../main main; git worktree add -q ../linked -b track-b main; ln -s $T/repo ../main/way",
    );
    let (api, web) = ("error: a/f: track A (API) owns it", "error: b/f: track B (Web) owns it");
    for (folder, files, words) in [
        // Where an agent is started says nothing about where it writes.
        ("$T/home", &["$W/b/f"][..], web),
        ("$T/home", &["$W/a/f"], ""),
        ("$T/home", &["../repo/b/f"], web),
        ("$T/home", &["$T/linked/a/f"], api),
        ("$T/home", &["$T/linked/b/f", "$W/a/f", "$T/home/x", "$T/main/b/f"], ""),
        ("$T/home", &["$T/linked/b/f", "$W/b/f"], web),
        ("$T/home", &["$W/.git/config"], "it is not in this track's work tree"),
        ("$T/main", &["$W/b/f"], web),
        ("$T/main", &["way/b/f"], web),
        ("$T/main", &["$W/a/new/deep/f", "b/f"], ""),
        ("$T/main/a", &["../../linked/a/f"], api),
        ("$T/nowhere", &["$W/b/f"], web),
        // Who is started in a track's work tree stays in it.
        ("$W", &["$T/linked/b/f"], "it is not in this track's work tree"),
        ("$W", &["$T/main/a/f"], "it is not in this track's work tree"),
        ("$W/a", &["f", "$T/linked/a/f"], api),
    ] {
        let edits: Vec<String> = files.iter().map(|file| format!(r#"{{"path":"{file}"}}"#)).collect();
        let edits = edits.join(",");
        let payload =
            format!(r#"{{"cwd":"{folder}","tool_name":"mcp__files__edit_many","tool_input":{{"edits":[{edits}]}}}}"#);
        check(&scene, &payload, words);
    }
}

#[test]
fn every_host_is_answered() {
    let scene = Scene::new("");
    let foreign = "track B (Web) owns it";
    for (payload, words) in [
        (r#"{"cwd":"$W","hook_event_name":"PreToolUse","tool_name":"Read","tool_input":{"file_path":"b/f"}}"#, ""),
        (
            r#"{"cwd":"$W/b","hook_event_name":"PreToolUse","tool_name":"MultiEdit","tool_input":{"file_path":"f"}}"#,
            foreign,
        ),
        (
            r#"{"cwd":"$W","hook_event_name":"PreToolUse","tool_name":"apply_patch","tool_input":{"command":"*** Begin Patch\n*** Update File: a/f\n*** Move to: b/g\n*** End Patch"}}"#,
            foreign,
        ),
        (
            r#"{"cwd":"$W","hook_event_name":"BeforeTool","tool_name":"replace","tool_input":{"file_path":"$W/b/f"}}"#,
            foreign,
        ),
        (
            r#"{"workspace_roots":["$W"],"hook_event_name":"preToolUse","tool_name":"Write","tool_input":{"file_path":"$W/b/f"}}"#,
            foreign,
        ),
        (
            r#"{"workspace_roots":["$W"],"hook_event_name":"preToolUse","tool_name":"Write","tool_input":{"file_path":"$W/a/f"}}"#,
            "",
        ),
        (r#"{"cwd":"$W","tool_name":"mcp__files__move_file","tool_input":{"source":"a/f","destination":"a/g"}}"#, ""),
        (
            r#"{"cwd":"$W","tool_name":"mcp__files__move_file","tool_input":{"source":"b/f","destination":"a/g"}}"#,
            foreign,
        ),
        (r#"{"cwd":"$W","tool_name":"mcp__files__copy_file","tool_input":{"source":"b/f","destination":"a/g"}}"#, ""),
        (r#"{"cwd":"$W","tool_name":"save","tool_input":{"filename":"b/f"}}"#, foreign),
        (
            r#"{"cwd":"$W","tool_name":"Write","tool_input":{"file_path":"a/x","content":"*** Begin Patch\n*** Add File: b/x\n*** End Patch"}}"#,
            "",
        ),
        (
            r#"{"cwd":"$W","tool_name":"shell","tool_input":{"workdir":"b","command":["apply_patch","*** Begin Patch\n*** Add File: a/f\n*** End Patch"]}}"#,
            "error: b/a/f: track B (Web) owns it",
        ),
        (r#"{"cwd":"$W","hook_event_name":"Stop"}"#, ""),
        ("", "cannot judge what the agent is about to do"),
        ("{\"tool_name\":\"Write\"", "cannot judge what the agent is about to do"),
        (r#"{"cwd":"$W","tool_name":"Write","tool_input":{}}"#, "names no file"),
        (r#"{"cwd":"$T/home","tool_name":"Write","tool_input":{"file_path":"x"}}"#, ""),
    ] {
        check(&scene, payload, words);
    }
    // What a shell has written is seen afterwards, and before the agent stops.
    scene.done("more b/f; touch b/new");
    check(
        &scene,
        r#"{"cwd":"$W","hook_event_name":"PostToolUse","tool_name":"Bash","tool_input":{"command":"x"}}"#,
        "b/new",
    );
    check(&scene, r#"{"cwd":"$W","hook_event_name":"Stop","stop_hook_active":false}"#, foreign);
    check(&scene, r#"{"cwd":"$W","hook_event_name":"Stop","stop_hook_active":true}"#, "");
    // No branch, no track; a branch of no track is nobody's business.
    scene.done("git reset -q --hard; git clean -fdq; git switch -q --detach");
    check(&scene, &edit("a/f"), "HEAD is on no branch");
    scene.done("git switch -q main");
    check(&scene, &edit("b/f"), "");
    // Whatever a host adds, and whatever is wrong, the answer is one of two.
    for arguments in ["agent-hook --new-option x", "agent-hook", "--no-such agent-hook"] {
        let output = scene.run(&format!("echo nonsense | phasetrack {arguments}"));
        assert_eq!(output.status.code(), Some(2), "{arguments}: {}", said(&output));
    }
}

/// Longer than any path can be, and deeper than a stack.
#[test]
fn a_path_without_an_end_is_answered() {
    let scene = Scene::new("");
    for (folder, code) in [("a/", 0), ("b/", 2)] {
        let path = folder.repeat(20_000);
        let payload = format!(
            r#"{{"cwd":"{}","hook_event_name":"PreToolUse","tool_name":"Edit","tool_input":{{"file_path":"{path}x"}}}}"#,
            scene.path("repo").display()
        );
        fs::write(scene.path("payload"), payload).expect("a file for the test");
        let output = scene.run("phasetrack agent-hook < ../payload");
        assert_eq!(output.status.code(), Some(code), "{}", said(&output));
    }
}
