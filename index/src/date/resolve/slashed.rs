//! Day and month in digits, in an order that the document decides; else in one that only one reading allows.

use super::{Answer, Setting, resolve_place};
use crate::date::DateEvidence;
use crate::date::meaning::{Part, Place, Which, YearOf};
use crate::date::order::{DayOrder, forced};
use crate::date::period::Period;

pub(super) fn resolve_slashed(
    first: u8,
    second: u8,
    year: Option<i16>,
    weekday: Option<u8>,
    setting: &Setting,
) -> Option<Answer> {
    let place = Place::Slashed { first, second, year, weekday };
    let day = |order| {
        let (month, day) = if order == DayOrder::DayFirst { (second, first) } else { (first, second) };
        let place = Place::OfYear(Part::Day(month, day, weekday), year.map_or(YearOf::Open(Which::Open), YearOf::Said));
        resolve_place(&place, setting).filter(|_| (1..=12).contains(&month))
    };
    let fits = |answer: &Answer| match (answer.period, weekday) {
        (Some(Period::Day(date)), Some(weekday)) => date.weekday() == weekday as i8,
        _ => true,
    };
    if let Some(order) = forced(&place).or(setting.order) {
        return day(order);
    }
    match (day(DayOrder::MonthFirst), day(DayOrder::DayFirst)) {
        (Some(answer), None) | (None, Some(answer)) => Some(answer),
        (Some(answer), Some(_)) if first == second => Some(answer),
        (Some(answer), Some(other)) if fits(&answer) != fits(&other) => Some(if fits(&answer) { answer } else { other }),
        (Some(answer), Some(other)) if setting.published.is_some() && answer.when == setting.published => {
            Some(answer).filter(|_| other.when != setting.published)
        }
        (Some(_), Some(other)) if setting.published.is_some() && other.when == setting.published => Some(other),
        (Some(_), Some(_)) => Some(ambiguous(year)),
        (None, None) => None,
    }
}

fn ambiguous(year: Option<i16>) -> Answer {
    let year = year.map_or_else(|| "XXXX".to_owned(), |year| format!("{year:04}"));
    Answer { when: None, value: Some(year + "-XX-XX"), evidence: DateEvidence::Ambiguous, period: None }
}
