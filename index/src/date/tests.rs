//! What people write, and the days it means.

use proptest::prelude::*;

use super::{Date, DateEvidence, DateKind, DateMention, DateSpan, day_order, find_dates, find_dates_in};

/// Wednesday, 15 March 2023.
fn published() -> Option<DateSpan> {
    Date::new(2023, 3, 15).map(DateSpan::day)
}

/// The mentions of a text, each as `words|days`, `words|value` where it has no days.
fn shown(text: &str, published: Option<DateSpan>) -> Vec<String> {
    find_dates(text, published).iter().map(|mention| show(text, mention)).collect()
}

fn show(text: &str, mention: &DateMention) -> String {
    let when = match mention.when {
        Some(when) if when.first == when.last => when.first.to_string(),
        Some(when) => when.to_string(),
        None => mention.value.clone().unwrap_or_default(),
    };
    format!("{}|{when}", mention.span.of(text))
}

/// Asserts that a text holds just these mentions, published on 15 March 2023.
#[track_caller]
fn found(text: &str, expected: &[&str]) {
    assert_eq!(shown(text, published()), expected, "{text}");
}

/// Asserts the same of a text of which nothing else is known.
#[track_caller]
fn found_alone(text: &str, expected: &[&str]) {
    assert_eq!(shown(text, None), expected, "{text}");
}

#[test]
fn days_said_in_full() {
    found_alone("They met on December 28, 2022 in Moscow.", &["December 28, 2022|2022-12-28"]);
    found_alone("They met on Wednesday, 28 December 2022.", &["Wednesday, 28 December 2022|2022-12-28"]);
    found_alone("Signed on the 4th of July, 2019, at noon.", &["the 4th of July, 2019|2019-07-04", "noon|T12:00"]);
    found_alone("Filed 05-Aug-2016 and 2016-08-07.", &["05-Aug-2016|2016-08-05", "2016-08-07|2016-08-07"]);
    found_alone("Logged at 2022-12-28T10:00:00Z.", &["2022-12-28|2022-12-28"]);
    found_alone("Feb. 5, '98 was cold.", &["Feb. 5, '98|1998-02-05"]);
    found_alone("On March eighth two thousand and twelve", &["March eighth two thousand and twelve|2012-03-08"]);
}

#[test]
fn numbers_of_resolutions_laws_and_tariffs_are_no_years() {
    found_alone(
        "Resolutions 1540 (2004) and 1373 (2001), recalling 2037 (XX), under 1182(f) and 1185(a).",
        &["2004|2004-01-01/2004-12-31", "2001|2001-01-01/2001-12-31"],
    );
    found_alone("Under 22 U.S.C. 2291-4 and Dkt. 2450-1, not 2022-4.", &["2022-4|2022-04-01/2022-04-30"]);
    found_alone("Subheading 8483.10.30 and heading 9903.01.25 of the tariff.", &[]);
    found_alone("Talks in 1848 (and after) and on 1998.03.04.", &["1848|1848-01-01/1848-12-31", "1998.03.04|1998-03-04"]);
}

#[test]
fn what_a_record_is_measured_by_lies_behind() {
    found("They will meet for the first time in more than 20 years.", &["more than 20 years|P20Y"]);
    found("It is expected to be the highest in nearly 40 years.", &["nearly 40 years|P40Y"]);
    found("The largest plant will open in two years.", &["two years|2025-01-01/2025-12-31"]);
}

