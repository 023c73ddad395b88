//! What a coding agent's hook says on standard input: which step it is at, which files it is about to write.
//!
//! Hosts differ in names, not in shape: one object with an event, a tool and the tool's input. So they are told apart by
//! what is there, and a host that is not known yet is understood if it keeps to that shape.

use std::path::{Path, PathBuf};

use serde_json::Value;

/// What a hook is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Payload {
    /// A tool is about to write these files, named from `folder`.
    Edit {
        /// Where the agent works.
        folder: Option<PathBuf>,
        /// The files as the tool names them.
        files: Vec<PathBuf>,
    },
    /// Something has run that may have written anything, or the agent is about to stop.
    After {
        /// Where the agent works.
        folder: Option<PathBuf>,
    },
    /// Nothing that writes files which can be known beforehand.
    Nothing,
}

/// Events at which there is nothing left to prevent, by the letters of their names: `PostToolUse`, `AfterTool`.
const AFTER: [&str; 8] = [
    "posttooluse",
    "aftertool",
    "afterfileedit",
    "aftershellexecution",
    "stop",
    "subagentstop",
    "afteragent",
    "sessionend",
];

/// Tools that write no file, or nobody knows which: what a shell has written is looked at afterwards.
const HARMLESS: [&str; 27] = [
    "read",
    "glob",
    "grep",
    "ls",
    "list",
    "search",
    "bash",
    "shell",
    "task",
    "agent",
    "webfetch",
    "websearch",
    "todowrite",
    "readfile",
    "readmanyfiles",
    "listdirectory",
    "listdir",
    "searchfilecontent",
    "grepsearch",
    "codebasesearch",
    "filesearch",
    "runshellcommand",
    "runterminalcmd",
    "execcommand",
    "notebookread",
    "viewimage",
    "updateplan",
];

/// Names under which tools are given one file that they write.
const PATHS: [&str; 8] =
    ["file_path", "notebook_path", "path", "filePath", "target_file", "absolute_path", "filename", "destination"];

/// The name under which tools are given a file that they take away, if they move it; else they only read it.
const SOURCE: &str = "source";

/// Names under which tools are given a patch. Elsewhere such a text is what a file shall hold.
const PATCHES: [&str; 3] = ["command", "input", "patch"];

/// Names under which tools are told where to work: names of files begin there.
const FOLDERS: [&str; 3] = ["workdir", "working_directory", "cwd"];

/// Lines of a patch that name a file.
const PATCH: [&str; 4] = ["*** Add File: ", "*** Update File: ", "*** Delete File: ", "*** Move to: "];

/// Understands what a hook is given.
///
/// # Errors
/// It is no such object, or a tool that writes names no file.
pub(crate) fn read(bytes: &[u8]) -> Result<Payload, String> {
    let value: Value = serde_json::from_slice(bytes).map_err(|error| format!("it is no JSON: {error}"))?;
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    let root = || value.get("workspace_roots")?.get(0)?.as_str();
    let folder = text("cwd").filter(|folder| !folder.is_empty()).or_else(root).map(PathBuf::from);
    let event = letters(text("hook_event_name").or(text("hookEventName")).or(text("event")).unwrap_or_default());
    if AFTER.contains(&event.as_str()) {
        // An agent that was kept from stopping once is not kept for ever.
        let again = value.get("stop_hook_active").and_then(Value::as_bool) == Some(true);
        return Ok(if again { Payload::Nothing } else { Payload::After { folder } });
    }
    let tool = letters(text("tool_name").or(text("toolName")).unwrap_or_default());
    let given = value.get("tool_input").or(value.get("toolInput"));
    if tool.is_empty() && given.is_none() && event.is_empty() {
        return Err("it names neither an event nor a tool".to_owned());
    }
    let takes_away = ["move", "rename"].iter().any(|word| tool.contains(word));
    let mut files = Vec::new();
    gather(given.unwrap_or(&value), PATCHES[0], takes_away, &mut files);
    if let Some(folder) = FOLDERS.iter().find_map(|name| given?.get(name)?.as_str()) {
        for file in &mut files {
            file.path = Path::new(folder).join(&file.path);
        }
    }
    if HARMLESS.contains(&tool.as_str()) && !files.iter().any(|file| file.patch)
        || (tool.is_empty() && files.is_empty())
    {
        return Ok(Payload::Nothing);
    }
    if files.is_empty() {
        // A tool of another server may do anything, and most write no file of the repository.
        let writes = ["write", "edit", "patch", "replace", "create", "delete", "move", "rename", "save"];
        let is_writing = writes.iter().any(|word| tool.contains(word));
        return if is_writing { Err(format!("the tool {tool} names no file")) } else { Ok(Payload::Nothing) };
    }
    Ok(Payload::Edit { folder, files: files.into_iter().map(|file| file.path).collect() })
}

