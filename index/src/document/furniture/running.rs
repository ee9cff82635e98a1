//! The heads and feet of pages: lines that recur from page to page, with or without the number of the page.

use rustc_hash::FxHashMap;

use super::draft::Draft;
use super::measure::End;

/// Why such a line is furniture.
const REASON: &str = "the head or foot of a page";

/// A head or foot has at most so many words.
const LONGEST: u32 = 16;

/// Between two of them stand so many words at least.
const PAGE: u32 = 25;

/// So many lines at the beginning and the end of a page may be its head and foot.
const EDGE: usize = 3;

/// From one to the next the number grows by so many at most: some pages bear none.
const FARTHEST: u32 = 4;

/// Words before the number of a page.
const PAGE_WORDS: &[&str] = &["page", "p", "pg", "seite", "s", "pagina", "página", "sayfa", "страница", "стр", "pag", "pág"];

/// Words before or behind which a number counts parts of the text itself.
const COUNTED: &[&str] = &[
    "article",
    "chapter",
    "section",
    "part",
    "table",
    "figure",
    "question",
    "annex",
    "appendix",
    "day",
    "week",
    "step",
    "item",
    "no",
    "number",
    "volume",
    "artikel",
    "kapitel",
    "teil",
    "chapitre",
    "partie",
    "capítulo",
    "capitolo",
    "bölüm",
    "глава",
];

/// A line that may be a head or foot.
struct Candidate {
    place: usize,
    /// The number of the page in it.
    number: Option<u32>,
    /// The page on which it stands, where the text has pages.
    page: usize,
}

/// Drops the heads and feet of the pages of a text: those with a number that grows from page to page, and where a form feed tells
/// the pages, those that stand at their edges without any.
pub fn drop_running(draft: &mut Draft<'_>) {
    let pages = pages(draft);
    let is_paged = pages.last().is_some_and(|last| *last > 0);
    let mut groups: FxHashMap<(String, bool), Vec<Candidate>> = FxHashMap::default();
    for place in (0..draft.units.len()).filter(|place| may_run(draft, *place)) {
        let line = draft.line_of(place);
        let is_edge = is_paged && is_edge(&pages, place);
        let page = pages[place];
        match numbered(line, is_edge).filter(|_| is_edge || !is_paged) {
            Some((rest, number)) => {
                groups.entry((rest, true)).or_default().push(Candidate { place, number: Some(number), page });
            }
            None if is_edge && is_no_sentence(draft, place) => {
                groups.entry((squeezed(line), false)).or_default().push(Candidate { place, number: None, page });
            }
            None => {}
        }
    }
    for (_, group) in groups {
        for place in running(draft, &group, is_paged) {
            draft.drop(place, REASON);
        }
    }
}

/// Tells whether a line was found to be the head or foot of a page: it is neither title nor dek.
pub fn is_running(draft: &Draft<'_>, place: usize) -> bool {
    draft.labels[place].1 == REASON
}

/// Tells whether a line counts a part of the text and says nothing else: "Article 2", "Chapter IV".
pub fn counts_part(line: &str) -> bool {
    let mut words = line.split_whitespace().map(|word| word.trim_end_matches(['.', ':']));
    let (Some(part), Some(number), None) = (words.next(), words.next(), words.next()) else { return false };
    let is_roman = |word: &str| word.bytes().all(|letter| b"IVXLC".contains(&letter));
    COUNTED.contains(&part.to_lowercase().as_str()) && (is_number(number) || is_roman(number))
}

/// The page on which each unit stands: a form feed ends each.
fn pages(draft: &Draft<'_>) -> Vec<usize> {
    let ends: Vec<usize> = memchr::memchr_iter(b'\x0c', draft.text.as_bytes()).collect();
    draft.units.iter().map(|unit| ends.partition_point(|end| *end < unit.measure.trimmed.start)).collect()
}

fn may_run(draft: &Draft<'_>, place: usize) -> bool {
    let measure = draft.measure(place);
    draft.units[place].lines.len() == 1 && (1..=LONGEST).contains(&measure.words)
}

