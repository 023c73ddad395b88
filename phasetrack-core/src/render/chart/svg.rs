//! What both pictures share: the frame with its colours in light and dark, and text made safe and short.

use std::fmt::Write;

use crate::render::columns::letter;
use crate::render::escape;

/// Colours that change in the dark: a rule and its two forms.
const COLOURS: &[(&str, &str, &str)] = &[
    (".page", "fill:#ffffff", "fill:#0d1117"),
    ("text", "fill:#1f2328", "fill:#e6edf3"),
    (".soft", "fill:#59636e", "fill:#9da7b3"),
    (".band", "fill:#f3f5f8", "fill:#161b22"),
    (".card", "fill:#ffffff;stroke:#b6c0cb", "fill:#21262d;stroke:#4b545e"),
    (".edge", "stroke:#7d8894", "stroke:#7d8793"),
    (".tip", "fill:#7d8894", "fill:#7d8793"),
    (".hot", "stroke:#cf4a0c", "stroke:#ff9b57"),
    (".tip.hot", "fill:#cf4a0c", "fill:#ff9b57"),
    (".clash", "stroke:#8250df", "stroke:#b392f0"),
    (".tick", "stroke:#d8dee4", "stroke:#30363d"),
    (".w0", "fill:#cfe3fc", "fill:#1d436e"),
    (".w1", "fill:#d3f0d8", "fill:#1f5130"),
    (".w2", "fill:#fbe6b8", "fill:#5c4410"),
    (".w3", "fill:#e6dafb", "fill:#46327a"),
    (".w4", "fill:#fbd9e3", "fill:#6a2742"),
    (".w5", "fill:#c9eef0", "fill:#14525a"),
    (".w6", "fill:#e8ecc0", "fill:#4a5016"),
    (".w7", "fill:#e3e6ea", "fill:#3d444d"),
];

/// How many colours there are for waves.
pub(super) const WAVE_COLOURS: usize = 8;

/// What does not change.
const STYLE: &str = "text{font:13px system-ui,-apple-system,'Segoe UI','Helvetica Neue',Arial,sans-serif}\
.id{font-weight:600}.soft{font-size:12px}.head{font-size:15px;font-weight:600}.end{text-anchor:end}.mid{text-anchor:middle}\
.edge,.clash{fill:none;stroke-width:1.5}.clash{stroke-dasharray:5 4}.card{stroke-width:1}.edge.hot,.card.hot{stroke-width:2.25}\
.bar{stroke:none}.bar.hot{stroke-width:2}";

/// A picture of a size. The title is what screen readers say.
pub(super) fn picture(width: i64, height: i64, title: &str, body: &str) -> String {
    let rules = |dark: bool| {
        COLOURS.iter().fold(String::new(), |text, (rule, light_form, dark_form)| {
            text + rule + "{" + if dark { dark_form } else { light_form } + "}"
        })
    };
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n\
         <title>{}</title>\n<style>{STYLE}\n{}\n@media(prefers-color-scheme:dark){{{}}}</style>\n\
         <rect class=\"page\" width=\"{width}\" height=\"{height}\"/>\n{body}</svg>\n",
        safe(title),
        rules(false),
        rules(true),
    )
}

/// An element of text, shortened to so many pixels.
pub(super) fn label(out: &mut String, class: &str, x: i64, y: i64, text: &str, room: i64) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>", safe(&cut(text, class, room)));
}

/// Text inside of an element or an attribute. What XML cannot hold is replaced.
pub(super) fn safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in escape(text).chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\'' => out += "&#39;",
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

/// As much of a text as fits into so many pixels, with `…` where something is missing.
pub(super) fn cut(text: &str, class: &str, room: i64) -> String {
    let text = escape(text);
    if wide(&text, class) <= room {
        return text.into_owned();
    }
    let mut left = room * 1000 / size(class) - advance('…');
    let mut kept = String::new();
    for c in text.chars() {
        left -= advance(c);
        if left < 0 {
            break;
        }
        kept.push(c);
    }
    kept.truncate(kept.trim_end().len());
    // A single letter tells less than nothing does.
    if kept.chars().count() < 2 { String::new() } else { kept + "…" }
}

/// The pixels that a text of a class takes, in the widest of the usual fonts.
pub(super) fn wide(text: &str, class: &str) -> i64 {
    text.chars().map(advance).sum::<i64>() * size(class) / 1000
}

/// The size of letters; bold ones count as larger.
fn size(class: &str) -> i64 {
    match class.split(' ').next() {
        Some("soft") => 12,
        Some("head") => 17,
        _ => 14,
    }
}

/// The width of a letter in thousandths of its size.
fn advance(c: char) -> i64 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' | 'f' | 't' | '/' => 290,
        'r' | '(' | ')' | '-' | '[' | ']' | '"' | '`' | '·' => 380,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' => 940,
        c if letter(c) > 1 => 1060,
        c if c.is_ascii_uppercase() => 720,
        c if c.is_ascii() => 570,
        _ => 760,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_to_their_room() {
        for (text, room, expected) in [
            ("Orders", 200, "Orders"),
            ("", 0, ""),
            ("Payments provider sandbox integration", 100, "Payments prov…"),
            ("Payments provider", 72, "Payments…"),
            ("Payments", 20, ""),
            ("受注と支払いの画面を作る", 80, "受注と支払…"),
            ("a\u{202e}b", 200, "a\\u{202e}b"),
        ] {
            let found = cut(text, "soft", room);
            assert_eq!(found, expected);
            assert!(wide(&found, "soft") <= room.max(0), "{found}");
        }
    }

    #[test]
    fn texts_are_xml() {
        assert_eq!(
            safe("<a b=\"c\">&'\u{1b}[31m\u{ffff}]]>"),
            "&lt;a b=&quot;c&quot;&gt;&amp;&#39;\\u{1b}[31m\u{fffd}]]&gt;"
        );
    }
}
