//! Is it a person's name, and how is it written?

use crate::actor::{ActorContext, ActorKind, find_actors};
use crate::text::Span;

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "de", "da", "di", "van", "von", "der", "den", "del", "della", "la", "le", "al", "el", "bin", "ibn", "ben", "ten", "ter",
    "dos", "du", "y",
];

/// Words of houses, offices and pages: no person's name holds them, nor their plurals.
const NOT_IN_NAMES: &[&str] = &[
    "agencies",
    "agency",
    "analyst",
    "article",
    "columnist",
    "contributor",
    "correspondent",
    "desk",
    "editor",
    "editorial",
    "from",
    "news",
    "newsroom",
    "online",
    "press",
    "reader",
    "report",
    "reporter",
    "service",
    "staff",
    "team",
    "times",
    "tool",
    "tribune",
    "wire",
    "writer",
];

/// What stands before a name without being part of it.
const ADDRESSES: &[&str] = &["dr", "prof", "professor", "mr", "mrs", "ms"];

/// What follows a name without being part of it, and what is part of it though a comma may stand between.
const DEGREES: &[&str] = &["PhD", "Ph.D", "MD", "M.D", "Esq"];
const GENERATIONS: &[&str] = &["Jr", "Sr", "II", "III"];

/// Two to five words of which each but the particles begins with a capital and holds no digit; no house, no word of a page.
pub fn is_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital = |word: &&str| word.starts_with(char::is_uppercase) && word.chars().all(is_of_name);
    (2..=5).contains(&words.len())
        && capital(&words[0])
        && !words[0].eq_ignore_ascii_case("by")
        && !words.iter().any(|word| is_of_house(word))
        && words.iter().all(|word| capital(word) || PARTICLES.contains(word))
        && words.last().is_some_and(capital)
}

/// Tells whether a word is one of houses, offices and pages, in the singular or the plural.
pub fn is_of_house(word: &str) -> bool {
    let one = word.strip_suffix(['s', 'S']).unwrap_or(word);
    NOT_IN_NAMES.iter().any(|other| word.eq_ignore_ascii_case(other) || one.eq_ignore_ascii_case(other))
}

fn is_of_name(character: char) -> bool {
    character.is_alphabetic() || matches!(character, '.' | '-' | '\'' | '’' | '‑')
}

/// Tells whether a name that no "By" introduces is a person's: "Middle East" and "Guest Column" are written as names are.
pub fn is_person(name: &str) -> bool {
    is_name(name) && kind_of(name) == Some(ActorKind::Person)
}

/// Tells whether a name is known as that of a place or a body: "Port Said" is written as names of persons are.
pub fn is_other_than_person(name: &str) -> bool {
    kind_of(name).is_some_and(|kind| kind != ActorKind::Person)
}

/// What a name that stands alone names.
fn kind_of(name: &str) -> Option<ActorKind> {
    let whole = Span::new(0, name.len());
    let mentions = find_actors(name, &[whole], &ActorContext::default());
    mentions.iter().find(|mention| mention.span == whole).map(|mention| mention.actor.kind)
}

/// Tells whether a word follows a name and a comma without being another author.
pub fn follows_name(word: &str) -> bool {
    is_degree(word) || GENERATIONS.contains(&word.trim_end_matches('.'))
}

fn is_degree(word: &str) -> bool {
    DEGREES.contains(&word.trim_end_matches('.'))
}

/// A name without forms of address and degrees, and not in capitals only.
pub fn tidy(name: &str) -> String {
    let mut words: Vec<&str> = name.split_whitespace().collect();
    let address = |word: &&str| ADDRESSES.contains(&word.trim_end_matches('.').to_lowercase().as_str());
    while words.len() > 2 && address(&words[0]) {
        words.remove(0);
    }
    while words.len() > 2 && words.last().is_some_and(|word| is_degree(word)) {
        words.pop();
    }
    let bare = words.join(" ");
    let shouted = !bare.contains(char::is_lowercase) && words.iter().any(|word| word.chars().count() > 2);
    if shouted { quietened(&words, bare.contains(['İ', 'Ğ', 'Ş'])) } else { bare }
}

/// Capitals only where names have them; the letter I of a Turkish name is a dotless one.
fn quietened(words: &[&str], turkish: bool) -> String {
    let quiet = |(place, word): (usize, &&str)| {
        let small: String = word.chars().flat_map(|letter| lowered(letter, turkish)).collect();
        let inside = place > 0 && place + 1 < words.len();
        if inside && PARTICLES.contains(&small.as_str()) { small } else { with_capitals(&small, word) }
    };
    words.iter().enumerate().map(quiet).collect::<Vec<_>>().join(" ")
}

fn lowered(letter: char, turkish: bool) -> impl Iterator<Item = char> {
    match letter {
        'İ' => 'i'.to_lowercase(),
        'I' if turkish => 'ı'.to_lowercase(),
        other => other.to_lowercase(),
    }
}

/// A small word with the capitals of the shouted one where a name has them: at its start, behind a mark, behind "Mc".
fn with_capitals(small: &str, shouted: &str) -> String {
    let mut opens = true;
    let mut place = 0;
    let pairs = small.chars().zip(shouted.chars());
    pairs
        .map(|(small, capital)| {
            let kept = if opens || (place == 2 && shouted.starts_with("MC")) { capital } else { small };
            opens = !small.is_alphabetic();
            place += 1;
            kept
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rubrics_and_places_are_no_persons() {
        for name in ["Ann Lee", "Aïssata Diallo", "Ludwig van Beethoven", "Yasmin El-Sayed"] {
            assert!(is_person(name), "{name}");
        }
        for name in ["Middle East", "New York", "Guest Column", "For Immediate Release", "Harbour Gazette", "Key Points"] {
            assert!(!is_person(name), "{name}");
        }
        assert!(!is_name("Transport Correspondents") && !is_name("Gazette News"));
    }

    #[test]
    fn names_are_written_as_names() {
        for (written, name) in [
            ("MARIA CONTI", "Maria Conti"),
            ("Dr. Ann Lee", "Ann Lee"),
            ("Prof. Dr. ANN LEE-BERG", "Ann Lee-Berg"),
            ("Ann Lee PhD", "Ann Lee"),
            ("Bo Berg Jr.", "Bo Berg Jr."),
            ("PETER DE LA CRUZ", "Peter de la Cruz"),
            ("SHONA MCDONALD", "Shona McDonald"),
            ("AL ALEXANDER", "Al Alexander"),
            ("ALİ YILMAZ", "Ali Yılmaz"),
            ("J.K. O'NEIL", "J.K. O'Neil"),
            ("Ludwig van Beethoven", "Ludwig van Beethoven"),
            ("Dr. Lee", "Dr. Lee"),
            ("JJ Abo", "JJ Abo"),
        ] {
            assert_eq!(tidy(written), name, "{written}");
        }
    }
}
