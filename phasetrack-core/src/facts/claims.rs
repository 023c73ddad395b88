//! Claims with their patterns parsed and the tracks they name found.

use super::{Names, TrackFact, TrackIx};
use crate::glob::{ParseError, Pattern};
use crate::model::{Claim, Designated, Plan};
use crate::text::Spanned;

/// A claim with its patterns parsed.
#[derive(Clone, Debug)]
pub struct ClaimFact<'p> {
    /// The track that states it; none for a file that a phase shares between its tracks.
    pub track: Option<TrackIx>,
    /// The claim.
    pub claim: &'p Claim,
    /// Its pattern.
    pub pattern: Result<Pattern, ParseError>,
    /// The patterns that it takes out again.
    pub except: Vec<Result<Pattern, ParseError>>,
    /// The track that it designates as the owner of a shared file, if there is such a track.
    pub designated: Option<TrackIx>,
}

impl<'p> ClaimFact<'p> {
    fn new(phase: usize, track: Option<TrackIx>, claim: &'p Claim, names: &Names) -> Self {
        let designated = claim.designated.as_ref().and_then(|designated| match &designated.value {
            Designated::Track(id) => names.track(phase, id.as_str()),
            Designated::Integration => None,
        });
        Self {
            track,
            claim,
            pattern: Pattern::parse(&claim.pattern.value),
            except: claim.except.iter().map(|except| Pattern::parse(&except.value)).collect(),
            designated,
        }
    }

    /// The patterns that could not be parsed, as written, with what is wrong.
    pub fn errors(&self) -> impl Iterator<Item = (&'p Spanned<String>, &ParseError)> {
        let written = std::iter::once(&self.claim.pattern).chain(&self.claim.except);
        let parsed = std::iter::once(&self.pattern).chain(&self.except);
        written.zip(parsed).filter_map(|(written, parsed)| Some((written, parsed.as_ref().err()?)))
    }
}

/// The claims of all tracks, then the files that phases share.
pub(super) fn of<'p>(plan: &'p Plan, tracks: &[TrackFact<'p>], names: &Names) -> Vec<ClaimFact<'p>> {
    let own = tracks.iter().enumerate().flat_map(|(ix, fact)| {
        fact.track.claims.iter().map(move |claim| ClaimFact::new(fact.phase, Some(TrackIx(ix)), claim, names))
    });
    let shared = plan.phases.iter().enumerate().flat_map(|(phase, stated)| {
        stated.shared.iter().map(move |shared| ClaimFact::new(phase, None, &shared.claim, names))
    });
    own.chain(shared).collect()
}
