//! Which words before a colon are fields, and what does each restrict?

use super::ast::{FilterField, TextField};
use super::limits::shown;
use crate::actor::ActorKind;

/// What stands before a colon.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Field {
    /// Words in one part of the document.
    Text(TextField),
    /// A restriction by value.
    Filter(FilterField),
    /// An actor by name, and only of a kind where one is given.
    Actor(Option<ActorKind>),
    /// `same:sentence(…)`.
    SameSentence,
}

/// All names, the preferred one of each field first.
const NAMES: &[(&str, Field)] = &[
    ("text", Field::Text(TextField::Text)),
    ("body", Field::Text(TextField::Text)),
    ("title", Field::Text(TextField::Title)),
    ("heading", Field::Text(TextField::Heading)),
    ("author", Field::Filter(FilterField::Author)),
    ("source", Field::Filter(FilterField::Source)),
    ("path", Field::Filter(FilterField::Path)),
    ("lang", Field::Filter(FilterField::Language)),
    ("language", Field::Filter(FilterField::Language)),
    ("published", Field::Filter(FilterField::Published)),
    ("mentions", Field::Filter(FilterField::Mentions)),
    ("actor", Field::Actor(None)),
    ("person", Field::Actor(Some(ActorKind::Person))),
    ("state", Field::Actor(Some(ActorKind::State))),
    ("organisation", Field::Actor(Some(ActorKind::Organisation))),
    ("organization", Field::Actor(Some(ActorKind::Organisation))),
    ("org", Field::Actor(Some(ActorKind::Organisation))),
    ("place", Field::Actor(Some(ActorKind::Place))),
];

impl Field {
    /// Returns the field of a name, whatever its case.
    pub(super) fn named(name: &str) -> Option<Field> {
        NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, field)| *field)
    }

    /// Returns its preferred name.
    pub(super) fn name(self) -> &'static str {
        NAMES.iter().find(|(_, field)| *field == self).map_or("same", |(name, _)| name)
    }

    /// Tells whether the field takes a value, not words.
    pub(super) fn takes_value(self) -> bool {
        matches!(self, Field::Filter(_) | Field::Actor(_))
    }

    /// Tells whether the field names something that stands at a place of the text, so that it can be near a word.
    pub(super) fn has_places(self) -> bool {
        matches!(self, Field::Filter(FilterField::Mentions) | Field::Actor(_))
    }

    /// Tells whether its values are spans of days.
    pub(super) fn takes_dates(self) -> bool {
        matches!(self, Field::Filter(FilterField::Published | FilterField::Mentions))
    }
}

/// What people type for fields that have another name here.
const RELATED: &[(&str, &str)] = &[
    ("by", "author:"),
    ("country", "state:"),
    ("date", "published: or mentions:"),
    ("file", "path:"),
    ("from", "author: or source:"),
    ("name", "actor:"),
    ("same", "same:sentence(…)"),
    ("site", "source:"),
    ("url", "path:"),
    ("year", "published: or mentions:"),
];

/// Says that a name is no field, and which one may be meant.
pub(super) fn unknown(name: &str) -> String {
    let name = shown(name);
    let said = format!("'{name}:' is no field, so it is read as a word");
    match meant(&name.to_lowercase()) {
        Some(meant) => format!("{said}; did you mean {meant}?"),
        None => format!("{said}; fields are {}", listed()),
    }
}

/// Returns the field that a name is another word for, or a misspelling of.
fn meant(name: &str) -> Option<String> {
    let is_near = |known: &str| known.len().abs_diff(name.len()) <= 1 && strsim::osa_distance(known, name) <= 1;
    let related = RELATED.iter().find(|(known, _)| *known == name).map(|(_, field)| (*field).to_owned());
    related.or_else(|| NAMES.iter().find(|(known, _)| is_near(known)).map(|(known, _)| format!("{known}:")))
}

fn listed() -> String {
    let preferred = NAMES.iter().filter(|(name, field)| field.name() == *name);
    preferred.map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}
