//! The index as it is read here, compared with what git reads: generated, of every version, and damaged.

use std::fs;
use std::io::Write as _;
use std::process::Stdio;

use phasetrack_core::guard::{Change, Entry};
use phasetrack_git::Index;

use crate::Scene;
use crate::history::{self, Random};

impl Scene {
    /// Gives a command of git something to read.
    fn feed(&self, arguments: &[&str], input: &[u8]) -> Vec<u8> {
        let mut command = self.command(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "git {arguments:?}");
        output.stdout
    }

    /// What git says is staged; none when it fails, or a merge is not finished.
    fn staged_by_git(&self, than: &str) -> Option<Vec<Change>> {
        let raw = ["diff-index", "--cached", "--ita-invisible-in-index", "-r", "--raw", "-z", "--no-renames", than];
        let output = self.command(&raw).output().unwrap();
        let parts: Vec<&[u8]> = output.stdout.split(|byte| *byte == 0).collect();
        let changes = parts.chunks_exact(2).map(|pair| {
            let words: Vec<&[u8]> = pair[0].split(|byte| *byte == b' ').collect();
            let is_merged = words[4] != b"U";
            is_merged.then(|| Change { path: pair[1].to_vec(), old: entry(&words[0][1..]), new: entry(words[1]) })
        });
        let mut changes = changes.collect::<Option<Vec<_>>>().filter(|_| output.status.success())?;
        changes.sort();
        Some(changes)
    }

    fn index_bytes(&self) -> Vec<u8> {
        fs::read(self.path().join(".git/index")).unwrap()
    }
}

fn entry(mode: &[u8]) -> Option<Entry> {
    match mode {
        b"000000" => None,
        b"100644" => Some(Entry::File),
        b"100755" => Some(Entry::Executable),
        b"120000" => Some(Entry::Link),
        // Another repository; or what a damaged index holds, with which nobody answers.
        _ => Some(Entry::Submodule),
    }
}

#[test]
fn generated_indexes_say_what_git_says() {
    let count = std::env::var("PHASETRACK_INDEXES").ok().and_then(|text| text.parse().ok()).unwrap_or(40);
    let scene = Scene::new();
    history::import(&scene, 150);
    let repository = scene.repository();
    let blob = String::from_utf8(scene.feed(&["hash-object", "-w", "--stdin"], b"new")).unwrap();
    let (mut random, mut changed, mut unmerged, mut noted) = (Random(11), 0, 0, 0);
    for round in 0..count {
        let start = format!("main~{}", random.below(140));
        let _ = fs::remove_file(scene.path().join(".git/index"));
        scene.git(&["read-tree", &start]);
        let (tip, other) = (format!("main~{}", random.below(140)), format!("main~{}", random.below(140)));
        let is_conflict = random.below(10) == 0;
        for step in 0..random.below(3) {
            let mut lines = Vec::new();
            for _ in 0..random.below(12) {
                let path = history::name(&mut random);
                let conflict = is_conflict && random.below(3) == 0;
                let head = match (conflict, random.below(7)) {
                    (true, _) => format!("100644 {} {}", blob.trim(), 1 + random.below(3)),
                    (false, 0 | 1) => format!("0 {:040}", 0),
                    (false, 2) => format!("160000 {:040x}", 1 + random.below(9)),
                    (false, 3) => format!("120000 {}", blob.trim()),
                    (false, 4) => format!("100755 {}", blob.trim()),
                    _ => format!("100644 {}", blob.trim()),
                };
                lines.extend([head.as_bytes(), b"\t", &path, b"\0"].concat());
            }
            scene.feed(&["update-index", "-z", "--index-info"], &lines);
            if step == 0 && random.below(2) == 0 && !is_conflict {
                // Notes the trees of all folders.
                scene.git(&["write-tree"]);
            }
        }
        if random.below(3) == 0 && !is_conflict {
            scene.write("meant/file", "");
            scene.git(&["add", "-fN", "meant/file"]);
        }
        let version = ["2", "3", "4"][random.below(3)];
        scene.git(&["update-index", "--force-write-index", "--index-version", version]);
        noted += usize::from(scene.index_bytes().windows(4).any(|part| part == b"TREE"));

        let commits = [&tip, &other].map(|name| repository.require_commit(name).unwrap());
        let expected = scene.staged_by_git(&tip);
        assert_eq!(Index::read(scene.index_bytes()).is_some(), expected.is_some(), "round {round}");
        let Some(expected) = expected else {
            unmerged += 1;
            assert!(repository.staged(&commits[..1]).is_err(), "round {round}");
            continue;
        };
        assert_eq!(repository.staged(&commits[..1]).unwrap(), expected, "round {round}");
        changed += expected.len();
        let mut both = expected;
        let also = scene.staged_by_git(&other).unwrap();
        both.retain(|change| also.iter().any(|other| other.path == change.path));
        assert_eq!(repository.staged(&commits).unwrap(), both, "round {round}");
        let nothing = String::from_utf8(scene.git(&["hash-object", "-t", "tree", "/dev/null"])).unwrap();
        assert_eq!(repository.staged(&[]).unwrap(), scene.staged_by_git(nothing.trim()).unwrap(), "round {round}");
        let files = scene.git(&["ls-files", "-z"]);
        let files = files.split(|byte| *byte == 0).filter(|path| !path.is_empty());
        assert!(repository.staged_files().unwrap().iter().eq(files), "round {round}");
    }
    assert!(changed > count && noted > count / 4 && (unmerged > 0 || count < 40), "{changed} {noted} {unmerged}");
}

