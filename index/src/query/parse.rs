//! What does a typed query mean? Tokens become the tree, and whatever had to be repaired is told.
//!
//! From loose to tight: things side by side, `OR`, `AND`, `NOT` `-` `+`, `NEAR` and `ADJ`, a thing. So
//! `gas pipeline OR strait` asks for gas and for one of the other two, as search engines on the web have it.

use std::mem;

use super::ast::{Clause, FilterField, Node, NodeKind, Occur, Query, TermForm};
use super::field::Field;
use super::lexer::{Mode, Token, TokenKind, is_operator_word, lex};
use super::limits::{self, Budget, refuse};
use super::quote;
use super::term::terms;
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

    /// Reads a thing, or several joined by NEAR and ADJ. Operators with the same distance make one chain.
    fn near(&mut self) -> Result<Option<Node>> {
        let Some(mut left) = self.thing()? else { return Ok(None) };
        let mut levels = 0;
        let mut last = None;
        while let Some(token) = self.peek() {
            let TokenKind::Near { within, ordered } = token.kind else { break };
            self.next += 1;
            let Some(right) = self.right_of_near(token)? else { continue };
            let right = self.with_places(right, token)?;
            left = match left.kind {
                NodeKind::Near { mut parts, .. } if last == Some((within, ordered)) => {
                    parts.push(right);
                    Node { span: covering(&parts), kind: NodeKind::Near { parts, within, ordered } }
                }
                kind => {
                    levels += 1;
                    self.budget.enter(token.span.start)?;
                    let left = self.with_places(Node { span: left.span, kind }, token)?;
                    Node { span: left.span.cover(right.span), kind: NodeKind::Near { parts: vec![left, right], within, ordered } }
                }
            };
            last = Some((within, ordered));
        }
        (0..levels).for_each(|_| self.budget.leave());
        Ok(Some(left))
    }

    fn right_of_near(&mut self, operator: Token) -> Result<Option<Node>> {
        match self.peek() {
            Some(token) if is_mark(token.kind) => {
                let name = operator.span.of(self.query);
                let message = format!("{name} can't have '{}' on its right", token.span.of(self.query));
                Err(refuse(message, token.span.start, format!("a {name} b NOT (a {name} c)")))
            }
            Some(_) if self.sees_operand() => match self.thing()? {
                None => Ok(self.without_right(operator)),
                right => Ok(right),
            },
            _ => Ok(self.without_right(operator)),
        }
    }

    fn without_right(&mut self, operator: Token) -> Option<Node> {
        self.stray(operator);
        None
    }
}