/// Sentences and turns of a conversation are said twice, by chance on the edges of pages.
fn is_no_sentence(draft: &Draft<'_>, place: usize) -> bool {
    draft.measure(place).end != End::Sentence && !draft.units[place].is_turn
}

/// Tells whether a unit is one of the first or last of its page.
fn is_edge(pages: &[usize], place: usize) -> bool {
    place < EDGE || pages[place - EDGE] != pages[place] || pages.get(place + EDGE).is_none_or(|page| *page != pages[place])
}

/// A line without the number of its page, which stands at its beginning or end, set apart, behind "Page", or alone: at the edge of a
/// page a blank sets it apart.
fn numbered(line: &str, is_edge: bool) -> Option<(String, u32)> {
    let bare = line.trim_matches(|mark: char| mark.is_whitespace() || matches!(mark, '-' | '–' | '—' | '[' | ']' | '|' | '·'));
    let bare =
        bare.split_once(['/']).map_or(bare, |(first, last)| if is_number(last) && is_number(first) { first } else { bare });
    if is_number(bare) {
        return Some((String::new(), bare.parse().ok()?));
    }
    let words: Vec<&str> = bare.split_whitespace().collect();
    // "Page 3 of 12".
    let words = match &words[..] {
        [before @ .., "of" | "von" | "de" | "sur" | "/", last] if is_number(last) && before.len() > 1 => before,
        words => words,
    };
    let (last, before) = words.split_last()?;
    let (first, behind) = words.split_first()?;
    let set_apart = |gap: &str| is_edge || gap.contains("  ") || gap.contains(['\t', '|']);
    let word = |word: &str| word.trim_end_matches(['.', ':']).to_lowercase();
    let says_page = |word_before: Option<&&str>| word_before.is_some_and(|before| PAGE_WORDS.contains(&&*word(before)));
    let counts = |beside: Option<&&str>| beside.is_some_and(|beside| COUNTED.contains(&&*word(beside)));
    if is_number(last) && !counts(before.last()) && !(before.len() == 1 && counts(before.first())) {
        let gap = &bare[..bare.len() - last.len()];
        let gap = &gap[gap.trim_end_matches(|mark: char| mark.is_whitespace() || mark == '|').len()..];
        if says_page(before.last()) || set_apart(gap) {
            return Some((squeezed(&before.join(" ")), last.parse().ok()?));
        }
    }
    let gap = bare.get(first.len()..)?;
    let gap = &gap[..gap.len() - gap.trim_start_matches(|mark: char| mark.is_whitespace() || mark == '|').len()];
    if is_number(first) && set_apart(gap) && behind.iter().any(|word| word.contains(char::is_alphabetic)) {
        return Some((squeezed(&behind.join(" ")), first.parse().ok()?));
    }
    None
}

