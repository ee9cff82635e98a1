//! The values of places whose days stay open: `XXXX-05`, `XXXX-WXX-5`.

use crate::date::meaning::{Part, Place};
use crate::date::term::{Holiday, Unit};
use crate::date::timex;

/// The value of a place whose days stay open.
pub(super) fn open_value(place: &Place) -> Option<String> {
    match place {
        Place::OfYear(part, _) => open_part(*part),
        Place::DayOfMonth { day, .. } => Some(format!("XXXX-XX-{day:02}")),
        Place::Weekday(day, _) | Place::WeekdayOfWeek(day, _) => Some(format!("XXXX-WXX-{day}")),
        Place::NthWeekday { weekday, .. } => Some(format!("XXXX-WXX-{weekday}")),
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
