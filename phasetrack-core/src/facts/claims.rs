//! Claims with their patterns parsed.

use super::{TrackFact, TrackIx};
use crate::glob::{ParseError, Pattern};
use crate::model::{Claim, Plan};
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
}

impl<'p> ClaimFact<'p> {
    fn new(track: Option<TrackIx>, claim: &'p Claim) -> Self {
        Self {
            track,
            claim,
            pattern: Pattern::parse(&claim.pattern.value),
            except: claim.except.iter().map(|except| Pattern::parse(&except.value)).collect(),
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
pub(super) fn of<'p>(plan: &'p Plan, tracks: &[TrackFact<'p>]) -> Vec<ClaimFact<'p>> {
    let own = tracks
        .iter()
        .enumerate()
        .flat_map(|(ix, fact)| fact.track.claims.iter().map(move |claim| ClaimFact::new(Some(TrackIx(ix)), claim)));
    let shared = plan.phases.iter().flat_map(|phase| &phase.shared);
    own.chain(shared.map(|shared| ClaimFact::new(None, &shared.claim))).collect()
}
