//! Texts that repeat one thing over and over: the inputs by which a reader shows that it is not linear.

use std::fmt::Write;

use crate::random::Random;

/// A text of any size: a beginning, then one unit again and again.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// What reports call it.
    pub name: String,
    /// Written once, at the beginning.
    pub head: String,
    /// Repeated. `{n}` becomes the number of the repetition from 1, `{p}` the number before it, `{s}` so many spaces
    /// as the number says, twice.
    pub unit: String,
}

impl Pattern {
    /// The text, of about `bytes` bytes, cut after a whole unit.
    pub fn text(&self, bytes: usize) -> String {
        let mut text = String::with_capacity(bytes + self.unit.len() + 32);
        text.push_str(&self.head.replace("{root}", &wide_header(bytes)));
        let plain = !self.unit.contains('{');
        let mut number = 0;
        while text.len() < bytes {
            number += 1;
            if plain {
                text.push_str(&self.unit);
            } else {
                expand(&mut text, &self.unit, number);
            }
        }
        text
    }
}

fn expand(text: &mut String, unit: &str, number: usize) {
    let mut rest = unit;
    while let Some(at) = rest.find('{') {
        text.push_str(&rest[..at]);
        let value = match rest.get(at..at + 3) {
            Some("{n}") => write!(text, "{number}"),
            Some("{p}") => write!(text, "{}", number - 1),
            Some("{s}") => write!(text, "{:1$}", "", 2 * number),
            _ => {
                text.push('{');
                rest = &rest[at + 1..];
                continue;
            }
        };
        value.expect("writing to a string cannot fail");
        rest = &rest[at + 3..];
    }
    text.push_str(rest);
}

/// The head of a table whose number of columns grows with the root of the size, up to ten thousand: rows and columns
/// grow alike.
fn wide_header(bytes: usize) -> String {
    let columns = (bytes / 4).isqrt().min(10_000);
    format!("{}|\n{}|\n", "|a".repeat(columns), "|-".repeat(columns))
}

/// The named patterns.
pub fn named() -> Vec<Pattern> {
    let of = |(name, head, unit): &(&str, &str, &str)| Pattern {
        name: (*name).to_owned(),
        head: (*head).to_owned(),
        unit: (*unit).to_owned(),
    };
    NAMED.iter().map(of).collect()
}

const TRACK: &str = "# Phase 1: P\n\n## Track A: API\n";
const TWO: &str = "# Phase 1: P\n\n## Track A: API\n- [ ] A1: x\n\n## Track B: DB\n\n";

