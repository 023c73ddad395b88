//! Who owns files: for a person one line per statement, for programs one object.

use std::fmt::Write;

use super::{Places, escape, json, wire};
use crate::facts::{Facts, Ownership, Right, Stake, Standing};
use crate::model::ClaimKind;

/// For every path who may do what with it, by which claim, at which place. A path that nobody edits, or several at once,
/// has a line that says so. Each line begins with its path.
pub fn owners<P: AsRef<[u8]>>(
    places: &Places<'_>,
    facts: &Facts<'_>,
    ownership: &Ownership<'_>,
    paths: &[P],
) -> String {
    let mut text = String::new();
    for path in paths {
        let stakes = ownership.of(path.as_ref());
        let path = String::from_utf8_lossy(path.as_ref());
        let verdict = match ownership.standing(&stakes) {
            Standing::Owned | Standing::Integration => None,
            Standing::Contested => Some("contested, several would edit it at once".to_owned()),
            Standing::Shared => Some("shared, and nobody is named who edits it".to_owned()),
            Standing::Unowned => Some("nobody owns it".to_owned()),
        };
        let told = stakes.iter().map(|at| statement(places, facts, &ownership.stakes[*at]));
        for line in verdict.into_iter().chain(told) {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{}: {}", escape(&path), escape(&line));
        }
    }
    text
}

/// "track A (Orders) owns it by `src/orders/**`, docs/phase2.md:11:12"
fn statement(places: &Places<'_>, facts: &Facts<'_>, stake: &Stake<'_>) -> String {
    let claim = facts.claims[stake.claim].claim;
    let who = stake.holder.map_or("the plan".to_owned(), |holder| {
        let track = facts.track(holder);
        let title = if track.title.is_empty() { String::new() } else { format!(" ({})", track.title) };
        format!("track {}{title}", track.id)
    });
    let it = if claim.partial { "a part of it" } else { "it" };
    let does = match stake.right {
        Right::Write if claim.kind == ClaimKind::Modifies => format!("modifies {it}"),
        Right::Write => format!("owns {it}"),
        Right::Create => format!("creates {it}"),
        Right::Designated => format!("edits {it} for all"),
        Right::Share => format!("shares {it}"),
        Right::Integrate => format!("keeps {it} for the integration"),
        Right::KeepOff => format!("must not touch {it}"),
    };
    // The remark with an exception says the exception.
    let remark = claim.remark.as_ref().filter(|_| claim.except.is_empty());
    let remark = remark.map_or(String::new(), |remark| format!(" ({remark})"));
    let place = places.name_line_column(claim.pattern.span);
    format!("{who} {does} by `{}`{remark}, {place}", claim.pattern.value)
}

/// One object with every path, what it comes to, and all who may do something with it.
pub fn owners_json<P: AsRef<[u8]>>(
    places: &Places<'_>,
    facts: &Facts<'_>,
    ownership: &Ownership<'_>,
    paths: &[P],
) -> String {
    let files = paths.iter().map(|path| {
        let stakes = ownership.of(path.as_ref());
        wire::Owned {
            path: String::from_utf8_lossy(path.as_ref()).into_owned(),
            state: match ownership.standing(&stakes) {
                Standing::Owned => "owned",
                Standing::Contested => "contested",
                Standing::Integration => "integration",
                Standing::Shared => "shared",
                Standing::Unowned => "unowned",
            },
            holders: stakes.iter().map(|at| holder(places, facts, &ownership.stakes[*at])).collect(),
        }
    });
    let answer = wire::Owners { version: json::VERSION, files: files.collect() };
    json::text(serde_json::to_string_pretty(&answer))
}

fn holder(places: &Places<'_>, facts: &Facts<'_>, stake: &Stake<'_>) -> wire::Holder {
    let claim = facts.claims[stake.claim].claim;
    let track = stake.holder.map(|holder| facts.track(holder));
    wire::Holder {
        track: track.map(|track| track.id.to_string()),
        title: track.map(|track| track.title.clone()),
        owners: track.map_or(Vec::new(), |track| json::values(&track.owners)),
        right: match stake.right {
            Right::Write => "write",
            Right::Create => "create",
            Right::Designated => "designated",
            Right::Share => "share",
            Right::Integrate => "integrate",
            Right::KeepOff => "keep-off",
        },
        source: places.source(claim.pattern.span).name().to_owned(),
        claim: json::claim(places, claim),
    }
}

