//! What does a typed query mean? Tokens become the tree, and whatever had to be repaired is told.
//!
//! From loose to tight: things side by side, `OR`, `AND`, `NOT` `-` `+`, `NEAR` and `ADJ`, a thing. So
//! `gas pipeline OR strait` asks for gas and for one of the other two, as search engines on the web have it.

mod near;
mod phrase;
mod thing;
mod value;

use super::ast::{Clause, Node, NodeKind, Occur, Query};
use super::field::Field;
use super::lexer::{Mode, Token, TokenKind, is_operator_word, lex};
use super::limits::{self, Budget, refuse, shown};
use super::warning::{Warning, WarningKind};
use crate::error::Result;
use crate::text::{Span, words};

/// A query as understood, and what had to be said about it.
#[derive(Clone, PartialEq, Debug)]
pub struct Parsed {
    /// The query.
    pub query: Query,
    /// What was repaired or read in another way than it may have been meant, in the order of the text.
    pub warnings: Vec<Warning>,
}

/// Reads a query. Whatever is typed or pasted has a meaning; where it had to be repaired a warning says how.
///
/// ```
/// use nutgraf_index::query::parse;
/// let parsed = parse("(putin OR Путин) NEAR/5 al-Assad -\"gas deal").unwrap();
/// assert_eq!(parsed.query.to_string(), r#"(putin OR Путин) NEAR/5 "al Assad" -"gas deal""#);
/// assert_eq!(parsed.warnings.len(), 1, "the quotation mark has no partner");
/// ```
///
/// # Errors
///
/// [`Error::Query`](crate::Error::Query) where a limit is passed, a regular expression is wrong, a form can't be had in
/// its place, or there is no word at all in what is not blank.
pub fn parse(text: &str) -> Result<Parsed> {
    limits::check_length(text)?;
    let capitals = is_all_capitals(text);
    let mode = if capitals { Mode::WithoutWordOperators } else { Mode::Query };
    let (mut root, mut warnings) = read(text, mode)?;
    if root.is_none() && words(text).next().is_some() {
        (root, warnings) = read(text, Mode::WithoutWordOperators)?;
        warnings.insert(0, Warning::new(WarningKind::ReadAs, "operators with nothing to act on are read as words"));
    }
    if capitals && text.split_whitespace().any(is_operator_word) {
        warnings.insert(0, Warning::new(WarningKind::AllCapitals, ALL_CAPITALS));
    }
    match root {
        Some(root) => Ok(Parsed { query: Query { root }, warnings }),
        None if text.trim().is_empty() => Ok(Parsed { query: Query { root: everything(text) }, warnings }),
        None => Err(refuse("there is no word in this query", 0, "type a word, \"a phrase\", @an-actor or field:value")),
    }
}

const ALL_CAPITALS: &str =
    "the query is all in capitals, so AND, OR, NOT, NEAR and ADJ are words; write && || - or the other words in lower case";

fn read(text: &str, mode: Mode) -> Result<(Option<Node>, Vec<Warning>)> {
    let mut warnings = Vec::new();
    let tokens = lex(text, Span::new(0, text.len()), mode, &mut warnings)?;
    let mut parser = Parser { query: text, tokens, next: 0, value_of: None, budget: Budget::default(), warnings };
    let root = parser.group()?;
    parser.warnings.sort_by_key(|warning| warning.span.map_or(0, |span| span.start));
    Ok((root, parser.warnings))
}

fn everything(text: &str) -> Node {
    Node { span: Span::new(0, text.len()), kind: NodeKind::All }
}

/// Tells whether a query looks like a headline in capitals: no small letter, and two words besides the operators.
pub(super) fn is_all_capitals(text: &str) -> bool {
    let in_capitals = |word: &str| word.contains(char::is_uppercase) && !is_operator_word(word);
    !text.contains(char::is_lowercase) && words(text).filter(|word| in_capitals(word.span.of(text))).nth(1).is_some()
}

struct Parser<'q> {
    query: &'q str,
    tokens: Vec<Token>,
    next: usize,
    /// The field whose values are being read, inside `source:(…)`.
    value_of: Option<Field>,
    budget: Budget,
    warnings: Vec<Warning>,
}

/// Reads one level of the grammar: `None` where what stands there is punctuation.
type Level<'q> = fn(&mut Parser<'q>) -> Result<Option<Clause>>;

// The levels, from loose to tight.
impl<'q> Parser<'q> {
    /// Reads things side by side, to the end or to a closing parenthesis.
    fn group(&mut self) -> Result<Option<Node>> {
        let mut clauses = Vec::new();
        let mut has_or = false;
        while let Some(token) = self.peek() {
            if token.kind == TokenKind::Close {
                break;
            } else if is_infix(token.kind) {
                self.next += 1;
                self.stray(token);
            } else if let Some(first) = self.conjunction()? {
                has_or |= self.sees(TokenKind::Or);
                clauses.extend(self.chain_from(first, TokenKind::Or, Parser::conjunction, NodeKind::Or)?);
            }
        }
        let group = self.grouped(clauses);
        if let Some(Node { span, kind: NodeKind::Group(_) }) = &group
            && has_or
        {
            let message = format!("read as: {}; parentheses say it otherwise", super::print::node(group.as_ref()));
            self.warn(WarningKind::ReadAs, message, *span);
        }
        Ok(group)
    }

