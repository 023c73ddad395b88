//! Schedules and dependency graphs: text, JSON, DOT, Mermaid and SVG, one form a file.

mod bars;
mod dot;
mod gantt;
mod layered;
mod mermaid;
mod object;
mod overview;
mod svg;
mod view;

pub use dot::dot;
pub use gantt::gantt_svg;
pub use layered::graph_svg;
pub use mermaid::{mermaid, mermaid_gantt};
pub use object::schedule_json;
pub use overview::{graph_text, schedule_text};
pub use view::Chart;
