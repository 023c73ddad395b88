//! Lists the tracks of plans: who owns what, and who waits for whom.
//!
//! ```sh
//! cargo run -p phasetrack-core --example list_tracks -- docs/phase1.md
//! ```
//!
//! The library touches no files, so the program reads them. It asks for the plan alone; `check_plan` judges it too.

#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a program has arguments, files and an output")]

use std::{env, fs, io};

use phasetrack_core::model::{ClaimKind, Target};
use phasetrack_core::settings::Settings;
use phasetrack_core::text::Sources;

fn main() -> io::Result<()> {
    let mut sources = Sources::default();
    for path in env::args().skip(1) {
        let bytes = fs::read(&path)?;
        sources.add_bytes(path, bytes);
    }

    let plan = phasetrack_core::read(&sources, &Settings::default());
    for track in plan.tracks() {
        println!("{} {}", track.id, track.title);
        for claim in track.claims.iter().filter(|claim| claim.kind == ClaimKind::Owns) {
            println!("  owns {}", claim.pattern.value);
        }
        for dependency in &track.dependencies {
            match &dependency.target {
                Target::Track(id) => println!("  waits for track {id}"),
                Target::Task(id) => println!("  waits for task {id}"),
                Target::External(text) => println!("  waits for {text}"),
            }
        }
    }
    Ok(())
}
