//! How is a query written down as it was understood? What is printed reads back as the same tree.

use std::fmt::{self, Display, Formatter};

use super::ast::{Clause, Node, NodeKind, Occur, Query, TermForm, TextField};
use super::field::Field;
use super::lexer::is_operator_word;
use super::parse::is_all_capitals;
use super::quote::quoted;

/// Writes a query in the query language, with every repair and reading made plain: `parse(print(q)) == q`.
///
/// ```
/// use nutgraf_index::query::{parse, print};
/// let query = parse("covid-19 +vaccin* -“side effects").unwrap().query;
/// assert_eq!(print(&query), r#""covid 19" +vaccin* -"side effects""#);
/// ```
pub fn print(query: &Query) -> String {
    node(Some(&query.root))
}

/// Writes a part of a query, or nothing.
pub(super) fn node(node: Option<&Node>) -> String {
    let Some(node) = node else { return String::new() };
    let printed = written(node, Operators::Words);
    if is_all_capitals(&printed) { written(node, Operators::Symbols) } else { printed }
}

impl Display for Query {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&print(self))
    }
}

fn written(node: &Node, operators: Operators) -> String {
    let mut printer = Printer { out: String::new(), operators };
    printer.node(node, Level::Group);
    printer.out
}

/// How AND, OR and NOT are written: in a query all in capitals the words would be read as words.
#[derive(Clone, Copy)]
enum Operators {
    Words,
    Symbols,
}

/// How tightly a form holds together, from loose to tight.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Group,
    Or,
    And,
    Not,
    Near,
    Thing,
    /// What takes a `^` without parentheses.
    Atom,
}

fn level(node: &Node) -> Level {
    match &node.kind {
        NodeKind::Group(_) => Level::Group,
        NodeKind::Or(_) => Level::Or,
        NodeKind::And(_) => Level::And,
        NodeKind::Not(_) => Level::Not,
        NodeKind::Near { .. } => Level::Near,
        NodeKind::Boost(..) => Level::Thing,
        _ => Level::Atom,
    }
}

struct Printer {
    out: String,
    operators: Operators,
}

impl Printer {
    /// Writes a node, in parentheses where it holds together less than its place asks.
    fn node(&mut self, node: &Node, place: Level) {
        if level(node) < place {
            self.out.push('(');
            self.node(node, Level::Group);
            return self.out.push(')');
        }
        match &node.kind {
            NodeKind::All => self.out.push('*'),
            NodeKind::Term { text, form } => self.term(text, *form),
            NodeKind::Phrase { parts, slop } => self.phrase(parts, *slop),
            NodeKind::Near { parts, within, ordered } => {
                self.joined(parts, &format!(" {}/{within} ", if *ordered { "ADJ" } else { "NEAR" }), Level::Thing);
            }
            NodeKind::Group(clauses) => self.group(clauses),
            NodeKind::And(parts) => self.joined(parts, self.operator(" AND ", " && "), Level::Not),
            NodeKind::Or(parts) => self.joined(parts, self.operator(" OR ", " || "), Level::Not),
            NodeKind::Not(inner) => {
                self.out.push_str(self.operator("NOT ", "!"));
                self.node(inner, self.below_not());
            }
            NodeKind::Boost(inner, boost) => {
                self.node(inner, Level::Atom);
                self.out.push_str(&format!("^{boost}"));
            }
            NodeKind::Within(part, inner) => self.within(*part, inner),
            NodeKind::Filter(field, value) => self.valued(Field::Filter(*field), value),
            NodeKind::Actor { name, kind: None } => {
                self.out.push('@');
                self.value(name);
            }
            NodeKind::Actor { name, kind } => self.valued(Field::Actor(*kind), name),
            NodeKind::SameSentence(inner) => {
                self.out.push_str("same:sentence(");
                self.node(inner, Level::Group);
                self.out.push(')');
            }
        }
    }

    fn operator(&self, word: &'static str, symbol: &'static str) -> &'static str {
        match self.operators {
            Operators::Words => word,
            Operators::Symbols => symbol,
        }
    }

    /// Two symbols in a row would be punctuation.
    fn below_not(&self) -> Level {
        match self.operators {
            Operators::Words => Level::Not,
            Operators::Symbols => Level::Near,
        }
    }

    fn joined(&mut self, parts: &[Node], joint: &str, place: Level) {
        for (number, part) in parts.iter().enumerate() {
            if number > 0 {
                self.out.push_str(joint);
            }
            self.node(part, place);
        }
    }

    fn group(&mut self, clauses: &[Clause]) {
        for (number, clause) in clauses.iter().enumerate() {
            if number > 0 {
                self.out.push(' ');
            }
            match clause.occur {
                Occur::Plain => self.node(&clause.node, Level::Near),
                Occur::Must => self.marked('+', &clause.node),
                Occur::MustNot => self.marked('-', &clause.node),
            }
        }
    }

    fn marked(&mut self, mark: char, node: &Node) {
        self.out.push(mark);
        self.node(node, Level::Thing);
    }

    fn term(&mut self, text: &str, form: TermForm) {
        match form {
            TermForm::Stemmed if is_operator_word(text) => self.out.push('\\'),
            TermForm::Exact => self.out.push('='),
            // At the end of a sentence the question mark would be punctuation.
            TermForm::Wildcard if text.ends_with('?') => self.out.push('='),
            _ => {}
        }
        match form {
            TermForm::Regex => self.regex(text),
            TermForm::Range => self.out.push_str(&format!("[{text}]")),
            TermForm::Fuzzy(distance) => self.out.push_str(&format!("{text}~{distance}")),
            TermForm::Stemmed | TermForm::Exact | TermForm::Wildcard => self.out.push_str(text),
        }
    }

    /// Writes a regular expression; slashes and quotation marks would end it or the phrase around it.
    fn regex(&mut self, pattern: &str) {
        self.out.push('/');
        let mut rest = pattern.chars();
        while let Some(character) = rest.next() {
            match character {
                '\\' => self.out.extend([Some('\\'), rest.next()].into_iter().flatten()),
                '/' | '"' => self.out.extend(['\\', character]),
                _ => self.out.push(character),
            }
        }
        self.out.push('/');
    }

    fn phrase(&mut self, parts: &[Node], slop: u32) {
        self.out.push('"');
        self.joined(parts, " ", Level::Atom);
        self.out.push('"');
        if slop > 0 {
            self.out.push_str(&format!("~{slop}"));
        }
    }

    fn within(&mut self, part: TextField, inner: &Node) {
        self.out.push_str(Field::Text(part).name());
        self.out.push(':');
        self.node(inner, Level::Atom);
    }

    fn valued(&mut self, field: Field, value: &str) {
        self.out.push_str(field.name());
        self.out.push(':');
        if is_open_span(field, value) { self.out.push_str(value) } else { self.value(value) }
    }

    fn value(&mut self, value: &str) {
        if is_plain_value(value) { self.out.push_str(value) } else { self.out.push_str(&quoted(value)) }
    }
}

/// Tells whether a value needs no quotation marks.
fn is_plain_value(value: &str) -> bool {
    let is_plain = |mark: char| mark.is_alphanumeric() || matches!(mark, '-' | '_' | '.' | '/' | '*');
    value.chars().all(is_plain) && value.starts_with(char::is_alphanumeric) && value.ends_with(char::is_alphanumeric)
}

/// Tells whether a value is an open span of days, which needs no quotation marks either.
fn is_open_span(field: Field, value: &str) -> bool {
    let end = value.strip_prefix("..").or_else(|| value.strip_suffix(".."));
    field.takes_dates() && end.is_some_and(is_plain_value)
}
