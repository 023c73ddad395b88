//! Paths in running text: code spans and bare words, always from the source, never from a parser's text events.
//!
//! A Markdown parser turns an unquoted `src/**/*.rs` into emphasis and `src/__init__.py` into `src/init.py`. Here a
//! path is the text as it stands. HTML entities are not decoded: `a&amp;b` is a file of that name.

use crate::syntax::{Mark, MarkKind};
use crate::text::offset;

use super::document::{Bytes, Document, plain};

/// A path with the remark that follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Where the path stands, without quotes.
    pub(super) path: Bytes,
    /// The remark after it: `(NEW)`, `- description`; may be empty.
    pub(super) remark: Bytes,
}

/// How sure the context is that paths stand here.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// A label or a column says so: a single word in a code span is a path.
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

/// All paths of a range of a block, in order. Struck paths are left out and given to `struck`.
pub(super) fn find(
    document: &Document<'_>,
    block: usize,
    range: Bytes,
    trust: Trust,
    struck: &mut Vec<Bytes>,
) -> Vec<Found> {
    let marks: Vec<&Mark> = document.marks(block, range).collect();
    let codes: Vec<&Mark> = marks.iter().copied().filter(|mark| mark.kind == MarkKind::Code).collect();
    let strikes: Vec<&Mark> = marks.iter().copied().filter(|mark| mark.kind == MarkKind::Struck).collect();
    let mut found: Vec<Found> = Vec::new();
    for token in tokens(document, range, &codes) {
        let inside = strikes.iter().any(|strike| strike.start <= token.range.0 && token.range.1 <= strike.end);
        let text = document.slice(token.range);
        let is_path = if token.code {
            in_code(text, trust, token.alone)
        } else {
            bare(text, trust) || (trust == Trust::Folders && token.alone && is_word(text) && text.contains(['-', '_']))
        };
        if !is_path {
            continue;
        }
        if inside {
            struck.push(token.range);
        } else {
            found.push(Found { path: token.range, remark: token.remark });
        }
    }
    found
}

struct Token {
    range: Bytes,
    remark: Bytes,
    code: bool,
    /// First in its part: nothing but marks stands before it.
    alone: bool,
}

/// Splits a value into its parts at commas, and each part into path and remark.
fn tokens(document: &Document<'_>, range: Bytes, codes: &[&Mark]) -> Vec<Token> {
    let mut out = Vec::new();
    for line in document.lines(range) {
        for part in parts(document, line, codes) {
            let inner: Vec<&&Mark> = codes.iter().filter(|c| part.0 <= c.start && c.end <= part.1).collect();
            if inner.is_empty() {
                bare_tokens(document, part, &mut out);
                continue;
            }
            // Words before a dash or a parenthesis are paths, what follows is a remark.
            let end = remark_start(document, part, codes);
            let head: Vec<&&&Mark> = inner.iter().filter(|c| c.start < end).collect();
            for (index, code) in head.iter().enumerate() {
                let next = head.get(index + 1).map_or(part.1, |next| next.start);
                let alone = index == 0
                    && document.slice((part.0, code.start)).trim_matches([' ', '*', '-', '+', '[']).is_empty();
                let remark = document.trimmed((code.end, next));
                out.push(Token { range: document.code(code), remark, code: true, alone });
            }
        }
    }
    out
}

/// Splits a line at commas outside code spans, parentheses and braces. A remark in parentheses stays with its path.
fn parts(document: &Document<'_>, line: Bytes, codes: &[&Mark]) -> Vec<Bytes> {
    let text = document.slice(line);
    let (mut parts, mut start, mut depth) = (Vec::new(), line.0, 0_i32);
    let mut skip_to = line.0;
    for (index, c) in text.char_indices() {
        let here = line.0 + offset(index);
        if here < skip_to {
            continue;
        }
        if let Some(code) = codes.iter().find(|code| code.start == here) {
            skip_to = code.end;
            continue;
        }
        match c {
            '(' | '{' | '（' | '[' => depth += 1,
            ')' | '}' | '）' | ']' => depth = (depth - 1).max(0),
            ',' | '，' | '、' | ';' | '；' if depth == 0 => {
                parts.push((start, here));
                start = here + offset(c.len_utf8());
            }
            _ => {}
        }
    }
    parts.push((start, line.1));
    parts
}

/// Where the remark of a part begins: a dash, an arrow, a parenthesis or a hash after the first code span.
fn remark_start(document: &Document<'_>, part: Bytes, codes: &[&Mark]) -> u32 {
    let text = document.slice(part);
    let mut skip_to = part.0;
    let mut seen = false;
    for (index, c) in text.char_indices() {
        let here = part.0 + offset(index);
        if here < skip_to {
            continue;
        }
        if let Some(code) = codes.iter().find(|code| code.start == here) {
            (skip_to, seen) = (code.end, true);
            continue;
        }
        let rest = &text[index..];
        let dash = c == '-' && text[..index].ends_with(' ') && rest[1..].starts_with([' ', '-', '>']);
        if seen && (dash || matches!(c, '(' | '（' | '—' | '–' | '←' | '#' | ':' | '：' | '→' | '=')) {
            return here;
        }
    }
    part.1
}