#[cfg(test)]
mod tests {
    use super::{Places, owners, owners_json};
    use crate::facts::{Facts, Ownership, Standing};
    use crate::lower;
    use crate::text::Sources;
    use crate::vocabulary::Vocabulary;

    const PLAN: &str = "\
## Track A: Orders
**Files**: `src/orders/**`, `both.ts`
**Modifies**: `old.ts`
**Creates**: `new.ts`
**Do not touch**: `src/orders/legacy/**`, `kept.ts`

## Track B: Payments
**Files**: `both.ts`, `later.ts`
**Shared**: `types.ts`

## Track C
**Depends on**: Track B
**Files**: `later.ts`

## Shared files

| File | Owner |
|---|---|
| `lock.json` | Track A |
| `log.md` | integration |
";

    #[test]
    fn every_standing_is_told_with_all_who_are_part_of_it() {
        let cases: &[(&str, Standing, &[&str])] = &[
            ("src/orders/a.ts", Standing::Owned, &["track A (Orders) owns it by `src/orders/**`, plan.md:2:13"]),
            ("old.ts", Standing::Owned, &["track A (Orders) modifies it by `old.ts`, plan.md:3:16"]),
            ("new.ts", Standing::Owned, &["track A (Orders) creates it by `new.ts`, plan.md:4:15"]),
            ("lock.json", Standing::Owned, &["track A (Orders) edits it for all by `lock.json`, plan.md:19:4"]),
            (
                "later.ts",
                Standing::Owned,
                &[
                    "track B (Payments) owns it by `later.ts`, plan.md:8:24",
                    "track C owns it by `later.ts`, plan.md:13:13",
                ],
            ),
            (
                "both.ts",
                Standing::Contested,
                &[
                    "contested, several would edit it at once",
                    "track A (Orders) owns it by `both.ts`, plan.md:2:30",
                    "track B (Payments) owns it by `both.ts`, plan.md:8:13",
                ],
            ),
            ("log.md", Standing::Integration, &["the plan keeps it for the integration by `log.md`, plan.md:20:4"]),
            (
                "types.ts",
                Standing::Shared,
                &[
                    "shared, and nobody is named who edits it",
                    "track B (Payments) shares it by `types.ts`, plan.md:9:14",
                ],
            ),
            (
                "src/orders/legacy/a.ts",
                Standing::Unowned,
                &["nobody owns it", "track A (Orders) must not touch it by `src/orders/legacy/**`, plan.md:5:20"],
            ),
            ("a\u{1b}\u{fffd}.ts", Standing::Unowned, &["nobody owns it"]),
        ];
        let mut sources = Sources::default();
        sources.add("plan.md", PLAN);
        let plan = lower::plan(&sources, &Vocabulary::default());
        let (places, facts) = (Places::new(&sources), Facts::new(&plan));
        let ownership = Ownership::new(&facts);
        for (path, standing, lines) in cases {
            assert_eq!(ownership.standing(&ownership.of(path.as_bytes())), *standing, "{path}");
            let shown = path.replace('\u{1b}', "\\u{1b}");
            let expected: Vec<String> = lines.iter().map(|line| format!("{shown}: {line}")).collect();
            let told = owners(&places, &facts, &ownership, &[path.as_bytes()]);
            assert_eq!(told.lines().collect::<Vec<_>>(), expected);
        }
        let bytes: &[&[u8]] = &[b"a\x1b\xff.ts", b"types.ts"];
        assert_eq!(owners(&places, &facts, &ownership, bytes).lines().count(), 3, "one path after the other");
        let json = owners_json(&places, &facts, &ownership, bytes);
        let json: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!(json["files"][0]["state"], "unowned");
        assert_eq!(json["files"][1]["holders"][0]["right"], "share");
    }
}
