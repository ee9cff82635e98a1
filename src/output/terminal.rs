//! Hits as a person reads them: documents with their best passages, what matched lit.

use std::collections::HashSet;
use std::path::Path;

use nutgraf_index::actor::Evidence;
use nutgraf_index::quotation::{Copied, Difference};
use nutgraf_index::rank::Score;
use nutgraf_index::search::{Hit, HitActor, read_neighbours};
use nutgraf_index::snapshot::Snapshot;
use nutgraf_index::text::{Span, sentences};
use unicode_width::UnicodeWidthChar;

use super::columns::filled;
use super::rows::short_span;
use super::sanitize::push_safe;
use super::style::{LIT, Painter, QUIET, TITLE};
use crate::settings::Settings;

/// The longest passage shown whole, in bytes, unless asked for.
const LONGEST: usize = 700;

/// How many actors and dates of a passage are named.
const NAMED: usize = 6;

/// How hits are laid out.
#[derive(Clone, Copy, Debug)]
pub struct Layout<'s> {
    /// Colours, links, width.
    pub settings: &'s Settings,
    /// Whole passages, however long.
    pub full: bool,
    /// The parts of scores beside each hit.
    pub explain: bool,
    /// How many passages around each hit are shown.
    pub context: u32,
}

impl Layout<'_> {
    pub(super) fn painter(&self) -> Painter {
        Painter { color: self.settings.color, links: self.settings.links }
    }

    /// Lays hits out, those of one document under its title.
    pub fn hits(&self, hits: &[Hit], snapshot: &Snapshot) -> anyhow::Result<String> {
        let mut text = String::new();
        for of_document in hits.chunk_by(|one, next| one.document.record.key == next.document.record.key) {
            if !text.is_empty() {
                text.push('\n');
            }
            text += &self.head(&of_document[0], of_document.len());
            for hit in of_document {
                text += &self.in_context(hit, snapshot)?;
            }
        }
        Ok(text)
    }

    /// A hit with the passages around it, where any are wanted.
    fn in_context(&self, hit: &Hit, snapshot: &Snapshot) -> anyhow::Result<String> {
        if self.context == 0 {
            return Ok(self.passage(hit));
        }
        let mut around = read_neighbours(snapshot, hit, self.context)?;
        around.push(hit.clone());
        around.sort_by_key(|passage| passage.ordinal);
        let shown =
            |passage: &Hit| format!("{}\n{}", if passage.ordinal == hit.ordinal { "▶" } else { "" }, self.passage(passage));
        Ok(around.iter().map(shown).collect())
    }

    pub(super) fn head(&self, hit: &Hit, shown: usize) -> String {
        let painter = self.painter();
        let record = &hit.document.record;
        let title = record.title.as_deref().unwrap_or(&record.id);
        let mut text = self.filled(&self.styled(title, &hit.highlights.title, TITLE));
        let mut about = Vec::new();
        about.extend(record.published.map(|published| painter.paint(QUIET, &short_span(published))));
        about.extend(record.source.as_deref().map(|source| painter.paint(QUIET, source)));
        if !record.authors.is_empty() {
            about.push(painter.paint(QUIET, &record.authors.join(", ")));
        }
        about.push(self.location(hit));
        let more = hit.document.matches.saturating_sub(shown as u64);
        if more > 0 {
            about.push(painter.paint(QUIET, &format!("+ {more} more")));
        }
        text += &self.filled(&about.join(&painter.paint(QUIET, " · ")));
        text
    }

    /// A line, or several where it is wider than the screen.
    fn filled(&self, line: &str) -> String {
        filled(line, self.settings.columns) + "\n"
    }

    /// The file and line (or page) of a hit, or the passage of a record that has several, as a link where the terminal can.
    fn location(&self, hit: &Hit) -> String {
        let path = hit.document.path();
        let shown = match (hit.document.line, hit.place()) {
            (None, Some(place)) => format!("{path}:{place}"),
            (Some(_), _) if hit.document.record.passages > 1 => format!("{path}#{}", hit.ordinal),
            _ => path,
        };
        self.painter().link(Path::new(&hit.document.record.path), &shown)
    }

    pub(super) fn passage(&self, hit: &Hit) -> String {
        let painter = self.painter();
        let mut text = String::new();
        let title = &hit.document.record.title;
        if let Some(heading) = hit.passage.heading.as_ref().filter(|heading| title.as_ref() != Some(heading)) {
            let heading = self.styled(heading, &hit.highlights.heading, QUIET);
            text += &self.filled(&format!("  {} {heading}", painter.paint(QUIET, "›")));
        }
        let window = if self.full {
            Span::new(0, hit.passage.text.len())
        } else {
            densest_window(&hit.passage.text, &hit.highlights.text)
        };
        // The title that is all of a document stands above already.
        if hit.passage.lines.is_some() {
            text += &self.wrapped(&hit.passage.text, window, &hit.highlights.text);
        }
        let aside = names_and_dates(hit);
        if !aside.is_empty() {
            text += &self.filled(&format!("  {}", painter.paint(QUIET, &aside)));
        }
        if let Some(copied) = &hit.copied {
            text += &self.filled(&format!("  {}", painter.paint(QUIET, &told_differences(copied))));
        }
        if let Some((document, passage)) = hit.duplicates.first() {
            let others = hit.copies - 1;
            let more = if others > 0 { format!(" and {others} more") } else { String::new() };
            text += &self.filled(&format!("  {}", painter.paint(QUIET, &format!("also in {document}#{passage}{more}"))));
        }
        if let Some(parts) = hit.parts.filter(|_| self.explain) {
            let place = format!("{}#{}", hit.document.record.id, hit.ordinal);
            let told = format!("score {}   [{place}]", told_score(parts));
            text += &self.filled(&format!("  {}", painter.paint(QUIET, &told)));
        }
        text
    }

    /// One line in a style, with marks lit.
    fn styled(&self, text: &str, marks: &[Span], style: anstyle::Style) -> String {
        let painter = self.painter();
        let (mut out, mut at) = (String::new(), 0);
        for mark in marks {
            out += &painter.paint(style, &text[at..mark.start]);
            out += &painter.paint(LIT, mark.of(text));
            at = mark.end;
        }
        out + &painter.paint(style, &text[at..])
    }

    /// Wraps part of a passage to the width, with marks lit.
    fn wrapped(&self, text: &str, window: Span, marks: &[Span]) -> String {
        let mut wrapper =
            Wrapper { width: self.settings.width, color: self.settings.color, out: String::from("  "), column: 2, lit: false };
        if window.start > 0 {
            wrapper.word("… ", 0, &[]);
        }
        for (start, word) in words_with_places(window.of(text)) {
            wrapper.word(word, window.start + start, marks);
        }
        if window.end < text.len() {
            wrapper.word("…", 0, &[]);
        }
        wrapper.end()
    }
}

