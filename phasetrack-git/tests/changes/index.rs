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

    /// The digest of bytes, by the program of that name.
    fn sha1(&self, bytes: &[u8]) -> Vec<u8> {
        fs::write(self.path().join("bytes"), bytes).unwrap();
        let output = std::process::Command::new("sha1sum").arg(self.path().join("bytes")).output().unwrap();
        let digits = output.stdout[..40].chunks(2).map(|pair| str::from_utf8(pair).unwrap().to_owned());
        digits.map(|pair| u8::from_str_radix(&pair, 16).unwrap()).collect()
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

/// An index with this in place of its last extension; git does not look at the checksum.
fn with_extension(index: &[u8], name: &[u8], body: &[u8]) -> Vec<u8> {
    let at = index.windows(4).rposition(|part| part == b"TREE").unwrap();
    let length = u32::try_from(body.len()).unwrap().to_be_bytes();
    [&index[..at], name, &length, body, &[0; 20]].concat()
}

#[test]
fn noted_trees_are_judged_as_git_would_take_them() {
    let scene = Scene::new();
    scene.commit(&[("a/f", "1"), ("b/f", "1"), ("b/g", "1"), ("c/f", "1")]);
    let repository = scene.repository();
    let head = [repository.require_commit("HEAD").unwrap()];
    let object = |name: &str| {
        let line = String::from_utf8(scene.git(&["rev-parse", name])).unwrap();
        let bytes = line.trim().as_bytes().chunks(2).map(|pair| str::from_utf8(pair).unwrap());
        bytes.map(|pair| u8::from_str_radix(pair, 16).unwrap()).collect::<Vec<u8>>()
    };
    let trees = |commit: &str| ["", "a", "b", "c"].map(|folder| object(&format!("{commit}:{folder}")));
    let old = trees("HEAD");
    scene.git(&["switch", "-qc", "other"]);
    scene.commit(&[("b/f", "2"), ("b/new", "2")]);
    fs::remove_file(scene.path().join("b/g")).unwrap();
    scene.commit(&[]);
    let new = trees("HEAD");
    scene.git(&["switch", "-q", "main"]);
    let whole = scene.index_bytes();
    let note = |name: &str, count: &str, inside: usize, tree: &[u8]| {
        [name.as_bytes(), b"\0", count.as_bytes(), format!(" {inside}\n").as_bytes(), tree].concat()
    };
    let foreign = [
        Change::modified("b/f", Entry::File, Entry::File),
        Change::deleted("b/g", Entry::File),
        Change::added("b/new", Entry::File),
    ];
    for (what, notes, expected) in [
        ("nothing", vec![note("", "-1", 0, b"")], Some(&foreign[..0])),
        ("the truth", vec![note("", "4", 0, &old[0])], Some(&foreign[..0])),
        ("another root", vec![note("", "4", 0, &new[0])], Some(&foreign[..])),
        ("another folder", vec![note("", "-1", 1, b""), note("b", "2", 0, &new[2])], Some(&foreign[..])),
        (
            "another folder below a tree that is not there",
            vec![note("", "4", 1, &[7; 20]), note("b", "2", 0, &new[2])],
            Some(&foreign[..]),
        ),
        ("more entries than there are", vec![note("", "5", 0, &new[0])], None),
        ("no entries", vec![note("", "0", 0, &new[0])], None),
        ("more entries in a folder", vec![note("", "-1", 1, b""), note("b", "3", 0, &old[2])], None),
        ("a folder without entries", vec![note("", "-1", 1, b""), note("d", "0", 0, &new[2])], Some(&foreign[..0])),
    ] {
        fs::write(scene.path().join(".git/index"), with_extension(&whole, b"TREE", &notes.concat())).unwrap();
        assert_eq!(repository.staged(&head).ok().as_deref(), expected, "{what}");
        if let Some(expected) = expected {
            let tree = String::from_utf8(scene.git(&["write-tree"])).unwrap();
            assert_eq!(scene.told("HEAD", tree.trim()), expected, "{what}: what git makes of it");
        }
    }
}

/// An index with room for other entries in an extension, and two more by which several threads find those.
#[test]
fn entries_that_only_threads_find_are_git_s_to_tell() {
    let scene = Scene::new();
    scene.commit(&[("a/f", "1"), ("b/f", "1")]);
    let repository = scene.repository();
    let head = [repository.require_commit("HEAD").unwrap()];
    scene.git(&["config", "index.threads", "4"]);
    let plain = with_extension(&scene.index_bytes(), b"UNTR", b"");
    assert!(Index::read(plain.clone()).is_some());
    // Both entries take 72 bytes; the second one, with another object, lies in the extension.
    let entries = &plain[12..plain.len() - 28];
    let mut other = entries[72..].to_vec();
    let blob = String::from_utf8(scene.feed(&["hash-object", "-w", "--stdin"], b"foreign")).unwrap();
    for (byte, pair) in other[40..60].iter_mut().zip(blob.trim().as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap();
    }
    let number = |number: usize| u32::try_from(number).unwrap().to_be_bytes();
    let hidden = 12 + entries.len() + 8;
    let table = [number(1), number(12), number(1), number(hidden), number(1)].concat();
    let extension = [b"IEOT".as_slice(), &number(table.len())].concat();
    let start = number(hidden + other.len());
    let mut forged = [&plain[..12], entries, b"UNTR", &number(other.len()), &other, &extension, &table].concat();
    forged.extend([b"EOIE".as_slice(), &number(24), &start, &[0; 20], &[0; 20]].concat());
    // Of the names and lengths of extensions git compares a digest.
    let digest = scene.sha1(&extension);
    let at = forged.len() - 40;
    forged[at..at + 20].copy_from_slice(&digest);
    assert!(Index::read(forged.clone()).is_none());
    fs::write(scene.path().join(".git/index"), forged).unwrap();
    let expected = [Change::modified("b/f", Entry::File, Entry::File)];
    assert_eq!(scene.staged_by_git("HEAD").unwrap(), expected, "the threads of git find it");
    assert_eq!(repository.staged(&head).unwrap(), expected);
}

#[test]
fn paths_that_grow_without_end_are_not_read() {
    for (count, is_read) in [(100, true), (20_000, false)] {
        let mut bytes =
            [b"DIRC".as_slice(), &4_u32.to_be_bytes(), &u32::try_from(count).unwrap().to_be_bytes()].concat();
        for length in 1..=count {
            bytes.extend([0; 24]);
            bytes.extend(0o100_644_u32.to_be_bytes());
            bytes.extend([0; 32]);
            bytes.extend(u16::try_from(length.min(0xfff)).unwrap().to_be_bytes());
            // Nothing of the path before is left out, and one byte is added.
            bytes.extend(b"\0a\0");
        }
        bytes.extend([0; 20]);
        assert_eq!(Index::read(bytes).is_some(), is_read, "{count} steps");
    }
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
