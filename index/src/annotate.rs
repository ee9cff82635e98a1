//! Who and when, for every passage of a document.

use std::cell::LazyCell;

use crate::actor::{Actor, ActorContext, Contexts, Mention, OwnActors, find_actors_with};
use crate::date::{DateMention, DateSpan, day_order, find_dates, find_dates_in};
use crate::document::Document;
use crate::passage::{Passage, PassageKind, cut};
use crate::text::{Language, Span};

/// A passage with the actors and dates that it names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AnnotatedPassage {
    /// The passage.
    pub passage: Passage,
    /// Its mentions of actors, in order; spans are relative to the passage's text.
    pub actors: Vec<Mention>,
    /// Its date expressions, in order; spans are relative to the passage's text.
    pub dates: Vec<DateMention>,
}

/// What stands in a text that is no document: all of it is one stretch. The user's own actors overrule what is found.
pub fn annotate_text(text: &str, published: Option<DateSpan>, own: &OwnActors) -> (Vec<Mention>, Vec<DateMention>) {
    let context = ActorContext { published, language: Language::guess(text), ..ActorContext::default() };
    let actors = find_actors_with(text, &[Span::new(0, text.len())], &context, own);
    (actors, find_dates(text, published))
}

/// Cuts a document and finds the actors and dates of each passage, the user's own actors overruling what is found. Furniture
/// bears none; captions neither.
pub fn annotate(document: &Document, own: &OwnActors) -> Vec<AnnotatedPassage> {
    let passages = cut(document);
    if let [passage] = passages.as_slice()
        && passage.lines.is_none()
    {
        let (actors, dates) = annotate_text(passage.text(document), document.published, own);
        return vec![AnnotatedPassage { passage: passage.clone(), actors, dates }];
    }
    let bearing: Vec<Span> = passages.iter().filter(|passage| bears_facets(passage.kind)).map(|passage| passage.span).collect();
    let context = ActorContext { published: document.published, language: document.language, headings: headings(document) };
    let mut mentions = find_actors_with(&document.text, &bearing, &context, own).into_iter().peekable();
    let order = LazyCell::new(|| day_order(&document.text));
    let mut annotated = Vec::with_capacity(passages.len());
    for passage in passages {
        let mut actors = Vec::new();
        while let Some(mention) = mentions.next_if(|mention| mention.span.start < passage.span.end) {
            if passage.span.contains(mention.span) && bears_facets(passage.kind) {
                actors.push(Mention { span: mention.span.relative_to(passage.span.start), ..mention });
            }
        }
        let dates = match bears_facets(passage.kind) {
            true => find_dates_in(passage.span.of(&document.text), document.published, &|| *order),
            false => Vec::new(),
        };
        annotated.push(AnnotatedPassage { passage, actors, dates });
    }
    annotated
}

/// Returns the actors that were supplied with a document, each with the name under which it was: they belong to every passage.
/// They keep their name unless the user's file gives it to an actor of that kind in such documents, and go where it ignores them.
pub fn supplied_actors<'d>(document: &'d Document, own: &OwnActors) -> Vec<(&'d str, Actor)> {
    let contexts = Contexts::of(&document.text, headings(document));
    let supplied = document.supplied.iter().filter(|supplied| !own.ignores(&supplied.name)).map(|supplied| {
        let owned = own.named(&supplied.name, &contexts).into_iter().find(|actor| actor.kind == supplied.kind);
        (supplied.name.as_str(), owned.unwrap_or_else(|| Actor::named(&supplied.name, supplied.kind)))
    });
    supplied.collect()
}

fn headings(document: &Document) -> [&str; 2] {
    [&document.title, &document.subtitle].map(|heading| heading.as_deref().unwrap_or_default())
}

/// Tells whether actors and dates are looked for in passages of a kind: the article itself, not what stands around or above it.
pub fn bears_facets(kind: PassageKind) -> bool {
    !matches!(kind, PassageKind::Furniture | PassageKind::Caption)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::ActorKind;
    use crate::document::Supplied;

    #[test]
    fn supplied_actors_obey_the_users_file() {
        let own = "ignore = ['Fast Facts']\n[[actor]]\nkind = 'person'\nname = 'Jordan Miller'\nnames = ['Jordan']\n\
                   context = ['Acme']\n";
        let own = OwnActors::parse(own).expect("the file is right");
        let supplied = |title: &str| {
            let supplied = ["Jordan", "Fast Facts"].map(|name| Supplied { name: name.into(), kind: ActorKind::Person });
            let document = Document { title: Some(title.into()), supplied: supplied.into(), ..Document::default() };
            supplied_actors(&document, &own).into_iter().map(|(_, actor)| actor.id.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(supplied("News"), ["person/jordan"]);
        assert_eq!(supplied("News of Acme"), ["person/jordan-miller"]);
    }
}
