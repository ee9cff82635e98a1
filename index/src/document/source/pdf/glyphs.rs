//! The lines of a page: the letters that it draws, in the order in which it draws them, parted where they stand apart.

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Vec2};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};

use super::super::contained::Deadline;

/// Units of a font's own space in its size.
const UNITS: f64 = 1000.0;

/// The widest letters of a line are rarely as wide as their size; where the width is unknown, half of it.
const UNKNOWN_WIDTH: f32 = 500.0;

/// A gap that parts words, in sizes of the font.
const WORD_GAP: f64 = 0.16;

/// A gap that parts the cells of a table, in sizes of the font.
const CELL_GAP: f64 = 2.2;

/// Letters at most so far off the line still stand on it, in sizes: marks above and below.
const OFF_LINE: f64 = 0.45;

/// More clips than a page has, maps among them. Each form makes one, and forms may draw each other.
const MOST_CLIPS: usize = 50_000;

/// More letters than a page has.
const MOST_LETTERS: usize = 1_000_000;

/// A line of text on a page. Lengths are in points; `start` and `end` run along the line, `level` grows down the page.
#[derive(Clone, Debug)]
pub struct PageLine {
    /// What it says.
    pub text: String,
    /// Where it begins.
    pub start: f64,
    /// Where it ends.
    pub end: f64,
    /// The line on which its letters stand.
    pub level: f64,
    /// The size of most of its letters.
    pub size: f64,
    /// Which way it runs: (1, 0) for upright text.
    pub direction: Vec2,
}

/// What a page says.
#[derive(Debug, Default)]
pub struct Page {
    /// Its lines, in the order in which they are drawn.
    pub lines: Vec<PageLine>,
    /// How many letters are known.
    pub letters: usize,
    /// How many are drawn by fonts that do not say which they are.
    pub unknown: usize,
}

/// A letter on the line under way.
struct Letter {
    text: String,
    start: f64,
    end: f64,
    size: f64,
}

/// The line under way.
struct OpenLine {
    letters: Vec<Letter>,
    level: f64,
    size: f64,
    direction: Vec2,
}

/// Takes the letters of one page as it is interpreted.
pub struct PageReader {
    page: Page,
    line: Option<OpenLine>,
    deadline: Deadline,
    /// How many clips the page has made so far.
    clips: usize,
    /// Whether the page draws without end.
    pub given_up: bool,
}

impl PageReader {
    /// A reader that gives up when the time is up.
    pub fn new(deadline: Deadline) -> PageReader {
        PageReader { page: Page::default(), line: None, deadline, clips: 0, given_up: false }
    }

    /// What the page says; `None` where the time was up.
    pub fn end(mut self) -> Option<Page> {
        self.close_line();
        (!self.deadline.is_over()).then_some(self.page)
    }

    fn check_time(&mut self) {
        if self.deadline.is_over() {
            self.give_up();
        }
    }

    /// Breaks off the interpretation of a page that draws without end: there is no other way out of it, and the thread is
    /// its own.
    fn give_up(&mut self) {
        self.given_up = true;
        std::panic::resume_unwind(Box::new(()));
    }

    fn take(&mut self, glyph: &Glyph<'_>, transform: Affine) {
        if self.page.letters + self.page.unknown > MOST_LETTERS {
            return;
        }
        let text = match glyph.as_unicode() {
            Some(BfString::Char(letter)) => plain(letter).map_or_else(|| letter.to_string(), str::to_owned),
            Some(BfString::String(text)) => text,
            None => {
                self.page.unknown += 1;
                char::REPLACEMENT_CHARACTER.to_string()
            }
        };
        self.page.letters += 1;
        let origin = transform * Point::ZERO;
        let across = transform * Point::new(0.0, UNITS) - origin;
        let width = match glyph {
            Glyph::Outline(glyph) => glyph.advance_width(),
            Glyph::Type3(glyph) => glyph.advance_width(),
        };
        let along = transform * Point::new(f64::from(width.unwrap_or(UNKNOWN_WIDTH)), 0.0) - origin;
        let unit = transform * Point::new(UNITS, 0.0) - origin;
        let (size, length) = (across.hypot(), unit.hypot());
        if !(size.is_finite() && length.is_finite() && size > 0.1 && length > 0.1 && origin.is_finite()) {
            return;
        }
        let direction = snapped(unit / length);
        let start = origin.to_vec2().dot(direction);
        let level = origin.to_vec2().dot(Vec2::new(-direction.y, direction.x));
        let letter = Letter { text, start, end: start + along.hypot(), size };
        if !self.line.as_ref().is_some_and(|line| line.continues_with(&letter, level, direction)) {
            self.close_line();
        }
        let line = self.line.get_or_insert_with(|| OpenLine { letters: Vec::new(), level, size, direction });
        line.push(letter, level);
    }