/// Few pages bear a number of four digits, and many headings are years.
fn is_number(word: &str) -> bool {
    (1..=3).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// A line in small letters, with single blanks.
fn squeezed(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The places of a group of lines alike that are heads or feet.
fn running(draft: &Draft<'_>, group: &[Candidate], is_paged: bool) -> Vec<usize> {
    let is_next = |pair: &[Candidate]| match (pair[0].number, pair[1].number) {
        (Some(number), Some(next)) if is_paged => {
            pair[1].page > pair[0].page && next.checked_sub(number) == u32::try_from(pair[1].page - pair[0].page).ok()
        }
        (Some(number), Some(next)) => (number + 1..=number + FARTHEST).contains(&next) && is_page_apart(draft, pair),
        _ => pair[1].page > pair[0].page,
    };
    let mut places: Vec<usize> =
        group.windows(2).filter(|pair| is_next(pair)).flat_map(|pair| [pair[0].place, pair[1].place]).collect();
    places.dedup();
    if let Some(Candidate { number: None, .. }) = group.first() {
        // What the heads repeat may be the title, which stands on the first page below its head.
        let first: Vec<usize> = group.iter().filter(|candidate| candidate.page == 0).map(|candidate| candidate.place).collect();
        if let Some((title, heads)) = first.split_last().filter(|_| !places.is_empty()) {
            places.retain(|place| place != title);
            places.extend(heads);
        }
    }
    places
}

/// Tells whether as many words stand between two lines as on a page.
fn is_page_apart(draft: &Draft<'_>, pair: &[Candidate]) -> bool {
    let between = pair[0].place + 1..pair[1].place;
    between.map(|place| draft.measure(place).words).sum::<u32>() >= PAGE
}

#[cfg(test)]
mod tests {
    use crate::document::{Document, Label, RawDocument, Shape};

    const PARAGRAPH: &str = "The inspector of works gave evidence that he had visited the viaduct on eleven occasions, that he was paid by the \
        day, and that he saw no fault in it that in his opinion endangered the structure or those who crossed it.";

    /// The labels of a line of each page, which stands above its paragraph.
    fn labels(lines: &[&str], shape: Shape, end: &str) -> Vec<Label> {
        let pages: Vec<String> = lines.iter().map(|line| format!("{line}\n\n{PARAGRAPH}\n{end}\n")).collect();
        let text = format!("Inquiry into the viaduct\n\n{PARAGRAPH}\n{end}\n{}", pages.concat());
        let document = Document::from_raw(RawDocument { text, shape, paged: end == "\u{c}", ..RawDocument::default() }, &());
        let label = |&line: &&str| document.lines.iter().rfind(|known| known.span.of(&document.text) == line).expect(line).label;
        lines.iter().map(label).collect()
    }

    #[test]
    fn heads_with_numbers_of_pages() {
        for lines in [
            ["REPORT OF THE COMMISSION      12", "REPORT OF THE COMMISSION      13", "REPORT OF THE COMMISSION      15"],
            ["Observatory | Paper 7\tPage 1", "Observatory | Paper 7\tPage 2", "Observatory | Paper 7\tPage 3"],
            ["                12", "                13", "                14"],
            ["- 12 -", "- 13 -", "- 14 -"],
            ["Page 1 of 40", "Page 2 of 40", "Page 3 of 40"],
            ["Seite 1", "Seite 2", "Seite 3"],
            ["8    The Viaduct", "10    The Viaduct", "12    The Viaduct"],
        ] {
            assert_eq!(labels(&lines, Shape::Plain, ""), [Label::Furniture; 3], "{lines:?}");
        }
    }

    #[test]
    fn headings_that_count_are_none() {
        for lines in [
            ["Chapter 1", "Chapter 2", "Chapter 3"],
            ["2001", "2002", "2003"],
            ["1.", "2.", "3."],
            ["Question    411", "Question    412", "Question    413"],
            ["The viaduct in 12", "The viaduct in 13", "The viaduct in 14"],
        ] {
            assert!(!labels(&lines, Shape::Record, "").contains(&Label::Furniture), "{lines:?}");
        }
    }

    #[test]
    fn the_edges_of_pages() {
        let end = "\u{c}";
        assert_eq!(labels(&["Viaduct Papers 2", "Viaduct Papers 3"], Shape::Article, end), [Label::Furniture; 2]);
        assert_eq!(labels(&["Inquiry into the viaduct", "Inquiry into the viaduct"], Shape::Article, end), [Label::Furniture; 2]);
        assert!(!labels(&["Annex 2", "Annex 3"], Shape::Article, end).contains(&Label::Furniture));
    }

    #[test]
    fn a_title_below_its_own_head_stays_the_title() {
        let text = format!(
            "DRYING OUT: DAMS ON THE RIVER\n\nDrying out: dams on the river\n\nBy Ann Lee\n\n{PARAGRAPH}\n\u{c}\n\
             DRYING OUT: DAMS ON THE RIVER\n\n{PARAGRAPH}\n\u{c}\n"
        );
        let document =
            Document::from_raw(RawDocument { text, shape: Shape::Article, paged: true, ..RawDocument::default() }, &());
        assert_eq!(document.title.as_deref(), Some("Drying out: dams on the river"));
    }
}