#[test]
fn a_distance_in_apposition_to_a_date_is_that_date() {
    let year = "2023-01-01/2023-12-31";
    found(
        "In 1938 a third, by 1952, fourteen years later, a half.",
        &["1938|1938-01-01/1938-12-31", "1952|1952-01-01/1952-12-31", "fourteen years later|1952-01-01/1952-12-31"],
    );
    found("Today, eight years later, it is over.", &["Today|2023-03-15", "eight years later|2023-03-15"]);
    found("In May 1990 (45 years later) they met.", &["May 1990|1990-05-01/1990-05-31", "45 years later|1990-05-01/1990-05-31"]);
    found(
        "He came in 1990, and two years later, he left.",
        &["1990|1990-01-01/1990-12-31", "two years later|1992-01-01/1992-12-31"],
    );
    found("On 14 July 2021 — over 140 years later — they left.", &["14 July 2021|2021-07-14", "140 years later|2021-07-14"]);
    found(
        "They landed in 2020, and 406 years later, our Nation stands.",
        &["2020|2020-01-01/2020-12-31", "406 years later|XXXX"],
    );
    found("It began this year, two years later than planned.", &[&format!("this year|{year}"), "two years later|XXXX"]);
}

#[test]
fn a_number_broken_at_the_end_of_a_line_is_one() {
    found_alone("The twenty-\nfirst century.", &["The twenty-\nfirst century|2000-01-01/2099-12-31"]);
}

#[test]
fn months_years_and_longer_stretches() {
    found_alone("since September 2015", &["September 2015|2015-09-01/2015-09-30"]);
    found_alone("In 2011, Turkey severed ties.", &["2011|2011-01-01/2011-12-31"]);
    found_alone("elections scheduled for mid-2023", &["mid-2023|2023-01-01/2023-12-31"]);
    found_alone("in the summer of 2022", &["the summer of 2022|2022-06-01/2022-08-31"]);
    found_alone("the winter of 2022", &["the winter of 2022|2022-12-01/2023-02-28"]);
    found_alone(
        "the third quarter of 2022 and Q1 2023",
        &["the third quarter of 2022|2022-07-01/2022-09-30", "Q1 2023|2023-01-01/2023-03-31"],
    );
    found_alone("the 1990s and the '80s", &["the 1990s|1990-01-01/1999-12-31", "the '80s|1980-01-01/1989-12-31"]);
    found_alone("in the 19th century", &["the 19th century|1800-01-01/1899-12-31"]);
    found_alone("the season 2018-19", &["2018-19|2018-01-01/2019-12-31"]);
}

#[test]
fn ranges_of_days() {
    found_alone("Held Jan. 5-7, 2024 in Doha.", &["Jan. 5-7, 2024|2024-01-05/2024-01-07"]);
    found_alone("Held 5–7 May 2024.", &["5–7 May 2024|2024-05-05/2024-05-07"]);
    found_alone("from 28 December 2022 to 3 January 2023", &["from 28 December 2022 to 3 January 2023|2022-12-28/2023-01-03"]);
    found_alone("Nov 18 - Dec 19, 2015", &["Nov 18 - Dec 19, 2015|2015-11-18/2015-12-19"]);
    found("from Monday to Friday", &["from Monday to Friday|2023-03-13/2023-03-17"]);
}

#[test]
fn ranges_of_months_and_years_joined_by_words_are_their_ends() {
    let years = ["2013|2013-01-01/2013-12-31", "2015|2015-01-01/2015-12-31"];
    found_alone("between 2013 and 2015", &years);
    found_alone("from 2013 to 2015", &years);
    found_alone("2013 through 2015", &years);
    found_alone("in 2013 and 2015", &years);
    found_alone("January 2020 through March 2021", &["January 2020|2020-01-01/2020-01-31", "March 2021|2021-03-01/2021-03-31"]);
    found_alone("March/April 2020", &["March/April 2020|2020-03-01/2020-04-30"]);
    found_alone("Feb. 24, 2022, to March 4, 2022", &["Feb. 24, 2022, to March 4, 2022|2022-02-24/2022-03-04"]);
    found("open Monday through Thursday", &["Monday through Thursday|2023-03-13/2023-03-16"]);
}

