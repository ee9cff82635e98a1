//! Titles that a letter, a cable or a form names as such: `SUBJECT: …`.

use crate::document::furniture::Draft;
use crate::document::furniture::opener::Openers;

/// What stands before such a title.
const FIELDS: Openers =
    Openers::of(&["title:", "headline:", "subject:", "betreff:", "objet:", "asunto:", "oggetto:", "konu:", "тема:"]);

/// Below so many units a line names the title of something else: of a message, a reply.
const ABOVE: usize = 8;

/// What a line names as the title.
pub fn named_title(line: &str) -> Option<&str> {
    FIELDS.behind_longest(line).map(str::trim).filter(|title| !title.is_empty())
}

/// Tells whether a line near the top names the title; an item of a list does not.
pub fn names_title(draft: &Draft<'_>, place: usize) -> bool {
    place < ABOVE && draft.measure(place).bullet == 0 && named_title(draft.words_of(place)).is_some()
}

/// The place above a line that names the title where the title stands on a line of its own, perhaps with what it is of:
/// "Memorandum on …".
pub fn stated_alone(draft: &Draft<'_>, place: usize) -> usize {
    let Some(title) = named_title(draft.words_of(place)) else { return place };
    let states = |above: &usize| {
        let line = draft.words_of(*above);
        line.contains(title) && line.len() <= title.len() + LONGER && named_title(line).is_none()
    };
    (0..place).find(states).unwrap_or(place)
}

/// Such a line is at most so many bytes longer.
const LONGER: usize = 40;

#[cfg(test)]
mod tests {
    use crate::document::{Document, Label, RawDocument};

    #[test]
    fn a_dek_that_says_more_of_the_article_is_not_the_title() {
        let dek = "Deal between the ministry and the captain leaves the bill for a new engine unpaid";
        let document =
            read(&format!("News\n\nOld captain at sea again after 13 months\n\n{dek}\n\nBy Ann Lee\n\nMay 2, 2024"), "");
        assert_eq!(document.title.as_deref(), Some("Old captain at sea again after 13 months"));
        assert_eq!(document.subtitle.as_deref(), Some(dek));
    }

    const TITLE: &str = "Ferry sails again after a long winter";

    const ARTICLE: &str = "The boat left Mersin at dawn on Monday with forty people and eleven goats on board, and those who had come to \
                           the pier to see the ferry go said that they had not believed in it any more.\n\n\
                           The ministry said that it would pay for a new engine of its ferries in the spring, and that the captain, who \
                           is seventy, would be asked to stay on until somebody was found who knows the rocks.\n";

    fn read(head: &str, end: &str) -> Document {
        let text = format!("{head}\n\n{ARTICLE}\n{end}");
        Document::from_raw(RawDocument { text, ..RawDocument::default() }, &())
    }

    #[test]
    fn a_field_names_the_title_and_parts_of_the_text_do_not() {
        let cable =
            "CONFIDENTIAL VALLETTA 000687\nE.O. 12958: DECL: 09/18/2019\nSUBJECT: THE MINISTER ON HIS FERRIES\nREF: VALLETTA 650";
        let document = read(cable, "");
        assert_eq!((document.title.as_deref(), document.published), (Some("THE MINISTER ON HIS FERRIES"), None));
        let named = format!("{TITLE}\n\nMEMORANDUM FOR THE BOARD\n\nSUBJECT: {TITLE}");
        let document = read(&named, "");
        assert_eq!((document.title.as_deref(), document.lines[0].label), (Some(TITLE), Label::Title));
        let document = read(&format!("Memorandum on {named}"), "");
        assert_eq!(document.title, Some(format!("Memorandum on {TITLE}")));
        let treaty = "PROTOCOL ON THE SHARING OF THE FERRIES\n\nDone at Sarajevo, 9 May 1987\n\nArticle 1\nDefinitions\n\nFor the purposes of \
                      this Protocol:\n(a) \"ferry\" means a boat;\n(b) \"Party\" means a State.\n\nArticle 2";
        assert_eq!(read(treaty, "").title.as_deref(), Some("PROTOCOL ON THE SHARING OF THE FERRIES"));
    }
}