// Things: what the operators join.
impl Parser<'_> {
    /// Reads one thing and the boost behind it.
    fn thing(&mut self) -> Result<Option<Node>> {
        let node = self.atom()?;
        let Some(TokenKind::Boost(boost)) = self.peek().map(|token| token.kind) else { return Ok(node) };
        let span = self.tokens[self.next].span;
        self.next += 1;
        Ok(node.map(|node| Node { span: node.span.cover(span), kind: NodeKind::Boost(Box::new(node), boost) }))
    }

    fn atom(&mut self) -> Result<Option<Node>> {
        let Some(token) = self.peek() else { return Ok(None) };
        self.next += 1;
        if let (Some(field), TokenKind::Word | TokenKind::Quoted | TokenKind::Regex | TokenKind::Range) =
            (self.value_of, token.kind)
        {
            return self.value(field, token);
        }
        match token.kind {
            TokenKind::Open => self.parenthesised(token),
            TokenKind::Field(field) => self.fielded(field, token),
            TokenKind::At => self.valued(Field::Actor(None), token),
            TokenKind::Exact => self.exact(),
            TokenKind::Word => self.word(token, TermForm::Stemmed),
            TokenKind::Quoted => self.phrase(token, TermForm::Stemmed),
            TokenKind::Regex => self.regex(token),
            TokenKind::Range => self.range(token),
            _ => {
                self.stray(token);
                Ok(None)
            }
        }
    }

    fn parenthesised(&mut self, open: Token) -> Result<Option<Node>> {
        self.budget.enter(open.span.start)?;
        let inner = self.group()?;
        self.budget.leave();
        if self.sees(TokenKind::Close) {
            self.next += 1;
        } else {
            self.warn(WarningKind::UnclosedParenthesis, "a ( without its ) is closed at the end", open.span);
        }
        if inner.is_none() {
            self.warn(WarningKind::StrayOperator, "parentheses with nothing in them are left out", open.span);
        }
        self.no_tilde();
        Ok(inner)
    }

    /// Reads what a field is asked for.
    fn fielded(&mut self, field: Field, name: Token) -> Result<Option<Node>> {
        if field.takes_value() {
            return self.valued(field, name);
        }
        let inner = self.operand_of_field(None, name)?;
        Ok(inner.map(|inner| {
            let span = name.span.cover(inner.span);
            let inner = Box::new(inner);
            let kind = match field {
                Field::Text(part) => NodeKind::Within(part, inner),
                _ => NodeKind::SameSentence(inner),
            };
            Node { span, kind }
        }))
    }

    fn valued(&mut self, field: Field, name: Token) -> Result<Option<Node>> {
        let node = self.operand_of_field(Some(field), name)?;
        Ok(node.map(|node| Node { span: name.span.cover(node.span), ..node }))
    }

    fn operand_of_field(&mut self, value_of: Option<Field>, name: Token) -> Result<Option<Node>> {
        let outer = mem::replace(&mut self.value_of, value_of);
        let is_deeper = !self.sees(TokenKind::Open);
        if is_deeper {
            self.budget.enter(name.span.start)?;
        }
        let marked = self.peek().is_some_and(|token| is_mark(token.kind));
        let node = match (self.sees_operand(), marked) {
            (false, _) => None,
            (true, true) => self.unary()?.map(|clause| self.operand(clause)),
            (true, false) => self.atom()?,
        };
        self.value_of = outer;
        if is_deeper {
            self.budget.leave();
        }
        if node.is_none() {
            self.stray(name);
        }
        Ok(node)
    }

    /// Reads the value of a field; words side by side are one value, as in `author:(seymour hersh)`.
    fn value(&mut self, field: Field, token: Token) -> Result<Option<Node>> {
        let mut span = token.span;
        let in_parentheses = self.next > 1 && !matches!(self.tokens[self.next - 2].kind, TokenKind::Field(_) | TokenKind::At);
        let value = match token.kind {
            TokenKind::Quoted => quote::unescaped(token.inner.of(self.query)).trim().to_owned(),
            TokenKind::Range => dates_of_range(field, token.inner.of(self.query), token.span.start)?,
            _ => {
                while let Some(token) = self.peek().filter(|token| in_parentheses && token.kind == TokenKind::Word) {
                    self.next += 1;
                    span = span.cover(token.span);
                }
                self.trimmed_value(field, span)
            }
        };
        self.no_tilde();
        if value.is_empty() {
            return Ok(None);
        }
        self.budget.clause(span.start)?;
        let kind = match field {
            Field::Filter(field) => NodeKind::Filter(field, value),
            Field::Actor(kind) => NodeKind::Actor { name: value, kind },
            Field::Text(_) | Field::SameSentence => return Ok(None),
        };
        Ok(Some(Node { span, kind }))
    }

    fn exact(&mut self) -> Result<Option<Node>> {
        let Some(token) = self.peek() else { return Ok(None) };
        self.next += 1;
        match token.kind {
            TokenKind::Quoted => self.phrase(token, TermForm::Exact),
            _ => self.word(token, TermForm::Exact),
        }
    }

    /// Reads a word; a run that splits is a phrase.
    fn word(&mut self, token: Token, form: TermForm) -> Result<Option<Node>> {
        if matches!(token.inner.of(self.query), "*" | "*:*") {
            return Ok(Some(Node { span: token.span, kind: NodeKind::All }));
        }
        let form = match self.tilde() {
            Some((distance, at)) => TermForm::Fuzzy(limits::check_fuzzy(distance, at)?),
            None => form,
        };
        let parts = terms(self.query, token.inner, form)?;
        for part in &parts {
            self.budget.clause(part.span.start)?;
        }
        Ok(phrase_of(parts, 0))
    }

    fn regex(&mut self, token: Token) -> Result<Option<Node>> {
        limits::check_regex(token.inner.of(self.query), token.inner.start)?;
        self.budget.clause(token.span.start)?;
        self.no_tilde();
        let text = unescaped_slashes(token.inner.of(self.query));
        Ok(Some(Node { span: token.span, kind: NodeKind::Term { text, form: TermForm::Regex } }))
    }

    fn range(&mut self, token: Token) -> Result<Option<Node>> {
        self.budget.clause(token.span.start)?;
        self.no_tilde();
        let (first, last) = ends_of_range(token.inner.of(self.query));
        for end in [first, last] {
            let is_word = words(end).any(|word| word.span.len() == end.len());
            if !is_word && end != "*" {
                let message = format!("a range goes from one word to another, and '{end}' is no word");
                return Err(refuse(message, token.span.start, "[a TO b], [a TO *], published:[2022-01 TO 2022-03]"));
            }
        }
        let text = format!("{first} TO {last}");
        Ok(Some(Node { span: token.span, kind: NodeKind::Term { text, form: TermForm::Range } }))
    }
}

