//! How much longer a check takes than parsing the Markdown alone.
//!
//! `check-ratio [FILE…]` times, in turns, the check of a text in process and a bare pulldown-cmark event loop with
//! offsets over the same text: for made-up plans of 33 KB and 1 MB, and for each FILE. Prints the median ratio, also
//! of reading alone and of the rules alone, and the memory each needs at its peak. The goal is at most 1.5.

use std::hint::black_box;
use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, fs};

use phasetrack_benches::measure::{Paired, events, paired, peak_of, time};
use phasetrack_benches::plan;
use phasetrack_core::settings::Settings;
use phasetrack_core::text::Sources;
use phasetrack_core::{check, read, rules};

const BUDGET: Duration = Duration::from_millis(1500);

fn main() -> io::Result<()> {
    if let Some(what) = env::var_os(PEAK) {
        return tell_peak(what == "check");
    }
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
        ("rules", &mut || drop(black_box(rules::check(&sources, &plan, &settings, None)))),
    ];
    writeln!(out, "{name}: {} bytes, {} tracks", text.len(), plan.tracks().count())?;
    for (step, run) in steps {
        let Paired { first, second, ratio, spread, pairs } = paired(BUDGET, time, run, &mut || events(text));
        let (low, high) = spread;
        writeln!(out, "  {step:<6} {ratio:>6.2} ({low:.2} - {high:.2})  {first:.1?} to {second:.1?}, {pairs} pairs")?;
    }
    let (check, events) = (ask_peak("check", text)?, ask_peak("events", text)?);
    writeln!(
        out,
        "  peak memory beyond the text: check {check} KiB, events {events} KiB, text {} KiB",
        text.len() / 1024
    )
}

/// Set in a child process that measures memory: what one process has used before spoils the peak of what comes later.
const PEAK: &str = "PHASETRACK_CHECK_RATIO_PEAK_OF";

/// Reads a text from standard input and prints the peak in KiB.
fn tell_peak(is_check: bool) -> io::Result<()> {
    let text = io::read_to_string(io::stdin())?;
    let settings = Settings::default();
    let mut sources = Sources::default();
    let id = sources.add("plan.md", text);
    let peak =
        peak_of(
            || {
                if is_check { drop(black_box(check(&sources, &settings))) } else { events(sources.source(id).text()) }
            },
        );
    writeln!(io::stdout(), "{}", peak.map_or("unknown".to_owned(), |bytes| (bytes / 1024).to_string()))
}

/// Lets a child process measure.
fn ask_peak(what: &str, text: &str) -> io::Result<String> {
    let mut command = Command::new(env::current_exe()?);
    let mut child = command.env(PEAK, what).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(text.as_bytes())?;
    }
    let output = child.wait_with_output()?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
