//! How good is a ranking, by judgements? The measures are those of trec_eval, over every query with a relevant document.

use std::collections::HashMap;

/// The grades of documents, 0 and below for none, by query.
pub type Judgements = HashMap<String, HashMap<String, i64>>;

/// The documents found for each query, best first.
pub type Run = HashMap<String, Vec<String>>;

/// How good a run is, each from 0 to 1.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Measures {
    /// Discounted gain of the first ten, as a share of the best possible.
    pub ndcg: f64,
    /// Mean of the precision at each relevant document.
    pub map: f64,
    /// One by the rank of the first relevant document.
    pub mrr: f64,
    /// The share of relevant documents among the first ten.
    pub recall: f64,
}

/// Reads judgements: query, document and grade, or with a column that nothing reads behind the query.
pub fn read_judgements(text: &str) -> Judgements {
    let mut judgements = Judgements::new();
    for line in text.lines() {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let [query, .., document, grade] = fields[..] else { continue };
        let grade = grade.parse().expect("a grade is a number");
        judgements.entry(query.to_owned()).or_default().insert(document.to_owned(), grade);
    }
    judgements.retain(|_, judged| judged.values().any(|grade| *grade > 0));
    judgements
}

/// Reads a run whose lines fall in score: `query Q0 document rank score name`.
pub fn read_run(text: &str) -> Run {
    let mut run = Run::new();
    for line in text.lines() {
        let mut fields = line.split(' ');
        if let (Some(query), Some(document)) = (fields.next(), fields.nth(1)) {
            run.entry(query.to_owned()).or_default().push(document.to_owned());
        }
    }
    run
}

/// Measures a run.
pub fn measure(run: &Run, judgements: &Judgements) -> Measures {
    let mut sum = Measures::default();
    for (query, judged) in judgements {
        let found = run.get(query).map_or(&[][..], Vec::as_slice);
        let one = measure_query(found, judged);
        sum.ndcg += one.ndcg;
        sum.map += one.map;
        sum.mrr += one.mrr;
        sum.recall += one.recall;
    }
    let queries = judgements.len() as f64;
    Measures { ndcg: sum.ndcg / queries, map: sum.map / queries, mrr: sum.mrr / queries, recall: sum.recall / queries }
}

fn measure_query(found: &[String], judged: &HashMap<String, i64>) -> Measures {
    let gain = |document: &String| judged.get(document).copied().unwrap_or(0).max(0);
    let gains: Vec<i64> = found.iter().map(gain).collect();
    let mut ideal: Vec<i64> = judged.values().copied().filter(|grade| *grade > 0).collect();
    ideal.sort_unstable_by(|one, other| other.cmp(one));
    let relevant: Vec<usize> = (1..).zip(&gains).filter(|(_, gain)| **gain > 0).map(|(rank, _)| rank).collect();
    let precisions = (1..).zip(&relevant).map(|(seen, rank)| f64::from(seen) / *rank as f64);
    let all = ideal.len() as f64;
    Measures {
        ndcg: discounted(&gains) / discounted(&ideal),
        map: precisions.sum::<f64>() / all,
        mrr: relevant.first().map_or(0.0, |rank| 1.0 / *rank as f64),
        recall: relevant.iter().filter(|rank| **rank <= 10).count() as f64 / all,
    }
}

fn discounted(gains: &[i64]) -> f64 {
    (2..).zip(gains.iter().take(10)).map(|(place, gain)| *gain as f64 / f64::from(place).log2()).sum()
}
