//! `phasetrack check`: read plans, run every rule, print findings.

use std::path::PathBuf;

use clap::Args;
use phasetrack_core::Report;
use phasetrack_core::model::Plan;
use phasetrack_core::render::{self, Counts, Places};

use crate::documents::{self, Documents};
use crate::error::Error;
use crate::format::Format;
use crate::root::Root;
use crate::session::Session;
use crate::watch::{self, Watched};
use crate::{configuration, exit, files, fix, selection};

/// Read plans, run every rule and print the findings.
///
/// All documents of one call are one plan: a track may wait for a track of another document.
/// The exit code is 1 when a finding is an error.
#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is one switch of the command line")]
pub(crate) struct Arguments {
    /// Documents; `-` is standard input. Without one: `plans` of phasetrack.toml, else docs/**/*phase*.md and
    /// docs/**/*track*.md.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How findings are printed.
    #[arg(long, value_enum, default_value = "full", value_name = "FORMAT")]
    output_format: Format,
    /// Run only these rules; several with commas or by repeating the option.
    #[arg(long, value_delimiter = ',', value_name = "RULE")]
    select: Vec<String>,
    /// Leave these rules out.
    #[arg(long, value_delimiter = ',', value_name = "RULE")]
    ignore: Vec<String>,
    /// Exit with 1 on warnings too.
    #[arg(long)]
    deny_warnings: bool,
    /// Exit with 0 whatever is found.
    #[arg(long, conflicts_with = "deny_warnings")]
    exit_zero: bool,
    /// Write safe fixes into the documents, then print what is left.
    #[arg(long)]
    fix: bool,
    /// Print what --fix would change, and change nothing; exit with 1 if there is something.
    #[arg(long, conflicts_with = "fix")]
    diff: bool,
    /// Check again whenever a document changes, until interrupted.
    #[arg(long)]
    watch: bool,
    /// The name by which messages call standard input.
    #[arg(long, value_name = "NAME", default_value = "<stdin>")]
    stdin_filename: String,
}

/// Runs the command.
pub(crate) fn run(arguments: &Arguments, session: &Session) -> Result<u8, Error> {
    if !arguments.watch {
        return once(arguments, session, &mut Watched::default());
    }
    watch::forever(|watched| {
        if let Err(error) = once(arguments, session, watched) {
            session.complain(&error);
        }
    });
    Ok(exit::FAILED)
}

/// Checks once; names the files it reads, or fails to read, to `watched`.
fn once(arguments: &Arguments, session: &Session, watched: &mut Watched) -> Result<u8, Error> {
    let root = Root::find(session)?;
    watched.add(&root.config);
    let mut settings = match configuration::settings(&root, session) {
        Err(Error::Configuration(invalid)) if arguments.output_format.is_for_programs() => {
            let places = Places::new(&invalid.sources);
            let format = arguments.output_format;
            session.print(&format.render(&places, &Plan::default(), &invalid.findings, false))?;
            return Ok(exit::FAILED);
        }
        read => read?,
    };
    selection::restrict(&mut settings, &arguments.select, &arguments.ignore)?;
    let files = documents::find(&arguments.paths, &settings.plans, &root)?;
    let impossible = [(arguments.fix, "fixed in place"), (arguments.watch, "watched")];
    if let Some((_, action)) = impossible.into_iter().find(|(asked, _)| *asked)
        && files.iter().any(|file| documents::is_standard_input(file))
    {
        return Err(Error::StandardInput { action });
    }
    watched.add(&files);
    let mut documents = Documents::read(&files, &arguments.stdin_filename, session)?;
    let existing = files::around(&root, &documents, session);
    if arguments.fix || arguments.diff {
        let before = documents.sources.clone();
        let report = fix::apply(&mut documents, &settings, existing.as_ref());
        let changed = before.ids().filter(|id| before.source(*id).text() != documents.sources.source(*id).text());
        let changed: Vec<_> = changed.collect();
        if changed.is_empty() {
            session.note(&nothing_safe(report.diagnostics.iter().filter(|finding| finding.fix.is_some()).count()));
        }
        if arguments.diff {
            for id in &changed {
                let (old, new) = (before.source(*id), documents.sources.source(*id));
                session.print(&render::diff(old.name(), old.text(), new.text()))?;
            }
            return Ok(if changed.is_empty() || arguments.exit_zero { exit::CLEAN } else { exit::FINDINGS });
        }
        let mut refused = false;
        for id in changed {
            let (old, new) = (before.source(id), documents.sources.source(id));
            let Some(path) = &documents.paths[id.index()] else { continue };
            match fix::write(path, old.text(), new.text()) {
                Ok(()) => session.note(&format!("fixed {}", render::escape(new.name()))),
                Err(error) => {
                    session.complain(&error);
                    refused = true;
                }
            }
        }
        // What would be printed is about texts that are in no file.
        return if refused { Ok(exit::FAILED) } else { print(arguments, session, &documents, &report) };
    }
    let report = phasetrack_core::check_with_files(&documents.sources, &settings, existing.as_ref());
    print(arguments, session, &documents, &report)
}

/// Says that no document is changed, and why there may still be fixes on the screen.
fn nothing_safe(suggestions: usize) -> String {
    match suggestions {
        0 => "nothing to fix safely".to_owned(),
        1 => "nothing to fix safely; 1 suggestion needs a person".to_owned(),
        count => format!("nothing to fix safely; {count} suggestions need a person"),
    }
}

fn print(arguments: &Arguments, session: &Session, documents: &Documents, report: &Report) -> Result<u8, Error> {
    let (places, findings) = (Places::new(&documents.sources), &report.diagnostics);
    session.print(&arguments.output_format.render(&places, &report.plan, findings, session.colours()))?;
    session.note(&render::summary(&documents.sources, &report.plan, findings));
    let counts = Counts::of(findings);
    let failed = counts.errors > 0 || (arguments.deny_warnings && counts.warnings > 0);
    Ok(if failed && !arguments.exit_zero { exit::FINDINGS } else { exit::CLEAN })
}
