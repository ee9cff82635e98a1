//! Lists of the article: of short items alone one can't tell them from menus; what stands above and beside them tells.

use super::Label;
use super::cues::Cue;
use super::draft::Draft;
use super::kinds::LONGEST_HEADING;
use super::measure::End;
use super::sections::names_section;

/// A line that leads in a list has so many words or more: "Tags:" and "Share on:" lead in none of the article.
const SHORTEST_LEAD: u32 = 3;

/// A list is the article's of which so many words in a hundred are.
const MOST: u32 = 60;

/// Keeps the lists that the article leads in, the other sentences of those that it keeps most of, and the section names above
/// them.
pub fn keep_lists(draft: &mut Draft<'_>) {
    for place in 0..draft.units.len() {
        if leads_in(draft, place) || opens_with_lead(draft, place) {
            let end = end_of_sections(draft, place + 1);
            keep(draft, place + 1..end, "belongs to the line that leads it in");
            keep(draft, (place..place + 1).filter(|_| end > place + 1), "leads in a list");
        }
    }
    let mut start = 0;
    while start < draft.units.len() {
        let end = end_of_items(draft, start);
        let words = |places: &mut dyn Iterator<Item = usize>| places.map(|place| draft.measure(place).words).sum::<u32>();
        let kept = words(&mut (start..end).filter(|place| draft.is_body(*place)));
        if kept * 100 >= words(&mut (start..end)) * MOST && end > start {
            let is_sentence = |place: &usize| draft.measure(*place).end != End::Open && draft.units[*place].cues.bytes == 0;
            let items: Vec<usize> = (start..end).filter(is_sentence).collect();
            keep(draft, items, "an item among those of the article");
        }
        start = end.max(start + 1);
    }
    for place in 1..draft.units.len() {
        let is_item = draft.measure(place).bullet > 0 && draft.is_body(place);
        if is_item && names_section(draft.words_of(place - 1)) {
            keep(draft, place - 1..place, "names the section below");
        }
    }
}

fn keep(draft: &mut Draft<'_>, places: impl IntoIterator<Item = usize>, reason: &'static str) {
    for place in places {
        if draft.label(place) == Label::Furniture && !draft.units[place].recurs {
            draft.set(place, Label::Body, reason);
        }
    }
}

/// Tells whether a line of the article ends in a colon, and says nothing that only furniture says.
fn leads_in(draft: &Draft<'_>, place: usize) -> bool {
    let measure = draft.measure(place);
    let cued = draft.units[place].cues.bytes * 4 > measure.trimmed.len() as u32;
    draft.is_body(place) && measure.end == End::Colon && measure.words >= SHORTEST_LEAD && !cued
}

/// Tells whether a sentence that ends in a colon stands above all paragraphs of the article: a fact sheet begins so.
fn opens_with_lead(draft: &Draft<'_>, place: usize) -> bool {
    draft.measure(place).leads_in() && draft.units[place].cues.bytes == 0 && draft.first_prose().is_none_or(|first| place < first)
}

/// Where the items end that begin with a unit, each list of them under a heading of its own or not.
fn end_of_sections(draft: &Draft<'_>, start: usize) -> usize {
    let mut end = start;
    loop {
        let items = end_of_items(draft, end);
        let below_heading = if items == end && heads_items(draft, end) { end_of_items(draft, end + 1) } else { items };
        if below_heading == end {
            return end;
        }
        end = below_heading;
    }
}

/// Where the items end that begin with a unit: there, where it is none.
fn end_of_items(draft: &Draft<'_>, start: usize) -> usize {
    let is_item = |place: &usize| draft.measure(*place).bullet > 0;
    start + (start..draft.units.len()).take_while(is_item).count()
}

/// Tells whether a short line stands in the open, right above items, and is not the heading of other articles.
fn heads_items(draft: &Draft<'_>, place: usize) -> bool {
    let Some(unit) = draft.units.get(place) else { return false };
    unit.blanks_above > 0
        && unit.measure.words <= LONGEST_HEADING
        && unit.measure.end == End::Open
        && !unit.cues.opens_with(Cue::Related)
        && draft.units.get(place + 1).is_some_and(|below| below.measure.bullet > 0 && below.blanks_above <= 1)
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Label, RawDocument};

    fn furniture(text: &str) -> Vec<String> {
        let document = Document::from_raw(RawDocument { text: text.to_owned(), ..RawDocument::default() }, &());
        let lines = document.lines.iter().filter(|line| line.label == Label::Furniture);
        lines.map(|line| line.span.of(text).to_owned()).collect()
    }

    #[test]
    fn a_fact_sheet_of_short_items_is_all_text() {
        let sheet = |mark: &str, stop: &str| {
            format!(
                "FACT SHEET: New Help for the Island Towns\nMarch 4, 2022\n\nThe Governor today signed the Island Towns Act. It provides:\n\n\
                 Piers\n{mark} $12 million for the pier at Mersin{stop}\n{mark} Two new cranes for Port Said{stop}\n{mark} Guard rails on \
                 the quay{stop}\n\nSchools\n{mark} A boarding house in Latakia{stop}\n{mark} Free boats to Tripoli{stop}\n\nHealth\n{mark} A \
                 ship for the sick{stop}\n{mark} Nurses on each island{stop}\n\nThe Act takes effect on July 1 and will be reviewed by the \
                 parliament in two years.\n"
            )
        };
        for (mark, stop) in [("-", ""), ("•", ""), ("-", ".")] {
            let text = sheet(mark, stop);
            assert_eq!(furniture(&text), Vec::<String>::new(), "{mark} {stop}");
            let document = Document::from_raw(RawDocument { text, ..RawDocument::default() }, &());
            assert_eq!(document.title.as_deref(), Some("FACT SHEET: New Help for the Island Towns"));
            assert_eq!(document.subtitle, None);
        }
    }

    const ARTICLE: &str = "Harbour talks fail for a third time\n\nThe board of the harbour met on Tuesday for the third time in as many \
        weeks, and again it could not agree on who should pay for the new breakwater.\n\nThe shipping lines want the state to pay. The \
        state wants the shipping lines to pay, as they have done for so long.\n\n";

    #[test]
    fn a_list_that_is_led_in_belongs_to_the_article() {
        let listed = format!(
            "{ARTICLE}These steps build on the order of the board of January 27, 2021:\n\n• Save water\n• Share data\n• Sign up towns\n"
        );
        assert!(furniture(&listed).is_empty(), "{:?}", furniture(&listed));
    }
}
