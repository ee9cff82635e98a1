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
