//! When it was published: a line of its own near the title, a line that says so, or an agency's dateline.

use super::clause::is_of_text;
use super::stated::{Stated, find_stated, is_ambiguous, is_numbering_word};
use crate::date::DateSpan;
use crate::document::furniture::Draft;
use crate::document::{Label, PublishedEvidence};

/// A date line has at most so many words.
const LONGEST: u32 = 14;

/// How far below the title a date line may stand, in units.
const REACH: usize = 15;

/// A month that stands alone dates what it stands right below: the title, a dek and a byline between.
const BESIDE: usize = 3;

/// Words that say that a date is that of publication.
pub const SAYS_PUBLISHED: &[&str] = &[
    "publish",
    "posted",
    "released",
    "issued",
    "date of issue",
    "created",
    "veröffentlicht",
    "erschienen",
    "publié",
    "publicado",
    "pubblicato",
    "gepubliceerd",
    "yayın",
    "опубликовано",
    "дата публикации",
    "تاريخ النشر",
];

/// Words that say that a date is that of a change; it is believed where no other stands near.
pub const SAYS_CHANGED: &[&str] = &["updated", "modified"];

/// Words that say that a date is another: of an event, a right.
const SAYS_OTHERWISE: &[&str] = &[
    "copyright",
    "©",
    "(c)",
    "accessed",
    "retrieved",
    "since",
    "until",
    "expires",
    "deadline",
    "join",
    "born",
    "event",
    "period",
    "today is",
    "decl:",
    "declassif",
    "founded",
    "established",
];

/// Tells whether a line holds a full date.
pub fn has_date(line: &str) -> bool {
    line.len() < 200
        && line.bytes().any(|byte| byte.is_ascii_digit())
        && find_stated(line).is_some_and(|found| found.when.days() == 1)
}

/// Labels the line that dates the document.
pub fn label_date(draft: &mut Draft<'_>, title: Option<usize>) {
    let begin = draft.first_prose().unwrap_or(draft.units.len());
    let from = title.unwrap_or(0).saturating_sub(3);
    let near = from..(begin + 1).min(title.unwrap_or(0) + REACH).min(draft.units.len());
    let end = draft.last_body().map_or(0, |last| last + 1);
    let below = end..(end + 4).min(draft.units.len());
    let dated = |draft: &Draft<'_>, place: usize| {
        draft.measure(place).words <= LONGEST
            && has_date(draft.line_of(place))
            && draft.label(place) != Label::Title
            && !is_of_text(draft, place)
    };
    let above: Vec<usize> = near.clone().filter(|place| dated(draft, *place) && !says_another(draft.line_of(*place))).collect();
    let in_month = |place: &usize| draft.label(*place) != Label::Title && states_month(draft.line_of(*place));
    let month_alone = |place: &usize| {
        let below = title.map_or(0, |title| title + 1);
        (below..below + BESIDE).contains(place) && *place < begin && is_month_alone(draft.line_of(*place))
    };
    let changed = |place: &usize| dated(draft, *place) && opens_with_change(draft.line_of(*place));
    let says_so = |place: &usize| says(draft.line_of(*place), SAYS_PUBLISHED);
    let found = (above.iter().copied().find(says_so))
        .or_else(|| above.iter().copied().find(|place| title.is_none_or(|title| *place > title)))
        .or_else(|| above.last().copied())
        .or_else(|| near.clone().find(in_month))
        .or_else(|| near.clone().find(month_alone))
        .or_else(|| near.clone().find(changed))
        .or_else(|| below.filter(|place| dated(draft, *place)).find(says_so));
    if let Some(place) = found.filter(|place| draft.label(*place) != Label::Byline || *place < begin) {
        draft.set(place, Label::Date, "states a date near the title");
    } else if let Some(place) =
        near.clone().find(|place| draft.label(*place) != Label::Title && is_ambiguous(draft.line_of(*place)))
    {
        draft.set(place, Label::Date, "day and month can't be told apart");
    }
}

