//! Which words form a name, and of what kind?

use super::ActorKind;
use super::claim::Scene;
use super::gazetteer::Sighting;

/// A name as the tagger sees it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Tagged {
    /// The first token and the one after the last.
    pub first: usize,
    pub after: usize,
    /// What kind of actor; `None` for other names (works, events, peoples).
    pub kind: Option<ActorKind>,
}

pub(crate) struct Tagger;

impl Tagger {
    pub fn shared() -> Tagger {
        Tagger
    }

    pub fn tag(&self, _scene: &Scene<'_>, _sightings: &[Sighting]) -> Vec<Tagged> {
        Vec::new()
    }
}
