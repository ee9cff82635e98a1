//! Which line is the title.

use rustc_hash::FxHashSet;

use super::byline::is_byline;
use super::dek::{is_front, label_dek};
use super::named::{names_title, stated_alone};
use super::published::has_date;
use super::signed::{is_weekday, signed_by};
use super::stated::{find_stated, is_ambiguous};
use crate::document::Label;
use crate::document::furniture::links::opens_link;
use crate::document::furniture::running::{counts_part, is_running};
use crate::document::furniture::sections::names_section;
use crate::document::furniture::{Draft, End, hash_text};

/// How many units from the top a title is looked for where no paragraph tells where the article begins.
const FARTHEST: usize = 40;

/// The article's words are taken from so many of its first paragraphs.
const PARAGRAPHS: usize = 12;

/// Finds the title and the dek above the article, and labels them. Returns the place of the title.
pub fn label_title(draft: &mut Draft<'_>) -> Option<usize> {
    let first_prose = draft.first_prose();
    let end = first_prose.unwrap_or(draft.units.len().min(FARTHEST));
    let known = Known::of(draft, end);
    let fronts = fronts(draft, end);
    let clues = |place| Some((place, clues(draft, place, end, &known, &fronts)?));
    let scored: Vec<(usize, f32)> = (0..end).filter_map(clues).filter(|(_, score)| *score > 0.0).collect();
    let best = best_of(scored.iter().copied());
    // A line that signs the article is its title only where no other line can be.
    let signed = |place: usize| scored.len() > 1 && !signed_by(draft.words_of(place)).is_empty();
    let best = match best {
        Some((place, _)) if signed(place) => best_of(scored.iter().copied().filter(|(other, _)| *other < place)).or(best),
        best => best,
    };
    let (title, _) = best.or_else(|| only_unit(draft, end))?;
    let title = above_dek(draft, title, &scored, &known).unwrap_or(title);
    let title = stated_alone(draft, title);
    draft.set(title, Label::Title, "title above the article");
    label_repeats_of(draft, title);
    label_dek(draft, title, end);
    Some(title)
}

/// The title right above a dek that says more of the article, and stands above byline or date itself.
fn above_dek(draft: &Draft<'_>, best: usize, scored: &[(usize, f32)], known: &Known) -> Option<usize> {
    let above = best.checked_sub(1)?;
    let (line, dek) = (draft.measure(above), draft.measure(best));
    let is_title = scored.iter().any(|(place, _)| *place == above)
        && TITLE.contains(&line.words)
        && (line.end, line.bullet, line.bars) == (End::Open, 0, 0)
        && !line.starts_small
        && line.numbers * 3 < line.words
        && draft.units[above].cues.bytes == 0
        && known.share_of(draft.words_of(above)) >= SHARED;
    (is_title && line.words < dek.words && dek.words >= DEK && is_front(draft, best + 1)).then_some(above)
}

/// A title has so many words; a dek that may be taken for it so many at least.
const TITLE: std::ops::RangeInclusive<u32> = 4..=18;
const DEK: u32 = 9;

/// So many of its words the title shares with the article, where the dek shares more.
const SHARED: f32 = 0.25;

/// The best title, of equals the first.
fn best_of(scored: impl Iterator<Item = (usize, f32)>) -> Option<(usize, f32)> {
    scored.fold(None, |best, (place, score)| match best {
        Some((_, best_score)) if best_score >= score => best,
        _ => Some((place, score)),
    })
}

/// A document without paragraphs has its first line as title, unless that is furniture.
fn only_unit(draft: &Draft<'_>, end: usize) -> Option<(usize, f32)> {
    let first = (0..end).find(|place| draft.is_body(*place))?;
    (draft.measure(first).words <= 30 && draft.measure(first).bullet == 0).then_some((first, 0.0))
}

