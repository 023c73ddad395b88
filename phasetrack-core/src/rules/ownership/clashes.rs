//! What the rules about two holders of one file say alike.

use std::fmt::Write;

use crate::diagnostic::Level;
use crate::facts::{Clash, Node, Timing, TrackIx};
use crate::id::TrackId;
use crate::model::Claim;
use crate::rules::{Cx, words};

/// The most places that are named beside a claim that meets many others.
const MAX_RELATED: usize = 8;

/// What a rule says of a pair.
pub(super) struct Said {
    pub(super) message: String,
    pub(super) help: String,
}

/// Reports the clashes that `wanted` picks, one finding for each claim that meets others. `say` words the first of them.
pub(super) fn report(cx: &mut Cx<'_>, wanted: impl Fn(&Clash) -> bool, say: impl Fn(&Cx<'_>, &Pair<'_>) -> Said) {
    let clashes: Vec<Clash> = cx.ownership.clashes.iter().copied().filter(wanted).collect();
    for group in clashes.chunk_by(|a, b| a.at == b.at) {
        let Said { mut message, help } = say(cx, &Pair::new(cx, group[0]));
        if let Some(more) = group.len().checked_sub(MAX_RELATED).filter(|more| *more > 0) {
            let _ = write!(message, "; {} meet it too", words::count(more, "further claim"));
        }
        let related: Vec<_> = group
            .iter()
            .take(MAX_RELATED)
            .map(|clash| (claim(cx, clash.with), who(cx, clash.with)))
            .map(|(claim, who)| (claim.pattern.span, format!("`{}` of {who}", claim.pattern.value)))
            .collect();
        let in_parts = claim(cx, group[0].at).partial && claim(cx, group[0].with).partial;
        let finding = cx.report(claim(cx, group[0].at).pattern.span, message).help(help);
        if in_parts {
            // Two parts of one file can be merged, with luck.
            finding.at_most(Level::Warning);
        }
        for (span, text) in related {
            finding.related(span, text);
        }
    }
}

/// Two stakes with a file in common.
pub(super) struct Pair<'p> {
    pub(super) clash: Clash,
    /// Who states the clash and the one it is with.
    pub(super) who: [String; 2],
    /// Their patterns as written.
    pub(super) patterns: [&'p str; 2],
    /// A path that both hold; none where the two could not be told apart within the bound.
    pub(super) path: Option<String>,
}

impl<'p> Pair<'p> {
    fn new(cx: &Cx<'p>, clash: Clash) -> Self {
        let sides = [clash.at, clash.with];
        let [at, with] = sides.map(|side| &cx.ownership.stakes[side].region);
        let path = at.overlap(with).path().map(|path| String::from_utf8_lossy(path).into_owned());
        Self { clash, who: apart(cx, sides), patterns: sides.map(|side| claim(cx, side).pattern.value.as_str()), path }
    }

    /// "`src/**` of track `A` and `**/*.rs` of track `B` both match `src/x.rs`".
    pub(super) fn meet(&self) -> String {
        let ([who, other], [pattern, other_pattern]) = (&self.who, self.patterns);
        if pattern == other_pattern {
            format!("{other} and {who} both claim `{pattern}`")
        } else {
            let both = format!("`{pattern}` of {who} and `{other_pattern}` of {other}");
            match &self.path {
                Some(path) => format!("{both} both match `{path}`"),
                None => format!("{both} are too intricate to be proven apart"),
            }
        }
    }

    /// A path that both hold, or the pattern of the later one.
    pub(super) fn subject(&self) -> &str {
        self.path.as_deref().unwrap_or(self.patterns[0])
    }
}

/// The claim that states a stake.
pub(super) fn claim<'p>(cx: &Cx<'p>, stake: usize) -> &'p Claim {
    cx.facts.claims[cx.ownership.stakes[stake].claim].claim
}

/// "track `A`", or for whom files are kept.
pub(super) fn who(cx: &Cx<'_>, stake: usize) -> String {
    let stake = &cx.ownership.stakes[stake];
    stake.holder.map_or_else(|| words::claimant(cx.facts, &cx.facts.claims[stake.claim]), |ix| track(cx, ix))
}

/// The id by which the first track of a pair can name the second; none where it would name itself.
pub(super) fn other_name<'p>(cx: &Cx<'p>, pair: &Pair<'_>) -> Option<&'p str> {
    let [id, other] = [pair.clash.at, pair.clash.with]
        .map(|side| cx.ownership.stakes[side].holder.map(|holder| &cx.facts.track(holder).id));
    other.filter(|other| id != Some(*other)).map(TrackId::as_str)
}

/// How a plan says that one track edits a shared file: "`src/a.rs` (owner: Track A)".
pub(super) fn designation(pattern: &str, id: &str) -> String {
    format!("`{pattern}` (owner: Track {id})")
}

/// Who states two stakes; where both have one name, told apart by the first of document, phase, title and line that
/// differs.
fn apart(cx: &Cx<'_>, sides: [usize; 2]) -> [String; 2] {
    let names = sides.map(|side| who(cx, side));
    if names[0] != names[1] {
        return names;
    }
    let marks = sides.map(|side| {
        let Some(ix) = cx.ownership.stakes[side].holder else { return <[String; 4]>::default() };
        let (phase, track) = (&cx.plan.phases[cx.facts.tracks[ix.0].phase], cx.facts.track(ix));
        let source = track.span.source;
        [
            format!(" of `{}`", cx.sources.source(source).name()),
            phase.number.as_ref().map(|number| format!(" of phase {number}")).unwrap_or_default(),
            format!(" “{}”", track.title),
            format!(" on line {}", cx.sources.position(source, track.span.start).line),
        ]
    });
    let kind = (0..4).find(|kind| marks[0][*kind] != marks[1][*kind]).unwrap_or(0);
    [0, 1].map(|side| format!("{}{}", names[side], marks[side][kind]))
}

/// "track `A`".
pub(super) fn track(cx: &Cx<'_>, ix: TrackIx) -> String {
    words::noun(cx.facts, Node::Track(ix))
}

/// Whether the work of two tracks has an order, or none: not where one is finished or belongs to another phase.
pub(super) fn is_live(clash: &Clash) -> bool {
    matches!(clash.timing, Timing::AtOnce | Timing::InOrder)
}

/// The path that a pattern without wildcards means; none if it may match several files.
pub(super) fn literal(pattern: &crate::glob::Pattern) -> Option<&str> {
    let path = pattern.as_str().trim_start_matches("./");
    let is_literal = !path.contains(['*', '?', '{', '\\']) && !path.ends_with('/') && pattern.matches(path.as_bytes());
    is_literal.then_some(path)
}
