//! Trains the weights of the actor tagger.
//!
//! ```text
//! cargo run --release --example train_tagger -- OUT FILE[@SHARE]...
//! ```
//!
//! A FILE holds one token and its BIO tag a line, with a tab between; an empty line ends a sentence, a token `-DOCSTART-`
//! begins a document; `.zst` is unpacked. SHARE, between 0 and 1, takes only that part of its sentences. The method is the
//! averaged structured perceptron (Collins 2002) with a margin (Taskar et al. 2003), trained twice: once over all features,
//! then over those that fit into the lines of the weights, there several times in different orders, of which the mean is
//! taken. The same files in the same order give the same bytes.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::io::Read;

use nutgraf_index::actor::training::{LINE, Label, ROWS, STEPS, check_of, line_of, stretches};

/// The number of lines of the weights file, a power of two.
const LINES: usize = 1 << 16;
/// Rounds over all features, then over the chosen ones.
const ROUNDS: (usize, usize) = (6, 10);
/// How many orders of the lessons the last training takes the mean of.
const ORDERS: u64 = 4;
/// By how much a right label must outweigh a wrong one, in steps of learning.
const MARGIN: f32 = 6.0;
/// How often a feature must be seen to be learned.
const SEEN_AT_LEAST: u32 = 2;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().ok_or("usage: train_tagger OUT FILE[@SHARE]...")?;
    let mut texts = Vec::new();
    for argument in arguments {
        let (path, share) = argument.split_once('@').map_or((argument.as_str(), "1"), |(path, share)| (path, share));
        texts.extend(read_texts(path, share.parse()?)?);
    }
    let lessons = Lessons::of(&texts);
    report(&format!("{} texts, {} stretches, {} features", texts.len(), lessons.stretches.len(), lessons.features.len()));
    let all = vec![true; lessons.features.len()];
    let chosen = choose(&lessons, &train(&lessons, &all, ROUNDS.0, 0));
    let mut model = train(&lessons, &chosen, ROUNDS.1, 0);
    for order in 1..ORDERS {
        model.add(&train(&lessons, &chosen, ROUNDS.1, order));
    }
    let bytes = pack(&lessons, &model, &chosen);
    std::fs::write(&out, &bytes)?;
    report(&format!("{} bytes in {out}", bytes.len()));
    Ok(())
}

#[allow(clippy::print_stderr)]
fn report(line: &str) {
    eprintln!("{line}");
}

// ---- the labelled texts ----

/// A text with the names that people marked in it.
struct Labelled {
    text: String,
    /// Bytes and first label of each name.
    names: Vec<(usize, usize, Label)>,
    /// Whether its corpus marks other names than people, organisations and places.
    marks_others: bool,
}

type Sentence = Vec<(String, String)>;

