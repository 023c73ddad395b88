//! What holds for the whole run: streams, colours, which configuration.

use std::io::{self, Write};
use std::path::PathBuf;

use anstream::{AutoStream, ColorChoice};
use phasetrack_core::render::{self, Places};

use crate::error::Error;

/// Columns of text that goes to no terminal.
const WIDTH: usize = 92;

/// The common options, and the only way to the terminal.
pub(crate) struct Session {
    /// When to use colours.
    pub(crate) color: ColorChoice,
    /// The configuration named by the user.
    pub(crate) config: Option<PathBuf>,
    /// Read no configuration.
    pub(crate) isolated: bool,
    /// Say nothing but results and errors.
    pub(crate) quiet: bool,
    /// Say which files are read.
    pub(crate) verbose: bool,
}

impl Session {
    /// Whether results are coloured.
    pub(crate) fn colours(&self) -> bool {
        self.choice(&io::stdout()) != ColorChoice::Never
    }

    /// Columns for text that is broken into lines: those of the terminal, within reason.
    pub(crate) fn width() -> usize {
        let found = terminal_size::terminal_size_of(io::stdout());
        found.map_or(WIDTH, |(width, _)| usize::from(width.0).clamp(60, 160))
    }

    /// Prints a result. A reader that has gone away, as in `phasetrack check | head`, is no error.
    pub(crate) fn print(&self, text: &str) -> Result<(), Error> {
        let stdout = io::stdout().lock();
        // Text without colours goes out byte for byte; with colours, old consoles need a translation.
        let mut stream: Box<dyn Write> = match self.choice(&stdout) {
            ColorChoice::Never => Box::new(stdout),
            choice => Box::new(AutoStream::new(stdout, choice)),
        };
        match stream.write_all(text.as_bytes()).and_then(|()| stream.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::Print(error)),
            _ => Ok(()),
        }
    }

    /// Says something about the run, unless it shall be quiet.
    pub(crate) fn note(&self, text: &str) {
        if !self.quiet {
            say(text);
        }
    }

    /// Says why git is stopped, however quiet it shall be: git's own output is no place for it.
    #[expect(clippy::unused_self, reason = "the session is the only way to the terminal")]
    pub(crate) fn refuse(&self, text: &str) {
        if !text.is_empty() {
            say(text.trim_end_matches('\n'));
        }
    }

    /// Says something that only a curious user wants to know.
    pub(crate) fn detail(&self, text: &str) {
        if self.verbose {
            say(text);
        }
    }

    /// Says why a command could not run, and what to do next.
    pub(crate) fn complain(&self, error: &Error) {
        let told = match error {
            Error::Configuration(invalid)
            | Error::BaseConfiguration(invalid)
            | Error::UnreadClaims(invalid)
            | Error::Patterns(invalid) => Some(invalid),
            Error::Unschedulable(_, circles) => Some(circles),
            _ => None,
        };
        if let Some(invalid) = told.filter(|invalid| !invalid.findings.is_empty()) {
            let colours = self.choice(&io::stderr()) != ColorChoice::Never;
            say(render::full(&Places::new(&invalid.sources), &invalid.findings, colours).trim_end_matches('\n'));
            say("");
        }
        say(&format!("error: {}", error.with_causes()));
        say(&format!("hint: {}", error.hint()));
    }

    fn choice(&self, stream: &impl anstream::stream::RawStream) -> ColorChoice {
        match self.color {
            ColorChoice::Auto => AutoStream::choice(stream),
            given => given,
        }
    }
}

/// Writes a line to standard error. When that fails there is nobody left to tell.
fn say(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}
