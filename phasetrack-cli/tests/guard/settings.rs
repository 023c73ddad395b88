//! `init --agents`: settings of coding agents that ask the guard, beside what is there.

use std::fs;

use crate::scene::{Scene, said};

const FILES: [&str; 4] = [".claude/settings.json", ".codex/hooks.json", ".gemini/settings.json", ".cursor/hooks.json"];

#[test]
fn settings_are_written_once_and_for_those_who_are_named() {
    for (arguments, written) in [
        ("", &FILES[..0]),
        ("--agents", &FILES[..]),
        ("--agents claude", &FILES[..1]),
        ("--agents cursor,codex", &[FILES[1], FILES[3]]),
        ("--agents gemini --agents=claude", &[FILES[0], FILES[2]]),
    ] {
        let scene = Scene::new("");
        let first = scene.run(&format!("phasetrack init {arguments}"));
        assert_eq!(first.status.code(), Some(0), "{arguments}: {}", said(&first));
        let found: Vec<&str> = FILES.into_iter().filter(|file| scene.path("repo").join(file).exists()).collect();
        assert_eq!(found, written, "{arguments}");
        assert!(scene.path("repo/phasetrack.toml").exists(), "{arguments}");
        scene.done("git add -A; git stash -q; git stash apply -q");
        let second =
            scene.run(&format!("phasetrack init {arguments}; code=$?; git diff --exit-code stash@{{0}} && exit $code"));
        // Without agents the configuration is all that is asked for, and it is there.
        assert_eq!(second.status.code(), Some(i32::from(arguments.is_empty())), "{arguments}: {}", said(&second));
    }
}

#[test]
fn what_is_written_keeps_an_agent_from_foreign_files() {
    let scene = Scene::new("");
    scene.done("mkdir -p a/deep; cd a/deep; phasetrack init --agents -q; test ! -e phasetrack.toml");
    for (file, tool) in FILES.into_iter().zip(["Edit", "apply_patch", "write_file", "Write"]) {
        let text = fs::read_to_string(scene.path("repo").join(file)).expect("it is at the root");
        assert!(text.contains(tool) && text.ends_with("}\n"), "{text}");
        let command = text.split("\"command\": \"").nth(1).and_then(|rest| rest.split('"').next()).expect("a command");
        for (path, code) in [("b/f", 2), ("a/f", 0)] {
            let payload = format!("{{\"tool_name\":\"{tool}\",\"tool_input\":{{\"file_path\":\"{path}\"}}}}");
            let output = scene.run(&format!("echo '{payload}' | {command}"));
            assert_eq!(output.status.code(), Some(code), "{file} {path}: {}", said(&output));
        }
    }
    let expected = r#"{
  "hooks": {
    "PreToolUse": [
      { "matcher": "Edit|Write|MultiEdit|NotebookEdit", "hooks": [{ "type": "command", "command": "phasetrack agent-hook" }] }
    ],
    "PostToolUse": [
      { "matcher": "Bash", "hooks": [{ "type": "command", "command": "phasetrack agent-hook" }] }
    ],
    "Stop": [
      { "hooks": [{ "type": "command", "command": "phasetrack agent-hook" }] }
    ]
  }
}
"#;
    assert_eq!(fs::read_to_string(scene.path("repo/.claude/settings.json")).expect("it is there"), expected);
}

#[test]
fn what_cannot_be_added_to_is_refused_and_nothing_is_written() {
    for (text, words) in [
        (
            "{\n  // ours\n  \"model\": \"x\"\n}\n",
            "settings.json:2:3: there are no comments in JSON, and they would be lost",
        ),
        ("{\n  \"model\": \"x\",\n}\n", "settings.json:3:1: it is no JSON: trailing comma"),
        ("{\"hooks\": []}\n", "settings.json:1:11: this must be an object"),
        ("{\"hooks\": {\"PreToolUse\": {}}}\n", "settings.json:1:26: this must be a list"),
    ] {
        let scene = Scene::new("");
        fs::create_dir(scene.path("repo/.claude")).expect("a folder for the test");
        fs::write(scene.path("repo/.claude/settings.json"), text).expect("a file for the test");
        let output = scene.run("phasetrack init --agents");
        let told = said(&output);
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains(words) && told.contains("this belongs into it:\n{\n  \"hooks\": {"), "{told}");
        assert_eq!(fs::read_to_string(scene.path("repo/.claude/settings.json")).expect("it is there"), text);
        assert!(!scene.path("repo/.codex").exists() && !scene.path("repo/phasetrack.toml").exists(), "{told}");
    }
    let scene = Scene::new("");
    for (prepare, arguments, words) in [
        ("printf '\\377' > .claude", "--agents cursor,nobody", "invalid value 'nobody'"),
        (
            "mkdir .cursor; printf '{\\n \\377' > .cursor/hooks.json",
            "--agents cursor",
            "hooks.json:2:2: it is not UTF-8",
        ),
        ("ln -s $T/home .gemini", "--agents gemini", "lies behind a symbolic link"),
    ] {
        let output = scene.run(&format!("{prepare}; phasetrack init {arguments}"));
        assert!(output.status.code() == Some(2) && said(&output).contains(words), "{words}: {}", said(&output));
    }
}
