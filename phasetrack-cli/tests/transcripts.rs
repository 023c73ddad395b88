//! Transcripts of the command line, which are also the examples of the manual: `tests/cmd/*.md`.
//!
//! `TRYCMD=overwrite cargo test -p phasetrack-cli --test transcripts` writes what the program prints now.

#[test]
fn transcripts() {
    trycmd::TestCases::new().case("tests/cmd/*.md").case("tests/cmd/*.toml");
}