const NAMED: &[(&str, &str, &str)] = &[
    // Markdown alone.
    ("rule in a numbered list", "", "\n1. ---"),
    ("rule in a quote", "", "> ---\n"),
    ("rule in a definition", "", ": ---\n"),
    ("bold heading and quote", "", "# **\n> ---"),
    ("nested quotes", "", "> "),
    ("nested quotes, then lines", "> > > > > > > > > > > > > > > > x\n", "> x\n"),
    ("nested bullets on a line", "", "- "),
    ("nested numbers on a line", "", "1. "),
    ("deep list", "", "{s}- x\n"),
    ("deep list of tasks", TRACK, "{s}- [ ] A{n}: x\n"),
    ("one long line of words", "", "word "),
    ("one long line of code", "", "`a` "),
    ("one long line of letters", "", "x"),
    ("backticks", "", "`"),
    ("backtick runs of growing length", "", "`{s}"),
    ("backticks and words", "", "`a``b```c "),
    ("open brackets", "", "["),
    ("closed brackets", "", "[a]"),
    ("open links", "", "[a]("),
    ("open images", "", "![a]("),
    ("links", "", "[a](b) "),
    ("stars", "", "**"),
    ("stars and letters", "", "**a "),
    ("one star and letters", "", "*a "),
    ("underscores and letters", "", "_a__b "),
    ("tildes and letters", "", "~~a "),
    ("angle brackets", "", "<"),
    ("open tags", "", "<a "),
    ("closing tags", "", "</a>"),
    ("open comments", "", "<!--"),
    ("comments", "", "<!-- a -->\n"),
    ("open instructions", "", "<?"),
    ("open data", "", "<![CDATA["),
    ("ampersands", "", "&"),
    ("entities", "", "&amp;"),
    ("backslashes", "", "\\"),
    ("dollars", "", "$"),
    ("definitions of links", "", "[a{n}]: /u\n"),
    ("uses of a link", "[a]: /u\n\n", "[a] "),
    ("pipes", "", "|"),
    ("table wide and long", "{root}", "|x|y|z|\n"),
    ("tables", "", "|a|b|\n|-|-|\n|c|d|\n\n"),
    ("one long table", "|a|b|\n|-|-|\n", "|c|d|\n"),
    ("open fences", "", "```\n~~~\n"),
    ("unclosed fence", "```\n", "text\n"),
    ("unclosed fence of headings", "```\n", "## Track A: x\n"),
    ("nested fences", "", "```markdown\n```rust\nx\n```\n```\n"),
    ("fences with words, none closed", "", "```rust\nx\n"),
    ("growing fences", "", "`{s}```\n"),
    ("indented code", "", "    x\n"),
    ("empty lines", "", "\n"),
    ("carriage returns", "", "\r"),
    ("rules", "", "---\n"),
    ("underlined headings", "", "a\n=\n"),
    ("levels of headings", "", "# a\n## b\n### c\n#### d\n##### e\n###### f\n"),
    ("front matter, unclosed", "---\n", "a: b\n"),
    ("front matter, nested", "---\n", "{s}a:\n"),
    ("zero bytes", "", "\0"),
    ("byte order marks", "", "\u{feff}"),
    ("double encoding", "", "FranÃ§ois â€“ "),
    ("marks that turn text", "", "\u{202e}a"),
    // Tracks and phases.
    ("tracks", "# Phase 1: P\n\n", "## Track {n}: T\n"),
    ("tracks of one name", "# Phase 1: P\n\n", "## Track A: T\n"),
    ("tracks in a chain", "# Phase 1: P\n\n", "## Track {n}: T\n**Depends on**: Track {p}\n"),
    ("tracks that wait for all", "# Phase 1: P\n\n", "## Track {n}: T\n**Depends on**: all previous tracks\n"),
    ("tracks that block the next", "# Phase 1: P\n\n", "## Track {p}: T\n**Blocks**: Track {n}\n"),
    ("tracks by bare name", "# Phase 1: P\n\n## Tracks\n", "### Name{n}\n**Files**: `a{n}/**`\n"),
    ("tracks as items", "# Phase 1: P\n\n", "- **Track {n}**: T\n"),
    (
        "tracks in a table",
        "# Phase 1: P\n\n| Track | Files | Depends on |\n|---|---|---|\n",
        "| {n} | `a{n}/**` | {p} |\n",
    ),
    ("tracks that wait for nobody known", "# Phase 1: P\n\n", "## Track {n}: T\n**Depends on**: Track X{n}\n"),
    ("tracks nested", "# Track 0\n", "## Track {n}a\n### Track {n}b\n#### Track {n}c\n"),
    ("tracks with one file each", "# Phase 1: P\n\n", "## Track {n}: T\n**Files**: `src/m{n}/**`\n"),
    ("tracks with one file in common", "# Phase 1: P\n\n", "## Track {n}: T\n**Files**: `src/**/m{n}.rs`\n"),
    ("phases", "", "# Phase {n}: P\n\n## Track A: T\n- [ ] A1: x\n"),
    (
        "phases below one heading",
        "# Plan\n\n",
        "## Phase {n}: P\n\n### Track A: T\n**Depends on**: Track B\n\n### Track B: U\n",
    ),
    ("phases without tracks", "", "# Phase {n}: P\n"),
    ("templates of tracks", "# Phase 1: P\n\n", "## Track [X]: [Name]\n"),
    ("stories", "# Tasks\n", "## Phase {n}: User Story {n} (Priority: P1)\n- [ ] T{n} [US{n}] x in src/a{n}.rs\n"),
    ("workers", "# Plan\n", "## Developer {n}\n- x\n"),
    ("confusable tracks", "# Phase 1: P\n\n", "## Track А{n}: T\n## Track A{n}: T\n"),
    // What a track says.
    ("labels", TRACK, "**Owner**: x\n"),
    ("labels, unknown", TRACK, "**Shape {n}**: x\n"),
    ("labels on a line", TRACK, "**Owner**: x "),
    ("labels in a list", TRACK, "- **Owner**: x\n"),
    ("colons", TRACK, "a: "),
    ("words before a colon", TRACK, "Files Files "),
    ("files on a line", "# Phase 1: P\n\n## Track A: API\n**Files**: ", "`a{n}/**`, "),
    ("files on a line, bare", "# Phase 1: P\n\n## Track A: API\n**Files**: ", "a{n}.rs, "),
    ("files in a list", "# Phase 1: P\n\n## Track A: API\n**Files**:\n", "- `src/a{n}.rs` (new)\n"),
    ("files in braces", "# Phase 1: P\n\n## Track A: API\n**Files**: `", "{{a,"),
    ("files in a drawing", "# Phase 1: P\n\n## Track A: API\n**Files**:\n```\nsrc/\n", "├── a{n}.rs\n"),
    ("files in a deep drawing", "# Phase 1: P\n\n## Track A: API\n**Files**:\n```\n", "{s}└── d{n}/\n"),
    ("remarks", "# Phase 1: P\n\n## Track A: API\n**Files**: `a.rs` ", "(x "),
    ("tasks", TRACK, "- [ ] A{n}: x\n"),
    ("tasks of one name", TRACK, "- [ ] A1: x\n"),
    ("tasks without ids", TRACK, "- [ ] x\n"),
    ("tasks in a chain", TRACK, "- [ ] A{n}: x (depends on A{p})\n"),
    ("tasks as headings", TRACK, "### A{n}: x\n"),
    ("tasks in a table", "# Phase 1: P\n\n## Track A: T\n| Task | Depends on |\n|---|---|\n", "| A{n} | A{p} |\n"),
    ("tasks under the wrong track", TWO, "- [ ] A{n}: x\n"),
    (
        "order table",
        "# Phase 1: P\n\n## Track A: T\n## Track B: T\n## Implementation Order\n| Step | Track | Dependencies |\n|-|-|-|\n",
        "| {n} | A | Track B |\n",
    ),
    ("waves", TWO, "## Wave {n}\n- Track A\n- Track B\n"),
    ("steps", "# Phase 1: P\n\n## Track A: T\n## Track B: T\n## Implementation Order\n", "{n}. Track A\n"),
    ("ids on a line", "# Phase 1: P\n\n## Track A: T\n**Depends on**: ", "A{n}, "),
    ("arrows", "# Phase 1: P\n\n## Track A: T\n## Track B: T\n**Depends on**: ", "A → B → "),
    ("arrows between tracks", "# Phase 1: P\n\n## Track A: T\n## Track B: T\n\n", "Track A → Track B\n"),
    ("arrows in a fence", "# Phase 1: P\n\n## Track A: T\n## Track B: T\n```\n", "A --> B\n"),
    ("words about order", "# Phase 1: P\n\n## Track A: T\n**Depends on**: ", "after and before "),
    ("brackets of an id", "# Phase 1: P\n\n## Track A: T\n**Depends on**: ", "(Track "),
    (
        "conflict areas",
        "# Phase 1: P\n\n## Track A: T\n## Track B: T\n## Conflict Areas\n| File | Tracks | Resolution |\n|-|-|-|\n",
        "| a{n}.rs | A, B | A owns |\n",
    ),
    ("effort", "# Phase 1: P\n\n## Track A: T\n**Effort**: ", "2-3 hours "),
    ("events", "# Phase 1: P\n\n## Track A: T\n**Publishes**: ", "`a.b{n}`, "),
    ("long heading", "# Phase 1: P\n\n## Track A: ", "Track B: "),
    ("dashes in a heading", "# Phase 1: P\n\n## Track A ", "- – — "),
    ("CJK", "# 阶段 1：基础\n\n", "## 轨道 {n}：接口\n**文件**：`源/{n}/**`\n**依赖**：轨道 {p}\n"),
    ("CJK on a line", "", "轨道文件依赖：、"),
    ("placeholders", TRACK, "**Owner**: [Name {n}]\n"),
];

