//! Pairs of strings that are looked up without being read one by one.

use memchr::{memchr, memrchr};
use tantivy::directory::OwnedBytes;

/// So few bytes are read from their beginning: a few lines, sooner than halved again and again.
const FEW: usize = 256;

/// Sorted lines of a key, a tab and a value; a key may have many values. The bytes may be those of a file that is mapped: only
/// what is looked up is read of it.
#[derive(Clone)]
pub struct Table(OwnedBytes);

impl Table {
    /// Makes a table. A pair that no line can hold is left out: no id or name has a tab or a line's end.
    pub fn new<'p>(pairs: impl Iterator<Item = (&'p str, &'p str)>) -> Table {
        let holds_break = |text: &str| text.contains(['\t', '\n']);
        let mut sorted: Vec<_> = pairs.filter(|(key, value)| !holds_break(key) && !holds_break(value)).collect();
        sorted.sort_unstable();
        sorted.dedup();
        let mut text = String::new();
        for (key, value) in sorted {
            text.extend([key, "\t", value, "\n"]);
        }
        Table(OwnedBytes::new(text.into_bytes()))
    }

    /// The table whose lines these are.
    pub fn of_lines(lines: OwnedBytes) -> Table {
        Table(lines)
    }

    /// Its lines.
    pub fn lines(&self) -> &[u8] {
        &self.0
    }

    /// Tells whether it has no pairs.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the values of a key, in order.
    pub fn values<'t>(&'t self, key: &str) -> impl Iterator<Item = &'t str> + use<'t> {
        let key = key.to_owned();
        let pairs = pairs(&self.0[self.first(&key)..]);
        pairs.take_while(move |(found, _)| *found == key).map(|(_, value)| value)
    }

    /// Returns the first of them.
    pub fn value(&self, key: &str) -> Option<&str> {
        let first = pairs(&self.0[self.first(key)..]).next();
        first.filter(|(found, _)| *found == key).map(|(_, value)| value)
    }

    /// Returns all pairs, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> + Clone {
        pairs(&self.0)
    }

    /// The byte at which the lines of a key begin, or would.
    fn first(&self, key: &str) -> usize {
        let bytes = self.0.as_slice();
        let (mut low, mut high) = (0, bytes.len());
        while high - low > FEW {
            let middle = low + (high - low) / 2;
            let start = memrchr(b'\n', &bytes[low..middle]).map_or(low, |place| low + place + 1);
            let line = &bytes[start..high];
            match memchr(b'\t', line) {
                Some(tab) if &line[..tab] < key.as_bytes() => {
                    low = memchr(b'\n', &line[tab..]).map_or(high, |end| start + tab + end + 1);
                }
                _ => high = start,
            }
        }
        let before = bytes[low..high].split_inclusive(|byte| *byte == b'\n').take_while(|line| is_before(line, key.as_bytes()));
        low + before.map(<[u8]>::len).sum::<usize>()
    }
}

impl Default for Table {
    fn default() -> Table {
        Table(OwnedBytes::empty())
    }
}

impl PartialEq for Table {
    fn eq(&self, other: &Table) -> bool {
        self.lines() == other.lines()
    }
}

impl Eq for Table {}

impl std::fmt::Debug for Table {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_map().entries(self.iter()).finish()
    }
}

/// Tells whether the key of a line stands before another.
fn is_before(line: &[u8], key: &[u8]) -> bool {
    memchr(b'\t', line).is_some_and(|tab| &line[..tab] < key)
}

fn pairs(lines: &[u8]) -> impl Iterator<Item = (&str, &str)> + Clone {
    lines.split(|byte| *byte == b'\n').filter_map(|line| std::str::from_utf8(line).ok()?.split_once('\t'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_key_has_its_values(pairs in prop::collection::btree_set(("[a-zé/-]{0,6}", "[A-Zé ]{0,6}"), 0..120), other in "[a-zé]{0,6}") {
            let table = Table::new(pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())));
            for key in pairs.iter().map(|(key, _)| key).chain([&other]) {
                let wanted: Vec<&str> = pairs.iter().filter(|(known, _)| known == key).map(|(_, value)| value.as_str()).collect();
                prop_assert_eq!(table.value(key), wanted.first().copied());
                prop_assert_eq!(table.values(key).collect::<Vec<_>>(), wanted);
            }
            prop_assert_eq!(table.iter().count(), pairs.len());
        }
    }
}
