//! How much quicker an index of patterns answers than looking at all of them.
//!
//! `index-ratio` makes up the claims of up to 100,000 tracks and measures, each against its oracle: all overlapping pairs
//! against comparing every pair; the owners of a path against globset; how both grow. Exits with 1 when an answer
//! differs from the oracle's or a goal is missed.

use std::hint::black_box;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Duration;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use phasetrack_benches::claims::{EACH, claims, parsed, paths};
use phasetrack_benches::goals::Goals;
use phasetrack_benches::measure::{keep_memory, least, paired, time};
use phasetrack_core::glob::{Index, Overlaps, Pattern};

const BUDGET: Duration = Duration::from_secs(2);

fn main() -> io::Result<ExitCode> {
    if let Some(code) = keep_memory()? {
        return Ok(code);
    }
    let mut goals = Goals::new(io::stdout().lock());
    pairs(&mut goals)?;
    floating(&mut goals)?;
    owners(&mut goals)?;
    Ok(goals.exit_code())
}

fn track(number: usize) -> usize {
    number / EACH
}

fn all_pairs(patterns: &[Pattern]) -> Overlaps {
    Index::new(patterns).overlaps(track)
}

fn count(overlaps: &Overlaps) -> usize {
    overlaps.pairs.len() + overlaps.floating.iter().map(|floating| floating.meets.len()).sum::<usize>()
}

/// The number of pairs, by looking at every one.
fn brute(patterns: &[Pattern]) -> usize {
    let mut found = 0;
    for (one, a) in patterns.iter().enumerate() {
        for (two, b) in patterns.iter().enumerate().skip(one + 1) {
            found += usize::from(track(one) != track(two) && a.overlaps(b));
        }
    }
    found
}

fn pairs(goals: &mut Goals<impl Write>) -> io::Result<()> {
    let patterns = parsed(&claims(1_000, false));
    goals.same("pairs of 5,000 patterns", count(&all_pairs(&patterns)), brute(&patterns))?;
    let every = &mut || {
        black_box(brute(&patterns));
    };
    let ratio = paired(BUDGET, time, every, &mut || drop(black_box(all_pairs(&patterns))));
    goals.note("pairs of 5,000 patterns, every pair / index", ratio.ratio)?;
    let patterns = parsed(&claims(10_000, false));
    // All pairs would take seconds: each pattern of one in a hundred with all, twice, is a fiftieth of the pairs.
    let some = &mut || {
        for a in patterns.iter().step_by(100) {
            black_box(patterns.iter().filter(|b| a.overlaps(b)).count());
        }
    };
    let ratio = paired(BUDGET, time, some, &mut || drop(black_box(all_pairs(&patterns))));
    goals.at_least("pairs of 50,000 patterns, every pair / index", ratio.ratio * 50.0, 200.0)?;
    let mut before = None;
    for tracks in [1_000, 10_000, 100_000] {
        let patterns = parsed(&claims(tracks, false));
        let spent = least(|| drop(black_box(all_pairs(&patterns)))).as_secs_f64() * 1e3;
        let name = format!("pairs of {tracks} tracks, ms");
        match tracks {
            10_000 => goals.at_most(&name, spent, 20.0)?,
            _ => goals.note(&name, spent)?,
        }
        if let Some(less) = before.replace(spent) {
            goals.at_most(&format!("pairs of {tracks} tracks, time / that of a tenth"), spent / less, 12.0)?;
        }
    }
    Ok(())
}

/// Patterns that meet a tenth of all others each: the answer itself grows with the square.
fn floating(goals: &mut Goals<impl Write>) -> io::Result<()> {
    let patterns = parsed(&claims(1_000, true));
    goals.same("pairs of 5,000 patterns, 1 % floating", count(&all_pairs(&patterns)), brute(&patterns))?;
    let plain = parsed(&claims(10_000, false));
    let patterns = parsed(&claims(10_000, true));
    let found = count(&all_pairs(&patterns));
    let more =
        paired(BUDGET, time, &mut || drop(black_box(all_pairs(&patterns))), &mut || drop(black_box(all_pairs(&plain))));
    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    let each = more.first.saturating_sub(more.second).as_secs_f64() * 1e9 / found as f64;
    goals.at_most(&format!("ns per pair of {found}, 10,000 tracks, 1 % floating"), each, 250.0)
}

fn owners(goals: &mut Goals<impl Write>) -> io::Result<()> {
    let mut times = Vec::new();
    for tracks in [200, 2_000, 20_000] {
        let texts = claims(tracks, true);
        let patterns = parsed(&texts);
        let paths = paths(tracks, 100_000);
        let name = format!("{} patterns", patterns.len());
        let index = Index::new(&patterns);
        let look_up = || {
            for path in &paths {
                black_box(index.matches(path.as_bytes()));
            }
        };
        let nanoseconds = per(least(look_up), paths.len());
        let split = || {
            for path in &paths {
                black_box(path.split('/').filter(|name| !black_box(name).is_empty()).count());
            }
        };
        goals.note(&format!("{name}: ns per path, splitting it only"), per(least(split), paths.len()))?;
        match tracks {
            2_000 => goals.at_most(&format!("{name}: ns per path"), nanoseconds, 120.0)?,
            _ => goals.note(&format!("{name}: ns per path"), nanoseconds)?,
        }
        times.push(nanoseconds);
        let build = least(|| drop(black_box(Index::new(&patterns))));
        goals.at_most(&format!("{name}: ns to index one"), per(build, patterns.len()), 500.0)?;
        let parse = least(|| drop(black_box(parsed(&texts))));
        goals.note(&format!("{name}: ns to parse one"), per(parse, patterns.len()))?;
        if tracks == 2_000 {
            against_globset(goals, &texts, &index, &paths[..1_000])?;
        }
    }
    goals.at_most("time per path, 100,000 patterns / 1,000", times[2] / times[0], 3.0)
}

fn against_globset(goals: &mut Goals<impl Write>, texts: &[String], index: &Index, paths: &[String]) -> io::Result<()> {
    let set = globset(texts);
    let mut theirs = Vec::new();
    let agree = |path: &&String| {
        set.matches_into(path, &mut theirs);
        theirs == index.matches(path.as_bytes())
    };
    goals.same("paths whose owners are those globset finds", paths.iter().filter(agree).count(), paths.len())?;
    let mut found = Vec::new();
    let ratio = paired(
        BUDGET,
        time,
        &mut || paths.iter().for_each(|path| set.matches_into(path, black_box(&mut found))),
        &mut || {
            for path in paths {
                black_box(index.matches(path.as_bytes()));
            }
        },
    );
    goals.at_least(&format!("owners among {} patterns, globset / index", texts.len()), ratio.ratio, 1_000.0)
}

fn globset(texts: &[String]) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for text in texts {
        set.add(GlobBuilder::new(text).literal_separator(true).build().expect("a glob"));
    }
    set.build().expect("a set of globs")
}

/// Nanoseconds for one of many.
#[expect(clippy::cast_precision_loss, reason = "small numbers")]
fn per(time: Duration, count: usize) -> f64 {
    time.as_secs_f64() * 1e9 / count as f64
}
