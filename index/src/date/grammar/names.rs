//! Is it a time, or a name, a verb, an amount? `Theresa May`, `march`, `2000 people`, `the fall of the wall`.

use super::cursor::Cursor;
use crate::date::gap::Gap;
use crate::date::scan::Token;
use crate::date::term::{Naming, Term, Word};

/// Words before a month, year or season that make it one.
pub(super) const LEADS: &[Word] = &[
    Word::In,
    Word::Since,
    Word::Until,
    Word::By,
    Word::From,
    Word::During,
    Word::Before,
    Word::After,
    Word::Between,
    Word::Early,
    Word::Late,
    Word::Mid,
    Word::Earlier,
    Word::Later,
    Word::Last,
    Word::This,
    Word::Next,
    Word::Of,
    Word::To,
    Word::And,
    Word::Or,
    Word::For,
    Word::Each,
    Word::Every,
    Word::On,
    Word::Fiscal,
    Word::The,
    Word::End,
    Word::Start,
];

/// The few leads behind which a month that is also a person's name is meant as a month.
const SURE_LEADS: &[Word] = &[
    Word::In,
    Word::Since,
    Word::Until,
    Word::During,
    Word::Early,
    Word::Late,
    Word::Mid,
    Word::Last,
    Word::This,
    Word::Next,
    Word::Each,
    Word::Every,
    Word::Between,
];

/// Tells whether a month's name that stands alone is meant as a month.
pub(super) fn is_month(at: Cursor, after: Cursor, naming: Naming) -> bool {
    if led_by(at, SURE_LEADS) {
        return true;
    }
    if is_event(after) || is_part_of_name(at, naming) {
        return false;
    }
    if super::lists::is_listed(after) {
        return true;
    }
    if !led_by(at, LEADS) && is_given_name(after) {
        return false;
    }
    match naming {
        Naming::Sure => true,
        Naming::Short => after.text_after().starts_with('.') || led_by(at, &[Word::From, Word::To, Word::By]),
        _ => led_by(at, LEADS) || !starts_sentence(at) && !is_shouted(at, after),
    }
}

/// Tells whether what follows makes a month the name of a time long past: `the October Revolution`.
fn is_event(after: Cursor) -> bool {
    const EVENTS: &[&str] = &["Revolution", "War", "Uprising", "Rising", "Crisis", "Coup", "Putsch", "Manifesto", "Massacre"];
    after.text_after().strip_prefix(' ').is_some_and(|rest| EVENTS.iter().any(|event| rest.starts_with(event)))
}

/// Days of which the year is known where their event is named, and how the words behind them begin.
const KNOWN_DAYS: &[(u8, u8, i16, &[&str])] = &[
    (9, 11, 2001, &["attack", "terror", "hijack"]),
    (1, 6, 2021, &["attack", "capitol", "insurrection", "riot"]),
    (10, 7, 2023, &["attack", "hamas", "massacre"]),
];

/// The year of a day that an event made known: `the September 11 attacks`.
pub(super) fn known_year(at: Cursor, after: Cursor, (month, day): (u8, u8)) -> Option<i16> {
    let (_, _, year, cues) = KNOWN_DAYS.iter().find(|(known_month, known_day, ..)| (*known_month, *known_day) == (month, day))?;
    let begins = |rest: &str, cue: &str| rest.get(..cue.len()).is_some_and(|start| start.eq_ignore_ascii_case(cue));
    let named = after.text_after().strip_prefix(' ').is_some_and(|rest| cues.iter().any(|cue| begins(rest, cue)));
    (named || at.text_before().ends_with("attacks of ")).then_some(*year)
}

/// Tells whether a weekday is the name of one day of history or of a campaign: `Bloody Sunday`, `Super Tuesday`.
pub(super) fn is_named_day(at: Cursor) -> bool {
    const NAMES: &[&str] = &["Bloody", "Super", "Black", "Giving"];
    at.text_before().strip_suffix(' ').is_some_and(|before| NAMES.contains(&last_word(before)))
}