    fn close_line(&mut self) {
        let Some(line) = self.line.take() else { return };
        let Some((first, last)) = line.letters.first().zip(line.letters.last()) else { return };
        let (start, end) = (first.start, last.end);
        let text = line.text();
        if !text.trim().is_empty() {
            let OpenLine { level, size, direction, .. } = line;
            self.page.lines.push(PageLine { text: text.trim_end().to_owned(), start, end, level, size, direction });
        }
    }
}

/// Text that runs all but level is level.
fn snapped(direction: Vec2) -> Vec2 {
    if direction.x > 0.999 { Vec2::new(1.0, 0.0) } else { direction }
}

impl OpenLine {
    fn continues_with(&self, letter: &Letter, level: f64, direction: Vec2) -> bool {
        let Some(last) = self.letters.last() else { return true };
        let size = self.size.max(letter.size);
        direction.dot(self.direction) > 0.999
            && (level - self.level).abs() < OFF_LINE * size
            && letter.start > last.start - 0.5 * size
    }

    fn push(&mut self, letter: Letter, level: f64) {
        // Bold faces are sometimes made by drawing the same letters twice.
        let again = |other: &Letter| other.text == letter.text && (other.start - letter.start).abs() < 0.12 * letter.size;
        if self.letters.iter().rev().take(3).any(again) && letter.text != " " {
            return;
        }
        // Marks above and below the line are smaller than what stands on it.
        if letter.size > self.size * 1.1 {
            (self.size, self.level) = (letter.size, level);
        }
        self.letters.push(letter);
    }

    /// The letters with blanks where they stand apart. In a line that is spaced out, letters stand apart without ending a
    /// word: there a gap must be wider than is usual in it.
    fn text(&self) -> String {
        let gap = |pair: &[Letter]| (pair[1].start - pair[0].end) / self.size;
        let mut gaps: Vec<f64> = self.letters.windows(2).filter(|pair| pair[1].text != " ").map(gap).collect();
        gaps.sort_by(f64::total_cmp);
        let usual = gaps.get(gaps.len() / 2).copied().filter(|_| gaps.len() > 7).unwrap_or_default();
        let word_gap = if usual > WORD_GAP * 0.6 { usual * 1.8 } else { WORD_GAP };
        let mut text = String::new();
        for (place, letter) in self.letters.iter().enumerate() {
            let gap = place.checked_sub(1).map_or(0.0, |before| gap(&self.letters[before..=place]));
            if gap > CELL_GAP.max(word_gap * 2.0) {
                text.truncate(text.trim_end().len());
                text.push('\t');
            } else if gap > word_gap && !text.ends_with([' ', '\t']) && letter.text != " " {
                text.push(' ');
            }
            if letter.text != " " || !text.ends_with(' ') {
                text.push_str(&letter.text);
            }
        }
        text
    }
}

/// Letters that typesetters join, and blanks of other widths, as they are typed.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        '\u{fb05}' | '\u{fb06}' => "st",
        '\0' => "",
        other if other.is_whitespace() || other.is_control() => " ",
        _ => return None,
    })
}

impl Device<'_> for PageReader {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {
        self.check_time();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.clips += 1;
        if self.clips > MOST_CLIPS {
            self.give_up();
        }
        self.check_time();
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        self.check_time();
        for glyph in run.glyphs() {
            self.take(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {
        self.check_time();
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
