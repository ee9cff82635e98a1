//! Who: people, states, organisations and places, and the places of a text that name them.

mod aka;
mod atlas;
mod body;
mod cast;
mod claim;
mod compound;
mod context;
mod cue;
mod definition;
mod dictionary;
mod elided;
mod eponym;
mod find;
mod foreign;
mod formal;
mod gazetteer;
mod given;
mod head;
mod judge;
mod lexicon;
mod listing;
mod name;
mod named_after;
mod namesake;
mod nickname;
mod office;
mod own;
mod own_check;
mod provinces;
mod resolve;
mod sketch;
mod solemn;
mod speller;
mod sport;
mod standing;
mod table;
mod tagger;
mod team;
mod token;
pub mod training;
mod trim;
mod vote;
mod wording;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use dictionary::{dictionary_actors, dictionary_name};
pub use find::{ActorContext, find_actors, find_actors_with};
pub(crate) use own::Contexts;
pub use own::OwnActors;
pub use own_check::{OwnFinding, OwnName, check_own};

use crate::text::Span;

/// What an actor is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ActorKind {
    /// A person.
    Person,
    /// A state, or a territory that acts like one.
    State,
    /// An organisation: a body, party, armed group, company, agency.
    Organisation,
    /// A city, region, river or building.
    Place,
}

impl ActorKind {
    /// All kinds, in the order in which they are listed.
    pub const ALL: [ActorKind; 4] = [ActorKind::Person, ActorKind::State, ActorKind::Organisation, ActorKind::Place];

    /// The name of the kind, which also begins an actor's id.
    pub const fn name(self) -> &'static str {
        match self {
            ActorKind::Person => "person",
            ActorKind::State => "state",
            ActorKind::Organisation => "organisation",
            ActorKind::Place => "place",
        }
    }

    /// Returns the kind of an actor's id (`state/turkey`).
    pub fn of_id(id: &str) -> Option<ActorKind> {
        let name = id.split('/').next()?;
        ActorKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// How a mention names its actor, strongest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Evidence {
    /// Listed with the document, by whoever supplied it.
    Supplied,
    /// Its name.
    Name,
    /// Another of its names.
    Alias,
    /// An acronym of its name.
    Acronym,
    /// A person's surname or first name, the full name standing elsewhere in the document.
    Surname,
    /// A capital that stands for its state.
    Capital,
    /// An adjective made of it: "Turkish" for Turkey, "U.S.-led" for the United States.
    Demonym,
    /// An office: "the Turkish president".
    Title,
    /// Recognised by its form and context, in no list.
    Tagger,
}

impl Evidence {
    /// All kinds of evidence, strongest first.
    pub const ALL: [Evidence; 9] = [
        Evidence::Supplied,
        Evidence::Name,
        Evidence::Alias,
        Evidence::Acronym,
        Evidence::Surname,
        Evidence::Capital,
        Evidence::Demonym,
        Evidence::Title,
        Evidence::Tagger,
    ];

    /// The word for it, as in output and in `--evidence`.
    pub const fn name(self) -> &'static str {
        match self {
            Evidence::Supplied => "supplied",
            Evidence::Name => "name",
            Evidence::Alias => "alias",
            Evidence::Acronym => "acronym",
            Evidence::Surname => "surname",
            Evidence::Capital => "capital",
            Evidence::Demonym => "demonym",
            Evidence::Title => "title",
            Evidence::Tagger => "tagger",
        }
    }
}

/// An actor as one document knows it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Actor {
    /// `kind/slug`: from the dictionary, else from the longest name in the document. Depends on nothing outside it.
    pub id: Arc<str>,
    /// The name to show.
    pub name: Arc<str>,
    /// What it is.
    pub kind: ActorKind,
}

impl Actor {
    /// An actor that no dictionary knows: its id is its folded name.
    ///
    /// ```
    /// use nutgraf_index::actor::{Actor, ActorKind};
    /// assert_eq!(&*Actor::named("Marco Mossad", ActorKind::Person).id, "person/marco-mossad");
    /// ```
    pub fn named(name: &str, kind: ActorKind) -> Actor {
        let slug = crate::text::fold_phrase(name).replace(' ', "-");
        Actor { id: format!("{}/{slug}", kind.name()).into(), name: name.into(), kind }
    }
}

/// A place of a text that names an actor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mention {
    /// Whom it names.
    pub actor: Actor,
    /// Where it stands in the document's text.
    pub span: Span,
    /// How it names it.
    pub evidence: Evidence,
}