/// How a copy of a sentence differs from it.
fn told_differences(copied: &Copied) -> String {
    let told = copied.differences.iter().map(|Difference { quoted, found }| match (quoted.is_empty(), found.is_empty()) {
        (false, true) => format!("without “{quoted}”"),
        (true, _) => format!("added “{found}”"),
        _ => format!("“{quoted}” is “{found}”"),
    });
    match copied.differences.is_empty() {
        true => "word for word".to_owned(),
        false => format!("{:.0} % alike: {}", copied.similarity * 100.0, told.collect::<Vec<_>>().join(", ")),
    }
}

/// A score with its parts; those that only some flags add are left out where they are none.
fn told_score(score: Score) -> String {
    let Score { passage, document, proximity, expansion, recency } = score;
    let always = [("passage", passage), ("document", document), ("proximity", proximity)];
    let mut told: Vec<String> = always.iter().map(|(name, part)| format!("{name} {}", thousandths(*part))).collect();
    let added = [("expansion", expansion), ("recency", recency)].into_iter().filter(|(_, part)| *part != 0.0);
    told.extend(added.map(|(name, part)| format!("{name} {}", thousandths(part))));
    format!("{} = {}", thousandths(score.total()), told.join(" + "))
}

/// A number with three places, and nothing never less than nothing.
fn thousandths(number: f32) -> String {
    let told = format!("{number:.3}");
    if told == "-0.000" { "0.000".to_owned() } else { told }
}

fn words_with_places(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(|word| (Span::of_part(word, text).start, word))
}

/// Fills lines word by word.
struct Wrapper {
    width: usize,
    color: bool,
    out: String,
    column: usize,
    lit: bool,
}

