//! Looks for texts on which the time grows faster than the text.
//!
//! `growth [NAME…]` measures the named patterns, all or those whose name contains a NAME, up to 4 MB, and prints for
//! each the worst t(4n)/t(n). `growth --random COUNT [SEED]` makes up patterns instead, and prints the culprits only.
//! Exits with 1 when a ratio is over the limit.

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;

use phasetrack_benches::growth::{self, Growth, LARGEST, LIMIT, Step};
use phasetrack_benches::measure::keep_memory;
use phasetrack_benches::patterns::{self, Pattern};
use phasetrack_benches::random::Random;
use phasetrack_core::settings::Settings;

fn main() -> io::Result<ExitCode> {
    if let Some(code) = keep_memory()? {
        return Ok(code);
    }
    let arguments: Vec<String> = env::args().skip(1).collect();
    let fast = match arguments.split_first() {
        Some((first, rest)) if first == "--random" => {
            let number = |at: usize, or| rest.get(at).and_then(|text| text.parse().ok()).unwrap_or(or);
            random(number(0, 10_000), number(1, 1))?
        }
        _ => named(&arguments)?,
    };
    Ok(if fast == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Measures the named patterns; gives the number of those that grow too fast where the parser alone does not.
fn named(names: &[String]) -> io::Result<usize> {
    let mut out = io::stdout().lock();
    let settings = Settings::default();
    let wanted = |pattern: &Pattern| names.is_empty() || names.iter().any(|name| pattern.name.contains(name.as_str()));
    let (mut own, mut parsers, mut count) = (0, 0, 0);
    let mut worst = [(0.0, String::new()), (0.0, String::new())];
    writeln!(out, "{:<36} {:>21} {:>9} {:>21} {:>9}", "pattern", "check: worst ratio", "ns/byte", "print", "ns/byte")?;
    for pattern in patterns::named().iter().filter(|pattern| wanted(pattern)) {
        write!(out, "{:<36}", pattern.name)?;
        let mut parser = None;
        for (step, worst) in [Step::Check, Step::Print].into_iter().zip(&mut worst) {
            let growth = growth::of(pattern, step, &settings, 4096, LARGEST);
            write!(out, " {}", cell(&growth))?;
            out.flush()?;
            if growth.is_too_fast() && step == Step::Check {
                parser = Some(growth::of(pattern, Step::Events, &settings, 4096, LARGEST));
            }
            match &parser {
                Some(parser) if parser.is_too_fast() => parsers += usize::from(step == Step::Check),
                _ => own += usize::from(growth.is_too_fast()),
            }
            let ratio = growth.worst.map_or(0.0, |(ratio, _)| ratio);
            if ratio > worst.0 {
                *worst = (ratio, pattern.name.clone());
            }
        }
        match parser {
            Some(parser) => writeln!(out, "  the parser alone: {}", cell(&parser).trim_start())?,
            None => writeln!(out)?,
        }
        count += 1;
    }
    writeln!(out, "{count} patterns, {own} ratios over {LIMIT}, and {parsers} that are the parser's own")?;
    for ((ratio, name), step) in worst.iter().zip(["check", "print"]) {
        writeln!(out, "worst {step}: {ratio:.2} ({name})")?;
    }
    Ok(own)
}

fn cell(growth: &Growth) -> String {
    let mark = if growth.is_too_fast() { '!' } else { ' ' };
    let worst = match growth.worst {
        Some((ratio, bytes)) => format!("{mark}{ratio:.2} at {} KiB", bytes / 1024),
        None => "below 2 ms".to_owned(),
    };
    let bytes = u32::try_from(growth.bytes).map_or(f64::INFINITY, f64::from);
    format!("{worst:>21} {:>9.1}", growth.time.as_secs_f64() * 1e9 / bytes)
}

/// Makes patterns up and looks at two small sizes first, at larger ones only when those look suspicious.
fn random(count: u64, seed: u64) -> io::Result<usize> {
    let mut out = io::stdout().lock();
    let (mut random, settings) = (Random::new(seed), Settings::default());
    let (mut fast, mut suspicious) = (0, 0);
    for number in 1..=count {
        let pattern = patterns::random(&mut random);
        if growth::suspicious(&pattern, &settings) {
            suspicious += 1;
            let growth = growth::of(&pattern, Step::Check, &settings, 16 << 10, 1 << 20);
            if growth.is_too_fast() {
                fast += 1;
                writeln!(out, "{} {:?} + {:?} × n", cell(&growth), pattern.head, pattern.unit)?;
            }
        }
        if number % 10_000 == 0 {
            writeln!(out, "{number} patterns, {suspicious} looked at closely, {fast} over {LIMIT}")?;
            out.flush()?;
        }
    }
    writeln!(out, "{count} random patterns (seed {seed}), {suspicious} looked at closely, {fast} over {LIMIT}")?;
    Ok(fast)
}
