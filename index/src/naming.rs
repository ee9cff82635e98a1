//! The terms by which the index knows who is named, in its fields `actor` and `alias`.

use std::fmt;

use crate::actor::Evidence;
use crate::text::fold_phrase;

/// Parts what such a term consists of. Nothing that is folded holds it.
pub const MARK: char = '\u{1}';

/// A term of the field `actor`: who is named, and how.
///
/// ```
/// use nutgraf_index::actor::Evidence;
/// use nutgraf_index::naming::ActorTerm;
/// let term = ActorTerm { id: "state/turkey", evidence: Evidence::Capital };
/// assert_eq!(ActorTerm::read(&term.to_string()), Some(term));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ActorTerm<'t> {
    /// The actor's id.
    pub id: &'t str,
    /// How the mention names it.
    pub evidence: Evidence,
}

/// A term of the field `alias`: who is called what in a document.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AliasTerm<'t> {
    /// The name, folded: what it is looked up by.
    pub folded: &'t str,
    /// The actor's id.
    pub id: &'t str,
    /// How mentions under this name count.
    pub evidence: Evidence,
    /// The name as written.
    pub surface: &'t str,
}

impl<'t> ActorTerm<'t> {
    /// Takes a term apart; `None` for anything else.
    pub fn read(term: &'t str) -> Option<ActorTerm<'t>> {
        let (id, evidence) = term.split_once(MARK)?;
        Some(ActorTerm { id, evidence: evidence_of(evidence)? })
    }
}

impl fmt::Display for ActorTerm<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{MARK}{}", self.id, self.evidence as u8)
    }
}

impl<'t> AliasTerm<'t> {
    /// Takes a term apart; `None` for anything else.
    pub fn read(term: &'t str) -> Option<AliasTerm<'t>> {
        let mut parts = term.splitn(4, MARK);
        let (folded, id, evidence, surface) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        Some(AliasTerm { folded, id, evidence: evidence_of(evidence)?, surface })
    }

    /// What all terms of a name, in any spelling, begin with.
    pub fn prefix(name: &str) -> String {
        format!("{}{MARK}", fold_phrase(name))
    }
}

impl fmt::Display for AliasTerm<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let AliasTerm { folded, id, evidence, surface } = self;
        write!(formatter, "{folded}{MARK}{id}{MARK}{}{MARK}{surface}", *evidence as u8)
    }
}

/// The kind of evidence of a number, as terms have it.
fn evidence_of(number: &str) -> Option<Evidence> {
    Evidence::ALL.get(number.parse::<usize>().ok()?).copied()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_again(name in "[a-zé ]{1,12}", id in "(person|state)/[a-z-]{1,12}", evidence in prop::sample::select(&Evidence::ALL[..])) {
            let folded = fold_phrase(&name);
            let alias = AliasTerm { folded: &folded, id: &id, evidence, surface: &name };
            let term = alias.to_string();
            prop_assert!(term.starts_with(&AliasTerm::prefix(&name.to_uppercase())));
            prop_assert_eq!(AliasTerm::read(&term), Some(alias));
            let actor = ActorTerm { id: &id, evidence };
            let term = actor.to_string();
            prop_assert_eq!(ActorTerm::read(&term), Some(actor));
        }

        #[test]
        fn any_other_term_is_none(term in "\\PC{0,20}") {
            prop_assert_eq!(ActorTerm::read(&term), None);
            prop_assert_eq!(AliasTerm::read(&term), None);
        }
    }
}