impl Wrapper {
    fn word(&mut self, word: &str, place: usize, marks: &[Span]) {
        let width: usize = word.chars().map(|character| character.width().unwrap_or(1)).sum();
        let is_lit = |byte: usize| {
            let next = marks.partition_point(|mark| mark.end <= byte);
            marks.get(next).is_some_and(|mark| mark.start <= byte)
        };
        if self.column > 2 {
            if self.column + 1 + width > self.width {
                self.light(false);
                self.out.push_str("\n  ");
                self.column = 2;
            } else {
                self.light(place > 0 && is_lit(place - 1));
                self.out.push(' ');
                self.column += 1;
            }
        }
        for (step, character) in word.char_indices() {
            self.light(is_lit(place + step));
            push_safe(character, &mut self.out);
        }
        self.column += width;
    }

    fn light(&mut self, lit: bool) {
        if self.color && lit != self.lit {
            self.out += &if lit { format!("{LIT}") } else { format!("{LIT:#}") };
        }
        self.lit = lit;
    }

    fn end(mut self) -> String {
        self.light(false);
        self.out.push('\n');
        self.out
    }
}

/// Returns the run of sentences that holds the most marks, at most about so long.
fn densest_window(text: &str, marks: &[Span]) -> Span {
    if text.len() <= LONGEST {
        return Span::new(0, text.len());
    }
    let cut = sentences(text);
    let mut best = (0, Span::new(0, cut.first().map_or(text.len(), |first| first.end)));
    for (number, first) in cut.iter().enumerate() {
        let end = cut[number..].iter().take_while(|last| last.end - first.start <= LONGEST).last().unwrap_or(first).end;
        let window = Span::new(first.start, end);
        let before = marks.partition_point(|mark| mark.start < window.start);
        let count = marks.partition_point(|mark| mark.end <= window.end).saturating_sub(before);
        if count > best.0 || best.0 == 0 && number == 0 {
            best = (count, window);
        }
    }
    clipped(text, best.1, marks)
}

/// Cuts a single overlong sentence around its first mark.
fn clipped(text: &str, window: Span, marks: &[Span]) -> Span {
    if window.len() <= 2 * LONGEST {
        return window;
    }
    let centre = marks.iter().find(|mark| window.contains(**mark)).map_or(window.start, |mark| mark.start);
    let boundary = |byte: usize| (byte..=text.len()).find(|byte| text.is_char_boundary(*byte)).unwrap_or(text.len());
    let start = boundary(centre.saturating_sub(LONGEST / 3).max(window.start));
    Span::new(start, boundary((start + LONGEST).min(window.end)))
}

/// The actors and dates of a passage in one line.
fn names_and_dates(hit: &Hit) -> String {
    let (mut names, mut named) = (Vec::new(), HashSet::new());
    for HitActor { actor, span, evidence } in hit.actors.iter().filter(|one| named.insert(&one.actor.id)) {
        let written = span.map(|span| span.of(&hit.passage.text));
        names.push(match (evidence, written) {
            (Evidence::Capital | Evidence::Title, Some(written)) => format!("{} (“{written}”)", actor.name),
            _ => actor.name.to_string(),
        });
    }
    let mut dated = HashSet::new();
    let days = hit
        .passage
        .dates
        .iter()
        .filter(|date| date.kind.is_facet())
        .filter_map(|date| date.when)
        .filter(|when| dated.insert(*when));
    let dates: Vec<String> = days.map(short_span).collect();
    let shorten = |mut list: Vec<String>| {
        let more = list.len().saturating_sub(NAMED);
        list.truncate(NAMED);
        if more > 0 { format!("{} + {more}", list.join(", ")) } else { list.join(", ") }
    };
    [shorten(names), shorten(dates)].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ·  ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_passage_of_many_marks_is_no_long_work() {
        let text = "wall ferry ".repeat(50_000);
        let marks: Vec<Span> = (0..50_000).map(|word| Span::new(word * 11, word * 11 + 4)).collect();
        let mut wrapper = Wrapper { width: 80, color: true, out: String::new(), column: 2, lit: false };
        for (start, word) in words_with_places(&text) {
            wrapper.word(word, start, &marks);
        }
        assert_eq!(wrapper.end().matches(&format!("{LIT}wall{LIT:#}")).count(), 50_000);
        assert_eq!(densest_window(&text, &marks).start, 0);
    }
}