#[test]
fn a_list_shares_its_year() {
    let (march, may) = ("March|2020-03-01/2020-03-31", "May 2020|2020-05-01/2020-05-31");
    found("Between March and May 2020", &[march, may]);
    found("From March to May 2020", &[march, may]);
    found("March and May 2020 were hard.", &[march, may]);
    found("in October or November 2019", &["October|2019-10-01/2019-10-31", "November 2019|2019-11-01/2019-11-30"]);
    found("in December and January 2021", &["December|2020-12-01/2020-12-31", "January 2021|2021-01-01/2021-01-31"]);
    found("in May and March 2020", &["May|2020-05-01/2020-05-31", "March 2020|2020-03-01/2020-03-31"]);
    found(
        "in January, February and March 2021",
        &["January|2021-01-01/2021-01-31", "February|2021-02-01/2021-02-28", "March 2021|2021-03-01/2021-03-31"],
    );
    found(
        "on 3rd March, 4th March and 5th March 2021",
        &["3rd March|2021-03-03", "4th March|2021-03-04", "5th March 2021|2021-03-05"],
    );
    found("Q1 and Q2 2021", &["Q1|2021-01-01/2021-03-31", "Q2 2021|2021-04-01/2021-06-30"]);
    found("He left in March; May 2020 was quiet.", &["March|2023-03-01/2023-03-31", "May 2020|2020-05-01/2020-05-31"]);
}

#[test]
fn a_list_of_days_shares_its_month() {
    found("15, 16 and 17 March 2021", &["15|2021-03-15", "16|2021-03-16", "17 March 2021|2021-03-17"]);
    found("on 1 and 3 March", &["1|2023-03-01", "3 March|2023-03-03"]);
    found("May 3, 4 and 5, 2022, in Doha", &["May 3|2022-05-03", "4|2022-05-04", "5, 2022|2022-05-05"]);
    found("Issue 3, 15 March 2021", &["15 March 2021|2021-03-15"]);
    found("May 3, 4 and 5 percent", &["May 3|2023-05-03"]);
}

#[test]
fn the_nth_weekday() {
    found_alone("the third Sunday of May 2021", &["the third Sunday of May 2021|2021-05-16"]);
    found_alone("the last Friday of October 2021", &["the last Friday of October 2021|2021-10-29"]);
    found_alone("the fifth Monday of February 2021", &["the fifth Monday of February 2021|XXXX-WXX-1"]);
    found("the first Monday in May", &["the first Monday in May|2023-05-01"]);
}

#[test]
fn days_that_an_event_made_known() {
    found("the September 11 attacks", &["September 11|2001-09-11"]);
    found("After 9/11, the 9/11 Commission", &["9/11|2001-09-11", "9/11|2001-09-11"]);
    found("the Jan. 6 Capitol riot", &["Jan. 6|2021-01-06"]);
    found("They met on September 11.", &["September 11|2022-09-11"]);
    let earlier = find_dates("on 9/11", Date::new(1998, 9, 20).map(DateSpan::day));
    assert_eq!(earlier[0].when, Date::new(1998, 9, 11).map(DateSpan::day));
}

#[test]
fn names_of_days_are_no_days_of_this_week() {
    found("Bloody Sunday, Super Tuesday and Black Monday", &[]);
    found("Ash Wednesday, Remembrance Sunday", &["Ash Wednesday|2023-02-22", "Remembrance Sunday|2022-11-13"]);
    found("The October Revolution", &[]);
    found("India's Independence Day, Ukrainian Independence Day, the Independence Day of Finland", &[]);
    found("They marched on Independence Day.", &["Independence Day|2022-07-04"]);
    found("They marched on America's Independence Day.", &["Independence Day|2022-07-04"]);
    found("Chinese New Year, Orthodox Easter", &[]);
}