    fn conjunction(&mut self) -> Result<Option<Clause>> {
        match self.unary()? {
            Some(first) => self.chain_from(first, TokenKind::And, Parser::unary, NodeKind::And),
            None => Ok(None),
        }
    }

    /// Reads what goes on from `first` with one operator.
    fn chain_from(
        &mut self,
        first: Clause,
        operator: TokenKind,
        part: Level<'q>,
        join: fn(Vec<Node>) -> NodeKind,
    ) -> Result<Option<Clause>> {
        let mut clauses = vec![first];
        while self.sees(operator) {
            let token = self.tokens[self.next];
            self.next += 1;
            match if self.sees_operand() { part(self)? } else { None } {
                Some(clause) => clauses.push(clause),
                None => self.stray(token),
            }
        }
        if clauses.len() < 2 {
            return Ok(clauses.pop());
        }
        let parts: Vec<Node> = clauses.into_iter().map(|clause| self.operand(clause)).collect();
        Ok(Some(plain(Node { span: covering(&parts), kind: join(parts) })))
    }

    /// Reads a thing with the marks and NOTs before it.
    fn unary(&mut self) -> Result<Option<Clause>> {
        let Some(mark) = self.peek().filter(|token| is_mark(token.kind)) else { return Ok(self.near()?.map(plain)) };
        self.next += 1;
        self.budget.enter(mark.span.start)?;
        let inner = if self.sees_operand() { self.unary()? } else { None };
        self.budget.leave();
        let Some(inner) = inner else {
            self.stray(mark);
            return Ok(None);
        };
        let occur = if mark.kind == TokenKind::Must { Occur::Must } else { Occur::MustNot };
        Ok(Some(Clause { occur, node: self.operand(inner) }))
    }
}

// Small steps.
impl Parser<'_> {
    fn peek(&self) -> Option<Token> {
        self.tokens.get(self.next).copied()
    }

    fn sees(&self, kind: TokenKind) -> bool {
        self.peek().is_some_and(|token| token.kind == kind)
    }

    /// Tells whether something follows that an operator can act on.
    fn sees_operand(&self) -> bool {
        self.peek().is_some_and(|token| token.kind != TokenKind::Close && !is_infix(token.kind))
    }

    fn warn(&mut self, kind: WarningKind, message: impl Into<String>, span: Span) {
        self.warnings.push(Warning::new(kind, message).at(span));
    }

    fn stray(&mut self, token: Token) {
        let message = format!("'{}' has nothing to act on and is left out", shown(token.span.of(self.query)));
        self.warn(WarningKind::StrayOperator, message, token.span);
    }

    /// Reads `~n`, and says where it stood.
    fn tilde(&mut self) -> Option<(u32, usize)> {
        let token = self.peek()?;
        let TokenKind::Tilde(distance) = token.kind else { return None };
        self.next += 1;
        Some((distance, token.span.start))
    }

    /// Passes over a `~n` behind what can't have one.
    fn no_tilde(&mut self) {
        if let Some((_, at)) = self.tilde() {
            let message = "~ goes behind a word or a phrase; here it is left out";
            self.warn(WarningKind::NotSupported, message, Span::new(at, at + 1));
        }
    }

    /// Makes an operand of AND, OR, NOT of a clause: a `-` becomes NOT, a `+` says nothing that the operator does not.
    fn operand(&mut self, clause: Clause) -> Node {
        let Clause { occur, node } = clause;
        match occur {
            Occur::MustNot => negated(node),
            Occur::Plain => node,
            Occur::Must => {
                self.warn(WarningKind::StrayOperator, "+ says nothing beside AND, OR and NOT, and is left out", node.span);
                node
            }
        }
    }

    /// Makes one node of things side by side.
    fn grouped(&mut self, mut clauses: Vec<Clause>) -> Option<Node> {
        let is_star = |clause: &Clause| clause.occur == Occur::Plain && clause.node.kind == NodeKind::All;
        if clauses.len() > 1
            && let Some(star) = clauses.iter().find(|clause| is_star(clause)).map(|clause| clause.node.span)
        {
            self.warn(WarningKind::StrayOperator, "'*' beside other words adds nothing and is left out", star);
            let first = clauses[0].clone();
            clauses.retain(|clause| !is_star(clause));
            if clauses.is_empty() {
                clauses.push(first);
            }
        }
        match clauses.len() {
            0 | 1 => clauses.pop().map(|Clause { occur, node }| if occur == Occur::MustNot { negated(node) } else { node }),
            _ => Some(Node { span: covering(clauses.iter().map(|clause| &clause.node)), kind: NodeKind::Group(clauses) }),
        }
    }
}

fn is_infix(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::And | TokenKind::Or | TokenKind::Near { .. })
}

fn is_mark(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Not | TokenKind::Must)
}

fn plain(node: Node) -> Clause {
    Clause { occur: Occur::Plain, node }
}

fn negated(node: Node) -> Node {
    Node { span: node.span, kind: NodeKind::Not(Box::new(node)) }
}

fn covering<'n>(nodes: impl IntoIterator<Item = &'n Node>) -> Span {
    nodes.into_iter().map(|node| node.span).reduce(Span::cover).unwrap_or_default()
}
