//! Figures with the goals they are held against, printed as they are found.

use std::io::{self, Write};
use std::process::ExitCode;

/// Prints figures and remembers whether one misses its goal.
#[derive(Debug)]
pub struct Goals<W> {
    out: W,
    missed: usize,
}

impl<W: Write> Goals<W> {
    /// Prints to `out`.
    pub fn new(out: W) -> Self {
        Self { out, missed: 0 }
    }

    /// A figure without a goal.
    pub fn note(&mut self, name: &str, figure: f64) -> io::Result<()> {
        writeln!(self.out, "{name:<60} {figure:>10.2}")
    }

    /// A figure that must not be above a limit.
    pub fn at_most(&mut self, name: &str, figure: f64, limit: f64) -> io::Result<()> {
        self.goal(name, figure, "at most", limit, figure <= limit)
    }

    /// A figure that must not be below a limit.
    pub fn at_least(&mut self, name: &str, figure: f64, limit: f64) -> io::Result<()> {
        self.goal(name, figure, "at least", limit, figure >= limit)
    }

    /// A count that must be the expected one.
    pub fn same(&mut self, name: &str, answer: usize, expected: usize) -> io::Result<()> {
        let verdict = self.judge(answer == expected);
        writeln!(self.out, "{name:<60} {answer:>10}  expected {expected:>10}  {verdict}")
    }

    /// Failure if a goal was missed.
    pub fn exit_code(&self) -> ExitCode {
        if self.missed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn goal(&mut self, name: &str, figure: f64, relation: &str, limit: f64, met: bool) -> io::Result<()> {
        let verdict = self.judge(met);
        writeln!(self.out, "{name:<60} {figure:>10.2}  {relation:<8} {limit:>10.2}  {verdict}")
    }

    fn judge(&mut self, met: bool) -> &'static str {
        self.missed += usize::from(!met);
        if met { "met" } else { "MISSED" }
    }
}
