//! From the lines of pages to paragraphs: a line goes on in the next unless something says that it does not.

use rustc_hash::FxHashSet;

use super::glyphs::{Page, PageLine};

/// How many lines around one are asked where the column ends.
const AROUND: usize = 40;

/// The distance of lines, in sizes, where a page does not show it.
const USUAL_LEADING: f64 = 1.25;

/// The text of all pages: a paragraph a line, a blank line between, a form feed on a line of its own behind each page.
pub fn text(pages: &[Page]) -> String {
    let words = Words::of(pages);
    let mut text = String::new();
    for page in pages {
        let mut before: Option<String> = None;
        for paragraph in paragraphs(&page.lines, &words) {
            let rows = paragraph.contains('\t') && before.is_some_and(|before| before.contains('\t'));
            // The rows of a table stay together.
            text.push_str(if rows || text.ends_with("\u{c}\n") || text.is_empty() { "" } else { "\n" });
            text.push_str(&paragraph);
            text.push('\n');
            before = Some(paragraph);
        }
        text.push_str("\u{c}\n");
    }
    text
}

fn paragraphs(lines: &[PageLine], words: &Words) -> Vec<String> {
    let leading = leading(lines);
    let mut paragraphs: Vec<String> = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        match paragraphs.last_mut() {
            Some(open) if goes_on(lines, place, leading) => words.join(open, &line.text),
            _ => paragraphs.push(line.text.clone()),
        }
    }
    paragraphs
}

/// The usual distance of a page's lines, in sizes.
fn leading(lines: &[PageLine]) -> f64 {
    let steps =
        lines.windows(2).filter(|pair| is_like(&pair[0], &pair[1])).map(|pair| (pair[1].level - pair[0].level) / pair[1].size);
    let mut steps: Vec<f64> = steps.filter(|step| (0.8..3.0).contains(step)).collect();
    steps.sort_by(f64::total_cmp);
    steps.get(steps.len() / 3).copied().unwrap_or(USUAL_LEADING)
}

/// Tells whether two lines are of one size and run the same way.
fn is_like(one: &PageLine, other: &PageLine) -> bool {
    (0.86..1.16).contains(&(one.size / other.size)) && one.direction.dot(other.direction) > 0.999
}

/// Tells whether the paragraph of the line before goes on in this one.
fn goes_on(lines: &[PageLine], place: usize, leading: f64) -> bool {
    let Some((before, line)) = place.checked_sub(1).map(|before| (&lines[before], &lines[place])) else { return false };
    if !is_like(before, line) || before.text.contains('\t') || line.text.contains('\t') || is_item(&line.text) {
        return false;
    }
    let step = (line.level - before.level) / line.size;
    if step < -1.0 {
        return goes_on_elsewhere(before, line);
    }
    let overlap = line.start < before.end && line.end > before.start;
    if !overlap || !(0.5..leading * 1.3).contains(&step) {
        return false;
    }
    let indent = (line.start - before.start) / line.size;
    let centred = ((line.start + line.end) - (before.start + before.end)).abs() < line.size;
    let hangs = is_item(&before.text);
    if indent > 0.7 && !centred && !hangs {
        return false;
    }
    let missing = (right_edge(lines, place - 1) - before.end) / (right_edge(lines, place - 1) - before.start).max(1.0);
    match (ends_sentence(&before.text), starts_small(&line.text)) {
        _ if centred && !ends_sentence(&before.text) => true,
        (true, _) => missing < 0.15,
        (false, true) => true,
        (false, false) => missing < 0.3,
    }
}

/// A sentence may go on at the top of the next column.
fn goes_on_elsewhere(before: &PageLine, line: &PageLine) -> bool {
    !ends_sentence(&before.text) && starts_small(&line.text)
}

/// Where the lines end that begin where this one does.
fn right_edge(lines: &[PageLine], place: usize) -> f64 {
    let line = &lines[place];
    let around = &lines[place.saturating_sub(AROUND)..(place + AROUND).min(lines.len())];
    let beside = around.iter().filter(|other| is_like(line, other) && (other.start - line.start).abs() < 3.0 * line.size);
    beside.map(|other| other.end).fold(line.end, f64::max)
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»']).ends_with(['.', '!', '?', ':', ';', '…'])
}

fn starts_small(text: &str) -> bool {
    text.starts_with(char::is_lowercase)
}

