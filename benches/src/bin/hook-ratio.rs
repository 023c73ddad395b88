//! How long git's hooks take: the whole of each, as git starts it, to git's own list of what is staged.
//!
//! `hook-ratio [BINARY [PREK]]` makes a repository of 50,000 files in 500 folders, with a plan on `main` and a track's
//! branch, lets BINARY (the one beside this program when none is named) install its hooks, and runs them and what they
//! are compared with in turns. The peer is this program again, which asks libgit2 what is staged, as hooks built on it
//! do. PREK is a `prek` to compare with, which runs one hook that does nothing.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;
use std::{env, fs, io, io::Write};

use phasetrack_benches::measure::{Paired, elapsed, paired};
use phasetrack_benches::scene::{FILES, FOLDERS, Scene};

/// The argument by which this program is the peer.
const PEER: &str = "--peer";

/// A transaction that has nothing to do with a branch, and those that give one a commit.
const REFERENCES: [(&str, &str); 4] = [
    ("refs/tags/v1", "a tag"),
    ("refs/heads/main", "main"),
    ("refs/heads/feature/x", "a branch that is no track's"),
    ("refs/heads/track-a", "a track's branch"),
];

fn main() -> io::Result<ExitCode> {
    let mut arguments = env::args_os().skip(1);
    let first = arguments.next();
    if first.as_deref() == Some(OsStr::new(PEER)) {
        return peer();
    }
    let this = env::current_exe()?;
    let binary = first.map_or_else(|| this.with_file_name("phasetrack"), PathBuf::from).canonicalize()?;
    let prek = arguments.next().map(|prek| PathBuf::from(prek).canonicalize()).transpose()?;
    let mut out = io::stdout().lock();
    let scene = Scene::new(5)?;
    scene.run(&binary, &["hook", "install", "-q"])?;
    let hook = scene.path(".git/hooks/pre-commit");
    let diff = || scene.command("git", &["diff", "--cached", "--name-only", "-z"]);
    let ours = || scene.command(&hook, &[]);

    writeln!(out, "pre-commit, {FILES} files in {FOLDERS} folders, to `git diff --cached --name-only -z`:")?;
    for (count, new) in [(1, false), (100, false), (100, true), (1000, false)] {
        scene.stage(count, new)?;
        let what = format!("{count} {}", if new { "new" } else { "changed" });
        show(&mut out, &what, &compare(ours(), diff()))?;
        let others = compare(scene.command(&this, &[PEER]), ours());
        show(&mut out, &format!("{what}: a hook of libgit2, to ours"), &others)?;
        if let Some(prek) = prek.as_ref().filter(|_| !new && count < 1000) {
            scene.empty_hook()?;
            let pair = compare(scene.command(prek, &["run"]), ours());
            show(&mut out, &format!("{what}: prek with an empty hook, to ours"), &pair)?;
        }
    }
    for new in [false, true] {
        scene.stage(30_000, new)?;
        let what = if new { "new" } else { "changed" };
        show(&mut out, &format!("30000 {what}"), &compare(ours(), diff()))?;
    }

    writeln!(out, "reference-transaction, one call, to `true`:")?;
    for (name, what) in REFERENCES {
        let input = scene.transaction(name)?;
        let hook = scene.path(".git/hooks/reference-transaction");
        let ours = || {
            let mut command = scene.command(&hook, &["prepared"]);
            command.stdin(fs::File::open(&input).expect("it was just written"));
            command
        };
        let pair = paired(Duration::from_secs(3), elapsed, &mut || run(&mut ours()), &mut || {
            run(&mut scene.command("true", &[]));
        });
        show(&mut out, what, &pair)?;
    }

    writeln!(out, "pre-commit, 1 changed, by the number of tracks:")?;
    for tracks in [5, 50, 500] {
        let scene = Scene::new(tracks)?;
        scene.run(&binary, &["hook", "install", "-q"])?;
        scene.stage(1, false)?;
        let diff = scene.command("git", &["diff", "--cached", "--name-only", "-z"]);
        show(
            &mut out,
            &format!("{tracks} tracks"),
            &compare(scene.command(scene.path(".git/hooks/pre-commit"), &[]), diff),
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Lists what is staged as a hook does that asks libgit2, and nothing else.
fn peer() -> io::Result<ExitCode> {
    let paths = staged().map_err(io::Error::other)?;
    io::stdout().lock().write_all(&paths.join(b"\0".as_slice()))?;
    Ok(ExitCode::SUCCESS)
}

fn staged() -> Result<Vec<Vec<u8>>, git2::Error> {
    let repository = git2::Repository::open_from_env()?;
    let tree = repository.head()?.peel_to_tree()?;
    let diff = repository.diff_tree_to_index(Some(&tree), None, None)?;
    Ok(diff.deltas().filter_map(|delta| delta.new_file().path_bytes().map(<[u8]>::to_vec)).collect())
}

fn compare(mut first: Command, mut second: Command) -> Paired {
    paired(Duration::from_secs(4), elapsed, &mut || run(&mut first), &mut || run(&mut second))
}

fn run(command: &mut Command) {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(status.is_ok_and(|status| status.success()), "{command:?}");
}

fn show(out: &mut impl Write, what: &str, pair: &Paired) -> io::Result<()> {
    let (low, high) = pair.spread;
    writeln!(
        out,
        "  {what}: {:.2} ({low:.2} - {high:.2}); {:.2?} to {:.2?}, {} pairs",
        pair.ratio, pair.first, pair.second, pair.pairs
    )
}
