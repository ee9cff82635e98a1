//! Which days does an expression mean, given the day of its document?
//!
//! What is said in full needs nothing. What is relative is resolved only where every day on which the document may have
//! appeared gives the same answer: of a document from "2022" the wording "last year" is 2021, "Friday" stays open.

use super::meaning::{Clock, Meaning, Origin, Part, Place, Toward, Which, YearOf};
use super::nearest::{nearest_weekday, nearest_year};
use super::order::{DayOrder, forced};
use super::period::{Period, holiday};
use super::tense::Outlook;
use super::term::{Holiday, Unit};
use super::{Date, DateEvidence, DateSpan, timex};

/// What is known where an expression stands.
pub(super) struct Setting<'a> {
    /// When the document appeared.
    pub(super) published: Option<DateSpan>,
    /// The order of day and month in its numeric dates.
    pub(super) order: Option<DayOrder>,
    /// What was mentioned before.
    pub(super) memory: Memory,
    /// Where the sentence looks; asked only where it matters.
    pub(super) outlook: &'a dyn Fn() -> Outlook,
}

/// What later expressions of a text go back to.
#[derive(Clone, Copy, Default)]
pub(super) struct Memory {
    /// The last period mentioned: "that year".
    pub(super) last: Option<Period>,
    /// Year and number of the last quarter, those left out that were themselves told from another.
    pub(super) quarter: Option<(i16, u8)>,
}

impl Memory {
    /// Keeps what an expression named.
    pub(super) fn keep(&mut self, meaning: &Meaning, period: Option<Period>) {
        let Some(period) = period else { return };
        self.last = Some(period);
        match (meaning, period) {
            (Meaning::At(Place::YearBefore(_)), _) => {}
            (_, Period::Quarter(year, quarter)) => self.quarter = Some((year, quarter)),
            _ => {}
        }
    }
}

/// What an expression means in its setting.
pub(super) struct Answer {
    pub(super) when: Option<DateSpan>,
    pub(super) value: Option<String>,
    pub(super) evidence: DateEvidence,
    /// The period, for expressions that build on it.
    pub(super) period: Option<Period>,
}

impl Answer {
    fn unresolved(value: Option<String>) -> Answer {
        Answer { when: None, value, evidence: DateEvidence::Unresolved, period: None }
    }

    fn found(period: Period, evidence: DateEvidence) -> Answer {
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
    if let Some(period) = absolute(place) {
        return Some(Answer::found(period, DateEvidence::Absolute));
    }
    let evidence = match place {
        Place::OfYear(Part::Day(_, _, Some(_)), YearOf::Open(_)) => DateEvidence::Weekday,
        _ => DateEvidence::Relative,
    };
    let found = steady(setting, |today| relative(place, today, setting));
    Some(found.map_or_else(|| Answer::unresolved(open_value(place)), |period| Answer::found(period, evidence)))
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
        Place::WeekOf(ref inner) | Place::NthWeek(_, ref inner) => is_day_that_exists(inner),
        _ => true,
    }
}

/// The period of a place that says all.
fn absolute(place: &Place) -> Option<Period> {
    match *place {
        Place::OfYear(part, YearOf::Said(year)) => part_of(part, year),
        Place::Decade(first) => Some(Period::Decade(first)),
        Place::Century(number) => Some(Period::Century(number)),
        Place::Years(first, last) => Some(Period::Years(first, last)),
        Place::WeekOf(ref day) => around(absolute(day)?, Unit::Week),
        Place::NthWeek(number, ref of) => nth_week(number, absolute(of)?),
        Place::ShortDecade(tens) if tens >= 30 => Some(Period::Decade(1900 + i16::from(tens))),
        _ => None,
    }
}

/// A part of a given year.
pub(super) fn part_of(part: Part, year: i16) -> Option<Period> {
    Some(match part {
        Part::Whole => Period::Year(year),
        Part::Half(half) => Period::Half(year, half),
        Part::Quarter(quarter) => Period::Quarter(year, quarter),
        Part::Season(season) => Period::Season(year, season),
        Part::Month(month) => Period::Month(year, month),
        Part::Week(week) => Period::Week(first_monday(year)?.plus_days(7 * (i32::from(week) - 1))),
        Part::Day(month, day, _) => Period::Day(Date::new(year, month as i8, day as i8)?),
        Part::Holiday(feast) => Period::Day(holiday(year, feast)?),
    })
}

/// The Monday of a year's first ISO week: the one with January 4.
fn first_monday(year: i16) -> Option<Date> {
    let fourth = Date::new(year, 1, 4)?;
    Some(fourth.plus_days(1 - i32::from(fourth.weekday())))
}

fn around(period: Period, unit: Unit) -> Option<Period> {
    Period::around(period.span()?.first, unit)
}

/// The n-th week of a period, counted from the week of its first Thursday; the last one for 0.
fn nth_week(number: u8, of: Period) -> Option<Period> {
    let span = of.span()?;
    let Period::Week(first) = Period::around(span.first.plus_days(3), Unit::Week)? else { return None };
    match number {
        0 => Period::around(span.last.plus_days(-3), Unit::Week),
        _ => Some(Period::Week(first.plus_days(7 * (i32::from(number) - 1)))),
    }
}