// Phrases.
impl Parser<'_> {
    fn phrase(&mut self, token: Token, form: TermForm) -> Result<Option<Node>> {
        let tilde = self.tilde();
        let parts = self.parts_of_phrase(token, form)?;
        if parts.is_empty() {
            self.warn(WarningKind::StrayOperator, "quotation marks with no word between them are left out", token.span);
        }
        if let (1, Some((_, at))) = (parts.len(), tilde) {
            let message = "~ behind one word in quotes has no meaning and is left out; for a fuzzy word write word~1";
            self.warn(WarningKind::NotSupported, message, Span::new(at, at + 1));
        }
        Ok(match parts.len() {
            1 => parts.into_iter().next().map(|part| quoted_word(part, token.span)),
            _ => phrase_of(parts, tilde.map_or(0, |(slop, _)| slop)).map(|node| Node { span: token.span, ..node }),
        })
    }

    /// Reads what stands between quotation marks, with the same rules for words, actors and dates as anywhere.
    fn parts_of_phrase(&mut self, token: Token, form: TermForm) -> Result<Vec<Node>> {
        let tokens = lex(self.query, token.inner, Mode::Phrase, &mut self.warnings)?;
        let outer = (mem::replace(&mut self.tokens, tokens), mem::replace(&mut self.next, 0), self.value_of.take());
        let mut parts = Vec::new();
        while let Some(token) = self.peek() {
            let node = match token.kind {
                TokenKind::Word if form == TermForm::Exact => {
                    self.next += 1;
                    self.word(token, form)?
                }
                _ => self.atom()?,
            };
            self.add_parts(node, &mut parts);
        }
        (self.tokens, self.next, self.value_of) = outer;
        Ok(parts)
    }

    fn add_parts(&mut self, node: Option<Node>, parts: &mut Vec<Node>) {
        let Some(node) = node else { return };
        match node.kind {
            NodeKind::Phrase { parts: inner, .. } => parts.extend(inner),
            NodeKind::All => self.warn(WarningKind::NotSupported, LONE_STAR, node.span),
            NodeKind::Or(ref choices) if choices.iter().all(stands_at_one_place) => parts.push(node),
            NodeKind::Or(_) | NodeKind::Group(_) => {
                self.warn(WarningKind::NotSupported, LONG_CHOICES, node.span);
                add_leaves(node, parts);
            }
            _ => parts.push(node),
        }
    }
}

