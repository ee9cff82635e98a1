//! A place in a run of tokens: rules take one and give one back, so that going back costs nothing.

use crate::date::gap::Gap;
use crate::date::scan::Token;
use crate::date::term::{Naming, Term, Unit, Word};

/// A run and the text in which it stands.
pub(super) struct Run<'r> {
    pub(super) text: &'r str,
    pub(super) tokens: &'r [Token],
}

/// A place in a run.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'r> {
    run: &'r Run<'r>,
    start: usize,
    /// Here gaps do not matter: the beginning, or where a new part was begun.
    free: usize,
    at: usize,
}

/// What a rule gives: a reading, and where it ended.
pub(super) type Step<'r, T> = Option<(T, Cursor<'r>)>;

impl<'r> Cursor<'r> {
    pub(super) fn new(run: &'r Run<'r>, at: usize) -> Cursor<'r> {
        Cursor { run, start: at, free: at, at }
    }

    /// The text in which the run stands.
    pub(super) fn text(self) -> &'r str {
        self.run.text
    }

    /// The token here.
    pub(super) fn token(self) -> Option<Token> {
        self.run.tokens.get(self.at).copied()
    }

    /// The token before.
    pub(super) fn previous(self) -> Option<Token> {
        self.at.checked_sub(1).and_then(|at| self.run.tokens.get(at)).copied()
    }

    /// The number of tokens read.
    pub(super) fn length(self) -> usize {
        self.at - self.start
    }

    /// The place of the token here in its run.
    pub(super) fn place(self) -> usize {
        self.at
    }

    /// The byte behind the last token read.
    pub(super) fn end(self) -> usize {
        self.run.tokens[self.at - 1].end
    }

    /// Stays, if one of the gaps lies before the token here; where nothing was read yet, gaps do not matter.
    pub(super) fn over(self, gaps: &[Gap]) -> Option<Cursor<'r>> {
        let token = self.token()?;
        (self.at == self.free || gaps.contains(&token.gap)).then_some(self)
    }

    /// Begins a new part here, whatever parts it from the one before.
    pub(super) fn afresh(self) -> Cursor<'r> {
        Cursor { free: self.at, ..self }
    }

    /// Moves on by a token, whatever it is.
    pub(super) fn skip(self) -> Cursor<'r> {
        Cursor { at: self.at + 1, ..self }
    }

    /// Reads a token that `pick` takes, whatever parts it from the one before.
    pub(super) fn pick<T>(self, pick: impl FnOnce(Term) -> Option<T>) -> Step<'r, T> {
        Some((pick(self.token()?.term)?, self.skip()))
    }

    /// Reads a token that `pick` takes, behind a blank.
    pub(super) fn next<T>(self, pick: impl FnOnce(Term) -> Option<T>) -> Step<'r, T> {
        self.over(&[Gap::Blank])?.pick(pick)
    }

    /// Reads a word behind a blank.
    pub(super) fn word(self, word: Word) -> Option<Cursor<'r>> {
        let (_, after) = self.next(|term| (term == Term::Word(word)).then_some(()))?;
        Some(after)
    }

    /// Reads one of the words behind a blank.
    pub(super) fn any_word(self, words: &[Word]) -> Step<'r, Word> {
        self.next(|term| match term {
            Term::Word(word) if words.contains(&word) => Some(word),
            _ => None,
        })
    }

    /// Reads words that may be missing.
    pub(super) fn maybe(self, words: &[Word]) -> Cursor<'r> {
        self.any_word(words).map_or(self, |(_, after)| after)
    }

    /// Reads a unit in the singular behind a blank.
    pub(super) fn unit(self) -> Step<'r, Unit> {
        self.next(|term| match term {
            Term::Unit(unit) => Some(unit),
            _ => None,
        })
    }

    /// Reads a month of any naming.
    pub(super) fn month(self) -> Step<'r, (u8, Naming)> {
        let (month, after) = self.pick(|term| match term {
            Term::Month(month, naming) => Some((month, naming)),
            _ => None,
        })?;
        Some(after.levantine(month).unwrap_or((month, after)))
    }

    /// Reads the number that two Arabic months bear: with `الثاني` behind it كانون is January, not December.
    fn levantine(self, (month, naming): (u8, Naming)) -> Step<'r, (u8, Naming)> {
        let (number, after) = self.next(|term| match term {
            Term::Ordinal(number @ (1 | 2)) if naming == Naming::Caseless => Some(number as u8),
            _ => None,
        })?;
        Some((((month + number - 2) % 12 + 1, naming), after))
    }

    /// The text before the token here.
    pub(super) fn text_before(self) -> &'r str {
        self.token().map_or(self.run.text, |token| &self.run.text[..token.start])
    }

    /// The text behind the last token read.
    pub(super) fn text_after(self) -> &'r str {
        &self.run.text[self.end()..]
    }
}
