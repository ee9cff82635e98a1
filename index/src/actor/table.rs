//! The tables of known names, as plain text: one actor a line, columns parted by tabs, names in a column by `|`.
//!
//! A name that begins with `?` also means something else. A name that begins with `~` is a person's surname that is used
//! alone. Lines that begin with `#` are comments.

use super::{ActorKind, Evidence};

/// One line of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub kind: ActorKind,
    pub name: &'static str,
    weak: bool,
    aliases: &'static str,
    demonyms: &'static str,
    capitals: &'static str,
    pub offices: &'static str,
}

/// The lines of all tables; where two actors share a name, the earlier is the likelier.
pub(crate) fn rows() -> impl Iterator<Item = Row> {
    let tables = [
        (ActorKind::State, include_str!("tables/states.tsv")),
        (ActorKind::Organisation, include_str!("tables/organisations.tsv")),
        (ActorKind::Person, include_str!("tables/people.tsv")),
        (ActorKind::Place, include_str!("tables/places.tsv")),
    ];
    tables.into_iter().flat_map(|(kind, table)| {
        table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(move |line| Row::parse(kind, line))
    })
}

impl Row {
    fn parse(kind: ActorKind, line: &'static str) -> Row {
        let mut columns = line.split('\t');
        let mut column = || columns.next().unwrap_or("");
        let (name, aliases) = (column(), column());
        let mut row = Row { kind, name: name.trim_start_matches('?'), weak: name.starts_with('?'), aliases, ..Row::EMPTY };
        match kind {
            ActorKind::State => (row.demonyms, row.capitals) = (column(), column()),
            ActorKind::Person => row.offices = column(),
            ActorKind::Organisation | ActorKind::Place => {}
        }
        row
    }

    const EMPTY: Row =
        Row { kind: ActorKind::Place, name: "", weak: false, aliases: "", demonyms: "", capitals: "", offices: "" };

    /// Calls `add` with each name, what it is evidence of, and whether it also means something else.
    pub fn for_each_alias(&self, mut add: impl FnMut(&'static str, Evidence, bool)) {
        add(self.name, Evidence::Name, self.weak);
        for (column, evidence) in
            [(self.aliases, Evidence::Alias), (self.demonyms, Evidence::Demonym), (self.capitals, Evidence::Capital)]
        {
            for alias in column.split('|').filter(|alias| !alias.is_empty()) {
                match (alias.strip_prefix('~'), alias.strip_prefix('?')) {
                    (Some(surname), _) => add(surname, Evidence::Surname, false),
                    (_, Some(weak)) => add(weak, evidence, true),
                    _ => add(alias, evidence, false),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::*;
    use crate::actor::gazetteer::Gazetteer;
    use crate::actor::token::Tokenizer;
    use crate::text::{Span, fold_phrase};

    /// All names of the tables with the actor's own name and kind.
    fn names() -> Vec<(ActorKind, &'static str, &'static str, Evidence, bool)> {
        let mut names = Vec::new();
        for row in rows() {
            row.for_each_alias(|alias, evidence, weak| names.push((row.kind, row.name, alias, evidence, weak)));
        }
        names
    }

    #[test]
    fn no_two_actors_have_one_id() {
        let mut ids = HashSet::new();
        let doubles: Vec<&str> =
            rows().filter(|row| !ids.insert((row.kind, fold_phrase(row.name)))).map(|row| row.name).collect();
        assert!(doubles.is_empty(), "{doubles:?}");
    }

    #[test]
    fn no_sure_name_belongs_to_two_actors_of_a_kind() {
        let mut owners: HashMap<(ActorKind, &str), &str> = HashMap::new();
        let mut clashes = Vec::new();
        for (kind, name, alias, evidence, weak) in names() {
            if weak || matches!(evidence, Evidence::Demonym | Evidence::Surname) {
                continue;
            }
            let owner = *owners.entry((kind, alias)).or_insert(name);
            if owner != name {
                clashes.push(format!("{alias}: {owner} and {name}"));
            }
        }
        assert!(clashes.is_empty(), "{clashes:#?}");
    }

    #[test]
    fn no_surname_is_used_alone_for_two_people() {
        let mut owners: HashMap<String, &str> = HashMap::new();
        let surnames = names().into_iter().filter(|(_, _, _, evidence, _)| *evidence == Evidence::Surname);
        let clashes: Vec<String> = surnames
            .filter_map(|(_, name, alias, ..)| {
                let owner = *owners.entry(fold_phrase(alias)).or_insert(name);
                (owner != name).then(|| format!("{alias}: {owner} and {name}"))
            })
            .collect();
        assert!(clashes.is_empty(), "{clashes:#?}");
    }

    #[test]
    fn every_name_is_found_as_it_is_written() {
        let gazetteer = Gazetteer::shared();
        let mut lost = Vec::new();
        for (_, name, alias, ..) in names() {
            let (mut tokens, mut sightings) = (Vec::new(), Vec::new());
            let text = format!("here {alias}");
            Tokenizer::default().cut(&text, Span::new(0, text.len()), &mut tokens);
            gazetteer.find(&text, &tokens, &mut sightings);
            let whole = sightings.iter().any(|sighting| (sighting.first, sighting.after) == (1, tokens.len()));
            let own = sightings
                .iter()
                .flat_map(|sighting| gazetteer.readings(sighting.alias))
                .any(|reading| gazetteer.known(reading).name == name);
            if !whole || !own {
                lost.push(format!("{alias} of {name}"));
            }
        }
        assert!(lost.is_empty(), "{lost:#?}");
    }

    #[test]
    fn no_name_is_written_twice_for_an_actor() {
        let mut seen = HashSet::new();
        let dead: Vec<String> = names()
            .into_iter()
            .filter(|(kind, name, alias, evidence, _)| !seen.insert((*kind, *name, *alias, *evidence == Evidence::Surname)))
            .map(|(_, name, alias, ..)| format!("{alias} of {name}"))
            .collect();
        assert!(dead.is_empty(), "{dead:#?}");
    }

    #[test]
    fn offices_name_known_seats_and_real_months() {
        let seats: HashSet<String> =
            rows().filter(|row| row.kind != ActorKind::Person).map(|row| fold_phrase(row.name)).collect();
        for row in rows() {
            for term in row.offices.split('|').filter(|term| !term.is_empty()) {
                let parts: Vec<&str> = term.split(':').collect();
                assert!(parts.len() == 3 && seats.contains(parts[0]), "{term} of {}", row.name);
                let months = parts[2].split("..").filter(|month| !month.is_empty());
                for month in months {
                    let day: Result<crate::date::Date, _> = format!("{month}-01").parse();
                    assert!(day.is_ok(), "{term} of {}", row.name);
                }
            }
        }
    }
}
