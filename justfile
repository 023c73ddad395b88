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

# Run a program that measures: a file of benches/src/bin.
bench program="check-ratio":
    cargo run --release -p phasetrack-benches --bin {{program}}

# Fuzz a target for a minute: a file of fuzz/fuzz_targets.
fuzz target:
    cargo +nightly fuzz run {{target}} -- -max_total_time=60

# Lines and branches of the guard's decision that its tests run. Needs nightly, cargo-llvm-cov and
# LLVM's tools: rustup's llvm-tools, or those that LLVM_COV and LLVM_PROFDATA name.
coverage:
    cargo +nightly llvm-cov --branch -p phasetrack-core --lib --ignore-filename-regex 'core/src/([^g]|g[^u])' --fail-under-regions 100 -- guard::

# Change the guard's decision in every small way; its tests must notice each. Needs cargo-mutants.
mutants:
    cargo mutants -p phasetrack-core -f 'phasetrack-core/src/guard/**' -- --lib guard::

# The long runs of the guard: races, honest work, generated histories.
guard:
    PHASETRACK_TRIES=200 cargo test -p phasetrack-cli --test guard races:: -- --nocapture
    PHASETRACK_COMMITS=1000 cargo test -p phasetrack-cli --test guard honest_work -- --nocapture
    PHASETRACK_COMMITS=10000 cargo test -p phasetrack-git --test changes generated -- --nocapture

# Try a hook manager with the committed state of this repository: pre-commit, prek, lefthook or husky.
manager name:
    cargo build -p phasetrack-cli
    .ci/hook-managers {{name}}

# Check licences, advisories and sources of the dependencies.
deny:
    cargo deny check

# Run all that must pass before a change is accepted.
ci:
    .ci/run