fn read_texts(path: &str, share: f64) -> Result<Vec<Labelled>, Box<dyn Error>> {
    let content = read_file(path)?;
    let marks_others = content.contains("-MISC");
    let documents = documents(&content);
    let mut taken = 0.0;
    let takes = |_: &Vec<Sentence>| {
        taken += share;
        taken >= 1.0 && {
            taken -= 1.0;
            true
        }
    };
    Ok(documents.into_iter().filter(takes).map(|sentences| spell(&sentences, marks_others)).collect())
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
fn spell(sentences: &[Sentence], marks_others: bool) -> Labelled {
    let mut labelled = Labelled { text: String::new(), names: Vec::new(), marks_others };
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

// ---- the lessons ----

/// One token: its known features, and the labels it may have, a bit each.
struct Lesson {
    features: Vec<u32>,
    allowed: u8,
}

struct Lessons {
    stretches: Vec<Vec<Lesson>>,
    /// The hash of each feature.
    features: Vec<u64>,
}

impl Lessons {
    fn of(texts: &[Labelled]) -> Lessons {
        let mut counts: HashMap<u64, u32> = HashMap::new();
        let seen: Vec<_> = texts.iter().map(|labelled| stretches(&labelled.text)).collect();
        for token in seen.iter().flatten().flatten() {
            token.features.iter().for_each(|feature| *counts.entry(*feature).or_default() += 1);
        }
        let mut features: Vec<u64> =
            counts.into_iter().filter(|(_, count)| *count >= SEEN_AT_LEAST).map(|(hash, _)| hash).collect();
        features.sort_unstable();
        let numbers: HashMap<u64, u32> = features.iter().enumerate().map(|(number, hash)| (*hash, number as u32)).collect();
        let mut lessons = Lessons { stretches: Vec::new(), features };
        for (labelled, stretches) in texts.iter().zip(seen) {
            for stretch in stretches {
                let lesson = |token: nutgraf_index::actor::training::Seen| Lesson {
                    allowed: allowed(labelled, token.span.start, token.span.end),
                    features: token.features.iter().filter_map(|feature| numbers.get(feature).copied()).collect(),
                };
                lessons.stretches.push(stretch.into_iter().map(lesson).collect());
            }
        }
        lessons
    }
}

/// The labels that the gold allows a token. Where a corpus leaves other names unmarked, an unmarked word may be one.
fn allowed(labelled: &Labelled, start: usize, end: usize) -> u8 {
    let place = labelled.names.partition_point(|name| name.1 <= start);
    let Some(&(first, _, label)) = labelled.names.get(place).filter(|name| name.0 < end) else {
        let outside = 1 << Label::Outside as u8;
        return if labelled.marks_others { outside } else { outside | 1 << Label::Other as u8 };
    };
    let begins = start <= first || label == Label::Other;
    1 << (label as u8 + u8::from(!begins))
}

// ---- the perceptron ----

/// The scores with the margin given to every wrong label.
fn handicapped(scores: &[[f32; 8]], stretch: &[Lesson]) -> Vec<[f32; 8]> {
    let raised = |(scores, lesson): (&[f32; 8], &Lesson)| {
        std::array::from_fn(|label| scores[label] + MARGIN * f32::from(lesson.allowed >> label & 1 == 0))
    };
    scores.iter().zip(stretch).map(raised).collect()
}

#[derive(Clone, Default)]
struct Model {
    rows: Vec<[f32; 8]>,
    steps: [[f32; 8]; 8],
}

/// A model and the sums that its average is made from.
struct Learner {
    now: Model,
    sum: Model,
    time: f32,
}

fn train(lessons: &Lessons, chosen: &[bool], rounds: usize, order_number: u64) -> Model {
    let empty = Model { rows: vec![[0.0; 8]; chosen.len()], steps: [[0.0; 8]; 8] };
    let mut learner = Learner { now: empty.clone(), sum: empty, time: 0.0 };
    let mut order: Vec<usize> = (0..lessons.stretches.len()).collect();
    let mut random = 0x2545_f491_4f6c_dd1d ^ order_number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for round in 0..rounds {
        shuffle(&mut order, &mut random);
        let mistakes = order.iter().filter(|place| learner.learn(&lessons.stretches[**place], chosen)).count();
        report(&format!("round {round}: {mistakes} stretches wrong"));
    }
    learner.average()
}

impl Learner {
    /// Learns from one stretch; whether it was wrong.
    fn learn(&mut self, stretch: &[Lesson], chosen: &[bool]) -> bool {
        self.time += 1.0;
        let scores: Vec<[f32; 8]> = stretch.iter().map(|lesson| self.now.score(lesson, chosen)).collect();
        let answer = self.now.best_path(&handicapped(&scores, stretch), |_| 0xff);
        if answer.iter().zip(stretch).all(|(label, lesson)| lesson.allowed >> label & 1 == 1) {
            return false;
        }
        let right = self.now.best_path(&scores, |place| stretch[place].allowed);
        let (mut before_right, mut before_answer) = (0, 0);
        for (place, lesson) in stretch.iter().enumerate() {
            let (right, answer) = (right[place], answer[place]);
            if right != answer {
                for &feature in lesson.features.iter().filter(|feature| chosen[**feature as usize]) {
                    self.change(|model| &mut model.rows[feature as usize][right], 1.0);
                    self.change(|model| &mut model.rows[feature as usize][answer], -1.0);
                }
            }
            self.change(|model| &mut model.steps[before_right][right], 1.0);
            self.change(|model| &mut model.steps[before_answer][answer], -1.0);
            (before_right, before_answer) = (right, answer);
        }
        true
    }

    fn change(&mut self, weight: impl Fn(&mut Model) -> &mut f32, by: f32) {
        *weight(&mut self.now) += by;
        *weight(&mut self.sum) += by * self.time;
    }

    fn average(self) -> Model {
        let Learner { mut now, sum, time } = self;
        for (row, sums) in now.rows.iter_mut().zip(&sum.rows).chain(now.steps.iter_mut().zip(&sum.steps)) {
            for (weight, sum) in row.iter_mut().zip(sums) {
                *weight -= sum / time;
            }
        }
        now
    }
}

impl Model {
    /// Adds the weights of another model; the packing makes a mean of the sum.
    fn add(&mut self, other: &Model) {
        let rows = self.rows.iter_mut().zip(&other.rows).chain(self.steps.iter_mut().zip(&other.steps));
        for (row, others) in rows {
            row.iter_mut().zip(others).for_each(|(weight, other)| *weight += other);
        }
    }

    fn score(&self, lesson: &Lesson, chosen: &[bool]) -> [f32; 8] {
        let mut scores = [0.0; 8];
        for &feature in lesson.features.iter().filter(|feature| chosen[**feature as usize]) {
            for (score, weight) in scores.iter_mut().zip(&self.rows[feature as usize]) {
                *score += weight;
            }
        }
        scores
    }

    /// Viterbi's algorithm over the labels that a place allows.
    fn best_path(&self, scores: &[[f32; 8]], allowed: impl Fn(usize) -> u8) -> Vec<usize> {
        const NEVER: f32 = -1e30;
        let mut back: Vec<[usize; 8]> = Vec::with_capacity(scores.len());
        let mut best = [NEVER; 8];
        best[0] = 0.0;
        for (place, score) in scores.iter().enumerate() {
            let (mut next, mut from) = ([NEVER; 8], [0; 8]);
            for label in (0..8).filter(|label| allowed(place) >> label & 1 == 1) {
                for (before, so_far) in best.iter().enumerate() {
                    let value = so_far + self.steps[before][label] + score[label];
                    if value > next[label] && Label::ALL[label].may_follow(Label::ALL[before]) {
                        (next[label], from[label]) = (value, before);
                    }
                }
            }
            best = next;
            back.push(from);
        }
        let mut label = (0..8).fold(0, |top, label| if best[label] > best[top] { label } else { top });
        let mut path = vec![0; back.len()];
        for (place, from) in path.iter_mut().zip(&back).rev() {
            *place = label;
            label = from[label];
        }
        path
    }
}

fn shuffle(order: &mut [usize], random: &mut u64) {
    for place in (1..order.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        order.swap(place, (*random % (place as u64 + 1)) as usize);
    }
}

// ---- the file ----

/// The features that are kept: of each line the seven with the greatest weights, no two with the same check.
fn choose(lessons: &Lessons, model: &Model) -> Vec<bool> {
    let mut lines: BTreeMap<usize, Vec<(f32, usize)>> = BTreeMap::new();
    for (number, hash) in lessons.features.iter().enumerate() {
        let weight = model.rows[number].iter().map(|weight| weight.abs()).sum();
        lines.entry(line_of(*hash, LINES)).or_default().push((weight, number));
    }
    let mut chosen = vec![false; lessons.features.len()];
    for line in lines.values_mut() {
        line.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)));
        let mut checks = Vec::new();
        for (weight, number) in line.iter() {
            let check = check_of(lessons.features[*number]);
            if checks.len() < ROWS && *weight > 0.0 && !checks.contains(&check) {
                checks.push(check);
                chosen[*number] = true;
            }
        }
    }
    chosen
}

