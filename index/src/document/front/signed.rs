//! Lines that sign an article without a "By": `Ann Lee in Mersin`, `Ann Lee | Dakar | 17 Jun 2022`.

use super::names::split_names;
use super::person::{is_of_house, is_person, tidy};
use super::stated::find_stated;

/// No such line is longer, in words.
const LONGEST: usize = 14;

/// A place has at most so many words.
const PLACE: usize = 3;

/// What parts the names, places and dates of such a line.
const MARKS: [char; 6] = ['|', '·', '•', '—', '–', ','];

/// The persons that a line names where it says nothing else but a date, a time, a place.
pub fn signed_by(line: &str) -> Vec<String> {
    if line.len() > 200 || line.split_whitespace().count() > LONGEST {
        return Vec::new();
    }
    let date = find_stated(line).map_or(line.len()..line.len(), |found| found.span.start..found.span.end);
    let parts = line[..date.start].split(MARKS).chain(line[date.end..].split(MARKS)).map(str::trim);
    let mut names = Vec::new();
    for part in parts.filter(|part| !is_beside(part)) {
        match persons(part) {
            Some(persons) => names.extend(persons),
            None if (is_place(part) || is_office(part)) && !names.is_empty() => {}
            None => return Vec::new(),
        }
    }
    names
}

/// The persons whom the line of the date names: those who sign it, or who stand behind "by" at its end.
pub fn named_beside_date(line: &str) -> Vec<String> {
    let signed = signed_by(line);
    let named = BY.iter().find_map(|by| persons(line.rsplit_once(by)?.1.trim()));
    if signed.is_empty() { named.unwrap_or_default() } else { signed }
}

/// What stands before the author at the end of such a line.
const BY: &[&str] = &[" by ", " By ", " von ", " par ", " por ", " door "];

/// The persons of a part of the line, `in` a place or not; `None` where it names anything else.
fn persons(part: &str) -> Option<Vec<String>> {
    let named = part.split_once(" in ").filter(|(_, place)| is_place(place)).map_or(part, |(named, _)| named);
    let names: Vec<String> = split_names(named).iter().map(|name| tidy(name)).collect();
    names.iter().all(|name| is_person(name)).then_some(names)
}

/// Times, days of the week, degrees, minutes of reading.
fn is_beside(part: &str) -> bool {
    split_names(part).is_empty()
        || part.starts_with(|first: char| first.is_ascii_digit())
        || is_weekday(part.trim_end_matches('.'))
}

const WEEKDAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Tells whether a word is a day of the week or its first letters, three at least.
pub fn is_weekday(word: &str) -> bool {
    let word = word.to_lowercase();
    word.len() >= 3 && WEEKDAYS.iter().any(|day| day.starts_with(&word))
}

fn is_office(part: &str) -> bool {
    part.split_whitespace().any(is_of_house)
}

/// A few words with a capital each, letters only.
fn is_place(part: &str) -> bool {
    let capital = |word: &str| {
        word.starts_with(char::is_uppercase) && word.chars().all(|letter| letter.is_alphabetic() || "-'’.".contains(letter))
    };
    (1..=PLACE).contains(&part.split_whitespace().count()) && part.split_whitespace().all(capital)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_beside_dates_and_places() {
        for (line, names) in [
            ("Ann Lee in Mersin", &["Ann Lee"][..]),
            ("Ann Lee · June 12, 2023", &["Ann Lee"]),
            ("June 12, 2023 | Ann Lee", &["Ann Lee"]),
            ("Mon, 12 Jun 2023 | ANN LEE", &["Ann Lee"]),
            ("Ann Lee, PhD", &["Ann Lee"]),
            ("Ann Lee, Harbour correspondent", &["Ann Lee"]),
            ("Aïssata Diallo | Dakar | 17 Jun 2022", &["Aïssata Diallo"]),
            ("Ann Lee and Bo Berg in Port Said", &["Ann Lee", "Bo Berg"]),
            ("Ann Lee — 12 June 2023 — 5 min read", &["Ann Lee"]),
        ] {
            assert_eq!(signed_by(line), names, "{line}");
        }
    }

    #[test]
    fn names_at_the_end_of_date_lines() {
        for line in ["Posted on June 12, 2023 by Ann Lee", "Veröffentlicht am 12. Juni 2023 von Ann Lee"] {
            assert_eq!(named_beside_date(line), ["Ann Lee"], "{line}");
        }
        assert!(named_beside_date("Posted on June 12, 2023 by the board").is_empty());
    }

    #[test]
    fn lines_that_say_something_else() {
        for line in [
            "June 12, 2023",
            "Mersin, June 12, 2023",
            "New York | June 12, 2023",
            "Policy Brief | No. 112 | October 2021",
            "Photo by Ann Lee | June 12, 2023",
            "Ann Lee opens the harbour",
            "Guest Column",
            "",
        ] {
            assert!(signed_by(line).is_empty(), "{line}: {:?}", signed_by(line));
        }
    }
}
