//! The kinds of repositories.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;

use crate::scene::Scene;

/// Who can answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    /// libgit2, without the program.
    Library,
    /// The program only.
    Program,
}
use Reader::{Library, Program};

/// A kind of repository.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) reader: Reader,
    /// Makes it, says where the search starts and what the environment holds.
    pub(crate) make: fn(&mut Scene),
}

/// All of them.
pub(crate) const CASES: &[Case] = &[
    Case { name: "committed, staged, changed, deleted, new and ignored files", reader: Library, make: |_| {} },
    Case { name: "from a folder below", reader: Library, make: |scene| scene.start = "main/src/api".into() },
    Case {
        name: "from a folder that is ignored",
        reader: Library,
        make: |scene| scene.start = "main/target/debug".into(),
    },
    Case {
        name: "nothing committed",
        reader: Library,
        make: |scene| {
            scene.init("fresh", &[]);
            scene.write("fresh/new.txt");
            scene.write("fresh/added.txt");
            scene.git("fresh", &["add", "added.txt"]);
            scene.start = "fresh".into();
        },
    },
    Case {
        name: "nothing at all",
        reader: Library,
        make: |scene| {
            scene.init("fresh", &[]);
            scene.start = "fresh".into();
        },
    },
    Case {
        name: "a linked worktree",
        reader: Library,
        make: |scene| {
            scene.git("main", &["worktree", "add", "-q", "../linked"]);
            scene.write("linked/src/only-here.rs");
            scene.start = "linked/src".into();
        },
    },
    Case {
        name: "a linked worktree with relative links",
        reader: Library,
        make: |scene| {
            scene.git("main", &["worktree", "add", "-q", "../linked"]);
            scene.write("linked/src/only-here.rs");
            fs::write(scene.path("linked/.git"), "gitdir: ../main/.git/worktrees/linked\n").unwrap();
            scene.start = "linked".into();
        },
    },
    Case {
        name: "a linked worktree as its hooks see it",
        reader: Library,
        make: |scene| {
            scene.git("main", &["worktree", "add", "-q", "../linked"]);
            scene.write("linked/src/only-here.rs");
            scene.set("GIT_DIR", scene.path("main/.git/worktrees/linked"));
            scene.start = "linked".into();
        },
    },
    Case {
        name: "GIT_DIR from a folder that is not its root",
        reader: Program,
        make: |scene| {
            scene.set("GIT_DIR", scene.path("main/.git"));
            scene.start = "main/src".into();
        },
    },
    Case {
        name: "an index that is about to be committed",
        reader: Library,
        make: |scene| {
            scene.other_index("main/.git/next-index-1.lock");
            scene.set("GIT_INDEX_FILE", scene.path("main/.git/next-index-1.lock"));
        },
    },
    Case {
        name: "the same by a relative name, from below",
        reader: Library,
        make: |scene| {
            scene.other_index("main/.git/next-index-1.lock");
            scene.set("GIT_INDEX_FILE", ".git/next-index-1.lock");
            scene.start = "main/src".into();
        },
    },
    Case {
        name: "a work tree elsewhere by GIT_WORK_TREE",
        reader: Program,
        make: |scene| {
            scene.write("elsewhere/src/api/list.rs");
            scene.write("elsewhere/more.txt");
            scene.set("GIT_DIR", scene.path("main/.git"));
            scene.set("GIT_WORK_TREE", scene.path("elsewhere"));
        },
    },
    Case {
        name: "a work tree elsewhere by configuration",
        reader: Library,
        make: |scene| {
            scene.write("elsewhere/src/api/list.rs");
            scene.write("elsewhere/more.txt");
            scene.git("main", &["config", "core.worktree", "../../elsewhere"]);
        },
    },
    Case {
        name: "a split index",
        reader: Program,
        make: |scene| {
            scene.git("main", &["update-index", "--split-index"]);
            scene.write("main/late.txt");
            scene.git("main", &["add", "late.txt"]);
        },
    },
    Case {
        name: "a sparse index",
        reader: Program,
        make: |scene| {
            scene.git("main", &["add", "-A"]);
            scene.git("main", &["commit", "-qm", "all"]);
            scene.git("main", &["sparse-checkout", "set", "--cone", "--sparse-index", "docs"]);
        },
    },
    Case {
        name: "a sparse checkout with a full index",
        reader: Library,
        make: |scene| {
            scene.git("main", &["add", "-A"]);
            scene.git("main", &["commit", "-qm", "all"]);
            scene.git("main", &["sparse-checkout", "set", "--cone", "--no-sparse-index", "docs"]);
        },
    },
    Case {
        name: "an index of version 4 with every optional part",
        reader: Library,
        make: |scene| {
            scene.git("main", &["update-index", "--index-version", "4"]);
            scene.git("main", &["update-index", "--force-untracked-cache"]);
            scene.git("main", &["status"]);
        },
    },
    Case {
        name: "an index without a checksum",
        reader: Library,
        make: |scene| {
            scene.git("main", &["config", "index.skipHash", "true"]);
            scene.write("main/late.txt");
            scene.git("main", &["add", "late.txt"]);
        },
    },
    Case {
        name: "SHA-256",
        reader: Program,
        make: |scene| {
            scene.init("modern", &["--object-format=sha256"]);
            scene.fill("modern");
            scene.start = "modern/src".into();
        },
    },
    Case {
        name: "references in tables",
        reader: Program,
        make: |scene| {
            // Git has them since version 2.45; with an older one SHA-256 is as foreign to libgit2.
            if !scene.try_git(".", &["init", "-q", "--ref-format=reftable", "modern"]) {
                scene.init("modern", &["--object-format=sha256"]);
            }
            scene.fill("modern");
            scene.start = "modern".into();
        },
    },
    Case {
        name: "names that are no text, or look like something else",
        reader: Library,
        make: |scene| {
            let names: [&[u8]; 8] =
                [b"caf\xe9.rs", b"\xff/\xfe", b" a b ", b"line\nend", b"-n", b":(top)x", b"a*[b]?", b"\"q\"\\"];
            for (at, name) in names.into_iter().enumerate() {
                scene.write(OsStr::from_bytes(&[b"main/", name].concat()));
                if at % 2 == 0 {
                    scene.git_os(
                        "main",
                        [
                            OsStr::new("--literal-pathspecs"),
                            OsStr::new("add"),
                            OsStr::new("--"),
                            OsStr::from_bytes(name),
                        ],
                    );
                }
            }
        },
    },
    Case {
        name: "a submodule",
        reader: Library,
        make: |scene| {
            scene.init("library", &[]);
            scene.fill("library");
            scene.git(
                "main",
                &["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "../library", "deps/library"],
            );
            scene.write("main/deps/library/new.txt");
        },
    },
    Case {
        name: "inside of a submodule",
        reader: Library,
        make: |scene| {
            scene.init("library", &[]);
            scene.fill("library");
            scene.git(
                "main",
                &["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "../library", "deps/library"],
            );
            scene.start = "main/deps/library/src".into();
        },
    },
    Case {
        name: "another repository that was never added",
        reader: Library,
        make: |scene| {
            scene.init("main/vendor/other", &[]);
            scene.fill("main/vendor/other");
        },
    },
    Case {
        name: "files and folders that changed places",
        reader: Library,
        make: |scene| {
            fs::remove_dir_all(scene.path("main/src0")).unwrap();
            scene.write("main/src0");
            fs::remove_file(scene.path("main/src.rs")).unwrap();
            scene.write("main/src.rs/now/below");
            fs::remove_dir_all(scene.path("main/docs")).unwrap();
            std::os::unix::fs::symlink("src", scene.path("main/docs")).unwrap();
        },
    },
    Case {
        name: "a merge with conflicts",
        reader: Library,
        make: |scene| {
            scene.git("main", &["commit", "-qam", "ours"]);
            scene.git("main", &["checkout", "-qfb", "other", "HEAD~"]);
            scene.write("main/src/both.rs");
            fs::write(scene.path("main/src/api/list.rs"), "theirs").unwrap();
            scene.git("main", &["add", "src"]);
            scene.git("main", &["commit", "-qm", "theirs"]);
            assert!(!scene.try_git("main", &["merge", "-q", "main"]));
            let unmerged = scene.git("main", &["ls-files", "--unmerged"]);
            assert!(unmerged.windows(4).any(|word| word == b"list"), "there is a conflict");
        },
    },
    Case {
        name: "a file that is only announced",
        reader: Library,
        make: |scene| {
            scene.write("main/announced.txt");
            scene.git("main", &["add", "-N", "announced.txt"]);
        },
    },
    Case {
        name: "patterns of ignored files from a configuration",
        reader: Library,
        make: |scene| {
            fs::write(scene.path("patterns"), "new.*\n").unwrap();
            let file = scene.path("patterns");
            scene.git_os("main", [OsStr::new("config"), OsStr::new("core.excludesFile"), file.as_os_str()]);
        },
    },
    Case {
        name: "variables that would change what git says",
        reader: Program,
        make: |scene| {
            scene.git("main", &["update-index", "--split-index"]);
            scene.set_for_answer("GIT_LITERAL_PATHSPECS", "1");
            scene.set_for_answer("GIT_TRACE", "2");
            scene.set_for_answer("LANGUAGE", "de");
            scene.start = "main/src".into();
        },
    },
];