/// A pattern put together by chance out of the pieces that plans are made of.
pub fn random(random: &mut Random) -> Pattern {
    let head = random.pick(HEADS).to_owned();
    let unit = (0..=random.below(6)).map(|_| random.pick(PIECES)).collect();
    Pattern { name: "random".to_owned(), head, unit }
}

const HEADS: &[&str] = &[
    "",
    "",
    "# Phase 1: P\n\n## Track A: T\n",
    "# Phase 1: P\n\n## Track A: T\n**Files**: ",
    "# Phase 1: P\n\n## Track A: T\n**Depends on**: ",
    "# Phase 1: P\n\n## Track A: T\n## Track B: T\n## Implementation Order\n",
    "# Phase 1: P\n\n## Track A: T\n**Files**:\n```\n",
    "| Track | Files | Depends on |\n|---|---|---|\n",
    "```\n",
    "---\n",
];

#[rustfmt::skip]
const PIECES: &[&str] = &[
    "\n", "\n", "\n", "\n\n", " ", " ", "    ", "\t", "\r\n", "a", "b", "x y", "{n}", "{p}", "A{n}", "B.{p}", "A1", "WS1",
    "# ", "## ", "### ", "- ", "* ", "1. ", "- [ ] ", "- [x] ", "> ", "| ", "|", "|---|---|\n", "---", "===", "```", "~~~",
    "`", "``", "*", "**", "_", "~~", "[", "]", "(", ")", "](", "![", "<", ">", "<!--", "-->", "<br>", "<a ", "</", "&amp;",
    "&", "\\", "$", ":", ": ", "：", ",", ", ", ";", "/", "→", " -> ", "–", " - ", "\"", "'", "{", "}", "├── ", "└── ",
    "│   ", "Track ", "Track A", "Track {n}", "Phase {n}", "Wave 1", "Agent ", "Developer A", "**Files**: ", "**Owner**: ",
    "**Depends on**: ", "Depends on: ", "Files:", "Blocked by ", "blocks ", "after ", "and ", "none", "all tracks", "done",
    "src/a.rs", "`src/**`", "src/{a,b}/*.rs", "../x", "a/", ".rs", "2-3 hours", "40%", "(new)", "TODO", "[Name]", "[P]",
    "轨道 ", "文件", "依赖", "é", "Ã©", "\u{feff}", "\u{202e}", "\0", "US1", "T001", "E", "shared", "do not touch",
];
