//! What is in the index: its fields, and how a document becomes tantivy documents.
//!
//! A document is one batch in one segment: a *record*, then its passages in order. A passage's record is the nearest
//! one before it, so what holds for a whole document stands once, on its record.
//!
//! | field | on | what |
//! |---|---|---|
//! | `kind` | all | `record`, or the passage's kind; one term |
//! | `key` | all | names the document by file and id; what deletion goes by |
//! | `text` | passages | folded words and stems with positions ([`analyzer`](crate::analyzer)); the first that is no furniture also bears the title's and subtitle's words, the first such below a heading the heading's, behind the text with a gap |
//! | `furniture` | furniture | the same for text that is not the article |
//! | `passage` | passages | fast: 0, which takes no room; where it stands tells passages from records |
//! | `front` | passages with a heading or title | fast: where text, heading and title end in positions |
//! | `actor` | passages | `id`, mark, evidence; positions of the mentions; fast |
//! | `mentioned` | passages | `first/last` day of each date expression; positions; fast |
//! | `sketch` | passages | fast: the near-duplicate fingerprint |
//! | `id` | records | raw; fast: the order among equals |
//! | `day` | records | fast: the first day of publication, [as a number](first_day) |
//! | `path`, `author`, `source`, `language` | records | raw; what filters look for |
//! | `published` | records | `first/last` day; fast |
//! | `alias` | records | folded name, mark, actor id, mark, evidence, mark, name as written: who is called what |
//! | `stored` | all | what is shown: [`StoredRecord`] or [`StoredPassage`] |
//!
//! A change here is a new [`FORMAT`].

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use tantivy::schema::{FAST, Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{RawTokenizer, TextAnalyzer, TokenizerManager};

use crate::actor::{Actor, ActorKind, Evidence};
use crate::analyzer::{MentionList, TermList};
use crate::date::{Date, DateEvidence, DateKind, DateSpan};
use crate::document::PublishedEvidence;
use crate::passage::PassageKind;
use crate::text::{Language, Span};

/// The number of the index format; an index of another is rebuilt.
pub const FORMAT: u32 = 10;

/// The kind of a record.
pub const RECORD: &str = "record";

const TERMS: &str = "terms";
const MENTIONS: &str = "mentions";

/// The fields of the index.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "the module's table says what each field is")]
pub struct Fields {
    pub kind: Field,
    pub key: Field,
    pub text: Field,
    pub furniture: Field,
    pub front: Field,
    pub actor: Field,
    pub mentioned: Field,
    pub sketch: Field,
    pub id: Field,
    pub day: Field,
    pub path: Field,
    pub author: Field,
    pub source: Field,
    pub language: Field,
    pub published: Field,
    pub alias: Field,
    pub stored: Field,
}

impl Fields {
    /// The name of the fast column of the actors' ids with their evidence.
    pub const ACTOR: &str = "actor";
    /// The name of the fast column of the days mentioned.
    pub const MENTIONED: &str = "mentioned";
    /// The name of the fast column of the days of publication.
    pub const PUBLISHED: &str = "published";
    /// The name of the fast column of the documents' ids.
    pub const ID: &str = "id";
    /// The name of the fast column of the first days of publication.
    pub const DAY: &str = "day";
    /// The name of the fast column that says where text, heading and title end.
    pub const FRONT: &str = "front";
    /// The name of the fast column of fingerprints.
    pub const SKETCH: &str = "sketch";
}

/// Builds the schema.
pub fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let list = |tokenizer: &str, norms: bool| {
        let indexing = TextFieldIndexing::default()
            .set_tokenizer(tokenizer)
            .set_fieldnorms(norms)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        TextOptions::default().set_indexing_options(indexing)
    };
    // What is looked up and not ranked needs no lengths, which take a byte a field of every tantivy document.
    let raw = TextFieldIndexing::default().set_tokenizer("raw").set_fieldnorms(false).set_index_option(IndexRecordOption::Basic);
    let raw = TextOptions::default().set_indexing_options(raw);
    let fields = Fields {
        kind: builder.add_text_field("kind", raw.clone()),
        key: builder.add_text_field("key", raw.clone()),
        text: builder.add_text_field("text", list(TERMS, true)),
        furniture: builder.add_text_field("furniture", list(TERMS, true)),
        front: builder.add_u64_field(Fields::FRONT, FAST),
        actor: builder.add_text_field(Fields::ACTOR, list(MENTIONS, false).set_fast(MENTIONS)),
        mentioned: builder.add_text_field(Fields::MENTIONED, list(MENTIONS, false).set_fast(MENTIONS)),
        sketch: builder.add_u64_field(Fields::SKETCH, FAST),
        id: builder.add_text_field(Fields::ID, raw.clone().set_fast("raw")),
        day: builder.add_u64_field(Fields::DAY, FAST),
        path: builder.add_text_field("path", raw.clone()),
        author: builder.add_text_field("author", raw.clone()),
        source: builder.add_text_field("source", raw.clone()),
        language: builder.add_text_field("language", raw.clone()),
        published: builder.add_text_field(Fields::PUBLISHED, raw.clone().set_fast("raw")),
        alias: builder.add_text_field("alias", raw.clone()),
        stored: builder.add_bytes_field("stored", STORED),
    };
    (builder.build(), fields)
}

/// A document's key as the index has it.
pub fn key_term(key: u64) -> String {
    format!("{key:016x}")
}

