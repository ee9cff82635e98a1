//! The date expressions of a text.

use serde::{Deserialize, Serialize};

use super::{Date, DateSpan};
use crate::text::{Span, words};

/// What an expression of time is, as in TIMEX3.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateKind {
    /// Days on the calendar; only these become facets.
    Date,
    /// A length of time ("ten years").
    Duration,
    /// A repeated time ("every Monday").
    Set,
    /// A time of day.
    Time,
}

/// An expression of time in a text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct DateMention {
    /// The days it means; `None` where it can't be resolved, and for durations, sets and times.
    pub when: Option<DateSpan>,
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: DateKind,
    /// Its TIMEX3 value, where it has one.
    pub value: Option<String>,
    /// How its days were found: `absolute` (all is said), `relative` (to the document's date), `unresolved`.
    pub evidence: &'static str,
}

/// Finds the date expressions of a text, in order and without overlaps, resolved against the day or span on which the
/// document was published. Without it, relative expressions keep a `when` of `None`.
///
/// ```
/// use nutgraf_index::date::find_dates;
/// let found = find_dates("They met in December 2022.", None);
/// assert_eq!(found[0].when.unwrap().to_string(), "2022-12-01/2022-12-31");
/// ```
pub fn find_dates(text: &str, _published: Option<DateSpan>) -> Vec<DateMention> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let cut: Vec<Span> = words(text).map(|word| word.span).collect();
    let mut found = Vec::new();
    for pair in cut.windows(2) {
        let Some(month) = MONTHS.iter().position(|name| *name == pair[0].of(text)) else { continue };
        let Some(year) = pair[1].of(text).parse::<i16>().ok().filter(|year| (1000..3000).contains(year)) else { continue };
        let when = Date::new(year, month as i8 + 1, 1).map(|first| DateSpan { first, last: first.end_of_month() });
        found.push(DateMention {
            when,
            span: pair[0].cover(pair[1]),
            kind: DateKind::Date,
            value: Some(format!("{year:04}-{:02}", month + 1)),
            evidence: "absolute",
        });
    }
    found
}
