//! A verdict for people: what is denied, who owns it and what to do instead.

use std::fmt::Write;

use super::{Places, escape, escape_bytes};
use crate::facts::{Facts, Ownership, TrackIx};
use crate::guard::{Exception, Flaw, Ruling, Verdict, Why};

/// A verdict with what it is about.
#[derive(Clone, Copy)]
pub struct Judgement<'j> {
    /// The lines of the plan.
    pub places: &'j Places<'j>,
    /// What follows from the plan.
    pub facts: &'j Facts<'j>,
    /// Who owns what.
    pub ownership: &'j Ownership<'j>,
    /// Who asked.
    pub track: TrackIx,
    /// Where the plan is changed: the name of a branch or commit.
    pub base: &'j str,
    /// How many paths were judged.
    pub changes: usize,
    /// The answer.
    pub verdict: &'j Verdict,
}

/// Digits of a commit's name that are enough for people.
const SHORT: usize = 12;

/// The most patterns that are named as the track's own.
const MOST_OWN: usize = 6;

impl Judgement<'_> {
    /// A paragraph for each path: what is denied, who owns it by which line of which document, what to do instead. At
    /// the end what the track may change. Empty when there is nothing to say.
    pub fn full(&self) -> String {
        let mut text = String::new();
        for ruling in &self.verdict.rulings {
            let (level, path, reason) = (level(ruling), escape_bytes(&ruling.path), self.reason(ruling));
            // Writing to a string cannot fail.
            let _ = match &ruling.exception {
                Some(exception) => writeln!(text, "{level}: {path}: {reason}\n  {}", excuse(exception)),
                None => writeln!(text, "{level}: {path}: {reason}\n  next: {}", self.next(ruling)),
            };
        }
        let denied = self.verdict.denied().count();
        if denied > 0 {
            let paths = if denied == 1 { "1 path".to_owned() } else { format!("{denied} paths") };
            let _ = writeln!(
                text,
                "{} may not change {paths} of {}; it may change {}",
                self.asker(),
                self.changes,
                self.own()
            );
        }
        text
    }

    /// One line for each path.
    pub fn concise(&self) -> String {
        let lines = self.verdict.rulings.iter().map(|ruling| {
            let (level, path, reason) = (level(ruling), escape_bytes(&ruling.path), self.reason(ruling));
            let next = ruling.exception.as_ref().map_or_else(|| self.next(ruling), excuse);
            format!("{path}: {level}[{}]: {reason}; {next}\n", name(&ruling.why))
        });
        lines.collect()
    }

    /// "track B (Web) owns it by `b/**`, docs/phase1.md:9:12"
    pub(super) fn reason(&self, ruling: &Ruling) -> String {
        let says = match &ruling.why {
            Why::Plan => "it states the plan, or how the plan is read".to_owned(),
            Why::Unportable(flaw) => format!("the name {}", flawed(*flaw)),
            Why::SameElsewhere(twin) => {
                format!("it is the same as `{}` on systems that do not tell the two apart", escape_bytes(twin))
            }
            Why::Submodule => {
                "it is another repository, whose contents cannot be judged, and the plan does not name it".to_owned()
            }
            Why::KeptOff => format!("{} must not touch it", self.asker()),
            Why::Integration => "it waits for the integration".to_owned(),
            Why::Foreign => format!("{} owns it", self.holder(ruling)),
            Why::Contested => format!("{} owns it too, and both can be at work at once", self.holder(ruling)),
            Why::Designated => format!("it is shared, and {} edits it", self.holder(ruling)),
            Why::Shared => format!("it is shared, but not by {}", self.asker()),
            Why::Unsettled => "it is shared, and nobody is named who edits it".to_owned(),
            Why::Unowned => "nobody owns it".to_owned(),
        };
        let Some(stake) = ruling.stake.map(|at| &self.ownership.stakes[at]) else { return says };
        let pattern = escape(stake.region.include.as_str()).into_owned();
        format!("{says}: `{pattern}`, {}", self.places.name_line_column(self.span(stake.claim)))
    }

    /// A step that stays within what the track may do.
    pub(super) fn next(&self, ruling: &Ruling) -> String {
        let (base, holder) = (escape(self.base), self.holder(ruling));
        match &ruling.why {
            Why::Plan => format!("leave it as it is here; change it on `{base}`, then merge that into this branch"),
            Why::Unportable(_) => "give the file a plain name".to_owned(),
            Why::SameElsewhere(twin) => format!("write to `{}`, or choose another name", escape_bytes(twin)),
            Why::Submodule => {
                format!("leave it out until the plan on `{base}` names this very path for {}", self.asker())
            }
            Why::KeptOff => format!("leave it as it is, and do the work in {}", self.own()),
            Why::Integration => "leave it as it is, and write down for the integration what it needs".to_owned(),
            Why::Foreign | Why::Designated => {
                format!(
                    "leave it as it is; ask {holder} for the change, or have a task for it added to that track on `{base}`"
                )
            }
            Why::Contested => format!("leave it as it is until the plan on `{base}` says which of the two has it"),
            Why::Shared => {
                format!("leave it as it is; ask {holder}, or have the plan on `{base}` name {}", self.asker())
            }
            Why::Unsettled => format!("tell the others that share it, and have the plan on `{base}` name who edits it"),
            Why::Unowned => format!(
                "put it where {} may write ({}), or have the plan on `{base}` say whose it is",
                self.asker(),
                self.own()
            ),
        }
    }

    fn asker(&self) -> String {
        self.track(self.track)
    }

    /// Whose stake a ruling rests on.
    fn holder(&self, ruling: &Ruling) -> String {
        let holder = ruling.stake.and_then(|at| self.ownership.stakes[at].holder);
        holder.map_or("the plan".to_owned(), |holder| self.track(holder))
    }

    fn track(&self, ix: TrackIx) -> String {
        let track = self.facts.track(ix);
        let title = track.title.as_str();
        let title = if title.is_empty() || title == track.id.as_str() { String::new() } else { format!(" ({title})") };
        escape(&format!("track {}{title}", track.id)).into_owned()
    }

    /// The patterns by which the track owns files.
    fn own(&self) -> String {
        let stakes = self.ownership.stakes.iter();
        let own = stakes.filter(|stake| {
            stake.right.edits() && stake.holder.is_some_and(|holder| self.facts.is_within(holder, self.track))
        });
        let mut patterns: Vec<String> =
            own.map(|stake| format!("`{}`", escape(stake.region.include.as_str()))).collect();
        let more = patterns.len() > MOST_OWN;
        patterns.truncate(MOST_OWN);
        patterns.extend(more.then(|| "…".to_owned()));
        if patterns.is_empty() { "nothing, for the plan gives it no file".to_owned() } else { patterns.join(", ") }
    }

    pub(super) fn span(&self, claim: usize) -> crate::text::Span {
        self.facts.claims[claim].claim.pattern.span
    }
}

