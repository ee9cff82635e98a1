//! What stands in a message without being said in it: the messages that it answers, the signature, what lists write around it.

use super::mailing::is_frame;
use crate::text::Span;

/// What ends the line that introduces a quotation.
const WROTE: &[&str] = &["wrote", "writes", "schrieb", "écrit", "escribió", "escreveu", "scritto", "schreef", "yazdı"];

/// What stands, between dashes, above an answered message that is not marked line by line.
const ORIGINAL: &[&str] =
    &["original message", "ursprüngliche nachricht", "message d'origine", "mensaje original", "özgün ileti"];

/// A signature has at most so many lines.
const LONGEST_SIGNATURE: usize = 12;

/// Returns the lines of a message that are quoted or sign it, in order; none where nothing else would be left.
pub fn not_its_own(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let mut others: Vec<bool> = vec![false; lines.len()];
    mark_quotations(text, &lines, &mut others);
    mark_signature(text, &lines, &mut others);
    lines.iter().zip(&mut others).filter(|(line, _)| is_frame(line.of(text))).for_each(|(_, other)| *other = true);
    let says = |span: &Span| span.of(text).contains(char::is_alphanumeric);
    if !lines.iter().zip(&others).any(|(line, other)| !other && says(line)) {
        return Vec::new();
    }
    let stretches = lines.iter().zip(others).filter(|(_, other)| *other).map(|(line, _)| *line);
    stretches.fold(Vec::new(), |mut joined: Vec<Span>, line| {
        match joined.last_mut().filter(|last| last.end == line.start) {
            Some(last) => *last = last.cover(line),
            None => joined.push(line),
        }
        joined
    })
}

/// The lines of a text with their ends.
fn lines(text: &str) -> Vec<Span> {
    let mut at = 0;
    text.split_inclusive('\n')
        .map(|line| {
            at += line.len();
            Span::new(at - line.len(), at)
        })
        .collect()
}

/// Marks lines behind `>` with the line or two that say who wrote them, and all below "Original Message".
fn mark_quotations(text: &str, lines: &[Span], others: &mut [bool]) {
    for place in 0..lines.len() {
        let line = lines[place].of(text).trim();
        if is_original(line) {
            others[place..].fill(true);
            return;
        }
        others[place] = line.starts_with('>');
        if others[place] && (place == 0 || !others[place - 1]) {
            let above = introduced_at(text, lines, place);
            others[above..place].fill(true);
        }
    }
}

fn is_original(line: &str) -> bool {
    let bare = line.trim_matches(['-', '_', ' ']).to_lowercase();
    line.starts_with("--") && ORIGINAL.contains(&bare.as_str())
}

/// Where the line begins that introduces a quotation: it ends in "wrote:", and may be broken once and parted by a blank one.
fn introduced_at(text: &str, lines: &[Span], quotation: usize) -> usize {
    let line = |place: usize| lines[place].of(text).trim();
    let Some(last) = (0..quotation).rev().take(2).find(|place| !line(*place).is_empty()) else { return quotation };
    let wrote = line(last).strip_suffix(':').is_some_and(|line| {
        let said = line.to_lowercase();
        WROTE.iter().any(|wrote| said.ends_with(wrote))
    });
    if !wrote {
        return quotation;
    }
    let is_broken = !line(last).contains(|first: char| first.is_ascii_digit()) && last > 0 && !line(last - 1).is_empty();
    if is_broken { last - 1 } else { last }
}

/// Marks what stands below a line of two dashes, as far as it is a signature.
fn mark_signature(text: &str, lines: &[Span], others: &mut [bool]) {
    let is_mark = |place: &usize| !others[*place] && matches!(lines[*place].of(text).trim_end(), "--" | "-- ");
    let Some(mark) = (0..lines.len()).rev().find(is_mark) else { return };
    let below = (mark + 1..lines.len()).take_while(|place| !others[*place]);
    let end = below.last().map_or(mark + 1, |last| last + 1);
    if end - mark <= LONGEST_SIGNATURE + 1 {
        others[mark..end].fill(true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(text: &str) -> String {
        let mut own = text.to_owned();
        not_its_own(text).iter().rev().for_each(|other| own.replace_range(other.start..other.end, ""));
        own
    }

    #[test]
    fn quotations_and_signatures_are_others() {
        let answer = "We sail on Monday.\n\nOn Sun, 11 Jun 2023, Bo Berg wrote:\n> When do we sail?\n> Ask Ankara.\n\nSee you there.\n-- \nAnn Lee\nBoard\n";
        assert_eq!(own(answer), "We sail on Monday.\n\n\nSee you there.\n");
        let broken = "Yes.\n\nOn Sun, Jun 11, 2023 at 9:00 AM Bo Berg\n<bo@harbour.example> wrote:\n\n> When?\n";
        assert_eq!(own(broken), "Yes.\n\n");
        let listed = "View this email in your browser\n\nTwo cables were cut.\n\nUnsubscribe\nSent from my iPhone\n";
        assert_eq!(own(listed), "\nTwo cables were cut.\n\n");
        let below = "Yes.\n-----Original Message-----\nFrom: Bo\n\nWhen?\n";
        assert_eq!(own(below), "Yes.\n");
    }

    #[test]
    fn what_would_leave_nothing_is_left_alone() {
        assert!(not_its_own("> When do we sail?\n").is_empty());
        assert!(not_its_own("They met.\n\nThey said:\nNothing.\n").is_empty());
        let long = format!("One.\n--\n{}", "A line of the text.\n".repeat(40));
        assert!(not_its_own(&long).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn spans_are_lines_in_order(text in "(|> |-- |On 1 Bo wrote:|-----Original Message-----)([a-z ]{0,9}\n){0,3}") {
            let mut at = 0;
            for span in not_its_own(&text) {
                proptest::prop_assert!(span.start >= at && (span.start == 0 || text[..span.start].ends_with('\n')));
                at = span.end;
            }
        }
    }
}
