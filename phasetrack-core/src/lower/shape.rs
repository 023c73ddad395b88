//! What looks like a path.

/// How sure the context is that paths stand here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// A label or a column says so: whatever could be a path is one, so that a mistake in it is seen.
    Label,
    /// The label speaks of folders, crates or packages: a single bare word is one.
    Folders,
    /// Running text: only what looks like a path is one.
    Prose,
}

/// File names without an extension.
const BARE: &[&str] = &[
    "dockerfile",
    "makefile",
    "justfile",
    "procfile",
    "gemfile",
    "rakefile",
    "license",
    "codeowners",
    "vagrantfile",
    "jenkinsfile",
    "brewfile",
    "containerfile",
    "caddyfile",
];

/// Names that folders at the top of a repository have.
const FOLDERS: &[&str] = &[
    "src",
    "lib",
    "app",
    "apps",
    "tests",
    "test",
    "docs",
    "crates",
    "packages",
    "pkg",
    "cmd",
    "internal",
    "backend",
    "frontend",
    "server",
    "client",
    "scripts",
    "config",
    "components",
    "pages",
    "api",
    "web",
    "core",
    "services",
    "tools",
    "infra",
    "migrations",
    "public",
    "assets",
    "static",
    "modules",
    "benches",
    "examples",
];

/// Extensions by which a name without a folder is known to be a file: `order.completed` is an event.
const EXTENSIONS: &[&str] = &[
    "rs",
    "py",
    "pyi",
    "js",
    "mjs",
    "cjs",
    "jsx",
    "ts",
    "tsx",
    "mts",
    "vue",
    "svelte",
    "astro",
    "go",
    "java",
    "kt",
    "kts",
    "scala",
    "clj",
    "cs",
    "fs",
    "vb",
    "c",
    "h",
    "cc",
    "cpp",
    "hpp",
    "cxx",
    "m",
    "mm",
    "swift",
    "rb",
    "erb",
    "php",
    "pl",
    "lua",
    "r",
    "jl",
    "ex",
    "exs",
    "erl",
    "hs",
    "ml",
    "mli",
    "elm",
    "dart",
    "zig",
    "nim",
    "sh",
    "bash",
    "zsh",
    "fish",
    "ps1",
    "bat",
    "cmd",
    "sql",
    "md",
    "mdx",
    "rst",
    "txt",
    "adoc",
    "json",
    "json5",
    "jsonl",
    "yaml",
    "yml",
    "toml",
    "ini",
    "cfg",
    "conf",
    "env",
    "xml",
    "html",
    "htm",
    "css",
    "scss",
    "sass",
    "less",
    "svg",
    "png",
    "jpg",
    "jpeg",
    "gif",
    "ico",
    "pdf",
    "csv",
    "tsv",
    "parquet",
    "proto",
    "graphql",
    "gql",
    "prisma",
    "tf",
    "tfvars",
    "hcl",
    "lock",
    "gradle",
    "properties",
    "dockerfile",
    "ipynb",
    "wasm",
    "wat",
    "sol",
    "woff",
    "woff2",
    "ttf",
    "snap",
    "tmpl",
    "tpl",
    "j2",
    "hbs",
    "ejs",
    "plist",
    "xcodeproj",
    "storyboard",
    "template",
    "example",
    "mod",
    "sum",
    "cmake",
    "mk",
    "bzl",
    "bazel",
];

/// Whether the text of a code span is a path. `alone`: nothing stands before it in its part of the value.
pub(super) fn in_code(text: &str, trust: Trust, alone: bool) -> bool {
    match shape(text) {
        Shape::Path => true,
        Shape::Odd => trust != Trust::Prose,
        Shape::Unknown => trust != Trust::Prose && alone && is_word(text),
        Shape::Other => false,
    }
}

/// Whether a word outside code spans is a path.
pub(super) fn bare(text: &str, trust: Trust, alone: bool) -> bool {
    let folder = trust == Trust::Folders && alone && is_word(text) && text.contains(['-', '_']);
    if folder {
        return true;
    }
    if text.starts_with(['@', '#', '-', '&']) || text.contains("](") {
        return false;
    }
    match shape(text) {
        Shape::Path => is_marked(text) || is_bare(text) || (trust != Trust::Prose && is_lower_path(text)),
        Shape::Odd => trust != Trust::Prose && (is_marked(text) || text.contains(['\\', '$']) || text.starts_with('~')),
        Shape::Unknown | Shape::Other => false,
    }
}