/// Words of a part without code spans that could be paths; a remark in parentheses or after a dash is cut off.
fn bare_tokens(document: &Document<'_>, part: Bytes, out: &mut Vec<Token>) {
    let part = document.trimmed(part);
    let text = document.slice(part);
    let cut = [" (", "（", " - ", " — ", " – ", " ← ", " # ", " <- "].iter().filter_map(|mark| text.find(mark)).min();
    let end = cut.unwrap_or(text.len());
    let mut at = 0;
    let mut first = true;
    for word in text[..end].split_inclusive([' ', '\t']) {
        let start = at;
        at += word.len();
        let word = word.trim_end();
        let inner = word.trim_matches(|c: char| matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’'));
        let inner = strip_marks(inner);
        let lead = start + word.find(inner).unwrap_or(0);
        if inner.is_empty() {
            continue;
        }
        let range = (part.0 + offset(lead), part.0 + offset(lead + inner.len()));
        let remark = document.trimmed((part.0 + offset(at.min(end)), part.1));
        out.push(Token { range, remark, code: false, alone: first });
        first = false;
    }
}

/// Cuts emphasis marks and a final dot or colon off a bare word, but leaves the stars of a glob: a `**` beside a
/// letter is a mark, one beside a slash spans folders.
fn strip_marks(word: &str) -> &str {
    let mut word = word.trim_end_matches(['.', ':', '!', '?']);
    for mark in ["~~", "**", "__"] {
        if let Some(rest) = word.strip_prefix(mark).filter(|rest| !rest.starts_with(['/', '.', '*'])) {
            word = rest;
        }
        if let Some(rest) =
            word.strip_suffix(mark).filter(|rest| !rest.ends_with(['/', '*']) && !(mark == "__" && rest.contains("__")))
        {
            word = rest;
        }
    }
    word
}

/// Whether the text of a code span is a path.
fn in_code(text: &str, trust: Trust, alone: bool) -> bool {
    let shaped = shape(text);
    if shaped == Some(false) {
        return false;
    }
    if shaped == Some(true) {
        return true;
    }
    trust != Trust::Prose && alone && is_word(text)
}

/// Whether a word outside code spans is a path.
fn bare(text: &str, trust: Trust) -> bool {
    if text.starts_with(['@', '#', '-', '&']) || text.contains("](") || shape(text) != Some(true) {
        return false;
    }
    if text.contains('*')
        || text.contains("/.")
        || text.ends_with('/')
        || has_extension(text)
        || text.contains('{')
        || text.starts_with('.')
    {
        return text.len() > 1;
    }
    if BARE.contains(&text.to_ascii_lowercase().as_str()) {
        return true;
    }
    // "CI/CD" and "and/or" are words; "src/api/users" is a path.
    trust != Trust::Prose
        && text.contains('/')
        && text.split('/').all(|name| !name.is_empty() && name == name.to_lowercase())
        && (text.matches('/').count() > 1 || FOLDERS.contains(&text.split('/').next().unwrap_or_default()))
}

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

/// What the shape of a text says: a path, no path, or nothing.
fn shape(text: &str) -> Option<bool> {
    if text.is_empty()
        || text.contains("://")
        || text.contains("::") && !text.contains('/')
        || text.len() > 1024
        || text.contains(['=', '"', '\n', '$', ';']) && !text.starts_with("$HOME")
    {
        return Some(false);
    }
    let names = || text.split('/').filter(|name| !name.is_empty());
    if text.contains('(') && !names().any(|name| name.starts_with('(') && name.ends_with(')')) {
        return Some(false);
    }
    if text.contains(' ') {
        // A file name with spaces is rare; a command line with a path in it is not.
        let command = text.split(' ').count() > 2
            || !text.contains('/')
            || text.starts_with(|c: char| c.is_ascii_uppercase())
            || text.contains(" -")
            || !has_extension(text);
        return Some(!command);
    }
    if (text.starts_with('@') && !has_extension(text) && !text.ends_with('/'))
        || text.chars().all(|c| matches!(c, '/' | '.' | '*' | '-')) && !text.contains('*')
    {
        return Some(false);
    }
    if text.contains('/') || text.contains('\\') {
        return Some(true);
    }
    if text.contains('*') {
        return Some(text.len() > 1);
    }
    if text.starts_with('.') && text.len() > 1 && text[1..].starts_with(|c: char| c.is_alphabetic()) {
        return Some(true);
    }
    if has_extension(text) || BARE.contains(&text.to_ascii_lowercase().as_str()) {
        return Some(true);
    }
    None
}

/// Whether the last name of a text ends in an extension that files have.
pub(super) fn has_extension(text: &str) -> bool {
    let name = text.rsplit('/').next().unwrap_or(text);
    let Some((stem, extension)) = name.rsplit_once('.') else { return false };
    let known = (1..=10).contains(&extension.len())
        && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && extension.bytes().any(|byte| byte.is_ascii_alphabetic())
        && extension.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase() || extension.len() <= 2);
    let version = stem.bytes().last().is_some_and(|byte| byte.is_ascii_digit())
        && extension.bytes().next().is_some_and(|byte| byte.is_ascii_digit());
    known
        && !version
        && !stem.is_empty()
        && (text.contains('/') || EXTENSIONS.contains(&extension.to_ascii_lowercase().as_str()))
}

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

/// Whether a text is one plain word, as a folder at the top of a repository is named.
fn is_word(text: &str) -> bool {
    text.len() > 1
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_'))
}

/// A remark as a person reads it: without brackets and leading dashes.
pub(super) fn remark(document: &Document<'_>, range: Bytes) -> Option<String> {
    let text = plain(document.slice(range));
    let text = text
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | '：' | '←' | '#' | ',' | '.'));
    let inner = text.strip_prefix(['(', '（']).and_then(|rest| rest.strip_suffix([')', '）']));
    let text = inner.filter(|inner| !inner.contains(['(', '（'])).unwrap_or(text);
    (!text.is_empty()).then(|| text.to_owned())
}
