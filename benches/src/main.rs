//! Benchmarks and programs that measure quality.

fn main() {}