#[test]
fn relative_days_need_the_day_of_the_document() {
    found("He left yesterday and returns tomorrow.", &["yesterday|2023-03-14", "tomorrow|2023-03-16"]);
    found("Talks ended last week.", &["last week|2023-03-06/2023-03-12"]);
    found("three days ago", &["three days ago|2023-03-12"]);
    found("one year ago today", &["one year ago today|2022-03-15"]);
    found("two weeks ago yesterday", &["two weeks ago yesterday|2023-02-28"]);
    found("two years ago", &["two years ago|2021-01-01/2021-12-31"]);
    found("two and a half years ago", &["two and a half years ago|2020-09-01/2020-09-30"]);
    found(
        "half a century ago, a year and a half ago",
        &["half a century ago|1973-01-01/1973-12-31", "a year and a half ago|2021-09-01/2021-09-30"],
    );
    found("the day before yesterday", &["the day before yesterday|2023-03-13"]);
    found("two weeks after May 3, 2022", &["two weeks after May 3, 2022|2022-05-17"]);
    found_alone("He left yesterday.", &["yesterday|XXXX-XX-XX"]);
    found_alone("In May they met.", &["May|XXXX-05"]);
    found_alone("On Friday they met.", &["Friday|XXXX-WXX-5"]);
}

#[test]
fn tense_and_cues_choose_the_side() {
    found("Until Tuesday, they had not called him.", &["Tuesday|2023-03-14"]);
    found("Later Monday, he changed his plans.", &["Monday|2023-03-13"]);
    found("Officials said on Friday that they agreed.", &["Friday|2023-03-10"]);
    found("The ministers will meet on Friday.", &["Friday|2023-03-17"]);
    found("The minister arrived in November.", &["November|2022-11-01/2022-11-30"]);
    found("Elections are scheduled for May 14.", &["May 14|2023-05-14"]);
    found("Next Tuesday he flies, last Friday he said so.", &["Next Tuesday|2023-03-21", "last Friday|2023-03-10"]);
    found("in late December they agreed", &["late December|2022-12-01/2022-12-31"]);
}

#[test]
fn what_is_told_in_the_past_lies_behind() {
    found("He has been in jail since April.", &["April|2022-04-01/2022-04-30"]);
    found("He was killed in May.", &["May|2022-05-01/2022-05-31"]);
    found("Police arrested him on April 2.", &["April 2|2022-04-02"]);
    found("In the May local elections, Labour lost 300 seats.", &["May|2022-05-01/2022-05-31"]);
    found("The bank raised it to eight pct on May 6 ahead of the summit.", &["May 6|2022-05-06"]);
    found("On May 14 they agreed to meet.", &["May 14|2022-05-14"]);
    found("The bridge was closed in May. The minister will open it.", &["May|2022-05-01/2022-05-31"]);
}

#[test]
fn what_past_verbs_aim_at_lies_ahead() {
    found("The minister agreed to leave in May.", &["May|2023-05-01/2023-05-31"]);
    found("The court ordered him to testify before the committee on May 10.", &["May 10|2023-05-10"]);
    found("The trial was postponed to May.", &["May|2023-05-01/2023-05-31"]);
    found("The vote was set for May.", &["May|2023-05-01/2023-05-31"]);
    found("Officials said the May 14 vote is near.", &["May 14|2023-05-14"]);
    found("He said the appointment takes effect April 13. It was welcomed.", &["April 13|2023-04-13"]);
    found("The offer was extended from today through April 17.", &["from today through April 17|2023-03-15/2023-04-17"]);
    found("The fund is to be closed in May, they said.", &["May|2023-05-01/2023-05-31"]);
}

#[test]
fn a_weekday_narrows_the_year() {
    let text = "On Wednesday, July 24, Putin hosted Assad.";
    found_alone(text, &["Wednesday, July 24|XXXX-07-24"]);
    let mentions = find_dates(text, Date::new(2024, 9, 1).map(DateSpan::day));
    assert_eq!(show(text, &mentions[0]), "Wednesday, July 24|2024-07-24");
    assert_eq!(mentions[0].evidence, DateEvidence::Weekday);
    let later = find_dates(text, Date::new(2022, 9, 1).map(DateSpan::day));
    assert_eq!(show(text, &later[0]), "Wednesday, July 24|2019-07-24");
}

