//! Lengths of time before or after the document's day: `the past two weeks`.

use super::relative::shift;
use super::{Setting, steady};
use crate::date::meaning::Toward;
use crate::date::tense::Outlook;
use crate::date::term::Unit;
use crate::date::{Date, DateSpan};

/// The days of a length of time that lies before or after the document's day.
pub(super) fn placed(count: u32, unit: Unit, toward: Toward, setting: &Setting) -> Option<DateSpan> {
    let count = i32::try_from(count).ok().filter(|count| *count < 10_000)?;
    steady(setting, |today| match toward {
        Toward::Unplaced => None,
        Toward::Ahead if (setting.outlook)() != Outlook::Future => None,
        Toward::Ahead => shift(today, unit, count)?.span(),
        Toward::Past | Toward::Future if unit == Unit::Quarter => quarters(today, count, toward),
        Toward::Past => DateSpan::new(step(today, unit, -count)?, today.plus_days(-1)),
        Toward::Future => DateSpan::new(today.plus_days(1), step(today, unit, count)?),
    })
}

/// Quarters are counted whole, from the one of the document's day.
fn quarters(today: Date, count: i32, toward: Toward) -> Option<DateSpan> {
    let (first, last) = if toward == Toward::Past { (-count, -1) } else { (1, count) };
    let span = |distance| shift(today, Unit::Quarter, distance)?.span();
    DateSpan::new(span(first)?.first, span(last)?.last)
}

/// The day so many units away.
pub(in crate::date) fn step(day: Date, unit: Unit, count: i32) -> Option<Date> {
    let months = match unit {
        Unit::Day => return Some(day.plus_days(count)),
        Unit::Week => return Some(day.plus_days(7 * count)),
        Unit::Fortnight => return Some(day.plus_days(14 * count)),
        Unit::Month => 1,
        Unit::Quarter => 3,
        Unit::Year => 12,
        Unit::Decade => 120,
        Unit::Century => 1200,
        _ => return None,
    };
    Some(day.plus_months(months * count))
}
