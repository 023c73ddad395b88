//! What can be tried in a repository, and what must come of it.

/// What must come of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The hooks before a commit refuse it, without the one that sees references.
    Advised,
    /// The hook that sees references refuses it; those before a commit do not run, or are blind.
    Judged,
    /// No hook runs; `guard --range` denies it.
    Ranged,
    /// It is allowed, by the hooks and by `guard --range`.
    Allowed,
}
use Outcome::{Advised, Allowed, Judged, Ranged};

/// A script that begins on the branch `track-a` of a clean repository. Its last command is the one that counts.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) outcome: Outcome,
    pub(crate) script: &'static str,
}

const fn case(outcome: Outcome, name: &'static str, script: &'static str) -> Case {
    Case { name, outcome, script }
}

/// All of them.
pub(crate) const CASES: &[Case] = &[
    case(Advised, "a file moved in", "git mv b/f a/stolen; git commit -qm x"),
    case(Advised, "a file moved out", "git mv a/f b/given; git commit -qm x"),
    case(Advised, "a file deleted", "git rm -q b/f; more a/f; git commit -qam x"),
    case(Advised, "a mode changed", "chmod +x b/f; git commit -qam x"),
    case(Advised, "a file turned into a link", "rm b/f; ln -s ../a/f b/f; git add -A; git commit -qm x"),
    case(Advised, "a name that git quotes", "touch b/\u{e9}; git add -A; git commit -qm x"),
    case(Advised, "commit -a", "more b/f; git commit -qam x"),
    case(Advised, "commit of one path", "more a/f b/f; git add a/f; git commit -qm x -- b/f"),
    case(Advised, "commit -p", "more b/f; echo y | git commit -qpm x"),
    case(
        Advised,
        "commit -a in a linked worktree",
        "git switch -q main; git worktree add -q ../linked track-a; cd ../linked; more b/f; git commit -qam x",
    ),
    case(
        Advised,
        "a cherry-pick that was settled by hand",
        "git switch -qc other; echo 1 > b/f; free commit -qam x; git switch -q track-a; echo 2 > b/f; \
         git -c core.hooksPath=/dev/null commit -qam y; git cherry-pick other > /dev/null 2>&1 || :; echo 3 > b/f; git add b/f; \
         git cherry-pick --continue",
    ),
    case(
        Advised,
        "a first commit",
        "git switch -q --orphan track-a-new; mkdir b; touch b/f; git add .; git commit -qm x",
    ),
    case(Advised, "a plan that grants it", "sed -i s,a/,b/, docs/phase1.md; more b/f; git commit -qam x"),
    case(Advised, "the plan alone", "more docs/phase1.md; git commit -qam x"),
    case(Advised, "a new plan", "cp docs/phase1.md docs/phase2.md; git add docs; git commit -qm x"),
    case(
        Advised,
        "a configuration",
        "echo '[guard]\nunowned = \"allow\"' > phasetrack.toml; git add -A; git commit -qm x",
    ),
    case(Advised, "what nobody owns", "touch new.txt; git add -A; git commit -qm x"),
    case(
        Advised,
        "an entry of the index alone",
        "o=$(echo evil | git hash-object -w --stdin); git update-index --cacheinfo 100644,$o,b/f; \
         git update-index --skip-worktree b/f; git commit -qm x",
    ),
    case(
        Advised,
        "another repository inside",
        "git init -q a/nest; git -C a/nest commit -q --allow-empty -m n; git add a 2> /dev/null; git commit -qm x",
    ),
    case(
        Advised,
        "a submodule of another track",
        "git init -q ../sub; git -C ../sub commit -q --allow-empty -m n; \
         git -c protocol.file.allow=always submodule add -q ../sub b/sub 2> /dev/null; git commit -qm x",
    ),
    case(
        Advised,
        "a configuration of differences",
        "git config diff.relative true; git config diff.renames copies; git config diff.ignoreSubmodules all; \
         git config diff.orderFile x; git config core.quotePath false; mkdir -p a/sub; git mv b/f a/copy; cd a/sub; git commit -qm x",
    ),
    case(Advised, "a split index", "git update-index --split-index; more b/f; git add b/f; git commit -qm x"),
    case(
        Advised,
        "a sparse index",
        "git sparse-checkout set --cone --sparse-index a; o=$(echo evil | git hash-object -w --stdin); \
         git update-index --cacheinfo 100644,$o,b/f; git commit -qm x",
    ),
    case(Advised, "names that differ by case", "mkdir B; touch B/f; git add -A; git commit -qm x"),
    case(Advised, "own names that differ by case", "touch a/F; git add -A; git commit -qm x"),
    case(
        Advised,
        "an edit through a link",
        "ln -s ../b/f a/link; free add a/link; git add a/link; more a/link; git commit -qam x",
    ),
    case(Advised, "a name that is not UTF-8", "touch \"$(printf 'b/caf\\351')\"; git add -A; git commit -qm x"),
    case(
        Advised,
        "an index that was named beforehand",
        "more b/f; git add b/f; cp .git/index ../clean; GIT_INDEX_FILE=$T/clean git reset -q; git commit -qm x",
    ),
    case(
        Advised,
        "another index that is committed",
        "more b/f; cp .git/index ../other; export GIT_INDEX_FILE=$T/other; git add b/f; git -c core.quotePath=false commit -qm x",
    ),
    case(Advised, "no branch", "git switch -q --detach; more b/f; git commit -qam x"),
    case(
        Advised,
        "a clean merge of another track",
        "git switch -qc track-b; more b/f; git commit -qam x; git switch -q track-a; more a/f; git commit -qam y; git merge -q track-b",
    ),
    case(
        Advised,
        "a squashed merge of another track",
        "git switch -qc track-b; more b/f; git commit -qam x; git switch -q track-a; git merge -q --squash track-b; git commit -qm y",
    ),
    case(
        Advised,
        "a merge of another track that is recorded later",
        "git switch -qc track-b; more b/f; git commit -qam x; git switch -q track-a; more a/f; git commit -qam y; \
         git merge -q --no-commit track-b 2> /dev/null; git commit -qm z",
    ),
    case(
        Advised,
        "a merge of main with more in it",
        "more a/f; git commit -qam y; git switch -q main; more b/f; git commit -qam m; git switch -q track-a; \
         git merge -q --no-commit main 2> /dev/null; echo evil > b/f; git add b/f; git commit -qm z",
    ),
    case(Advised, "another track for one call", "more b/f; git -c branch.track-a.phasetrack-track=B commit -qam x"),
    case(
        Advised,
        "another base for one call",
        "more b/f; git -c phasetrack.base=track-a -c init.defaultBranch=track-a commit -qam x",
    ),
    case(
        Advised,
        "a binding that is hidden",
        "git branch -m track-a web; git config branch.web.phasetrack-track A; git branch track-a; more b/f; \
         export GIT_CONFIG=/dev/null; git commit -qam x",
    ),
    case(Judged, "commit --no-verify", "more b/f; git commit -qnam x"),
    case(Judged, "a hook that may not be run", "chmod -x .git/hooks/pre-commit; more b/f; git commit -qam x"),
    case(
        Judged,
        "cherry-pick",
        "git switch -qc other; more b/f; free commit -qam x; git switch -q track-a; git cherry-pick other",
    ),
    case(
        Judged,
        "rebase",
        "more b/f; free commit -qam x; git switch -q main; more a/f; git commit -qam y; free switch -q track-a; git rebase -q main",
    ),
    case(
        Judged,
        "a rebase that was settled by hand",
        "more b/f; free commit -qam x; git switch -q main; echo 1 > b/f; git commit -qam y; free switch -q track-a; \
         free rebase -q main > /dev/null 2>&1 || :; echo 2 > b/f; git add b/f; git rebase --continue",
    ),
    case(
        Judged,
        "revert",
        "git switch -q main; more b/f; git commit -qam x; git switch -q track-a; git reset -q --hard main; git revert --no-edit HEAD",
    ),
    case(
        Judged,
        "a fast-forward to foreign commits",
        "git switch -qc side; more b/f; git commit -qam x; git switch -q track-a; git merge -q --ff-only side",
    ),
    case(
        Judged,
        "the work of another track's branch",
        "git switch -qc track-b; more b/f; git commit -qam x; git switch -q track-a; git merge -q --ff-only track-b",
    ),
    case(
        Judged,
        "am",
        "git switch -qc side; more b/f; git commit -qam x; git format-patch -q -1 -o $T/mail; git switch -q track-a; git am -q $T/mail/*",
    ),
    case(
        Judged,
        "plumbing",
        "more b/f; git add b/f; c=$(git commit-tree -p HEAD -m x $(git write-tree)); git update-ref refs/heads/track-a $c",
    ),
    case(
        Judged,
        "a branch that is moved",
        "git switch -qc side; more b/f; git commit -qam x; git branch -f track-a side",
    ),
    case(
        Judged,
        "a reset to foreign commits",
        "git switch -qc side; more b/f; git commit -qam x; git switch -q track-a; git reset -q --hard side",
    ),
    case(
        Judged,
        "a branch that is older than the plan",
        "git switch -q --orphan old; git rm -rfq .; mkdir b; touch b/f; git add .; git commit -qm x; git branch track-a-old",
    ),
    case(
        Judged,
        "a later step of the hook that stages more",
        "mv .git/hooks/pre-commit ../asked; printf '#!/bin/sh\\n$T/asked \"$@\" || exit\\necho x >> b/f; git add b/f\\n' > .git/hooks/pre-commit; \
         chmod +x .git/hooks/pre-commit; more a/f; git add a/f; git commit -qm x",
    ),
    case(
        Judged,
        "another track for one call, with --no-verify",
        "more b/f; git -c branch.track-a.phasetrack-track=B commit -qnam x",
    ),
    case(
        Judged,
        "a merge that takes the base's work back",
        "git switch -q main; more b/f; git commit -qam m; git switch -q track-a; more a/f; git commit -qam y; git merge -q -s ours main",
    ),
    case(
        Judged,
        "a merge of several branches",
        "git switch -qc one; more a/f; git commit -qam x; git switch -qc two main; touch b/new; git add b; git commit -qm y; \
         git switch -q track-a; git merge -q one two",
    ),
    case(Judged, "fetch", "git switch -qc side; more b/f; git commit -qam x; git fetch -q . side:track-a"),
    case(Judged, "push", "git switch -qc side; more b/f; git commit -qam x; git push -q . side:track-a"),
    case(
        Judged,
        "pull",
        "git clone -q . ../other; cd ../other; git switch -q track-a; more b/f; git commit -qam x; cd ../repo; git pull -q ../other track-a",
    ),
    case(Judged, "a branch made anew", "git switch -qc side; more b/f; git commit -qam x; git switch -qC track-a"),
    case(
        Judged,
        "fast-import",
        "printf 'commit refs/heads/track-a\\ncommitter A <a@b.c> 1 +0000\\ndata 1\\nx\\nfrom %s\\nM 100644 inline b/f\\ndata 1\\ny\\n' \
         $(git rev-parse main) | git fast-import --quiet 2> /dev/null",
    ),
    case(
        Judged,
        "a branch that is made to stand for another",
        "git switch -qc side; more b/f; git commit -qam x; git symbolic-ref refs/heads/track-a refs/heads/side",
    ),
    case(
        Judged,
        "a branch that stands for a track's",
        "git symbolic-ref refs/heads/alias refs/heads/track-a; git switch -q alias; more b/f; git commit -qnam x",
    ),
    case(
        Judged,
        "the HEAD of another work tree",
        "git switch -q main; git worktree add -q ../linked track-a; more b/f; git add b/f; \
         c=$(git commit-tree -p track-a -m x $(git write-tree)); git update-ref worktrees/linked/HEAD $c",
    ),
    case(
        Judged,
        "several references at once",
        "more b/f; git add b/f; c=$(git commit-tree -p HEAD -m x $(git write-tree)); \
         printf 'start\\ncreate refs/heads/other %s\\nupdate refs/heads/track-a %s\\nprepare\\ncommit\\n' $c $c | git update-ref --stdin",
    ),
    case(
        Judged,
        "a plan that stands for another by its object",
        "git replace $(git rev-parse main:docs/phase1.md) $(sed s,a/,b/, docs/phase1.md | git hash-object -w --stdin); \
         more b/f; git commit -qnam x",
    ),
    case(
        Judged,
        "a rebase with commands",
        "more a/f; git commit -qam x; git rebase -q --exec 'echo more >> b/f; git commit -qnam y' HEAD^",
    ),
    case(
        Judged,
        "commits that come from nowhere",
        "git switch -q --orphan new; mkdir a; more a/n; free add a; free commit -qm x; git update-ref refs/heads/track-a new",
    ),
    case(
        Judged,
        "a program that is an empty file",
        "cd .git/hooks; : > $T/empty; chmod +x $T/empty; sed -i \"s,^program=.*,program='$T/empty',\" pre-commit \
         reference-transaction; cd ../..; more b/f; PATH=/usr/bin:/bin git commit -qam x",
    ),
    case(Judged, "amend", "more b/f; git add b/f; git commit -q --amend --no-verify -m x"),
    case(Judged, "no branch and no hooks before a commit", "git switch -q --detach; more b/f; git commit -qnam x"),
    case(
        Judged,
        "an object that stands for another",
        "more b/f; git add b/f; c=$(git commit-tree -p HEAD -m x $(git write-tree)); git replace $c main; git update-ref refs/heads/track-a $c",
    ),
    case(Ranged, "hooks that are looked for elsewhere", "more b/f; git -c core.hooksPath=/dev/null commit -qam x"),
    case(
        Ranged,
        "the same by the environment",
        "more b/f; export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=core.hooksPath GIT_CONFIG_VALUE_0=/dev/null; git commit -qam x",
    ),
    case(
        Ranged,
        "a reference written as a file",
        "more b/f; git add b/f; c=$(git commit-tree -p HEAD -m x $(git write-tree)); echo $c > .git/refs/heads/track-a",
    ),
    case(
        Ranged,
        "a branch that is renamed",
        "git switch -qc side; more b/f; git commit -qam x; git branch -M side track-a",
    ),
    case(
        Ranged,
        "a branch that is copied",
        "git switch -qc side; more b/f; git commit -qam x; git branch -C side track-a",
    ),
    case(Allowed, "an own file", "more a/f; git commit -qam x"),
    case(
        Allowed,
        "own names of all kinds",
        "mkdir -p 'a/x b'; touch a/\u{e9} 'a/x b/y' \"$(printf 'a/caf\\351')\" a/-rf; git add -A; git commit -qm x",
    ),
    case(Allowed, "an own file deleted, moved and made executable", "git mv a/f a/g; chmod +x a/g; git commit -qam x"),
    case(
        Allowed,
        "a merge of main that was settled by hand",
        "more a/f; git commit -qam y; git switch -q main; echo r > a/f; more b/f; touch b/new; git add -A; git commit -qm m; \
         git switch -q track-a; git merge -q main > /dev/null 2>&1 || :; echo both > a/f; git add a/f; git commit -qm merged",
    ),
    case(
        Allowed,
        "a clean merge of main",
        "more a/f; git commit -qam y; git switch -q main; more b/f; git commit -qam m; git switch -q track-a; git merge -q main",
    ),
    case(
        Allowed,
        "a fast-forward to main",
        "git switch -q main; more b/f; git commit -qam m; git switch -q track-a; git merge -q --ff-only main; more a/f; git commit -qam x",
    ),
    case(
        Allowed,
        "a base that moved on",
        "more a/f; git commit -qam x; git switch -q main; more b/f; git commit -qam m; git switch -q track-a; more a/f; git commit -qam y",
    ),
    case(
        Allowed,
        "a rebase of many commits",
        "for i in $(seq 20); do echo $i >> a/f; git commit -qam $i; done; git switch -q main; more b/f; git commit -qam m; \
         git switch -q track-a; git rebase -q main",
    ),
    case(
        Allowed,
        "amend, revert, cherry-pick, stash and tags of own work",
        "more a/f; git commit -qam x; more a/f; git commit -qam y --amend; git revert --no-edit HEAD; git cherry-pick HEAD^; more a/f; \
         git stash -q; git stash pop -q; git tag v1; git commit -qam z",
    ),
    case(
        Allowed,
        "a foreign change that is undone",
        "more b/f; free commit -qam x; git checkout -q main -- b/f; git commit -qm y",
    ),
    case(
        Allowed,
        "commits on branches of no track",
        "git switch -qc feature/b; more b/f; git commit -qam x; git switch -q main; more b/f; git commit -qam x",
    ),
    case(
        Allowed,
        "a commit that is only looked at",
        "more a/f; git commit -qam x; git checkout -q HEAD^; git switch -q track-a",
    ),
    case(
        Allowed,
        "own branches merged, fetched, pushed and pulled",
        "git switch -qc track-a-one; more a/f; git commit -qam x; git switch -qc track-a-two main; touch a/new; git add a; git commit -qm y; \
         git switch -q track-a; git merge -q track-a-one track-a-two; git clone -q . ../other; cd ../other; git switch -q track-a; \
         more a/f; git commit -qam z; git push -q origin track-a:track-a-three; cd ../repo; git pull -q ../other track-a; \
         git fetch -q . track-a:track-a-four",
    ),
    case(Allowed, "a branch made and taken away", "git branch track-b main; git branch -D track-b"),
    case(
        Allowed,
        "an own file in a linked worktree",
        "git worktree add -q ../linked -b phase1/track-a-two; cd ../linked; more a/f; git commit -qam x",
    ),
];