/// A file that a tool names, and whether a patch names it.
struct Named {
    path: PathBuf,
    patch: bool,
}

/// The files of an input: under a name of its own, in lists of edits, in the text of a patch. `name` is that of the
/// input itself.
fn gather(input: &Value, name: &str, takes_away: bool, files: &mut Vec<Named>) {
    match input {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| gather(value, name, takes_away, files)),
        Value::Array(values) => values.iter().for_each(|value| gather(value, name, takes_away, files)),
        Value::String(path) if PATHS.contains(&name) || (takes_away && name == SOURCE) => {
            files.push(Named { path: path.into(), patch: false });
        }
        Value::String(text) if PATCHES.contains(&name) && text.contains("*** Begin Patch") => patched(text, files),
        _ => {}
    }
}

fn patched(text: &str, files: &mut Vec<Named>) {
    let names = text.lines().filter_map(|line| PATCH.iter().find_map(|head| line.trim_start().strip_prefix(head)));
    files.extend(names.map(|name| Named { path: name.trim().into(), patch: true }));
}

/// `PreToolUse`, `pre_tool_use` and `preToolUse` are one name.
fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{Payload, read};

    fn said(text: &str) -> String {
        match read(text.as_bytes()) {
            Ok(Payload::Edit { folder, files }) => {
                let files: Vec<_> = files.iter().map(|file| file.display().to_string()).collect();
                format!("{}: {}", folder.unwrap_or_default().display(), files.join(" "))
            }
            Ok(Payload::After { folder }) => format!("after {}", folder.unwrap_or_default().display()),
            Ok(Payload::Nothing) => String::new(),
            Err(error) => format!("error {error}"),
        }
    }

    #[test]
    fn every_host_by_its_shape() {
        for (payload, expected) in [
            (
                r#"{"session_id":"1","cwd":"/w","hook_event_name":"PreToolUse","tool_name":"Edit","tool_input":{"file_path":"/w/a","old_string":"x"}}"#,
                "/w: /w/a",
            ),
            (
                r#"{"cwd":"/w","hook_event_name":"PreToolUse","tool_name":"NotebookEdit","tool_input":{"notebook_path":"/w/a.ipynb"}}"#,
                "/w: /w/a.ipynb",
            ),
            (r#"{"cwd":"/w","hook_event_name":"PreToolUse","tool_name":"Read","tool_input":{"file_path":"/w/a"}}"#, ""),
            (r#"{"cwd":"/w","hook_event_name":"PreToolUse","tool_name":"Bash","tool_input":{"command":"ls"}}"#, ""),
            (
                r#"{"cwd":"/w","hook_event_name":"PostToolUse","tool_name":"Bash","tool_input":{"command":"x > y"}}"#,
                "after /w",
            ),
            (r#"{"cwd":"/w","hook_event_name":"Stop","stop_hook_active":false}"#, "after /w"),
            (r#"{"cwd":"/w","hook_event_name":"Stop","stop_hook_active":true}"#, ""),
            (
                r#"{"cwd":"/w","tool_name":"apply_patch","tool_input":{"command":"*** Begin Patch\n*** Update File: a/x\n*** Move to: b/x\n@@\n*** Delete File: c\n*** Add File: d e\n*** End Patch"}}"#,
                "/w: a/x b/x c d e",
            ),
            (
                r#"{"cwd":"/w","tool_name":"shell","tool_input":{"command":["apply_patch","*** Begin Patch\n*** Add File: a\n*** End Patch"]}}"#,
                "/w: a",
            ),
            (
                r#"{"cwd":"/w","hook_event_name":"BeforeTool","tool_name":"write_file","tool_input":{"file_path":"a","content":"file_path"}}"#,
                "/w: a",
            ),
            (
                r#"{"cwd":"/w","hook_event_name":"BeforeTool","tool_name":"run_shell_command","tool_input":{"command":"x"}}"#,
                "",
            ),
            (
                r#"{"workspace_roots":["/w"],"hook_event_name":"preToolUse","tool_name":"Write","tool_input":{"file_path":"a"}}"#,
                "/w: a",
            ),
            (r#"{"workspace_roots":["/w"],"hook_event_name":"afterFileEdit","file_path":"/w/a"}"#, "after /w"),
            (r#"{"tool_name":"mcp__files__edit_many","tool_input":{"edits":[{"path":"a"},{"path":"b"}]}}"#, ": a b"),
            (
                r#"{"cwd":"/w","tool_name":"Write","tool_input":{"file_path":"a","content":"*** Begin Patch\n*** Add File: b\n*** End Patch"}}"#,
                "/w: a",
            ),
            (
                r#"{"cwd":"/w","tool_name":"mcp__files__edit","tool_input":{"path":"a","edits":[{"newText":"*** Begin Patch\n*** Add File: b\n"}]}}"#,
                "/w: a",
            ),
            (r#"{"tool_name":"apply_patch","tool_input":"*** Begin Patch\n*** Add File: a\n*** End Patch"}"#, ": a"),
            (
                r#"{"tool_name":"apply_patch","tool_input":{"patch":"*** Begin Patch\n*** Add File: a\n*** End Patch"}}"#,
                ": a",
            ),
            (
                r#"{"cwd":"/w","tool_name":"shell","tool_input":{"workdir":"b","command":["apply_patch","*** Begin Patch\n*** Add File: a/f\n*** End Patch"]}}"#,
                "/w: b/a/f",
            ),
            (
                r#"{"cwd":"/w","tool_name":"shell","tool_input":{"workdir":"/v","command":["apply_patch","*** Begin Patch\n*** Add File: a/f\n*** End Patch"]}}"#,
                "/w: /v/a/f",
            ),
            (r#"{"cwd":"/w","tool_name":"write_file","tool_input":{"cwd":"b","path":"/w/f"}}"#, "/w: /w/f"),
            (r#"{"tool_name":"mcp__files__move_file","tool_input":{"source":"a","destination":"b"}}"#, ": b a"),
            (r#"{"tool_name":"mcp__files__copy_file","tool_input":{"source":"a","destination":"b"}}"#, ": b"),
            (r#"{"tool_name":"save","tool_input":{"filename":"a"}}"#, ": a"),
            (r#"{"tool_name":"save","tool_input":{"name":"a"}}"#, "error the tool save names no file"),
            (r#"{"tool_name":"mcp__files__write_many","tool_input":{"path":["a","b"]}}"#, ": a b"),
            (r#"{"tool_name":"mcp__db__query","tool_input":{"sql":"x"}}"#, ""),
            (r#"{"tool_name":"Write","tool_input":{}}"#, "error the tool write names no file"),
            ("{}", "error it names neither an event nor a tool"),
            ("[1]", "error it names neither an event nor a tool"),
        ] {
            assert_eq!(said(payload), expected, "{payload}");
        }
        assert!(said("").starts_with("error it is no JSON") && said("{").starts_with("error it is no JSON"));
    }
}
