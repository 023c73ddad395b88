//! Times, compared in turns, and memory.

use std::hint::black_box;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};
use std::{env, fs, io};

use nix::time::{ClockId, clock_gettime};
use pulldown_cmark::{Options, Parser};

/// Medians of two things that were timed in turns.
#[derive(Clone, Copy, Debug)]
pub struct Paired {
    /// Median time of the first.
    pub first: Duration,
    /// Median time of the second.
    pub second: Duration,
    /// Median of the ratios first / second, each of two runs that followed one another.
    pub ratio: f64,
    /// The ratio below which a tenth of the pairs lie, and the one above which a tenth lie.
    pub spread: (f64, f64),
    /// Number of pairs.
    pub pairs: usize,
}

/// Times two things in turns by `clock`, until `budget` is used up and at least eleven pairs are done. The order within a pair
/// changes from pair to pair, so that neither always finds the caches warm.
pub fn paired(
    budget: Duration,
    clock: impl Fn(&mut dyn FnMut()) -> Duration,
    first: &mut dyn FnMut(),
    second: &mut dyn FnMut(),
) -> Paired {
    first();
    second();
    let begin = Instant::now();
    let (mut firsts, mut seconds, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    while ratios.len() < 11 || begin.elapsed() < budget {
        let (a, b) = if ratios.len() % 2 == 0 {
            let a = clock(first);
            (a, clock(second))
        } else {
            let b = clock(second);
            (clock(first), b)
        };
        firsts.push(a);
        seconds.push(b);
        ratios.push(a.as_secs_f64() / b.as_secs_f64());
    }
    firsts.sort_unstable();
    seconds.sort_unstable();
    ratios.sort_by(f64::total_cmp);
    let at = |tenths: usize| ratios[(ratios.len() - 1) * tenths / 10];
    Paired {
        first: firsts[firsts.len() / 2],
        second: seconds[seconds.len() / 2],
        ratio: ratios[ratios.len() / 2],
        spread: (at(1), at(9)),
        pairs: ratios.len(),
    }
}

/// The time that this thread spent on a processor for one run: other programs on the machine do not count.
pub fn time(run: &mut dyn FnMut()) -> Duration {
    let begin = processor();
    run();
    processor().saturating_sub(begin)
}

/// Time of this thread on a processor so far.
fn processor() -> Duration {
    clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).map(Duration::from).unwrap_or_default()
}

/// The time on the clock for one run, which is what counts for a child process.
pub fn elapsed(run: &mut dyn FnMut()) -> Duration {
    let begin = Instant::now();
    run();
    begin.elapsed()
}

/// The least time of several runs: noise only ever adds. Short runs are repeated more often.
pub fn least(mut run: impl FnMut()) -> Duration {
    let first = time(&mut run);
    let more = match first.as_millis() {
        0..5 => 6,
        5..50 => 3,
        50..500 => 1,
        _ => 0,
    };
    (0..more).map(|_| time(&mut run)).fold(first, Duration::min)
}

/// Bytes of memory that `run` needed at its peak beyond what the process held before; `None` where Linux's `/proc`
/// is not there to tell.
pub fn peak_of(run: impl FnOnce()) -> Option<u64> {
    // Linux forgets the peak so far when a 5 is written here.
    fs::write("/proc/self/clear_refs", "5").ok()?;
    let before = status("VmRSS:")?;
    run();
    Some(status("VmHWM:")?.saturating_sub(before))
}

/// A line of the process's own status, in bytes.
fn status(key: &str) -> Option<u64> {
    let text = fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(key))?;
    let kib: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kib * 1024)
}

/// The least that any reader of Markdown must do: every event with its place.
pub fn events(text: &str) {
    let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS | Options::ENABLE_STRIKETHROUGH;
    for event in Parser::new_ext(text, options).into_offset_iter() {
        black_box(event);
    }
}

/// Settings of the GNU allocator by which it keeps memory between runs. By default it gives memory of large texts back
/// after each run, so that they pay for page faults that small ones do not: a growth that is not the program's.
const KEEP_MEMORY: [(&str, &str); 3] = [
    ("MALLOC_TRIM_THRESHOLD_", "8000000000"),
    ("MALLOC_TOP_PAD_", "500000000"),
    ("MALLOC_MMAP_THRESHOLD_", "33000000"),
];

/// Runs the program again in a process that keeps its memory, unless this is it: then `None`.
///
/// # Errors
/// When the program cannot be started.
pub fn keep_memory() -> io::Result<Option<ExitCode>> {
    if KEEP_MEMORY.iter().all(|(name, _)| env::var_os(name).is_some()) {
        return Ok(None);
    }
    // The allocator reads its settings when a process starts.
    let status = Command::new(env::current_exe()?).args(env::args_os().skip(1)).envs(KEEP_MEMORY).status()?;
    Ok(Some(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE }))
}