/// Writes the steps and the lines, with the largest weights clipped to a byte.
fn pack(lessons: &Lessons, model: &Model, chosen: &[bool]) -> Vec<u8> {
    let mut sizes: Vec<f32> = model.rows.iter().flatten().map(|weight| weight.abs()).filter(|weight| *weight > 0.0).collect();
    sizes.sort_by(f32::total_cmp);
    let largest = sizes.get(sizes.len() * 9995 / 10_000).copied().unwrap_or(1.0);
    let scale = 127.0 / largest;
    let mut bytes = Vec::with_capacity(STEPS * 2 + LINES * LINE);
    for (before, row) in model.steps.iter().enumerate() {
        for (label, weight) in row.iter().enumerate() {
            let may = Label::ALL[label].may_follow(Label::ALL[before]);
            let step = if may { (weight * scale).round().clamp(-16_000.0, 16_000.0) as i16 } else { i16::MIN };
            bytes.extend(step.to_le_bytes());
        }
    }
    let mut lines = vec![[0u8; LINE]; LINES];
    let mut filled = vec![0; LINES];
    for (number, hash) in lessons.features.iter().enumerate().filter(|(number, _)| chosen[*number]) {
        let line = line_of(*hash, LINES);
        let row = filled[line];
        filled[line] += 1;
        lines[line][row] = check_of(*hash);
        for (place, weight) in model.rows[number].iter().enumerate() {
            lines[line][8 + row * 8 + place] = (weight * scale).round().clamp(-127.0, 127.0) as i8 as u8;
        }
    }
    bytes.extend(lines.iter().flatten());
    bytes
}
