//! What surrounds a verdict has no say in it: configurations, variables, folders, clones. And a verdict leaves nothing
//! behind.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Output;

use crate::scene::{Scene, said};

/// What is set around the guard. Each line is run alone; `ask` asks it every question.
const SURROUNDINGS: &[&str] = &[
    "ask",
    "cd a/deep; ask",
    "ln -s repo ../alias; cd ../alias; ask",
    "cd /; export GIT_DIR=$T/repo/.git GIT_WORK_TREE=$T/repo; ask",
    "export GIT_DIR=.git GIT_INDEX_FILE=.git/index; ask",
    "export GIT_CONFIG=/dev/null; ask",
    "export GIT_CONFIG_NOSYSTEM=0 GIT_CONFIG_GLOBAL=$T/hostile; ask",
    "cp ../hostile ../home/.gitconfig; ask",
    "mkdir -p ../xdg/git; cp ../hostile ../xdg/git/config; export XDG_CONFIG_HOME=$T/xdg; ask",
    "cat ../hostile >> .git/config; ask",
    "git config extensions.worktreeConfig true; cp ../hostile .git/config.worktree; ask",
    "export GIT_CONFIG_COUNT=2 GIT_CONFIG_KEY_0=core.quotePath GIT_CONFIG_VALUE_0=false GIT_CONFIG_KEY_1=diff.renames GIT_CONFIG_VALUE_1=copies; ask",
    "export GIT_CONFIG_PARAMETERS=\"'branch.web.phasetrack-track'='B' 'phasetrack.base'='web' 'init.defaultbranch'='web'\"; ask",
    "export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=phasetrack.base GIT_CONFIG_VALUE_0=web; ask",
    "export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=branch.web.phasetrack-track GIT_CONFIG_VALUE_0=B; ask",
    "git config --global init.defaultBranch web; ask",
    "export GIT_LITERAL_PATHSPECS=1 GIT_ICASE_PATHSPECS=1 GIT_PREFIX=a/ GIT_NAMESPACE=other; ask",
    "export GIT_GLOB_PATHSPECS=1 GIT_INTERNAL_SUPER_PREFIX=x/ GIT_ATTR_SOURCE=main GIT_INDEX_VERSION=4; ask",
    "export GIT_EXTERNAL_DIFF=false GIT_DIFF_OPTS=-u0 GIT_PAGER=false PAGER=false GIT_PAGER_IN_USE=1; ask",
    "export GIT_TRACE=1 GIT_TRACE2=1 GIT_TRACE_SETUP=1 GIT_TRACE2_EVENT=1; ask",
    "export GIT_DEFAULT_HASH=sha256 GIT_DEFAULT_REF_FORMAT=reftable GIT_OPTIONAL_LOCKS=1 GIT_FLUSH=0; ask",
    "export GIT_REPLACE_REF_BASE=refs/heads/; unset GIT_NO_REPLACE_OBJECTS; ask",
    "git replace web main; ask",
    "git replace $(git rev-parse web:b/f) $(git rev-parse main:b/f); ask",
    "git replace $(git rev-parse main:docs/phase1.md) $(sed s,a/,b/, docs/phase1.md | git hash-object -w --stdin); ask",
    "echo $(git rev-parse web) > .git/info/grafts; export GIT_GRAFT_FILE=.git/info/grafts; ask",
    "git rev-parse web > .git/other; export GIT_SHALLOW_FILE=$T/repo/.git/other; ask",
    "echo '* -diff -text filter=x merge=ours export-ignore' > .git/info/attributes; ask",
    "printf '*\\n' > .git/info/exclude; mkdir -p .git/info; printf '/a/\\n' > .git/info/sparse-checkout; ask",
    "export LC_ALL=tr_TR.UTF-8 LANG=de_DE.UTF-8 LANGUAGE=de TZ=Asia/Tokyo COLUMNS=7 TERM=dumb; umask 077; ask",
    "export CLICOLOR_FORCE=1 NO_COLOR= FORCE_COLOR=1 RUST_BACKTRACE=full; ask",
    "git update-index --split-index; ask",
    "git update-index --index-version 4; git update-index --untracked-cache 2> /dev/null || :; ask",
    "git update-index --assume-unchanged a/f; git update-index --skip-worktree b/f; ask",
    "git pack-refs --all; git gc -q; ask",
    "git update-ref refs/remotes/origin/web web; git update-ref refs/tags/main web; ask",
    "git update-ref refs/tags/web main; git update-ref refs/web main; ask",
    "cd ..; git clone -q --no-local repo clone; cd clone; git branch -q main origin/main; git remote remove origin; \
     git config branch.web.phasetrack-track A; cp ../repo/.git/index .git/index; cp -R ../repo/.git/objects .git/; ask",
];

/// Everything that a user or an organisation might configure for differences, names, files and programs.
const HOSTILE: &str = "[diff]\nrenames = copies\nrelative = true\nignoreSubmodules = all\norderFile = x\nexternal = false\n\
    noPrefix = true\nsubmodule = log\nnoIndex = true\n[core]\nquotePath = false\nfsmonitor = false\nignoreCase = true\n\
    fileMode = false\nsymlinks = false\nattributesFile = /nowhere\nexcludesFile = /nowhere\nabbrev = 4\npager = false\n\
    precomposeUnicode = true\nuntrackedCache = true\ncommitGraph = false\nprotectNTFS = false\nuseReplaceRefs = true\n\
    [status]\nrelativePaths = true\nshowUntrackedFiles = no\nrenames = copies\nshort = true\n[index]\nversion = 4\nsparse = true\n\
    [color]\nui = always\n[column]\nui = always\n[log]\nshowSignature = true\n[submodule]\nrecurse = true\n[feature]\n\
    manyFiles = true\n[alias]\ndiff-index = !true\nls-tree = !true\n[init]\ndefaultBranch = web\n[i18n]\n\
    logOutputEncoding = latin1\n[grep]\nlineNumber = true\n";

