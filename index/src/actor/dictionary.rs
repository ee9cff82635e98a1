//! The dictionary asked by name or id, outside any text.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::Actor;
use super::gazetteer::Gazetteer;
use crate::text::fold_phrase;

/// Returns the actors of the dictionary that a name may mean, folded: any alias, accent and case, demonyms and capitals too.
///
/// ```
/// use nutgraf_index::actor::dictionary_actors;
/// let ids = |name| dictionary_actors(name).iter().map(|actor| actor.id.to_string()).collect::<Vec<_>>();
/// assert_eq!(ids("türkiye"), ["state/turkey"]);
/// assert_eq!(ids("TURKISH"), ["state/turkey"]);
/// assert_eq!(ids("erdoğan"), ["person/recep-tayyip-erdogan"]);
/// ```
pub fn dictionary_actors(name: &str) -> Vec<Actor> {
    let gazetteer = Gazetteer::shared();
    let wanted = fold_phrase(name);
    let mut found: Vec<u32> = Vec::new();
    for alias in gazetteer.aliases.iter().filter(|alias| folds_to(alias.text, &wanted)) {
        if !found.contains(&alias.actor) {
            found.push(alias.actor);
        }
    }
    found.into_iter().map(|actor| gazetteer.actors[actor as usize].actor().clone()).collect()
}

/// Returns the name to show of an actor of the dictionary.
///
/// ```
/// use nutgraf_index::actor::dictionary_name;
/// assert_eq!(dictionary_name("state/turkey"), Some("Turkey"));
/// assert_eq!(dictionary_name("state/atlantis"), None);
/// ```
pub fn dictionary_name(id: &str) -> Option<&'static str> {
    static NAMES: OnceLock<FxHashMap<&'static str, &'static str>> = OnceLock::new();
    let names = NAMES.get_or_init(|| Gazetteer::shared().actors.iter().map(|known| (&*known.actor().id, known.name)).collect());
    names.get(id).copied()
}

/// Whether a name of the tables folds to what is wanted; a cheap look at lengths comes first.
fn folds_to(name: &str, wanted: &str) -> bool {
    !wanted.is_empty() && name.len() + 4 >= wanted.len() && name.len() <= wanted.len() * 3 + 8 && fold_phrase(name) == wanted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_looked_up() {
        assert_eq!(&*dictionary_actors("ankara")[0].id, "state/turkey");
        assert!(dictionary_actors("").is_empty());
        assert_eq!(dictionary_name("organisation/nato"), Some("NATO"));
    }

    proptest! {
        #[test]
        fn any_name_is_looked_up(name in "\\PC{0,60}") {
            dictionary_actors(&name);
        }
    }
}
