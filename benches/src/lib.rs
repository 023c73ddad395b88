//! Programs that measure phasetrack. They print ratios, because the ratio of two things timed in turns on one machine
//! holds on another, and a time in milliseconds does not.
//!
//! | program | question |
//! |---|---|
//! | `check-ratio [FILE…]` | how much longer does a check take than parsing the Markdown alone? |
//! | `process-ratio [BINARY]` | how much longer does the whole process take than `true`? |
//! | `graph-ratio` | how much faster are levels, longest paths and reductions than petgraph, and how long does the exact width take? |
//! | `schedule-quality DIR` | how far are schedules from the best that are known, and how many are proven? |
//! | `wave-quality DIR` | are waves as few and as short as they can be? |
//! | `schedule-speed` | how long do a hundred thousand and a million tasks take? |
//! | `overlap-ratio` | how much quicker are two patterns compared than with a product of automata? |
//! | `index-ratio` | how much quicker does an index answer than looking at all patterns? |
//! | `hook-ratio [BINARY [PREK]]` | how much longer do git's hooks take than git's own list of what is staged, and hooks of others? |
//! | `growth [NAME…]` | does four times the text take four times as long, however odd the text? |
//!
//! Run them from a release build: `cargo run --release -p phasetrack-benches --bin check-ratio`.

pub mod claims;
pub mod goals;
pub mod growth;
pub mod instances;
pub mod measure;
pub mod patterns;
pub mod plan;
pub mod random;
pub mod scene;
pub mod wave_instances;