#[test]
fn a_year_alone_resolves_only_what_every_day_of_it_would() {
    let year = DateSpan::year(2023);
    assert_eq!(shown("last year they met, and on Friday", year), ["last year|2022-01-01/2022-12-31", "Friday|XXXX-WXX-5"]);
}

#[test]
fn the_document_decides_between_day_and_month() {
    found_alone("Seen 24/07/2024 and 08/05/2024.", &["24/07/2024|2024-07-24", "08/05/2024|2024-05-08"]);
    found_alone("Seen 07/24/2024 and 08/05/2024.", &["07/24/2024|2024-07-24", "08/05/2024|2024-08-05"]);
    found_alone("Seen 08/05/25.", &["08/05/25|2025-01-01/2025-12-31"]);
    assert_eq!(find_dates("Seen 08/05/25.", None)[0].value.as_deref(), Some("2025-XX-XX"));
    found_alone("Seen 05/05/25.", &["05/05/25|2025-05-05"]);
    found_alone("Thursday, 08/05/25", &["Thursday, 08/05/25|2025-05-08"]);
    assert_eq!(find_dates("Seen 08/05/25.", None)[0].evidence, DateEvidence::Ambiguous);
    let order = day_order("Seen 24/07/2024.");
    assert_eq!(show("08/05/25", &find_dates_in("08/05/25", None, &|| order)[0]), "08/05/25|2025-05-08");
}

#[test]
fn several_days_of_one_month() {
    found_alone("on May 3 and 4, 2022, in Doha", &["May 3|2022-05-03", "4, 2022|2022-05-04"]);
    found("The talks of March 9 and 10 in Doha ended", &["March 9|2023-03-09", "10|2023-03-10"]);
    found_alone("18 and 19 June 2021", &["18 and 19 June 2021|2021-06-18/2021-06-19"]);
    found_alone("July 9 to 11, 2021", &["July 9 to 11, 2021|2021-07-09/2021-07-11"]);
    found_alone("On April 24, 2020 and 25 others", &["April 24, 2020|2020-04-24"]);
    found_alone("on April 24 and 25 others", &["April 24|XXXX-04-24"]);
    found_alone("rose from May 3 to 11 percent", &["May 3|XXXX-05-03"]);
    found("It ended on the 10th, on the 3rd floor.", &["the 10th|2023-03-10"]);
    found("The report is due by the 21st.", &["the 21st|2023-03-21"]);
}

#[test]
fn days_that_do_not_exist_are_none() {
    found_alone("on 2023-02-30 or 31/04/2023", &[]);
    found_alone("February 30, 2023", &[]);
    found_alone("February 29, 2023", &[]);
    found_alone("February 29, 2024", &["February 29, 2024|2024-02-29"]);
}

#[test]
fn names_and_numbers_are_no_dates() {
    found("Theresa May may march on Friday.", &["Friday|2023-03-17"]);
    found("May said so, and Sun Tzu wrote it. April Jones sat down.", &[]);
    found("You may march, and you may sit.", &[]);
    found("They spent $2022 on 2000 people and 1990 miles, or 20.22 %.", &[]);
    found("Flight 2020, Room 2019, Highway 2010, page 1999, SB 2020, Form 1990, Resolution 1973", &[]);
    found("Call +1 202 555 2010. There were 1984 copies.", &[]);
    found("Results 2019 2020", &["2019|2019-01-01/2019-12-31", "2020|2020-01-01/2020-12-31"]);
    found("Version 2.2022.1, Boeing 747, COVID-19, ISO 8601:2019", &[]);
    found("<img height=\"2000\">, as soon as possible, the first June budget", &["June|2023-06-01/2023-06-30"]);
    found("a ten-year-old in a 35-year-old house", &[]);
    found("the fall of the wall, a second chance, the Arab Spring", &[]);
}

