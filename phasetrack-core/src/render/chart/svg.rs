//! What both pictures share: the frame with its colours, light and dark, and text made safe.

use std::fmt::Write;

/// Both schemes; the picture needs no script and no font of its own.
const STYLE: &str = "\
svg{--ink:#1f2328;--soft:#59636e;--line:#8c959f;--card:#ffffff;--edge:#d1d9e0;--band:#f6f8fa;--hot:#cf222e;--warn:#9a6700;--page:#ffffff}\
@media(prefers-color-scheme:dark){svg{--ink:#f0f6fc;--soft:#9198a1;--line:#656c76;--card:#151b23;--edge:#3d444d;--band:#0d1117;--hot:#ff7b72;--warn:#d29922;--page:#010409}}\
text{font:13px system-ui,-apple-system,'Segoe UI',sans-serif;fill:var(--ink)}\
.soft{fill:var(--soft);font-size:12px}.id{font-weight:600}\
.page{fill:var(--page)}.band{fill:var(--band)}.card{fill:var(--card);stroke:var(--edge);stroke-width:1.25}\
.card.hot{stroke:var(--hot);stroke-width:2}\
.edge{fill:none;stroke:var(--line);stroke-width:1.5}.edge.hot{stroke:var(--hot);stroke-width:2.25}\
.clash{fill:none;stroke:var(--warn);stroke-width:1.5;stroke-dasharray:5 4}\
.tick{stroke:var(--edge);stroke-width:1}";

/// A picture of a size with a title that screen readers say.
pub(super) fn picture(width: u64, height: u64, title: &str, body: &str) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\">"
    );
    let _ = writeln!(out, "<title>{}</title>\n<style>{STYLE}</style>", safe(title));
    let _ = writeln!(out, "<rect class=\"page\" width=\"{width}\" height=\"{height}\"/>\n{body}</svg>");
    out
}

/// Text inside an element or an attribute.
pub(super) fn safe(text: &str) -> String {
    let text = crate::render::escape(text);
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The beginning of a text that is about as wide as a number of pixels.
pub(super) fn cut(text: &str, pixels: u64) -> String {
    // Wide characters of eastern scripts take two places.
    let mut left = pixels * 10 / 72;
    let mut kept = String::new();
    for c in text.chars() {
        let width = if c as u32 >= 0x1100 { 2 } else { 1 };
        if left < width + 1 && kept.len() + c.len_utf8() < text.len() {
            kept.push('…');
            return kept;
        }
        left = left.saturating_sub(width);
        kept.push(c);
    }
    kept
}