/// The day in a line that says that it is the day of publication. A date of something else is told by the word before it.
pub fn says_published(line: &str) -> Option<DateSpan> {
    let lower = line.to_lowercase();
    let at = SAYS_PUBLISHED
        .iter()
        .filter_map(|word| lower.find(word))
        .min()
        .filter(|_| lower.len() == line.len() && line.len() < 300)?;
    let rest = line.get(at..)?;
    let found = find_stated(rest)?;
    (found.when.days() == 1 && !says_another(&rest[..found.span.start])).then_some(found.when)
}

/// The day in a byline: "By Ann Lee | June 12, 2023 | 5 min read".
pub fn date_of_byline(line: &str) -> Option<DateSpan> {
    find_stated(line).filter(|found| found.when.days() == 1 && !says_another(line)).map(|found| found.when)
}

/// Tells whether a line such as "Issue 12, June 2023" or "Policy Brief | No. 112 | October 2021" states the month of its
/// issue: one part of it is a month with its year, another has a number of the issue.
fn states_month(line: &str) -> bool {
    let numbers = |part: &str| {
        let mut words = part.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
        words.any(is_numbering_word) && part.bytes().any(|byte| byte.is_ascii_digit())
    };
    let parts = || line.split(['|', '•', '·', ',', '(', ')']).map(str::trim);
    line.len() < 100 && parts().any(is_month_alone) && parts().any(numbers) && !says_another(line)
}

/// Tells whether a text is a month with its year and nothing else.
fn is_month_alone(text: &str) -> bool {
    let whole = |found: &Stated| found.span.start == 0 && found.span.end == text.len();
    find_stated(text).is_some_and(|found| whole(&found) && (28..=31).contains(&found.when.days()))
}

fn opens_with_change(line: &str) -> bool {
    let lower = line.trim_start().to_lowercase();
    let said = lower.strip_prefix("last ").unwrap_or(&lower);
    SAYS_CHANGED.iter().any(|word| said.starts_with(word)) && !says(line, SAYS_OTHERWISE)
}

/// Tells whether a line says that its date is none of publication.
fn says_another(line: &str) -> bool {
    says(line, SAYS_OTHERWISE) || says(line, SAYS_CHANGED)
}

/// Tells whether a line holds one of the words, given in small letters.
pub fn says(line: &str, words: &[&str]) -> bool {
    let lower = line.to_lowercase();
    words.iter().any(|word| lower.contains(word))
}

/// How a date line states its date.
pub fn evidence_of(line: &str) -> PublishedEvidence {
    if says(line, SAYS_PUBLISHED) { PublishedEvidence::Stated } else { PublishedEvidence::DateLine }
}

