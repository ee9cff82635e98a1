//! Does the sentence look back or ahead? The verbs and cues nearest to a date tell.

use crate::text::Span;

/// Where a sentence looks from the day of its document.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Outlook {
    Past,
    /// Someone said it, which is over; what they said need not be: "officials said the May 14 vote".
    Told,
    Future,
    Unknown,
    /// Nothing but the past is asked for, as in a filter.
    Behind,
}

/// Words that look ahead, in lower case.
const FUTURE: &[&str] = &[
    "will",
    "shall",
    "ll",
    "won",
    "would",
    "expected",
    "expects",
    "expect",
    "scheduled",
    "planned",
    "planning",
    "due",
    "until",
    "upcoming",
    "intends",
    "hopes",
    "hope",
    "going",
    "deadline",
    "slated",
    "begins",
    "opens",
    "starts",
    "can",
    "may",
    "should",
    "must",
    "proposed",
    "forecast",
    "next",
    "matures",
    "maturing",
    "expire",
    "expires",
    "effective",
    "through",
    "ahead",
    "looming",
    "payable",
    "likely",
    "tomorrow",
    "if",
    "takes",
    "extended",
    "postponed",
    "delayed",
    "adjourned",
    "rescheduled",
];

/// Verbs that look ahead, though in the past themselves, where `to` follows: "agreed to leave in May".
const AIMING: &[&str] = &[
    "agreed",
    "aimed",
    "allowed",
    "asked",
    "decided",
    "hoped",
    "intended",
    "invited",
    "offered",
    "ordered",
    "planned",
    "pledged",
    "promised",
    "required",
    "subpoenaed",
    "summoned",
    "supposed",
    "threatened",
    "urged",
    "vowed",
    "wanted",
];

/// Verbs of telling, and words as little sure.
const TELLING: &[&str] = &[
    "said",
    "says",
    "told",
    "announced",
    "added",
    "noted",
    "reported",
    "stated",
    "insisted",
    "claimed",
    "argued",
    "confirmed",
    "warned",
    "stressed",
    "declared",
    "have",
    "has",
    "last",
];

/// Words that look back, in lower case; words in `-ed` look back as well.
const PAST: &[&str] = &[
    "was", "were", "had", "did", "been", "since", "ago", "met", "began", "took", "came", "went", "made", "fell", "rose", "won",
    "lost", "left", "held", "saw", "got", "became", "led", "ended", "sold", "bought", "cut", "kept", "gave", "found", "struck",
    "shot", "fought", "earlier", "sent", "brought", "broke", "built", "closed", "hit", "spoke", "wrote", "flew", "drove", "ran",
    "drew", "threw", "knew", "thought", "felt", "paid", "spent", "stood", "heard", "fled", "sought", "caught", "taught", "chose",
    "swore", "tore", "hid", "lay", "sank", "dealt", "meant", "withdrew", "grew", "agreed", "freed",
];

/// How many bytes to each side of a date are read for cues.
const REACH: usize = 160;

/// Tells whether a word looks ahead by itself, or as `to` does before what is to come.
pub(super) fn looks_ahead(word: &str) -> bool {
    let bare = word.trim_matches(parts_words);
    bare == "to" || FUTURE.iter().any(|cue| cue.eq_ignore_ascii_case(bare))
}

/// Judges by the cues of the same sentence, those before the date first.
pub(super) fn outlook(text: &str, span: Span) -> Outlook {
    let (before, after) = (before(text, span.start), after(text, span.end));
    if after.starts_with(['\'', '’']) {
        // "Tuesday's vote" is spoken of once it is over, or by the verb behind it
        return first_cue(after.split(parts_words).skip(2)).map_or(Outlook::Past, |(outlook, _)| outlook);
    }
    if before.ends_with("ntil ") && matches!(first_cue(after.split(parts_words)), Some((Outlook::Past, _))) {
        return Outlook::Past;
    }
    if AS_SOON.iter().any(|cue| before.ends_with(cue)) {
        return Outlook::Future;
    }
    if before.ends_with("by ") && !matches!(first_cue(before.rsplit(parts_words)), Some((Outlook::Past, _))) {
        return Outlook::Future;
    }
    let behind = first_cue(before.rsplit(parts_words));
    let ahead = first_cue(after.split(parts_words));
    match (behind, ahead) {
        (None, None) => Outlook::Unknown,
        (Some((outlook, far)), Some((next, 0))) if far > 1 && outlook != next => next,
        (Some((outlook, _)), _) | (None, Some((outlook, _))) => outlook,
    }
}