/// How much speaks for a line as the title; `None` where it can't be one.
fn clues(draft: &Draft<'_>, place: usize, end: usize, known: &Known, fronts: &[bool]) -> Option<f32> {
    let measure = draft.measure(place);
    let text = draft.words_of(place);
    let labelled = matches!(draft.label(place), Label::Credit | Label::Caption | Label::PullQuote);
    if !(1..=35).contains(&measure.words)
        || labelled
        || is_running(draft, place)
        || leads_in_items(draft, place)
        || counts_part(text)
        || draft.units[place].recurs
        || draft.units[place].is_turn
        || is_byline(text)
        || opens_link(text)
        || names_section(text)
        || is_ambiguous(text)
        || repeats_caption(draft, place)
        || (has_date(text) && (measure.words < 9 || only_dates(text)) && !titles_a_day(draft, place))
    {
        return None;
    }
    let cue_share = draft.units[place].cues.bytes as f32 / text.len().max(1) as f32;
    let distance = (end - place) as f32;
    let mut score = 4.0 * known.share_of(text) - 1.0;
    score += if (4..=18).contains(&measure.words) { 1.0 } else { 0.0 };
    score += if known.page_names.contains(&hash_text(text)) { 3.0 } else { 0.0 };
    score += if names_title(draft, place) { 4.0 } else { 0.0 };
    score += if draft.is_body(place) { 0.5 } else { 0.0 };
    score += if opens_text(draft, place, end) { 1.0 } else { 0.0 };
    score += if fronts[place + 1..place + 4].contains(&true) { 0.5 } else { 0.0 };
    score -= if measure.end == End::Sentence && !text.ends_with(['?', '!']) { 1.5 } else { 0.0 };
    score -= if measure.end == End::Comma || measure.end == End::Colon { 1.0 } else { 0.0 };
    score -= if cue_share > 0.4 { 3.0 } else { 0.0 };
    score -= if measure.bullet > 0 { 2.0 } else { 0.0 };
    score -= if measure.bars > 0 || measure.tabs > 1 { 2.0 } else { 0.0 };
    score -= if measure.starts_small { 1.0 } else { 0.0 };
    Some(score - (distance * 0.06).min(1.5))
}

/// Tells whether a line that ends in a colon stands right above the items that it leads in.
fn leads_in_items(draft: &Draft<'_>, place: usize) -> bool {
    draft.measure(place).end == End::Colon && draft.units.get(place + 1).is_some_and(|below| below.measure.bullet > 0)
}

/// Tells whether a line is the description of a picture, which the caption below says at greater length.
fn repeats_caption(draft: &Draft<'_>, place: usize) -> bool {
    let below = (place + 1 < draft.units.len()).then(|| draft.label(place + 1));
    matches!(below, Some(Label::Caption)) && draft.words_of(place + 1).starts_with(draft.words_of(place))
}

/// Tells whether a line at the very top names what happened on a day: `Press briefing by the spokesman, May 4, 2023`.
fn titles_a_day(draft: &Draft<'_>, place: usize) -> bool {
    let line = draft.words_of(place);
    let before = find_stated(line).map_or("", |found| &line[..found.span.start]);
    let telling =
        before.split_whitespace().filter(|word| word.len() > 2 && !BESIDE_DATES.contains(&word.to_lowercase().as_str()));
    place == 0 && telling.count() >= 3 && signed_by(line).is_empty()
}

/// A head without a menu has at most so many units.
const CLOSE: usize = 6;

/// Tells whether a line stands in the open at the very top: of a text without a menu that is the place of its title.
fn opens_text(draft: &Draft<'_>, place: usize, end: usize) -> bool {
    let unit = &draft.units[place];
    place == 0
        && end <= CLOSE
        && unit.measure.words > 2
        && unit.measure.end == End::Open
        && unit.cues.bytes == 0
        && draft.units.get(1).is_some_and(|below| below.blanks_above > 0 || is_front(draft, 1))
}

/// Words that stand beside a date of publication.
const BESIDE_DATES: &[&str] = &[
    "first",
    "last",
    "on",
    "at",
    "am",
    "pm",
    "date",
    "published",
    "updated",
    "modified",
    "posted",
    "issued",
    "created",
    "released",
    "edited",
];