/// The period of a place that counts from the document's day.
fn relative(place: &Place, today: Date, setting: &Setting) -> Option<Period> {
    match place {
        Place::OfYear(part, YearOf::Shifted(years)) => part_of(*part, shift_year(today.year(), *years)?),
        Place::OfYear(part, YearOf::Open(which)) => nearest_year(*part, *which, today, setting.outlook),
        Place::DayOfMonth { day, weekday, month } => day_of_month(*day, *weekday, *month, today),
        Place::Weekday(day, which) => Some(Period::Day(nearest_weekday(*day, *which, today, setting.outlook))),
        Place::WeekdayOfWeek(day, weeks) => {
            Some(Period::Day(today.plus_days(i32::from(*day) - i32::from(today.weekday()) + 7 * weeks)))
        }
        Place::Unit(unit, distance) => shift(today, *unit, *distance),
        Place::Away { count, unit, from: Origin::Said(place) } => {
            let Period::Day(day) = known(place, today, setting)? else { return None };
            Some(Period::Day(step(day, *unit, *count)?))
        }
        Place::Away { count, unit, from } => shift(origin(from, today, setting)?, *unit, *count),
        Place::WeekOf(day) => around(known(day, today, setting)?, Unit::Week),
        Place::NthWeek(number, of) => nth_week(*number, known(of, today, setting)?),
        Place::Mentioned(unit, distance) => mentioned(*unit, *distance, setting),
        Place::TheQuarter => match setting.memory.quarter {
            Some((year, quarter)) => Some(Period::Quarter(year, quarter)),
            None => shift(today, Unit::Quarter, -1),
        },
        Place::TheWeekend => last_weekend(today),
        Place::YearBefore(from) => year_before(from, today, setting),
        Place::ShortDecade(tens) => Some(Period::Decade(today.year() / 100 * 100 + i16::from(*tens))),
        _ => None,
    }
}

/// The period of a place, however it is told.
fn known(place: &Place, today: Date, setting: &Setting) -> Option<Period> {
    absolute(place).or_else(|| relative(place, today, setting))
}

fn shift_year(year: i16, years: i32) -> Option<i16> {
    i16::try_from(i32::from(year) + years).ok()
}

/// The period of a unit, so many units from a day.
fn shift(today: Date, unit: Unit, distance: i32) -> Option<Period> {
    let day = match unit {
        Unit::Day => today.plus_days(distance),
        Unit::Week | Unit::Weekend => today.plus_days(distance.saturating_mul(7)),
        Unit::Fortnight => return shift(today, Unit::Week, distance.saturating_mul(2)),
        Unit::Month => today.start_of_month().plus_months(distance),
        Unit::Quarter => today.start_of_month().plus_months(distance.saturating_mul(3)),
        Unit::Year => today.start_of_month().plus_months(distance.saturating_mul(12)),
        Unit::Decade => today.start_of_month().plus_months(distance.saturating_mul(120)),
        Unit::Century => today.start_of_month().plus_months(distance.saturating_mul(1200)),
        _ => return None,
    };
    Period::around(day, unit)
}

fn origin(from: &Origin, today: Date, setting: &Setting) -> Option<Date> {
    match from {
        Origin::Published => Some(today),
        Origin::Mentioned => Some(setting.memory.last?.span()?.first),
        Origin::Said(place) => Some(known(place, today, setting)?.span()?.first),
    }
}

/// `that year`, `the following day`: counted from the time mentioned last, if that is no longer than the unit.
fn mentioned(unit: Unit, distance: i32, setting: &Setting) -> Option<Period> {
    let span = setting.memory.last?.span()?;
    let base = Period::around(span.first, unit)?;
    if !base.span()?.contains(span) {
        return None;
    }
    shift(span.first, unit, distance)
}

/// `a year earlier`: where quarters were spoken of, the same quarter; else the year.
fn year_before(from: &Origin, today: Date, setting: &Setting) -> Option<Period> {
    match (setting.memory.quarter, setting.memory.last, from) {
        (Some((year, quarter)), ..) => Some(Period::Quarter(year.checked_sub(1)?, quarter)),
        (None, Some(Period::Year(year)), Origin::Mentioned) => Some(Period::Year(year.checked_sub(1)?)),
        _ => shift(today, Unit::Year, -1),
    }
}

/// The last weekend that has begun.
fn last_weekend(today: Date) -> Option<Period> {
    let begun = today.weekday() >= 6;
    shift(today, Unit::Weekend, if begun { 0 } else { -1 })
}

/// `the 15th of next month`; where no month is said, the nearest one in which weekday and day agree.
fn day_of_month(day: u8, weekday: Option<u8>, month: Option<i32>, today: Date) -> Option<Period> {
    let in_month = |months: i32| {
        let first = today.start_of_month().plus_months(months);
        let date = Date::new(first.year(), first.month(), day as i8)?;
        weekday.is_none_or(|weekday| date.weekday() == weekday as i8).then_some(Period::Day(date))
    };
    match month {
        Some(months) => in_month(months),
        None if weekday.is_none() => {
            [0, -1].into_iter().filter_map(in_month).find(|period| period.span().is_some_and(|span| span.first <= today))
        }
        None => (0..14).flat_map(|months| [-months, months]).find_map(in_month),
    }
}