/// The questions, with their exit codes.
const ASK: &str = "ask() {
    phasetrack guard --staged || echo code $?
    phasetrack guard --range main..web --output-format concise || echo code $?
    phasetrack guard --range main..web --per-commit --output-format json || echo code $?
}\n";

/// The branch `web` is bound to track A, has a foreign commit, and a foreign file and a file of many colours are staged.
fn scene() -> Scene {
    let scene = Scene::new("");
    fs::write(scene.path("hostile"), HOSTILE).expect("a file for the test");
    scene.done(
        "git switch -qc web main; git config branch.web.phasetrack-track A; mkdir a/deep; echo x > a/deep/x; git mv b/f b/g; \
         git add .; free commit -qm foreign; echo y > \"$(printf 'b/caf\\351')\"; touch a/\u{e9} 'a/x b'; chmod +x a/f; \
         git mv a/deep/x a/deep/y; ln -s f b/link; git add .",
    );
    scene
}

#[test]
fn surroundings_have_no_say() {
    // Each scene has commits of its own time, and so of their own names.
    let told = |output: &Output| {
        let text = String::from_utf8_lossy(&output.stdout);
        text.split_inclusive('\n').filter(|line| !line.contains("\"commit\": ")).collect::<String>()
    };
    let expected = told(&scene().run(&format!("{ASK}ask")));
    assert_eq!(expected.matches("code 1").count(), 3, "{expected}");
    let mut faults = Vec::new();
    for surroundings in SURROUNDINGS {
        let output = scene().run(&format!("{ASK}set +e; {surroundings}"));
        if told(&output) != expected {
            faults.push(format!("{surroundings}\n{}", said(&output)));
        }
    }
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), SURROUNDINGS.len(), faults.join("\n"));
}

#[test]
fn what_a_user_ignores_everywhere_counts() {
    let scene = Scene::new("");
    scene.done("echo '*' > ../ignored; git config --global core.excludesFile $T/ignored; touch b/new");
    let output = scene.run("phasetrack guard --worktree");
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
}

/// Every path with its bytes, its mode and when it was written.
type Snapshot = BTreeMap<PathBuf, (Vec<u8>, u32, (i64, i64))>;

/// Every path below a folder; logs do not count.
fn snapshot(folder: &Path) -> Snapshot {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            let kind = fs::symlink_metadata(&entry).expect("it is there");
            let is_folder = kind.is_dir() && entry.file_name().is_some_and(|name| name != "logs");
            let bytes = if kind.is_file() { fs::read(&entry).expect("a file") } else { Vec::new() };
            let written = if kind.is_file() { (kind.mtime(), kind.mtime_nsec()) } else { (0, 0) };
            if is_folder {
                folders.push(entry.clone());
            }
            found.insert(entry, (bytes, kind.mode(), written));
        }
    }
    found
}

#[test]
fn a_verdict_leaves_nothing_behind() {
    let scene = scene();
    // Entries of the index that git would like to refresh, and a change of the work tree.
    scene.done("touch -d 2001-01-01 a/f docs/phase1.md; echo more >> b/g; touch a/new; git worktree add -q ../linked -b track-b main");
    let before = snapshot(&scene.path(""));
    let transaction =
        "echo $(git rev-parse main web) refs/heads/web | phasetrack hook run reference-transaction prepared";
    for question in [
        "guard --staged",
        "guard --worktree",
        "guard --range main..web",
        "guard --range main..web --per-commit",
        "guard --staged --track B",
        "guard --staged --plan-from web",
        "guard --staged --plan-from nothing",
        "hook run pre-commit",
        "hook run pre-merge-commit",
        "hook status",
    ] {
        scene.run(&format!("phasetrack {question}"));
        // Nor when it is killed in the middle.
        scene.run(&format!("for delay in 0.005 0.02 0.05; do timeout -s KILL $delay phasetrack {question}; done"));
    }
    scene.run(&format!("{transaction}; printf 'b/f' | phasetrack guard --stdin --track A"));
    scene.run(r#"echo "{\"cwd\":\"$PWD\",\"hook_event_name\":\"Stop\"}" | phasetrack agent-hook"#);
    let after = snapshot(&scene.path(""));
    let changed: Vec<&PathBuf> =
        before.keys().chain(after.keys()).filter(|path| before.get(*path) != after.get(*path)).collect();
    assert!(changed.is_empty(), "{changed:?}");
}

#[test]
fn a_repository_of_another_user_is_not_read() {
    let scene = scene();
    // Only root can give a file away.
    if !scene.run("chown -R 12345 .git . 2> /dev/null").status.success() {
        return;
    }
    for question in ["guard --staged", "guard --range main..web", "hook run pre-commit", "guard --worktree --track A"] {
        let output = scene.run(&format!("phasetrack {question}"));
        let told = said(&output);
        assert_eq!(output.status.code(), Some(2), "{question}: {told}");
        assert!(told.contains("safe.directory"), "{question}: {told}");
    }
    scene.done("git config --global --add safe.directory $T/repo");
    assert_eq!(scene.run("phasetrack guard --staged").status.code(), Some(1));
}