/// Tells whether a line that holds a date says nothing else: `First published on Mon 12 Jun 2023 18.14 BST`.
fn only_dates(line: &str) -> bool {
    let Some(found) = find_stated(line) else { return false };
    let rest = [&line[..found.span.start], &line[found.span.end..]];
    let mut words = rest.iter().flat_map(|part| part.split(|mark: char| !mark.is_alphanumeric())).filter(|word| !word.is_empty());
    words.all(|word| {
        let zone = word.len() <= 4 && !word.contains(char::is_lowercase);
        zone || word.starts_with(|first: char| first.is_ascii_digit())
            || is_weekday(word)
            || BESIDE_DATES.contains(&word.to_lowercase().as_str())
    })
}

/// What a title is known by: the words of the article, and the lines `X | SITE`, the form in which pages state their titles.
struct Known {
    /// Hashes of the words of the article's beginning that say something.
    words: FxHashSet<u64>,
    /// Hashes of what such lines hold before the name of the site, or any part of it.
    page_names: FxHashSet<u64>,
}

impl Known {
    fn of(draft: &Draft<'_>, start: usize) -> Known {
        let article = (start..draft.units.len()).filter(|place| draft.is_body(*place));
        let words = article.take(PARAGRAPHS).flat_map(|place| telling_words(draft.words_of(place))).collect();
        let lines = (0..draft.units.len().min(start + BELOW)).map(|place| draft.words_of(place));
        let page_names = lines.filter(|line| line.len() <= LONGEST_PAGE_NAME).flat_map(page_names).collect();
        Known { words, page_names }
    }

    /// The share of a line's telling words that the article uses.
    fn share_of(&self, text: &str) -> f32 {
        let (mut known, mut words) = (0, 0);
        for word in telling_words(text) {
            words += 1;
            known += u32::from(self.words.contains(&word));
        }
        known as f32 / words.max(2) as f32
    }
}

/// So many units below the article's beginning the page may still be named.
const BELOW: usize = 60;

/// A line `X | SITE` has at most so many bytes, and X so many at least.
const LONGEST_PAGE_NAME: usize = 300;
const SHORTEST_TITLE: usize = 10;

/// Hashes of what a line holds before each mark that may part a title from the name of a site.
fn page_names(line: &str) -> impl Iterator<Item = u64> + '_ {
    const MARKS: [char; 8] = ['|', '-', '–', '—', ':', '»', '·', '<'];
    // The first bytes of the marks: most letters are none of them.
    let may_be_mark = |byte: u8| matches!(byte, b'|' | b'-' | b':' | b'<' | 0xc2 | 0xe2);
    let marks = line.bytes().enumerate().filter(move |(_, byte)| may_be_mark(*byte)).map(|(place, _)| place);
    marks
        .filter(|place| line[*place..].starts_with(MARKS))
        .map(|place| line[..place].trim_end())
        .filter(|name| name.len() > SHORTEST_TITLE)
        .map(hash_text)
}

/// Hashes of the words of more than three letters, capitals as small ones, possessives as their names. Letters are bytes:
/// those beyond ASCII are told apart well enough.
fn telling_words(text: &str) -> impl Iterator<Item = u64> + '_ {
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || (*byte >= 0x80 && *byte != 0xe2);
    let words = text.as_bytes().split(move |byte| !is_letter(byte));
    // What remains of a curly quote, dash or dot, whose first byte is E2, are bytes that begin no letter.
    let bare = words.map(|word| &word[word.iter().take_while(|byte| (0x80..0xc0).contains(*byte)).count()..]);
    bare.filter(|word| word.len() > 3).map(|word| {
        word.iter().fold(0, |hash: u64, byte| (hash ^ u64::from(byte | 0x20)).wrapping_mul(0x0100_0000_01b3).rotate_left(23))
    })
}

/// The title again, as in a path through the site.
fn label_repeats_of(draft: &mut Draft<'_>, title: usize) {
    let text = draft.words_of(title);
    for place in 0..draft.units.len() {
        let other = draft.words_of(place);
        let longer = other.len() > text.len() && other.len() < text.len() + 60 && text.len() > 20;
        let same = other == text || (longer && other.contains(text));
        if place != title && same && draft.is_body(place) {
            draft.drop(place, "the title again");
        }
    }
}

/// Which of the units above a place, and of the three from there on, are byline or date.
fn fronts(draft: &Draft<'_>, end: usize) -> Vec<bool> {
    (0..end + 3).map(|place| is_front(draft, place)).collect()
}