/// The date of an agency's dateline: `MOSCOW, Jan. 14, 2008 (Reuters) - The …`. A day without a year is none.
pub fn dateline(paragraph: &str) -> Option<Stated> {
    let end = paragraph.char_indices().nth(70).map_or(paragraph.len(), |(place, _)| place);
    let head = &paragraph[..end];
    let found = find_stated(head).filter(|found| found.when.days() == 1)?;
    let (place, rest) = (&head[..found.span.start], head[found.span.end..].trim_start());
    let shouted = place
        .split_whitespace()
        .next()
        .is_some_and(|word| word.len() > 2 && !word.contains(char::is_lowercase) && word.contains(char::is_alphabetic));
    let opens = rest.starts_with(['(', '-', '–', '—', '/']) || rest.starts_with(": ");
    (shouted && opens && place.len() < 40).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, RawDocument};

    /// The date of an article with a line between its title and its text.
    fn dated(line: &str) -> Option<String> {
        let paragraph = "The board of the harbour met for the third time in as many weeks, and again it could not agree on who \
            should pay for the new breakwater, which three ministers in a row have promised and none has built.\n\n";
        let text = format!("Harbour talks fail for a third time\n\n{line}\n\n{}", paragraph.repeat(3));
        let document = Document::from_raw(RawDocument { text, ..RawDocument::default() }, &());
        document.published.map(|when| when.to_string())
    }

    #[test]
    fn lines_that_date_an_article() {
        let day = Some("2023-06-12/2023-06-12".to_owned());
        assert_eq!(dated("June 12, 2023"), day);
        assert_eq!(dated("Updated June 12, 2023"), day);
        assert_eq!(dated("Updated 6:14 PM GMT, June 12, 2023"), day);
        assert_eq!(dated("By Ann Lee | June 12, 2023 | 5 min read"), day);
        assert_eq!(dated("Issue 12, June 2023").as_deref(), Some("2023-06-01/2023-06-30"));
        assert_eq!(dated("Policy Brief | No. 112 | October 2021").as_deref(), Some("2021-10-01/2021-10-31"));
        assert_eq!(dated("By Ann Lee\n\nOctober 2021").as_deref(), Some("2021-10-01/2021-10-31"));
        assert_eq!(dated("October 2021 to May 2022"), None);
        assert_eq!(dated("Updated June 14, 2023\n\nPublished June 12, 2023"), day);
        assert_eq!(dated("Copyright June 12, 2023"), None);
    }

    #[test]
    fn what_merely_holds_a_date_does_not_date_the_article() {
        for line in [
            "On 14 August 2018 the old wall of the harbour fell.",
            "(a) the bill of lading of 19.09.2022;",
            "Reporting period: 1–14 March 2023",
            "Draft given to Interpol on 4 May 2021",
            "The wall as seen from Mersin on 4 May 2021",
        ] {
            assert_eq!(dated(line), None, "{line}");
            assert_eq!(dated(&format!("{line}\n\nJune 12, 2023")).as_deref(), Some("2023-06-12/2023-06-12"), "{line}");
        }
        for line in [
            "This article was first published on June 12, 2023.",
            "Date of issue: 12 June 2023",
            "Posted 12 June 2023.",
            "Delivered in Valletta on 12 June 2023",
            "Statement given to the Board on 12 June 2023",
            "Mersin, 12 June 2023",
            "Monday 12-Jun-2023 11:48 AM It was in the making for years.",
        ] {
            assert_eq!(dated(line).as_deref(), Some("2023-06-12/2023-06-12"), "{line}");
        }
        let dek = "Le 14 août 2018, le viaduc du port s’effondrait. Le procès s’enlise.";
        let line = "Par Luc Fabre. Publié le 12 juin 2023 à 07h00, mis à jour à 09h12";
        assert_eq!(dated(&format!("{dek}\n\n{line}")).as_deref(), Some("2023-06-12/2023-06-12"));
    }

    #[test]
    fn lines_that_state_the_month_of_an_issue() {
        for line in ["Issue 12, June 2023", "Policy Brief | No. 112 | October 2021", "Vol. 3, No. 2 (March 2020)"] {
            assert!(states_month(line), "{line}");
        }
        for line in ["Harbour plans, June 2023", "No. 112 on harbours", "The report of issue 12 in June 2023 said so"] {
            assert!(!states_month(line), "{line}");
        }
    }

    #[test]
    fn dates_of_bylines_and_of_changes() {
        assert!(date_of_byline("By Ann Lee | June 12, 2023 | 5 min read").is_some());
        assert!(date_of_byline("By Ann Lee | Updated June 12, 2023").is_none());
        assert!(opens_with_change("Updated 6:14 PM GMT, June 12, 2023"));
        assert!(opens_with_change("Last updated: 12 June 2023"));
        assert!(!opens_with_change("The list was updated on June 12, 2023"));
    }

    #[test]
    fn datelines() {
        assert!(dateline("VALLETTA, Jan. 14, 2008 (Harbour News) - The board met.").is_some());
        assert!(dateline("VALLETTA (Harbour News) - The board met on Jan. 14, 2008.").is_none());
        assert!(dateline("VALLETTA, Jan. 14 (Harbour News) - The board met.").is_none());
        assert!(dateline("On Jan. 14, 2008 - a Monday - the board met.").is_none());
    }
}
