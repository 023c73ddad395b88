//! Claims in the words that people use: what is read must be what they mean.

use super::outcome;

/// What is read of the text below the heading of a track.
fn read(body: &str) -> String {
    outcome(&format!("## Track A: x\n{body}\n")).trim_start_matches("A \"x\": ").trim_end().to_owned()
}

#[test]
fn a_label_ends_the_list_above_it() {
    let files = "**Files**:\n- `a/**`\n";
    for (label, expected) in [
        ("**Forbidden**:", "owns a/**, forbidden b/**"),
        ("Do not touch:", "owns a/**, forbidden b/**"),
        ("**Files NOT to touch**:", "owns a/**, forbidden b/**"),
        ("🚫 **Do not edit:**", "owns a/**, forbidden b/**"),
        ("**New files**:", "owns a/**, creates b/**"),
        ("**Shared files** (owner: Track A):", "owns a/**, shared b/**"),
        ("**文件**：", "owns a/**, owns b/**"),
    ] {
        for gap in ["", "\n", "  - note\n"] {
            let text = format!("{files}{gap}{label}\n- `b/**`");
            assert_eq!(read(&text), expected, "{text}");
        }
    }
    for (text, expected) in [
        ("**文件**：\n- a/**\n**依赖**：无\n**任务**：\n- [ ] A1: x", "owns a/**; tasks A1"),
        ("**Owner**: Ann\n\n**Files**:\n- `a/**`\n**New files**:\n- `b.rs`\n**Forbidden**:\n- `c/**`",
         "owns a/**, creates b.rs, forbidden c/**"),
        ("> **Files**:\n> - `a/**`\n> **Do not touch**: `b/**`", "forbidden b/**"),
        ("**Tasks**:\n- [ ] A1: a long title\nthat goes on: here\n- [ ] A2: y", "tasks A1, A2"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}
