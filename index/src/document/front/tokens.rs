//! The words, numbers and marks that dates are made of.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::text::{Span, fold};

/// What a token is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Kind {
    Number {
        value: i32,
        digits: usize,
    },
    Month(i8),
    /// A word that may stand inside a date: "of", "de", "th".
    Filler,
    Word,
    Mark(char),
}

/// A word, a number or a mark of a line that may state a date.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub span: Span,
    /// Whether a blank stands before it.
    pub parted: bool,
}

/// More tokens than any line with a date of its own has.
const MOST_TOKENS: usize = 64;

/// Cuts a line into tokens, as many as lines with a date of their own have.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text.char_indices().peekable();
    let mut parted = false;
    while let Some((start, first)) = rest.next() {
        if first.is_whitespace() {
            parted = true;
            continue;
        }
        let mut end = start + first.len_utf8();
        let class = |character: char| (character.is_ascii_digit(), character.is_alphabetic());
        while let Some((place, next)) = rest.next_if(|(_, next)| class(*next) == class(first) && class(first) != (false, false)) {
            end = place + next.len_utf8();
        }
        let span = Span::new(start, end);
        match glued_day(span, first).filter(|_| follows_month(&tokens)) {
            Some(parts) => {
                let token = |span: Span| Token { kind: kind(span.of(text), first), span, parted };
                tokens.extend(parts.map(token));
            }
            None => tokens.push(Token { kind: kind(span.of(text), first), span, parted }),
        }
        parted = false;
        if tokens.len() >= MOST_TOKENS {
            break;
        }
    }
    tokens
}

/// A year to which the day of the next date is glued: `2 Nov 20232 Nov 2023`.
fn glued_day(span: Span, first: char) -> Option<[Span; 2]> {
    let year = Span::new(span.start, span.start + 4);
    (first.is_ascii_digit() && (5..=6).contains(&span.len())).then(|| [year, Span::new(year.end, span.end)])
}

fn follows_month(tokens: &[Token]) -> bool {
    tokens.last().is_some_and(|token| matches!(token.kind, Kind::Month(_)))
}

fn kind(token: &str, first: char) -> Kind {
    if first.is_ascii_digit() {
        return token.parse().map_or(Kind::Word, |value| Kind::Number { value, digits: token.len() });
    }
    if !first.is_alphabetic() {
        return Kind::Mark(first);
    }
    // `2022年12月28日`.
    match token {
        "年" | "月" => return Kind::Mark('/'),
        "日" => return Kind::Filler,
        _ => {}
    }
    let folded = fold(token);
    match month(&folded) {
        Some(month) => Kind::Month(month),
        None if FILLERS.contains(&folded.as_str()) || ZONES.contains(&token) => Kind::Filler,
        None => Kind::Word,
    }
}

/// Words that may stand inside a date, folded.
const FILLERS: &[&str] = &["of", "de", "del", "do", "the", "st", "nd", "rd", "th"];

/// Zones of time.
const ZONES: &[&str] = &[
    "UTC", "GMT", "Z", "WET", "BST", "CET", "CEST", "EET", "EEST", "MSK", "TRT", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST",
    "PDT",
];

/// Month names in the languages whose pages we meet most; the first three letters of the English ones too.
#[rustfmt::skip]
const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "janvier", "januar", "januari", "enero", "gennaio", "janeiro", "ocak",
      "января", "январь", "січня", "stycznia", "يناير", "جانفي", "ιανουαριου"],
    &["february", "feb", "fevrier", "februar", "februari", "febrero", "febbraio", "fevereiro", "subat",
      "февраля", "февраль", "лютого", "lutego", "فبراير", "شباط", "فيفري", "φεβρουαριου"],
    &["march", "mar", "mars", "marz", "maart", "marzo", "marco", "mart",
      "марта", "март", "березня", "marca", "مارس", "آذار", "μαρτιου"],
    &["april", "apr", "avril", "abril", "aprile", "nisan",
      "апреля", "апрель", "квітня", "kwietnia", "أبريل", "نيسان", "أفريل", "απριλιου"],
    &["may", "mai", "mei", "mayo", "maggio", "maio", "mayis",
      "мая", "май", "травня", "maja", "مايو", "أيار", "ماي", "μαιου"],
    &["june", "jun", "juin", "juni", "junio", "giugno", "junho", "haziran",
      "июня", "июнь", "червня", "czerwca", "يونيو", "حزيران", "جوان", "ιουνιου"],
    &["july", "jul", "juillet", "juli", "julio", "luglio", "julho", "temmuz",
      "июля", "июль", "липня", "lipca", "يوليو", "تموز", "جويلية", "ιουλιου"],
    &["august", "aug", "aout", "augustus", "agosto", "agustos",
      "августа", "август", "серпня", "sierpnia", "أغسطس", "آب", "أوت", "αυγουστου"],
    &["september", "sept", "sep", "septembre", "septiembre", "settembre", "setembro", "eylul",
      "сентября", "сентябрь", "вересня", "wrzesnia", "سبتمبر", "أيلول", "σεπτεμβριου"],
    &["october", "oct", "octobre", "oktober", "okt", "octubre", "ottobre", "outubro", "ekim",
      "октября", "октябрь", "жовтня", "pazdziernika", "أكتوبر", "οκτωβριου"],
    &["november", "nov", "novembre", "noviembre", "novembro", "kasim",
      "ноября", "ноябрь", "листопада", "listopada", "نوفمبر", "νοεμβριου"],
    &["december", "dec", "decembre", "dezember", "dez", "desember", "diciembre", "dicembre", "dezembro", "aralik",
      "декабря", "декабрь", "грудня", "grudnia", "ديسمبر", "δεκεμβριου"],
];

/// The months by their names, folded.
static BY_NAME: LazyLock<FxHashMap<String, i8>> = LazyLock::new(|| {
    let numbered = (1..).zip(MONTHS);
    numbered.flat_map(|(month, names)| names.iter().map(move |name| (fold(name), month))).collect()
});

fn month(folded: &str) -> Option<i8> {
    BY_NAME.get(folded).copied()
}