/// Returns the tokenizers that the schema names.
pub fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(TERMS, TextAnalyzer::from(TermList::default()));
    manager.register(MENTIONS, TextAnalyzer::from(MentionList::default()));
    manager.register("raw", TextAnalyzer::from(RawTokenizer::default()));
    manager
}

/// What day 1970-01-01 is in the column `day`: more than there are days before it.
const EPOCH: i64 = 5_000_000;

/// The first day on which a document may have been published, as a record's number in the column `day`; 0 where it is unknown, so
/// that every record has one.
///
/// ```
/// use nutgraf_index::date::{Date, DateSpan};
/// use nutgraf_index::schema::{day_of, first_day};
/// let may = DateSpan::month(2021, 5).unwrap();
/// assert_eq!((day_of(first_day(Some(may))), day_of(first_day(None))), (Date::new(2021, 5, 1), None));
/// ```
pub fn first_day(published: Option<DateSpan>) -> u64 {
    published.map_or(0, |span| (i64::from(span.first.day_number()) + EPOCH) as u64)
}

/// The day that a number in the column `day` stands for.
pub fn day_of(number: u64) -> Option<Date> {
    let days = i32::try_from(i64::try_from(number).ok().filter(|number| *number > 0)? - EPOCH).ok()?;
    Some(Date::of_day_number(days))
}

/// How long the parts of a passage are, in words: what the column `front` holds of those with a heading or title.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Front {
    /// The words of the text itself.
    pub text: u32,
    /// The words of the heading, fewer than 2^31; 0 where it belongs to another passage.
    pub heading: u32,
    /// Whether it bears the document's title and subtitle.
    pub is_titled: bool,
}

impl From<u64> for Front {
    fn from(number: u64) -> Front {
        Front { text: (number >> 32) as u32, heading: number as u32 >> 1, is_titled: number & 1 == 1 }
    }
}

impl From<Front> for u64 {
    fn from(front: Front) -> u64 {
        u64::from(front.text) << 32 | u64::from(front.heading << 1) | u64::from(front.is_titled)
    }
}

/// What is stored of a document, in front of its [actors](StoredActors).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the fields are those of Document")]
pub struct StoredRecord {
    /// The key under which the file state knows it.
    pub key: u64,
    pub id: String,
    /// The file, relative to the root; without the line of a record, which the file state knows.
    pub path: String,
    /// Whether the document is a record of a larger file.
    pub is_record: bool,
    pub title: Option<String>,
    pub subtitle: Option<String>,
    pub authors: Vec<String>,
    pub source: Option<String>,
    pub url: Option<String>,
    pub published: Option<DateSpan>,
    pub published_evidence: Option<PublishedEvidence>,
    pub language: Option<Language>,
    /// How many passages follow.
    pub passages: u32,
}

/// The actors that a document's passages mention, numbered from 0, as they are stored. A long document has hundreds, of
/// which a hit shows a few: they are read one by one, and only those wanted are kept.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct StoredActors(Vec<u8>);

impl StoredActors {
    /// Takes what stands behind a record: a list of [`Actor`]s in postcard's form.
    pub fn behind_record(bytes: Vec<u8>) -> StoredActors {
        StoredActors(bytes)
    }

    /// Reads the actors with these numbers; one that is not there is left out.
    ///
    /// # Errors
    ///
    /// What postcard says where the bytes are anything else.
    ///
    /// ```
    /// use nutgraf_index::actor::{Actor, ActorKind};
    /// use nutgraf_index::schema::StoredActors;
    /// let (one, other) = (Actor::named("Turkey", ActorKind::State), Actor::named("Marta Quill", ActorKind::Person));
    /// let stored = StoredActors::behind_record(postcard::to_stdvec(&[one, other.clone()][..])?);
    /// assert_eq!(stored.numbered(&[1])?[&1], other);
    /// # Ok::<(), postcard::Error>(())
    /// ```
    pub fn numbered(&self, numbers: &[u32]) -> postcard::Result<FxHashMap<u32, Actor>> {
        let mut wanted = FxHashMap::default();
        let Some(last) = numbers.iter().max() else { return Ok(wanted) };
        let (count, mut rest) = postcard::take_from_bytes::<u32>(&self.0)?;
        for number in 0..count.min(last.saturating_add(1)) {
            let ((id, name, kind), behind) = postcard::take_from_bytes::<(&str, &str, ActorKind)>(rest)?;
            if numbers.contains(&number) {
                wanted.insert(number, Actor { id: id.into(), name: name.into(), kind });
            }
            rest = behind;
        }
        Ok(wanted)
    }
}

/// What is stored of a passage.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StoredPassage {
    /// What it is made of.
    pub kind: PassageKind,
    /// The nearest heading above it.
    pub heading: Option<String>,
    /// Its first and last line.
    pub lines: Option<(u32, u32)>,
    /// The page on which it begins, where the document has pages.
    pub page: Option<u32>,
    /// Where it stands in the document's text.
    pub span: Span,
    /// Its text.
    pub text: String,
    /// Its mentions: the actor's number in the record, the place, how it was named.
    pub actors: Vec<(u32, Option<Span>, Evidence)>,
    /// Its date expressions.
    pub dates: Vec<StoredDate>,
}

/// What is stored of a date expression.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct StoredDate {
    /// The days it means.
    pub when: Option<DateSpan>,
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: DateKind,
    /// How its days were found.
    pub evidence: DateEvidence,
}
