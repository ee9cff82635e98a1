//! Links to other articles that stand amid an article: `Read more: Why the trains never run on time`.

use super::draft::Draft;
use super::measure::End;
use super::opener::Openers;

/// What opens such a link, or stands above one or two of them.
const OPENERS: Openers = Openers::of(&[
    "read more",
    "read also",
    "also read",
    "read next",
    "see also",
    "must read",
    "more on this",
    "related",
    "related story",
    "related article",
    "recommended",
    "mehr zum thema",
    "lesen sie auch",
    "à lire aussi",
    "lire aussi",
    "lea también",
    "leggi anche",
    "lees ook",
]);

/// A link has at most so many words.
const LONGEST: u32 = 25;

/// So many links stand below their opener, or so many items of a list of them.
const MOST: usize = 2;
const MOST_ITEMS: usize = 5;

/// A button has at most so many words.
const BUTTON: u32 = 2;

/// Why a line of one is furniture.
const REASON: &str = "a link to another article";

/// Drops links amid the article and the lines that open them. The article goes on behind them.
pub fn drop_links(draft: &mut Draft<'_>) {
    for place in 0..draft.units.len() {
        if draft.units[place].cues.bytes == 0 || draft.units[place].recurs {
            continue;
        }
        let links = match opens_link(draft.words_of(place)) {
            true => 0,
            false => links_below(draft, place),
        };
        if links > 0 || is_link(draft, place) {
            (place..=place + links).for_each(|place| draft.drop(place, REASON));
            resume(draft, place, place + links + 1);
        }
    }
}

/// Tells whether a line is an opener with its link behind it.
pub fn opens_link(line: &str) -> bool {
    opened(line).is_some_and(|rest| rest.contains(char::is_alphanumeric))
}

fn is_link(draft: &Draft<'_>, place: usize) -> bool {
    let measure = draft.measure(place);
    measure.words <= LONGEST && is_unended(draft, place) && opens_link(draft.words_of(place))
}

/// What stands behind the opener of a link and a mark.
fn opened(line: &str) -> Option<&str> {
    let mut rests = OPENERS.of_line(line).map(|(_, rest)| rest.trim_start());
    let rest = rests.find(|rest| rest.starts_with([':', '|', '–', '—', '»', '>']))?;
    Some(rest.trim_start_matches([':', '|', '–', '—', '»', '>']))
}

/// How many links stand below a line that is nothing but an opener, where a sentence follows them that is no teaser: behind
/// a teaser comes the title of the next article.
pub fn links_below(draft: &Draft<'_>, place: usize) -> usize {
    let line = draft.words_of(place);
    if !opens_links_below(line) {
        return 0;
    }
    let links = (place + 1..draft.units.len()).take_while(|below| is_title(draft, *below)).count();
    let prose = |place: usize| place < draft.units.len() && draft.measure(place).is_prose();
    let below = place + links + 1;
    let teaser = below + 2 < draft.units.len() && is_title(draft, below + 1) && prose(below + 2);
    let is_item = |place: usize| draft.measure(place).bullet > 0;
    let is_list =
        links > 0 && (place + 1..below).all(is_item) && prose(below) && !is_item(below) && is_plain_sentence(draft, below);
    let most = match (is_list, is_clear(line)) {
        (true, _) => MOST_ITEMS,
        (false, true) => MOST,
        (false, false) => 0,
    };
    let amid = (1..=most).contains(&links) && prose(below) && !teaser;
    if amid { links } else { 0 }
}

/// Openers that are buttons or the headings of many articles where no colon stands behind them.
const VAGUE: Openers = Openers::of(&["read more", "related", "recommended", "more on this"]);

/// Tells whether a line is nothing but an opener.
fn opens_links_below(line: &str) -> bool {
    OPENERS.hold(without_marks(line))
}

fn without_marks(line: &str) -> &str {
    line.trim_end_matches([':', ' ', '»', '>', '…'])
}

/// Tells whether an opener can be nothing else, whatever stands below.
fn is_clear(line: &str) -> bool {
    line.ends_with(':') || !VAGUE.hold(without_marks(line))
}

/// Tells whether a line might be the title of an article.
fn is_title(draft: &Draft<'_>, place: usize) -> bool {
    let measure = draft.measure(place);
    measure.words <= LONGEST && !measure.is_prose() && is_unended(draft, place)
}

fn is_unended(draft: &Draft<'_>, place: usize) -> bool {
    draft.measure(place).end == End::Open || draft.words_of(place).ends_with('?')
}

/// A sentence right behind a link that stands below a paragraph of the article is the article, whatever it looks like beside
/// the link.
fn resume(draft: &mut Draft<'_>, link: usize, place: usize) {
    // A button or the label of an advertisement may stand between.
    let mut above = (0..link).rev().take(2).skip_while(|place| !draft.is_body(*place) && draft.measure(*place).words <= BUTTON);
    if above.next().is_some_and(|above| draft.is_body(above))
        && place < draft.units.len()
        && !draft.is_body(place)
        && !draft.units[place].recurs
        && is_plain_sentence(draft, place)
    {
        draft.set(place, super::Label::Body, "goes on behind a link");
    }
}

fn is_plain_sentence(draft: &Draft<'_>, place: usize) -> bool {
    let unit = &draft.units[place];
    let measure = &unit.measure;
    measure.end == End::Sentence
        && measure.words >= 8
        && measure.common * 8 >= measure.words
        && unit.cues.bytes == 0
        && unit.repeats == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openers_with_a_link() {
        for line in ["Read more: Why the trains never run", "ALSO READ | Ferry sails again", "À lire aussi : le port"] {
            assert!(opens_link(line), "{line}");
        }
        for line in ["Read more", "Also read:", "Related to this, the board said: nothing", "See also the wall"] {
            assert!(!opens_link(line), "{line}");
        }
    }
}