#[test]
fn durations_sets_and_times_have_their_kind() {
    let kinds = |text: &str| {
        find_dates(text, published())
            .iter()
            .map(|mention| (mention.kind, mention.value.clone().unwrap_or_default()))
            .collect::<Vec<_>>()
    };
    assert_eq!(kinds("for nine months"), [(DateKind::Duration, "P9M".to_owned())]);
    assert_eq!(kinds("nearly two and a half years"), [(DateKind::Duration, "P2Y6M".to_owned())]);
    assert_eq!(kinds("half a century"), [(DateKind::Duration, "P50Y".to_owned())]);
    assert_eq!(kinds("half an hour"), [(DateKind::Duration, "PT30M".to_owned())]);
    assert_eq!(kinds("several weeks"), [(DateKind::Duration, "PXW".to_owned())]);
    assert_eq!(kinds("a ten-year plan"), [(DateKind::Duration, "P10Y".to_owned())]);
    assert_eq!(kinds("every Monday"), [(DateKind::Set, "XXXX-WXX-1".to_owned())]);
    assert_eq!(kinds("twice a week"), [(DateKind::Set, "P1W".to_owned())]);
    assert_eq!(kinds("at 7:15 p.m. on Friday"), [(DateKind::Time, "2023-03-10T19:15".to_owned())]);
    assert_eq!(kinds("this morning"), [(DateKind::Time, "2023-03-15TMO".to_owned())]);
    assert_eq!(kinds("the 12th anniversary"), []);
}

#[test]
fn a_placed_duration_has_its_days() {
    found("over the past two weeks", &["the past two weeks|2023-03-01/2023-03-14"]);
    found("in the next three days", &["the next three days|2023-03-16/2023-03-18"]);
}

#[test]
fn feasts() {
    found_alone(
        "Easter 2018, Thanksgiving 2022, Christmas Eve 2022",
        &["Easter 2018|2018-04-01", "Thanksgiving 2022|2022-11-24", "Christmas Eve 2022|2022-12-24"],
    );
    found("on New Year's Eve they met", &["New Year's Eve|2022-12-31"]);
}

#[test]
fn absolute_dates_of_other_languages() {
    found_alone(
        "28 Aralık 2022 Çarşamba günü, Aralık 2022'de",
        &["28 Aralık 2022|2022-12-28", "Aralık 2022|2022-12-01/2022-12-31"],
    );
    found_alone(
        "le 1er janvier 2022 et le mercredi 28 décembre 2022",
        &["1er janvier 2022|2022-01-01", "mercredi 28 décembre 2022|2022-12-28"],
    );
    found_alone("am Mittwoch, dem 28. Dezember 2022 in Moskau", &["28. Dezember 2022|2022-12-28"]);
    found_alone("el 28 de diciembre de 2022", &["28 de diciembre de 2022|2022-12-28"]);
    found_alone("встреча 28 декабря 2022 года", &["28 декабря 2022 года|2022-12-28"]);
    found_alone("يوم 28 ديسمبر 2022 و ٢٨ كانون الأول ٢٠٢٢", &["28 ديسمبر 2022|2022-12-28", "٢٨ كانون الأول ٢٠٢٢|2022-12-28"]);
    found_alone("The Mars 2020 rover", &["2020|2020-01-01/2020-12-31"]);
}

