//! What stands under pictures: captions, and whose picture it is.

use super::Label;
use super::cues::Cue;
use super::draft::Draft;
use super::measure::End;
use super::opener::Openers;

/// Names of agencies that stand under pictures, alone or glued to a caption's end.
const AGENCIES: &[&str] = &[
    "Associated Press",
    "AP",
    "AP Photo",
    "Reuters",
    "REUTERS",
    "AFP",
    "Agence France-Presse",
    "Getty Images",
    "Getty",
    "EPA",
    "DPA",
    "dpa",
    "ANSA",
    "TASS",
    "Sputnik",
    "Xinhua",
    "Shutterstock",
    "Alamy",
    "iStock",
    "Anadolu",
    "Anadolu Agency",
    "Bloomberg",
    "UPI",
    "PA",
    "PA Media",
];

/// An agency's letters that stand for a state behind the name of a town: `Shanksville, PA`.
const PENNSYLVANIA: &str = "PA";

/// Words that open a line on whose picture it is.
const OPENERS: Openers = Openers::of(&[
    "photo:",
    "photos:",
    "photo by",
    "photos by",
    "photograph by",
    "photograph:",
    "photographs by",
    "photo credit",
    "picture:",
    "pictures:",
    "picture by",
    "pictures by",
    "image:",
    "images:",
    "image credit",
    "image by",
    "image source",
    "illustration by",
    "illustration:",
    "credit:",
    "photo courtesy",
    "file photo",
    "banner image",
    "cover image",
    "main image",
    "featured image",
    "header image",
    "top image",
    "photography:",
    "photography by",
    "caption:",
    "foto:",
    "fotos:",
    "bild:",
    "fotoğraf:",
]);

/// What opens a caption, and what ends one that can be folded away.
const CAPTIONED: Openers = Openers::of(&["image caption", "media caption", "figure caption", "photo caption"]);
const FOLDED: [&str; 3] = ["hide caption", "toggle caption", "enlarge this image"];

/// The longest caption, in words.
const LONGEST: u32 = 60;

/// Labels captions and credits.
pub fn label_captions(draft: &mut Draft<'_>) {
    for place in 0..draft.units.len() {
        let text = draft.words_of(place);
        let cues = &draft.units[place].cues;
        let cued = cues.count(Cue::Credit) + cues.count(Cue::Legal) > 0 || draft.measure(place).words <= 4;
        if draft.measure(place).words > LONGEST || !cued || draft.units[place].recurs {
            continue;
        }
        if is_credit(text) {
            draft.set(place, Label::Credit, "says whose picture it is");
        } else if let Some(reason) = caption(draft, place) {
            draft.set(place, Label::Caption, reason);
        }
    }
    for place in 1..draft.units.len() {
        label_above(draft, place);
        label_below_credit(draft, place);
    }
}

/// A caption below its credit has at most so many words.
const LONGEST_BELOW: u32 = 20;

/// The short line in the open below a credit is its caption, where none stands above it.
fn label_below_credit(draft: &mut Draft<'_>, place: usize) {
    let measure = draft.measure(place);
    let goes_on = draft.units.get(place + 1).is_some_and(|below| below.blanks_above > 0 && below.measure.is_prose());
    let captioned = place > 1 && draft.label(place - 2) == Label::Caption;
    if draft.label(place - 1) == Label::Credit
        && draft.is_body(place)
        && (4..=LONGEST_BELOW).contains(&measure.words)
        && (measure.end, measure.bullet) == (End::Open, 0)
        && draft.units[place].blanks_above > 0
        && goes_on
        && !captioned
    {
        draft.set(place, Label::Caption, "stands below its credit");
    }
}

/// The line right above a caption may be the same without its credit; above a credit, and among the article's paragraphs,
/// stands the caption that it belongs to.
fn label_above(draft: &mut Draft<'_>, below: usize) {
    let (caption, line) = (draft.words_of(below - 1), draft.words_of(below));
    if draft.label(below) == Label::Caption && caption.len() > LONGEST_CREDIT_ALONE && line.starts_with(caption) {
        draft.set(below - 1, Label::Caption, "the caption below, without its credit");
    } else if draft.label(below) == Label::Credit && is_credited(draft, below - 1) {
        draft.set(below - 1, Label::Caption, "its credit stands right below");
    }
}

/// Tells whether a line stands as close to the one below as it does to nothing above, and paragraphs go on behind both.
fn is_credited(draft: &Draft<'_>, place: usize) -> bool {
    let goes_on =
        (place + 2..draft.units.len().min(place + 5)).any(|place| draft.is_body(place) && draft.measure(place).is_prose());
    draft.label(place) == Label::Body
        && (6..=LONGEST).contains(&draft.measure(place).words)
        && draft.units[place].blanks_above > 0
        && draft.units[place + 1].blanks_above == 0
        && goes_on
}

fn is_credit(text: &str) -> bool {
    let bare = text.trim_matches(['(', ')', '[', ']']).trim();
    let copyright = bare.strip_prefix("Copyright").or_else(|| bare.strip_prefix('©')).unwrap_or("");
    let words = bare.split_whitespace().count();
    AGENCIES.contains(&bare)
        || (words <= 12 && opens_credit(bare))
        || (words <= 6 && copyright.contains('/'))
        || (words <= 6 && bare.split_once('/').is_some_and(|(agency, _)| AGENCIES.contains(&agency.trim())))
        || (words <= 6 && bare.rsplit_once('/').is_some_and(|(_, agency)| AGENCIES.contains(&agency.trim())))
        || (words <= 6 && bare.rsplit_once(", ").is_some_and(|(_, agency)| AGENCIES.contains(&agency) && agency != PENNSYLVANIA))
}