/// Tells whether a feast is that of another people or calendar: `Chinese New Year`, `Ukrainian Independence Day`.
pub(super) fn is_of_others(at: Cursor) -> bool {
    const CALENDARS: &[&str] = &["Lunar", "Orthodox", "Coptic", "Islamic", "Jewish", "Greek", "Holocaust"];
    const ENDINGS: &[&str] = &["an", "ish", "ese", "li", "ni", "qi"];
    const OURS: &[&str] = &["American", "Christian", "Anglican"];
    let Some(before) = at.text_before().strip_suffix(' ') else { return false };
    let word = last_word(before);
    let people = word.len() > 4 && word.starts_with(char::is_uppercase) && ENDINGS.iter().any(|ending| word.ends_with(ending));
    CALENDARS.contains(&word) || people && !OURS.contains(&word)
}

/// Tells whether a country's feast is another's than the one that the table knows: `India's Independence Day`.
pub(super) fn is_owned_by_others(at: Cursor, after: Cursor) -> bool {
    const OURS: &[&str] = &["America", "States", "S", "US", "nation", "country", "year", "month", "week", "today"];
    let Some(before) = at.text_before().strip_suffix(' ') else { return false };
    let owner = before.strip_suffix("'s").or_else(|| before.strip_suffix("’s"));
    let owner = owner.map(|owner| last_word(owner.strip_suffix('.').unwrap_or(owner)));
    let owned = owner.is_some_and(|owner| !OURS.contains(&owner) && !owner.ends_with("day"));
    let of = after.text_after().strip_prefix(" of ").is_some_and(|rest| rest.starts_with(char::is_uppercase));
    owned || of || is_of_others(at)
}

/// Tells whether the token stands right beside another capitalised word that is none of ours: `Theresa May`, `April Jones`.
pub(super) fn is_part_of_name(at: Cursor, naming: Naming) -> bool {
    let Some(token) = at.token().filter(|token| token.capital) else { return false };
    if at.length() > 0 {
        return false;
    }
    name_before(&at.text()[..token.start], naming)
}

/// Tells whether a text ends in a capitalised word and a blank, so that what follows may be the end of a name.
fn name_before(text: &str, naming: Naming) -> bool {
    let Some(text) = text.strip_suffix(' ') else { return false };
    let text = tail(text, LONGEST_NAME);
    let start =
        text.rfind(|character: char| !character.is_alphanumeric() && character != '-' && character != '’' && character != '\'');
    let word_start = start.map_or(0, |place| place + text[place..].chars().next().map_or(1, char::len_utf8));
    let word = &text[word_start..];
    let first = word.chars().next();
    first.is_some_and(char::is_uppercase)
        && word.chars().any(char::is_lowercase)
        && !is_plain_lead(word)
        && (naming == Naming::Doubtful || !opens_sentence(&text[..word_start]))
}

/// The bytes of a text before a date in which a name is looked for: a text may be one endless word.
const LONGEST_NAME: usize = 40;

