//! What stands in a page's text between its title and its first paragraph.

use crate::date::DateSpan;
use crate::document::front::{has_date, stated_date};

/// A paragraph of an article has so many words at least, a line with a date and little else at most.
const PARAGRAPH: usize = 25;
const DATE_LINE: usize = 6;

/// The lines of a text below the line that is its title, as far as its first paragraph and that one too.
pub fn below_title<'t>(text: &'t str, title: &str) -> Vec<&'t str> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let is_title = |line: &&str| squeezed(line).eq_ignore_ascii_case(title);
    let is_paragraph = |line: &&str| line.split_whitespace().nth(PARAGRAPH).is_some();
    let Some(place) = lines.iter().position(is_title) else { return Vec::new() };
    let paragraph = lines[place..].iter().position(is_paragraph).map_or(lines.len(), |first| place + first + 1);
    // A path through the site may hold the title before its heading does.
    let place = lines[..paragraph].iter().rposition(is_title).unwrap_or(place);
    lines[place + 1..paragraph].to_vec()
}

/// The day in lines that hold nothing else; several that differ state none.
pub fn stated_day(head: &[&str]) -> Option<DateSpan> {
    let short = head.iter().filter(|line| line.split_whitespace().count() <= DATE_LINE);
    let mut days = short.filter_map(|line| stated_date(line)).filter(|when| when.days() == 1);
    let first = days.next()?;
    days.all(|day| day == first).then_some(first)
}

/// The line that the page describes itself by elsewhere too. A first paragraph, which stands below the date or above the
/// next, is no dek.
pub fn dek(head: &[&str], descriptions: &[String]) -> Option<String> {
    let described = |line: &str| descriptions.iter().any(|description| description.eq_ignore_ascii_case(&squeezed(line)));
    let place = head.iter().take_while(|line| !has_date(line)).position(|line| described(line))?;
    let is_paragraph = |line: &&str| line.split_whitespace().nth(PARAGRAPH).is_some();
    let opens_article = head.get(place + 1).is_none_or(is_paragraph);
    (!opens_article).then(|| squeezed(head[place]))
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARAGRAPH: &str = "The board of the harbour met on Tuesday for the third time, and again it could not agree on who should pay \
                             for the new breakwater, which three ministers have promised.";

    #[test]
    fn a_day_stands_below_the_title() {
        let day = |lines: &str| {
            let text = format!("Talks fail\nPorts\nTalks  fail\n\n{lines}\n{PARAGRAPH}\n3 May 2020");
            stated_day(&below_title(&text, "Talks fail")).map(|day| day.to_string())
        };
        assert_eq!(day("OCTOBER 12, 2023\nBriefing").as_deref(), Some("2023-10-12/2023-10-12"));
        assert_eq!(day("October 12, 2023\nOctober 14, 2023"), None);
        assert_eq!(day("Events of October 12, 2023 in all the ports of the sea"), None);
    }

    #[test]
    fn the_dek_is_what_describes_the_page() {
        let dek = |below: &str, description: &str| {
            dek(&below_title(&format!("Talks fail\n{below}\n{PARAGRAPH}"), "Talks fail"), &[description.to_owned()])
        };
        let said = "Nobody wants to pay for the wall.";
        assert_eq!(dek(&format!("{said}\nBy Ann Lee"), said).as_deref(), Some(said));
        assert_eq!(dek(said, said), None);
        assert_eq!(dek(&format!("May 3, 2020\n{said}\nBy Ann Lee"), said), None);
        assert_eq!(dek("", PARAGRAPH), None);
    }
}