/// Every truncation, and every byte changed: by one bit, or with `PHASETRACK_FLIPS=8` by each of its bits.
#[test]
fn a_damaged_index_is_git_s_answer_or_an_error() {
    let bits = std::env::var("PHASETRACK_FLIPS").ok().and_then(|text| text.parse().ok()).unwrap_or(1);
    let scene = Scene::new();
    scene.commit(&[("a/f", "1"), ("a/g", "1"), ("b/c/f", "1"), ("d", "1")]);
    scene.commit(&[("a/g", "2"), ("b/new", "2")]);
    let repository = scene.repository();
    let head = [repository.require_commit("HEAD").unwrap()];
    let (mut read, mut faults) = (0, Vec::new());
    for version in ["2", "4", "3"] {
        scene.git(&["reset", "-q", "--hard"]);
        scene.write("a/g", "3");
        scene.git(&["add", "a/g"]);
        scene.git(&["update-index", "--force-write-index", "--index-version", version]);
        if version == "3" {
            scene.git(&["update-index", "--skip-worktree", "d"]);
        }
        let whole = scene.index_bytes();
        assert!(Index::read(whole.clone()).is_some_and(|index| index.len() == 5 && !index.is_empty()));
        let short = (0..whole.len()).map(|length| (format!("{length} bytes"), whole[..length].to_vec()));
        let flips = (0..whole.len()).flat_map(|at| (0..bits).map(move |bit| (at, (at + bit) % 8)));
        let flipped = flips.map(|(at, bit)| {
            let mut bytes = whole.clone();
            bytes[at] ^= 1 << bit;
            (format!("bit {bit} of byte {at}"), bytes)
        });
        for (what, bytes) in short.chain(flipped) {
            // What is not read here is git's to answer, and needs no comparison.
            if Index::read(bytes.clone()).is_none() {
                continue;
            }
            read += 1;
            fs::write(scene.path().join(".git/index"), bytes).unwrap();
            let (expected, answer) = (scene.staged_by_git("HEAD"), repository.staged(&head).ok());
            if answer.is_some() && answer != expected {
                faults.push(format!("version {version}, {what}: git {expected:?}, here {answer:?}"));
            }
        }
        fs::write(scene.path().join(".git/index"), &whole).unwrap();
    }
    assert!(read > 100, "most of an entry is of no account here");
    assert!(faults.is_empty(), "{} of {read}:\n{}", faults.len(), faults.join("\n"));
}