fn opens_credit(text: &str) -> bool {
    OPENERS.of_line(text).next().is_some()
}

/// Why a line is a caption: a credit is glued to its end, or stands behind it in brackets.
fn caption(draft: &Draft<'_>, place: usize) -> Option<&'static str> {
    let text = draft.words_of(place);
    if CAPTIONED.of_line(text).next().is_some() || FOLDED.iter().any(|mark| text.ends_with(mark)) {
        return Some("says that it is a caption");
    }
    if glued_credit(text) || trailing_credit(text) {
        return Some("ends in a credit");
    }
    if draft.measure(place).words <= 50 && is_credit_in_brackets(text) {
        return Some("ends in a credit in brackets");
    }
    let credited = draft.units[place].cues.opens_with(Cue::Credit) && opens_credit(text);
    (credited && draft.measure(place).end == End::Sentence && draft.measure(place).words <= 40).then_some("opens as captions do")
}

/// `… on Wednesday [Ann Lee/AFP]`, `… (AP Photo)`, `… (Ann Lee - AP)`.
fn is_credit_in_brackets(text: &str) -> bool {
    let inside = |opens: char, closes: char| text.strip_suffix(closes)?.rsplit_once(opens).map(|(_, credit)| credit);
    let credit = inside('(', ')').or_else(|| inside('[', ']')).unwrap_or_default();
    let mut parts = credit.split(['/', ' ']);
    let (first, last) = (parts.next().unwrap_or_default(), parts.next_back().unwrap_or_default());
    opens_credit(credit) || AGENCIES.contains(&first) || (AGENCIES.contains(&last) && credit.contains(['/', '-', '–', '|']))
}

/// A credit that lost its blank: `… in Moscow.Associated PressPavel Golovkin`, `… over Syria Copyright Ann Lee/Agency`.
fn glued_credit(text: &str) -> bool {
    if text.len() <= LONGEST_CREDIT_ALONE {
        return false;
    }
    let mut tail_start = text.len().saturating_sub(TAIL);
    while !text.is_char_boundary(tail_start) {
        tail_start += 1;
    }
    let tail = &text[tail_start..];
    let copyright = tail.contains('/')
        && (tail.rfind('©').or_else(|| tail.rfind("Copyright")))
            .is_some_and(|place| tail_start + place > LONGEST_CREDIT_ALONE && tail[place..].contains('/'));
    copyright
        || tail.contains("Credit...")
        || glue_points(tail).any(|rest| AGENCIES.iter().any(|agency| agency.len() > 2 && rest.starts_with(agency)))
}

/// A credit as the last sentence: `The old tower. Credit: Ann Lee`.
fn trailing_credit(text: &str) -> bool {
    let sentence = if text.contains('.') { text.rsplit_once(". ") } else { None };
    let credit = sentence.or_else(|| text.rsplit_once('|')).map_or("", |(_, credit)| credit.trim_start());
    credit.split_whitespace().count() <= 6 && opens_credit(credit) && text.len() - credit.len() > LONGEST_CREDIT_ALONE
}

/// A caption's text is longer than this, in bytes.
const LONGEST_CREDIT_ALONE: usize = 20;

/// A credit begins so many bytes before the end of its line, or nearer.
const TAIL: usize = 80;

/// What stands behind each place where a sentence ends and a capital or small letter follows without a blank.
fn glue_points(text: &str) -> impl Iterator<Item = &str> {
    text.char_indices().filter(|(_, mark)| matches!(mark, '.' | '!' | '?' | '"' | '”')).filter_map(|(place, mark)| {
        let rest = &text[place + mark.len_utf8()..];
        rest.starts_with(|letter: char| letter.is_ascii_alphabetic()).then_some(rest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_are_told_from_prose() {
        for credit in [
            "Associated Press",
            "Pictures: Bo Berg",
            "(Banner image: harbour.example)",
            "REUTERS/Ann Lee",
            "Copyright\u{a0}Ann Lee/Sputnik",
            "Ann Lee, Reuters",
        ] {
            assert!(is_credit(credit), "{credit}");
        }
        for prose in [
            "Shanksville, PA",
            "Harbour Gazette (Pittsburgh, PA)",
            "Reuters was founded in 1851.",
            "Photographs of the harbour were shown.",
            "Words: Bo Berg",
        ] {
            assert!(!is_credit(prose), "{prose}");
        }
    }

    #[test]
    fn credits_in_brackets_are_seen() {
        for caption in
            ["Boats in the basin on Wednesday [Ann Lee/AFP]", "The old tower (AP Photo/Bo Berg)", "A boat (Bo Berg - AP)"]
        {
            assert!(is_credit_in_brackets(caption), "{caption}");
        }
        assert!(!is_credit_in_brackets("He was the first to say so (he told the AP)"));
    }

    #[test]
    fn glued_credits_are_seen() {
        assert!(glued_credit("“We are watched,\" Lee said before talks in Valletta.Associated PressBo Berg"));
        assert!(!glued_credit("He told Reuters. The Associated Press reported the same."));
        assert!(trailing_credit("The old tower seen from the pier. Credit: Bo Berg"));
        assert!(!trailing_credit("She gave them all the credit. Pictures of it were shown all over the town."));
    }
}
