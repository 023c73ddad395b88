# List the recipes.
help:
    @just --list --unsorted

# Check this project's own plan.
check:
    cargo run -p phasetrack-cli -- check docs/phase1.md --deny-warnings

# Run every test.
test:
    cargo test --workspace

# Run the lints; warnings are errors.
lint:
    cargo clippy --workspace --all-targets -- -D warnings

# Format all code.
fmt:
    cargo fmt --all

# Write the generated documents: the manuals, the README of the crate, the list of the reader's files.
docs:
    UPDATE_DOCS=1 cargo test --workspace

# Run a program that measures: check-ratio, process-ratio, overlap-ratio, index-ratio or growth.
bench program="check-ratio":
    cargo run --release -p phasetrack-benches --bin {{program}}

# Fuzz a target for a minute: plan, config or overlap.
fuzz target:
    cargo +nightly fuzz run {{target}} -- -max_total_time=60

# Check licences, advisories and sources of the dependencies.
deny:
    cargo deny check

# Run all that must pass before a change is accepted.
ci:
    .ci/run