/// How a ruling is announced.
fn level(ruling: &Ruling) -> &'static str {
    match (ruling.denies, &ruling.exception) {
        (true, _) => "error",
        (false, Some(_)) => "allowed",
        (false, None) => "warning",
    }
}

/// "allowed once by Ann, commit 1f3a9c0d2b4e: it cannot wait"
fn excuse(exception: &Exception) -> String {
    let place = match &exception.commit {
        Some(commit) => format!("commit {}", commit.get(..SHORT).unwrap_or(commit)),
        None => "not committed yet".to_owned(),
    };
    escape(&format!("allowed once by {}, {place}: {}", exception.by, exception.reason)).into_owned()
}

/// The name of a reason in lists and programs.
pub(super) fn name(why: &Why) -> &'static str {
    match why {
        Why::Plan => "plan",
        Why::Unportable(_) => "unportable-name",
        Why::SameElsewhere(_) => "same-name",
        Why::Submodule => "submodule",
        Why::KeptOff => "kept-off",
        Why::Integration => "integration",
        Why::Foreign => "foreign",
        Why::Contested => "contested",
        Why::Designated => "designated",
        Why::Shared => "shared",
        Why::Unsettled => "unsettled",
        Why::Unowned => "unowned",
    }
}

fn flawed(flaw: Flaw) -> &'static str {
    match flaw {
        Flaw::Character => "has a character that Windows refuses",
        Flaw::End => "ends in a dot or a space, which Windows drops",
        Flaw::Device => "is that of a device on Windows",
        Flaw::ShortForm => "looks like the short form of another one on Windows",
        Flaw::Length => "is longer than 255 bytes",
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::files::Files;
    use crate::guard::{Change, Entry, Request, judge};
    use crate::lower;
    use crate::render::guard_json;
    use crate::settings::Unowned;
    use crate::text::Sources;
    use crate::vocabulary::Vocabulary;

    const PLAN: &str = "\
# Phase 1: Shop

## Track A: API
**Files**: `a/**`, `both.rs`
**Shared files**: `shared.rs`, `lent.rs` (owner: Track B)
**Files NOT to touch**: `a/kept/**`

## Track B: Web
**Files**: `b/**`, `both.rs`
**Shared files**: `theirs.rs`

## Integration files
- `main.rs`
";

    /// The judgement on changes of track A: in full, in lines, as an object.
    fn told(changes: &[Change], exceptions: &[Exception]) -> [String; 3] {
        let mut sources = Sources::default();
        sources.add("plan.md", PLAN);
        let plan = lower::plan(&sources, &Vocabulary::default());
        let (places, facts) = (Places::new(&sources), Facts::new(&plan));
        let ownership = Ownership::new(&facts);
        let track = facts.names.track(0, "A").unwrap();
        let reserved = [b"plan.md".to_vec()];
        let tree: Files = ["a/x.rs"].into_iter().collect();
        let unowned = Unowned::Deny;
        let request = Request { track, changes, tree: &tree, reserved: &reserved, unowned, exceptions };
        let verdict = judge(&facts, &ownership, &request);
        let (places, facts, ownership, verdict) = (&places, &facts, &ownership, &verdict);
        let judgement = Judgement { places, facts, ownership, track, base: "main", changes: changes.len(), verdict };
        [judgement.full(), judgement.concise(), guard_json(&judgement, None)]
    }

    fn written(paths: &[&str]) -> Vec<Change> {
        paths.iter().map(|path| Change::modified(*path, Entry::File, Entry::File)).collect()
    }

    #[test]
    fn every_reason_with_its_place_and_a_next_step() {
        let mut changes = written(&[
            "a/x.rs",
            "b/\u{1b}.rs",
            "both.rs",
            "a/kept/x",
            "shared.rs",
            "lent.rs",
            "theirs.rs",
            "main.rs",
            "other.rs",
            "plan.md",
        ]);
        changes.push(Change::added("a/X.rs", Entry::File));
        changes.push(Change::added("a/con", Entry::File));
        changes.push(Change::added("a/sub", Entry::Submodule));
        changes.push(Change::added(b"b/caf\xe9".to_vec(), Entry::File));
        expect![[r#"
            error: b/\u{1b}.rs: track B (Web) owns it: `b/**`, plan.md:9:13
              next: leave it as it is; ask track B (Web) for the change, or have a task for it added to that track on `main`
            error: both.rs: track B (Web) owns it too, and both can be at work at once: `both.rs`, plan.md:9:21
              next: leave it as it is until the plan on `main` says which of the two has it
            error: a/kept/x: track A (API) must not touch it: `a/kept/**`, plan.md:6:26
              next: leave it as it is, and do the work in `a/**`, `both.rs`
            warning: shared.rs: it is shared, and nobody is named who edits it: `shared.rs`, plan.md:5:20
              next: tell the others that share it, and have the plan on `main` name who edits it
            error: lent.rs: it is shared, and track B (Web) edits it: `lent.rs`, plan.md:5:33
              next: leave it as it is; ask track B (Web) for the change, or have a task for it added to that track on `main`
            error: theirs.rs: it is shared, but not by track A (API): `theirs.rs`, plan.md:10:20
              next: leave it as it is; ask track B (Web), or have the plan on `main` name track A (API)
            error: main.rs: it waits for the integration: `main.rs`, plan.md:13:4
              next: leave it as it is, and write down for the integration what it needs
            error: other.rs: nobody owns it
              next: put it where track A (API) may write (`a/**`, `both.rs`), or have the plan on `main` say whose it is
            error: plan.md: it states the plan, or how the plan is read
              next: leave it as it is here; change it on `main`, then merge that into this branch
            error: a/X.rs: it is the same as `a/x.rs` on systems that do not tell the two apart
              next: write to `a/x.rs`, or choose another name
            error: a/con: the name is that of a device on Windows
              next: give the file a plain name
            error: a/sub: it is another repository, whose contents cannot be judged, and the plan does not name it: `a/**`, plan.md:4:13
              next: leave it out until the plan on `main` names this very path for track A (API)
            error: b/caf\xE9: track B (Web) owns it: `b/**`, plan.md:9:13
              next: leave it as it is; ask track B (Web) for the change, or have a task for it added to that track on `main`
            track A (API) may not change 12 paths of 14; it may change `a/**`, `both.rs`
        "#]].assert_eq(&told(&changes, &[])[0]);
    }

    #[test]
    fn one_line_for_each_and_one_object() {
        let changes = written(&["b/x", "a/x"]);
        let [_, concise, json] = told(&changes, &[]);
        expect![[r#"
            b/x: error[foreign]: track B (Web) owns it: `b/**`, plan.md:9:13; leave it as it is; ask track B (Web) for the change, or have a task for it added to that track on `main`
        "#]].assert_eq(&concise);
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!((&json["verdict"], &json["changes"]), (&"deny".into(), &2.into()));
        let ruling = &json["rulings"][0];
        assert_eq!((&ruling["path"], &ruling["owner"], &ruling["line"]), (&"b/x".into(), &"B".into(), &9.into()));
        let [full, _, json] = told(&changes[1..], &[]);
        assert_eq!(full, "");
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!((&json["verdict"], &json["phase"]), (&"allow".into(), &"1".into()));
    }

    #[test]
    fn an_exception_is_said_plainly() {
        let exception = |path: &str, commit: Option<&str>| Exception {
            path: path.into(),
            by: "Ann \u{1b}[2J".to_owned(),
            commit: commit.map(str::to_owned),
            reason: "it cannot wait".to_owned(),
        };
        let exceptions =
            [exception("b/x", Some("0123456789abcdef0123")), exception("b/y", None), exception("plan.md", None)];
        let [full, concise, json] = told(&written(&["b/x", "b/y"]), &exceptions);
        expect![[r#"
            allowed: b/x: track B (Web) owns it: `b/**`, plan.md:9:13
              allowed once by Ann \u{1b}[2J, commit 0123456789ab: it cannot wait
            allowed: b/y: track B (Web) owns it: `b/**`, plan.md:9:13
              allowed once by Ann \u{1b}[2J, not committed yet: it cannot wait
        "#]]
        .assert_eq(&full);
        expect![[r#"
            b/x: allowed[foreign]: track B (Web) owns it: `b/**`, plan.md:9:13; allowed once by Ann \u{1b}[2J, commit 0123456789ab: it cannot wait
            b/y: allowed[foreign]: track B (Web) owns it: `b/**`, plan.md:9:13; allowed once by Ann \u{1b}[2J, not committed yet: it cannot wait
        "#]].assert_eq(&concise);
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        let ruling = &json["rulings"][0];
        assert_eq!(
            (&json["verdict"], &ruling["denied"], &ruling["next"]),
            (&"allow".into(), &false.into(), &().into())
        );
        assert_eq!(ruling["allowed_once"]["reason"], "it cannot wait");
        assert_eq!(ruling["allowed_once"]["commit"], "0123456789abcdef0123");
        assert!(json["rulings"][1]["allowed_once"]["commit"].is_null());
        // The plan has no exceptions.
        assert!(told(&written(&["plan.md"]), &exceptions)[0].starts_with("error: plan.md: it states the plan"));
    }
}