/// Tells whether a line begins with a bullet or the number of an item.
fn is_item(text: &str) -> bool {
    let mark = text.split(' ').next().unwrap_or_default();
    let numbered = mark.strip_suffix(['.', ')']).is_some_and(|number| {
        (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
            || number.len() == 1 && mark.ends_with(')')
    });
    text.contains(' ')
        && (numbered || matches!(mark, "•" | "·" | "▪" | "■" | "●" | "○" | "◦" | "–" | "-" | "*" | "‣" | "\u{f0b7}"))
}

/// The words of a document, which tell whether a hyphen at the end of a line belongs to the word.
struct Words(FxHashSet<String>);

impl Words {
    fn of(pages: &[Page]) -> Words {
        let mut words = FxHashSet::default();
        for line in pages.iter().flat_map(|page| &page.lines) {
            let apart = line.text.split(|mark: char| !mark.is_alphabetic());
            words.extend(apart.filter(|word| word.len() > 3).map(str::to_lowercase));
        }
        Words(words)
    }

    /// Adds a line to the paragraph that it goes on with. A hyphen between them goes where the word stands elsewhere without.
    fn join(&self, paragraph: &mut String, line: &str) {
        if let Some(bare) = paragraph.strip_suffix('\u{ad}') {
            paragraph.truncate(bare.len());
        } else if let Some(bare) = paragraph.strip_suffix(['-', '\u{2010}']).filter(|bare| bare.ends_with(char::is_alphabetic)) {
            let (begin, end) = (last_word(bare), first_word(line));
            if starts_small(line) && self.0.contains(&format!("{begin}{end}").to_lowercase()) {
                paragraph.truncate(bare.len());
            }
        } else {
            paragraph.push(' ');
        }
        paragraph.push_str(line);
    }
}

fn last_word(text: &str) -> &str {
    text.rsplit(|mark: char| !mark.is_alphabetic()).next().unwrap_or_default()
}

fn first_word(text: &str) -> &str {
    text.split(|mark: char| !mark.is_alphabetic()).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use hayro_interpret::kurbo::Vec2;

    use super::*;

    /// Lines of ten points: where each begins and ends, how far down it stands, what it says.
    fn page(lines: &[(f64, f64, f64, &str)]) -> Page {
        let line = |&(start, end, level, text): &(f64, f64, f64, &str)| PageLine {
            text: text.into(),
            start,
            end,
            level,
            size: 10.0,
            direction: Vec2::new(1.0, 0.0),
        };
        Page { lines: lines.iter().map(line).collect(), ..Page::default() }
    }

    #[test]
    fn lines_become_paragraphs() {
        let page = page(&[
            (50.0, 300.0, 100.0, "The board of the har-"),
            (50.0, 300.0, 112.0, "bour met for the third time, and again it could"),
            (50.0, 120.0, 124.0, "not agree."),
            (50.0, 290.0, 136.0, "The well-"),
            (50.0, 280.0, 148.0, "known speaker of the harbour left."),
            (60.0, 300.0, 160.0, "Indented lines begin anew and"),
            (50.0, 100.0, 172.0, "go on."),
            (50.0, 300.0, 200.0, "A gap parts too."),
        ]);
        let expected = [
            "The board of the harbour met for the third time, and again it could not agree.",
            "The well-known speaker of the harbour left.",
            "Indented lines begin anew and go on.",
            "A gap parts too.",
        ];
        assert_eq!(text(&[page]), format!("{}\n\u{c}\n", expected.join("\n\n")));
    }

    #[test]
    fn columns_rows_and_items() {
        let column = page(&[(50.0, 200.0, 700.0, "The talks went on"), (250.0, 400.0, 100.0, "until the morning.")]);
        let table =
            page(&[(50.0, 200.0, 100.0, "Port\tShips"), (50.0, 200.0, 112.0, "Mersin\t12"), (50.0, 200.0, 140.0, "Below.")]);
        let items = page(&[
            (50.0, 200.0, 100.0, "• The first thing is"),
            (60.0, 200.0, 112.0, "long"),
            (50.0, 200.0, 124.0, "• The second"),
        ]);
        let expected = "The talks went on until the morning.\n\u{c}\nPort\tShips\nMersin\t12\n\nBelow.\n\u{c}\n\
                        • The first thing is long\n\n• The second\n\u{c}\n";
        assert_eq!(text(&[column, table, items]), expected);
    }
}
