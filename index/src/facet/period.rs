//! Stretches of the calendar that counts by date are made for.

use serde::Serialize;

use crate::date::{Date, DateSpan};

/// Which date counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DateAxis {
    /// When a document was published.
    #[default]
    Published,
    /// What a passage mentions.
    Mentions,
}

/// How long a bucket of a count by date is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Period {
    /// A calendar year.
    Year,
    /// A calendar month.
    #[default]
    Month,
    /// Monday to Sunday.
    Week,
    /// A day.
    Day,
}

impl Period {
    /// Returns the period that holds a day.
    ///
    /// ```
    /// use nutgraf_index::facet::Period;
    /// let day = "2022-12-28".parse().unwrap();
    /// assert_eq!(Period::Week.around(day).to_string(), "2022-12-26/2023-01-01");
    /// ```
    pub fn around(self, day: Date) -> DateSpan {
        match self {
            Period::Year => DateSpan::year(day.year()).unwrap_or(DateSpan::day(day)),
            Period::Month => DateSpan { first: day.start_of_month(), last: day.end_of_month() },
            Period::Week => {
                let first = day.plus_days(1 - i32::from(day.weekday()));
                DateSpan { first, last: first.plus_days(6) }
            }
            Period::Day => DateSpan::day(day),
        }
    }

    /// Returns the period behind one.
    pub fn next(self, period: DateSpan) -> DateSpan {
        self.around(period.last.plus_days(1))
    }
}

/// The most periods over which one long span is spread.
const MOST_SPREAD: usize = 4_000;

impl Period {
    /// Returns the periods in which a span counts: the one that holds it; for a longer one none, or, with `spread`, each
    /// one it touches.
    ///
    /// ```
    /// use nutgraf_index::date::DateSpan;
    /// use nutgraf_index::facet::Period;
    /// let winter: DateSpan = "2022-12-01/2023-02-28".parse().unwrap();
    /// assert_eq!(Period::Month.of(winter, false), []);
    /// assert_eq!(Period::Month.of(winter, true).len(), 3);
    /// ```
    pub fn of(self, span: DateSpan, spread: bool) -> Vec<DateSpan> {
        let first = self.around(span.first);
        if first.contains(span) {
            return vec![first];
        }
        if !spread {
            return Vec::new();
        }
        std::iter::successors(Some(first), |period| Some(self.next(*period)))
            .take_while(|period| period.overlaps(span))
            .take(MOST_SPREAD)
            .collect()
    }
}
