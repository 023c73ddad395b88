//! What the rules about two holders of one file say alike.

use crate::facts::{Clash, Facts, Node, Stake, Timing, TrackIx};
use crate::rules::{Cx, words};
use crate::text::Span;

/// The most places that are named beside a claim that meets many others.
const MAX_RELATED: usize = 8;

/// Reports the clashes that `wanted` picks, one finding for each claim that meets claims stated before it.
///
/// `say` words the first of them: it gets the earlier stake, the later one, and a path that both hold.
pub(super) fn report(cx: &mut Cx<'_>, wanted: impl Fn(&Clash) -> bool, say: impl Fn(&Facts<'_>, &Pair<'_>) -> Said) {
    let facts = cx.facts;
    let clashes: Vec<&Clash> = facts.ownership.clashes.iter().filter(|clash| wanted(clash)).collect();
    for group in clashes.chunk_by(|a, b| a.second == b.second) {
        let pair = Pair::new(facts, group[0]);
        let said = say(facts, &pair);
        let parts = [group[0].first, group[0].second].map(|stake| facts.claims[claim(facts, stake)].claim.partial);
        let finding = cx.report(span(facts, group[0].second), said.message).help(said.help);
        if parts == [true; 2] {
            finding.at_most(crate::diagnostic::Level::Warning);
        }
        for clash in group.iter().take(MAX_RELATED) {
            let first = stake(facts, clash.first);
            finding.related(span(facts, clash.first), format!("`{}` of {}", pattern(facts, clash.first), who(facts, first)));
        }
        if let Some(more) = group.len().checked_sub(MAX_RELATED).filter(|more| *more > 0) {
            finding.message += &format!("; {} meet it too", words::count(more, "further claim"));
        }
    }
}

/// What a rule says of a pair.
pub(super) struct Said {
    pub(super) message: String,
    pub(super) help: String,
}

/// Two stakes with a file in common.
pub(super) struct Pair<'f> {
    pub(super) clash: &'f Clash,
    /// Who states the first and the second.
    pub(super) who: [String; 2],
    /// The patterns as written.
    pub(super) patterns: [&'f str; 2],
    /// A path that both hold.
    pub(super) path: String,
}

impl<'f> Pair<'f> {
    fn new(facts: &'f Facts<'_>, clash: &'f Clash) -> Self {
        let witness = facts.ownership.witness(facts, clash.first, clash.second).unwrap_or_default();
        Self {
            clash,
            who: [clash.first, clash.second].map(|at| who(facts, stake(facts, at))),
            patterns: [clash.first, clash.second].map(|at| pattern(facts, at)),
            path: String::from_utf8_lossy(&witness).into_owned(),
        }
    }

    /// "`src/**` of track `A` and `**/*.rs` of track `B` both match `src/x.rs`".
    pub(super) fn meet(&self) -> String {
        let ([first, second], [one, other]) = (&self.who, self.patterns);
        if one == other {
            format!("{first} and {second} both claim `{one}`")
        } else {
            format!("`{other}` of {second} and `{one}` of {first} both match `{}`", self.path)
        }
    }
}

/// Whether both tracks can be at work at once.
pub(super) fn at_once(clash: &Clash) -> bool {
    clash.timing == Timing::AtOnce
}

/// A stake of these facts.
pub(super) fn stake(facts: &Facts<'_>, at: usize) -> Stake {
    facts.ownership.stakes[at]
}

/// The claim that states a stake.
pub(super) fn claim(facts: &Facts<'_>, at: usize) -> usize {
    facts.ownership.stakes[at].claim
}

/// The pattern of a stake as written.
pub(super) fn pattern<'p>(facts: &Facts<'p>, at: usize) -> &'p str {
    &facts.claims[claim(facts, at)].claim.pattern.value
}

/// Where a stake is stated.
pub(super) fn span(facts: &Facts<'_>, at: usize) -> Span {
    facts.claims[claim(facts, at)].claim.pattern.span
}

/// "track `A`", or for whom files are kept.
pub(super) fn who(facts: &Facts<'_>, stake: Stake) -> String {
    stake.holder.map_or_else(|| words::claimant(facts, &facts.claims[stake.claim]), |ix| track(facts, ix))
}

/// "track `A`".
pub(super) fn track(facts: &Facts<'_>, ix: TrackIx) -> String {
    words::noun(facts, Node::Track(ix))
}
