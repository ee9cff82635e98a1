//! The labelled texts, spelled out as they were before they were cut into tokens.

use std::error::Error;
use std::io::Read;

use nutgraf_index::actor::training::Label;

/// A text with the names that people marked in it.
pub(crate) struct Labelled {
    pub(crate) text: String,
    /// Bytes and first label of each name.
    pub(crate) names: Vec<(usize, usize, Label)>,
    /// Whether its corpus marks other names than people, organisations and places.
    pub(crate) marks_others: bool,
    /// Whether a program labelled it.
    pub(crate) by_program: bool,
}

type Sentence = Vec<(String, String)>;

pub(crate) fn read_texts(path: &str, by_program: bool) -> Result<Vec<Labelled>, Box<dyn Error>> {
    let content = read_file(path)?;
    let marks_others = content.contains("-MISC");
    let blank = || Labelled { text: String::new(), names: Vec::new(), marks_others, by_program };
    Ok(documents(&content).into_iter().map(|sentences| spell(&sentences, blank())).collect())
}

fn read_file(path: &str) -> Result<String, Box<dyn Error>> {
    let bytes = std::fs::read(path).map_err(|error| format!("{path}: {error}"))?;
    let mut content = String::new();
    match path.ends_with(".zst") {
        true => zstd::Decoder::new(bytes.as_slice())?.read_to_string(&mut content)?,
        false => bytes.as_slice().read_to_string(&mut content)?,
    };
    Ok(content)
}

/// The documents of a file; where it marks none, each sentence is one.
fn documents(content: &str) -> Vec<Vec<Sentence>> {
    let marked = content.contains("-DOCSTART-");
    let (mut documents, mut sentence): (Vec<Vec<Sentence>>, Sentence) = (vec![Vec::new()], Vec::new());
    for line in content.lines().chain([""]) {
        let (token, tag) = line.split_once('\t').unwrap_or((line, "O"));
        if token == "-DOCSTART-" {
            documents.push(Vec::new());
        } else if !token.trim().is_empty() {
            sentence.push((token.to_owned(), tag.trim().to_owned()));
        } else if !sentence.is_empty() {
            if !marked {
                documents.push(Vec::new());
            }
            documents.last_mut().expect("there is always one").push(std::mem::take(&mut sentence));
        }
    }
    documents.retain(|document| !document.is_empty());
    documents
}

/// Writes sentences as running text, a line each, and notes where the names are.
fn spell(sentences: &[Sentence], mut labelled: Labelled) -> Labelled {
    for sentence in sentences {
        if !labelled.text.is_empty() {
            labelled.text.push('\n');
        }
        spell_sentence(sentence, &mut labelled);
    }
    labelled
}

fn spell_sentence(sentence: &Sentence, labelled: &mut Labelled) {
    let (mut glued, mut quoted, mut before) = (true, false, "O");
    for (token, tag) in sentence {
        let closes = quoted && matches!(token.as_str(), "\"" | "'");
        if !glued && !closes && !leans_left(token) {
            labelled.text.push(' ');
        }
        let start = labelled.text.len();
        labelled.text.push_str(token);
        note(tag, before, (start, labelled.text.len()), &mut labelled.names);
        glued = matches!(token.as_str(), "(" | "[" | "“" | "‘" | "``" | "$" | "£" | "€" | "#" | "@");
        if matches!(token.as_str(), "\"") {
            glued = !quoted;
            quoted = !quoted;
        }
        before = tag;
    }
}

/// Whether no blank stands before a token.
fn leans_left(token: &str) -> bool {
    const LEANING: &[&str] = &[
        ",", ".", ";", ":", "?", "!", ")", "]", "%", "...", "…", "”", "’", "''", "'s", "’s", "n't", "n’t", "'re", "’re", "'ve",
        "’ve", "'ll", "’ll", "'d", "’d", "'m", "’m",
    ];
    LEANING.contains(&token)
}

fn note(tag: &str, before: &str, (start, end): (usize, usize), names: &mut Vec<(usize, usize, Label)>) {
    let Some((mark, kind)) = tag.split_once('-') else { return };
    let label = match kind {
        "PER" => Label::PersonBegins,
        "ORG" => Label::OrganisationBegins,
        "LOC" => Label::PlaceBegins,
        _ => Label::Other,
    };
    let goes_on = mark == "I" && before.split_once('-').is_some_and(|(_, last)| last == kind);
    match names.last_mut() {
        Some(name) if goes_on => name.1 = end,
        _ => names.push((start, end, label)),
    }
}