/// The days of a length of time that lies before or after the document's day.
fn placed(count: u32, unit: Unit, toward: Toward, setting: &Setting) -> Option<DateSpan> {
    let count = i32::try_from(count).ok().filter(|count| *count < 10_000)?;
    steady(setting, |today| match toward {
        Toward::Unplaced => None,
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
pub(super) fn step(day: Date, unit: Unit, count: i32) -> Option<Date> {
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

fn resolve_range(first: &Place, last: &Place, setting: &Setting) -> Option<Answer> {
    let (first, last) = (resolve_place(first, setting)?, resolve_end(last, first, setting)?);
    let first = nearer_start(first, &last, setting);
    let value = Some(format!("{}/{}", first.value.as_deref().unwrap_or("XXXX"), last.value.as_deref().unwrap_or("XXXX")));
    let (Some(from), Some(to)) = (first.when, last.when) else { return Some(Answer::unresolved(value)) };
    let evidence = if first.evidence == DateEvidence::Absolute { last.evidence } else { first.evidence };
    match DateSpan::new(from.first, to.last) {
        Some(when) => Some(Answer { when: Some(when), value, evidence, period: None }),
        None => Some(Answer::unresolved(value)),
    }
}

/// The end of a range: a weekday is the first one behind the start.
fn resolve_end(last: &Place, first: &Place, setting: &Setting) -> Option<Answer> {
    if let (Place::Weekday(day, Which::Open), Some(Answer { when: Some(start), .. })) = (last, resolve_place(first, setting)) {
        let ahead = (i32::from(*day) - i32::from(start.last.weekday())).rem_euclid(7);
        return Some(Answer::found(Period::Day(start.last.plus_days(ahead)), DateEvidence::Relative));
    }
    resolve_place(last, setting)
}

/// The start of a range whose year is not said lies in the year before its end at most.
fn nearer_start(first: Answer, last: &Answer, setting: &Setting) -> Answer {
    let (Some(from), Some(to), Some(period)) = (first.when, last.when, first.period) else { return first };
    if first.evidence != DateEvidence::Relative || setting.published.is_none() {
        return first;
    }
    let moved = [0, -1].into_iter().filter_map(|years| in_year(period, to.last.year() + years));
    let nearest = moved.into_iter().find(|period| period.span().is_some_and(|span| span.first <= to.last));
    match nearest.filter(|_| from.first > to.last || to.last.day_number() - from.first.day_number() > 366) {
        Some(period) => Answer::found(period, DateEvidence::Relative),
        None => first,
    }
}

/// The same month or day of another year.
fn in_year(period: Period, year: i16) -> Option<Period> {
    match period {
        Period::Month(_, month) => Some(Period::Month(year, month)),
        Period::Day(day) => Some(Period::Day(Date::new(year, day.month(), day.day())?)),
        _ => None,
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

fn resolve_slashed(first: u8, second: u8, year: Option<i16>, weekday: Option<u8>, setting: &Setting) -> Option<Answer> {
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

/// The value of a place whose days stay open.
fn open_value(place: &Place) -> Option<String> {
    match place {
        Place::OfYear(part, _) => open_part(*part),
        Place::DayOfMonth { day, .. } => Some(format!("XXXX-XX-{day:02}")),
        Place::Weekday(day, _) | Place::WeekdayOfWeek(day, _) => Some(format!("XXXX-WXX-{day}")),
        Place::Unit(unit, _) | Place::Mentioned(unit, _) | Place::Away { unit, .. } => open_unit(*unit),
        Place::TheQuarter => open_unit(Unit::Quarter),
        Place::TheWeekend => open_unit(Unit::Weekend),
        Place::YearBefore(_) => Some("XXXX".to_owned()),
        Place::ShortDecade(tens) => Some(format!("XX{}", tens / 10)),
        Place::WeekOf(_) => Some("XXXX-WXX".to_owned()),
        Place::Reference(reference) => Some(timex::reference(*reference).to_owned()),
        _ => None,
    }
}

fn open_part(part: Part) -> Option<String> {
    Some(match part {
        Part::Whole => "XXXX".to_owned(),
        Part::Half(half) => format!("XXXX-H{half}"),
        Part::Quarter(quarter) => format!("XXXX-Q{quarter}"),
        Part::Season(season) => format!("XXXX-{}", timex::season(season)),
        Part::Month(month) => format!("XXXX-{month:02}"),
        Part::Week(week) => format!("XXXX-W{week:02}"),
        Part::Day(month, day, _) | Part::Holiday(Holiday::Fixed(month, day)) => format!("XXXX-{month:02}-{day:02}"),
        Part::Holiday(_) => return None,
    })
}

fn open_unit(unit: Unit) -> Option<String> {
    let value = match unit {
        Unit::Day => "XXXX-XX-XX",
        Unit::Week => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
        _ => return None,
    };
    Some(value.to_owned())
}
