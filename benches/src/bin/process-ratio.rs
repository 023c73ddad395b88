//! How much longer the whole process takes than `true`.
//!
//! `process-ratio [BINARY]` runs `BINARY check PLAN` (the binary beside this program when none is named) on a plan of
//! seven tracks and `true`, in turns, and prints the median ratio of the times on the clock and the memory each child
//! needed at its peak. The goal is at most 3.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, fs, io, io::Write};

use nix::sys::resource::{UsageWho, getrusage};
use phasetrack_benches::measure::{elapsed, paired};
use phasetrack_benches::plan;

fn main() -> io::Result<()> {
    let binary = match env::args_os().nth(1) {
        Some(binary) => PathBuf::from(binary),
        None => env::current_exe()?.with_file_name("phasetrack"),
    };
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("plan.md");
    fs::write(&file, plan::phase())?;

    let mut check = Command::new(&binary);
    check.arg("check").arg(&file).current_dir(folder.path());
    let mut nothing = Command::new("true");
    // The peak of all children so far only ever rises, so the smaller child comes first.
    run(&mut nothing, Path::new("true"))?;
    let peak_of_nothing = peak_of_children()?;
    run(&mut check, &binary)?;
    let peak_of_check = peak_of_children()?;

    let again = "what ran once runs again";
    let pair = paired(Duration::from_secs(4), elapsed, &mut || run(&mut check, &binary).expect(again), &mut || {
        run(&mut nothing, Path::new("true")).expect(again);
    });
    let mut out = io::stdout().lock();
    let (low, high) = pair.spread;
    writeln!(out, "whole process, a plan of seven tracks and {} bytes, to `true`:", plan::phase().len())?;
    writeln!(out, "  ratio {:.2} ({low:.2} - {high:.2})", pair.ratio)?;
    writeln!(out, "  {:.2?} to {:.2?}, {} pairs", pair.first, pair.second, pair.pairs)?;
    writeln!(out, "  peak memory: check {peak_of_check} KiB, true {peak_of_nothing} KiB")
}

fn run(command: &mut Command, name: &Path) -> io::Result<()> {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other(format!("{}: {status}", name.display()))) }
}

/// The largest peak of any child that has ended, in KiB on Linux.
fn peak_of_children() -> io::Result<i64> {
    Ok(getrusage(UsageWho::RUSAGE_CHILDREN)?.max_rss())
}
