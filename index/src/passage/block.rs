//! What belongs together before lengths are looked at: a paragraph, an item, a table.

use super::PassageKind;
use super::kinds::kinds;
use super::words::LONGEST_WORD;
use crate::document::{Document, Label, Line};
use crate::text::Span;

/// A paragraph, an item, a table, or several of them joined.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Block {
    /// What its text is made of, where it is no list.
    pub made_of: PassageKind,
    /// Where it stands.
    pub span: Span,
    /// How many words it holds.
    pub words: usize,
    /// How many of them stand in items of lists.
    pub listed: usize,
    /// How many blocks were joined in it.
    pub parts: usize,
    /// Whether it ends in a colon and so belongs to what follows.
    pub leads_in: bool,
    /// The nearest heading above.
    pub heading: Option<Span>,
}

impl Block {
    /// What its passage is: a list where most of its words stand in items.
    pub fn kind(&self) -> PassageKind {
        if self.listed * 2 > self.words { PassageKind::List } else { self.made_of }
    }

    /// Takes in the block that follows.
    pub fn absorb(&mut self, next: Block) {
        self.span = self.span.cover(next.span);
        self.words += next.words;
        self.listed += next.listed;
        self.parts += next.parts;
        self.leads_in = next.leads_in;
    }
}

/// Cuts a document's lines into runs of blocks: within a run nothing parts them but blank lines, so they may be joined.
pub fn runs(document: &Document) -> Vec<Vec<Block>> {
    let mut runs: Vec<Vec<Block>> = Vec::new();
    let mut open = false;
    let mut heading = None;
    let mut above = Label::Blank;
    for (line, kind) in document.lines.iter().zip(kinds(document)) {
        match kind {
            // No passage goes on over the end of a page.
            None if line.label == Label::Blank => open &= !(document.paged && line.span.of(&document.text).contains('\u{c}')),
            None => {
                if line.label == Label::Heading {
                    let here = heading_span(document, line);
                    heading = heading.filter(|_| line.goes_on).map(|above: Span| above.cover(here)).or(Some(here));
                }
                open = false;
            }
            Some(kind) => {
                let block = block_of(document, line, kind, heading);
                let last = runs.last_mut().filter(|run| open && run.last().is_some_and(|last| last.made_of == block.made_of));
                match last {
                    Some(run) => push(run, block, line.goes_on, above == Label::Blank),
                    None => runs.push(vec![block]),
                }
                open = true;
            }
        }
        above = line.label;
    }
    runs
}

/// Adds a block to a run, or to its last block: rows make a table, wrapped lines a paragraph.
fn push(run: &mut Vec<Block>, block: Block, goes_on: bool, parted: bool) {
    let continues = match block.made_of {
        PassageKind::Table => true,
        PassageKind::Caption => !parted,
        _ => goes_on,
    };
    match run.last_mut().filter(|_| continues) {
        Some(last) => {
            let parts = last.parts;
            last.absorb(block);
            last.parts = parts;
        }
        None => run.push(block),
    }
}

fn block_of(document: &Document, line: &Line, kind: PassageKind, heading: Option<Span>) -> Block {
    let span = line.trimmed(&document.text);
    let words = (line.words as usize).max(span.len() / LONGEST_WORD).max(1);
    let listed = if kind == PassageKind::List { words } else { 0 };
    let made_of = if kind == PassageKind::List { PassageKind::Paragraph } else { kind };
    Block { made_of, span, words, listed, parts: 1, leads_in: span.of(&document.text).ends_with(':'), heading }
}

/// A heading without the marks of Markdown around it.
fn heading_span(document: &Document, line: &Line) -> Span {
    let span = line.trimmed(&document.text);
    let text = span.of(&document.text);
    let bare = text.trim_matches('#').trim();
    if bare.is_empty() { span } else { Span::of_part(bare, text).shifted(span.start) }
}
