use crate::rules::{Cx, words};
use crate::text::Span;

/// Finds the part of a name that is wrong, and says why.
type Fault = (fn(&str) -> Option<&str>, &'static str);

/// What neither an id nor a branch can have.
const OF_ALL: &[Fault] = &[
    (|name| find(name, "-").filter(|_| name.starts_with('-')), "git takes it for an option"),
    (|name| find(name, ".."), "git reads `..` as a range of commits"),
    (|name| find(name, "@{"), "git reads `@{` as an older state of a branch"),
    (|name| mark(name, char::is_control), "no name can hold a control character"),
    (|name| mark(name, |c| ";|<>$`\"".contains(c)), "a shell gives this mark a meaning of its own"),
    (
        |name| name.split('/').find(|name| name.strip_suffix(".lock").is_some()),
        "git keeps names that end in `.lock` for itself",
    ),
];

/// What else git refuses in a branch, and marks of the shell that it takes: a name is pasted into command lines.
const OF_BRANCH: &[Fault] = &[
    (|name| mark(name, char::is_whitespace), "no branch can hold a space"),
    (|name| mark(name, is_of_git), "git gives this mark a meaning of its own"),
    (|name| mark(name, |c| "&'()!".contains(c)), "a shell gives this mark a meaning of its own"),
    (|name| name.split('/').any(str::is_empty).then_some(name), "a `/` stands at its end, or beside another"),
    (|name| name.split('/').find(|name| name.starts_with('.')), "no name in it can begin with `.`"),
    (|name| name.ends_with('.').then_some(name), "it cannot end with `.`"),
    (|name| matches!(name, "@" | "HEAD").then_some(name), "git calls the current commit so"),
];

/// What else an id cannot have. Where the document gives no id, it is the title, with the marks that titles have.
const OF_ID: &[Fault] = &[
    (|name| mark(name, is_of_git).filter(|_| !name.contains(' ')), "git gives this mark a meaning of its own"),
    (|name| (!name.contains(char::is_alphanumeric)).then_some(name), "it has no letter and no digit"),
];

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    for track in cx.plan.tracks() {
        judge(cx, track.span, track.id.as_str(), "id", OF_ID);
        if let Some(branch) = &track.branch {
            judge(cx, branch.span, &branch.value, "branch", OF_BRANCH);
        }
    }
}

fn judge(cx: &mut Cx<'_>, span: Span, name: &str, noun: &str, special: &[Fault]) {
    let fault = OF_ALL.iter().chain(special).find_map(|(find, why)| Some((find(name)?, why)));
    let Some((part, why)) = fault else { return };
    cx.report(cx.part(span, part), format!("`{}` cannot be the {noun} of a track: {why}", words::short(name)))
        .help("use letters and digits, and `-`, `_`, `.` or `/` between them, as in `track-a`");
}

fn is_of_git(c: char) -> bool {
    "~^:?*[\\".contains(c)
}

fn find<'n>(name: &'n str, part: &str) -> Option<&'n str> {
    name.find(part).map(|at| &name[at..at + part.len()])
}

fn mark(name: &str, is_wrong: impl Fn(char) -> bool) -> Option<&str> {
    let (at, c) = name.char_indices().find(|(_, c)| is_wrong(*c))?;
    Some(&name[at..at + c.len_utf8()])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The parts that are wrong in a name as an id, and as a branch.
    fn wrong(name: &str) -> [Option<&str>; 2] {
        [OF_ID, OF_BRANCH].map(|special| OF_ALL.iter().chain(special).find_map(|(find, _)| find(name)))
    }

    #[test]
    fn names() {
        for (name, id, branch) in [
            ("A", None, None),
            ("WS-01.b", None, None),
            ("feature/a_b#2", None, None),
            ("功能/a", None, None),
            ("Q&A", None, Some("&")),
            ("User's guide (draft): why?", None, Some(" ")),
            ("-b", Some("-"), Some("-")),
            ("--upload-pack=x", Some("-"), Some("-")),
            ("a-b", None, None),
            ("a..b", Some(".."), Some("..")),
            ("t/../x", Some(".."), Some("..")),
            ("@{-1}", Some("@{"), Some("@{")),
            ("x.lock", Some("x.lock"), Some("x.lock")),
            ("x.lock/y", Some("x.lock"), Some("x.lock")),
            ("A; rm -rf ~", Some(";"), Some(";")),
            ("$(id)", Some("$"), Some("$")),
            ("a\u{7}b", Some("\u{7}"), Some("\u{7}")),
            ("a~1", Some("~"), Some("~")),
            ("feature/[name]", Some("["), Some("[")),
            ("a\u{3000}b", None, Some("\u{3000}")),
            ("!?", Some("?"), Some("?")),
            ("—", Some("—"), None),
            ("a//b", None, Some("a//b")),
            ("a/", None, Some("a/")),
            ("a/.b", None, Some(".b")),
            ("a.", None, Some("a.")),
            ("HEAD", None, Some("HEAD")),
            ("@", Some("@"), Some("@")),
        ] {
            assert_eq!(wrong(name), [id, branch], "{name}");
        }
    }
}