#[test]
fn months_and_weekdays_of_other_languages() {
    let months = [
        "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    ];
    for names in months {
        for (month, name) in (1..).zip(names.split(' ')) {
            let text = format!("28 {name} 2022");
            found_alone(&text, &[&format!("{text}|2022-{month:02}-28")]);
        }
    }
    let wednesdays = [
        "mercredi 28 décembre 2022",
        "Mittwoch, 28. Dezember 2022",
        "miércoles 28 de diciembre de 2022",
        "الأربعاء 28 ديسمبر 2022",
    ];
    for text in wednesdays.into_iter().chain(["28 Aralık 2022", "среду, 28 декабря 2022 года"]) {
        found_alone(text, &[&format!("{text}|2022-12-28")]);
    }
}

/// The sentences that Recognizers-Text is tested with, as far as its conventions are those of TIMEX3.
#[test]
fn sentences_of_recognizers_text() {
    let mut wrong = Vec::new();
    let lines = include_str!("recognizers.tsv").lines().filter(|line| !line.starts_with('#'));
    for line in lines {
        let mut columns = line.splitn(3, '\t');
        let mut column = || columns.next().expect("three columns");
        let (written, days, text) = (column(), column(), column());
        let days = days.parse::<DateSpan>().expect("days");
        let mentions = find_dates(text, written.parse().ok().map(DateSpan::day));
        if !mentions.iter().any(|mention| mention.when == Some(days)) {
            wrong.push(line);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_paragraph_of_dates_takes_linear_time() {
    let time = |count: usize| {
        let text = "on May 3 at 5 p.m. EST, ".repeat(count);
        let began = std::time::Instant::now();
        assert_eq!(find_dates(&text, published()).len(), count);
        began.elapsed().as_secs_f64()
    };
    let least = |count: usize| (0..3).map(|_| time(count)).fold(f64::INFINITY, f64::min);
    // ten times the dates: a hundred times the time where each looks at all before it
    assert!(least(5_000) < 40.0 * least(500));
}

#[test]
fn counts_beyond_the_calendar_end_with_it() {
    found("3,000 years ago", &["3,000 years ago|XXXX"]);
    found("10,000,000 years ago", &["10,000,000 years ago|XXXX"]);
    found("2,000 years ago", &["2,000 years ago|0023-01-01/0023-12-31"]);
    assert_eq!(Date::new(2023, 1, 1).map(|day| day.plus_days(i32::MAX).year()), Some(9999));
    assert_eq!(Date::new(2023, 1, 1).map(|day| day.plus_months(i32::MIN).year()), Some(1));
}

#[test]
fn long_runs_are_read_to_their_end() {
    let dates = "on May 3 at 5 p.m. EST, ".repeat(10_000);
    assert_eq!(find_dates(&dates, published()).len(), 10_000);
    for piece in [
        "may ",
        "the ",
        "first week of ",
        "1-",
        "1/2/",
        "a hundred ",
        "day after ",
        "from ",
        "last ",
        "2022 - ",
        "May ",
        "a.m. ",
        "Q",
        "'80s ",
    ] {
        find_dates(&piece.repeat(10_000), published());
    }
}

proptest! {
    #[test]
    fn mentions_are_in_order_and_on_boundaries(text in "[ .,/:'’–0-9a-zA-Zé٣\n-]{0,60}") {
        check(&text)?;
    }

    #[test]
    fn words_of_the_grammar_never_panic(words in proptest::collection::vec(proptest::sample::select(WORDS), 0..14), mark in "[ ,./:-]") {
        check(&words.join(&mark))?;
        check(&words.join(" "))?;
    }
}

/// Words that rules are built of, for texts that no one would write.
const WORDS: &[&str] = &[
    "May", "Friday", "28", "2022", "31", "the", "last", "week", "of", "from", "to", "between", "and", "early", "first",
    "quarter", "year", "ago", "two", "hundred", "half", "a", "1990s", "'", "century", "12", "0", "p.m.", "noon", "Easter", "on",
    "next", "9999", "0001", "day", "before", "after", "99999999", "Feb", "29", "30", "BC", "earlier", "that", "thousand",
    "decades", "Q", "4",
];

fn check(text: &str) -> Result<(), TestCaseError> {
    let mut end = 0;
    for published in [None, published(), DateSpan::year(1), DateSpan::year(9999)] {
        let mut last = 0;
        for mention in find_dates(text, published) {
            prop_assert!(mention.span.start >= last && mention.span.start < mention.span.end);
            prop_assert!(text.get(mention.span.start..mention.span.end).is_some());
            prop_assert!(mention.when.is_none_or(|when| when.first <= when.last));
            last = mention.span.end;
        }
        end = end.max(last);
    }
    prop_assert!(end <= text.len());
    Ok(())
}