const LONE_STAR: &str = "* alone in quotes stands for no word and is left out; \"a b\"~1 leaves room for one";
const LONG_CHOICES: &str = "choices in quotes are single words, so these are read as words that follow each other";

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
        let message = format!("'{}' has nothing to act on and is left out", token.span.of(self.query));
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

    /// Makes a side of NEAR or ADJ of a node, which must stand at places of the text.
    fn with_places(&mut self, node: Node, operator: Token) -> Result<Node> {
        match node.kind {
            NodeKind::Boost(inner, _) => {
                self.warn(WarningKind::NotSupported, "^ inside NEAR and ADJ is left out; put it behind (a NEAR b)", node.span);
                self.with_places(*inner, operator)
            }
            _ if has_places(&node) => Ok(node),
            _ => {
                let (name, wrong) = (operator.span.of(self.query), node.span.of(self.query));
                let message = format!("{name} joins words, phrases, actors and dates, not '{wrong}'");
                Err(refuse(message, node.span.start, suggestion_for_near(&node, name)))
            }
        }
    }

    /// Returns a value as typed, without the punctuation around it; `>=` and `<=` before a date make it an open span.
    fn trimmed_value(&mut self, field: Field, span: Span) -> String {
        let typed =
            span.of(self.query).trim_matches(|mark: char| matches!(mark, ',' | ';' | '!' | '?' | '@') || quote::is_quote(mark));
        if !field.takes_dates() {
            return quote::unescaped(typed.strip_suffix('.').unwrap_or(typed));
        }
        let Some(bound) = typed.strip_prefix(['<', '>']) else { return typed.to_owned() };
        let day = bound.trim_start_matches('=');
        if !bound.starts_with('=') {
            self.warn(WarningKind::ReadAs, "< and > hold the day itself, as <= and >= do", span);
        }
        if typed.starts_with('<') { format!("..{day}") } else { format!("{day}..") }
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

/// Makes a phrase of several parts, and leaves one part alone.
fn phrase_of(mut parts: Vec<Node>, slop: u32) -> Option<Node> {
    match parts.len() {
        0 | 1 => parts.pop(),
        _ => Some(Node { span: covering(&parts), kind: NodeKind::Phrase { parts, slop } }),
    }
}

/// A word in quotes stays a phrase, so that a stop word in quotes is known from a bare one.
fn quoted_word(part: Node, span: Span) -> Node {
    match part.kind {
        NodeKind::Term { form: TermForm::Stemmed, .. } => Node { span, kind: NodeKind::Phrase { parts: vec![part], slop: 0 } },
        _ => part,
    }
}

fn add_leaves(node: Node, parts: &mut Vec<Node>) {
    match node.kind {
        NodeKind::Or(nodes) | NodeKind::Phrase { parts: nodes, .. } => nodes.into_iter().for_each(|node| add_leaves(node, parts)),
        NodeKind::Group(clauses) => clauses.into_iter().for_each(|clause| add_leaves(clause.node, parts)),
        _ if stands_at_one_place(&node) => parts.push(node),
        _ => {}
    }
}

fn stands_at_one_place(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Term { .. } | NodeKind::Actor { .. } | NodeKind::Filter(FilterField::Mentions, _))
}

fn has_places(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Phrase { .. } | NodeKind::Near { .. } => true,
        NodeKind::Or(choices) => choices.iter().all(has_places),
        _ => stands_at_one_place(node),
    }
}

fn suggestion_for_near(node: &Node, operator: &str) -> String {
    match node.kind {
        NodeKind::Group(_) | NodeKind::And(_) => {
            format!("\"a b\" {operator} c, (a OR b) {operator} c, a {operator} b {operator} c")
        }
        NodeKind::Within(..) => format!("title:(a {operator} b)"),
        NodeKind::Filter(..) => format!("source:reuters (a {operator} b)"),
        NodeKind::Not(_) => format!("a NOT (a {operator} b)"),
        _ => format!("a {operator} b"),
    }
}

/// Reads `2022-01 TO 2022-03` as the span `2022-01..2022-03`.
fn dates_of_range(field: Field, range: &str, at: usize) -> Result<String> {
    let (first, last) = ends_of_range(range);
    if !field.takes_dates() {
        let message = format!("{}: takes a value, not a range", field.name());
        return Err(refuse(message, at, "ranges are for words and for published: and mentions:"));
    }
    let open = |end: &str| if end == "*" { String::new() } else { end.trim_matches('"').to_owned() };
    match (open(first), open(last)) {
        (first, last) if first.is_empty() && last.is_empty() => {
            Err(refuse("a range of days needs one end at least", at, format!("{}:[2022-01 TO *]", field.name())))
        }
        (first, last) => Ok(format!("{first}..{last}")),
    }
}

fn ends_of_range(range: &str) -> (&str, &str) {
    let (first, last) = range.split_once(" TO ").unwrap_or((range, "*"));
    (first.trim(), last.trim())
}

/// Takes the backslash off the slashes and quotation marks of a regular expression, where it is there for us.
fn unescaped_slashes(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern.chars();
    while let Some(character) = rest.next() {
        match (character, rest.clone().next()) {
            ('\\', Some(mark @ ('/' | '"'))) => {
                rest.next();
                out.push(mark);
            }
            ('\\', Some(escaped)) => {
                rest.next();
                out.extend(['\\', escaped]);
            }
            _ => out.push(character),
        }
    }
    out
}