/// The last bytes of a text, from a character boundary on.
fn tail(text: &str, bytes: usize) -> &str {
    let mut from = text.len().saturating_sub(bytes);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

/// The letters and digits in which a text ends.
pub(super) fn last_word(text: &str) -> &str {
    let text = tail(text, LONGEST_NAME);
    let start = text.char_indices().rev().take_while(|(_, character)| character.is_alphanumeric()).last();
    start.map_or("", |(place, _)| &text[place..])
}

/// Tells whether a capitalised word follows: `April Jones` sits down, `June Carter` sings.
fn is_given_name(after: Cursor) -> bool {
    let Some(rest) = after.text_after().strip_prefix(' ') else { return false };
    let mut letters = rest.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}

/// Words that stand with a capital before a date where a sentence or title begins.
fn is_plain_lead(word: &str) -> bool {
    matches!(
        word,
        "In" | "On"
            | "Since"
            | "By"
            | "Until"
            | "From"
            | "During"
            | "Before"
            | "After"
            | "Late"
            | "Early"
            | "The"
            | "This"
            | "Last"
            | "Next"
            | "Every"
            | "Each"
            | "Between"
            | "For"
            | "And"
            | "At"
            | "To"
            | "Of"
            | "Updated"
            | "Published"
    )
}

fn opens_sentence(before: &str) -> bool {
    let trimmed = before.trim_end();
    trimmed.is_empty() || trimmed.ends_with(['.', '!', '?', ':', '"', '“', '”', '\n', '•', '`', '(']) || before.ends_with('\n')
}

/// `Sunday Times`, `Friday Tribune`: a weekday that is part of a newspaper's name.
pub(super) fn is_newspaper(after: Cursor) -> bool {
    const PAPERS: &[&str] = &["Times", "Telegraph", "Mirror", "Herald", "Tribune", "Independent", "Mail", "Express"];
    after.text_after().strip_prefix(' ').is_some_and(|rest| PAPERS.iter().any(|paper| rest.starts_with(paper)))
}

/// Tells whether a preposition stands before it that dates follow.
pub(super) fn is_led(at: Cursor) -> bool {
    led_by(at, SURE_LEADS) || led_by(at, &[Word::Of, Word::From, Word::To, Word::The, Word::And])
}

pub(super) fn led_by(at: Cursor, leads: &[Word]) -> bool {
    let near = at.token().is_some_and(|token| matches!(token.gap, Gap::Blank | Gap::Hyphen));
    matches!(at.previous(), Some(Token { term: Term::Word(word), .. }) if near && leads.contains(&word))
}

fn starts_sentence(at: Cursor) -> bool {
    opens_sentence(at.text_before())
}

/// In a line of capitals nothing tells `MAY` from `may`.
fn is_shouted(at: Cursor, after: Cursor) -> bool {
    let word = at.token().map_or("", |token| &at.text()[token.start..after.end()]);
    word.len() > 1 && word.chars().all(char::is_uppercase)
}

/// Tells whether a season's name that stands alone is meant as one; `fall` is also a verb.
pub(super) fn is_season(at: Cursor, after: Cursor, is_fall: bool) -> bool {
    const BY_TIME: &[Word] =
        &[Word::In, Word::During, Word::Since, Word::Until, Word::By, Word::This, Word::Early, Word::Late, Word::Mid];
    let opened = led_by(at, BY_TIME);
    let article = at.token().is_some_and(|token| token.term == Term::Word(Word::The));
    let of = after.text_after().trim_start().starts_with("of ");
    let capital = after.previous().is_some_and(|token| token.capital);
    !capital && !of && (opened || article && !is_fall)
}

/// Tells whether `the 18th` is a day: behind `on`, and with no noun behind it ("on the 18th floor").
pub(super) fn is_lone_day(at: Cursor, after: Cursor) -> bool {
    let article = at.token().is_some_and(|token| token.term == Term::Word(Word::The));
    let digits = after.previous().is_some_and(|token| token.end - token.start <= 4 && matches!(token.term, Term::Ordinal(_)));
    let ends =
        !after.text_after().trim_start_matches(' ').starts_with(char::is_alphanumeric) && !after.text_after().starts_with('-');
    article && digits && ends && led_by(at, &[Word::On, Word::By, Word::Until, Word::Since])
}

/// Tells whether the day on which a year closes follows: `ended March 31`.
pub(super) fn is_closed(after: Cursor) -> bool {
    let rest = after.text_after();
    rest.starts_with(" ended") || rest.starts_with(" ending")
}

/// Tells whether `the year` means the year of the document: at the end of a clause, not `the year of the tiger`.
pub(super) fn is_the_year(at: Cursor, after: Cursor) -> bool {
    let led = led_by(at, &[Word::In, Word::For, Word::Of, Word::During, Word::Earlier, Word::Later]);
    led && !after.text_after().trim_start().starts_with("of ") && !is_closed(after)
}
