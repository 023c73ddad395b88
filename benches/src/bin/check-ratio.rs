//! How much longer a check takes than parsing the Markdown alone.
//!
//! `check-ratio [FILE…]` times, in turns, the check of a text in process and a bare pulldown-cmark event loop with
//! offsets over the same text: for made-up plans of 33 KB and 1 MB, and for each FILE. Prints the median ratio, also
//! of reading alone and of the rules alone, and the memory each needs at its peak. The goal is at most 1.5.

use std::hint::black_box;
use std::io::{self, Write};
use std::time::Duration;
use std::{env, fs};

use phasetrack_benches::measure::{Paired, paired, peak_of, time};
use phasetrack_benches::plan;
use phasetrack_core::settings::Settings;
use phasetrack_core::text::Sources;
use phasetrack_core::{check, read, rules};
use pulldown_cmark::{Options, Parser};

const BUDGET: Duration = Duration::from_millis(1500);

fn main() -> io::Result<()> {
    let mut texts =
        vec![("made up".to_owned(), plan::of_size(33_000)), ("made up".to_owned(), plan::of_size(1_000_000))];
    for name in env::args().skip(1) {
        let bytes = fs::read(&name)?;
        texts.push((name, String::from_utf8_lossy(&bytes).into_owned()));
    }
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "ratio of processor time to a bare event loop over the same text, median (a tenth below - a tenth above)"
    )?;
    for (name, text) in &texts {
        compare(&mut out, name, text)?;
    }
    Ok(())
}

fn compare(out: &mut impl Write, name: &str, text: &str) -> io::Result<()> {
    let settings = Settings::default();
    let mut sources = Sources::default();
    sources.add("plan.md", text);
    let plan = read(&sources, &settings);
    let steps: [(&str, &mut dyn FnMut()); 3] = [
        ("check", &mut || drop(black_box(check(&sources, &settings)))),
        ("read", &mut || drop(black_box(read(&sources, &settings)))),
        ("rules", &mut || drop(black_box(rules::check(&sources, &plan, &settings)))),
    ];
    writeln!(out, "{name}: {} bytes, {} tracks", text.len(), plan.tracks().count())?;
    for (step, run) in steps {
        let Paired { first, second, ratio, spread, pairs } = paired(BUDGET, time, run, &mut || events(text));
        let (low, high) = spread;
        writeln!(out, "  {step:<6} {ratio:>6.2} ({low:.2} - {high:.2})  {first:.1?} to {second:.1?}, {pairs} pairs")?;
    }
    let size = |bytes: Option<u64>| bytes.map_or("unknown".to_owned(), |bytes| format!("{} KiB", bytes / 1024));
    let check = peak_of(|| drop(black_box(check(&sources, &settings))));
    let events = peak_of(|| events(text));
    writeln!(out, "  peak memory: check {}, events {}, text {} KiB", size(check), size(events), text.len() / 1024)
}

/// The least that any reader of Markdown must do.
fn events(text: &str) {
    let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(text, options).into_offset_iter() {
        black_box(event);
    }
}