/// Whether the last name of a text ends in an extension that files have.
pub(super) fn has_extension(text: &str) -> bool {
    let name = text.rsplit('/').next().unwrap_or(text);
    let Some((stem, extension)) = name.rsplit_once('.') else { return false };
    let letters = extension.bytes().any(|byte| byte.is_ascii_alphabetic());
    let plain = extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let small = extension.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase() || extension.len() <= 2);
    let known = || EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known));
    !stem.is_empty()
        && (1..=10).contains(&extension.len())
        && letters
        && plain
        && small
        && (text.contains('/') || known())
}

enum Shape {
    /// A path.
    Path,
    /// A path with something odd in it, which a rule will point at.
    Odd,
    /// A word that may be a folder.
    Unknown,
    /// Certainly no path.
    Other,
}

fn shape(text: &str) -> Shape {
    if text.is_empty() || text.len() > 1024 || text.contains("://") || text.contains(['"', '\n', '\r']) {
        return Shape::Other;
    }
    let slash = text.contains(['/', '\\']);
    if text.contains("::") && !slash {
        return Shape::Other;
    }
    let group = |name: &str| name.starts_with('(') && name.ends_with(')');
    if text.contains('(') && !text.split('/').any(group) {
        return Shape::Other;
    }
    if text.contains(' ') {
        return if is_spaced_path(text) { Shape::Path } else { Shape::Other };
    }
    let scoped = text.starts_with('@') && !has_extension(text) && !text.ends_with('/');
    let marks = text.chars().all(|c| matches!(c, '/' | '.' | '*' | '-')) && !text.contains('*');
    if scoped || marks {
        return Shape::Other;
    }
    if text.contains(['$', ';', '=', '\\', '~']) || (text.contains('&') && text.contains(';')) {
        return if slash || has_extension(text) { Shape::Odd } else { Shape::Other };
    }
    let hidden = text.strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    if slash || (text.contains('*') && text.len() > 1) || hidden || has_extension(text) || is_bare(text) {
        return Shape::Path;
    }
    Shape::Unknown
}

/// A file name with a space is rare; a command line with a path in it is not.
fn is_spaced_path(text: &str) -> bool {
    let command =
        text.split(' ').count() > 2 || text.starts_with(|c: char| c.is_ascii_uppercase()) || text.contains(" -");
    !command && text.contains('/') && has_extension(text)
}

/// A mark that words do not have: a star, an extension, a slash at the end.
fn is_marked(text: &str) -> bool {
    text.len() > 1
        && (text.contains(['*', '{'])
            || text.contains("/.")
            || text.ends_with('/')
            || text.starts_with('.')
            || has_extension(text))
}

fn is_bare(text: &str) -> bool {
    BARE.iter().any(|bare| text.eq_ignore_ascii_case(bare))
}

/// "CI/CD" and "and/or" are words; "src/api/users" is a path.
fn is_lower_path(text: &str) -> bool {
    let names = || text.split('/');
    text.contains('/')
        && names().all(|name| !name.is_empty() && !name.chars().any(char::is_uppercase))
        && (names().count() > 2 || names().next().is_some_and(|first| FOLDERS.contains(&first)))
}

/// Whether a text is one plain word, as a folder at the top of a repository is named.
fn is_word(text: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_');
    text.len() > 1 && text.bytes().all(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code() {
        use Trust::{Label, Prose};
        for (text, trust, expected) in [
            ("src/a.rs", Prose, true),
            ("Dockerfile", Prose, true),
            (".env", Prose, true),
            ("src/app/(dashboard)/page.tsx", Prose, true),
            ("src", Label, true),
            ("src", Prose, false),
            ("src/x=1.rs", Label, true),
            ("src/x=1.rs", Prose, false),
            ("api.chat.transform()", Label, false),
            ("order.completed", Label, false),
            ("GET /api/users", Label, false),
            ("https://example.org/a.rs", Label, false),
            ("@scope/pkg", Label, false),
            ("@db/src/index.ts", Label, true),
            ("package==1.0.0", Label, false),
            ("UserService", Label, false),
        ] {
            assert_eq!(in_code(text, trust, true), expected, "{text}");
        }
    }

    #[test]
    fn words() {
        use Trust::{Folders, Label, Prose};
        for (text, trust, expected) in [
            ("src/**/*.rs", Prose, true),
            ("src/api/users", Label, true),
            ("src/api/users", Prose, false),
            ("CI/CD", Label, false),
            ("and/or", Label, false),
            ("C:\\x", Label, true),
            ("~/y", Label, true),
            ("$HOME/x", Label, true),
            ("wrt-error", Folders, true),
            ("wrt-error", Label, false),
            ("README.md", Prose, true),
            ("etc.", Label, false),
        ] {
            assert_eq!(bare(text, trust, true), expected, "{text}");
        }
    }
}
