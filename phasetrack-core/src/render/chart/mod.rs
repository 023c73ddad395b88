//! Schedules and the order of a plan as text, JSON, DOT, Mermaid and pictures, one form a file.
//!
//! [`Chart`] works out what all forms show, once; `layout.rs` where a picture's parts lie. The forms only write.

mod ascii;
mod bars;
mod dot;
mod gantt_svg;
mod graph_svg;
mod grid;
mod json;
mod layout;
mod mermaid;
mod parts;
mod scale;
mod svg;
#[cfg(test)]
mod tests;
mod text;
mod view;

pub use ascii::graph_ascii;
pub use dot::graph_dot;
pub use gantt_svg::gantt_svg;
pub use graph_svg::graph_svg;
pub use json::schedule_json;
pub use mermaid::{gantt_mermaid, graph_mermaid};
pub use text::schedule_text;
pub use view::Chart;
