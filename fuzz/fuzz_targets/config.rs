//! Any bytes are a configuration: it is read or refused with findings inside the text, and never panics.
#![no_main]

use libfuzzer_sys::fuzz_target;
use phasetrack_core::config;
use phasetrack_core::render::{self, Places};
use phasetrack_core::text::Sources;

/// A plan small enough to cost nothing, so that odd words and levels are used and not only read.
const PLAN: &str = "# Phase 1: A\n\n## Track A: B\n**Files**: `src/**`\n**Depends on**: Track B\n- [ ] A1: Do it\n";

fuzz_target!(|bytes: &[u8]| {
    let mut sources = Sources::default();
    let id = sources.add_bytes("phasetrack.toml", bytes.to_vec());
    let (settings, findings) = config::read(&sources, id);
    let text = sources.source(id).text();
    for finding in &findings {
        assert!(text.get(finding.span.range()).is_some(), "{:?} in a text of {} bytes", finding.span, text.len());
    }
    let places = Places::new(&sources);
    let _ = render::full(&places, &findings, false);
    let _ = render::json_lines(&places, &findings);

    let mut plans = Sources::default();
    plans.add("plan.md", PLAN);
    let _ = phasetrack_core::check(&plans, &settings);
});