/// What stands right before a day that is still to come.
const AS_SOON: &[&str] = &["as soon as ", "as early as ", "no later than "];

/// How many words to each side are read for a cue.
const WORDS: usize = 20;

/// The first cue among words, and how many words stand between it and the date.
fn first_cue<'t>(words: impl Iterator<Item = &'t str>) -> Option<(Outlook, usize)> {
    let mut words = words.filter(|word| !word.is_empty()).take(WORDS).enumerate().peekable();
    let (mut nearer, mut behind_to) = ("", false);
    while let Some((place, word)) = words.next() {
        let farther = words.peek().map_or("", |(_, word)| word);
        match judge(word, nearer, farther) {
            Outlook::Unknown => nearer = word,
            Outlook::Past if behind_to && AIMING.contains(&word) => return Some((Outlook::Future, place)),
            found => return Some((found, place)),
        }
        behind_to |= word == "to";
    }
    None
}

/// Judges a word between its neighbours; for words before a date `nearer` stands behind it and `farther` before it.
fn judge(word: &str, nearer: &str, farther: &str) -> Outlook {
    let mut lower = [0; 12];
    if word.len() > lower.len() || !word.is_ascii() {
        return Outlook::Unknown;
    }
    for (place, byte) in word.bytes().enumerate() {
        lower[place] = byte.to_ascii_lowercase();
    }
    let lower = &lower[..word.len()];
    let is = |cue: &&str| cue.as_bytes() == lower;
    let to_come = nearer == "to" && ["is", "are", "set", "s", "plans", "plan"].iter().any(is)
        || farther == "to" && ["plans", "plan", "be"].iter().any(is)
        || nearer == "for" && is(&"set");
    let ahead_of = is(&"ahead") && (nearer == "of" || farther == "of");
    if to_come || !ahead_of && FUTURE.iter().any(is) {
        Outlook::Future
    } else if TELLING.iter().any(is) {
        Outlook::Told
    } else if !["be", "is", "are", "being"].contains(&farther) && (PAST.iter().any(is) || is_past_verb(lower)) {
        Outlook::Past
    } else {
        Outlook::Unknown
    }
}

/// A word in `-ed`; one in `-eed` ("succeed", "need") is none, and "hundred" and "united" are not either.
fn is_past_verb(lower: &[u8]) -> bool {
    lower.len() > 4
        && lower.ends_with(b"ed")
        && !lower.ends_with(b"eed")
        && !matches!(lower, b"hundred" | b"united" | b"unspecified")
}

fn parts_words(character: char) -> bool {
    !character.is_alphanumeric()
}

/// The sentence's text before a place, as far as it is read.
fn before(text: &str, start: usize) -> &str {
    let mut from = start.saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let piece = &text[from..start];
    let end = piece.rmatch_indices(['.', '!', '?', '\n']).map(|(place, _)| place).find(|place| ends_sentence(piece, *place));
    end.map_or(piece, |place| &piece[place + 1..])
}

/// The sentence's text behind a place, as far as it is read.
fn after(text: &str, end: usize) -> &str {
    let mut to = text.len().min(end + REACH);
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    let piece = &text[end..to];
    let stop = piece.match_indices(['.', '!', '?', '\n']).map(|(place, _)| place).find(|place| ends_sentence(piece, *place));
    stop.map_or(piece, |place| &piece[..place])
}

/// A point ends a sentence where no lower-case word follows and no title, initial or short month stands before it.
fn ends_sentence(text: &str, place: usize) -> bool {
    let rest = &text[place + 1..];
    match text.as_bytes()[place] {
        b'\n' => rest.starts_with('\n'),
        b'.' => {
            let word = text[..place].rsplit(parts_words).next().unwrap_or("");
            let whole = place == 0 || word.len() > 3 || word == "May" || word.len() > 1 && !word.contains(char::is_uppercase);
            whole && rest.trim_start().chars().next().is_none_or(|next| !next.is_lowercase())
        }
        _ => true,
    }
}
