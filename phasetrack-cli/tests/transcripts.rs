//! Transcripts of the command line, which are also the examples of the manual: `tests/cmd/*.md` and the README.
//!
//! `TRYCMD=overwrite cargo test -p phasetrack-cli --test transcripts` writes what the program prints now.

use std::path::Path;
use std::{env, fs};

#[test]
fn transcripts() {
    trycmd::TestCases::new().case("tests/cmd/*.md").case("tests/cmd/*.toml");
}

/// Runs a copy of the README beside the plans it speaks of, `tests/readme/docs`.
#[test]
fn the_readme() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (original, copy) = (package.join("../README.md"), folder.join("README.md"));
    fs::copy(&original, &copy).expect("the README can be copied");
    // `README.in` is what the commands find, `README.out` what they leave behind.
    for docs in [folder.join("README.in/docs"), folder.join("README.out/docs")] {
        fs::create_dir_all(&docs).expect("a folder can be made");
        for plan in ["phase2.md", "phase4.md"] {
            fs::copy(package.join("tests/readme/docs").join(plan), docs.join(plan)).expect("the plan can be copied");
        }
    }
    trycmd::TestCases::new().case(&copy).run();
    if env::var_os("TRYCMD").is_some() {
        fs::copy(&copy, &original).expect("the README can be written");
    }
}
