//! Generated histories: files, links, submodules, modes, deletions and moves, with names of any bytes.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::Stdio;

use crate::Scene;

/// Parts of names; the last one is not UTF-8.
const NAMES: [&[u8]; 12] = [
    b"a",
    b"b",
    b"src",
    b"x y",
    b"\xc3\xa9",
    b"-rf",
    b"*",
    b"\"q\"",
    b"tab\there",
    b"line\nend",
    b":(top)",
    b"caf\xe9",
];

/// Writes a history onto `main` that has this many commits in a row, and beside them others that are merged.
pub(crate) fn import(scene: &Scene, count: usize) {
    let mut child = scene.command(&["fast-import", "--quiet"]).stdin(Stdio::piped()).spawn().expect("git runs");
    let mut stream = child.stdin.take().expect("a pipe");
    let mut random = Random(7);
    for commit in 1..=count {
        let mut text = String::new();
        let from = random.below(commit);
        let merges = from > 0 && random.below(6) == 0;
        if merges {
            head(&mut text, "side", count + commit);
            let _ = writeln!(text, "from :{from}");
            changes(&mut text, &mut random);
        }
        head(&mut text, "main", commit);
        if merges {
            // Of several parents a merge begins with the files of the first.
            let _ = writeln!(text, "from :{}\nmerge :{}", commit - 1, count + commit);
        }
        changes(&mut text, &mut random);
        // A file that is always there, moved from commit to commit with its contents.
        if commit > 1 {
            let _ = writeln!(text, "D moved/{}", commit - 1);
        }
        let _ = writeln!(text, "M 100644 inline moved/{commit}\ndata 5\nmoved");
        stream.write_all(text.as_bytes()).expect("git reads");
    }
    drop(stream);
    assert!(child.wait().expect("git ends").success());
}

/// The beginning of a commit.
fn head(text: &mut String, branch: &str, mark: usize) {
    let who = "Ann <ann@example.com>";
    let _ = writeln!(text, "commit refs/heads/{branch}\nmark :{mark}\ncommitter {who} {mark} +0000\ndata 1\nx");
}

/// A few changes: files that come, go, and become files that may be run, links and other repositories. There are few
/// names and fewer contents, so that these meet what is there.
fn changes(text: &mut String, random: &mut Random) {
    for _ in 0..=random.below(6) {
        let path = path(random);
        let _ = match random.below(8) {
            0 | 1 => writeln!(text, "D {path}"),
            2 => writeln!(text, "M 160000 {:040x} {path}", random.below(3) + 1),
            3 => writeln!(text, "M 120000 inline {path}\ndata 1\n{}", random.below(3)),
            4 => writeln!(text, "M 100755 inline {path}\ndata 1\n{}", random.below(3)),
            _ => writeln!(text, "M 100644 inline {path}\ndata 1\n{}", random.below(3)),
        };
    }
}

/// A path of one to three names.
pub(crate) fn name(random: &mut Random) -> Vec<u8> {
    let names: Vec<&[u8]> = (0..=random.below(3)).map(|_| NAMES[random.below(NAMES.len())]).collect();
    names.join(b"/".as_slice())
}

/// A path, quoted with every byte as an octal number.
fn path(random: &mut Random) -> String {
    let mut text = String::from("\"");
    for byte in name(random) {
        let _ = write!(text, "\\{byte:03o}");
    }
    text + "\""
}

/// A small generator; equal seed, equal numbers.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// A number below a limit.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit
    }
}

/// Writes a history with merges onto branches `b0`, `b1`, …, one for each commit; its clocks go wrong.
pub(crate) fn import_merges(scene: &Scene, count: usize, random: &mut Random) {
    let mut text = String::new();
    for commit in 0..count {
        let clock = if random.below(4) == 0 { random.below(count) } else { commit };
        let _ = writeln!(text, "commit refs/heads/b{commit}\nmark :{}", commit + 1);
        let _ = writeln!(
            text,
            "committer Ann <ann@example.com> {clock} +0000\ndata {}\n{commit}",
            commit.to_string().len()
        );
        let mut parents: Vec<usize> = Vec::new();
        for _ in 0..random.below(4).min(commit) {
            let parent = commit - random.below(commit.min(7)) - 1;
            if !parents.contains(&parent) {
                parents.push(parent);
            }
        }
        for (at, parent) in parents.iter().enumerate() {
            let _ = writeln!(text, "{} :{}", if at == 0 { "from" } else { "merge" }, parent + 1);
        }
        let _ = writeln!(text, "M 100644 inline f{commit}\ndata 1\nx");
    }
    let mut child = scene.command(&["fast-import", "--quiet"]).stdin(Stdio::piped()).spawn().expect("git runs");
    child.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("git reads");
    assert!(child.wait().expect("git ends").success());
}
