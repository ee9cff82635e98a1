//! Which days does an expression mean, given the day of its document?
//!
//! What is said in full needs nothing. What is relative is resolved only where every day on which the document may have
//! appeared gives the same answer: of a document from "2022" the wording "last year" is 2021, "Friday" stays open.

mod absolute;
mod length;
mod nearest;
mod open;
mod range;
mod relative;
mod slashed;

pub(super) use absolute::part_of;
pub(super) use length::step;

use crate::date::meaning::{Clock, Meaning, Origin, Part, Place, Which, YearOf};
use crate::date::order::DayOrder;
use crate::date::period::CalendarPeriod;
use crate::date::tense::Outlook;
use crate::date::term::Unit;
use crate::date::{Date, DateEvidence, DateSpan, timex};
use absolute::absolute;
use length::placed;
use open::open_value;
use range::resolve_range;
use relative::relative;
use slashed::resolve_slashed;

/// What is known where an expression stands.
pub(super) struct Setting<'a> {
    /// When the document appeared.
    pub(super) published: Option<DateSpan>,
    /// The order of day and month in its numeric dates; asked only where it matters.
    pub(super) order: &'a dyn Fn() -> Option<DayOrder>,
    /// What was mentioned before.
    pub(super) memory: Memory,
    /// The date to which the expression is an apposition: `by 1952, fourteen years later,`.
    pub(super) explained: Option<CalendarPeriod>,
    /// Where the sentence looks; asked only where it matters.
    pub(super) outlook: &'a dyn Fn() -> Outlook,
}

/// What later expressions of a text go back to.
#[derive(Clone, Copy, Default)]
pub(super) struct Memory {
    /// The last period mentioned: "that year".
    pub(super) last: Option<CalendarPeriod>,
    /// Year and number of the last quarter, those left out that were themselves told from another.
    pub(super) quarter: Option<(i16, u8)>,
    /// How many periods were mentioned since then.
    since_quarter: u8,
}

/// A quarter is in mind for "a year earlier" while this many periods are mentioned behind it.
const IN_MIND: u8 = 3;

impl Memory {
    /// Keeps what an expression named.
    pub(super) fn keep(&mut self, meaning: &Meaning, period: Option<CalendarPeriod>) {
        let Some(period) = period else { return };
        self.last = Some(period);
        self.since_quarter = self.since_quarter.saturating_add(1);
        match (meaning, period) {
            (Meaning::At(Place::YearBefore(_)), _) => {}
            (_, CalendarPeriod::Quarter(year, quarter)) => (self.quarter, self.since_quarter) = (Some((year, quarter)), 0),
            _ => {}
        }
    }

    /// The last quarter, where it was mentioned lately.
    fn quarter_in_mind(&self) -> Option<(i16, u8)> {
        self.quarter.filter(|_| self.since_quarter < IN_MIND)
    }
}

/// What an expression means in its setting.
pub(super) struct Answer {
    pub(super) when: Option<DateSpan>,
    pub(super) value: Option<String>,
    pub(super) evidence: DateEvidence,
    /// The period, for expressions that build on it.
    pub(super) period: Option<CalendarPeriod>,
}

impl Answer {
    fn unresolved(value: Option<String>) -> Answer {
        Answer { when: None, value, evidence: DateEvidence::Unresolved, period: None }
    }

    fn found(period: CalendarPeriod, evidence: DateEvidence) -> Answer {
        Answer { when: period.span(), value: Some(timex::period_value(period)), evidence, period: Some(period) }
    }
}

/// Resolves an expression; `None` where it names a day that does not exist.
pub(super) fn resolve(meaning: &Meaning, setting: &Setting) -> Option<Answer> {
    match meaning {
        Meaning::At(place) => resolve_place(place, setting),
        Meaning::Between(first, last) => resolve_range(first, last, setting),
        Meaning::Clock(place, clock) => resolve_clock(place.as_ref(), *clock, setting),
        Meaning::Duration(amount, toward) => {
            let when = amount.count.as_whole().and_then(|count| placed(count, amount.unit, *toward, setting));
            let evidence = if when.is_some() { DateEvidence::Relative } else { DateEvidence::Unresolved };
            Some(Answer { when, value: Some(timex::amount(*amount)), evidence, period: None })
        }
        Meaning::Set(value) => Some(Answer::unresolved(Some(value.clone()))),
    }
}

fn resolve_place(place: &Place, setting: &Setting) -> Option<Answer> {
    if let Place::Slashed { first, second, year, weekday } = *place {
        return resolve_slashed(first, second, year, weekday, setting);
    }
    if !is_day_that_exists(place) {
        return None;
    }
    if let Place::OfYear(part, YearOf::Known(year)) = *place
        && setting.published.is_some_and(|published| published.last.year() < year)
    {
        return resolve_place(&Place::OfYear(part, YearOf::Open(Which::Open)), setting);
    }
    if let (Place::Away { from: Origin::Mentioned, .. }, Some(period)) = (place, setting.explained) {
        return Some(Answer::found(period, DateEvidence::Relative));
    }
    if let Some(period) = absolute(place) {
        return Some(Answer::found(period, DateEvidence::Absolute));
    }
    let evidence = match place {
        Place::OfYear(Part::Day(_, _, Some(_)), YearOf::Open(_)) => DateEvidence::Weekday,
        _ => DateEvidence::Relative,
    };
    let found =
        steady(setting, |today| relative(place, today, setting)).filter(|period| !is_told_too_late(place, *period, setting));
    Some(found.map_or_else(|| Answer::unresolved(open_value(place)), |period| Answer::found(period, evidence)))
}

/// `406 years later, our Nation stands`: where a sentence does not look ahead, years behind a time that was mentioned end with the
/// document at last. What lies further off was counted from something else.
fn is_told_too_late(place: &Place, period: CalendarPeriod, setting: &Setting) -> bool {
    let Place::Away { count: 1.., unit, from: Origin::Mentioned } = place else { return false };
    let is_later = |published: DateSpan| period.span().is_some_and(|span| span.first > published.last);
    *unit >= Unit::Year && setting.published.is_some_and(is_later) && (setting.outlook)() != Outlook::Future
}

/// The answer that holds for the first and the last day on which the document may have appeared.
fn steady<T: PartialEq>(setting: &Setting, ask: impl Fn(Date) -> Option<T>) -> Option<T> {
    let published = setting.published?;
    let found = ask(published.first)?;
    (published.first == published.last || ask(published.last)? == found).then_some(found)
}
/// A day of a month without a year exists if it does in a leap year.
fn is_day_that_exists(place: &Place) -> bool {
    match *place {
        Place::OfYear(Part::Day(month, day, _), YearOf::Said(year)) => Date::new(year, month as i8, day as i8).is_some(),
        Place::OfYear(Part::Day(month, day, _), _) => Date::new(2000, month as i8, day as i8).is_some(),
        Place::WeekOf(ref inner) | Place::NthWeek(_, ref inner) | Place::NthWeekday { of: ref inner, .. } => {
            is_day_that_exists(inner)
        }
        _ => true,
    }
}

fn resolve_clock(place: Option<&Place>, clock: Clock, setting: &Setting) -> Option<Answer> {
    let time = timex::clock(clock);
    let Some(place) = place else {
        let today = steady(setting, Some).map(|day| day.to_string()).unwrap_or_default();
        return Some(Answer::unresolved(Some(today + &time)));
    };
    let day = resolve_place(place, setting)?;
    let value = day.value.as_deref().map(|value| format!("{value}{time}"));
    Some(Answer { value: value.or(Some(time)), ..day })
}
