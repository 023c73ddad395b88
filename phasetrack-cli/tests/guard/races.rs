//! Another process at work while a hook runs: whatever it does, and whenever, nothing foreign comes onto a track's
//! branch.
//!
//! A commit stops at two places, before the verdict of pre-commit and after it, until the other process lets it go on.
//! So each attack is tried before the verdict, at some moment of it, and at the worst moment: when pre-commit has just
//! allowed the commit. `PHASETRACK_TRIES=200` makes that many tries of each.

use std::env;

use crate::scene::Scene;

/// An attack: what it is, the state in which the commit is started, and what the other process does.
const ATTACKS: &[(&str, &str, &str)] = &[
    ("a foreign file is staged", "echo $TRY >> a/f; git add a/f", "echo $TRY >> b/f; git add b/f"),
    (
        "HEAD is switched",
        "git branch -qf track-b main; git symbolic-ref HEAD refs/heads/track-b; echo $TRY >> b/f; git add b/f",
        "git symbolic-ref HEAD refs/heads/track-a",
    ),
    (
        "the plan is edited, in the work tree and on its branch",
        "echo $TRY >> a/f; git add a/f",
        "sed -i 's,`a/..`,`a/**`; `b/**`,' docs/phase1.md; echo $TRY >> b/f; git add docs b/f
         tree=$(git write-tree); git update-ref refs/heads/main $(git commit-tree -p main -m plan $tree)",
    ),
];

/// When the other process acts.
const MOMENTS: [&str; 3] = ["before", "meanwhile", "after"];

/// One commit with an attack. Prints whether the commit was made, whether the attack was, and every foreign path that
/// the branch has now.
const TRY: &str = r#"
set +e
git symbolic-ref HEAD refs/heads/track-a
for branch in main track-a; do free update-ref refs/heads/$branch start; done
free read-tree --reset -u start
prepare
( git commit -qm x > ../said 2>&1; echo made $? > ../told ) &
attacked=no
attack_once() { attack > ../attack 2>&1 && attacked=yes; }
while read -r place < ../told && [ "${place#made}" = "$place" ]; do
    [ $MOMENT = $place ] && attack_once
    echo on > ../on
    [ $MOMENT$place = meanwhilebefore ] && sleep $DELAY && attack_once
done
wait
echo "$place" attacked $attacked
GIT_NO_REPLACE_OBJECTS=1 git -c core.quotePath=true diff-tree -r --no-renames --name-only start track-a | grep -v '^a/'
"#;

/// A repository where every commit stops before the verdict and after it.
fn scene() -> Scene {
    let scene = Scene::new("");
    scene.done(
        r#"git tag start; mkfifo ../told ../on; cd .git/hooks; mv pre-commit ../asked
        printf '#!/bin/sh\necho before > $T/told; read -r on < $T/on\n"$(dirname "$0")/../asked" "$@" || exit\necho after > $T/told; read -r on < $T/on\n' > pre-commit
        chmod +x pre-commit"#,
    );
    scene
}

/// The result of one try: whether the attack was made, whether the commit was, and what is foreign on the branch.
fn attempt(scene: &Scene, attack: usize, moment: &str, number: u32) -> (bool, bool, Vec<String>) {
    let (name, prepare, attack) = ATTACKS[attack];
    let delay = f64::from(number * 37 % 100) / 400.0;
    let script = format!(
        "TRY={number} MOMENT={moment} DELAY={delay}\nprepare() {{ {prepare}\n}}\nattack() {{ {attack}\n}}\n{TRY}"
    );
    let output = scene.run(&script);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let (first, foreign) = text.split_once('\n').unwrap_or_default();
    let words: Vec<&str> = first.split(' ').collect();
    let ["made", made, "attacked", attacked] = words[..] else {
        panic!("{name}, {moment}: {text} {}", String::from_utf8_lossy(&output.stderr))
    };
    (attacked == "yes", made == "0", foreign.lines().map(str::to_owned).collect())
}

/// Tries one attack at every moment. The commit is refused when the attack comes before the verdict or after it.
#[track_caller]
#[expect(clippy::print_stdout, reason = "the counts of a long run are its result")]
fn nothing_lands(attack: usize) {
    let tries = env::var("PHASETRACK_TRIES").ok().and_then(|text| text.parse().ok()).unwrap_or(12_u32);
    let scene = scene();
    let (mut attacked, mut refused) = (0, 0);
    for number in 1..=tries {
        let moment = MOMENTS[number as usize % MOMENTS.len()];
        let (done, made, foreign) = attempt(&scene, attack, moment, number);
        assert_eq!(foreign, Vec::<String>::new(), "{}, {moment}", ATTACKS[attack].0);
        assert!(!(made && done && moment != "meanwhile"), "{}, {moment}: made", ATTACKS[attack].0);
        attacked += u32::from(done);
        refused += u32::from(!made);
    }
    println!(
        "{}: {tries} tries, {attacked} attacks made, {refused} commits refused, nothing foreign",
        ATTACKS[attack].0
    );
    // An attack may fail on a lock, but mostly it does not.
    assert!(attacked * 3 >= tries * 2 && refused * 3 >= tries * 2, "{attacked} attacks, {refused} refusals of {tries}");
}

#[test]
fn staging_while_a_hook_runs() {
    nothing_lands(0);
}

#[test]
fn switching_head_while_a_hook_runs() {
    nothing_lands(1);
}

#[test]
fn editing_the_plan_while_a_hook_runs() {
    nothing_lands(2);
}

#[test]
fn without_the_hook_that_sees_references_every_attack_lands() {
    let scene = scene();
    scene.done("rm .git/hooks/reference-transaction");
    for (attack, (name, ..)) in ATTACKS.iter().enumerate() {
        let (attacked, made, foreign) = attempt(&scene, attack, "after", 1);
        assert!(attacked && made && foreign.contains(&"b/f".to_owned()), "{name}: {attacked} {made} {foreign:?}");
    }
}
